#include "migrate/migrator.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <stop_token>
#include <thread>

#include "support/history_texts.hpp"
#include "support/recorder.hpp"
#include "support/temporary_folder.hpp"
#include "support/thrown.hpp"

namespace migrate {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// A SQLite file of the test's own and a history that is built in.
class MigratorTest : public testing::Test {
 protected:
  TemporaryFolder folder;
  HistoryTexts history{"a; b <- a; c <- b"};

  [[nodiscard]] Options options() {
    Options options;
    options.url = "sqlite:///" + (folder.path() / "app.db").string();
    options.revisions = history.files();
    return options;
  }

  [[nodiscard]] Migrator migrator() { return Migrator(options()); }

  [[nodiscard]] static std::vector<std::string> done_by(const Report& report) {
    std::vector<std::string> ids;
    for (const Step& step : report.done) ids.push_back(step.revision);
    return ids;
  }
};

TEST_F(MigratorTest, UpgradesAnEmptyDatabaseToTheHead) {
  const Report report = migrator().upgrade();

  EXPECT_THAT(done_by(report), ElementsAre("a", "b", "c"));
  EXPECT_THAT(report.before, IsEmpty());
  EXPECT_THAT(report.after, ElementsAre("c"));
  EXPECT_THAT(migrator().current(), ElementsAre("c"));
}

TEST_F(MigratorTest, HasNothingToDoTheSecondTime) {
  migrator().upgrade();

  EXPECT_THAT(migrator().upgrade().done, IsEmpty());
}

TEST_F(MigratorTest, TakesNoLockWhereThereIsNothingToDo) {
  migrator().upgrade();
  std::filesystem::remove(folder.path() / "app.db-migrate");

  migrator().upgrade();

  EXPECT_FALSE(std::filesystem::exists(folder.path() / "app.db-migrate"));
}

TEST_F(MigratorTest, DowngradesChildrenBeforeParents) {
  migrator().upgrade();

  EXPECT_THAT(done_by(migrator().downgrade("base")), ElementsAre("c", "b", "a"));
  EXPECT_THAT(migrator().current(), IsEmpty());
}

TEST_F(MigratorTest, NamesWhatIsPendingAndWritesNothingToLearnIt) {
  EXPECT_THAT(migrator().pending(), ElementsAre("a", "b", "c"));
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST_F(MigratorTest, StampSetsTheRowsAndRunsNothing) {
  migrator().stamp("b");
  EXPECT_THAT(migrator().current(), ElementsAre("b"));

  const PartialFailure failure = thrown_by<PartialFailure>([&] { migrator().downgrade("base"); });
  EXPECT_THAT(failure.what(), HasSubstr("no such table: t_b"));
}

TEST_F(MigratorTest, TellsTheObserverOfEachStepInOrder) {
  Recorder recorder;
  migrator().upgrade("b", recorder);

  EXPECT_THAT(recorder.events,
              ElementsAre("plan of 2", "started a", "done a", "started b", "done b"));
}

TEST_F(MigratorTest, KeepsWhatWasCommittedWhenALaterRevisionFails) {
  history.with_upgrade("c", "CREATE TABLE t_c (x);\nINSERT INTO nowhere VALUES (1);");

  const PartialFailure failure = thrown_by<PartialFailure>([&] { migrator().upgrade(); });

  EXPECT_EQ(failure.fault(), Fault::database);
  EXPECT_THAT(done_by(failure.report()), ElementsAre("a", "b"));
  EXPECT_THAT(failure.report().after, ElementsAre("b"));
  EXPECT_THAT(failure.notes(), ElementsAre("Revision c was rolled back. The database is at b."));
  EXPECT_EQ(*failure.where(), (Location{"c.sql", 8, 0}));
  EXPECT_THAT(migrator().current(), ElementsAre("b"));
}

TEST_F(MigratorTest, RollsTheWholeRunBackWhereItIsOneTransaction) {
  history.with_upgrade("c", "INSERT INTO nowhere VALUES (1);");
  Options whole = options();
  whole.transaction = TransactionMode::run;

  const PartialFailure failure = thrown_by<PartialFailure>([&] { Migrator(whole).upgrade(); });

  EXPECT_THAT(failure.report().done, IsEmpty());
  EXPECT_THAT(
      failure.notes(),
      ElementsAre("The whole run of 3 revisions was rolled back. The database is at base."));
  EXPECT_THAT(migrator().current(), IsEmpty());
}

TEST_F(MigratorTest, RefusesANonTransactionalSectionInOneTransactionBeforeAnythingRuns) {
  history.with_sections("b", "-- migrate:upgrade transaction:false\nVACUUM;\n");
  Options whole = options();
  whole.transaction = TransactionMode::run;

  const Error error = thrown_by([&] { Migrator(whole).upgrade(); });

  EXPECT_EQ(error.fault(), Fault::usage);
  EXPECT_EQ(*error.where(), (Location{"b.sql", 6, 0}));
  EXPECT_THAT(error.what(), HasSubstr("revision b"));
  EXPECT_THAT(migrator().current(), IsEmpty());
}

TEST_F(MigratorTest, RefusesToDowngradeOverAnIrreversibleRevisionBeforeAnythingRuns) {
  history.with_sections("b", "-- migrate:upgrade\nCREATE TABLE t_b (x);\n");
  migrator().upgrade();

  const Error error = thrown_by([&] { migrator().downgrade("base"); });

  EXPECT_THAT(error.what(), HasSubstr("revision b is irreversible"));
  EXPECT_THAT(migrator().current(), ElementsAre("c"));
}

TEST_F(MigratorTest, ReportsTheProblemsOfAllSectionsAtOnce) {
  history.with_upgrade("a", "COMMIT;").with_upgrade("c", "SELECT 'open");

  const Error error = thrown_by([&] { migrator().upgrade(); });

  ASSERT_EQ(error.problems().size(), 2U);
  EXPECT_EQ(error.problems()[0].where()->file, "a.sql");
  EXPECT_EQ(error.problems()[1].where()->file, "c.sql");
  EXPECT_EQ(error.fault(), Fault::revision);
}

TEST_F(MigratorTest, RefusesToWriteWhereTheDatabaseIsAtAnUnknownRevision) {
  migrator().upgrade();
  history = HistoryTexts("a; b <- a");

  const Error error = thrown_by([&] { migrator().upgrade(); });

  EXPECT_EQ(error.fault(), Fault::database);
  EXPECT_THAT(error.what(), HasSubstr("the revision c"));
  EXPECT_THAT(error.hint(), HasSubstr("take the newer checkout that has it"));
  EXPECT_THAT(migrator().current(), ElementsAre("c"));
}

TEST_F(MigratorTest, TwoThreadsOnTheSameDatabaseRunEachRevisionOnce) {
  const Options shared = options();  // made once: to ask for the texts again would move them
  std::vector<std::size_t> done(2);
  std::vector<std::thread> threads;
  for (std::size_t& count : done) {
    threads.emplace_back([&] { count = Migrator(shared).upgrade().done.size(); });
  }
  for (std::thread& thread : threads) thread.join();

  EXPECT_EQ(done[0] + done[1], 3U);
  EXPECT_THAT(migrator().current(), ElementsAre("c"));
}

TEST_F(MigratorTest, GivesUpWhenAnotherInstanceHoldsTheLock) {
  Options hasty = options();
  hasty.lock_wait = std::chrono::milliseconds(0);
  Recorder recorder;
  std::optional<Error> refused;
  recorder.on_step_started = [&](const Step& step) {
    if (step.revision == "a") refused = thrown_by([&] { Migrator(hasty).upgrade(); });
  };

  migrator().upgrade("head", recorder);

  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->fault(), Fault::locked);
}

TEST_F(MigratorTest, StopsBeforeTheNextRevisionWhenItIsAskedTo) {
  std::stop_source stop;
  Options stoppable = options();
  stoppable.stop = stop.get_token();
  Recorder recorder;
  recorder.on_step_started = [&](const Step& step) {
    if (step.revision == "b") stop.request_stop();
  };

  const PartialFailure failure =
      thrown_by<PartialFailure>([&] { Migrator(stoppable).upgrade("head", recorder); });

  EXPECT_EQ(failure.fault(), Fault::cancelled);
  EXPECT_THAT(failure.report().after, ElementsAre("a"));
  EXPECT_THAT(migrator().current(), ElementsAre("a"));
}

TEST_F(MigratorTest, ReadsTheHistoryFromFoldersToo) {
  std::filesystem::create_directory(folder.path() / "versions");
  for (const BuiltinRevision& file : history.files()) {
    std::FILE* out = std::fopen((folder.path() / "versions" / file.name).c_str(), "w");
    ASSERT_NE(out, nullptr);
    std::fwrite(file.text.data(), 1, file.text.size(), out);
    std::fclose(out);
  }
  Options from_folder = options();
  from_folder.revisions = RevisionFolders{folder.path() / "versions"};

  EXPECT_THAT(done_by(Migrator(from_folder).upgrade()), ElementsAre("a", "b", "c"));
}

TEST_F(MigratorTest, RefusesOneTableForVersionsAndHistory) {
  Options twice = options();
  twice.history_table = twice.version_table;

  const Error error = thrown_by([&] { (void)Migrator(twice); });

  EXPECT_EQ(error.fault(), Fault::config);
  EXPECT_THAT(error.what(), HasSubstr("migrate_version"));
}

TEST_F(MigratorTest, RefusesABrokenHistoryWhenItIsMade) {
  history = HistoryTexts("a; b <- nowhere");

  const Error error = thrown_by([&] { (void)migrator(); });

  EXPECT_EQ(error.fault(), Fault::revision);
  EXPECT_THAT(error.what(), HasSubstr("nowhere"));
}

}  // namespace
}  // namespace migrate
