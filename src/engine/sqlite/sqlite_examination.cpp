#include "engine/sqlite/sqlite_examination.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <string>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sqlite3.h>

#include "engine/sqlite/sqlite_file.hpp"

namespace migrate {
namespace {

namespace fs = std::filesystem;
using Grade = Finding::Grade;

constexpr std::int64_t kLargest = 100LL * 1024 * 1024;  // bytes that are read through
constexpr int kMostListed = 5;
constexpr const char* kLargeFile = "not checked, because the file has more than 100 MB";

std::string value_of(SqliteHandle& handle, const std::string& sql) {
  const Rows rows = handle.query(sql);
  return rows.empty() || rows[0].empty() ? std::string() : rows[0][0].value_or("");
}

/// Runs a question whose failure is an answer too.
template <typename Question>
Finding answer_to(const std::string& subject, Question question) {
  try {
    return question();
  } catch (const Error& error) {
    if (error.fault() == Fault::cancelled) throw;
    return {Grade::failure, subject, error.what(), error.hint()};
  }
}

std::int64_t size_of(SqliteHandle& handle) {
  const std::string size =
      value_of(handle, "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size");
  return std::strtoll(size.c_str(), nullptr, 10);
}

Finding about_file(SqliteHandle& handle, const std::optional<fs::path>& file) {
  const std::string library = std::string("SQLite ") + sqlite3_libversion();
  if (!file) return {Grade::ok, "connection", library + ", a database in memory", {}};
  if (state_of_database(*file) == SqliteFileState::missing) {
    return {Grade::ok,
            "connection",
            fmt::format("{}; {} is not there yet: the first command that writes makes it", library,
                        file->string()),
            {}};
  }
  return {Grade::ok,
          "connection",
          fmt::format("{}, {}, {} bytes, journal_mode {}", library, file->string(), size_of(handle),
                      value_of(handle, "PRAGMA main.journal_mode")),
          {}};
}

bool may_write(const fs::path& path) {
  return ::faccessat(AT_FDCWD, path.c_str(), W_OK, AT_EACCESS) == 0;
}

/// Of the file, the lock's file, and the folder, in which SQLite makes a journal.
Finding about_permissions(const fs::path& file) {
  std::vector<std::string> closed;
  std::error_code ignored;
  const fs::path lock = lock_file_of(file);
  for (const fs::path& path : {file, lock}) {
    if (fs::exists(path, ignored) && !may_write(path)) closed.push_back(path.string());
  }
  if (!may_write(lock.parent_path())) closed.push_back("the folder " + lock.parent_path().string());
  if (closed.empty()) {
    return {Grade::ok, "permissions", "this user may write to the file and to its folder", {}};
  }
  return {Grade::failure, "permissions",
          fmt::format("this user may not write to {}", fmt::join(closed, ", ")),
          "change the permissions, or run migrate as their owner"};
}

Finding about_integrity(SqliteHandle& handle) {
  std::vector<std::string> wrong;
  for (const Row& row : handle.query(fmt::format("PRAGMA main.quick_check({})", kMostListed))) {
    const std::string line = row.at(0).value_or("");
    if (line != "ok") wrong.push_back(line);
  }
  if (wrong.empty()) return {Grade::ok, "integrity", "quick_check finds the file sound", {}};
  return {Grade::failure, "integrity", fmt::format("quick_check: {}", fmt::join(wrong, "; ")),
          "restore a backup, or save what can be read with the sqlite3 shell's .recover"};
}

/// Rows that were there before anybody enforced the keys stop no migration.
Finding about_foreign_keys(SqliteHandle& handle) {
  std::vector<std::string> broken;
  const Rows rows = handle.query(
      R"(SELECT "table", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2)");
  for (const Row& row : rows) {
    const std::string count = row.at(2).value_or("");
    broken.push_back(fmt::format(R"({} {} of "{}" {} to nothing in "{}")", count,
                                 count == "1" ? "row" : "rows", row.at(0).value_or(""),
                                 count == "1" ? "refers" : "refer", row.at(1).value_or("")));
  }
  if (broken.empty())
    return {Grade::ok, "foreign keys", "every row finds the one it refers to", {}};
  return {Grade::warning, "foreign keys", fmt::format("{}", fmt::join(broken, "; ")),
          "PRAGMA foreign_key_check lists the rows: mend them, or they stop whoever enforces the "
          "keys"};
}

}  // namespace

std::vector<Finding> examine_sqlite(SqliteHandle& handle, const std::optional<fs::path>& file) {
  std::vector<Finding> findings;
  findings.push_back(answer_to("connection", [&] { return about_file(handle, file); }));
  if (file) findings.push_back(answer_to("permissions", [&] { return about_permissions(*file); }));
  if (findings.front().grade != Grade::ok || size_of(handle) == 0) return findings;
  if (size_of(handle) > kLargest) {
    findings.push_back({Grade::ok, "integrity", kLargeFile, {}});
    findings.push_back({Grade::ok, "foreign keys", kLargeFile, {}});
    return findings;
  }
  findings.push_back(answer_to("integrity", [&] { return about_integrity(handle); }));
  findings.push_back(answer_to("foreign keys", [&] { return about_foreign_keys(handle); }));
  return findings;
}

}  // namespace migrate
