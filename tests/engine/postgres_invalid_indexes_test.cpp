#include "engine/postgres/postgres_invalid_indexes.hpp"

#include "engine/postgres_fixture.hpp"

namespace migrate {
namespace {

using Grade = Finding::Grade;
using ::testing::HasSubstr;

class PostgresInvalidIndexesTest : public PostgresTest {
 protected:
  [[nodiscard]] std::vector<Finding> found() {
    std::vector<Finding> about;
    for (const Finding& finding : connection_->examine(table_, {})) {
      if (finding.subject == "indexes") about.push_back(finding);
    }
    return about;
  }

  /// As a build that failed leaves it.
  void make_invalid(const std::string& index) const {
    raw("CREATE INDEX \"" + index + "\" ON users (email)");
    raw("UPDATE pg_index SET indisvalid = false WHERE indexrelid = '\"" + index + "\"'::regclass");
  }
};

TEST_F(PostgresInvalidIndexesTest, SayThatAllAreValid) {
  raw("CREATE INDEX good ON users (email)");

  ASSERT_EQ(found().size(), 1U);
  EXPECT_EQ(found()[0].grade, Grade::ok);
}

TEST_F(PostgresInvalidIndexesTest, NameTheIndexItsTableAndBothWaysOut) {
  make_invalid("Half");

  ASSERT_EQ(found().size(), 1U);
  EXPECT_EQ(found()[0].grade, Grade::failure);
  EXPECT_THAT(found()[0].text, HasSubstr("public.\"Half\" on public.users is INVALID"));
  EXPECT_EQ(found()[0].hint,
            "REINDEX INDEX CONCURRENTLY public.\"Half\"; or DROP INDEX CONCURRENTLY "
            "public.\"Half\"");
}

TEST_F(PostgresInvalidIndexesTest, KnowWhatReindexLeavesBehind) {
  make_invalid("users_pkey_ccnew");

  ASSERT_EQ(found().size(), 1U);
  EXPECT_EQ(found()[0].hint,
            "REINDEX CONCURRENTLY left it behind: DROP INDEX CONCURRENTLY public.users_pkey_ccnew");
}

TEST_F(PostgresInvalidIndexesTest, OnlyWarnOfOneThatIsBeingBuilt) {
  make_invalid("half");
  const auto builder = database_->connect(OpenMode::read_write);
  builder->begin();
  static_cast<void>(builder->query("LOCK TABLE users IN SHARE UPDATE EXCLUSIVE MODE"));

  ASSERT_EQ(found().size(), 1U);
  EXPECT_EQ(found()[0].grade, Grade::warning);
  builder->rollback();
}

TEST_F(PostgresInvalidIndexesTest, OnlyWarnOfAPartitionedOneThatLacksParts) {
  raw("CREATE TABLE p (id INTEGER) PARTITION BY RANGE (id)");
  raw("CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (9)");
  raw("CREATE INDEX whole ON ONLY p (id)");

  ASSERT_EQ(found().size(), 1U);
  EXPECT_EQ(found()[0].grade, Grade::warning);
  EXPECT_THAT(found()[0].hint, HasSubstr("ATTACH PARTITION"));
}

TEST_F(PostgresInvalidIndexesTest, ListTenAndCountTheOthers) {
  for (int i = 0; i < 12; ++i) make_invalid("half" + std::to_string(i));

  ASSERT_EQ(found().size(), 11U);
  EXPECT_EQ(found().back().text, "and 2 more are not valid");
}

}  // namespace
}  // namespace migrate
