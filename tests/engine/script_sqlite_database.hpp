#pragma once

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "base/files.hpp"
#include "engine/script_shells.hpp"
#include "support/temporary_folder.hpp"

namespace migrate {

inline const TableName kTable{"", "migrate_version"};
inline constexpr char kMakeTable[] =
    "CREATE TABLE migrate_version (version_num VARCHAR(255) NOT NULL PRIMARY KEY);";

/// A database file, and the ways to run a script on it.
class SqliteShell : public ::testing::Test {
 protected:
  TemporaryFolder folder_;
  std::string database_ = folder_.file("app data.db");

  std::string write(const std::string& name, const std::string& text) {
    replace_file(folder_.file(name), text);
    return folder_.file(name);
  }

  ProgramRun run(const std::string& script) {
    return run_program({"sqlite3", database_}, write("script.sql", script));
  }

  /// The rows of a query, or the whole database as text.
  std::string ask(const std::string& sql) { return run_program({"sqlite3", database_, sql}).out; }
  std::string dump() { return ask(".dump"); }
  std::string rows() { return ask("SELECT version_num FROM migrate_version ORDER BY 1"); }

  static std::string script(std::vector<std::string> start, const Writes& writes,
                            const TableName& table = kTable) {
    return script_of(EngineKind::sqlite, std::move(start), table, writes);
  }

  /// A script from `start` that makes table t in revision bbb.
  static std::string from(std::vector<std::string> start, const TableName& table = kTable) {
    const std::string id = start.empty() ? "" : start.front();
    return script(
        std::move(start),
        [&](Connection& connection) {
          if (id.empty()) connection.create_versions(table);
          connection.run(upgrade_batch(id, "bbb", "CREATE TABLE t (a);\n", table));
        },
        table);
  }
};

}  // namespace migrate
