#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/breaking_source.hpp"
#include "runtime/executor_fixture.hpp"

namespace migrate {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// A history whose last file is no longer what it was when it was checked.
class ChangedFileTest : public ExecutorTest {
 protected:
  PartialFailure failure_of_changed_file(TransactionMode mode) {
    const auto connection = connect();
    const VersionTable table = connection->read_versions({"", "migrate_version"});
    connection->create_versions(table.name);
    source = open_builtin(history.files());
    BreakingSource breaking(*source);
    graph.emplace(RevisionGraph::build(source->headers()));
    PreparedPlan plan = prepare(*graph, breaking, connection->dialect(),
                                plan_upgrade(*graph, table.ids, parse_target("head")), mode);
    plan.batches.set_tables(table.name, {}, {});
    breaking.broken = "c";
    return thrown_by<PartialFailure>([&] { return run(*connection, plan, mode, recorder); });
  }
};

TEST_F(ChangedFileTest, StopsTheRunBeforeItsStep) {
  const PartialFailure failed = failure_of_changed_file(TransactionMode::revision);

  EXPECT_EQ(failed.fault(), Fault::revision);
  EXPECT_STREQ(failed.what(), "c was changed");
  EXPECT_THAT(failed.notes(), ElementsAre("Revision c was not started. The database is at b."));
  EXPECT_THAT(done_by(failed.report()), ElementsAre("a", "b"));
  EXPECT_THAT(rows(), ElementsAre("b"));
}

TEST_F(ChangedFileTest, RollsBackARunThatIsOneTransaction) {
  (void)failure_of_changed_file(TransactionMode::run);

  EXPECT_THAT(rows(), IsEmpty());
}

}  // namespace
}  // namespace migrate
