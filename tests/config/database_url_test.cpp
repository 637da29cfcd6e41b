#include "config/database_url.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "migrate/error.hpp"
#include "support/thrown.hpp"

namespace migrate {
namespace {

using testing::HasSubstr;
using testing::Not;

DatabaseUrl parsed(std::string_view url) { return parse_database_url(url, "/base"); }

Error error_of(std::string_view url) {
  return thrown_by([&] { return parsed(url); });
}

std::string text_of(const Error& error) { return error.what() + ("\n" + error.hint()); }

TEST(SqliteUrl, WithThreeSlashesIsRelativeToTheBase) {
  const DatabaseUrl url = parsed("sqlite:///data/app.db");

  EXPECT_EQ(url.engine, EngineKind::sqlite);
  EXPECT_EQ(url.address, "/base/data/app.db");
  EXPECT_EQ(url.redacted, "sqlite:///data/app.db");
}

TEST(SqliteUrl, WithFourSlashesIsAbsolute) {
  EXPECT_EQ(parsed("sqlite:////var/app.db").address, "/var/app.db");
}

TEST(SqliteUrl, WithoutAPathIsInMemory) { EXPECT_EQ(parsed("sqlite://").address, ":memory:"); }

TEST(SqliteUrl, MayNameTheMemory) { EXPECT_EQ(parsed("sqlite:///:memory:").address, ":memory:"); }

TEST(SqliteUrl, IsPercentDecoded) {
  EXPECT_EQ(parsed("sqlite:///my%20app%3F%25.db").address, "/base/my app?%.db");
}

TEST(SqliteUrl, LosesItsDriver) {
  EXPECT_EQ(parsed("sqlite+aiosqlite:///app.db").address, "/base/app.db");
}

TEST(SqliteUrl, KeepsColonsAndAtSignsOfItsPath) {
  EXPECT_EQ(parsed("sqlite:///a:b@c.db").redacted, "sqlite:///a:b@c.db");
}

TEST(SqliteUrl, WithTwoSlashesIsRefusedWithTheRightForm) {
  EXPECT_THAT(error_of("sqlite://app.db").hint(), HasSubstr("sqlite:///app.db"));
}

TEST(SqliteUrl, WithThreeSlashesAndNoFileIsRefused) {
  EXPECT_THAT(error_of("sqlite:///").what(), HasSubstr("names no file"));
}

TEST(SqliteUrl, WithParametersIsRefused) {
  EXPECT_THAT(error_of("sqlite:///app.db?mode=ro").hint(), HasSubstr("%3F"));
}

TEST(SqliteUrl, WithABadPercentIsRefused) {
  EXPECT_THAT(error_of("sqlite:///100%.db").hint(), HasSubstr("%25"));
  EXPECT_THAT(error_of("sqlite:///a%2").hint(), HasSubstr("%25"));
  EXPECT_THROW((void)parsed("sqlite:///a%00b"), Error);
}

TEST(PostgresUrl, IsHandedOnAsItIs) {
  const DatabaseUrl url = parsed("postgresql://me@db.example:5433/app?sslmode=require");

  EXPECT_EQ(url.engine, EngineKind::postgresql);
  EXPECT_EQ(url.address, "postgresql://me@db.example:5433/app?sslmode=require");
  EXPECT_EQ(url.redacted, url.address);
}

TEST(PostgresUrl, MayBeWrittenPostgres) {
  EXPECT_EQ(parsed("postgres://h/db").address, "postgresql://h/db");
}

TEST(PostgresUrl, LosesItsDriverInTheAddressOnly) {
  const DatabaseUrl url = parsed("postgresql+asyncpg://u@h/db");

  EXPECT_EQ(url.address, "postgresql://u@h/db");
  EXPECT_EQ(url.redacted, "postgresql+asyncpg://u@h/db");
}

TEST(PostgresUrl, HidesItsPassword) {
  const DatabaseUrl url = parsed("postgresql://me:s3%40cret@h/db?sslmode=require");

  EXPECT_EQ(url.address, "postgresql://me:s3%40cret@h/db?sslmode=require");
  EXPECT_EQ(url.redacted, "postgresql://me:***@h/db?sslmode=require");
}

TEST(PostgresUrl, HidesPasswordsAmongItsParameters) {
  EXPECT_EQ(parsed("postgresql://h/db?user=me@corp&password=x&sslpassword=y&sslmode=z").redacted,
            "postgresql://h/db?user=me@corp&password=***&sslpassword=***&sslmode=z");
}

TEST(PostgresUrl, HidesAPasswordWhoseKeyIsEncoded) {
  EXPECT_EQ(parsed("postgresql://h/db?p%61ssword=x").redacted, "postgresql://h/db?p%61ssword=***");
}

TEST(PostgresUrl, HidesAPasswordThatHoldsAnotherUrl) {
  EXPECT_EQ(parsed("postgresql://u:a postgres:%2F%2Fb@h/d").redacted, "postgresql://u:***@h/d");
}

class TakenByLibpq : public testing::TestWithParam<const char*> {};

TEST_P(TakenByLibpq, IsTaken) { EXPECT_EQ(parsed(GetParam()).address, GetParam()); }

INSTANTIATE_TEST_SUITE_P(
    PostgresUrl, TakenByLibpq,
    testing::Values("postgresql://", "postgresql:///db", "postgresql:///db?host=/run/postgresql",
                    "postgresql://h1:5432,h2:5433,h3/db?target_session_attrs=read-write",
                    "postgresql://[::1]:5432/db", "postgresql://me@[::1],[::2]:1/db",
                    "postgresql://%2Frun%2Fpostgresql/db", "postgresql:///?service=app",
                    "postgresql://u:a#b?c:d@h/db", "postgresql://u@h:/db", "postgresql://u:@h/db",
                    "postgresql://h/db?user=me@corp", "postgresql://h/db?options=-c%20x%3Dy"));

struct Bad {
  const char* url;
  const char* hint;
};

class Unencoded : public testing::TestWithParam<Bad> {};

TEST_P(Unencoded, IsExplained) {
  const Error error = error_of(GetParam().url);

  EXPECT_EQ(error.fault(), Fault::config);
  EXPECT_THAT(error.hint(), HasSubstr(GetParam().hint)) << GetParam().url;
}

TEST_P(Unencoded, IsNotQuoted) {
  EXPECT_THAT(text_of(error_of(GetParam().url)), Not(HasSubstr("secr"))) << GetParam().url;
}

TEST_P(Unencoded, IsHiddenInTextThatQuotesTheUrl) {
  const std::string text =
      with_password_redacted("could not parse \"" + std::string(GetParam().url) + "\"");

  EXPECT_THAT(text, Not(HasSubstr("secr"))) << text;
  EXPECT_THAT(text, HasSubstr("***"));
}

INSTANTIATE_TEST_SUITE_P(
    PostgresUrl, Unencoded,
    testing::Values(
        Bad{"postgresql://u:secr@t@h/db", "%40"}, Bad{"postgresql://u:@secr@h/db", "%40"},
        Bad{"postgresql://u:secr/x@h/db", "%2F"}, Bad{"postgresql://u:/secr@h/db", "%2F"},
        Bad{"postgresql://u:12/secr@h/db", "%2F"}, Bad{"postgresql://u:a@secr/b@h/db", "%40"},
        Bad{"postgresql://u:a@b?secr@h/db", "%3F"}, Bad{"postgresql://u:secr%zz@h/db", "%25"},
        Bad{"postgresql://u:secr%@h/db", "%25"}, Bad{"postgresql://u:secr%00@h/db", ""},
        Bad{"postgresql://u:secr", "a port is a number"},
        Bad{"postgresql://u:secr/db", "a port is a number"},
        Bad{"postgresql:///u:secr@h/db", "%40"}, Bad{"postgresql://me@corp:secr@h/db", "%40"}));

TEST(DatabaseUrl, OfAnUnknownSchemeSaysWhichAreSupported) {
  const Error error = error_of("mysql://u:secret@h/db");

  EXPECT_STREQ(error.what(), "unknown database `mysql://`");
  EXPECT_THAT(error.hint(), HasSubstr("postgresql://user@host/db are supported"));
  EXPECT_THAT(text_of(error), Not(HasSubstr("secret")));
}

TEST(DatabaseUrl, OfAMistypedSchemeAsksWhetherItsNeighbourIsMeant) {
  EXPECT_THAT(error_of("postgresq://h/db").hint(), HasSubstr("did you mean `postgresql`?"));
  EXPECT_THAT(error_of("sqlite3:///app.db").hint(), HasSubstr("did you mean `sqlite`?"));
}

TEST(DatabaseUrl, TakesASchemeInAnyCase) {
  EXPECT_EQ(parsed("PostgreSQL://h/db").address, "postgresql://h/db");
}

TEST(DatabaseUrl, WithoutASchemeIsRefusedAndNotQuoted) {
  for (const char* url : {"app.db", "u:secret@h/db", "host=h password=secret", "", "://secret",
                          "jdbc:postgresql://u:secret@h/db", "sqlite:app.db"}) {
    const Error error = error_of(url);
    EXPECT_EQ(error.fault(), Fault::config);
    EXPECT_THAT(text_of(error), Not(HasSubstr("secret")));
    EXPECT_THAT(error.hint(), HasSubstr("postgresql://user@host/db"));
  }
}

TEST(DatabaseUrl, WithAControlCharacterIsRefused) {
  EXPECT_THAT(error_of("postgresql://h/db\nx").what(), HasSubstr("control character"));
}

}  // namespace
}  // namespace migrate
