#include "engine/script/script_shell.hpp"

#include "engine/script/psql_script.hpp"
#include "engine/script/sqlite_shell_script.hpp"

namespace migrate {

std::unique_ptr<ScriptShell> shell_of(const Dialect& dialect) {
  if (dialect.kind() == EngineKind::sqlite) return std::make_unique<SqliteShellScript>(dialect);
  return std::make_unique<PsqlScript>(dialect);
}

}  // namespace migrate
