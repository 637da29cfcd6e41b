#include "engine/postgres/postgres_error.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace migrate {
namespace {

TEST(PasswordLiterals, AreHidden) {
  EXPECT_EQ(without_password_literals("ALTER ROLE a PASSWORD 'secret' VALID UNTIL 'x'"),
            "ALTER ROLE a PASSWORD '***' VALID UNTIL 'x'");
}

TEST(PasswordLiterals, AreHiddenInsideOfQuotedSql) {
  EXPECT_EQ(without_password_literals("SQL statement \"CREATE ROLE a password E'se\\'cret'\""),
            "SQL statement \"CREATE ROLE a password '***'\"");
}

TEST(PasswordLiterals, AreHiddenWhenTheirQuotesAreDoubled) {
  EXPECT_EQ(without_password_literals("EXECUTE 'ALTER ROLE a PASSWORD ''secret'' LOGIN'"),
            "EXECUTE 'ALTER ROLE a PASSWORD '***' LOGIN'");
}

TEST(PasswordLiterals, AreHiddenInDollarQuotes) {
  EXPECT_EQ(without_password_literals("PASSWORD $$secret$$;"), "PASSWORD '***';");
}

TEST(PasswordLiterals, AreHiddenInTheConnectionOfASubscription) {
  EXPECT_EQ(
      without_password_literals("SUBSCRIPTION s CONNECTION 'host=h password=x', PASSWORD 'y'"),
      "SUBSCRIPTION s CONNECTION '***', PASSWORD '***'");
}

TEST(PasswordLiterals, OtherTextStaysAsItIs) {
  EXPECT_EQ(without_password_literals("the password of 'bob', password_hash 'x'"),
            "the password of 'bob', password_hash 'x'");
}

TEST(ServerErrorText, IsTakenApart) {
  const ServerError error = server_error(
      "ERROR:  column \"a: b\" does not exist\nLINE 1: SELECT x\n               ^\nDETAIL:  "
      "one\ntwo\n"
      "HINT:  three\n",
      "42703");
  EXPECT_EQ(error.message + "|" + error.detail + "|" + error.hint,
            "column \"a: b\" does not exist|one\ntwo|three");
}

TEST(ServerErrorText, OfLibpqItselfIsItsFirstLine) {
  EXPECT_EQ(server_error("server closed the connection unexpectedly", "").message,
            "server closed the connection unexpectedly");
}

}  // namespace
}  // namespace migrate
