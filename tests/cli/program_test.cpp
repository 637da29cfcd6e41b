#include "cli/program.hpp"

#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/open.hpp"
#include "support/history_texts.hpp"
#include "support/temporary_project.hpp"

namespace migrate {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

/// The program in a world of its own: settings in a file, streams that are kept, and variables.
class ProgramTest : public testing::Test {
 protected:
  TemporaryProject folder{"a; b <- a"};
  std::map<std::string, std::string, std::less<>> variables;
  std::ostringstream out;
  std::ostringstream err;
  bool err_is_terminal = false;

  ProgramTest() {
    folder.write("migrate.ini", "[migrate]\ndatabase_url = sqlite:///app.db\n");
    variables["MIGRATE_CONFIG"] = folder.file("migrate.ini");
  }

  int run(const std::vector<std::string>& arguments) {
    const Environment environment = [&](std::string_view name) -> std::optional<std::string> {
      const auto found = variables.find(name);
      return found == variables.end() ? std::nullopt : std::optional(found->second);
    };
    return run_program(arguments, {out, err, err_is_terminal, environment});
  }
};

TEST_F(ProgramTest, SaysWhatItDidAndExitsZero) {
  EXPECT_EQ(run({"upgrade", "head"}), 0);

  EXPECT_EQ(out.str(), "");
  EXPECT_THAT(err.str(), AllOf(StartsWith("Running upgrade  -> a, Add a\nRunning upgrade a -> b"),
                               HasSubstr("Upgraded 2 revisions: the database is at b")));
}

TEST_F(ProgramTest, WritesDataToItsOutputAlone) {
  EXPECT_EQ(run({"heads"}), 0);

  EXPECT_EQ(out.str(), "b (head)\n");
  EXPECT_EQ(err.str(), "");
}

TEST_F(ProgramTest, ShowsItsVersionAndExitsZero) {
  EXPECT_EQ(run({"--version"}), 0);

  EXPECT_THAT(out.str(), StartsWith("migrate "));
}

TEST_F(ProgramTest, ShowsHelpWithoutSettings) {
  variables["MIGRATE_CONFIG"] = folder.file("nowhere.ini");

  EXPECT_EQ(run({"upgrade", "--help"}), 0);
}

TEST_F(ProgramTest, ExitsTwoForAWrongCommandLine) {
  EXPECT_EQ(run({"upgrad"}), 2);

  EXPECT_EQ(err.str(), "error: there is no command `upgrad`\nhint: did you mean `upgrade`?\n");
}

TEST_F(ProgramTest, ExitsTwoForAWrongTarget) { EXPECT_EQ(run({"upgrade", "nowhere"}), 2); }

TEST_F(ProgramTest, ExitsTwoForWrongSettings) {
  folder.write("migrate.ini", "[migrate]\ndatabse_url = x\n");

  EXPECT_EQ(run({"heads"}), 2);
  EXPECT_THAT(err.str(), HasSubstr("did you mean `database_url`?"));
}

TEST_F(ProgramTest, ExitsOneForAStatementThatFails) {
  folder.write("versions/b.sql",
               "-- Add b\n-- revision: b\n-- down_revision: a\n-- migrate:upgrade\nFAIL;\n");

  EXPECT_EQ(run({"upgrade"}), 1);
  EXPECT_THAT(err.str(), HasSubstr("Revision b was rolled back. The database is at a.\n"));
}

TEST_F(ProgramTest, ExitsThreeForADatabaseThatIsNotUpToDate) {
  EXPECT_EQ(run({"current", "--check-heads"}), 3);
}

TEST_F(ProgramTest, ExitsFourForALockThatIsHeld) {
  const auto lock =
      open_database(EngineKind::sqlite, folder.database(), {})->lock({"main", "migrate_version"});
  ASSERT_TRUE(lock->try_acquire());
  folder.write("migrate.ini", "[migrate]\ndatabase_url = sqlite:///app.db\nlock_wait = 0\n");

  EXPECT_EQ(run({"upgrade"}), 4);
}

TEST_F(ProgramTest, BeatsTheSettingsWithAVariable) {
  variables["DATABASE_URL"] = "sqlite:///" + folder.file("other.db");
  EXPECT_EQ(run({"upgrade"}), 0);

  EXPECT_THAT(err.str(), HasSubstr("other.db"));
}

TEST_F(ProgramTest, BeatsAVariableWithAnOption) {
  variables["DATABASE_URL"] = "sqlite:///" + folder.file("other.db");
  EXPECT_EQ(run({"upgrade", "-d", "sqlite:///" + folder.file("third.db")}), 0);

  EXPECT_THAT(err.str(), HasSubstr("third.db"));
}

TEST_F(ProgramTest, MakesTheRunOneTransactionOnDemand) {
  folder.write("versions/b.sql",
               "-- Add b\n-- revision: b\n-- down_revision: a\n-- migrate:upgrade\nFAIL;\n");

  EXPECT_EQ(run({"upgrade", "--single-transaction"}), 1);
  EXPECT_THAT(err.str(), HasSubstr("The whole run of 2 revisions was rolled back."));
}

TEST_F(ProgramTest, IsQuietOnDemand) {
  EXPECT_EQ(run({"-q", "upgrade"}), 0);

  EXPECT_EQ(err.str(), "");
}

TEST_F(ProgramTest, ShowsNoColourWhereNobodyWatches) {
  EXPECT_EQ(run({"show", "nowhere"}), 2);

  EXPECT_THAT(err.str(), StartsWith("error:"));
}

TEST_F(ProgramTest, ShowsColourOnATerminal) {
  err_is_terminal = true;
  EXPECT_EQ(run({"show", "nowhere"}), 2);

  EXPECT_THAT(err.str(), StartsWith("\x1b[1;31merror:\x1b[0m"));
}

TEST_F(ProgramTest, RespectsNoColor) {
  err_is_terminal = true;
  variables["NO_COLOR"] = "1";
  EXPECT_EQ(run({"show", "nowhere"}), 2);

  EXPECT_THAT(err.str(), StartsWith("error:"));
}

TEST_F(ProgramTest, TakesAnEmptyNoColorForNone) {
  err_is_terminal = true;
  variables["NO_COLOR"] = "";
  EXPECT_EQ(run({"show", "nowhere"}), 2);

  EXPECT_THAT(err.str(), StartsWith("\x1b"));
}

TEST_F(ProgramTest, ShowsColourWhereverItIsWanted) {
  variables["NO_COLOR"] = "1";
  EXPECT_EQ(run({"--color=always", "show", "nowhere"}), 2);

  EXPECT_THAT(err.str(), StartsWith("\x1b"));
}

TEST_F(ProgramTest, ShowsNoColourWhereItIsNotWanted) {
  err_is_terminal = true;
  EXPECT_EQ(run({"--color=never", "show", "nowhere"}), 2);

  EXPECT_THAT(err.str(), StartsWith("error:"));
}

TEST_F(ProgramTest, PrintsOneJsonDocument) {
  EXPECT_EQ(run({"--json", "upgrade"}), 0);

  EXPECT_EQ(nlohmann::json::parse(out.str())["after"], nlohmann::json::array({"b"}));
  EXPECT_EQ(err.str(), "");
}

TEST_F(ProgramTest, PrintsAnErrorAsJson) {
  EXPECT_EQ(run({"--json", "show", "nowhere"}), 2);
  const auto json = nlohmann::json::parse(out.str());

  EXPECT_EQ(json["error"]["fault"], "usage");
  EXPECT_EQ(json["exit_code"], 2);
}

TEST_F(ProgramTest, PrintsAWrongCommandLineAsJsonToo) {
  EXPECT_EQ(run({"--json", "upgrad"}), 2);

  EXPECT_EQ(nlohmann::json::parse(out.str())["error"]["hint"], "did you mean `upgrade`?");
}

TEST_F(ProgramTest, NeverShowsThePasswordOfAWordThatItDoesNotUnderstand) {
  EXPECT_EQ(run({"postgresql://bob:s3cret@host/db"}), 2);

  EXPECT_THAT(err.str(), Not(HasSubstr("s3cret")));
}

TEST_F(ProgramTest, NeverShowsThePasswordOfADatabaseThatRefuses) {
  EXPECT_EQ(run({"current", "-d", "postgresql://bob:s3cret@127.0.0.1:1/db"}), 1);

  EXPECT_THAT(err.str(), Not(HasSubstr("s3cret")));
}

TEST_F(ProgramTest, WritesAScriptToItsOutput) {
  EXPECT_EQ(run({"upgrade", "--sql"}), 0);

  EXPECT_THAT(out.str(), HasSubstr("-- Running upgrade  -> a, Add a"));
}

/// Asks the program to end once a text was written to it.
class InterruptingBuffer : public std::stringbuf {
 public:
  explicit InterruptingBuffer(std::string expected) : expected_(std::move(expected)) {}

