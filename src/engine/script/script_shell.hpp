#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "db/batch.hpp"
#include "db/dialect.hpp"

namespace migrate {

/// From when a history row's step counts.
enum class Started {
  marked,  ///< the last ScriptShell::mark_start
  now,     ///< the row's own statement: nothing ran before it
};

/// How scripts are written for one of the shells. All text that it gives is whole lines.
class ScriptShell {
 public:
  virtual ~ScriptShell() = default;

  [[nodiscard]] virtual std::string_view engine_name() const noexcept = 0;
  /// The command line that runs a script, as a reader would type it.
  [[nodiscard]] virtual std::string_view command() const noexcept = 0;

  /// Finds what the shell would take for its own, or would not pass on byte for byte, each as an
  /// Error (Fault::revision) with its place.
  [[nodiscard]] virtual std::vector<Error> refusals(const SourceText& section) const = 0;

  /// The shell's settings, and what the later statements on `table` stand on.
  [[nodiscard]] virtual std::string opening(const TableName& table) const = 0;
  /// Stops the script, with nothing changed, unless the rows of `table` are exactly `start`; when
  /// that is empty, the table may be missing.
  [[nodiscard]] virtual std::string guard(const TableName& table,
                                          std::span<const std::string> start) const = 0;
  /// Takes away what the opening left.
  [[nodiscard]] virtual std::string closing() const = 0;

  [[nodiscard]] virtual std::string create_versions(const TableName& table) const = 0;
  /// Makes the column take ids of 255 characters unless it takes `length` already.
  [[nodiscard]] virtual std::string widen_versions(const TableName& table,
                                                   std::size_t length) const = 0;
  [[nodiscard]] virtual std::string clear_versions(const TableName& table) const = 0;
  /// Each statement is followed by a check that it changed exactly one row.
  [[nodiscard]] virtual std::string change_versions(const TableName& table,
                                                    const VersionChange& change) const = 0;

  [[nodiscard]] virtual std::string create_history(const TableName& table) const = 0;
  /// Keeps the moment, for the history row of the step that begins here.
  [[nodiscard]] virtual std::string mark_start() const = 0;
  [[nodiscard]] virtual std::string write_history(const HistoryWrite& write,
                                                  Started started) const = 0;

  [[nodiscard]] virtual std::string begin() const = 0;
  /// What keeps the shell from changing the section that follows.
  [[nodiscard]] virtual std::string before_section(const SourceText& section) const = 0;
  /// Stops the script when a section that ran outside a transaction ended inside one of its own.
  [[nodiscard]] virtual std::string after_untransacted_section() const = 0;

  /// Around a `foreign_keys:off` section, both within its transaction. The first stops the script
  /// when the session enforces foreign keys, the second when the section left new violations.
  [[nodiscard]] virtual std::string keep_violations() const = 0;
  [[nodiscard]] virtual std::string check_violations() const = 0;
};

/// The shell that belongs to the dialect's engine; `dialect` must outlive it.
[[nodiscard]] std::unique_ptr<ScriptShell> shell_of(const Dialect& dialect);

}  // namespace migrate
