#include "engine/sqlite/sqlite_dialect.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace migrate {
namespace {

TEST(SqliteDialect, DoublesQuotesInAnIdentifier) {
  EXPECT_EQ(sqlite_dialect().quoted_identifier("a\"b"), "\"a\"\"b\"");
}

TEST(SqliteDialect, DoublesQuotesInAString) {
  EXPECT_EQ(sqlite_dialect().quoted_string("it's"), "'it''s'");
}

TEST(SqliteDialect, IsNamedSqlite) { EXPECT_EQ(sqlite_dialect().kind(), EngineKind::sqlite); }

}  // namespace
}  // namespace migrate
