// Any text as migrate.ini: settings come out, or an Error (Fault::config) all of whose problems
// name a place in the file.

#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/error_text.hpp"
#include "base/utf8.hpp"
#include "config/config.hpp"

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

void check_problem(const migrate::Error& problem) {
  require(problem.fault() == migrate::Fault::config);
  require(problem.where() != nullptr && problem.where()->file == "/srv/migrate.ini");
  require(!migrate::first_invalid_utf8(migrate::error_text(problem)));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  try {
    const migrate::Config config =
        migrate::parse_config(text, "/srv/migrate.ini", {}, {}, "/working_directory");
    require(!config.version_locations.empty() && !config.version_table.empty());
  } catch (const migrate::Error& error) {
    if (error.problems().empty()) check_problem(error);
    for (const migrate::Error& problem : error.problems()) check_problem(problem);
  }
  return 0;
}
