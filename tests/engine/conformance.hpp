#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/engine_under_test.hpp"
#include "support/thrown.hpp"

namespace migrate {

/// What every engine must do alike: its database is empty but for the tables `users` and
/// `migrate_version`, both without rows.
class Conformance : public ::testing::TestWithParam<EngineKind> {
 protected:
  void SetUp() override {
    engine_ = make_engine_under_test(GetParam());
    database_ = engine_->open({});
    engine_->raw("CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT)");
    connection_ = database_->connect(OpenMode::read_write);
    table_ = connection_->read_versions({"", "migrate_version"}).name;
    connection_->create_versions(table_);
  }

  [[nodiscard]] Batch batch(const std::string& sql, VersionChange rows) const {
    return {"Running upgrade", SourceText(sql, "x.sql", 10), table_, std::move(rows),
            Atomicity::own};
  }

  void run(const std::string& sql, VersionChange rows, Atomicity atomicity = Atomicity::own) {
    Batch made = batch(sql, std::move(rows));
    made.atomicity = atomicity;
    connection_->run(made);
  }

  [[nodiscard]] Error failure_of(const std::string& sql, VersionChange rows,
                                 Atomicity atomicity = Atomicity::own) {
    return thrown_by([&] { run(sql, std::move(rows), atomicity); });
  }

  [[nodiscard]] std::vector<std::string> rows() { return connection_->read_versions(table_).ids; }
  [[nodiscard]] std::string users() { return engine_->raw("SELECT count(*) FROM users"); }

  std::unique_ptr<EngineUnderTest> engine_;
  std::unique_ptr<Database> database_;
  std::unique_ptr<Connection> connection_;
  TableName table_;
};

[[nodiscard]] inline std::string engine_name(const ::testing::TestParamInfo<EngineKind>& info) {
  return std::string(name_of(info.param));
}

}  // namespace migrate
