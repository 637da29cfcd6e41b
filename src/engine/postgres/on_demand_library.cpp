#include "engine/postgres/on_demand_library.hpp"

#include <dlfcn.h>

#include <algorithm>
#include <mutex>

namespace migrate {
namespace {

struct Missing {
  std::mutex mutex;
  std::vector<std::string> reasons;
};

Missing& missing() {
  static Missing all;
  return all;
}

}  // namespace

void* OnDemandLibrary::function(const char* name) const noexcept {
  void* const library = dlopen(file_, RTLD_LAZY | RTLD_LOCAL);
  void* const address = library == nullptr ? nullptr : dlsym(library, name);
  if (address != nullptr || need_ == Need::often_tried_in_vain) return address;
  try {
    const std::string reason = dlerror();
    Missing& all = missing();
    const std::lock_guard lock(all.mutex);
    if (std::ranges::find(all.reasons, reason) == all.reasons.end()) all.reasons.push_back(reason);
  } catch (const std::exception&) {
    // No memory for the reason: what libpq says has to do.
  }
  return nullptr;
}

std::vector<std::string> missing_libraries() {
  Missing& all = missing();
  const std::lock_guard lock(all.mutex);
  return all.reasons;
}

}  // namespace migrate
