#include "cli/app.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "support/recorded_output.hpp"
#include "support/temporary_project.hpp"
#include "support/thrown.hpp"

namespace migrate {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;
using Words = std::vector<std::string>;

Invocation parse(const Words& words) { return parse_command_line(words); }

Error refusal(const Words& words) {
  return thrown_by([&] { (void)parse(words); });
}

/// Runs command lines on a project of two revisions.
class AppTest : public testing::Test {
 protected:
  TemporaryProject folder{"a; b <- a"};
  RecordedOutput output;
  int stops = 0;

  void run(const Words& words) {
    const Environment environment = [](std::string_view name) -> std::optional<std::string> {
      return name == "VISUAL" ? std::optional<std::string>("true") : std::nullopt;
    };
    const auto stop = [&] {
      ++stops;
      return std::stop_token();
    };
    parse(words).run({[&] { return folder.config; }, stop, environment, output});
  }
};

TEST(CommandLine, SaysLittleUnlessItIsTold) {
  const Invocation call = parse({"heads"});

  EXPECT_EQ(call.verbosity, Verbosity::normal);
  EXPECT_EQ(call.colour, ColourMode::automatic);
  EXPECT_FALSE(call.json);
  EXPECT_FALSE(call.transaction);
  EXPECT_FALSE(call.text);
}

TEST(CommandLine, TakesGlobalOptionsBeforeTheCommand) {
  const Invocation call = parse({"-c", "x.ini", "-n", "other", "-d", "sqlite://", "heads"});

  EXPECT_EQ(call.config.file, "x.ini");
  EXPECT_EQ(call.config.section, "other");
  EXPECT_EQ(call.config.database_url, "sqlite://");
}

TEST(CommandLine, TakesGlobalOptionsAfterTheCommand) {
  const Invocation call = parse(
      {"heads", "--config", "x.ini", "--name=other", "--database-url", "sqlite://", "--json"});

  EXPECT_EQ(call.config.file, "x.ini");
  EXPECT_EQ(call.config.section, "other");
  EXPECT_EQ(call.config.database_url, "sqlite://");
  EXPECT_TRUE(call.json);
}

TEST(CommandLine, MakesOutputQuietOrVerbose) {
  EXPECT_EQ(parse({"-q", "heads"}).verbosity, Verbosity::quiet);
  EXPECT_EQ(parse({"heads", "--verbose"}).verbosity, Verbosity::verbose);
}

TEST(CommandLine, ChoosesColours) {
  EXPECT_EQ(parse({"--color", "always", "heads"}).colour, ColourMode::always);
  EXPECT_EQ(parse({"--color=never", "heads"}).colour, ColourMode::never);
  EXPECT_EQ(parse({"--color=auto", "heads"}).colour, ColourMode::automatic);
}

TEST(CommandLine, RefusesColoursThatItDoesNotKnow) {
  EXPECT_EQ(refusal({"--color=green", "heads"}).fault(), Fault::usage);
}

TEST(CommandLine, MakesTheRunOneTransactionOnDemand) {
  EXPECT_EQ(parse({"upgrade", "--single-transaction"}).transaction, TransactionMode::run);
  EXPECT_EQ(parse({"downgrade", "base", "--single-transaction"}).transaction, TransactionMode::run);
}

TEST(CommandLine, ShowsHelp) {
  EXPECT_THAT(parse({"--help"}).text.value_or(""), HasSubstr("upgrade"));
}

TEST(CommandLine, ShowsTheHelpOfACommandWithAnExample) {
  EXPECT_THAT(parse({"upgrade", "--help"}).text.value_or(""), HasSubstr("migrate upgrade head"));
}

TEST(CommandLine, ShowsItsVersion) {
  EXPECT_THAT(parse({"--version"}).text.value_or(""), StartsWith("migrate "));
}

TEST(CommandLine, MissesACommand) {
  const Error error = refusal({});

  EXPECT_EQ(error.fault(), Fault::usage);
  EXPECT_STREQ(error.what(), "a command is missing");
}

TEST(CommandLine, OffersTheCommandThatWasProbablyMeant) {
  const Error error = refusal({"upgrad", "head"});

  EXPECT_STREQ(error.what(), "there is no command `upgrad`");
  EXPECT_EQ(error.hint(), "did you mean `upgrade`?");
}

TEST(CommandLine, BlamesAMistypedCommandNotTheOptionsBehindIt) {
  for (const Words& words : {Words{"upgrad", "--sql"}, Words{"histroy", "-r", "base:head"}}) {
    EXPECT_THAT(refusal(words).what(), StartsWith("there is no command `" + words.front()));
  }
}

TEST(CommandLine, HasTheHelpOfAllCommandsBesideAWordThatNamesOne) {
  const Invocation call = parse({"-c", "heads", "-vh"});

  EXPECT_THAT(call.text.value_or(""),
              AllOf(HasSubstr("upgrade"), HasSubstr("verify"), HasSubstr("heads")));
}

TEST(CommandLine, SendsToTheHelpWhereNoCommandIsNear) {
  EXPECT_EQ(refusal({"frobnicate"}).hint(), "see `migrate --help`");
}

TEST(CommandLine, OffersTheOptionThatWasProbablyMeant) {
  const Error error = refusal({"upgrade", "--singel-transaction"});

  EXPECT_STREQ(error.what(), "there is no option `--singel-transaction`");
  EXPECT_EQ(error.hint(), "did you mean `--single-transaction`?");
}

TEST(CommandLine, NeverRepeatsTheValueOfAnOptionThatIsNotThere) {
  EXPECT_THAT(refusal({"upgrade", "--databse-url=postgresql://u:secret@h/d"}).what(),
              Not(HasSubstr("secret")));
}

TEST(CommandLine, RefusesAScriptAsJson) {
  EXPECT_THAT(refusal({"upgrade", "--sql", "--json"}).what(), HasSubstr("exclude each other"));
}

class Incomplete : public testing::TestWithParam<Words> {};

TEST_P(Incomplete, IsAFaultOfTheCommandLine) {
  const Error error = refusal(GetParam());

  EXPECT_EQ(error.fault(), Fault::usage);
  EXPECT_THAT(error.hint(), HasSubstr("--help"));
}

INSTANTIATE_TEST_SUITE_P(Commands, Incomplete,
                         testing::Values(Words{"downgrade"}, Words{"stamp"}, Words{"show"},
                                         Words{"edit"}, Words{"merge"}, Words{"revision"},
                                         Words{"revision", "-m"}, Words{"upgrade", "head", "head"},
                                         Words{"heads", "heads"}, Words{"upgrade", "-o"}));

TEST_F(AppTest, UpgradesToTheHeadUnlessToldWhere) {
  run({"upgrade"});

  EXPECT_THAT(folder.rows(), ElementsAre("b"));
}

TEST_F(AppTest, TakesAWordThatIsACommandForATarget) {
  run({"upgrade", "heads"});

  EXPECT_THAT(folder.rows(), ElementsAre("b"));
}

TEST_F(AppTest, TakesANegativeNumberForATarget) {
  folder.upgrade("head");
  run({"downgrade", "-1"});

  EXPECT_THAT(folder.rows(), ElementsAre("a"));
}

TEST_F(AppTest, TakesARangeThatBeginsWithADash) {
  run({"history", "-r", "-1:head"});
  run({"history", "-r-1:head"});
  run({"history", "--rev-range=-1:head"});

  EXPECT_EQ(output.entries.size(), 6U);
}

TEST_F(AppTest, TakesNegativeTargetsBesideOthers) {
  folder.upgrade("head");
  run({"stamp", "a", "-1"});

  EXPECT_THAT(folder.rows(), ElementsAre("a"));
}

TEST_F(AppTest, WritesAScriptOnDemand) {
  run({"upgrade", "a:b", "--sql"});

  EXPECT_THAT(output.script_text(), HasSubstr("Running upgrade a -> b"));
  EXPECT_FALSE(std::filesystem::exists(folder.database()));
}

TEST_F(AppTest, WritesAScriptToAFileOnDemand) {
  run({"upgrade", "--sql", "-o", folder.file("change.sql")});

  EXPECT_THAT(folder.read("change.sql"), HasSubstr("Running upgrade a -> b"));
}

TEST_F(AppTest, PurgesOnDemand) {
  folder.upgrade("head");
  folder.sql("UPDATE migrate_version SET version_num = 'zzz'");
  run({"stamp", "--purge", "a"});

  EXPECT_THAT(folder.rows(), ElementsAre("a"));
}

TEST_F(AppTest, TellsListingsToBeVerbose) {
  run({"heads", "-v"});

  EXPECT_THAT(output.entries, ElementsAre(StartsWith("Rev: b")));
}

TEST_F(AppTest, ChecksHeadsOnDemand) {
  EXPECT_EQ(thrown_by([&] { run({"current", "--check-heads"}); }).fault(), Fault::not_current);
}

TEST_F(AppTest, WritesARevisionWithAllItsOptions) {
  folder.write("up.sql", "SELECT 'up';\n");
  folder.write("down.sql", "SELECT 'down';\n");
  run({"revision", "-m", "Add c", "--rev-id", "c", "--head", "a", "--splice", "--branch-label",
       "left", "--depends-on", "b", "--version-path", folder.file("versions"), "--sql-up",
       folder.file("up.sql"), "--sql-down", folder.file("down.sql")});
  const Project project = folder.project();
  const Revision& written = project.graph()[*project.graph().find("c")];

  EXPECT_THAT(written.parents, ElementsAre("a"));
  EXPECT_THAT(written.labels, ElementsAre("left"));
  EXPECT_THAT(written.depends_on, ElementsAre("b"));
}

TEST_F(AppTest, MergesWhatItIsTold) {
  run({"revision", "-m", "Add c", "--rev-id", "c", "--head", "base"});
  run({"merge", "b", "c", "-m", "Join", "--rev-id", "m"});
  const Project project = folder.project();

  EXPECT_THAT(project.graph()[*project.graph().find("m")].parents, ElementsAre("b", "c"));
}

TEST_F(AppTest, HasNamesWithUnderscoresToo) {
  run({"ensure_version"});
  run({"list_templates"});

  EXPECT_EQ(output.made_tables.size(), 2U);
  EXPECT_FALSE(output.template_views.empty());
}

TEST_F(AppTest, MakesAProjectWhereItIsTold) {
  run({"init", folder.file("new"), "-t", "postgresql"});

  EXPECT_TRUE(std::filesystem::exists(folder.file("new/migrate.ini")));
}

TEST_F(AppTest, WatchesSignalsOnlyForWhatWritesToADatabase) {
  for (const Words& words :
       {Words{"heads"}, Words{"history"}, Words{"current"}, Words{"status"}, Words{"check"},
        Words{"show", "a"}, Words{"branches"}, Words{"edit", "a"}, Words{"list-templates"}}) {
    run(words);
  }
  EXPECT_EQ(stops, 0);

  for (const Words& words : {Words{"upgrade"}, Words{"downgrade", "base"}, Words{"stamp", "head"},
                             Words{"ensure-version"}}) {
    run(words);
  }
  EXPECT_EQ(stops, 4);
}

}  // namespace
}  // namespace migrate
