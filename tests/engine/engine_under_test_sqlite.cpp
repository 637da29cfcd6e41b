#include <filesystem>

#include "engine/engine_under_test.hpp"
#include "engine/raw_sqlite.hpp"
#include "engine/sqlite/sqlite_database.hpp"
#include "support/temporary_folder.hpp"

namespace migrate {
namespace {

class SqliteUnderTest final : public EngineUnderTest {
 public:
  [[nodiscard]] std::unique_ptr<Database> open(ConnectionSettings settings) const override {
    return open_sqlite(file_, std::move(settings));
  }

  std::string raw(const std::string& sql) const override { return RawSqlite(file_).value(sql); }

  [[nodiscard]] int count_objects() const override {
    if (!std::filesystem::exists(file_)) return 0;
    return std::stoi(raw("SELECT count(*) FROM sqlite_master"));
  }

  [[nodiscard]] bool is_at_work() const override {
    return !RawSqlite(file_).run("BEGIN IMMEDIATE; ROLLBACK");
  }

  [[nodiscard]] std::string hide_versions() const override {
    return "CREATE TEMP TABLE migrate_version (version_num TEXT);";
  }

  [[nodiscard]] bool has_lock_for_each_table() const override { return false; }
  [[nodiscard]] bool limits_column_length() const override { return false; }

 private:
  TemporaryFolder folder_;
  std::string file_ = folder_.file("app.db");
};

}  // namespace

std::unique_ptr<EngineUnderTest> make_sqlite_under_test() {
  return std::make_unique<SqliteUnderTest>();
}

}  // namespace migrate
