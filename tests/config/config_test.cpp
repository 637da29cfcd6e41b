#include "config/config.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "base/error_text.hpp"
#include "base/files.hpp"
#include "migrate/error.hpp"
#include "support/temporary_folder.hpp"
#include "support/thrown.hpp"

namespace migrate {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::Pair;
using testing::SizeIs;

using Variables = std::map<std::string, std::string, std::less<>>;

Environment environment_of(Variables variables) {
  return [variables = std::move(variables)](std::string_view name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  };
}

ConfigFlags with_section(const std::string& name) {
  return {.file = {}, .section = name, .database_url = {}};
}
ConfigFlags with_url(const std::string& url) {
  return {.file = {}, .section = {}, .database_url = url};
}
ConfigFlags with_file(const std::string& file) {
  return {.file = file, .section = {}, .database_url = {}};
}

/// The configuration of a text that is /srv/app/migrate.ini, read from /work.
Config parsed(const std::string& text, const ConfigFlags& flags = {},
              const Variables& variables = {}) {
  return parse_config(text, "/srv/app/migrate.ini", flags, environment_of(variables), "/srv");
}

Error error_of(const std::string& text, const ConfigFlags& flags = {},
               const Variables& variables = {}) {
  return thrown_by([&] { return parsed(text, flags, variables); });
}

std::string address_of(const Config& config) {
  return config.database_url ? config.database_url->address : "none";
}

TEST(Config, HasTheDefaultsOfTheContract) {
  const Config config = parsed("[migrate]\n");

  EXPECT_EQ(config.script_location, "/srv/app");
  EXPECT_THAT(config.version_locations, ElementsAre("/srv/app/versions"));
  EXPECT_FALSE(config.recursive_version_locations);
  EXPECT_EQ(config.file_template, "{year}{month}{day}_{rev}_{slug}");
  EXPECT_EQ(config.truncate_slug_length, 40U);
  EXPECT_EQ(config.timezone, "UTC");
  EXPECT_EQ(config.version_table, "migrate_version");
  EXPECT_EQ(config.version_table_schema, "");
  EXPECT_EQ(config.transaction, TransactionMode::revision);
  EXPECT_EQ(config.lock_wait, std::chrono::seconds(60));
  EXPECT_FALSE(config.database_url.has_value());
}

TEST(Config, ReadsTheExampleOfTheContract) {
  const Config config = parsed(R"([migrate]
script_location = %(here)s          ; holds templates/ (optional; the program has them built in)
version_locations = %(here)s/versions   ; one or more folders, separated by commas
recursive_version_locations = false
file_template = {year}{month}{day}_{rev}_{slug}
truncate_slug_length = 40
timezone = UTC
database_url = sqlite:///app.db     ; DATABASE_URL in the environment beats it
version_table = migrate_version     ; alembic_version takes over a database that Alembic managed
version_table_schema =              ; PostgreSQL only
transaction = revision              ; one transaction per revision, or `run`: all or nothing
lock_wait = 60s                     ; how long to wait for another instance that is migrating

[post_write_hooks]                  ; run on a new revision file: name = command with {path}
format = sqlfluff fix {path}
)");

  EXPECT_EQ(config.file, "/srv/app/migrate.ini");
  EXPECT_EQ(address_of(config), "/srv/app/app.db");
  EXPECT_THAT(config.post_write_hooks, ElementsAre(Pair("format", "sqlfluff fix {path}")));
}

TEST(Config, TakesAUrlOfTheFileFromTheFolderOfTheFile) {
  EXPECT_EQ(address_of(parsed("[migrate]\ndatabase_url = sqlite:///app.db")), "/srv/app/app.db");
}

TEST(Config, TakesAUrlOfTheEnvironmentFromTheWorkingDirectory) {
  const Config config = parsed("[migrate]\ndatabase_url = sqlite:///app.db", {},
                               {{"DATABASE_URL", "sqlite:///env.db"}});

  EXPECT_EQ(address_of(config), "/srv/env.db");
}

TEST(Config, LetsAFlagBeatTheEnvironment) {
  const Config config =
      parsed("[migrate]\ndatabase_url = sqlite:///app.db", with_url("sqlite:///flag.db"),
             {{"DATABASE_URL", "sqlite:///env.db"}});

  EXPECT_EQ(address_of(config), "/srv/flag.db");
}

TEST(Config, TakesAnEmptyVariableAsUnset) {
  EXPECT_EQ(
      address_of(parsed("[migrate]\ndatabase_url = sqlite:///app.db", {}, {{"DATABASE_URL", ""}})),
      "/srv/app/app.db");
}

TEST(Config, TakesTheLineEndOffAUrlOfTheEnvironment) {
  EXPECT_EQ(address_of(parsed("[migrate]\n", {}, {{"DATABASE_URL", " sqlite:///env.db\n"}})),
            "/srv/env.db");
}

TEST(Config, LooksAtNoUrlThatIsBeaten) {
  const Config config = parsed("[migrate]\ndatabase_url = driver://user:pass@localhost/dbname",
                               with_url("sqlite:///flag.db"));

  EXPECT_EQ(address_of(config), "/srv/flag.db");
}

TEST(Config, TakesAnEmptyUrlOfTheFileAsNone) {
  EXPECT_EQ(address_of(parsed("[migrate]\ndatabase_url =\n")), "none");
}

TEST(Config, EncodesTheFolderWhereItIsPutIntoAUrl) {
  const Config config = parse_config("[migrate]\ndatabase_url = sqlite:///%(here)s/app.db",
                                     "/srv/100%?/migrate.ini", {}, {}, "/srv");

  EXPECT_EQ(address_of(config), "/srv/100%?/app.db");
}

TEST(Config, PutsTheFolderIntoAHook) {
  EXPECT_THAT(parsed("[migrate]\n[post_write_hooks]\na = %(here)s/fmt {path}").post_write_hooks,
              ElementsAre(Pair("a", "/srv/app/fmt {path}")));
}

TEST(Config, RefusesAHookWithoutACommand) {
  EXPECT_STREQ(error_of("[migrate]\n[post_write_hooks]\na =").what(),
               "the hook `a` has no command");
}

constexpr const char* kTwoDatabases = R"([migrate]
database_url = sqlite:///main.db
version_table = main_version
[billing]
database_url = sqlite:///billing.db
)";

