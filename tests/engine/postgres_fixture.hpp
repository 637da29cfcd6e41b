#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/conformance.hpp"
#include "engine/engine_under_test.hpp"

namespace migrate {

/// A fresh PostgreSQL database with the tables `users` and `migrate_version`, both without rows,
/// and a connection whose notices are kept.
class PostgresTest : public ::testing::Test {
 protected:
  void SetUp() override {
    engine_ = make_postgres_under_test();
    engine_->raw("CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT)");
    database_ = engine_->open({{}, [this](std::string_view text) { notices_.emplace_back(text); }});
    connection_ = database_->connect(OpenMode::read_write);
    table_ = connection_->read_versions({"", "migrate_version"}).name;
    connection_->create_versions(table_);
  }

  void run(const std::string& sql, VersionChange rows = {}, Atomicity atomicity = Atomicity::own) {
    connection_->run(
        {"Running upgrade", SourceText(sql, "x.sql", 10), table_, std::move(rows), atomicity});
  }

  [[nodiscard]] Error failure_of(const std::string& sql, VersionChange rows = {},
                                 Atomicity atomicity = Atomicity::own) {
    return thrown_by([&] { run(sql, std::move(rows), atomicity); });
  }

  [[nodiscard]] std::vector<std::string> rows() { return connection_->read_versions(table_).ids; }
  std::string raw(const std::string& sql) const { return engine_->raw(sql); }

  std::unique_ptr<EngineUnderTest> engine_;
  std::vector<std::string> notices_;
  std::unique_ptr<Database> database_;
  std::unique_ptr<Connection> connection_;
  TableName table_;
};

}  // namespace migrate
