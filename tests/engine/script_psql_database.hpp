#pragma once

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/files.hpp"
#include "base/list_text.hpp"
#include "engine/script_shells.hpp"
#include "support/temporary_folder.hpp"

namespace migrate {

inline const TableName kTable{"", "migrate_version"};
inline constexpr char kMakeTable[] =
    "CREATE TABLE migrate_version (version_num VARCHAR(255) NOT NULL PRIMARY KEY);";
inline constexpr char kNotAtAaa[] = "migrate: this script starts at aaa, but the database is at ";

inline std::string variable(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

/// `uri` with another database's name in it.
inline std::string with_database(const std::string& uri, const std::string& database) {
  const std::size_t path = uri.find('/', uri.find("//") + 2);
  return uri.substr(0, path + 1) + database + uri.substr(std::min(uri.find('?'), uri.size()));
}

inline std::string psql_program() {
  const std::string folder = run_program({"pg_config", "--bindir"}).out;
  return std::string(trimmed(folder.substr(0, folder.find('\n')))) + "/psql";
}

/// A new database on the test server, and psql to run scripts on it.
class Psql : public ::testing::Test {
 protected:
  void SetUp() override {
    if (variable("MIGRATE_TEST_WITHOUT_POSTGRES") == "1") GTEST_SKIP() << "without PostgreSQL";
    const std::string data = variable("MIGRATE_TEST_POSTGRES_DATA");
    ASSERT_FALSE(server_.empty() || data.empty()) << "run this by scripts/with_postgres.sh";
    ASSERT_EQ(ask_server("SHOW data_directory"), data + "\n") << "this is not the test server";
    is_test_server_ = true;
    ask_server("CREATE DATABASE " + name_);
  }

  void TearDown() override {
    if (is_test_server_) ask_server("DROP DATABASE IF EXISTS " + name_ + " WITH (FORCE)");
  }

  TemporaryFolder folder_;

  std::string write(const std::string& name, const std::string& text) {
    replace_file(folder_.file(name), text);
    return folder_.file(name);
  }

  ProgramRun run(const std::string& script, const std::vector<std::string>& options = {}) {
    std::vector<std::string> arguments{program_, "-X", "-w", "-d", uri_};
    arguments.insert(arguments.end(), options.begin(), options.end());
    arguments.insert(arguments.end(), {"-f", write("script.sql", script)});
    return run_program(arguments);
  }

  std::string ask(const std::string& sql) { return ask_at(uri_, sql); }
  std::string rows() { return ask("SELECT version_num FROM migrate_version ORDER BY 1"); }
  std::string tables() {
    return ask(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
        " ORDER BY 1");
  }
  void stand_at(const std::string& values) {
    ask(kMakeTable + ("INSERT INTO migrate_version VALUES " + values));
  }

  [[nodiscard]] const std::string& uri() const { return uri_; }

  static std::string script(std::vector<std::string> start, const Writes& writes,
                            const TableName& table = kTable) {
    return script_of(EngineKind::postgresql, std::move(start), table, writes);
  }

  /// A script from `start` that makes table t in revision bbb.
  static std::string from(std::vector<std::string> start, const TableName& table = kTable,
                          const std::string& sql = "CREATE TABLE t (a int);\n",
                          Atomicity atomicity = Atomicity::own) {
    const std::string id = start.empty() ? "" : start.front();
    return script(
        std::move(start),
        [&](Connection& connection) {
          if (id.empty()) connection.create_versions(table);
          connection.run(upgrade_batch(id, "bbb", sql, table, atomicity));
        },
        table);
  }

  /// What one column of one row holds after a section ran; the section makes table t with column a.
  std::string value_after(const std::string& sql, const std::vector<std::string>& options = {}) {
    const ProgramRun result = run(from({}, kTable, sql), options);
    EXPECT_EQ(result.code, 0) << result.err;
    return ask("SELECT a FROM t");
  }

 private:
  std::string program_ = psql_program();
  std::string server_ = variable("MIGRATE_TEST_POSTGRES");
  std::string name_ = "migrate_script_" + std::to_string(getpid());
  std::string uri_ = with_database(server_, name_);
  bool is_test_server_ = false;

  std::string ask_at(const std::string& uri, const std::string& sql) {
    return run_program({program_, "-X", "-w", "-q", "-A", "-t", "-d", uri, "-c", sql}).out;
  }
  std::string ask_server(const std::string& sql) { return ask_at(server_, sql); }
};

}  // namespace migrate
