#include "runtime/open_history.hpp"

#include <utility>

#include <fmt/format.h>

#include "runtime/connecting.hpp"

namespace migrate {
namespace {

Error no_history() {
  return Error(Fault::config, "no history is kept: the setting `history_table` is empty")
      .with_hint("remove `history_table =` from migrate.ini to keep one from now on");
}

}  // namespace

OpenHistory::OpenHistory(Database& database, OpenMode mode, const SessionSettings& settings)
    : database_(database),
      mode_(mode),
      connection_(database.connect(mode)),
      table_(settings.history) {
  look(*connection_, settings.table);
}

void OpenHistory::look(Connection& connection, const TableName& versions) {
  KeptTables tables = connection.read_tables(versions, table_.name, {});
  versions_ = std::move(tables.versions);
  table_ = std::move(tables.history);
  if (table_.name.empty()) return;
  state_ = tables.has_history ? HistoryState::kept : HistoryState::missing;
}

void OpenHistory::require_kept_or_missing() const {
  if (state_ == HistoryState::off) throw no_history();
}

HistoryTable OpenHistory::rows() const {
  require_kept_or_missing();
  if (state_ == HistoryState::missing) {
    throw Error(Fault::database,
                fmt::format("the database has no history table {}", shown_name(table_)))
        .with_hint(
            "the next command that writes, such as `migrate upgrade`, makes it; what was "
            "applied before is not in it");
  }
  return {*connection_, table_};
}

void OpenHistory::make() {
  require_kept_or_missing();
  if (state_ == HistoryState::kept) return;
  connection_->create_history(table_);
  state_ = HistoryState::kept;
}

void OpenHistory::read_again() {
  const TableName versions = versions_.name;
  ask_connected(database_, mode_, connection_,
                [&](Connection& connection) { look(connection, versions); });
}

std::string shown_name(const TableName& table) {
  const bool in_default = table.schema.empty() || table.schema == "main";
  return in_default ? table.name : table.schema + "." + table.name;
}

}  // namespace migrate
