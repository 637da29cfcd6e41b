#include "db/dialect.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace migrate {

std::string Dialect::quoted_table(const TableName& table) const {
  const std::string name = quoted_identifier(table.name);
  return table.schema.empty() ? name : quoted_identifier(table.schema) + "." + name;
}

std::string Dialect::create_versions_sql(const TableName& table) const {
  return fmt::format(
      "CREATE TABLE IF NOT EXISTS {} (version_num VARCHAR(255) NOT NULL PRIMARY KEY)",
      quoted_table(table));
}

std::vector<std::string> Dialect::version_change_sql(const TableName& table,
                                                     const VersionChange& change) const {
  std::vector<std::string> statements;
  const std::string name = quoted_table(table);
  const std::size_t updates = std::min(change.removed.size(), change.added.size());
  for (std::size_t i = 0; i < updates; ++i) {
    statements.push_back(fmt::format("UPDATE {} SET version_num = {} WHERE version_num = {}", name,
                                     quoted_string(change.added[i]),
                                     quoted_string(change.removed[i])));
  }
  for (std::size_t i = updates; i < change.removed.size(); ++i) {
    statements.push_back(fmt::format("DELETE FROM {} WHERE version_num = {}", name,
                                     quoted_string(change.removed[i])));
  }
  for (std::size_t i = updates; i < change.added.size(); ++i) {
    statements.push_back(fmt::format("INSERT INTO {} (version_num) VALUES ({})", name,
                                     quoted_string(change.added[i])));
  }
  return statements;
}

const std::string& changed_row(const VersionChange& change, std::size_t statement) {
  return statement < change.removed.size() ? change.removed[statement] : change.added[statement];
}

}  // namespace migrate
