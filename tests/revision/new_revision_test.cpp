#include "revision/new_revision.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

#include "base/files.hpp"
#include "revision/problem_lines.hpp"
#include "revision/revision_file.hpp"
#include "support/temporary_folder.hpp"

namespace migrate {
namespace {

using ::testing::AllOf;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::StartsWith;

namespace fs = std::filesystem;

NewRevision add_users() {
  NewRevision revision;
  revision.id = "3f2a9c81d0b4";
  revision.parents = {"1b7e44aa02cd"};
  revision.message = "Add users";
  revision.created = std::chrono::system_clock::from_time_t(1795172645);
  return revision;
}

class WriteRevision : public testing::Test {
 protected:
  WriteRevision() {
    settings_.folder = folder_.path() / "versions";
    settings_.templates = folder_.path() / "templates";
  }

  RevisionFile written(const NewRevision& revision) {
    const fs::path path = write_revision(revision, settings_);
    return parse_revision_file(read_file(path), path.string());
  }

  void use_template(const std::string& text) {
    fs::create_directories(settings_.templates);
    std::ofstream(settings_.templates / "revision.sql.mustache") << text;
  }

  std::vector<std::string> problems(const NewRevision& revision) {
    return problems_of([&] { return write_revision(revision, settings_); });
  }

  [[nodiscard]] bool nothing_written() const {
    return !fs::exists(settings_.folder) || fs::is_empty(settings_.folder);
  }

