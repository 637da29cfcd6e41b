#include "revision/marker_line.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "revision/problem_lines.hpp"

namespace migrate {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

struct Read {
  std::optional<Marker> marker;
  std::vector<std::string> problems;
};

Read read(const std::string& line) {
  std::vector<Error> problems;
  Read result;
  result.marker = read_marker({line, 0, 7}, marker_in(line).value_or(0), "x.sql", problems);
  for (const Error& problem : problems) result.problems.push_back(problem_line(problem));
  return result;
}

class LookAlike : public testing::TestWithParam<const char*> {};

TEST_P(LookAlike, IsFound) { EXPECT_TRUE(marker_in(GetParam()).has_value()); }

TEST_P(LookAlike, IsRefused) { EXPECT_EQ(read(GetParam()).problems.size(), 1U); }

INSTANTIATE_TEST_SUITE_P(
    Marker, LookAlike,
    testing::Values("-- migrate:downgrad", "--migrate:upgrade", "--  MIGRATE : downgrade",
                    "   -- migrate:upgrade", "\t-- migrate:upgrade",
                    "-- migrate:", "-- migrate: upgrade", "-- migrate :upgrade",
                    "-- Migrate:Upgrade", "--- migrate:upgrade", "-- -- migrate:upgrade",
                    "--\tmigrate:upgrade", "--\xC2\xA0migrate:upgrade",
                    "\xEF\xBB\xBF-- migrate:upgrade", "-- migrate:\xE2\x80\x8Bupgrade",
                    "-- migrat:upgrade", "-- mirgate:downgrade", "SELECT 1;\r-- migrate:upgrade",
                    "-- migrate:upgrade:sqlite", "-- migrate:upgrade;", "-- migrate:rollback",
                    "-- migrate downgrade", "-- migrate;downgrade"));

class Harmless : public testing::TestWithParam<const char*> {};

TEST_P(Harmless, IsNoMarker) { EXPECT_FALSE(marker_in(GetParam()).has_value()); }

INSTANTIATE_TEST_SUITE_P(Marker, Harmless,
                         testing::Values("", "--", "-- migrate the users", "-- migration: users",
                                         "SELECT 'migrate:upgrade';",
                                         "SELECT 1; -- migrate:upgrade", "- migrate:upgrade",
                                         "/* migrate:upgrade */", "-- upgrade: users",
                                         "-- to migrate: users",
                                         "-- the users: migrate:upgrade them"));

TEST(ReadMarker, TakesAnUpgrade) {
  EXPECT_EQ(read("-- migrate:upgrade").marker.value().direction, Direction::upgrade);
}

TEST(ReadMarker, TakesADowngradeWithBlanksAtItsEnd) {
  EXPECT_EQ(read("-- migrate:downgrade \t").marker.value().direction, Direction::downgrade);
}

TEST(ReadMarker, RunsInATransactionUnlessTold) {
  EXPECT_TRUE(read("-- migrate:upgrade").marker.value().transactional);
}

TEST(ReadMarker, TakesTransactionFalse) {
  EXPECT_FALSE(read("-- migrate:upgrade transaction:false").marker.value().transactional);
}

TEST(ReadMarker, TakesAnEngine) {
  EXPECT_EQ(read("-- migrate:upgrade engine:postgresql").marker.value().engine,
            EngineKind::postgresql);
}

TEST(ReadMarker, TakesTwoOptions) {
  const Marker marker =
      read("-- migrate:downgrade  transaction:false engine:sqlite").marker.value();
  EXPECT_TRUE(!marker.transactional && marker.engine == EngineKind::sqlite);
}

TEST(ReadMarker, OffersTheMarkerThatWasMeant) {
  EXPECT_THAT(read("  --migrate : Downgrad").problems,
              ElementsAre(AllOf(StartsWith("x.sql:7:3: `--migrate : Downgrad` reads as a marker"),
                                HasSubstr("did you mean `-- migrate:downgrade`?"))));
}

TEST(ReadMarker, NamesBothMarkersWhenNoneIsNear) {
  EXPECT_THAT(read("-- migrate:sideways").problems,
              ElementsAre(HasSubstr("`-- migrate:upgrade` or `-- migrate:downgrade`")));
}

TEST(ReadMarker, RefusesTransactionTrue) {
  EXPECT_THAT(read("-- migrate:upgrade transaction:true").problems,
              ElementsAre(AllOf(StartsWith("x.sql:7:20: unknown option `transaction:true`"),
                                HasSubstr("leave it out"))));
}

TEST(ReadMarker, RunsWithForeignKeysUnlessTold) {
  EXPECT_TRUE(read("-- migrate:upgrade").marker.value().enforces_foreign_keys);
}

TEST(ReadMarker, TakesForeignKeysOff) {
  EXPECT_FALSE(read("-- migrate:upgrade foreign_keys:off").marker.value().enforces_foreign_keys);
}

TEST(ReadMarker, RefusesForeignKeysOn) {
  EXPECT_THAT(read("-- migrate:upgrade foreign_keys:on").problems,
              ElementsAre(AllOf(StartsWith("x.sql:7:20: unknown option `foreign_keys:on`"),
                                HasSubstr("leave it out"))));
}

TEST(ReadMarker, OffersTheForeignKeysThatWereMeant) {
  EXPECT_THAT(read("-- migrate:upgrade foreign_key:off").problems,
              ElementsAre(HasSubstr("did you mean `foreign_keys:off`?")));
}

TEST(ReadMarker, RefusesForeignKeysOffWithoutATransaction) {
  EXPECT_THAT(read("-- migrate:upgrade transaction:false foreign_keys:off").problems,
              ElementsAre(StartsWith(
                  "x.sql:7:38: `foreign_keys:off` and `transaction:false` exclude each other")));
}

TEST(ReadMarker, RefusesThemInTheOtherOrderOnce) {
  EXPECT_THAT(read("-- migrate:upgrade foreign_keys:off transaction:false engine:sqlite").problems,
              ElementsAre(StartsWith("x.sql:7:37: `foreign_keys:off` and")));
}

TEST(ReadMarker, OffersTheEngineThatWasMeant) {
  EXPECT_THAT(read("-- migrate:upgrade engine:postgres").problems,
              ElementsAre(HasSubstr("did you mean `engine:postgresql`?")));
}

TEST(ReadMarker, RefusesAnEngineWithoutAName) {
  EXPECT_THAT(read("-- migrate:upgrade engine:").problems,
              ElementsAre(HasSubstr("unknown option `engine:`")));
}

TEST(ReadMarker, RefusesAnotherCaseOfAnOption) {
  EXPECT_THAT(read("-- migrate:upgrade Engine:sqlite").problems,
              ElementsAre(HasSubstr("did you mean `engine:sqlite`?")));
}

TEST(ReadMarker, RefusesAWordThatIsNoOption) {
  EXPECT_THAT(read("-- migrate:upgrade now").problems,
              ElementsAre(HasSubstr("the options of a section are")));
}

TEST(ReadMarker, RefusesARepeatedOption) {
  EXPECT_THAT(read("-- migrate:upgrade transaction:false transaction:false").problems,
              ElementsAre(StartsWith("x.sql:7:38: the option `transaction` is given twice")));
}

TEST(ReadMarker, RefusesTwoEngines) {
  EXPECT_THAT(read("-- migrate:upgrade engine:sqlite engine:postgresql").problems,
              ElementsAre(HasSubstr("the option `engine` is given twice")));
}

TEST(ReadMarker, ReportsEveryBadOption) {
  EXPECT_EQ(read("-- migrate:upgrade a b").problems.size(), 2U);
}

}  // namespace
}  // namespace migrate
