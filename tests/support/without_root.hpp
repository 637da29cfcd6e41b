#pragma once

#include <grp.h>
#include <unistd.h>

#include <functional>
#include <string>

#include "support/child_answer.hpp"

namespace migrate {

/// What `body` answers in a process whose user permissions count for: root may write everything, so
/// a test that runs as root gives its rights up in a forked child.
inline std::string without_root(const std::function<std::string()>& body) {
  return child_answer([&] {
    constexpr uid_t kNobody = 65534;
    const bool plain = geteuid() != 0 ||
                       (setgroups(0, nullptr) == 0 && setgid(kNobody) == 0 && setuid(kNobody) == 0);
    return plain ? body() : "setuid failed";
  });
}

}  // namespace migrate
