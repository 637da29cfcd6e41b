#include "engine/postgres/postgres_privileges.hpp"

#include "engine/postgres_fixture.hpp"

namespace migrate {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;

/// A session of a role that may use neither of the tables that are there.
class PostgresPrivileges : public PostgresTest {
 protected:
  void SetUp() override {
    PostgresTest::SetUp();
    connection_->create_history({table_.schema, "migrate_history"});
    role_ = "role_" + raw("SELECT current_database()");
    raw("CREATE ROLE " + role_);
    weak_ = database_->connect(OpenMode::read_write);
    static_cast<void>(weak_->query("SET ROLE " + role_));
  }

  void TearDown() override {
    weak_.reset();
    raw("DROP OWNED BY " + role_);
    raw("DROP ROLE " + role_);
  }

  void grant(const std::string& privileges, const std::string& on) const {
    raw("GRANT " + privileges + " ON " + on + " TO " + role_);
  }

  [[nodiscard]] KeptTables read() const {
    return weak_->read_tables({"", "migrate_version"}, "migrate_history", {});
  }

  [[nodiscard]] Batch batch() const {
    Batch made{"Running upgrade", SourceText("SELECT 1;", "x.sql", 10), table_, {{}, {"a"}}};
    HistoryEntry entry;
    entry.revision = "a";
    made.history = HistoryWrite{{table_.schema, "migrate_history"}, entry};
    return made;
  }

  std::string role_;
  std::unique_ptr<Connection> weak_;
};

TEST_F(PostgresPrivileges, ToGrantOnBothTablesAreNamedWhereTheRowsCannotBeRead) {
  const Error error = thrown_by([&] { static_cast<void>(read()); });

  EXPECT_EQ(error.code(), "42501");
  EXPECT_EQ(error.hint(),
            "let their owner run: GRANT SELECT, INSERT, UPDATE, DELETE ON "
            "\"public\".\"migrate_version\" TO " +
                role_ + "; GRANT SELECT, INSERT, UPDATE ON \"public\".\"migrate_history\" TO " +
                role_ + " (SELECT is enough for commands that only read)");
}

TEST_F(PostgresPrivileges, OfTheHistoryAreNotNeededToReadTheRows) {
  grant("SELECT", "migrate_version");

  EXPECT_TRUE(read().has_history);
}

TEST_F(PostgresPrivileges, ToGrantOnTheHistoryAreNamedWhereItCannotBeRead) {
  grant("SELECT", "migrate_version");
  static_cast<void>(read());
  const Error error = thrown_by([&] { weak_->query("SELECT id FROM migrate_history"); });

  EXPECT_THAT(
      error.hint(),
      HasSubstr("GRANT SELECT, INSERT, UPDATE ON \"public\".\"migrate_history\" TO " + role_));
}

TEST_F(PostgresPrivileges, ToGrantAreNamedWhereARowCannotBeChanged) {
  grant("SELECT", "migrate_version, migrate_history");
  const Error error = thrown_by([&] { weak_->run(batch()); });

  EXPECT_THAT(error.hint(), HasSubstr("GRANT SELECT, INSERT, UPDATE, DELETE ON \"public\""));
}

TEST_F(PostgresPrivileges, ToGrantAreNamedWithoutTheRoleInATransactionThatFailed) {
  grant("SELECT", "migrate_version");
  weak_->begin();
  const Error error = thrown_by([&] { weak_->clear_versions(table_); });
  weak_->rollback();

  EXPECT_THAT(error.hint(), HasSubstr("DELETE ON \"public\".\"migrate_version\" TO ... ("));
}

TEST_F(PostgresPrivileges, ThatAreNamedAreAllThatARevisionNeeds) {
  grant("SELECT, INSERT, UPDATE, DELETE", "migrate_version");
  grant("SELECT, INSERT, UPDATE", "migrate_history");
  weak_->run(batch());

  EXPECT_EQ(rows(), std::vector<std::string>{"a"});
  EXPECT_EQ(raw("SELECT revision FROM migrate_history"), "a");
}

TEST_F(PostgresPrivileges, AreNotToBlameForARowThatAPolicyRefuses) {
  grant("SELECT, INSERT, UPDATE, DELETE", "migrate_version");
  grant("SELECT, INSERT, UPDATE", "migrate_history");
  for (const std::string table : {"migrate_version", "migrate_history"}) {
    raw("ALTER TABLE " + table + " ENABLE ROW LEVEL SECURITY");
    const Error error = thrown_by([&] { weak_->run(batch()); });
    raw("ALTER TABLE " + table + " DISABLE ROW LEVEL SECURITY");

    EXPECT_EQ(error.code(), "42501");
    EXPECT_THAT(error.what(), HasSubstr("violates row-level security policy for table"));
    EXPECT_EQ(error.hint(), "");
  }
}

TEST_F(PostgresPrivileges, ToLookIntoASchemaAreNamed) {
  raw("CREATE SCHEMA hidden");
  const Error error = thrown_by([&] {
    static_cast<void>(weak_->read_versions({"hidden", "migrate_version"}));
  });

  EXPECT_THAT(error.hint(), EndsWith("GRANT USAGE ON SCHEMA \"hidden\" TO " + role_));
}

}  // namespace
}  // namespace migrate
