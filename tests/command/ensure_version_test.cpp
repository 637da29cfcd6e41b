#include "command/ensure_version.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "support/recorded_output.hpp"
#include "support/temporary_project.hpp"

namespace migrate {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

RecordedOutput ensure(const TemporaryProject& folder, const EnsureVersionArgs& args = {}) {
  RecordedOutput output;
  run_ensure_version(args, folder.project(), output, {});
  return output;
}

TEST(EnsureVersion, MakesTheTable) {
  const TemporaryProject folder("a");

  EXPECT_THAT(ensure(folder).made_tables,
              ElementsAre(HasSubstr("migrate_version made"), HasSubstr("migrate_history made")));
  EXPECT_THAT(folder.rows(), testing::IsEmpty());
}

TEST(EnsureVersion, FindsTheTableThatIsThere) {
  const TemporaryProject folder("a");
  (void)ensure(folder);

  EXPECT_THAT(ensure(folder).made_tables,
              ElementsAre(HasSubstr("migrate_version found"), HasSubstr("migrate_history found")));
}

TEST(EnsureVersion, TellsThatItMadeTheHistoryAlone) {
  const TemporaryProject folder("a");
  (void)ensure(folder);
  folder.sql("DROP TABLE migrate_history");

  EXPECT_THAT(ensure(folder).made_tables,
              ElementsAre(HasSubstr("migrate_version found"), HasSubstr("migrate_history made")));
}

TEST(EnsureVersion, MakesTheTableThatTheSettingsName) {
  TemporaryProject folder("a");
  folder.config.version_table = "my_version";

  EXPECT_THAT(ensure(folder).made_tables, Contains(HasSubstr("my_version made")));
}

TEST(EnsureVersion, WritesAScriptOnDemand) {
  const TemporaryProject folder("a");

  EXPECT_THAT(ensure(folder, {.script = {.sql = true}}).script_text(),
              AllOf(HasSubstr("CREATE TABLE"), HasSubstr("migrate_version")));
  EXPECT_FALSE(std::filesystem::exists(folder.database()));
}

}  // namespace
}  // namespace migrate
