#include "engine/conformance.hpp"

#include <thread>

namespace migrate {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr const char* kEndless =
    "INSERT INTO users WITH RECURSIVE endless (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM endless)"
    " SELECT max(i), 'b' FROM endless;\n";

class TransactionConformance : public Conformance {};

TEST_P(TransactionConformance, JoinsABatchToTheOpenTransaction) {
  connection_->begin();
  run("INSERT INTO users VALUES (1, 'a');\n", {{}, {"a"}}, Atomicity::joined);
  connection_->rollback();
  EXPECT_EQ(users(), "0");
}

TEST_P(TransactionConformance, CommitsAllJoinedBatchesAtOnce) {
  connection_->begin();
  run("INSERT INTO users VALUES (1, 'a');\n", {{}, {"a"}}, Atomicity::joined);
  run("INSERT INTO users VALUES (2, 'b');\n", {{"a"}, {"b"}}, Atomicity::joined);
  connection_->commit();
  EXPECT_EQ(users() + rows().at(0), "2b");
}

TEST_P(TransactionConformance, JoinedBatchesAreNotSeenBeforeTheCommit) {
  connection_->begin();
  run("INSERT INTO users VALUES (1, 'a');\n", {{}, {"a"}}, Atomicity::joined);
  EXPECT_EQ(users(), "0");
  connection_->rollback();
}

TEST_P(TransactionConformance, RollingBackWithoutATransactionDoesNothing) {
  connection_->rollback();
  run("", {{}, {"a"}});
  EXPECT_THAT(rows(), ElementsAre("a"));
}

TEST_P(TransactionConformance, RunsAStatementOutsideATransaction) {
  run("VACUUM;\n", {{}, {"a"}}, Atomicity::none);
  EXPECT_THAT(rows(), ElementsAre("a"));
}

TEST_P(TransactionConformance, KeepsWhatRanOutsideATransactionBeforeAFailure) {
  static_cast<void>(failure_of("INSERT INTO users VALUES (1, 'a');\nSELECT nope FROM users;\n",
                               {{}, {"a"}}, Atomicity::none));
  EXPECT_EQ(users(), "1");
}

TEST_P(TransactionConformance, AddsNoRowWhenASectionOutsideATransactionFails) {
  static_cast<void>(failure_of("SELECT nope FROM users;\n", {{}, {"a"}}, Atomicity::none));
  EXPECT_THAT(rows(), IsEmpty());
}

TEST_P(TransactionConformance, PlacesAnErrorOutsideATransaction) {
  const auto error =
      failure_of("-- é\nVACUUM;\nSELECT 'é', emial FROM users;\n", {}, Atomicity::none);
  EXPECT_EQ(*error.where(), (Location{"x.sql", 12, 13}));
}

TEST_P(TransactionConformance, LetsASectionOutsideATransactionMakeItsOwn) {
  run("BEGIN;\nINSERT INTO users VALUES (1, 'a');\nCOMMIT;\n", {{}, {"a"}}, Atomicity::none);
  EXPECT_EQ(users() + rows().at(0), "1a");
}

TEST_P(TransactionConformance, RefusesASectionThatEndsInsideItsOwnTransaction) {
  const auto error =
      failure_of("BEGIN;\nINSERT INTO users VALUES (1, 'a');\n", {{}, {"a"}}, Atomicity::none);
  EXPECT_EQ(error.where()->file, "x.sql");
}

TEST_P(TransactionConformance, RollsBackASectionThatEndsInsideItsOwnTransaction) {
  static_cast<void>(
      failure_of("BEGIN;\nINSERT INTO users VALUES (1, 'a');\n", {{}, {"a"}}, Atomicity::none));
  run("", {{}, {"b"}});
  EXPECT_EQ(users() + rows().at(0), "0b");
}

TEST_P(TransactionConformance, RunsRowsAloneOutsideATransaction) {
  run("", {{}, {"a"}}, Atomicity::none);
  EXPECT_THAT(rows(), ElementsAre("a"));
}

/// A connection that is told to stop as soon as it is seen at work on an endless statement.
class StoppedConformance : public Conformance {
 protected:
  [[nodiscard]] Error stopped(Atomicity atomicity) {
    std::stop_source source;
    const auto database = engine_->open({source.get_token(), {}});
    const auto connection = database->connect(OpenMode::read_write);
    std::jthread stopper([&](const std::stop_token& finished) {
      while (!finished.stop_requested() && !engine_->is_at_work()) std::this_thread::yield();
      source.request_stop();
    });
    Batch made = batch(std::string("INSERT INTO users VALUES (1, 'a');\n") + kEndless, {{}, {"a"}});
    made.atomicity = atomicity;
    return thrown_by([&] { connection->run(made); });
  }
};

TEST_P(StoppedConformance, StopsARunningStatement) {
  EXPECT_EQ(stopped(Atomicity::own).fault(), Fault::cancelled);
}

TEST_P(StoppedConformance, RollsBackWhatWasStopped) {
  static_cast<void>(stopped(Atomicity::own));
  EXPECT_EQ(users() + std::to_string(rows().size()), "00");
}

TEST_P(StoppedConformance, SaysWhichStatementOutsideATransactionWasStopped) {
  const Error error = stopped(Atomicity::none);
  EXPECT_EQ(error.fault(), Fault::cancelled);
  ASSERT_NE(error.where(), nullptr);
  EXPECT_GE(error.where()->line, 10U);
}

TEST_P(StoppedConformance, RunsNothingOnceStopped) {
  std::stop_source source;
  const auto database = engine_->open({source.get_token(), {}});
  const auto connection = database->connect(OpenMode::read_write);
  source.request_stop();
  const auto error = thrown_by([&] { connection->run(batch("", {{}, {"a"}})); });
  EXPECT_EQ(error.fault(), Fault::cancelled);
}

INSTANTIATE_TEST_SUITE_P(Engines, TransactionConformance, ::testing::ValuesIn(engines_to_test()),
                         engine_name);
INSTANTIATE_TEST_SUITE_P(Engines, StoppedConformance, ::testing::ValuesIn(engines_to_test()),
                         engine_name);

}  // namespace
}  // namespace migrate