TEST(Config, ReadsTheSectionThatIsNamed) {
  const Config config = parsed(kTwoDatabases, with_section("billing"));

  EXPECT_EQ(config.section, "billing");
  EXPECT_EQ(address_of(config), "/srv/app/billing.db");
}

TEST(Config, InheritsNothingFromTheMainSection) {
  EXPECT_EQ(parsed(kTwoDatabases, with_section("billing")).version_table, "migrate_version");
}

TEST(Config, IgnoresDatabaseUrlWhenASectionIsNamed) {
  const Variables variables{{"DATABASE_URL", "sqlite:///env.db"}};

  EXPECT_EQ(address_of(parsed(kTwoDatabases, with_section("billing"), variables)),
            "/srv/app/billing.db");
  EXPECT_EQ(address_of(parsed(kTwoDatabases, with_section("migrate"), variables)),
            "/srv/app/main.db");
  EXPECT_EQ(
      address_of(parsed("[migrate]\n[other]\ntimezone = UTC", with_section("other"), variables)),
      "none");
}

TEST(Config, TakesAUrlFlagWhenASectionIsNamed) {
  ConfigFlags flags = with_section("billing");
  flags.database_url = "sqlite:///flag.db";

  EXPECT_EQ(address_of(parsed(kTwoDatabases, flags)), "/srv/flag.db");
}

TEST(Config, ListsTheSectionsWhenTheNamedOneIsMissing) {
  const Error error = error_of(kTwoDatabases, with_section("biling"));

  EXPECT_STREQ(error.what(), "no database section [biling]");
  EXPECT_THAT(error.hint(), HasSubstr("[migrate], [billing]"));
}

