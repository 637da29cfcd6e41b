#include "command/status.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/recorded_output.hpp"
#include "support/temporary_project.hpp"

namespace migrate {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
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

/// Has the upgrade section of an applied revision say something else.
void change(const TemporaryProject& folder, const std::string& file) {
  std::string text = folder.read(file);
  folder.write(file, text.replace(text.find("INTEGER"), 7, "TEXT"));
}

TEST(Status, SaysThatAChangedFileIsInTheWay) {
  const TemporaryProject folder("a; b <- a");
  folder.upgrade("a");
  change(folder, "versions/a.sql");

  const Status found = status(folder);
  EXPECT_EQ(found.next, "`upgrade` would refuse: the file of a (" + folder.shown("versions/a.sql") +
                            ":6) was changed since it was applied. `migrate verify` shows what is "
                            "different; restore it, or take it as it is now with `migrate repair "
                            "--accept a`.");
  ASSERT_EQ(found.changed.size(), 1U);
  EXPECT_EQ(found.changed[0].id, "a");
  EXPECT_EQ(found.changed[0].where.file, folder.shown("versions/a.sql"));
}

TEST(Status, NamesEveryChangedFile) {
  const TemporaryProject folder("a; b <- a; c <- b");
  folder.upgrade("head");
  change(folder, "versions/a.sql");
  change(folder, "versions/c.sql");

  EXPECT_THAT(status(folder).next,
              AllOf(HasSubstr("the files of a (" + folder.shown("versions/a.sql") + ":6), c ("),
                    HasSubstr("`migrate repair --accept a c`")));
}

TEST(Status, DoesNotCompareFilesWhereUpgradesDoNot) {
  TemporaryProject folder("a");
  folder.upgrade("head");
  change(folder, "versions/a.sql");
  folder.config.verify_before_upgrade = false;

  EXPECT_EQ(status(folder).next, "Nothing to do: the database is up to date.");
  EXPECT_THAT(status(folder).changed, IsEmpty());
}

TEST(Status, LeavesAFileThatDoesNotParseToCheck) {
  const TemporaryProject folder("a; b <- a");
  folder.upgrade("a");
  folder.write("versions/a.sql", folder.read("versions/a.sql") + "-- migrate:downgrad\n");

  EXPECT_EQ(status(folder).next,
            "`upgrade head` would apply 1 revision and bring the database to b.");
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
