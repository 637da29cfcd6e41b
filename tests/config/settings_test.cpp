#include "config/settings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace migrate {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

/// The settings of a section with these lines, in the folder /srv.
Config read(const std::string& lines) {
  const IniFile ini = read_ini("[migrate]\n" + lines, "x.ini");
  Config config;
  EXPECT_THAT(read_settings(ini.sections.at(0), "/srv", config), IsEmpty());
  return config;
}

/// The only problem of a section with these lines.
Error problem_of(const std::string& lines) {
  const IniFile ini = read_ini("[migrate]\n" + lines, "x.ini");
  Config config;
  const std::vector<Error> problems = read_settings(ini.sections.at(0), "/srv", config);
  EXPECT_THAT(problems, SizeIs(1)) << lines;
  return problems.at(0);
}

TEST(Settings, TakeRelativePathsFromTheFolderOfTheFile) {
  EXPECT_EQ(read("script_location = db/scripts").script_location, "/srv/db/scripts");
  EXPECT_EQ(read("script_location = ./a/../b").script_location, "/srv/b");
  EXPECT_EQ(read("script_location = .").script_location, "/srv/");
}

TEST(Settings, KeepAbsolutePaths) {
  EXPECT_EQ(read("script_location = /opt/db").script_location, "/opt/db");
}

TEST(Settings, PutTheFolderInThePlaceOfHere) {
  EXPECT_EQ(read("script_location = %(here)s/db").script_location, "/srv/db");
}

TEST(Settings, KeepOtherInterpolationsAsTheyAre) {
  EXPECT_EQ(read("file_template = %(rev)s_%%x_%(here)s").file_template, "%(rev)s_%%x_/srv");
}

TEST(Settings, TakeSeveralVersionLocations) {
  EXPECT_THAT(read("version_locations = %(here)s/a, b ,/c").version_locations,
              ElementsAre("/srv/a", "/srv/b", "/c"));
}

TEST(Settings, SplitVersionLocationsBeforeTheFolderIsPutIn) {
  const IniFile ini = read_ini("[migrate]\nversion_locations = %(here)s/a", "x.ini");
  Config config;

  EXPECT_THAT(read_settings(ini.sections.at(0), "/with,comma", config), IsEmpty());
  EXPECT_THAT(config.version_locations, ElementsAre("/with,comma/a"));
}

TEST(Settings, LookForVersionsBelowTheScriptLocation) {
  EXPECT_THAT(read("script_location = db").version_locations, ElementsAre("/srv/db/versions"));
}

TEST(Settings, TakeBooleansAsPythonDoes) {
  for (const char* text : {"true", "True", "YES", "on", "1"}) {
    EXPECT_TRUE(
        read("recursive_version_locations = " + std::string(text)).recursive_version_locations);
  }
  for (const char* text : {"false", "No", "off", "0"}) {
    EXPECT_FALSE(
        read("recursive_version_locations = " + std::string(text)).recursive_version_locations);
  }
}

TEST(Settings, TakeBothTransactionModes) {
  EXPECT_EQ(read("transaction = run").transaction, TransactionMode::run);
  EXPECT_EQ(read("transaction = revision").transaction, TransactionMode::revision);
}

TEST(Settings, TakeAnEmptySchemaAsNone) {
  EXPECT_EQ(read("version_table_schema =").version_table_schema, "");
}

