#include "command/revision_command.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/recorded_output.hpp"
#include "support/temporary_project.hpp"
#include "support/thrown.hpp"

#include <filesystem>

#include "base/files.hpp"

namespace migrate {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// The file that the command wrote.
RevisionFile write(const TemporaryProject& folder, RevisionArgs args) {
  if (args.message.empty()) args.message = "Add users";
  RecordedOutput output;
  run_revision(args, folder.project(), output);
  const std::string path = output.files.at(0).paths.at(0).string();
  return parse_revision_file(read_file(path), path);
}

RevisionArgs with_id(const std::string& id) {
  RevisionArgs args;
  args.file.rev_id = id;
  return args;
}

TEST(RevisionCommand, WritesTheFirstRevisionAsABase) {
  EXPECT_THAT(write(TemporaryProject(""), {}).revision.parents, testing::IsEmpty());
}

TEST(RevisionCommand, WritesOnTheHead) {
  EXPECT_THAT(write(TemporaryProject("a; b <- a"), {}).revision.parents, ElementsAre("b"));
}

TEST(RevisionCommand, MakesAnIdOfTwelveHexDigits) {
  EXPECT_THAT(write(TemporaryProject("a"), {}).revision.id, testing::MatchesRegex("[0-9a-f]{12}"));
}

TEST(RevisionCommand, TakesTheIdThatItIsGiven) {
  EXPECT_EQ(write(TemporaryProject("a"), with_id("mine")).revision.id, "mine");
}

TEST(RevisionCommand, TellsWhatItWrote) {
  const TemporaryProject folder("a");
  RecordedOutput output;
  RevisionArgs args = with_id("mine");
  args.message = "Add users";
  run_revision(args, folder.project(), output);

  EXPECT_EQ(output.files.at(0).what, "revision");
  EXPECT_EQ(output.files.at(0).revision, "mine");
  EXPECT_TRUE(std::filesystem::exists(output.files.at(0).paths.at(0)));
}

TEST(RevisionCommand, RefusesAnIdThatIsTaken) {
  const TemporaryProject folder("a");
  const Error error = thrown_by([&] { (void)write(folder, with_id("a")); });

  EXPECT_EQ(error.fault(), Fault::usage);
  EXPECT_EQ(std::string(error.what()), "the id a is taken by " + folder.shown("versions/a.sql"));
}

TEST(RevisionCommand, SaysWhichHeadsThereAreToChooseFrom) {
  const Error error = thrown_by([] { (void)write(TemporaryProject("a; b"), {}); });

  EXPECT_EQ(error.fault(), Fault::usage);
  EXPECT_THAT(error.what(), HasSubstr("there are 2 heads to write the revision on: a ("));
  EXPECT_THAT(error.hint(), HasSubstr("--head a"));
}

TEST(RevisionCommand, WritesOnTheHeadThatItIsGiven) {
  EXPECT_THAT(write(TemporaryProject("a; b"), {.head = "b"}).revision.parents, ElementsAre("b"));
}

TEST(RevisionCommand, WritesANewBase) {
  EXPECT_THAT(write(TemporaryProject("a"), {.head = "base"}).revision.parents, testing::IsEmpty());
}

TEST(RevisionCommand, RefusesAParentThatIsNoHead) {
  const Error error = thrown_by([] { (void)write(TemporaryProject("a; b <- a"), {.head = "a"}); });

  EXPECT_THAT(error.what(), HasSubstr("is not a head"));
  EXPECT_THAT(error.hint(), HasSubstr("--splice"));
}

TEST(RevisionCommand, SplicesOnDemand) {
  RevisionArgs args{.head = "a"};
  args.file.splice = true;

  EXPECT_THAT(write(TemporaryProject("a; b <- a"), args).revision.parents, ElementsAre("a"));
}

TEST(RevisionCommand, WritesLabels) {
  RevisionArgs args;
  args.file.branch_labels = {"accounts"};

  EXPECT_THAT(write(TemporaryProject("a"), args).revision.labels, ElementsAre("accounts"));
}

TEST(RevisionCommand, RefusesALabelThatIsTaken) {
  RevisionArgs args;
  args.file.branch_labels = {"accounts"};

  EXPECT_THROW((void)write(TemporaryProject("a [accounts]"), args), Error);
}

TEST(RevisionCommand, WritesDependenciesInFull) {
  EXPECT_THAT(write(TemporaryProject("abcd; efgh"), {.head = "efgh", .depends_on = {"ab"}})
                  .revision.depends_on,
              ElementsAre("abcd"));
}

TEST(RevisionCommand, KeepsADependencyOnALabelAsALabel) {
  EXPECT_THAT(write(TemporaryProject("a [accounts]; b"), {.head = "b", .depends_on = {"accounts"}})
                  .revision.depends_on,
              ElementsAre("accounts"));
}

TEST(RevisionCommand, RefusesADependencyThatIsNotThere) {
  EXPECT_EQ(
      thrown_by([] { (void)write(TemporaryProject("a"), {.depends_on = {"nowhere"}}); }).fault(),
      Fault::usage);
}

TEST(RevisionCommand, TakesTheSqlOfFiles) {
  const TemporaryProject folder("a");
  folder.write("up.sql", "CREATE TABLE users (x);\n");
  folder.write("down.sql", "DROP TABLE users;\n");
  const RevisionFile file =
      write(folder, {.sql_up = folder.file("up.sql"), .sql_down = folder.file("down.sql")});

  EXPECT_THAT(file.sections.at(0).sql.text(), HasSubstr("CREATE TABLE users (x);\n"));
  EXPECT_THAT(file.sections.at(1).sql.text(), HasSubstr("DROP TABLE users;\n"));
}

TEST(RevisionCommand, RefusesASqlFileThatIsNotThere) {
  EXPECT_EQ(
      thrown_by([] { (void)write(TemporaryProject("a"), {.sql_up = "nowhere.sql"}); }).fault(),
      Fault::file);
}

TEST(RevisionCommand, WritesBesideTheParent) {
  TemporaryProject folder("a");
  std::filesystem::create_directory(folder.file("more"));
  folder.write("more/b.sql", "-- b\n-- revision: b\n-- down_revision: a\n-- migrate:upgrade\n");
  folder.config.version_locations.push_back(folder.file("more"));

  EXPECT_THAT(write(folder, {}).revision.file, HasSubstr("/more/"));
}

TEST(RevisionCommand, WritesToTheLocationThatItIsGiven) {
  TemporaryProject folder("a");
  std::filesystem::create_directory(folder.file("more"));
  folder.config.version_locations.push_back(folder.file("more"));

  EXPECT_THAT(write(folder, {.version_path = folder.file("more")}).revision.file,
              HasSubstr("/more/"));
}

TEST(RevisionCommand, RefusesALocationInWhichItWouldNotBeFound) {
  const TemporaryProject folder("a");
  const Error error =
      thrown_by([&] { (void)write(folder, {.version_path = folder.file("elsewhere")}); });

  EXPECT_EQ(error.fault(), Fault::usage);
  EXPECT_THAT(error.hint(), HasSubstr("version_locations"));
}

TEST(RevisionCommand, RefusesAFileTemplateThatHidesTheFile) {
  TemporaryProject folder("a");
  folder.config.file_template = "{year}/{rev}";

  EXPECT_EQ(thrown_by([&] { (void)write(folder, {}); }).fault(), Fault::config);
}

TEST(RevisionCommand, RunsTheHooksOnTheFile) {
  TemporaryProject folder("a");
  folder.config.post_write_hooks = {{"copy", "cp {path} '" + folder.file("copy.sql") + "'"}};
  const RevisionFile file = write(folder, {});

  EXPECT_THAT(folder.read("copy.sql"), HasSubstr("-- revision: " + file.revision.id));
}

TEST(RevisionCommand, WritesAFileThatAnUpgradeRuns) {
  const TemporaryProject folder("a");
  (void)write(folder, with_id("mine"));
  folder.upgrade("head");

  EXPECT_THAT(folder.rows(), ElementsAre("mine"));
}

}  // namespace
}  // namespace migrate
