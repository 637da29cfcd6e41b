#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "db/finding.hpp"
#include "migrate/observer.hpp"

namespace migrate {

/// What an examination found, in the order in which things were looked at.
struct Examination {
  std::string database;  ///< the URL, redacted; empty where none is named
  std::vector<Finding> findings;

  [[nodiscard]] std::size_t count(Finding::Grade grade) const noexcept;
};

/// Looks at the settings, the files and their graph, and at all of the database that a migration
/// needs: connection, permissions, lock, tables, and whether the applied files are as they were.
/// What fails is a finding, and what needs it is left out. Writes nothing. `now` tells how old a
/// lock is. Throws Error (Fault::cancelled) only.
[[nodiscard]] Examination examine(const std::function<Config()>& load_config,
                                  std::chrono::system_clock::time_point now, Observer& observer,
                                  const std::stop_token& stop);

}  // namespace migrate
