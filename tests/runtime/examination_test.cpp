#include "runtime/examination.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "support/temporary_project.hpp"
#include "support/thrown.hpp"

namespace migrate {
namespace {

using Grade = Finding::Grade;
using testing::AllOf;
using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

Examination examined(const TemporaryProject& folder, const std::stop_token& stop = {}) {
  Observer silent;
  return examine([&] { return folder.config; }, std::chrono::system_clock::now(), silent, stop);
}

std::vector<std::string> subjects(const Examination& found) {
  std::vector<std::string> names;
  for (const Finding& finding : found.findings) names.push_back(finding.subject);
  return names;
}

/// A finding of that grade and subject whose text holds `text`.
auto finding(Grade grade, const std::string& subject, const std::string& text) {
  return AllOf(Field(&Finding::grade, grade), Field(&Finding::subject, subject),
               Field(&Finding::text, HasSubstr(text)));
}

TEST(ExaminationTest, LooksAtEverythingThatAMigrationNeeds) {
  const TemporaryProject folder("a; b <- a");
  folder.upgrade("head");
  const Examination found = examined(folder);

  EXPECT_THAT(subjects(found),
              ElementsAre("settings", "files", "heads", "connection", "permissions", "integrity",
                          "foreign keys", "version table", "history table", "lock", "revisions"));
  EXPECT_THAT(found.findings, Each(Field(&Finding::grade, Grade::ok)));
  EXPECT_THAT(found.findings,
              Contains(finding(Grade::ok, "revisions", "2 revisions applied, the files are as")));
}

TEST(ExaminationTest, MakesNoDatabase) {
  const TemporaryProject folder("a");
  const Examination found = examined(folder);

  EXPECT_EQ(found.count(Grade::failure), 0U);
  EXPECT_FALSE(std::filesystem::exists(folder.database()));
  EXPECT_FALSE(std::filesystem::exists(folder.database() + "-migrate"));
}

TEST(ExaminationTest, SaysWhyTheSettingsCannotBeRead) {
  Observer silent;
  const Examination found = examine(
      []() -> Config {
        throw Error(Fault::config, "no such key", Location{"m.ini", 3, 1});
      },
      std::chrono::system_clock::now(), silent, {});

  EXPECT_THAT(found.findings,
              ElementsAre(finding(Grade::failure, "settings", "m.ini:3:1: no such key")));
}

TEST(ExaminationTest, LooksAtTheFilesWhereNoDatabaseIsNamed) {
  TemporaryProject folder("a");
  folder.config.database_url.reset();
  const Examination found = examined(folder);

  EXPECT_EQ(found.database, "");
  EXPECT_THAT(subjects(found), ElementsAre("settings", "files", "heads"));
  EXPECT_EQ(found.findings.front().grade, Grade::failure);
}

TEST(ExaminationTest, HasAFindingForEachProblemOfTheFiles) {
  HistoryTexts history("a; b <- nowhere");
  history.with_upgrade("a", "COMMIT;");
  const Examination found = examined(TemporaryProject(history));

  EXPECT_EQ(found.count(Grade::failure), 2U);
  EXPECT_THAT(found.findings, Contains(finding(Grade::failure, "files", "nowhere")));
  EXPECT_THAT(found.findings, Contains(finding(Grade::ok, "lock", "free")));
}

TEST(ExaminationTest, WarnsOfSeveralHeads) {
  EXPECT_THAT(examined(TemporaryProject("a; b")).findings,
              Contains(finding(Grade::warning, "heads", "2: a, b")));
}

TEST(ExaminationTest, LeavesOutWhatNeedsTheConnectionThatFailed) {
  const TemporaryProject folder("a");
  folder.write("app.db", std::string(4096, 'x'));
  const Examination found = examined(folder);

  EXPECT_THAT(subjects(found), ElementsAre("settings", "files", "heads", "connection"));
  EXPECT_EQ(found.count(Grade::failure), 1U);
}

TEST(ExaminationTest, NamesTheLinksOfACycleInItsHint) {
  const Examination found = examined(TemporaryProject("a <- b; b <- a"));
  const auto files = std::ranges::find(found.findings, "files", &Finding::subject);

  ASSERT_NE(files, found.findings.end());
  EXPECT_THAT(files->hint, HasSubstr("one of these links must go: "));
  EXPECT_THAT(files->hint, HasSubstr("a is a parent of b; "));
  EXPECT_THAT(files->hint, HasSubstr("b is a parent of a"));
}

TEST(ExaminationTest, SaysWhatItDidNotLookAtBecauseATableFailed) {
  const TemporaryProject folder("a");
  folder.sql("CREATE TABLE migrate_version (name TEXT)");

  const Examination found = examined(folder);
  EXPECT_THAT(found.findings, Contains(finding(Grade::ok, "history table", "not there yet")));
  EXPECT_THAT(found.findings, Contains(finding(Grade::warning, "lock", "not looked at")));
  EXPECT_THAT(found.findings, Contains(finding(Grade::warning, "revisions", "not compared")));
}

TEST(ExaminationTest, SaysThatNothingIsComparedWhereTheFilesAreNotSound) {
  EXPECT_THAT(examined(TemporaryProject("a <- nowhere")).findings,
              Contains(finding(Grade::warning, "revisions", "the files are not sound")));
}

TEST(ExaminationTest, FindsAVersionTableOfAnotherShape) {
  const TemporaryProject folder("a");
  folder.sql("CREATE TABLE migrate_version (name TEXT)");

  EXPECT_THAT(examined(folder).findings,
              Contains(finding(Grade::failure, "version table", "no column version_num")));
}

TEST(ExaminationTest, FindsAHistoryTableOfAnotherShape) {
  const TemporaryProject folder("a");
  folder.sql("CREATE TABLE migrate_history (name TEXT)");

  EXPECT_THAT(examined(folder).findings,
              Contains(finding(Grade::failure, "history table", "migrate_history")));
}

TEST(ExaminationTest, FindsARowThatNoFileDeclares) {
  const TemporaryProject folder("a");
  folder.upgrade("head");
  folder.sql("INSERT INTO migrate_version VALUES ('gone')");

  EXPECT_THAT(examined(folder).findings,
              Contains(finding(Grade::failure, "revisions", "revision gone is applied")));
}

TEST(ExaminationTest, WarnsOfARowThatAnotherImplies) {
  const TemporaryProject folder("a; b <- a");
  folder.upgrade("head");
  folder.sql("INSERT INTO migrate_version VALUES ('a')");

  EXPECT_THAT(examined(folder).findings,
              Contains(finding(Grade::warning, "revisions", "the row a is implied")));
}

TEST(ExaminationTest, FindsAFileThatIsNotWhatWasApplied) {
  const TemporaryProject folder("a");
  folder.upgrade("head");
  std::string text = folder.read("versions/a.sql");
  folder.write("versions/a.sql", text.replace(text.find("t_a"), 3, "t_b"));

  EXPECT_THAT(examined(folder).findings,
              Contains(AllOf(finding(Grade::failure, "revisions", "revision a is not what was"),
                             Field(&Finding::hint, HasSubstr("repair --accept a")))));
}

TEST(ExaminationTest, FindsASectionThatWasLeftUnfinished) {
  const TemporaryProject folder(HistoryTexts("a").with_sections(
      "a",
      "-- migrate:upgrade transaction:false\nCREATE TABLE one (id);\nCREATE TABLE one (id);\n"));
  EXPECT_THROW(folder.upgrade("head"), Error);

  EXPECT_THAT(examined(folder).findings,
              Contains(finding(Grade::failure, "revisions", "not finished")));
}

TEST(ExaminationTest, ComparesNothingWhileAnInstanceMigrates) {
  const TemporaryProject folder("a");
  folder.upgrade("head");
  folder.sql("INSERT INTO migrate_version VALUES ('gone')");
  Observer silent;
  const auto lock = folder.project().database(silent)->lock({"main", "migrate_version"});
  ASSERT_TRUE(lock->try_acquire());
  const Examination found = examined(folder);

  EXPECT_EQ(found.count(Grade::failure), 0U);
  EXPECT_THAT(found.findings, Contains(finding(Grade::ok, "lock", "held: pid ")));
  EXPECT_THAT(found.findings, Contains(finding(Grade::ok, "revisions", "not compared")));
}

TEST(ExaminationTest, CountsWhatIsAppliedButNotInTheHistory) {
  const TemporaryProject folder("a; b <- a");
  folder.stamp("a");
  EXPECT_THAT(
      examined(folder).findings,
      Contains(finding(Grade::ok, "revisions", "none of them in the history: nothing could")));

  folder.upgrade("head");
  EXPECT_THAT(examined(folder).findings,
              Contains(finding(Grade::ok, "revisions", "1 more not in the history")));
}

TEST(ExaminationTest, SaysThatNoHistoryIsKept) {
  TemporaryProject folder("a");
  folder.config.history_table.clear();

  EXPECT_THAT(examined(folder).findings,
              Contains(finding(Grade::ok, "history table", "none is kept")));
}

TEST(ExaminationTest, ShowsNoPassword) {
  TemporaryProject folder("a");
  folder.config.database_url =
      parse_database_url("postgresql://u:secret@127.0.0.1:1/d?connect_timeout=5", ".");
  const Examination found = examined(folder);

  EXPECT_THAT(found.findings, Each(Field(&Finding::text, Not(HasSubstr("secret")))));
  EXPECT_THAT(found.findings, Contains(finding(Grade::failure, "connection", "refused")));
}

TEST(ExaminationTest, EndsWhenItIsAskedToStop) {
  const TemporaryProject folder("a");
  folder.upgrade("head");
  std::stop_source stop;
  stop.request_stop();

  EXPECT_EQ(thrown_by([&] { return examined(folder, stop.get_token()); }).fault(),
            Fault::cancelled);
}

}  // namespace
}  // namespace migrate
