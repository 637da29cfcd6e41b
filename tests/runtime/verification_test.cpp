#include "runtime/verification.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/temporary_project.hpp"
#include "support/thrown.hpp"

namespace migrate {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Verification verified(const TemporaryProject& folder) {
  Observer silent;
  const Project project = folder.project();
  const std::unique_ptr<Database> database = project.database(silent);
  const OpenHistory history(*database, OpenMode::read_only, project.database_settings());
  return verify(history, project.graph(), project.source());
}

/// Puts a text in the place of another in a file.
void edit(const TemporaryProject& folder, const std::string& file, const std::string& before,
          const std::string& now) {
  std::string text = folder.read(file);
  const std::size_t at = text.find(before);
  ASSERT_NE(at, std::string::npos);
  folder.write(file, text.replace(at, before.size(), now));
}

std::vector<RevisionId> ids_of(const std::vector<ChangedFile>& changed) {
  std::vector<RevisionId> ids;
  for (const ChangedFile& file : changed) ids.push_back(file.revision);
  return ids;
}

TEST(Verification, OfNoDatabaseIsClean) {
  const Verification found = verified(TemporaryProject("a; b <- a"));

  EXPECT_TRUE(found.is_clean());
  EXPECT_EQ(found.history, HistoryState::missing);
}

TEST(Verification, CountsTheFilesThatAreAsApplied) {
  const TemporaryProject folder("a; b <- a; c <- b");
  folder.upgrade("b");

  const Verification found = verified(folder);
  EXPECT_TRUE(found.is_clean());
  EXPECT_EQ(found.unchanged, 2U);
}

TEST(Verification, IsCleanWhereAFileIsOnlyFormattedOtherwise) {
  const TemporaryProject folder("a; b <- a");
  folder.upgrade("head");
  edit(folder, "versions/a.sql", "CREATE TABLE", "create\n  table");

  const Verification found = verified(folder);
  EXPECT_TRUE(found.is_clean());
  EXPECT_THAT(ids_of(found.changed), ElementsAre("a"));
}

TEST(Verification, NamesTheOneFileThatSaysSomethingElse) {
  const TemporaryProject folder("a; b <- a; c <- b");
  folder.upgrade("head");
  edit(folder, "versions/b.sql", "INTEGER", "TEXT");

  const Verification found = verified(folder);
  EXPECT_FALSE(found.is_clean());
  EXPECT_EQ(found.real_changes(), 1U);
  EXPECT_THAT(ids_of(found.changed), ElementsAre("b"));
}

TEST(Verification, TakesNoNoticeOfWhatIsNotApplied) {
  const TemporaryProject folder("a; b <- a");
  folder.upgrade("head");
  folder.downgrade("a");
  edit(folder, "versions/b.sql", "INTEGER", "TEXT");

  EXPECT_THAT(verified(folder).changed, IsEmpty());
}

TEST(Verification, TakesWhatWasAppliedLast) {
  const TemporaryProject folder("a");
  folder.upgrade("head");
  folder.downgrade("base");
  edit(folder, "versions/a.sql", "INTEGER", "TEXT");
  folder.upgrade("head");

  EXPECT_EQ(verified(folder).unchanged, 1U);
}

TEST(Verification, CannotTellOfWhatWasStamped) {
  const TemporaryProject folder("a; b <- a");
  folder.upgrade("a");
  folder.stamp("b");

  const Verification found = verified(folder);
  EXPECT_TRUE(found.is_clean());
  EXPECT_THAT(found.not_recorded, ElementsAre("b"));
}

TEST(Verification, TakesADowngradeAndAStampForNotRecorded) {
  const TemporaryProject folder("a");
  folder.upgrade("a");
  folder.downgrade("base");
  edit(folder, "versions/a.sql", "INTEGER", "TEXT");
  folder.stamp("a");

  EXPECT_THAT(verified(folder).not_recorded, ElementsAre("a"));
}

TEST(Verification, NamesAMarkerThatWasChangedWithoutFailing) {
  const TemporaryProject folder("a");
  folder.upgrade("head");
  edit(folder, "versions/a.sql", "migrate:upgrade", "migrate:upgrade transaction:false");

  const Verification found = verified(folder);
  EXPECT_TRUE(found.is_clean());
  ASSERT_EQ(found.changed.size(), 1U);
  EXPECT_TRUE(found.changed[0].has_other_options());
}

TEST(Verification, SaysOfWhichRevisionItCannotReadWhatWasApplied) {
  const TemporaryProject folder("a");
  folder.upgrade("head");
  folder.sql("UPDATE migrate_history SET checksum = 'v9:abc', header = 'of another version'");
  edit(folder, "versions/a.sql", "INTEGER", "TEXT");

  const Verification found = verified(folder);
  EXPECT_TRUE(found.is_clean());
  ASSERT_EQ(found.changed.size(), 1U);
  EXPECT_THAT(found.changed[0].incomparable, HasSubstr("its checksum v9: is not of a kind"));
}

TEST(Verification, WithoutAHistoryLooksAtTheRowsOnly) {
  TemporaryProject folder("a");
  folder.config.history_table = "";
  folder.upgrade("head");

  const Verification found = verified(folder);
  EXPECT_TRUE(found.is_clean());
  EXPECT_EQ(found.history, HistoryState::off);
  EXPECT_THAT(found.not_recorded, ElementsAre("a"));
}

TEST(Verification, NamesARowWithoutFileAndStillComparesWhatItStandsOn) {
  const TemporaryProject folder("a; b <- a");
  folder.upgrade("head");
  edit(folder, "versions/a.sql", "INTEGER", "TEXT");
  std::filesystem::remove(folder.file("versions/b.sql"));

  const Verification found = verified(folder);
  ASSERT_EQ(found.broken.size(), 1U);
  EXPECT_THAT(found.broken[0].what(), HasSubstr("revision b is applied, but no file declares it"));
  EXPECT_THAT(found.broken[0].what(), HasSubstr("Add b"));
  EXPECT_THAT(found.broken[0].hint(), HasSubstr("migrate recover b"));
  EXPECT_THAT(ids_of(found.changed), ElementsAre("a"));
}

TEST(Verification, NamesARowThatNobodyKnows) {
  const TemporaryProject folder("a");
  folder.upgrade("head");
  folder.sql("INSERT INTO migrate_version VALUES ('zzz')");

  EXPECT_THAT(verified(folder).broken[0].what(), HasSubstr("neither a file nor the history has"));
}

TEST(Verification, RemarksOnARowThatAnotherImplies) {
  const TemporaryProject folder("a; b <- a");
  folder.upgrade("head");
  folder.sql("INSERT INTO migrate_version VALUES ('a')");

  const Verification found = verified(folder);
  EXPECT_TRUE(found.is_clean());
  EXPECT_THAT(found.remarks, ElementsAre(HasSubstr("the row a is implied")));
}

TEST(Verification, NamesAFileThatCannotBeReadAnyMore) {
  const TemporaryProject folder("a");
  folder.upgrade("head");
  edit(folder, "versions/a.sql", "-- migrate:downgrade", "-- migrate:downgrad");

  const Verification found = verified(folder);
  ASSERT_EQ(found.broken.size(), 1U);
  EXPECT_EQ(found.broken[0].where()->file, folder.shown("versions/a.sql"));
}

TEST(Verification, NamesASectionThatWasLeftUnfinished) {
  HistoryTexts history("a");
  history.with_sections("a",
                        "-- migrate:upgrade transaction:false\nCREATE TABLE t (x);\nnonsense;\n");
  const TemporaryProject folder(history);
  EXPECT_THROW(folder.upgrade("head"), Error);

  const Verification found = verified(folder);
  ASSERT_EQ(found.broken.size(), 1U);
  EXPECT_THAT(found.broken[0].what(), HasSubstr("the upgrade of revision a was begun"));
}

TEST(UpgradeOverAChangedRevision, IsRefusedAndNamesEveryOne) {
  const TemporaryProject folder("a; b <- a; c <- b; d <- c");
  folder.upgrade("c");
  edit(folder, "versions/a.sql", "INTEGER", "TEXT");
  edit(folder, "versions/c.sql", "INTEGER", "TEXT");

  const Error error = thrown_by([&] {
    folder.upgrade("head");
    return 0;
  });
  EXPECT_EQ(error.fault(), Fault::verification);
  ASSERT_EQ(error.problems().size(), 2U);
  EXPECT_EQ(error.problems()[0].where()->file, folder.shown("versions/a.sql"));
  EXPECT_THAT(error.problems()[1].hint(), HasSubstr("migrate repair --accept a c"));
  EXPECT_THAT(folder.rows(), ElementsAre("c"));
}

TEST(UpgradeOverAChangedRevision, IsNotRefusedForItsFormOrItsDowngrade) {
  const TemporaryProject folder("a; b <- a");
  folder.upgrade("a");
  edit(folder, "versions/a.sql", "CREATE TABLE", "create table /* new */");
  edit(folder, "versions/a.sql", "DROP TABLE", "DROP TABLE IF EXISTS");
  folder.upgrade("head");

  EXPECT_THAT(folder.rows(), ElementsAre("b"));
}

TEST(UpgradeOverAChangedRevision, IsNotRefusedWhereTheSettingSaysSo) {
  TemporaryProject folder("a; b <- a");
  folder.upgrade("a");
  edit(folder, "versions/a.sql", "INTEGER", "TEXT");
  folder.config.verify_before_upgrade = false;
  folder.upgrade("head");

  EXPECT_THAT(folder.rows(), ElementsAre("b"));
}

TEST(UpgradeOverAChangedRevision, IsNotRefusedWhereAStampEndedTheRecord) {
  const TemporaryProject folder("a; b <- a");
  folder.upgrade("a");
  folder.stamp("base");
  edit(folder, "versions/a.sql", "INTEGER", "TEXT");
  folder.stamp("a");
  folder.upgrade("head");

  EXPECT_THAT(folder.rows(), ElementsAre("b"));
}

TEST(UpgradeOverAChangedRevision, IsNotRefusedForTheOptionsOfItsMarker) {
  const TemporaryProject folder("a; b <- a");
  folder.upgrade("a");
  edit(folder, "versions/a.sql", "migrate:upgrade", "migrate:upgrade foreign_keys:off");
  folder.upgrade("head");

  EXPECT_THAT(folder.rows(), ElementsAre("b"));
}

TEST(UpgradeOverAChangedRevision, ComparesTheTextWhereALaterVersionMadeTheChecksum) {
  const TemporaryProject folder("a; b <- a; c <- b");
  folder.upgrade("a");
  folder.sql("UPDATE migrate_history SET checksum = 'v9:abc'");
  folder.upgrade("b");
  edit(folder, "versions/a.sql", "INTEGER", "TEXT");

  EXPECT_EQ(thrown_by([&] {
              folder.upgrade("head");
              return 0;
            }).fault(),
            Fault::verification);
}

}  // namespace
}  // namespace migrate
