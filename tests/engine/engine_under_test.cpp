#include "engine/engine_under_test.hpp"

#include <cstdlib>
#include <string_view>

namespace migrate {

std::unique_ptr<EngineUnderTest> make_engine_under_test(EngineKind kind) {
  return kind == EngineKind::sqlite ? make_sqlite_under_test() : make_postgres_under_test();
}

std::vector<EngineKind> engines_to_test() {
  const char* const without = std::getenv("MIGRATE_TEST_WITHOUT_POSTGRES");
  if (without != nullptr && std::string_view(without) == "1") return {EngineKind::sqlite};
  return {kEngineKinds.begin(), kEngineKinds.end()};
}

}  // namespace migrate
