#include "engine/sqlite/sqlite_foreign_keys.hpp"

#include <vector>

#include <fmt/format.h>

#include "engine/sqlite/sqlite_section.hpp"

namespace migrate {
namespace {

constexpr std::size_t kMostListed = 10;

bool are_on(SqliteHandle& handle) { return handle.query("PRAGMA foreign_keys").at(0).at(0) == "1"; }

Error broken(const std::vector<std::string>& listed, std::size_t found) {
  Error error(Fault::database,
              fmt::format("the section leaves {} broken: {}",
                          found == 1 ? "a foreign key" : fmt::format("{} foreign keys", found),
                          listed.front()));
  for (std::size_t i = 1; i < listed.size(); ++i) error = error.with_note(listed[i]);
  if (found > listed.size())
    error = error.with_note(fmt::format("and {} more", found - listed.size()));
  return error.with_code("SQLITE_CONSTRAINT_FOREIGNKEY")
      .with_hint(
          "mend the section so that each row finds the one that it refers to, and run it again");
}

}  // namespace

ForeignKeysOff::ForeignKeysOff(SqliteHandle& handle) : handle_(handle), were_on_(are_on(handle)) {
  if (!were_on_) return;
  handle_.execute("PRAGMA foreign_keys = OFF");
  if (are_on(handle_)) throw Error(Fault::database, "SQLite did not turn the foreign keys off");
}

ForeignKeysOff::~ForeignKeysOff() {
  if (were_on_) handle_.execute_regardless("PRAGMA foreign_keys = ON");
}

ForeignKeyViolations::Counts ForeignKeyViolations::counted(SqliteHandle& handle) {
  Counts counts;
  for (const Row& row : handle.query("PRAGMA main.foreign_key_check")) {
    ++counts[{row.at(0).value_or(""), row.at(1).value_or(""), row.at(2).value_or("")}];
  }
  return counts;
}

/// A foreign key that fits no index of its parent makes the check fail as a whole.
ForeignKeyViolations::ForeignKeyViolations(SqliteHandle& handle) {
  try {
    before_ = counted(handle);
  } catch (const Error& error) {
    if (error.fault() == Fault::cancelled) throw;
    unchecked_ = error.what();
  }
}

std::string ForeignKeyViolations::described(const Violation& violation) {
  const auto& [table, row, parent] = violation;
  return fmt::format(R"(table "{}", {}: no such row in "{}")", table,
                     row.empty() ? "a row" : "row " + row, parent);
}

void ForeignKeyViolations::refuse_new(SqliteHandle& handle, const SourceText& section) const {
  std::vector<std::string> listed;
  std::size_t found = 0;
  try {
    for (const auto& [violation, count] : counted(handle)) {
      const auto old = before_.find(violation);
      const std::size_t known = old == before_.end() ? 0 : old->second;
      if (count <= known) continue;
      found += count - known;
      if (listed.size() < kMostListed) listed.push_back(described(violation));
    }
  } catch (const Error& error) {
    if (error.what() == unchecked_) return;  // the section is not to blame
    throw at_file_of(section, error);
  }
  if (found > 0) throw at_file_of(section, broken(listed, found));
}

}  // namespace migrate
