#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/script/script_shell.hpp"

namespace migrate {

/// Scripts for the sqlite3 shell, on its standard input or by `.read`. A script stops itself by
/// inserting into temporary tables whose triggers raise an error, and by `.bail on`.
class SqliteShellScript final : public ScriptShell {
 public:
  explicit SqliteShellScript(const Dialect& dialect) : dialect_(dialect) {}

  [[nodiscard]] std::string_view engine_name() const noexcept override { return "SQLite"; }
  [[nodiscard]] std::string_view command() const noexcept override {
    return "sqlite3 DATABASE < SCRIPT";
  }
  [[nodiscard]] std::vector<Error> refusals(const SourceText& section) const override;

  [[nodiscard]] std::string opening(const TableName& table) const override;
  [[nodiscard]] std::string guard(const TableName& table,
                                  std::span<const std::string> start) const override;
  [[nodiscard]] std::string closing() const override;

  [[nodiscard]] std::string create_versions(const TableName& table) const override;
  /// Nothing: SQLite does not enforce the length of a VARCHAR.
  [[nodiscard]] std::string widen_versions(const TableName&, std::size_t) const override {
    return {};
  }
  [[nodiscard]] std::string clear_versions(const TableName& table) const override;
  [[nodiscard]] std::string change_versions(const TableName& table,
                                            const VersionChange& change) const override;

  [[nodiscard]] std::string create_history(const TableName& table) const override;
  [[nodiscard]] std::string mark_start() const override;
  [[nodiscard]] std::string write_history(const HistoryWrite& write,
                                          Started started) const override;

  [[nodiscard]] std::string begin() const override { return "BEGIN IMMEDIATE;\n"; }
  [[nodiscard]] std::string before_section(const SourceText&) const override { return {}; }
  /// Nothing: a BEGIN within a transaction is an error here, and follows.
  [[nodiscard]] std::string after_untransacted_section() const override { return {}; }
  [[nodiscard]] std::string keep_violations() const override;
  [[nodiscard]] std::string check_violations() const override;

 private:
  const Dialect& dialect_;

  [[nodiscard]] std::string rows_check(const TableName& table,
                                       std::span<const std::string> start) const;
};

}  // namespace migrate
