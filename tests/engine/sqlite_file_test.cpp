#include "engine/sqlite/sqlite_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "migrate/error.hpp"
#include "support/temporary_folder.hpp"

namespace migrate {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class SqliteFile : public ::testing::Test {
 protected:
  TemporaryFolder folder_;
  fs::path database_ = folder_.file("app.db");

  /// What is said of `path`; "" when nothing is wrong.
  static std::string complaint(const fs::path& path) {
    try {
      static_cast<void>(state_of_database(path));
      return "";
    } catch (const Error& error) {
      return std::string(error.what()) + " | " + error.hint();
    }
  }
};

TEST_F(SqliteFile, IsMissingWhenNothingIsThere) {
  EXPECT_EQ(state_of_database(database_), SqliteFileState::missing);
}

TEST_F(SqliteFile, IsPresentWhenEmpty) {
  std::ofstream(database_).flush();
  EXPECT_EQ(state_of_database(database_), SqliteFileState::present);
}

TEST_F(SqliteFile, IsMissingBehindALinkThatLeadsNowhereYet) {
  fs::create_symlink("app.db", folder_.file("link"));
  EXPECT_EQ(state_of_database(folder_.file("link")), SqliteFileState::missing);
}

TEST_F(SqliteFile, CannotBeAFolder) {
  EXPECT_THAT(complaint(folder_.path()), HasSubstr("it is a folder"));
}

TEST_F(SqliteFile, CannotBeAPipe) {
  ASSERT_EQ(mkfifo(database_.c_str(), 0600), 0);
  EXPECT_THAT(complaint(database_), HasSubstr("no regular file"));
}

TEST_F(SqliteFile, NamesTheFolderThatIsMissing) {
  EXPECT_THAT(complaint(folder_.path() / "no" / "app.db"),
              HasSubstr((folder_.path() / "no").string()));
}

TEST_F(SqliteFile, CannotBeInAFile) {
  std::ofstream(database_).flush();
  EXPECT_THAT(complaint(database_ / "app.db"), HasSubstr("app.db"));
}

TEST_F(SqliteFile, HasItsLockBesideIt) {
  EXPECT_EQ(lock_file_of(database_), fs::canonical(folder_.path()) / "app.db-migrate");
}

TEST_F(SqliteFile, HasOneLockForTwoSpellings) {
  fs::create_directory(folder_.path() / "sub");
  EXPECT_EQ(lock_file_of(folder_.path() / "sub" / ".." / "app.db"), lock_file_of(database_));
}

TEST_F(SqliteFile, HasOneLockForALinkToIt) {
  std::ofstream(database_).flush();
  fs::create_symlink(database_, folder_.file("link"));
  EXPECT_EQ(lock_file_of(folder_.file("link")), lock_file_of(database_));
}

TEST_F(SqliteFile, HasOneLockForALinkToItBeforeItIsMade) {
  fs::create_symlink("app.db", folder_.file("link"));
  fs::create_symlink("link", folder_.file("link to link"));
  EXPECT_EQ(lock_file_of(folder_.file("link to link")), lock_file_of(database_));
}

TEST_F(SqliteFile, HasOneLockForALinkToItsFolder) {
  fs::create_directory(folder_.path() / "sub");
  fs::create_directory_symlink("sub", folder_.file("way"));
  EXPECT_EQ(lock_file_of(folder_.path() / "way" / "app.db"),
            lock_file_of(folder_.path() / "sub" / "app.db"));
}

TEST_F(SqliteFile, SurvivesALinkToItself) {
  fs::create_symlink("loop", folder_.file("loop"));
  EXPECT_THAT(complaint(folder_.file("loop")), HasSubstr("loop"));
}

}  // namespace
}  // namespace migrate
