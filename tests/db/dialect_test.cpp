#include "db/dialect.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace migrate {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// Quotes as no engine does, so that a test sees what was quoted and by whom.
class BracketDialect : public Dialect {
 public:
  [[nodiscard]] EngineKind kind() const noexcept override { return EngineKind::sqlite; }
  [[nodiscard]] std::vector<Error> refusals(const SourceText& /*section*/,
                                            Atomicity /*atomicity*/) const override {
    return {};
  }
  [[nodiscard]] std::vector<SectionStatement> statements(const std::string&) const override {
    return {};
  }
  [[nodiscard]] const HistoryWords& history_words() const noexcept override {
    static constexpr HistoryWords kWords{
        "ID", "TIME", "now()", "ago({seconds})", "ms({started})", "user", "text({time})"};
    return kWords;
  }
  [[nodiscard]] bool is_conflict(std::string_view) const noexcept override { return false; }
  [[nodiscard]] bool is_not_up_yet(std::string_view) const noexcept override { return false; }
  [[nodiscard]] std::string quoted_identifier(std::string_view name) const override {
    return "<" + std::string(name) + ">";
  }
  [[nodiscard]] std::string quoted_string(std::string_view text) const override {
    return "{" + std::string(text) + "}";
  }
};

const TableName kTable{"main", "version"};

std::vector<std::string> change(VersionChange change) {
  return BracketDialect().version_change_sql(kTable, change);
}

TEST(DialectTest, QuotesSchemaAndTableApart) {
  EXPECT_EQ(BracketDialect().quoted_table(kTable), "<main>.<version>");
}

TEST(DialectTest, NamesATableAloneWhereNoSchemaIsKnown) {
  EXPECT_EQ(BracketDialect().quoted_table({"", "version"}), "<version>");
}

TEST(DialectTest, MakesAVersionTableThatAlembicWouldKnow) {
  EXPECT_EQ(BracketDialect().create_versions_sql(kTable),
            "CREATE TABLE IF NOT EXISTS <main>.<version> (version_num VARCHAR(255) NOT NULL "
            "PRIMARY KEY)");
}

TEST(VersionChangeSql, UpdatesARowThatGoesWhileAnotherComes) {
  EXPECT_THAT(change({{"a"}, {"b"}}),
              ElementsAre("UPDATE <main>.<version> SET version_num = {b} WHERE version_num = {a}"));
}

TEST(VersionChangeSql, InsertsARowThatOnlyComes) {
  EXPECT_THAT(change({{}, {"b"}}),
              ElementsAre("INSERT INTO <main>.<version> (version_num) VALUES ({b})"));
}

TEST(VersionChangeSql, DeletesARowThatOnlyGoes) {
  EXPECT_THAT(change({{"a"}, {}}),
              ElementsAre("DELETE FROM <main>.<version> WHERE version_num = {a}"));
}

TEST(VersionChangeSql, DeletesWhatAMergeJoinsBesidesTheFirst) {
  EXPECT_THAT(change({{"a", "b"}, {"m"}}),
              ElementsAre("UPDATE <main>.<version> SET version_num = {m} WHERE version_num = {a}",
                          "DELETE FROM <main>.<version> WHERE version_num = {b}"));
}

TEST(VersionChangeSql, InsertsWhatAnUndoneMergeLeavesBesidesTheFirst) {
  EXPECT_THAT(change({{"m"}, {"a", "b"}}),
              ElementsAre("UPDATE <main>.<version> SET version_num = {a} WHERE version_num = {m}",
                          "INSERT INTO <main>.<version> (version_num) VALUES ({b})"));
}

TEST(VersionChangeSql, IsNothingForNoChange) { EXPECT_THAT(change({}), IsEmpty()); }

TEST(ChangedRow, IsTheRowThatAStatementTakesAway) {
  const VersionChange both{{"a", "b"}, {"m"}};

  EXPECT_EQ(changed_row(both, 0), "a");
  EXPECT_EQ(changed_row(both, 1), "b");
}

TEST(ChangedRow, IsTheRowThatComesWhereNoneGoes) {
  const VersionChange change{{"m"}, {"a", "b"}};

  EXPECT_EQ(changed_row(change, 1), "b");
}

}  // namespace
}  // namespace migrate
