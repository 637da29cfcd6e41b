#include "engine/postgres/postgres_probe.hpp"

#include <thread>

#include "engine/postgres/postgres_database.hpp"
#include "engine/postgres_fixture.hpp"
#include "engine/postgres_pgbouncer.hpp"

namespace migrate {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class PostgresProbe : public PostgresTest {
 protected:
  [[nodiscard]] std::string name() const { return raw("SELECT current_database()"); }
};

TEST_F(PostgresProbe, KnowsAPooler) {
  const PgBouncer bouncer;
  PostgresHandle session(connect_postgres(PostgresAddress(bouncer.uri(name())), {}), {});
  probe(session, {});
  EXPECT_TRUE(session.is_pooled());
}

TEST_F(PostgresProbe, KnowsTheServerItself) {
  PostgresHandle session(
      connect_postgres(PostgresAddress(std::getenv("MIGRATE_TEST_POSTGRES")), {}), {});
  probe(session, {});
  EXPECT_FALSE(session.is_pooled());
  EXPECT_TRUE(session.looks_for_client());
}

TEST_F(PostgresProbe, LeavesAnOpenTransactionAlone) {
  PostgresHandle session(
      connect_postgres(PostgresAddress(std::getenv("MIGRATE_TEST_POSTGRES")), {}), {});
  PQclear(PQexec(session.raw(), "BEGIN"));
  probe(session, {});
  EXPECT_FALSE(session.is_probed());
}

TEST_F(PostgresProbe, RefusesAPoolOfOne) {
  const PgBouncer bouncer(1);
  const auto pooled = open_postgres(bouncer.uri(name()), {});
  const auto worker = pooled->connect(OpenMode::read_write);
  static_cast<void>(worker->read_versions(table_));
  const auto lock = pooled->lock(table_);
  ASSERT_TRUE(lock->try_acquire());
  const Error error = thrown_by([&] { static_cast<void>(worker->read_versions(table_)); });
  EXPECT_EQ(error.fault(), Fault::database);
  EXPECT_THAT(error.what(), AllOf(HasSubstr("6432"), HasSubstr("a pool of at least two")));
  EXPECT_TRUE(worker->is_lost());
}

TEST_F(PostgresProbe, StopsWhileAPoolOfOneGivesNothing) {
  const PgBouncer bouncer(1);
  std::stop_source source;
  const auto pooled = open_postgres(bouncer.uri(name()), {source.get_token(), {}});
  const auto worker = pooled->connect(OpenMode::read_write);
  static_cast<void>(worker->read_versions(table_));
  const auto lock = pooled->lock(table_);
  ASSERT_TRUE(lock->try_acquire());
  std::jthread stopper([&] { source.request_stop(); });
  EXPECT_EQ(thrown_by([&] { static_cast<void>(worker->read_versions(table_)); }).fault(),
            Fault::cancelled);
}

TEST_F(PostgresProbe, APoolOfTwoIsEnoughAndNoSettingLeaksToItsOtherClients) {
  const PgBouncer bouncer(2);
  const auto pooled = open_postgres(bouncer.uri(name()),
                                    {{}, {}, std::chrono::seconds(3), std::chrono::seconds(77)});
  {
    const auto worker = pooled->connect(OpenMode::read_write);
    const auto lock = pooled->lock(table_);
    ASSERT_TRUE(lock->try_acquire());
    EXPECT_TRUE(worker->read_versions(table_).exists);
    worker->run({"", SourceText("INSERT INTO users VALUES (1);", "x.sql"), table_, {{}, {"a"}}});
    worker->run({"", SourceText("VACUUM users;", "x.sql"), table_, {}, Atomicity::none});
  }
  EXPECT_THAT(rows(), ElementsAre("a"));
  const auto one = pooled->connect(OpenMode::read_write);
  const auto other = pooled->connect(OpenMode::read_write);
  one->begin();  // so that both of the server's sessions are looked at
  for (Connection* client : {one.get(), other.get()}) {
    EXPECT_EQ(client->query("SELECT current_setting('lock_timeout'), "
                            "current_setting('statement_timeout'), "
                            "current_setting('client_connection_check_interval'), "
                            "current_setting('idle_in_transaction_session_timeout'), "
                            "current_setting('search_path'), "
                            "(SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' "
                            "AND pid = pg_backend_pid())"),
              (Rows{{"0", "0", "0", "0", "\"$user\", public", "0"}}));
  }
}

}  // namespace
}  // namespace migrate
