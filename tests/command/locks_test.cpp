#include "command/locks.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "support/recorded_output.hpp"
#include "support/temporary_project.hpp"
#include "support/thrown.hpp"

namespace migrate {
namespace {

LockState locks(const TemporaryProject& folder) {
  RecordedOutput output;
  run_locks({}, folder.project(), output);
  return output.locks.at(0);
}

TEST(Locks, AreFreeWhereNobodyMigrates) {
  const LockState state = locks(TemporaryProject("a"));

  EXPECT_FALSE(state.holder);
  EXPECT_EQ(state.table, "migrate_version");
  EXPECT_THAT(state.database, testing::StartsWith("sqlite:"));
}

TEST(Locks, NameTheProcessThatMigrates) {
  const TemporaryProject folder("a");
  Observer silent;
  const auto lock = folder.project().database(silent)->lock({"main", "migrate_version"});
  ASSERT_TRUE(lock->try_acquire());
  const LockState state = locks(folder);

  ASSERT_TRUE(state.holder);
  EXPECT_NE(state.holder->process, "");
}

TEST(Locks, AreFreeAgainAfterwards) {
  const TemporaryProject folder("a");
  folder.upgrade("head");

  EXPECT_FALSE(locks(folder).holder);
}

TEST(Locks, AreShownWithoutMakingAFile) {
  const TemporaryProject folder("a");
  (void)locks(folder);

  EXPECT_FALSE(std::filesystem::exists(folder.database()));
  EXPECT_FALSE(std::filesystem::exists(folder.database() + "-migrate"));
}

TEST(Locks, NeedADatabase) {
  TemporaryProject folder("a");
  folder.config.database_url.reset();

  EXPECT_EQ(thrown_by([&] { return locks(folder); }).fault(), Fault::config);
}

}  // namespace
}  // namespace migrate
