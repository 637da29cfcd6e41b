#include "base/this_process.hpp"

#include <pwd.h>
#include <unistd.h>

#include <array>

namespace migrate {

std::string system_user() {
  std::array<char, 16384> memory{};
  passwd entry{};
  passwd* found = nullptr;
  if (getpwuid_r(geteuid(), &entry, memory.data(), memory.size(), &found) != 0 || found == nullptr)
    return std::to_string(geteuid());
  return found->pw_name;
}

std::string host_name() {
  std::array<char, 256> name{};
  return gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

std::string process_number() { return std::to_string(getpid()); }

}  // namespace migrate
