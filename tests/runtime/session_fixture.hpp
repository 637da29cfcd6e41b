#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/open.hpp"
#include "runtime/session.hpp"
#include "support/failing_database.hpp"
#include "support/history_texts.hpp"
#include "support/recorder.hpp"
#include "support/temporary_folder.hpp"
#include "support/thrown.hpp"

namespace migrate {

/// Sessions on one SQLite file, whose connections fail where a test wants them to.
class SessionTest : public testing::Test {
 protected:
  TemporaryFolder folder{folder_in_memory()};
  HistoryTexts history{"a; b <- a; c <- b"};
  CallHooks hooks;
  Recorder recorder;
  ConnectionSettings limits;
  SessionSettings settings{.table = {"", "migrate_version"},
                           .history = {"", "migrate_history"},
                           .database = "sqlite:///app.db",
                           .lock_wait = std::chrono::milliseconds(0),
                           .actor = {"ann", "web-1", "migrate 0.1.0"}};

  std::unique_ptr<Database> database() {
    return open_database(EngineKind::sqlite, folder.file("app.db"), limits);
  }

  /// Does `work` with a session on the history as it is now.
  template <typename Work>
  auto with_session(Work work) {
    const HistoryTexts texts = history;  // a session within another has its own
    const auto source = open_builtin(texts.files());
    const RevisionGraph graph = RevisionGraph::build(source->headers());
    Session session(
        std::make_unique<FailingDatabase>(database(), hooks),
        [&graph]() -> const RevisionGraph& { return graph; }, *source, settings, recorder);
    return work(session);
  }

  Report upgrade(const std::string& target = "head") {
    return with_session([&](Session& session) { return session.upgrade(parse_target(target)); });
  }
  Report downgrade(const std::string& target) {
    return with_session([&](Session& session) { return session.downgrade(parse_target(target)); });
  }
  Report stamp(const std::string& target, StampMode mode = StampMode::replace) {
    const Target parsed = parse_target(target);
    return with_session([&](Session& session) { return session.stamp({&parsed, 1}, mode); });
  }
  VersionTable read() {
    return with_session([](Session& session) { return session.read(); });
  }
  void sql(const std::string& text) {
    (void)database()->connect(OpenMode::read_write)->query(text);
  }
  std::vector<std::string> rows() {
    return database()->connect(OpenMode::read_only)->read_versions(settings.table).ids;
  }

  /// Does `work` once, before the next session has its lock.
  void while_waiting(std::function<void()> work) {
    hooks.before = [work = std::move(work), waiting = true](std::string_view call) mutable {
      if (call == "lock" && std::exchange(waiting, false)) work();
    };
  }

  /// Of the history table: columns joined by "|", one row a line, in order.
  std::vector<std::string> history_rows(const std::string& columns) {
    std::vector<std::string> lines;
    const Rows read = database()
                          ->connect(OpenMode::read_write)
                          ->query("SELECT " + columns + " FROM migrate_history ORDER BY id");
    for (const Row& row : read) {
      std::string line;
      for (const auto& column : row) line += (line.empty() ? "" : "|") + column.value_or("NULL");
      lines.push_back(line);
    }
    return lines;
  }

  void fail_before(std::string_view call) {
    hooks.before = [call](std::string_view name) {
      if (name == call) throw Error(Fault::database, "the disk is full");
    };
  }
};

[[nodiscard]] inline std::vector<std::string> done_by(const Report& report) {
  std::vector<std::string> ids;
  for (const Step& step : report.done) ids.push_back(step.revision);
  return ids;
}

}  // namespace migrate