 private:
  std::string expected_;

  int sync() override {
    if (expected_.empty() || str().find(expected_) == std::string::npos) return 0;
    expected_.clear();
    return kill(getpid(), SIGTERM);
  }
};

/// A program whose second revision never ends.
class LongProgramTest : public testing::Test {
 protected:
  TemporaryProject folder{HistoryTexts("a; b <- a")
                              .with_upgrade("b",
                                            "CREATE TABLE t_b (x);\n"
                                            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + "
                                            "1 FROM n) SELECT max(i) FROM n;")};
  std::map<std::string, std::string, std::less<>> variables{
      {"MIGRATE_CONFIG", folder.file("migrate.ini")}, {"TERM", "xterm"}};
  std::ostringstream out;
  bool err_is_terminal = false;

  LongProgramTest() { folder.write("migrate.ini", "[migrate]\ndatabase_url = sqlite:///app.db\n"); }

  /// Runs the program until it has written `expected`, and gives all that it wrote to stderr.
  std::string run_until(const std::string& expected, const std::vector<std::string>& arguments) {
    InterruptingBuffer buffer(expected);
    std::ostream err(&buffer);
    const Environment environment = [&](std::string_view name) -> std::optional<std::string> {
      const auto found = variables.find(name);
      return found == variables.end() ? std::nullopt : std::optional(found->second);
    };
    World world{out, err, err_is_terminal, environment};
    world.progress.line_every = std::chrono::milliseconds(1);
    EXPECT_EQ(run_program(arguments, world), 143);
    return buffer.str();
  }
};

TEST_F(LongProgramTest, SaysInALineThatAStatementStillRuns) {
  EXPECT_THAT(run_until("has run for", {"upgrade"}),
              AllOf(HasSubstr("Running upgrade a -> b, Add b\n  Revision b: the statement at "),
                    HasSubstr(" has run for 1 s.\n"), Not(HasSubstr("\r"))));
}

TEST_F(LongProgramTest, ShowsABarOnATerminalWhichItWipes) {
  err_is_terminal = true;
  const std::string written = run_until("line ", {"--color=never", "upgrade"});
  EXPECT_THAT(written, AllOf(HasSubstr("] 2 of 2  b  line "), HasSubstr(": 1 s"),
                             Not(HasSubstr("has run for"))));
  EXPECT_THAT(written.substr(written.rfind('\r')), StartsWith("\r\x1b[Kerror: "));
}

TEST_F(LongProgramTest, ShowsNoBarOnATerminalThatCannot) {
  err_is_terminal = true;
  variables["TERM"] = "dumb";
  EXPECT_THAT(run_until("has run for", {"upgrade"}), Not(HasSubstr("\r")));
}

TEST_F(LongProgramTest, ShowsNoBarWithJson) {
  err_is_terminal = true;
  EXPECT_THAT(run_until("has run for", {"--json", "upgrade"}),
              AllOf(StartsWith("  Revision b: the statement at "), Not(HasSubstr("\r"))));
}

}  // namespace
}  // namespace migrate
