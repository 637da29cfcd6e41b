#pragma once

#include <iosfwd>
#include <memory>
#include <optional>
#include <stop_token>

#include "config/config.hpp"
#include "db/dialect.hpp"
#include "graph/revision_graph.hpp"
#include "graph/target.hpp"
#include "migrate/observer.hpp"
#include "revision/revision_source.hpp"
#include "runtime/session.hpp"

namespace migrate {

/// What is wrong with the files' headers, and with the graph of those that are sound.
[[nodiscard]] std::vector<Error> all_problems(const Headers& headers);

/// Settings and revisions, read once: what every command starts from.
class Project {
 public:
  /// Revisions come from the folders that the settings name.
  explicit Project(Config config);
  Project(Config config, std::unique_ptr<RevisionSource> source);

  [[nodiscard]] const Config& config() const noexcept { return config_; }
  [[nodiscard]] const RevisionSource& source() const noexcept { return *source_; }

  /// All revisions, read and validated when first asked for; the first one to ask says how. Throws
  /// Error with all problems.
  [[nodiscard]] const RevisionGraph& graph(const Reading& reading = {}) const;

  /// How the files are best read for an upgrade of the configured database: whole, and with the
  /// checksums that are compared with the history, where any are. Throws as database_url.
  [[nodiscard]] Reading reading_for_upgrade() const;

  /// The configured database's URL. Throws Error (Fault::config) that says how to give one.
  [[nodiscard]] const DatabaseUrl& database_url() const;

  /// The configured database, not opened yet, and how a session on it works. `observer` must
  /// outlive it. A connection that is refused is tried for again as `connect_retries` says.
  [[nodiscard]] std::unique_ptr<Database> database(Observer& observer,
                                                   std::stop_token stop = {}) const;
  /// The same, where a refusal is passed on at once.
  [[nodiscard]] std::unique_ptr<Database> impatient_database(Observer& observer,
                                                             std::stop_token stop) const;
  [[nodiscard]] SessionSettings database_settings(std::stop_token stop = {}) const;

  /// A session on the configured database. `observer` and the project must outlive it. Unless the
  /// revisions were read before, they are read while the database is opened: no other call until
  /// the session's first one has ended.
  [[nodiscard]] Session open_database(Observer& observer, std::stop_token stop = {},
                                      const Reading& reading = {}) const;

  /// A session that writes the script from `from` (base when empty) to `out`, for the configured
  /// engine. `range` is named in the script's heading.
  [[nodiscard]] Session open_script(std::ostream& out, const std::optional<Target>& from,
                                    const std::string& range, Observer& observer) const;

 private:
  Config config_;
  std::unique_ptr<RevisionSource> source_;
  mutable std::optional<RevisionGraph> graph_;

  [[nodiscard]] SessionSettings session_settings() const;
};

}  // namespace migrate