  TemporaryFolder folder_;
  NewFileSettings settings_;
};

TEST_F(WriteRevision, LooksAsTheManualShows) {
  NewRevision revision = add_users();
  revision.labels = {"accounts"};
  revision.depends_on = {"9aa1c0de1234", "billing"};
  revision.upgrade_sql = "CREATE TABLE users (id INTEGER);\n";
  revision.downgrade_sql = "DROP TABLE users;";
  EXPECT_EQ(read_file(write_revision(revision, settings_)),
            "-- Add users\n"
            "--\n"
            "-- revision: 3f2a9c81d0b4\n"
            "-- down_revision: 1b7e44aa02cd\n"
            "-- branch_labels: accounts\n"
            "-- depends_on: 9aa1c0de1234, billing\n"
            "-- create_date: 2026-11-20 11:04:05+00:00\n"
            "\n"
            "-- migrate:upgrade\n"
            "CREATE TABLE users (id INTEGER);\n"
            "\n"
            "-- migrate:downgrade\n"
            "DROP TABLE users;\n");
}

TEST_F(WriteRevision, GivesThePath) {
  EXPECT_EQ(write_revision(add_users(), settings_),
            settings_.folder / "20261120_3f2a9c81d0b4_add_users.sql");
}

TEST_F(WriteRevision, LeavesPlaceholdersForMissingSql) {
  EXPECT_EQ(read_file(write_revision(add_users(), settings_)),
            "-- Add users\n"
            "--\n"
            "-- revision: 3f2a9c81d0b4\n"
            "-- down_revision: 1b7e44aa02cd\n"
            "-- create_date: 2026-11-20 11:04:05+00:00\n"
            "\n"
            "-- migrate:upgrade\n"
            "-- Write here what brings the database to this revision.\n"
            "\n"
            "-- migrate:downgrade\n"
            "-- Write here what undoes it. Without this section the revision cannot be undone.\n");
}

TEST_F(WriteRevision, WritesABaseWithoutParents) {
  NewRevision revision = add_users();
  revision.parents.clear();
  EXPECT_THAT(read_file(write_revision(revision, settings_)), HasSubstr("\n-- down_revision:\n"));
}

TEST_F(WriteRevision, WritesAMerge) {
  NewRevision revision = add_users();
  revision.parents = {"a", "b"};
  EXPECT_THAT(written(revision).revision.parents, ElementsAre("a", "b"));
}

TEST_F(WriteRevision, KeepsAMessageOfSeveralLines) {
  NewRevision revision = add_users();
  revision.message = "Add users\n\n  - one\nit's <b> & {{x}} \"q\"\n";
  EXPECT_EQ(written(revision).revision.message, "Add users\n\n  - one\nit's <b> & {{x}} \"q\"");
}

TEST_F(WriteRevision, TakesAnEmptyMessage) {
  NewRevision revision = add_users();
  revision.message.clear();
  EXPECT_EQ(written(revision).revision.message, "");
}

TEST_F(WriteRevision, KeepsSqlByteForByte) {
  NewRevision revision = add_users();
  revision.upgrade_sql = "  SELECT '{{x}} <&>';\r\n\r\n-- end\r\n\n";
  EXPECT_EQ(written(revision).sections.at(0).sql.text(), revision.upgrade_sql + "\n");
}

TEST_F(WriteRevision, KeepsSqlOfBlanksOnly) {
  NewRevision revision = add_users();
  revision.upgrade_sql = " \n \n";
  EXPECT_THAT(written(revision).sections.at(0).sql.text(), StartsWith(" \n \n"));
}

TEST_F(WriteRevision, EndsTheLastLineOfSql) {
  NewRevision revision = add_users();
  revision.upgrade_sql = "SELECT 1";
  EXPECT_EQ(written(revision).sections.at(0).sql.text(), "SELECT 1\n\n");
}

TEST_F(WriteRevision, RefusesSqlWithAMarker) {
  NewRevision revision = add_users();
  revision.upgrade_sql = "SELECT 1;\n--migrate:Downgrade\n";
  EXPECT_THAT(
      problems(revision),
      ElementsAre(HasSubstr("the SQL to upgrade holds a line that reads as a marker: line 2")));
}

TEST_F(WriteRevision, RefusesSqlThatIsNoText) {
  for (const std::string& sql : {std::string("SELECT '\xff';"), std::string("SELECT 1;\0", 10)}) {
    NewRevision revision = add_users();
    revision.upgrade_sql = sql;
    EXPECT_THAT(
        problems(revision),
        ElementsAre(StartsWith("the SQL to upgrade is not valid UTF-8, or holds a NUL byte")));
  }
}

TEST_F(WriteRevision, RefusesAMessageThatReadsAsAKey) {
  NewRevision revision = add_users();
  revision.message = "revision: x";
  EXPECT_THAT(problems(revision), ElementsAre(StartsWith("the message would read as the key")));
}

TEST_F(WriteRevision, RefusesAnIdThatIsNone) {
  NewRevision revision = add_users();
  revision.id = "a/../b";
  EXPECT_THAT(problems(revision), ElementsAre(StartsWith("the id `a/../b` holds `/`")));
}

TEST_F(WriteRevision, RefusesALabelThatIsNone) {
  NewRevision revision = add_users();
  revision.labels = {"head"};
  EXPECT_THAT(problems(revision), ElementsAre(StartsWith("the label `head` is a word")));
}

TEST_F(WriteRevision, NeverWritesOverAFile) {
  const fs::path path = write_revision(add_users(), settings_);
  EXPECT_THAT(problems(add_users()), ElementsAre(HasSubstr("exists already")));
}

TEST_F(WriteRevision, MakesTheFoldersOfTheName) {
  settings_.file_template = "{year}/{rev}";
  EXPECT_TRUE(fs::exists(write_revision(add_users(), settings_)));
}

TEST_F(WriteRevision, SaysWhenAFolderCannotBeMade) {
  std::ofstream(folder_.path() / "versions") << "a file";
  EXPECT_THAT(problems(add_users()), ElementsAre(StartsWith("cannot make the folder")));
}

TEST_F(WriteRevision, PrefersTheProjectsTemplate) {
  use_template(
      "-- {{message}}!\n-- revision: {{revision}}\n-- down_revision: {{down_revision}}\n"
      "-- migrate:upgrade\nours\n");
  NewRevision revision = add_users();
  revision.message = "";
  EXPECT_THAT(problems(revision), ElementsAre(HasSubstr("its message reads `!`")));
}

TEST_F(WriteRevision, FillsTheProjectsTemplate) {
  use_template(
      "-- {{message}}\n-- revision: {{revision}}\n-- down_revision: {{down_revision}}\n"
      "-- migrate:upgrade\nours\n");
  EXPECT_EQ(written(add_users()).sections.at(0).sql.text(), "ours\n");
}

TEST_F(WriteRevision, NamesATemplateThatForgetsAParent) {
  use_template(
      "-- {{message}}\n-- revision: {{revision}}\n-- down_revision:\n-- migrate:upgrade\n");
  EXPECT_THAT(problems(add_users()), ElementsAre(AllOf(HasSubstr("templates/revision.sql.mustache"),
                                                       HasSubstr("it says `down_revision: `"))));
}

TEST_F(WriteRevision, NamesATemplateThatMakesNoRevisionFile) {
  use_template("SELECT 1;\n");
  EXPECT_THAT(problems(add_users()), ElementsAre(AllOf(HasSubstr("templates/revision.sql.mustache"),
                                                       HasSubstr("this is no revision file"))));
}

TEST_F(WriteRevision, NamesATemplateThatForgetsTheSql) {
  use_template(
      "-- {{message}}\n-- revision: {{revision}}\n-- down_revision: {{down_revision}}\n"
      "-- migrate:upgrade\n");
  NewRevision revision = add_users();
  revision.upgrade_sql = "SELECT 1;";
  EXPECT_THAT(problems(revision), ElementsAre(HasSubstr("the SQL to upgrade is not in it")));
}

TEST_F(WriteRevision, NamesATemplateThatIsMalformed) {
  use_template("{{#open}}\n");
  EXPECT_THAT(problems(add_users()), ElementsAre(HasSubstr("is malformed: Unclosed section")));
}

TEST_F(WriteRevision, LeavesNoFileWhenTheTemplateIsWrong) {
  use_template("-- revision: {{revision}}\n-- down_revision:\n-- migrate:upgrade\n");
  (void)problems(add_users());
  EXPECT_TRUE(nothing_written());
}

TEST(MakeRevisionId, GivesTwelveLowerCaseHexDigits) {
  EXPECT_THAT(make_revision_id([](const RevisionId&) { return false; }),
              MatchesRegex("[0-9a-f]{12}"));
}

TEST(MakeRevisionId, AvoidsTakenOnes) {
  int asked = 0;
  RevisionId last;
  const RevisionId id = make_revision_id([&](const RevisionId& candidate) {
    last = candidate;
    return ++asked < 3;
  });
  EXPECT_TRUE(asked == 3 && id == last);
}

}  // namespace
}  // namespace migrate
