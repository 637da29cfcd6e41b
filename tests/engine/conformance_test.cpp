#include "engine/conformance.hpp"

namespace migrate {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class VersionConformance : public Conformance {};

TEST_P(VersionConformance, AddsARow) {
  run("", {{}, {"a"}});
  EXPECT_THAT(rows(), ElementsAre("a"));
}

TEST_P(VersionConformance, RemovesARow) {
  run("", {{}, {"a", "b"}});
  run("", {{"a"}, {}});
  EXPECT_THAT(rows(), ElementsAre("b"));
}

TEST_P(VersionConformance, ReplacesSeveralRowsByOne) {
  run("", {{}, {"b", "a"}});
  run("", {{"a", "b"}, {"c"}});
  EXPECT_THAT(rows(), ElementsAre("c"));
}

TEST_P(VersionConformance, ReplacesOneRowBySeveral) {
  run("", {{}, {"c"}});
  run("", {{"c"}, {"b", "a"}});
  EXPECT_THAT(rows(), ElementsAre("a", "b"));
}

TEST_P(VersionConformance, RefusesToReplaceARowThatIsNotThere) {
  const auto error = failure_of("", {{"a"}, {"b"}});
  EXPECT_EQ(error.fault(), Fault::database);
}

TEST_P(VersionConformance, NamesTheRowThatIsNotThere) {
  EXPECT_THAT(failure_of("", {{"gone1"}, {}}).what(), HasSubstr("gone1"));
}

TEST_P(VersionConformance, RollsTheSectionBackWhenARowIsNotThere) {
  static_cast<void>(failure_of("INSERT INTO users VALUES (1, 'a');\n", {{"a"}, {"b"}}));
  EXPECT_EQ(users(), "0");
}

TEST_P(VersionConformance, RefusesToAddARowThatIsThere) {
  run("", {{}, {"twice"}});
  EXPECT_THAT(failure_of("", {{}, {"twice"}}).what(), HasSubstr("twice"));
}

TEST_P(VersionConformance, ClearsAllRows) {
  run("", {{}, {"a", "b"}});
  connection_->clear_versions(table_);
  EXPECT_THAT(rows(), IsEmpty());
}

TEST_P(VersionConformance, ClearingRowsJoinsTheOpenTransaction) {
  run("", {{}, {"a"}});
  connection_->begin();
  connection_->clear_versions(table_);
  connection_->rollback();
  EXPECT_THAT(rows(), ElementsAre("a"));
}

TEST_P(VersionConformance, ReadsAMissingVersionTableAsEmpty) {
  EXPECT_FALSE(connection_->read_versions({"", "missing"}).exists);
}

TEST_P(VersionConformance, ReadingAMissingVersionTableMakesNothing) {
  const int objects = engine_->count_objects();
  static_cast<void>(connection_->read_versions({"", "missing"}));
  EXPECT_EQ(engine_->count_objects(), objects);
}

TEST_P(VersionConformance, SaysInWhichSchemaTheVersionTableWouldBe) {
  EXPECT_THAT(connection_->read_versions({"", "missing"}).name.schema, Not(IsEmpty()));
}

TEST_P(VersionConformance, FindsTheVersionTableByItsQualifiedName) {
  EXPECT_TRUE(connection_->read_versions(table_).exists);
}

TEST_P(VersionConformance, SortsTheRowsItReads) {
  run("", {{}, {"c", "B", "a", "b"}});
  EXPECT_THAT(rows(), ElementsAre("B", "a", "b", "c"));
}

TEST_P(VersionConformance, MakingTheVersionTableTwiceKeepsItsRows) {
  run("", {{}, {"a"}});
  connection_->create_versions(table_);
  EXPECT_THAT(rows(), ElementsAre("a"));
}

TEST_P(VersionConformance, RefusesATableThatIsNoVersionTable) {
  EXPECT_THAT(thrown_by([&] {
                static_cast<void>(connection_->read_versions({"", "users"}));
              }).what(),
              HasSubstr("users"));
}

TEST_P(VersionConformance, RefusesAViewAsVersionTable) {
  engine_->raw("CREATE VIEW v AS SELECT version_num FROM migrate_version");
  const auto error = thrown_by([&] { static_cast<void>(connection_->read_versions({"", "v"})); });
  EXPECT_EQ(error.fault(), Fault::database);
}

TEST_P(VersionConformance, SaysHowLongAnIdTheColumnTakes) {
  engine_->raw("CREATE TABLE short (version_num VARCHAR(32) NOT NULL PRIMARY KEY)");
  EXPECT_EQ(connection_->read_versions({"", "short"}).width,
            engine_->limits_column_length() ? 32U : 255U);
}

TEST_P(VersionConformance, WidensAShortColumn) {
  engine_->raw("CREATE TABLE short (version_num VARCHAR(32) NOT NULL PRIMARY KEY)");
  Batch made = batch("", {{}, {std::string(255, 'x')}});
  made.table = connection_->read_versions({"", "short"}).name;
  connection_->widen_versions(made.table);
  connection_->run(made);
  EXPECT_THAT(connection_->read_versions(made.table).ids, SizeIs(1));
}

TEST_P(VersionConformance, GivesTheRowsOfAQuery) {
  engine_->raw("INSERT INTO users VALUES (1, NULL), (2, 'b')");
  EXPECT_THAT(connection_->query("SELECT id, email FROM users ORDER BY id"),
              ElementsAre(Row{"1", std::nullopt}, Row{"2", "b"}));
}

TEST_P(VersionConformance, AReadOnlyConnectionReadsRows) {
  run("", {{}, {"a"}});
  EXPECT_THAT(database_->connect(OpenMode::read_only)->read_versions(table_).ids, ElementsAre("a"));
}

TEST_P(VersionConformance, AReadOnlyConnectionRunsNoBatch) {
  const auto reader = database_->connect(OpenMode::read_only);
  const auto error = thrown_by([&] { reader->run(batch("", {{}, {"a"}})); });
  EXPECT_EQ(error.fault(), Fault::database);
}

TEST_P(VersionConformance, AReadOnlyConnectionRunsNoStatementThatWrites) {
  const auto reader = database_->connect(OpenMode::read_only);
  const auto error = thrown_by([&] { reader->query("INSERT INTO users VALUES (1, 'a')"); });
  EXPECT_EQ(error.fault(), Fault::database);
}

TEST_P(VersionConformance, AConnectionThatIsClosedLeavesNothingOfItsTransaction) {
  connection_->begin();
  run("INSERT INTO users VALUES (1, 'a');\n", {{}, {"a"}}, Atomicity::joined);
  connection_.reset();
  EXPECT_EQ(users(), "0");
}

INSTANTIATE_TEST_SUITE_P(Engines, VersionConformance, ::testing::ValuesIn(engines_to_test()),
                         engine_name);

}  // namespace
}  // namespace migrate
