#pragma once

#include <stdexcept>
#include <string>

#include <sqlite3.h>

namespace migrate {

/// A connection to a SQLite database past the code under test.
class RawSqlite {
 public:
  explicit RawSqlite(const std::string& file) {
    if (sqlite3_open(file.c_str(), &db_) != SQLITE_OK)
      throw std::runtime_error(sqlite3_errmsg(db_));
  }
  ~RawSqlite() { sqlite3_close(db_); }
  RawSqlite(const RawSqlite&) = delete;
  RawSqlite& operator=(const RawSqlite&) = delete;

  /// Runs all statements of `sql`; false when one failed.
  bool run(const std::string& sql) {
    return sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
  }

  /// The first column of the last row that `sql` gives, "" for none. Throws when it fails.
  std::string value(const std::string& sql) {
    std::string value;
    const auto keep = [](void* out, int, char** columns, char**) {
      *static_cast<std::string*>(out) = columns[0] == nullptr ? "" : columns[0];
      return 0;
    };
    if (sqlite3_exec(db_, sql.c_str(), keep, &value, nullptr) != SQLITE_OK) {
      throw std::runtime_error(std::string(sqlite3_errmsg(db_)) + " in " + sql);
    }
    return value;
  }

 private:
  sqlite3* db_ = nullptr;
};

}  // namespace migrate
