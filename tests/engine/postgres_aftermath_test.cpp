#include "engine/postgres/postgres_aftermath.hpp"

#include <libpq-fe.h>

#include <thread>

#include "engine/postgres/postgres_connect.hpp"
#include "engine/postgres/postgres_lock.hpp"
#include "engine/postgres_fixture.hpp"

namespace migrate {
namespace {

using ::testing::ElementsAre;

/// A session that has sent what holds the worker's lock and then adds the row `a`, and whose client
/// has gone away: nobody reads the answer.
class PostgresAftermath : public PostgresTest {
 protected:
  void SetUp() override {
    PostgresTest::SetUp();
    const std::string server = std::getenv("MIGRATE_TEST_POSTGRES");
    orphan_ = connect_postgres(
        PostgresAddress(server + "&dbname=" + raw("SELECT current_database()")), {});
  }

  void leave_running(const std::string& seconds) {
    const std::string key = std::to_string(worker_lock_key(table_));
    PQsendQuery(orphan_.get(),
                ("BEGIN; SELECT pg_advisory_xact_lock_shared(" + key + "); SELECT pg_sleep(" +
                 seconds + ") /* endless */; INSERT INTO migrate_version VALUES ('a'); COMMIT")
                    .c_str());
    while (!engine_->is_at_work()) std::this_thread::yield();
  }

  RawPostgres orphan_;
};

TEST_F(PostgresAftermath, SeesWhatTheServerStillCommits) {
  leave_running("0.5");
  const auto after = database_->connect(OpenMode::aftermath);
  EXPECT_THAT(after->read_versions(table_).ids, ElementsAre("a"));
}

TEST_F(PostgresAftermath, SeesItWhenTheSchemaIsNotKnown) {
  leave_running("0.5");
  const auto after = database_->connect(OpenMode::aftermath);
  EXPECT_THAT(after->read_versions({"", table_.name}).ids, ElementsAre("a"));
}

TEST_F(PostgresAftermath, OtherReadersDoNotWait) {
  leave_running("600");
  EXPECT_TRUE(database_->connect(OpenMode::read_only)->read_versions(table_).ids.empty());
}

TEST_F(PostgresAftermath, HeedsNoStopToken) {
  std::stop_source source;
  source.request_stop();
  const auto database = engine_->open({source.get_token(), {}});
  const auto after = database->connect(OpenMode::aftermath);
  EXPECT_TRUE(after->read_versions(table_).ids.empty());
  after->run({"", {}, table_, {{}, {"a"}}});
  EXPECT_THAT(rows(), ElementsAre("a"));
}

}  // namespace
}  // namespace migrate