TEST(Config, RefusesTheHooksAsADatabase) {
  EXPECT_THAT(error_of("[post_write_hooks]\na = b", with_section("post_write_hooks")).what(),
              HasSubstr("no database section [post_write_hooks]"));
}

TEST(Config, RefusesAFileWithoutTheMainSection) {
  EXPECT_THAT(error_of("").what(), HasSubstr("no database section [migrate]"));
  EXPECT_THAT(error_of("[migrat]\ntimezone = UTC").hint(), HasSubstr("[migrat]"));
}

TEST(Config, RefusesAnUnknownSection) {
  const Error error = error_of("[migrate]\n[post_write_hook]\nformat = x {path}");

  EXPECT_STREQ(error.what(), "unknown section [post_write_hook]");
  EXPECT_EQ(error.hint(), "did you mean `post_write_hooks`?");
  EXPECT_EQ(*error.where(), (Location{"/srv/app/migrate.ini", 2, 1}));
}

TEST(Config, SaysWhichKeyKeepsASectionFromBeingADatabase) {
  EXPECT_EQ(error_of("[migrate]\n[loggers]\ntimezone = UTC\nkeys = root").hint(),
            "a database's section has only keys of [migrate], and `keys` in line 4 is none");
}

TEST(Config, RefusesAnUnknownKeyOfTheMainSectionWhenAnotherIsRead) {
  EXPECT_STREQ(error_of("[migrate]\ntimezon = UTC\n[b]\ntimezone = UTC", with_section("b")).what(),
               "unknown key `timezon`");
}

TEST(Config, ReportsEveryProblemOfAFileAtOnce) {
  const Error error = error_of(R"([migrate]
timezon = UTC
lock_wait = 60
no equals sign
database_url = mysql://u:secret@h/db
[loggers]
keys = root
[post_write_hooks]
a =
)");

  EXPECT_THAT(error.problems(), SizeIs(6));
  EXPECT_EQ(error.fault(), Fault::config);
}

TEST(Config, ShowsAnErrorWithItsLineAndACaret) {
  EXPECT_EQ(error_text(error_of("[migrate]\n\nlock_wiat = 60s")),
            R"(error: /srv/app/migrate.ini:3:1: unknown key `lock_wiat`
    3 | lock_wiat = 60s
      | ^
hint: did you mean `lock_wait`?
)");
}

TEST(Config, ShowsABadUrlWithoutItsPassword) {
  EXPECT_EQ(
      error_text(error_of("[migrate]\ndatabase_url = postgresql://u:secr@t@h/db")),
      R"(error: /srv/app/migrate.ini:2:16: the database URL has more than one `@` before its host
    2 | database_url = postgresql://u:***@h/db
      |                ^
hint: in a user name or a password write `@` as %40, `/` as %2F, `?` as %3F and `%` as %25
)");
}

TEST(Config, ShowsNoPasswordWhateverIsWrong) {
  for (const char* line :
       {"database_url = u:secret@h/db", "database_url = host=h password=secret",
        "databse_url = postgresql://u:secret@h/d", "database_url: postgresql://u:secret@h/db?x=y",
        "database_url = postgresql://u:a #secret@h/db", "database_url = postgresql//u:secret@h/db",
        "timezone = 1\ntimezone = postgresql://u:secret@h/d",
        "database_url = postgresql://u:%secret@h/db", "lock_wait = postgresql://u:secret@h/db",
        "[postgresql://u:secret@h/db]", "transaction = postgresql://u:secret@h/db"}) {
    EXPECT_THAT(error_text(error_of("[migrate]\n" + std::string(line))), Not(HasSubstr("secret")))
        << line;
  }
}

TEST(Config, SaysThatABadUrlCameFromTheEnvironment) {
  const Error error =
      error_of("[migrate]\n", {}, {{"DATABASE_URL", "postgresql://u:secret%@h/db"}});

  EXPECT_THAT(error.what(), testing::StartsWith("DATABASE_URL: the database URL"));
  EXPECT_THAT(error.what(), Not(HasSubstr("secret")));
}

