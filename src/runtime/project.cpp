#include "runtime/project.hpp"

#include <utility>

#include <fmt/format.h>

#include "engine/open.hpp"
#include "graph/resolve.hpp"
#include "graph/validate.hpp"
#include "graph/version_rows.hpp"
#include "migrate/version.hpp"
#include "runtime/history_actor.hpp"
#include "runtime/patient_database.hpp"
#include "runtime/read_ahead.hpp"

namespace migrate {

Project::Project(Config config) : config_(std::move(config)) {
  source_ = open_folders({config_.version_locations, config_.recursive_version_locations});
}

Project::Project(Config config, std::unique_ptr<RevisionSource> source)
    : config_(std::move(config)), source_(std::move(source)) {}

const RevisionGraph& Project::graph(const Reading& reading) const {
  if (graph_) return *graph_;
  Headers headers = source_->read(reading);
  if (!headers.problems.empty()) throw Error::all(all_problems(headers));
  return graph_.emplace(RevisionGraph::build(std::move(headers.revisions)));
}

std::vector<Error> all_problems(const Headers& headers) {
  std::vector<Error> problems = headers.problems;
  const std::vector<Error> in_graph = problems_in(headers.revisions);
  problems.insert(problems.end(), in_graph.begin(), in_graph.end());
  return problems;
}

const DatabaseUrl& Project::database_url() const {
  if (!config_.database_url) {
    // A section of one's own choice does not look at DATABASE_URL: it would be the wrong database.
    const bool own_section = config_.section != Config().section;
    throw Error(Fault::config, "no database was named")
        .with_hint(
            fmt::format("set `database_url` in [{}] of migrate.ini{}, or pass `--database-url "
                        "sqlite:///app.db`",
                        config_.section, own_section ? "" : " or DATABASE_URL in the environment"));
  }
  return *config_.database_url;
}

SessionSettings Project::session_settings() const {
  SessionSettings settings;
  settings.table = {config_.version_table_schema, config_.version_table};
  settings.transaction = config_.transaction;
  settings.lock_wait = config_.lock_wait;
  settings.history = {config_.version_table_schema, config_.history_table};
  settings.verify_before_upgrade = config_.verify_before_upgrade;
  settings.lock_retries = config_.lock_retries;
  return settings;
}

SessionSettings Project::database_settings(std::stop_token stop) const {
  SessionSettings settings = session_settings();
  settings.database = database_url().redacted;
  settings.actor = this_actor();
  settings.stop = std::move(stop);
  return settings;
}

std::unique_ptr<Database> Project::database(Observer& observer, std::stop_token stop) const {
  return patient(impatient_database(observer, stop), config_.connect_retries, stop, observer);
}

std::unique_ptr<Database> Project::impatient_database(Observer& observer,
                                                      std::stop_token stop) const {
  const DatabaseUrl& url = database_url();
  return migrate::open_database(
      url.engine, url.address,
      {std::move(stop), [&observer](std::string_view text) { observer.notice(text); },
       config_.lock_timeout, config_.statement_timeout, config_.busy_timeout});
}

Reading Project::reading_for_upgrade() const {
  Reading reading{Keep::text};
  const bool compares = config_.verify_before_upgrade && !config_.history_table.empty();
  if (compares) reading.checksums = database_url().engine;
  return reading;
}

Session Project::open_database(Observer& observer, std::stop_token stop,
                               const Reading& reading) const {
  const auto ahead = std::make_shared<ReadAhead>(std::move(stop));
  std::unique_ptr<Database> opened = database(observer, ahead->stop());
  if (!graph_) {
    ahead->start([this, helped = reading](HelpingHands& hands) mutable {
      helped.hands = &hands;
      static_cast<void>(graph(helped));
    });
  }
  const auto read_graph = [this, ahead]() -> const RevisionGraph& {
    ahead->wait();
    return graph();
  };
  return {std::move(opened), read_graph, *source_, database_settings(ahead->stop()), observer};
}

Session Project::open_script(std::ostream& out, const std::optional<Target>& from,
                             const std::string& range, Observer& observer) const {
  const RevisionGraph& revisions = graph({Keep::text});
  ScriptHeading heading{"migrate " + std::string(kVersion), range, {}};
  if (from) {
    const RevisionGraph::Marks applied =
        revisions.below(resolve(revisions, *from), RevisionGraph::Edges::parents_and_dependencies);
    heading.start = rows_of(revisions, applied);
  }
  SessionSettings settings = session_settings();
  settings.database = "script";
  settings.actor.tool = heading.generator + " (script)";  // whoever runs it is not known yet
  settings.lists = StepLists::none;
  return {migrate::open_script(database_url().engine, out, std::move(heading)),
          [&revisions]() -> const RevisionGraph& { return revisions; }, *source_,
          std::move(settings), observer};
}

}  // namespace migrate
