#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "migrate/observer.hpp"
#include "migrate/options.hpp"
#include "migrate/report.hpp"

namespace migrate {

/// Brings one database to any point of a history. Targets are those of the command line: a revision
/// id or a unique prefix of one, `head`, `heads`, `base`, `+1`, `-1`, `label@head`.
///
/// Prints nothing, never exits and reads no environment. Not thread-safe; several instances, in one
/// process or many, may run on the same database at once: a lock lets them in one at a time.
class Migrator {
 public:
  /// Reads and validates all revisions. Opens no connection.
  /// Throws Error with Fault::revision, Fault::config or Fault::file.
  explicit Migrator(Options options);
  ~Migrator();
  Migrator(Migrator&&) noexcept;
  Migrator& operator=(Migrator&&) noexcept;

  /// Applies what is missing up to `target`. Throws PartialFailure when a step failed, Error with
  /// Fault::locked when another instance held the lock too long, and Error otherwise.
  Report upgrade(std::string_view target = "head");
  Report upgrade(std::string_view target, Observer& observer);

  /// Undoes what is applied down to `target`. Throws as upgrade does.
  Report downgrade(std::string_view target);
  Report downgrade(std::string_view target, Observer& observer);

  /// Sets the version table to `target` and runs no revision.
  Report stamp(std::string_view target);

  /// The revisions that the database stands on. Writes nothing and needs no permission to.
  [[nodiscard]] std::vector<std::string> current();

  /// What upgrade("heads") would apply, in that order.
  [[nodiscard]] std::vector<std::string> pending();

  /// The revisions that are no other one's parent. Needs no database.
  [[nodiscard]] std::vector<std::string> heads() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace migrate
