#include "migrate/migrator.hpp"

#include <filesystem>
#include <utility>

#include "config/config.hpp"
#include "graph/plan.hpp"
#include "graph/target.hpp"
#include "runtime/project.hpp"
#include "runtime/version_check.hpp"

namespace migrate {
namespace {

Config config_of(const Options& options) {
  Config config;
  config.database_url = parse_database_url(options.url, std::filesystem::current_path());
  config.version_table = options.version_table;
  config.version_table_schema = options.version_table_schema;
  config.transaction = options.transaction;
  config.lock_wait = options.lock_wait;
  config.history_table = options.history_table;
  config.verify_before_upgrade = options.verify_before_upgrade;
  config.lock_timeout = options.lock_timeout;
  config.statement_timeout = options.statement_timeout;
  config.lock_retries = options.lock_retries;
  config.busy_timeout = options.busy_timeout;
  config.connect_retries = options.connect_retries;
  if (has_one_table_twice(config)) {
    throw Error(Fault::config,
                "history_table and version_table name the same table, " + config.version_table)
        .with_hint("they are two tables: give one of them another name");
  }
  return config;
}

std::unique_ptr<RevisionSource> source_of(const Options& options) {
  if (const auto* folders = std::get_if<RevisionFolders>(&options.revisions)) {
    return open_folders({*folders, false});
  }
  return open_builtin(std::get<BuiltinRevisions>(options.revisions));
}

}  // namespace

struct Migrator::Impl {
  explicit Impl(Options options)
      : project(config_of(options), source_of(options)), stop(std::move(options.stop)) {
    [[maybe_unused]] const RevisionGraph& validated = project.graph(project.reading_for_upgrade());
  }

  Project project;
  std::stop_token stop;
  Observer silent;

  [[nodiscard]] Session session(Observer& observer) const {
    return project.open_database(observer, stop);
  }
};

Migrator::Migrator(Options options) : impl_(std::make_unique<Impl>(std::move(options))) {}
Migrator::~Migrator() = default;
Migrator::Migrator(Migrator&&) noexcept = default;
Migrator& Migrator::operator=(Migrator&&) noexcept = default;

Report Migrator::upgrade(std::string_view target) { return upgrade(target, impl_->silent); }

Report Migrator::upgrade(std::string_view target, Observer& observer) {
  return impl_->session(observer).upgrade(parse_target(target));
}

Report Migrator::downgrade(std::string_view target) { return downgrade(target, impl_->silent); }

Report Migrator::downgrade(std::string_view target, Observer& observer) {
  return impl_->session(observer).downgrade(parse_target(target));
}

Report Migrator::stamp(std::string_view target) {
  const Target parsed = parse_target(target);
  return impl_->session(impl_->silent).stamp({&parsed, 1}, StampMode::replace);
}

std::vector<std::string> Migrator::current() { return impl_->session(impl_->silent).read().ids; }

std::vector<std::string> Migrator::pending() {
  const RevisionGraph& graph = impl_->project.graph();
  const VersionTable table = impl_->session(impl_->silent).read();
  require_known_rows(graph, table);
  std::vector<std::string> ids;
  for (const PlanStep& step : plan_upgrade(graph, table.ids, parse_target("heads")).steps) {
    ids.push_back(graph[step.revision].id);
  }
  return ids;
}

std::vector<std::string> Migrator::heads() const {
  const RevisionGraph& graph = impl_->project.graph();
  std::vector<std::string> ids;
  for (const Vertex head : graph.heads()) ids.push_back(graph[head].id);
  return ids;
}

}  // namespace migrate
