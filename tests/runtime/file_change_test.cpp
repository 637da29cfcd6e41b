#include "runtime/file_change.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "revision/checksum.hpp"

namespace migrate {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string kHeader = "-- A\n-- revision: a\n-- down_revision: x\n";
const std::string kUp = "-- migrate:upgrade\nSELECT 1;\nSELECT 'A';\n";
const std::string kDown = "-- migrate:downgrade\nSELECT 2;\n";

RevisionFile file_of(const std::string& text) { return parse_revision_file(text, "a.sql"); }

/// What the history has of a file that was applied to SQLite.
StoredRevision stored_of(const std::string& text) {
  const RevisionFile file = file_of(text);
  const Section* section = section_for(file.sections, Direction::upgrade, EngineKind::sqlite);
  StoredRevision stored;
  stored.row.revision = "a";
  stored.row.finished_at = "2026-11-21 10:00:00.123";
  stored.row.user = "app";
  stored.row.host = "web-1";
  stored.row.checksum = checksum_of(section->sql.text(), EngineKind::sqlite);
  stored.header = file.header;
  stored.upgrade_sql = text_of(file, Direction::upgrade).value_or("");
  stored.downgrade_sql = text_of(file, Direction::downgrade);
  return stored;
}

std::optional<ChangedFile> change(const std::string& before, const std::string& now) {
  return change_of(stored_of(before), file_of(now), EngineKind::sqlite);
}

std::vector<FileChange> changes(const std::string& now) {
  return change(kHeader + kUp + kDown, now)->changes;
}

TEST(FileChange, IsNothingWhereNotOneByteDiffers) {
  EXPECT_FALSE(change(kHeader + kUp + kDown, kHeader + kUp + kDown));
}

TEST(FileChange, IsNothingWhereTheUpgradeSectionStandsLast) {
  EXPECT_FALSE(change(kHeader + kDown + "-- migrate:upgrade\nSELECT 1",
                      kHeader + kDown + "-- migrate:upgrade\nSELECT 1"));
}

TEST(FileChange, OfCommentsCaseAndWhiteSpaceIsCosmetic) {
  const std::optional<ChangedFile> found =
      change(kHeader + kUp + kDown,
             kHeader + "-- migrate:upgrade\nselect 1; -- one\n\nSELECT   'A'\n" + kDown);

  EXPECT_TRUE(found->is_cosmetic());
  EXPECT_EQ(found->where, (Location{"a.sql", 5, 0}));
  EXPECT_THAT(found->diff, HasSubstr("-SELECT 1;\n"));
  EXPECT_EQ(found->when_and_who, "2026-11-21 10:00:00 by app@web-1");
}

TEST(FileChange, OfTheMessageIsCosmetic) {
  EXPECT_THAT(changes("-- B\n-- revision: a\n-- down_revision: x\n" + kUp + kDown), IsEmpty());
}

TEST(FileChange, OfLineEndsHasNoDiff) {
  std::string windows = kHeader + kUp + kDown;
  for (std::size_t at = 0; (at = windows.find('\n', at)) != std::string::npos; at += 2) {
    windows.insert(at, "\r");
  }
  const std::optional<ChangedFile> found = change(kHeader + kUp + kDown, windows);

  EXPECT_TRUE(found->is_cosmetic());
  EXPECT_EQ(found->diff, "");
}

TEST(FileChange, OfALiteralNamesItsPlace) {
  const std::optional<ChangedFile> found = change(
      kHeader + kUp + kDown, kHeader + "-- migrate:upgrade\nselect 1;\nSELECT 'B';\n" + kDown);

  EXPECT_THAT(found->changes, ElementsAre(FileChange::upgrade));
  EXPECT_EQ(found->where, (Location{"a.sql", 6, 8}));
}

TEST(FileChange, OfTheDowngradeSectionIsTold) {
  EXPECT_THAT(changes(kHeader + kUp + "-- migrate:downgrade\nSELECT 3;\n"),
              ElementsAre(FileChange::downgrade));
  EXPECT_THAT(changes(kHeader + kUp), ElementsAre(FileChange::downgrade));
}

TEST(FileChange, OfParentsAndDependenciesIsTold) {
  const std::string header = "-- A\n-- revision: a\n-- down_revision: y\n-- depends_on: z\n";

  EXPECT_THAT(changes(header + kUp + kDown),
              ElementsAre(FileChange::parents, FileChange::dependencies));
}

TEST(FileChange, OfWhatAnotherEngineRunsIsCosmetic) {
  EXPECT_THAT(changes(kHeader + kUp + "-- migrate:upgrade engine:postgresql\nSELECT 9;\n" + kDown),
              IsEmpty());
  EXPECT_THAT(changes(kHeader + kUp + "-- migrate:upgrade engine:sqlite\nSELECT 9;\n" + kDown),
              ElementsAre(FileChange::upgrade));
}

TEST(FileChange, OfOptionsIsToldWhereTheSqlIsTheSame) {
  const std::string outside = "-- migrate:upgrade transaction:false\nSELECT 1;\nSELECT 'A';\n";
  const std::optional<ChangedFile> found =
      change(kHeader + kUp + kDown,
             kHeader + outside + "-- migrate:downgrade foreign_keys:off\nSELECT 2;\n");

  EXPECT_THAT(found->changes,
              ElementsAre(FileChange::upgrade_options, FileChange::downgrade_options));
  EXPECT_TRUE(found->has_other_options());
  EXPECT_FALSE(found->is_real());
  EXPECT_EQ(found->where, (Location{"a.sql", 4, 0}));
  EXPECT_THAT(change(kHeader + outside, kHeader + kUp)->changes,
              ElementsAre(FileChange::upgrade_options));
}

TEST(FileChange, OfForeignKeysIsNoneForPostgres) {
  const RevisionFile now =
      file_of(kHeader + "-- migrate:upgrade foreign_keys:off\nSELECT 1;\nSELECT 'A';\n" + kDown);

  EXPECT_TRUE(
      change_of(stored_of(kHeader + kUp + kDown), now, EngineKind::postgresql)->is_cosmetic());
}

TEST(FileChange, SaysWhyNothingCouldBeCompared) {
  StoredRevision stored = stored_of(kHeader + kUp + kDown);
  stored.header = "nothing\n";
  stored.row.checksum = "v2:abc";
  stored.row.tool = "migrate 9.0.0";
  const std::optional<ChangedFile> found =
      change_of(stored, file_of(kHeader + kUp + kDown), EngineKind::sqlite);

  EXPECT_FALSE(found->is_cosmetic());
  EXPECT_FALSE(found->is_real());
  EXPECT_THAT(found->incomparable,
              HasSubstr("the text in the history cannot be read, which was written by migrate "
                        "9.0.0 ("));
  EXPECT_THAT(found->incomparable, HasSubstr("its checksum v2: is not of a kind"));
}

TEST(FileChange, TrustsTheChecksumWhereTheStoredTextCannotBeRead) {
  StoredRevision stored = stored_of(kHeader + kUp + kDown);
  stored.header = "nothing\n";

  EXPECT_THAT(change_of(stored, file_of(kHeader + kUp), EngineKind::sqlite)->incomparable,
              HasSubstr("by its checksum the upgrade section is the same"));
  const RevisionFile other = file_of(kHeader + "-- migrate:upgrade\nSELECT 2;\n");
  EXPECT_THAT(change_of(stored, other, EngineKind::sqlite)->changes,
              ElementsAre(FileChange::upgrade));
}

TEST(FileChange, OfTheUpgradeSectionIsNotKnownByALaterVersionsChecksum) {
  StoredRevision stored = stored_of(kHeader + kUp + kDown);
  stored.row.checksum = "v2:abc";
  const RevisionFile same = file_of(kHeader + kUp + kDown);

  EXPECT_EQ(is_same_upgrade(stored.row.checksum, same, EngineKind::sqlite), std::nullopt);
  EXPECT_FALSE(change_of(stored, same, EngineKind::sqlite));
}

TEST(FileChange, HidesPasswordsInItsDiff) {
  const std::string up = "-- migrate:upgrade\nCREATE USER u PASSWORD 'secret';\n";

  EXPECT_THAT(change(kHeader + up, kHeader + up + "SELECT 1;\n")->diff,
              testing::Not(HasSubstr("secret")));
}

}  // namespace
}  // namespace migrate
