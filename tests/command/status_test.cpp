#include "command/status.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/recorded_output.hpp"
#include "support/temporary_project.hpp"

namespace migrate {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Status status(const TemporaryProject& folder) {
  RecordedOutput output;
  run_status({}, folder.project(), output);
  return output.statuses.at(0);
}

/// Each revision as "id state".
std::vector<std::string> lines(const Status& status) {
  std::vector<std::string> lines;
  for (const Status::Line& line : status.revisions) {
    const char* const state = line.state == Status::Line::State::applied   ? "applied"
                              : line.state == Status::Line::State::pending ? "pending"
                                                                           : "unknown";
    lines.push_back(line.id + " " + state);
  }
  return lines;
}

TEST(Status, ShowsWhatIsAppliedAndThenWhatIsPending) {
  const TemporaryProject folder("a; b <- a; c <- b");
  folder.upgrade("b");

  EXPECT_THAT(lines(status(folder)), ElementsAre("a applied", "b applied", "c pending"));
}

TEST(Status, SaysWhatAnUpgradeWouldDo) {
  const TemporaryProject folder("a; b <- a; c <- b");
  folder.upgrade("a");

  EXPECT_EQ(status(folder).next,
            "`upgrade head` would apply 2 revisions and bring the database to c.");
}

TEST(Status, SaysThatNothingIsToDo) {
  const TemporaryProject folder("a");
  folder.upgrade("head");

  EXPECT_EQ(status(folder).next, "Nothing to do: the database is up to date.");
}

TEST(Status, SaysThatSeveralHeadsAreInTheWay) {
  EXPECT_EQ(status(TemporaryProject("a; b")).next,
            "`upgrade head` would refuse: there are 2 heads (a, b); `upgrade heads` would apply 2 "
            "revisions.");
}

TEST(Status, ShowsAnUnknownRowFirst) {
  const TemporaryProject folder("a");
  folder.upgrade("head");
  folder.sql("INSERT INTO migrate_version VALUES ('zzz')");

  EXPECT_THAT(lines(status(folder)), ElementsAre("zzz unknown", "a applied"));
}

TEST(Status, ShowsWhatTheHistoryKnowsOfAnUnknownRow) {
  const TemporaryProject folder("a; b <- a");
  folder.upgrade("head");
  std::filesystem::remove(folder.file("versions/b.sql"));

  EXPECT_THAT(lines(status(folder)), ElementsAre("b unknown", "a applied"));
  const Status::Line line = status(folder).revisions.at(0);
  EXPECT_EQ(line.message, "Add b");
  EXPECT_THAT(line.applied, testing::HasSubstr("@"));
}

TEST(Status, SaysThatAnUnknownRowIsInTheWay) {
  const TemporaryProject folder("a");
  folder.upgrade("head");
  folder.sql("UPDATE migrate_version SET version_num = 'zzz'");

  EXPECT_EQ(status(folder).next,
            "`upgrade` would refuse: the database is at a revision that no file declares.");
}

TEST(Status, CountsDependenciesAsApplied) {
  const TemporaryProject folder("a; b (a); c");
  folder.upgrade("b");

  EXPECT_THAT(lines(status(folder)), ElementsAre("a applied", "b applied", "c pending"));
}

TEST(Status, ShowsMessagesByTheirFirstLine) {
  EXPECT_EQ(status(TemporaryProject("a")).revisions[0].message, "Add a");
}

TEST(Status, NamesTheDatabase) {
  EXPECT_EQ(status(TemporaryProject("a")).database, "sqlite:///app.db");
}

TEST(Status, OfNoRevisionIsUpToDate) {
  const Status empty = status(TemporaryProject(""));

  EXPECT_THAT(empty.revisions, IsEmpty());
  EXPECT_EQ(empty.next, "Nothing to do: the database is up to date.");
}

}  // namespace
}  // namespace migrate
