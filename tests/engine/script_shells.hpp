#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "db/connection.hpp"
#include "engine/open.hpp"
#include "support/temporary_folder.hpp"

namespace migrate {

struct ProgramRun {
  int code = -1;
  std::string out;
  std::string err;
};

/// Runs a program and waits for it. Its standard input is the file `input`.
ProgramRun run_program(const std::vector<std::string>& arguments,
                       const std::filesystem::path& input = "/dev/null");

using Writes = std::function<void(Connection&)>;

/// The script of what `writes` does to a connection that read the versions of `table`.
std::string script_of(EngineKind kind, std::vector<std::string> start, const TableName& table,
                      const Writes& writes);

/// A revision from `from` (empty: base) to `to`.
Batch upgrade_batch(const std::string& from, const std::string& to, const std::string& sql,
                    const TableName& table, Atomicity atomicity = Atomicity::own);

/// The batch with a row of the history, as from a file that holds it.
Batch with_history(Batch batch);

/// Where with_history writes.
extern const TableName kHistory;

/// What is the same in every run of a history's rows, as an SQL expression: one line for each.
extern const char* const kHistoryRows;

/// A history from base: a plain revision, one whose section is hard to quote and to end, and one
/// outside a transaction.
std::string golden_script(EngineKind kind);

/// Compares with tests/golden/NAME, or writes it when MIGRATE_UPDATE_GOLDENS is 1.
void expect_golden(const std::string& name, const std::string& text);

}  // namespace migrate
