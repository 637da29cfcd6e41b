#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/open.hpp"
#include "graph/plan.hpp"
#include "runtime/executor.hpp"
#include "support/failing_database.hpp"
#include "support/history_texts.hpp"
#include "support/recorder.hpp"
#include "support/temporary_folder.hpp"
#include "support/thrown.hpp"

namespace migrate {

/// Runs plans on a SQLite file through a connection that fails where a test wants it to.
class ExecutorTest : public testing::Test {
 protected:
  TemporaryFolder folder;
  HistoryTexts history{"a; b <- a; c <- b"};
  CallHooks hooks;
  Recorder recorder;
  std::stop_source stop;
  TableName history_table{"main", "migrate_history"};

  RunSettings settings;
  FailingDatabase database{open_database(EngineKind::sqlite, folder.file("app.db"), {}), hooks};
  std::unique_ptr<MigrationLock> lock = database.lock({"main", "migrate_version"});

  // What the last plan stands on.
  std::unique_ptr<RevisionSource> source;
  std::optional<RevisionGraph> graph;

  std::unique_ptr<Connection> connect() { return database.connect(OpenMode::read_write); }

  /// The plan from where the database is to `target`, its version table made.
  PreparedPlan plan_to(Connection& connection, TransactionMode mode,
                       const std::string& target = "head") {
    const VersionTable table = connection.read_versions({"", "migrate_version"});
    connection.create_versions(table.name);
    source = open_builtin(history.files());
    graph.emplace(RevisionGraph::build(source->headers()));
    PreparedPlan prepared = prepare(*graph, *source, connection.dialect(),
                                    plan_upgrade(*graph, table.ids, parse_target(target)), mode);
    connection.create_history(history_table);
    prepared.batches.set_tables(table.name, history_table, {"ann", "web-1", "migrate 0.1.0"});
    return prepared;
  }

  Report run(Connection& connection, const PreparedPlan& plan, TransactionMode mode,
             Observer& observer) {
    settings.mode = mode;
    settings.stop = stop.get_token();
    return execute({database, connection, *lock, observer}, plan, settings);
  }

  Report execute_to_head(TransactionMode mode) {
    const auto connection = connect();
    const PreparedPlan plan = plan_to(*connection, mode);
    return run(*connection, plan, mode, recorder);
  }

  PartialFailure failure(TransactionMode mode) {
    return thrown_by<PartialFailure>([&] { return execute_to_head(mode); });
  }

  std::vector<std::string> rows() {
    return open_database(EngineKind::sqlite, folder.file("app.db"), {})
        ->connect(OpenMode::read_only)
        ->read_versions({"", "migrate_version"})
        .ids;
  }

  /// Makes the connection break once the database has done what `call` asks of it.
  void lose_answer_of(std::string_view call) {
    hooks.after = [this, call](std::string_view name) {
      if (name != call) return;
      hooks.lost = true;
      throw Error(Fault::database, "the connection to the database was lost");
    };
  }

  /// Makes `call` fail from its `number`-th time on, before (the default) or after it did its work.
  void fail(std::function<void(std::string_view)> CallHooks::*when, std::string_view call,
            int number = 1) {
    hooks.*when = [call, left = number](std::string_view name) mutable {
      if (name == call && --left <= 0) throw Error(Fault::database, "the disk is full");
    };
  }
};

inline std::vector<std::string> done_by(const Report& report) {
  std::vector<std::string> ids;
  for (const Step& step : report.done) ids.push_back(step.revision);
  return ids;
}

}  // namespace migrate
