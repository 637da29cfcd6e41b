#include "engine/open.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/postgres/postgres_database.hpp"
#include "engine/script/script_database.hpp"
#include "engine/sqlite/sqlite_database.hpp"

namespace migrate {
namespace {

struct Engine {
  EngineKind kind;
  const Dialect& (*dialect)() noexcept;
  std::unique_ptr<Database> (*open)(const std::string& address, ConnectionSettings settings);
};

constexpr std::array kEngines{
    Engine{EngineKind::sqlite, sqlite_dialect, open_sqlite},
    Engine{EngineKind::postgresql, postgres_dialect, open_postgres},
};
static_assert(kEngines.size() == kEngineKinds.size());

const Engine& engine_of(EngineKind kind) noexcept {
  return *std::ranges::find(kEngines, kind, &Engine::kind);
}

}  // namespace

const Dialect& dialect_of(EngineKind kind) noexcept { return engine_of(kind).dialect(); }

std::unique_ptr<Database> open_database(EngineKind kind, const std::string& address,
                                        ConnectionSettings settings) {
  return engine_of(kind).open(address, std::move(settings));
}

std::unique_ptr<Database> open_script(EngineKind kind, std::ostream& out, ScriptHeading heading) {
  return open_script_database(dialect_of(kind), out, std::move(heading));
}

}  // namespace migrate
