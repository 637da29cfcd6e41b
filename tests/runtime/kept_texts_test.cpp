#include "runtime/kept_texts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace migrate {
namespace {

RevisionFile file_with(const std::string& upgrade, const std::string& downgrade) {
  return parse_revision_file(
      "-- One \xc3\xa4\n-- revision: aaa\n-- down_revision:\n\n-- migrate:upgrade\n" + upgrade +
          "-- migrate:downgrade\n" + downgrade,
      "versions/aaa.sql");
}

const std::string kNul("a\0b\n", 4);

TEST(KeptTexts, TakeUtf8) {
  EXPECT_FALSE(unkeepable(file_with("\xe2\x82\xac\r\n", "")).has_value());
}

TEST(KeptTexts, RefuseANulByteInASectionThatIsNotRun) {
  const auto error = unkeepable(file_with("SELECT 1;\n", kNul));

  ASSERT_TRUE(error.has_value());
  EXPECT_EQ(error->fault(), Fault::revision);
  EXPECT_THAT(error->what(), ::testing::HasSubstr("revision aaa"));
  EXPECT_EQ(error->where()->file, "versions/aaa.sql");
}

TEST(KeptTexts, RefuseWhatIsNotUtf8) {
  EXPECT_TRUE(unkeepable(file_with("\xe4\n", "")).has_value());
}

}  // namespace
}  // namespace migrate
