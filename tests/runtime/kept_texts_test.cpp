#include "runtime/kept_texts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "support/thrown.hpp"

namespace migrate {
namespace {

PreparedPlan plan_with(const std::string& upgrade, const std::optional<std::string>& downgrade) {
  HistoryEntry entry;
  entry.revision = "aaa";
  entry.file = "versions/aaa.sql";
  entry.header = "-- One \xc3\xa4\n";
  entry.upgrade_sql = upgrade;
  entry.downgrade_sql = downgrade;
  PreparedPlan plan;
  plan.batches.emplace_back().history = HistoryWrite{{"", "migrate_history"}, entry};
  return plan;
}

const std::string kNul("a\0b", 3);

TEST(KeptTexts, TakesUtf8AndIrreversibleRevisions) {
  EXPECT_NO_THROW(require_texts_that_can_be_kept(plan_with("\xe2\x82\xac\r\n", std::nullopt)));
}

TEST(KeptTexts, RefusesANulByteInASectionThatIsNotRun) {
  const Error error =
      thrown_by([] { require_texts_that_can_be_kept(plan_with("SELECT 1;\n", kNul)); });
  EXPECT_EQ(error.fault(), Fault::revision);
  EXPECT_THAT(error.what(), ::testing::HasSubstr("revision aaa"));
  EXPECT_EQ(error.where()->file, "versions/aaa.sql");
}

TEST(KeptTexts, RefusesWhatIsNotUtf8) {
  EXPECT_EQ(thrown_by([] { require_texts_that_can_be_kept(plan_with("\xe4", "")); }).fault(),
            Fault::revision);
}

TEST(KeptTexts, LooksAtNothingWithoutAHistory) {
  PreparedPlan plan = plan_with(kNul, kNul);
  plan.batches.front().history.reset();
  EXPECT_NO_THROW(require_texts_that_can_be_kept(plan));
}

}  // namespace
}  // namespace migrate
