#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/script/script_shell.hpp"

namespace migrate {

/// Scripts for psql 11 and later. The version table's schema is found once, by the script itself,
/// and kept in the psql variable migrate_schema.
class PsqlScript final : public ScriptShell {
 public:
  explicit PsqlScript(const Dialect& dialect) : dialect_(dialect) {}

  [[nodiscard]] std::string_view engine_name() const noexcept override { return "PostgreSQL"; }
  [[nodiscard]] std::string_view command() const noexcept override {
    return "psql -X -f SCRIPT DATABASE";
  }
  [[nodiscard]] std::vector<Error> refusals(const SourceText& section) const override;

  [[nodiscard]] std::string opening(const TableName& table) const override;
  [[nodiscard]] std::string guard(const TableName& table,
                                  std::span<const std::string> start) const override;
  [[nodiscard]] std::string closing() const override { return {}; }

  [[nodiscard]] std::string create_versions(const TableName& table) const override;
  [[nodiscard]] std::string widen_versions(const TableName& table,
                                           std::size_t length) const override;
  [[nodiscard]] std::string clear_versions(const TableName& table) const override;
  [[nodiscard]] std::string change_versions(const TableName& table,
                                            const VersionChange& change) const override;

  [[nodiscard]] std::string create_history(const TableName& table) const override;
  [[nodiscard]] std::string mark_start() const override;
  [[nodiscard]] std::string write_history(const HistoryWrite& write,
                                          Started started) const override;

  [[nodiscard]] std::string begin() const override { return "BEGIN;\n"; }
  [[nodiscard]] std::string before_section(const SourceText& section) const override;
  [[nodiscard]] std::string after_untransacted_section() const override;
  /// Both nothing: PostgreSQL takes no notice of `foreign_keys:off`.
  [[nodiscard]] std::string keep_violations() const override { return {}; }
  [[nodiscard]] std::string check_violations() const override { return {}; }

 private:
  const Dialect& dialect_;

  [[nodiscard]] std::string qualified(const TableName& table) const;
};

}  // namespace migrate
