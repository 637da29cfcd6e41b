#include "runtime/history_actor.hpp"

#include <string>

#include "base/this_process.hpp"
#include "migrate/version.hpp"

namespace migrate {

HistoryActor this_actor() {
  return {system_user(), host_name(), "migrate " + std::string(kVersion)};
}

}  // namespace migrate
