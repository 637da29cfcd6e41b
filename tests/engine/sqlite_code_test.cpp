#include "engine/sqlite/sqlite_code.hpp"

#include <gtest/gtest.h>
#include <sqlite3.h>

namespace migrate {
namespace {

TEST(SqliteCodeName, NamesAPrimaryCode) {
  EXPECT_EQ(sqlite_code_name(SQLITE_NOTADB), "SQLITE_NOTADB");
}

TEST(SqliteCodeName, NamesAnExtendedCode) {
  EXPECT_EQ(sqlite_code_name(SQLITE_CONSTRAINT_UNIQUE), "SQLITE_CONSTRAINT_UNIQUE");
}

TEST(SqliteCodeName, NamesTheFamilyOfACodeItDoesNotKnow) {
  EXPECT_EQ(sqlite_code_name(SQLITE_IOERR | (200 << 8)), "SQLITE_IOERR");
}

TEST(SqliteCodeName, GivesTheNumberOfACodeWithoutAFamily) {
  EXPECT_EQ(sqlite_code_name(99), "SQLITE_99");
}

}  // namespace
}  // namespace migrate
