#include "runtime/history_repair.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/open.hpp"
#include "support/temporary_project.hpp"
#include "support/thrown.hpp"

namespace migrate {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<Repaired> accept(const TemporaryProject& folder,
                             const std::vector<std::string>& names) {
  Observer silent;
  return accept_files(folder.project(), names, silent, {});
}

void change(const TemporaryProject& folder, const std::string& id) {
  std::string text = folder.read("versions/" + id + ".sql");
  folder.write("versions/" + id + ".sql", text.replace(text.find("INTEGER"), 7, "TEXT"));
}

TEST(AcceptFiles, TakesTheFileForWhatWasApplied) {
  const TemporaryProject folder("aaaa; bbbb <- aaaa; cccc <- bbbb");
  folder.upgrade("bbbb");
  change(folder, "aaaa");
  const std::vector<Repaired> done = accept(folder, {"aaaa"});
  folder.upgrade("head");

  ASSERT_EQ(done.size(), 1U);
  EXPECT_EQ(done[0].revision, "aaaa");
  EXPECT_THAT(done[0].what, HasSubstr("its upgrade section was changed"));
  EXPECT_THAT(folder.rows(), ElementsAre("cccc"));
  EXPECT_THAT(folder.sql("SELECT revision, result FROM migrate_history WHERE kind = 'repair'"),
              ElementsAre("aaaa|done"));
}

TEST(AcceptFiles, WritesNothingForAFileThatIsUnchanged) {
  const TemporaryProject folder("a");
  folder.upgrade("head");

  EXPECT_THAT(accept(folder, {"a"})[0].what, HasSubstr("there is nothing to accept"));
  EXPECT_THAT(folder.sql("SELECT kind FROM migrate_history"), ElementsAre("upgrade"));
}

TEST(AcceptFiles, EntersWhatWasStamped) {
  const TemporaryProject folder("a");
  folder.stamp("a");

  EXPECT_THAT(accept(folder, {"a"})[0].what, HasSubstr("it was not in the history"));
  EXPECT_THAT(accept(folder, {"a"})[0].what, HasSubstr("there is nothing to accept"));
}

TEST(AcceptFiles, MakesTheHistoryOfADatabaseThatHasNone) {
  TemporaryProject folder("a");
  folder.config.history_table = "";
  folder.upgrade("head");
  folder.config.history_table = "migrate_history";
  (void)accept(folder, {"a"});

  EXPECT_THAT(folder.sql("SELECT kind FROM migrate_history"), ElementsAre("repair"));
}

TEST(AcceptFiles, AreAllOrNone) {
  const TemporaryProject folder("a; b <- a");
  folder.upgrade("a");
  change(folder, "a");

  EXPECT_EQ(thrown_by([&] { return accept(folder, {"a", "b"}); }).fault(), Fault::usage);
  EXPECT_THAT(folder.sql("SELECT kind FROM migrate_history"), ElementsAre("upgrade"));
}

TEST(AcceptFiles, RefuseANameThatMeansNothing) {
  const TemporaryProject folder("a");
  folder.upgrade("a");

  EXPECT_THAT(thrown_by([&] { return accept(folder, {"zzz"}); }).what(), HasSubstr("`zzz`"));
}

TEST(AcceptFiles, WaitForTheMigrationLock) {
  TemporaryProject folder("a");
  folder.upgrade("a");
  change(folder, "a");
  folder.config.lock_wait = std::chrono::milliseconds(0);
  const std::unique_ptr<Database> database =
      open_database(EngineKind::sqlite, folder.database(), {});
  const std::unique_ptr<MigrationLock> lock = database->lock({"main", "migrate_version"});
  ASSERT_TRUE(lock->try_acquire());

  EXPECT_EQ(thrown_by([&] { return accept(folder, {"a"}); }).fault(), Fault::locked);
}

}  // namespace
}  // namespace migrate