TEST(Settings, TakeAllOthersAsTheyStand) {
  const Config config = read(
      "truncate_slug_length = 20\ntimezone = Europe/Berlin\nversion_table = alembic_version\n"
      "version_table_schema = app\nlock_wait = 5m\nfile_template = {rev}");

  EXPECT_EQ(config.truncate_slug_length, 20U);
  EXPECT_EQ(config.timezone, "Europe/Berlin");
  EXPECT_EQ(config.version_table, "alembic_version");
  EXPECT_EQ(config.version_table_schema, "app");
  EXPECT_EQ(config.lock_wait, milliseconds(300'000));
  EXPECT_EQ(config.file_template, "{rev}");
}

TEST(Settings, TakeWhatTheHistoryIsKeptBy) {
  const Config config = read("history_table = steps\nverify_before_upgrade = off");

  EXPECT_EQ(config.history_table, "steps");
  EXPECT_FALSE(config.verify_before_upgrade);
}

TEST(Settings, TakeAnEmptyHistoryTableAsNone) {
  EXPECT_EQ(read("history_table =").history_table, "");
}

TEST(Settings, TakeTimeoutsAndRetries) {
  const Config config = read(
      "lock_timeout = 500ms\nstatement_timeout = 596h\nlock_retries = 0\nbusy_timeout = 1m\n"
      "connect_retries = 1000");

  EXPECT_EQ(config.lock_timeout, milliseconds(500));
  EXPECT_EQ(config.statement_timeout, std::chrono::hours(596));
  EXPECT_EQ(config.lock_retries, 0);
  EXPECT_EQ(config.busy_timeout, milliseconds(60'000));
  EXPECT_EQ(config.connect_retries, 1000);
}

TEST(Settings, KeepTheDefaultsOfTimeoutsAndRetries) {
  const Config config = read("");

  EXPECT_EQ(config.lock_timeout, milliseconds(5000));
  EXPECT_EQ(config.statement_timeout, milliseconds(0));
  EXPECT_EQ(config.lock_retries, 5);
  EXPECT_EQ(config.busy_timeout, milliseconds(5000));
  EXPECT_EQ(config.connect_retries, 0);
}

TEST(Settings, SayWhatZeroMeans) {
  EXPECT_EQ(problem_of("lock_timeout = x").hint(),
            "write it as 500ms, 60s, 5m or 1h; 0 waits for ever");
  EXPECT_EQ(problem_of("lock_retries = x").hint(), "it says how often to try again; 0 does not");
}

TEST(Settings, RefuseOneTableForVersionsAndHistory) {
  const Error error = problem_of("version_table = v\nhistory_table = V");
  EXPECT_STREQ(error.what(), "history_table and version_table name the same table");
  EXPECT_EQ(*error.where(), (Location{"x.ini", 3, 17}));
}

TEST(Settings, RefuseTheDefaultHistoryTableForVersions) {
  EXPECT_EQ(problem_of("version_table = migrate_history").where()->line, 2U);
}

class BadValue : public testing::TestWithParam<const char*> {};

TEST_P(BadValue, IsNamedWithItsPlace) {
  const Error error = problem_of(GetParam());
  const std::string line = GetParam();

  EXPECT_THAT(error.what(), HasSubstr(line.substr(0, line.find(' '))));
  EXPECT_EQ(error.where()->line, 2U);
  EXPECT_EQ(error.excerpt(), line);
  EXPECT_EQ(error.fault(), Fault::config);
}

INSTANTIATE_TEST_SUITE_P(
    Settings, BadValue,
    testing::Values("script_location =", "version_locations =", "version_locations = a,,b",
                    "version_locations = a,", "recursive_version_locations = maybe",
                    "recursive_version_locations =", "file_template =", "truncate_slug_length = 0",
                    "truncate_slug_length = -1", "truncate_slug_length = x",
                    "truncate_slug_length = 4x", "truncate_slug_length = 201",
                    "truncate_slug_length = 99999999999999999999999",
                    "truncate_slug_length =", "timezone =", "version_table =", "transaction = all",
                    "transaction =", "lock_wait = 60", "lock_wait = -1s", "lock_wait =",
                    "lock_wait = 1 h", "verify_before_upgrade =", "verify_before_upgrade = 2",
                    "lock_timeout = 5", "lock_timeout =", "lock_timeout = 597h",
                    "statement_timeout = never", "busy_timeout = -1s", "busy_timeout = 596523m",
                    "lock_retries = -1", "lock_retries = 1001",
                    "lock_retries =", "lock_retries = 5s", "connect_retries = often"));

TEST(Settings, PointAtTheValue) { EXPECT_EQ(problem_of("lock_wait = soon").where()->column, 13U); }

TEST(Settings, AskWhetherANearTransactionModeIsMeant) {
  EXPECT_EQ(problem_of("transaction = revisoin").hint(), "did you mean `revision`?");
}

TEST(Settings, FindEveryBadValue) {
  const IniFile ini = read_ini("[migrate]\nlock_wait = x\ntimezone =\ntransaction = y", "x.ini");
  Config config;

  EXPECT_THAT(read_settings(ini.sections.at(0), "/srv", config), SizeIs(3));
}

TEST(UnknownSettings, AreOfferedTheNearestOne) {
  const IniFile ini = read_ini("[migrate]\nlock_wiat = 1s\nzzz = 1\ntimezone = UTC", "x.ini");
  const std::vector<Error> problems = unknown_settings(ini.sections.at(0));

  ASSERT_THAT(problems, SizeIs(2));
  EXPECT_STREQ(problems[0].what(), "unknown key `lock_wiat`");
  EXPECT_EQ(problems[0].hint(), "did you mean `lock_wait`?");
  EXPECT_EQ(*problems[0].where(), (Location{"x.ini", 2, 1}));
  EXPECT_EQ(problems[1].hint(), "");
}

struct DurationCase {
  const char* text;
  std::optional<milliseconds> expected;
};

class Duration : public testing::TestWithParam<DurationCase> {};

TEST_P(Duration, IsParsed) { EXPECT_EQ(parse_duration(GetParam().text), GetParam().expected); }

INSTANTIATE_TEST_SUITE_P(
    Settings, Duration,
    testing::Values(
        DurationCase{"500ms", milliseconds(500)}, DurationCase{"60s", milliseconds(60'000)},
        DurationCase{"5m", milliseconds(300'000)}, DurationCase{"1h", milliseconds(3'600'000)},
        DurationCase{"0", milliseconds(0)}, DurationCase{"0s", milliseconds(0)},
        DurationCase{"00", milliseconds(0)}, DurationCase{"", std::nullopt},
        DurationCase{"60", std::nullopt}, DurationCase{"s", std::nullopt},
        DurationCase{"-1s", std::nullopt}, DurationCase{"-0", std::nullopt},
        DurationCase{"+1s", std::nullopt}, DurationCase{" 1s", std::nullopt},
        DurationCase{"1 s", std::nullopt}, DurationCase{"1.5s", std::nullopt},
        DurationCase{"1S", std::nullopt}, DurationCase{"1d", std::nullopt},
        DurationCase{"1s1s", std::nullopt}, DurationCase{"876600h", milliseconds(3155760000000)},
        DurationCase{"876601h", std::nullopt}, DurationCase{"9223372036854775807ms", std::nullopt},
        DurationCase{"9223372036854775807h", std::nullopt},
        DurationCase{"99999999999999999999s", std::nullopt}));

TEST(ParseDuration, LeavesRoomForADeadline) {
  const auto longest = parse_duration("876600h");
  ASSERT_TRUE(longest.has_value());
  EXPECT_GT(std::chrono::steady_clock::now() + *longest, std::chrono::steady_clock::now());
}

}  // namespace
}  // namespace migrate
