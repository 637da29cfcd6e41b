#pragma once

#include <cstddef>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/batch.hpp"
#include "db/table_name.hpp"
#include "engine/open.hpp"
#include "engine/script/script_shell.hpp"

namespace migrate {

/// The text of one script, in order: heading, opening, guard, body, closing. Throws Error
/// (Fault::file) when it cannot be written.
///
/// Writes the heading with the first thing that is run, so that nothing is written when a plan is
/// refused. No timestamp: the same plan gives the same bytes.
class ScriptWriter {
 public:
  ScriptWriter(const ScriptShell& shell, std::ostream& out, ScriptHeading heading);

  /// The rows that the script starts from, sorted.
  [[nodiscard]] const std::vector<std::string>& start() const noexcept { return heading_.start; }

  /// Says which table the guard looks at, should nothing else say it.
  void name_table(const TableName& table);

  void create_versions(const TableName& table);
  void widen_versions(const TableName& table);
  void create_history(const TableName& table);
  /// As the first thing that is run it replaces the guard: it is right from any start.
  void clear_versions(const TableName& table);
  void run(const Batch& batch);
  void begin();
  void commit();
  void rollback() noexcept;

  /// Writes what the script ends with. A script that does nothing says so, and still checks its
  /// start.
  void end();

 private:
  enum class Guard { wanted, needless };

  const ScriptShell& shell_;
  std::ostream& out_;
  ScriptHeading heading_;
  std::optional<TableName> table_;
  std::string held_;  ///< what waits until it is known whether a guard is wanted
  bool opened_ = false;
  std::size_t sure_width_ = 32;  ///< how long an id the table takes at least; it may be Alembic's

  void open(Guard guard);
  void add(std::string_view text);
  void write(std::string_view text);
  [[nodiscard]] std::string heading() const;
  [[nodiscard]] std::string widening(const Batch& batch);

  std::string step_;  ///< the text of the step that is being written; here so that its room is kept

  void write_start_mark(const Batch& batch);
  void write_in_own_transaction(const Batch& batch);
  void write_outside_transaction(const Batch& batch);
  void write_section(const Batch& batch);
  void write_rows(const Batch& batch);
};

}  // namespace migrate
