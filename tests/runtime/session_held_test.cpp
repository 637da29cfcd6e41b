#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "runtime/session_fixture.hpp"

namespace migrate {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// An instance at work whose transaction is too large for its memory, so that it keeps all others
/// from reading the file. It is done as soon as a session waits for its lock.
class SessionHeldTest : public SessionTest {
 protected:
  SessionHeldTest() {
    limits.busy_timeout = 1ms;
    settings.lock_wait = 1h;
    recorder.on_waiting = [this] { finish(); };
  }

  void hold() {
    first_ = database();
    lock_ = first_->lock({"main", "migrate_version"});
    ASSERT_TRUE(lock_->try_acquire());
    work_ = first_->connect(OpenMode::read_write);
    work_->query("BEGIN EXCLUSIVE");
  }
  void finish() {
    if (!work_) return;
    work_->query(last_words);
    work_->query("COMMIT");
    work_.reset();
    lock_.reset();
  }

  /// Begins when the session has looked at the tables, and before it does anything else.
  void hold_after_the_first_look() {
    hooks.after = [this, looks = 0](std::string_view call) mutable {
      if (call == "has_history" && ++looks == 1) hold();
    };
  }

  std::string last_words = "SELECT 1";

 private:
  std::unique_ptr<Database> first_;
  std::unique_ptr<MigrationLock> lock_;
  std::unique_ptr<Connection> work_;
};

TEST_F(SessionHeldTest, WaitsForTheLockAndThenHasNothingToDo) {
  upgrade("b");
  last_words = "UPDATE migrate_version SET version_num = 'c'";
  hold();
  const Report report = upgrade();

  EXPECT_THAT(report.done, IsEmpty());
  EXPECT_THAT(report.after, ElementsAre("c"));
  EXPECT_THAT(recorder.events, Contains("waiting"));
}

TEST_F(SessionHeldTest, DoesWhatIsLeft) {
  upgrade("a");
  hold();

  EXPECT_THAT(done_by(upgrade()), ElementsAre("b", "c"));
}

TEST_F(SessionHeldTest, WaitsAlsoWhenItCouldStillLookAtTheTables) {
  upgrade("a");
  hold_after_the_first_look();

  EXPECT_THAT(done_by(upgrade()), ElementsAre("b", "c"));
  EXPECT_THAT(recorder.events, Contains("waiting"));
}

TEST_F(SessionHeldTest, MakesItsPlanAnewWhenItHasWaited) {
  upgrade("a");
  hold_after_the_first_look();
  last_words = "UPDATE migrate_version SET version_num = 'c'";

  EXPECT_THAT(upgrade().done, IsEmpty());
}

TEST_F(SessionHeldTest, WaitsBeforeItStamps) {
  upgrade("a");
  hold();

  EXPECT_THAT(stamp("c").after, ElementsAre("c"));
  EXPECT_THAT(recorder.events, Contains("waiting"));
}

TEST_F(SessionHeldTest, StampsNothingThatAnotherHasStamped) {
  upgrade("a");
  last_words = "UPDATE migrate_version SET version_num = 'c'";
  hold_after_the_first_look();

  EXPECT_THAT(stamp("c").done, IsEmpty());
}

TEST_F(SessionHeldTest, SaysWhyTheTablesCannotBeRead) {
  upgrade("a");
  hold();

  EXPECT_THAT(thrown_by([&] { return read(); }).what(), HasSubstr("another process holds"));
}

}  // namespace
}  // namespace migrate
