#include "engine/postgres/on_demand_library.hpp"

#include <dlfcn.h>

#include <atomic>

namespace migrate {
namespace {

using Noted = std::atomic<const OnDemandLibrary*>;

/// Room for more than there are. Without destructors: a connection that was given up may still be
/// made by its thread when the program ends.
std::array<Noted, 8> missing;
Noted tls;

void note_missing(const OnDemandLibrary& library) noexcept {
  for (Noted& place : missing) {
    const OnDemandLibrary* there = nullptr;
    if (place.compare_exchange_strong(there, &library) || there == &library) return;
  }
}

}  // namespace

void* OnDemandLibrary::function(const char* name) const noexcept {
  void* const library = dlopen(file_, RTLD_LAZY | RTLD_LOCAL);
  void* const address = library == nullptr ? nullptr : dlsym(library, name);
  if (address == nullptr && need_ == Need::strict) note_missing(*this);
  return address;
}

std::string OnDemandLibrary::why_missing() const {
  const bool is_there = dlopen(file_, RTLD_LAZY | RTLD_LOCAL) != nullptr;
  const char* const why = is_there ? nullptr : dlerror();
  return why == nullptr ? std::string(file_) + ": a function is not in it" : why;
}

std::vector<std::string> missing_libraries() {
  std::vector<std::string> reasons;
  for (const Noted& place : missing) {
    const OnDemandLibrary* const library = place;
    if (library == nullptr) break;
    reasons.push_back(library->why_missing());
  }
  return reasons;
}

void load_tls() noexcept {
  if (const OnDemandLibrary* const library = tls)
    static_cast<void>(library->function("TLS_method"));
}

bool tls_is_in(const OnDemandLibrary& library) noexcept {
  tls = &library;
  return true;
}

}  // namespace migrate
