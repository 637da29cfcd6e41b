#include "engine/postgres/postgres_examination.hpp"

#include "engine/postgres/postgres_database.hpp"
#include "engine/postgres_fixture.hpp"
#include "engine/postgres_pgbouncer.hpp"

namespace migrate {
namespace {

using Grade = Finding::Grade;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::Field;
using ::testing::HasSubstr;

auto finding(Grade grade, const std::string& subject, const std::string& text) {
  return AllOf(Field(&Finding::grade, grade), Field(&Finding::subject, subject),
               Field(&Finding::text, HasSubstr(text)));
}

/// A role of its own, whose permissions count, unlike those of the test server's superuser.
class PostgresExaminationTest : public PostgresTest {
 protected:
  void SetUp() override {
    PostgresTest::SetUp();
    role_ = "role_" + raw("SELECT current_database()");
    raw("CREATE ROLE " + role_ + " LOGIN");
  }

  void TearDown() override {
    connection_.reset();
    raw("REASSIGN OWNED BY " + role_ + " TO CURRENT_USER");
    raw("DROP OWNED BY " + role_);
    raw("DROP ROLE " + role_);
  }

  /// What is found when the session has that role's permissions.
  [[nodiscard]] std::vector<Finding> examined(const TableName& versions = {"", "migrate_version"}) {
    const auto connection = database_->connect(OpenMode::read_write);
    static_cast<void>(connection->query("SET ROLE " + role_));
    return connection->examine(versions, {"", "migrate_history"});
  }

  std::string role_;
};

TEST_F(PostgresExaminationTest, LooksAtServerPoolerPermissionsAndIndexes) {
  const std::vector<Finding> found = connection_->examine(table_, {"", "migrate_history"});
  std::vector<std::string> subjects;
  for (const Finding& one : found) subjects.push_back(one.subject);

  EXPECT_THAT(subjects, ElementsAre("connection", "pooler", "permissions", "indexes"));
  EXPECT_THAT(found, Each(Field(&Finding::grade, Grade::ok)));
  EXPECT_THAT(found[0].text, HasSubstr("PostgreSQL "));
}

TEST_F(PostgresExaminationTest, FindsThatTransactionsAreReadOnly) {
  static_cast<void>(connection_->query("SET default_transaction_read_only = on"));

  EXPECT_THAT(connection_->examine(table_, {}),
              Contains(finding(Grade::failure, "connection", "its transactions are read-only")));
}

TEST_F(PostgresExaminationTest, NamesThePrivilegesThatARoleLacksOnTheVersionTable) {
  raw("GRANT SELECT, DELETE ON migrate_version TO " + role_);

  const auto found = examined();
  EXPECT_THAT(found,
              Contains(finding(
                  Grade::failure, "permissions",
                  "the role " + role_ + R"( lacks INSERT, UPDATE on "public"."migrate_version")")));
  EXPECT_THAT(found,
              Contains(Field(
                  &Finding::hint,
                  EndsWith(R"(GRANT INSERT, UPDATE ON "public"."migrate_version" TO )" + role_))));
}

TEST_F(PostgresExaminationTest, NamesThePrivilegesThatARoleLacksOnTheHistoryTable) {
  connection_->create_history({"public", "migrate_history"});

  EXPECT_THAT(examined(),
              Contains(finding(Grade::failure, "permissions",
                               R"(lacks SELECT, INSERT, UPDATE on "public"."migrate_history")")));
}

TEST_F(PostgresExaminationTest, FindsThatARoleMayNotMakeATableThatIsStillToBeMade) {
  raw("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
  raw("GRANT SELECT, INSERT, UPDATE, DELETE ON migrate_version TO " + role_);
  const std::vector<Finding> found = examined();

  EXPECT_THAT(found,
              Contains(finding(Grade::failure, "permissions", "cannot make the history table")));
  EXPECT_THAT(found, Contains(Field(&Finding::hint, HasSubstr("GRANT CREATE ON SCHEMA"))));
}

TEST_F(PostgresExaminationTest, WarnsWhereOnlyRevisionsWouldLackTheRight) {
  connection_->create_history({"public", "migrate_history"});
  raw("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
  raw("GRANT ALL ON migrate_version, migrate_history TO " + role_);

  EXPECT_THAT(examined(), Contains(finding(Grade::warning, "permissions", "revisions that make")));
}

TEST_F(PostgresExaminationTest, FindsThatARoleMayNotEvenUseTheSchema) {
  raw("CREATE SCHEMA apart");
  raw("CREATE TABLE apart.migrate_version (version_num VARCHAR(255) PRIMARY KEY)");

  EXPECT_THAT(
      examined({"apart", "migrate_version"}),
      Contains(finding(Grade::failure, "permissions", R"(USAGE, CREATE on SCHEMA "apart")")));
}

TEST_F(PostgresExaminationTest, FindsThatTheSchemaDoesNotExist) {
  EXPECT_THAT(connection_->examine({"nowhere", "migrate_version"}, {}),
              Contains(finding(Grade::failure, "permissions", R"(the schema "nowhere")")));
}

TEST_F(PostgresExaminationTest, WarnsOfAPooler) {
  const PgBouncer bouncer;
  const auto database = open_postgres(bouncer.uri(raw("SELECT current_database()")), {});
  const std::vector<Finding> found =
      database->connect(OpenMode::read_only)->examine(table_, {"", "migrate_history"});

  EXPECT_THAT(found, Contains(finding(Grade::warning, "pooler", "PgBouncer")));
}

}  // namespace
}  // namespace migrate
