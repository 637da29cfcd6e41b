#include "runtime/project.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>

#include "support/recorder.hpp"
#include "support/temporary_project.hpp"
#include "support/thrown.hpp"

namespace migrate {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(ProjectTest, ReadsNoFileUntilItIsAskedForTheGraph) {
  TemporaryProject folder("a");
  folder.config.version_locations = {folder.file("nowhere")};
  const Project project = folder.project();

  EXPECT_EQ(thrown_by([&] { (void)project.graph(); }).fault(), Fault::config);
}

TEST(ProjectTest, ReadsTheFilesOnce) {
  const TemporaryProject folder("a");
  const Project project = folder.project();
  const RevisionGraph& graph = project.graph();
  folder.write("versions/b.sql", "-- b\n-- revision: b\n-- down_revision: a\n-- migrate:upgrade\n");

  EXPECT_EQ(&project.graph(), &graph);
  EXPECT_EQ(project.graph().size(), 1U);
}

TEST(ProjectTest, ReadsAllVersionLocations) {
  TemporaryProject folder("a");
  std::filesystem::create_directory(folder.file("more"));
  folder.write("more/b.sql", "-- b\n-- revision: b\n-- down_revision: a\n-- migrate:upgrade\n");
  folder.config.version_locations.push_back(folder.file("more"));

  EXPECT_EQ(folder.project().graph().size(), 2U);
}

TEST(ProjectTest, SaysHowToNameADatabaseWhereThereIsNone) {
  TemporaryProject folder("a");
  folder.config.database_url.reset();

  const Error error = thrown_by([&] { (void)folder.project().database_url(); });
  EXPECT_EQ(error.fault(), Fault::config);
  EXPECT_THAT(error.hint(), AllOf(HasSubstr("database_url"), HasSubstr("DATABASE_URL"),
                                  HasSubstr("--database-url")));
}

TEST(ProjectTest, GivesTheSessionItsVersionTable) {
  TemporaryProject folder("a");
  folder.config.version_table = "alembic_version";
  folder.upgrade("head");

  EXPECT_THAT(folder.sql("SELECT version_num FROM alembic_version"), ElementsAre("a"));
}

TEST(ProjectTest, GivesTheSessionItsTransactionMode) {
  HistoryTexts history("a; b <- a");
  history.with_upgrade("b", "FAIL;");
  TemporaryProject folder(history);
  folder.config.transaction = TransactionMode::run;

  EXPECT_THROW(folder.upgrade("head"), PartialFailure);
  EXPECT_THAT(folder.rows(), IsEmpty());
}

TEST(ProjectTest, ReportsTheDatabaseAsItsUrlShowsIt) {
  const TemporaryProject folder("a");
  const Project project = folder.project();
  Recorder recorder;

  EXPECT_EQ(project.open_database(recorder).upgrade(parse_target("head")).database,
            "sqlite:///app.db");
}

TEST(ProjectTest, RefusesABrokenHistoryWhenItIsReadAndNotBefore) {
  const TemporaryProject folder("a; b <- nowhere");
  const Project project = folder.project();

  EXPECT_EQ(thrown_by([&] { (void)project.graph(); }).fault(), Fault::revision);
}

/// The script from `from` to `target`.
std::string script(const TemporaryProject& folder, std::optional<std::string> from,
                   const std::string& target) {
  const Project project = folder.project();
  std::ostringstream out;
  Observer silent;
  std::optional<Target> start;
  if (from) start = parse_target(*from);
  (void)project.open_script(out, start, "RANGE", silent).upgrade(parse_target(target));
  return out.str();
}

TEST(ProjectScript, HoldsTheStepsFromBaseWhenItHasNoStart) {
  EXPECT_THAT(script(TemporaryProject("a; b <- a"), {}, "head"),
              AllOf(HasSubstr("Running upgrade  -> a"), HasSubstr("Running upgrade a -> b")));
}

TEST(ProjectScript, HoldsTheStepsFromItsStart) {
  EXPECT_THAT(script(TemporaryProject("a; b <- a"), "a", "head"),
              AllOf(Not(HasSubstr("Running upgrade  -> a")), HasSubstr("Running upgrade a -> b")));
}

TEST(ProjectScript, StartsAtAllThatItsStartStandsOn) {
  EXPECT_THAT(script(TemporaryProject("a; d; b <- a (d)"), "b", "heads"),
              Not(HasSubstr("Running upgrade")));
}

TEST(ProjectScript, NamesItsRange) {
  EXPECT_THAT(script(TemporaryProject("a"), {}, "head"), HasSubstr("RANGE"));
}

TEST(ProjectScript, NeedsAUrlToKnowItsEngine) {
  TemporaryProject folder("a");
  folder.config.database_url.reset();

  EXPECT_EQ(thrown_by([&] { (void)script(folder, {}, "head"); }).fault(), Fault::config);
}

TEST(ProjectScript, TouchesNoDatabase) {
  const TemporaryProject folder("a");
  (void)script(folder, {}, "head");

  EXPECT_FALSE(std::filesystem::exists(folder.database()));
}

}  // namespace
}  // namespace migrate
