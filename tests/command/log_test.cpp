#include "command/log.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/recorded_output.hpp"
#include "support/temporary_project.hpp"

namespace migrate {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

HistoryLog log_of(const TemporaryProject& folder, std::size_t limit) {
  RecordedOutput output;
  run_log({limit}, folder.project(), output);
  return output.logs.at(0);
}

/// Each step as "kind revision result".
std::vector<std::string> steps(const HistoryLog& log) {
  std::vector<std::string> steps;
  for (const HistoryRow& row : log.rows) {
    steps.push_back(row.kind + " " + row.revision + " " + row.result);
  }
  return steps;
}

TEST(Log, ShowsTheNewestStepFirst) {
  const TemporaryProject folder("a; b <- a");
  folder.upgrade("head");
  folder.downgrade("a");
  folder.stamp("b");

  EXPECT_THAT(steps(log_of(folder, 0)),
              ElementsAre("stamp b done", "downgrade b done", "upgrade b done", "upgrade a done"));
}

TEST(Log, StopsAtItsLimitAndKnowsThatThereAreMore) {
  const TemporaryProject folder("a; b <- a; c <- b");
  folder.upgrade("head");

  const HistoryLog two = log_of(folder, 2);
  EXPECT_THAT(steps(two), ElementsAre("upgrade c done", "upgrade b done"));
  EXPECT_TRUE(two.has_more);
  EXPECT_FALSE(log_of(folder, 3).has_more);
}

TEST(Log, ShowsWhatFailed) {
  HistoryTexts history("a; b <- a");
  history.with_upgrade("b", "nonsense;");
  const TemporaryProject folder(history);
  EXPECT_THROW(folder.upgrade("head"), Error);

  const HistoryLog log = log_of(folder, 1);
  EXPECT_THAT(steps(log), ElementsAre("upgrade b failed"));
  EXPECT_THAT(log.rows[0].error, testing::HasSubstr("nonsense"));
}

TEST(Log, OfADatabaseThatIsNotThereIsMissingAndMakesNone) {
  const TemporaryProject folder("a");

  EXPECT_EQ(log_of(folder, 20).state, HistoryState::missing);
  EXPECT_FALSE(std::filesystem::exists(folder.file("app.db")));
}

TEST(Log, SaysThatNoHistoryIsKept) {
  TemporaryProject folder("a");
  folder.config.history_table = "";
  folder.upgrade("head");

  const HistoryLog log = log_of(folder, 20);
  EXPECT_EQ(log.state, HistoryState::off);
  EXPECT_THAT(log.rows, IsEmpty());
}

TEST(Log, NeedsNoSoundFiles) {
  const TemporaryProject folder("a");
  folder.upgrade("head");
  folder.write("versions/broken.sql", "nothing");

  EXPECT_THAT(steps(log_of(folder, 20)), ElementsAre("upgrade a done"));
}

}  // namespace
}  // namespace migrate
