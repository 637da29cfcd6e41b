#pragma once

#include <sys/types.h>

#include <string>

#include "support/temporary_folder.hpp"

namespace migrate {

/// A PgBouncer that pools transactions before the server of MIGRATE_TEST_POSTGRES, on a Unix socket
/// in a folder of its own. Throws when pgbouncer is not installed.
class PgBouncer {
 public:
  /// `pool_size` is how many connections to the server it gives at once.
  explicit PgBouncer(int pool_size = 5);
  ~PgBouncer();
  PgBouncer(const PgBouncer&) = delete;
  PgBouncer& operator=(const PgBouncer&) = delete;

  /// The address of a database behind it.
  [[nodiscard]] std::string uri(const std::string& database) const;

 private:
  TemporaryFolder folder_;
  pid_t pid_ = -1;

  void start(const std::string& settings);
  void wait_until_it_answers();
};

}  // namespace migrate
