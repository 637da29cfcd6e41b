#include "command/init.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "base/files.hpp"
#include "config/config.hpp"
#include "support/recorded_output.hpp"
#include "support/temporary_folder.hpp"
#include "support/thrown.hpp"

namespace migrate {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

Written init(const InitArgs& args) {
  RecordedOutput output;
  run_init(args, output);
  return output.files.at(0);
}

std::optional<std::string> no_variable(std::string_view /*name*/) { return std::nullopt; }

TEST(Init, MakesAProjectInANewFolder) {
  const TemporaryFolder folder;
  (void)init({.directory = folder.path() / "database"});

  EXPECT_TRUE(fs::is_regular_file(folder.path() / "database/migrate.ini"));
  EXPECT_TRUE(fs::is_directory(folder.path() / "database/versions"));
  EXPECT_TRUE(fs::is_regular_file(folder.path() / "database/templates/revision.sql.mustache"));
}

TEST(Init, WritesSettingsThatCanBeRead) {
  const TemporaryFolder folder;
  (void)init({.directory = folder.path()});
  const Config config =
      load_config({.file = folder.path() / "migrate.ini"}, no_variable, folder.path());

  EXPECT_EQ(config.version_locations.at(0).lexically_normal(), folder.path() / "versions");
}

TEST(Init, TellsEveryFileThatItMade) {
  const TemporaryFolder folder;

  for (const fs::path& path : init({.directory = folder.path()}).paths) {
    EXPECT_TRUE(fs::exists(path)) << path;
  }
}

TEST(Init, SaysWhatToDoNext) {
  const TemporaryFolder folder;

  EXPECT_THAT(init({.directory = folder.path()}).next, HasSubstr("database_url"));
}

TEST(Init, SaysWhereToDoIt) {
  const TemporaryFolder folder;
  const fs::path project = folder.path() / "its database";

  EXPECT_THAT(init({.directory = project}).next,
              HasSubstr("then `cd '" + project.string() + "'` and `migrate revision"));
}

TEST(Init, NeverOverwrites) {
  const TemporaryFolder folder;
  write_new_file(folder.path() / "migrate.ini", "[migrate]\n");
  const Error error = thrown_by([&] { (void)init({.directory = folder.path()}); });

  EXPECT_EQ(error.fault(), Fault::file);
  EXPECT_EQ(read_file(folder.path() / "migrate.ini"), "[migrate]\n");
}

TEST(Init, MakesNothingWhereOneFileIsThereAlready) {
  const TemporaryFolder folder;
  fs::create_directory(folder.path() / "templates");
  write_new_file(folder.path() / "templates/revision.sql.mustache", "mine");
  EXPECT_THROW((void)init({.directory = folder.path()}), Error);

  EXPECT_FALSE(fs::exists(folder.path() / "migrate.ini"));
}

TEST(Init, TakesADanglingLinkForAFile) {
  const TemporaryFolder folder;
  fs::create_symlink(folder.path() / "nowhere", folder.path() / "migrate.ini");

  EXPECT_THROW((void)init({.directory = folder.path()}), Error);
}

TEST(Init, UsesAVersionsFolderThatIsThere) {
  const TemporaryFolder folder;
  fs::create_directory(folder.path() / "versions");

  EXPECT_NO_THROW((void)init({.directory = folder.path()}));
}

TEST(Init, RefusesAFolderThatIsAFile) {
  const TemporaryFolder folder;
  write_new_file(folder.path() / "file", "");

  EXPECT_EQ(thrown_by([&] { (void)init({.directory = folder.path() / "file"}); }).fault(),
            Fault::file);
}

TEST(Init, OffersTheTemplateThatWasProbablyMeant) {
  const Error error =
      thrown_by([] { (void)init({.directory = ".", .project_template = "genric"}); });

  EXPECT_EQ(error.fault(), Fault::usage);
  EXPECT_EQ(error.hint(), "did you mean `generic`?");
}

TEST(Init, KnowsTheTemplateForPostgresql) {
  const TemporaryFolder folder;

  EXPECT_NO_THROW((void)init({.directory = folder.path(), .project_template = "postgresql"}));
}

}  // namespace
}  // namespace migrate
