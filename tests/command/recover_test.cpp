#include "command/recover.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/recorded_output.hpp"
#include "support/temporary_project.hpp"
#include "support/thrown.hpp"

namespace migrate {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

namespace fs = std::filesystem;

/// A database at `c` whose files b and c are gone.
class LostProject : public TemporaryProject {
 public:
  LostProject() : TemporaryProject("a; b1 <- a; c1 <- b1") {
    upgrade("head");
    b = read("versions/b1.sql");
    fs::remove(file("versions/b1.sql"));
    fs::remove(file("versions/c1.sql"));
  }

  std::string b;  ///< what b's file said
};

Written recover(const TemporaryProject& folder, const RecoverArgs& args) {
  RecordedOutput output;
  run_recover(args, folder.project(), output);
  return output.files.at(0);
}

Error refused(const TemporaryProject& folder, const RecoverArgs& args) {
  return thrown_by([&] { return recover(folder, args); });
}

TEST(Recover, WritesTheFileAgainByteForByte) {
  const LostProject folder;
  const Written written = recover(folder, {.revision = "b1"});

  EXPECT_EQ(written.revision, "b1");
  EXPECT_THAT(written.paths, ElementsAre(folder.shown("versions/b1.sql")));
  EXPECT_EQ(folder.read("versions/b1.sql"), folder.b);
}

TEST(Recover, KeepsLineEndsAndAMarkThatWindowsPutInFront) {
  const TemporaryProject folder("");
  const std::string text =
      "-- A\r\n-- revision: aaaa\r\n-- down_revision:\r\n-- migrate:upgrade\r\nSELECT 'x\r\n';";
  folder.write("versions/a.sql", text);
  folder.upgrade("head");
  fs::remove(folder.file("versions/a.sql"));
  (void)recover(folder, {.revision = "aaaa"});

  EXPECT_EQ(folder.read("versions/a.sql"), text);
}

TEST(Recover, SaysWhichParentIsGoneAsWell) {
  EXPECT_THAT(recover(LostProject(), {.revision = "c1"}).next,
              HasSubstr("It stands on b1, which is gone as well"));
}

TEST(Recover, TakesAPrefix) { EXPECT_EQ(recover(LostProject(), {.revision = "b"}).revision, "b1"); }

TEST(Recover, WritesAllThatTheRowsNeed) {
  const LostProject folder;

  EXPECT_EQ(recover(folder, {.all = true}).paths.size(), 2U);
  EXPECT_THAT(recover(folder, {.all = true}).next, HasSubstr("Nothing to do"));
}

TEST(Recover, NamesFilesAfterTheirRevisionsWhereTheyHadOneName) {
  const LostProject folder;
  folder.sql("UPDATE migrate_history SET file = 'versions/next.sql' WHERE revision <> 'a'");

  EXPECT_THAT(recover(folder, {.all = true}).paths,
              ElementsAre(folder.shown("versions/b1.sql"), folder.shown("versions/c1.sql")));
  EXPECT_EQ(folder.read("versions/b1.sql"), folder.b);
}

TEST(Recover, WritesWhatIsMissingInTheMiddle) {
  const LostProject folder;
  (void)recover(folder, {.revision = "c1"});

  EXPECT_THAT(recover(folder, {.all = true}).paths, ElementsAre(folder.shown("versions/b1.sql")));
}

TEST(Recover, WritesToTheFolderThatIsNamed) {
  LostProject folder;
  fs::create_directory(folder.file("other"));
  folder.config.version_locations.push_back(folder.file("other"));
  (void)recover(folder, {.revision = "b1", .version_path = folder.file("other")});

  EXPECT_EQ(folder.read("other/b1.sql"), folder.b);
}

TEST(Recover, RefusesAFolderInWhichNobodyWouldLook) {
  LostProject folder;
  fs::create_directories(folder.file("versions/below"));
  const RecoverArgs below{.revision = "b1", .version_path = folder.file("versions/below")};

  EXPECT_EQ(refused(folder, {.revision = "b1", .version_path = "/tmp"}).fault(), Fault::usage);
  EXPECT_THAT(refused(folder, below).what(), HasSubstr("is not one of the version locations"));
  folder.config.recursive_version_locations = true;
  EXPECT_EQ(refused(folder, {.revision = "b1", .version_path = "/tmp"}).fault(), Fault::usage);
  EXPECT_THAT(recover(folder, below).paths, ElementsAre(folder.shown("versions/below/b1.sql")));
}

TEST(Recover, NeverWritesOverAFile) {
  const LostProject folder;
  folder.write("versions/b1.sql", "mine");

  EXPECT_THAT(refused(folder, {.revision = "b1"}).what(), HasSubstr("is there already"));
  EXPECT_EQ(folder.read("versions/b1.sql"), "mine");
}

TEST(Recover, WritesNothingOutsideOfTheVersionLocations) {
  const LostProject folder;
  folder.sql("UPDATE migrate_history SET file = '../../evil/.hidden' WHERE revision = 'b1'");

  EXPECT_THAT(recover(folder, {.revision = "b1"}).paths,
              ElementsAre(folder.shown("versions/b1.sql")));
}

TEST(Recover, WritesATextOnlyWhereItIsAFileOfThatRevision) {
  const LostProject folder;
  folder.sql("UPDATE migrate_history SET header = '-- revision: b1\n' WHERE revision = 'b1'");
  EXPECT_THAT(refused(folder, {.revision = "b1"}).where()->file, HasSubstr("in migrate_history"));

  folder.sql("UPDATE migrate_history SET header = '-- revision: x\n-- down_revision:\n'");
  EXPECT_THAT(refused(folder, {.revision = "b1"}).what(), HasSubstr("declares x"));
  EXPECT_FALSE(fs::exists(folder.file("versions/b1.sql")));
}

TEST(Recover, NamesWhatCanBeRecovered) {
  const LostProject folder;

  EXPECT_EQ(refused(folder, {.revision = "zzz"}).hint(), "these have no file any more: b1, c1");
  EXPECT_THAT(refused(folder, {.revision = "a"}).what(), HasSubstr("a.sql declares it"));
}

TEST(Recover, WantsOneRevisionOrAll) {
  EXPECT_EQ(refused(LostProject(), {}).fault(), Fault::usage);
  EXPECT_EQ(refused(LostProject(), {.revision = "b1", .all = true}).fault(), Fault::usage);
}

TEST(Recover, SaysThatThereIsNoHistory) {
  EXPECT_THAT(refused(TemporaryProject("a"), {.revision = "a"}).what(),
              HasSubstr("no history table"));
}

}  // namespace
}  // namespace migrate
