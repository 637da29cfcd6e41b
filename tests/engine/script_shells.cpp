#include "engine/script_shells.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <sstream>
#include <stdexcept>

#include <gtest/gtest.h>

#include "base/files.hpp"
#include "engine/open.hpp"

namespace migrate {

ProgramRun run_program(const std::vector<std::string>& arguments,
                       const std::filesystem::path& input) {
  const TemporaryFolder folder;
  const std::string out = folder.file("out");
  const std::string err = folder.file("err");
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, 0, input.c_str(), O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files, 1, out.c_str(), O_WRONLY | O_CREAT, 0600);
  posix_spawn_file_actions_addopen(&files, 2, err.c_str(), O_WRONLY | O_CREAT, 0600);
  std::vector<std::string> texts = arguments;
  std::vector<char*> argv;
  for (std::string& text : texts) argv.push_back(text.data());
  argv.push_back(nullptr);
  pid_t pid = 0;
  const int failed = posix_spawnp(&pid, argv[0], &files, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&files);
  if (failed != 0) throw std::runtime_error("cannot run " + arguments.front());
  int status = 0;
  waitpid(pid, &status, 0);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, read_file(out), read_file(err)};
}

std::string script_of(EngineKind kind, std::vector<std::string> start, const TableName& table,
                      const Writes& writes) {
  std::ostringstream out;
  {
    const auto database =
        open_script(kind, out, {"migrate 0.1.0", "from one to the other", std::move(start)});
    const auto connection = database->connect(OpenMode::read_write);
    static_cast<void>(connection->read_versions(table));
    writes(*connection);
  }
  return out.str();
}

Batch upgrade_batch(const std::string& from, const std::string& to, const std::string& sql,
                    const TableName& table, Atomicity atomicity) {
  Batch batch;
  batch.title = "Running upgrade " + from + " -> " + to + ", a revision";
  batch.sql = SourceText(sql, "versions/" + to + ".sql", 6);
  batch.table = table;
  if (!from.empty()) batch.rows.removed.push_back(from);
  batch.rows.added.push_back(to);
  batch.atomicity = atomicity;
  return batch;
}

const TableName kHistory{"", "migrate_history"};

const char* const kHistoryRows =
    "SELECT revision, parents, kind, result, checksum, message, error, file, header, upgrade_sql, "
    "downgrade_sql, statements_done, statement_running FROM migrate_history ORDER BY id";

Batch with_history(Batch batch) {
  HistoryEntry entry;
  entry.revision = batch.rows.added.front();
  if (!batch.rows.removed.empty()) entry.parents = batch.rows.removed.front();
  entry.message = "a revision";
  entry.file = batch.sql.file();
  entry.checksum = "v1:" + std::string(64, 'c');
  entry.header = "-- a revision\n--\n-- revision: " + entry.revision +
                 "\n-- down_revision: " + entry.parents + "\n\n";
  entry.upgrade_sql = "-- migrate:upgrade\n" + batch.sql.text();
  entry.downgrade_sql = "-- migrate:downgrade\n";
  entry.actor.tool = "migrate 0.1.0 (script)";
  batch.history = HistoryWrite{kHistory, entry};
  return batch;
}

std::string golden_script(EngineKind kind) {
  const TableName table{"", "migrate_version"};
  return script_of(kind, {}, table, [&](Connection& connection) {
    connection.create_versions(table);
    connection.create_history(kHistory);
    const auto run = [&](const std::string& from, const std::string& to, const std::string& sql,
                         Atomicity atomicity = Atomicity::own) {
      connection.run(with_history(upgrade_batch(from, to, sql, table, atomicity)));
    };
    run("", "aaa", "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT);\n\n");
    run("aaa", "bbb",
        "INSERT INTO users VALUES (1, 'it''s\n\n:here; -- no comment');\n"
        "UPDATE users SET email = 'b' -- no semicolon, no line end");
    run("bbb", "ccc",
        kind == EngineKind::postgresql ? "CREATE INDEX CONCURRENTLY users_email ON users (email);\n"
                                       : "VACUUM;\n",
        Atomicity::none);
  });
}

void expect_golden(const std::string& name, const std::string& text) {
  const std::filesystem::path path =
      std::filesystem::path(__FILE__).parent_path().parent_path() / "golden" / name;
  const char* update = std::getenv("MIGRATE_UPDATE_GOLDENS");
  if (update != nullptr && std::string_view(update) == "1") replace_file(path, text);
  EXPECT_EQ(read_file(path), text) << "MIGRATE_UPDATE_GOLDENS=1 rewrites " << name;
}

}  // namespace migrate