TEST(Config, SaysThatABadUrlCameFromTheFlag) {
  EXPECT_THAT(error_of("[migrate]\n", with_url("app.db")).what(),
              testing::StartsWith("--database-url: "));
}

class ConfigFiles : public testing::Test {
 protected:
  void write(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories((folder_.path() / name).parent_path());
    write_new_file(folder_.path() / name, text);
  }

  [[nodiscard]] Config load(const ConfigFlags& flags = {}, const Variables& variables = {}) const {
    return load_config(flags, environment_of(variables), folder_.path());
  }

  [[nodiscard]] Error load_error(const ConfigFlags& flags = {},
                                 const Variables& variables = {}) const {
    return thrown_by([&] { return load(flags, variables); });
  }

  [[nodiscard]] std::filesystem::path path(const std::string& name) const {
    return folder_.path() / name;
  }

 private:
  TemporaryFolder folder_;
};

TEST_F(ConfigFiles, AreNotNeeded) {
  const Config config = load({}, {{"DATABASE_URL", "sqlite:///app.db"}});

  EXPECT_FALSE(config.file.has_value());
  EXPECT_EQ(config.script_location, path("x").parent_path());
  EXPECT_THAT(config.version_locations, ElementsAre(path("versions")));
  EXPECT_EQ(address_of(config), path("app.db"));
}

TEST_F(ConfigFiles, AreFoundInTheWorkingDirectory) {
  write("migrate.ini", "[migrate]\ntimezone = Asia/Tokyo");

  EXPECT_EQ(load().timezone, "Asia/Tokyo");
  EXPECT_EQ(load().file, path("migrate.ini"));
}

TEST_F(ConfigFiles, AreNamedByTheEnvironment) {
  write("etc/other.ini", "[migrate]\ndatabase_url = sqlite:///a.db");

  EXPECT_EQ(address_of(load({}, {{"MIGRATE_CONFIG", "etc/other.ini"}})), path("etc/a.db"));
}

TEST_F(ConfigFiles, AreNamedByTheFlagBeforeTheEnvironment) {
  write("a.ini", "[migrate]\ntimezone = A");
  write("b.ini", "[migrate]\ntimezone = B");

  EXPECT_EQ(load(with_file("a.ini"), {{"MIGRATE_CONFIG", "b.ini"}}).timezone, "A");
}

TEST_F(ConfigFiles, ThatAreNamedByAnEmptyVariableAreTheDefault) {
  write("migrate.ini", "[migrate]\ntimezone = A");

  EXPECT_EQ(load({}, {{"MIGRATE_CONFIG", ""}}).timezone, "A");
}

TEST_F(ConfigFiles, ThatAreNamedAndMissingAreAnError) {
  EXPECT_THAT(load_error(with_file("a.ini")).what(), HasSubstr("a.ini (named by -c)"));
  EXPECT_THAT(load_error({}, {{"MIGRATE_CONFIG", "b.ini"}}).what(),
              HasSubstr("b.ini (named by MIGRATE_CONFIG)"));
  EXPECT_EQ(load_error(with_file("a.ini")).fault(), Fault::config);
}

TEST_F(ConfigFiles, ThatAreFoldersAreAnError) {
  std::filesystem::create_directory(path("migrate.ini"));

  EXPECT_THAT(load_error().what(), HasSubstr("Is a directory"));
}

TEST_F(ConfigFiles, AreNeededToNameASection) {
  EXPECT_THAT(load_error(with_section("billing")).what(), HasSubstr("[billing]"));
}

TEST_F(ConfigFiles, AreShownInMessagesAsTheyWereNamed) {
  write("etc/a.ini", "[migrate]\nx = 1");

  EXPECT_EQ(load_error(with_file("etc/a.ini")).where()->file, "etc/a.ini");
}

}  // namespace
}  // namespace migrate
