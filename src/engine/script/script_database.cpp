#include "engine/script/script_database.hpp"

#include <exception>
#include <memory>
#include <stdexcept>
#include <utility>

#include "engine/script/script_dialect.hpp"
#include "engine/script/script_writer.hpp"

namespace migrate {
namespace {

/// Nobody else can be in a database that is not there.
class FreeLock final : public MigrationLock {
 public:
  bool try_acquire() override { return true; }
  void release() noexcept override {}
  std::optional<LockHolder> holder() override { return std::nullopt; }
};

/// What the database and its connections share.
struct Script {
  Script(const Dialect& engine, std::ostream& out, ScriptHeading heading)
      : shell(shell_of(engine)), dialect(engine, *shell), writer(*shell, out, std::move(heading)) {}

  std::unique_ptr<ScriptShell> shell;
  ScriptDialect dialect;
  ScriptWriter writer;
};

class ScriptConnection final : public Connection {
 public:
  ScriptConnection(std::shared_ptr<Script> script, OpenMode mode)
      : script_(std::move(script)), mode_(mode), exceptions_(std::uncaught_exceptions()) {}

  /// After an exception there is no plan whose end could be written; nor after a run was stopped,
  /// of whose aftermath a connection is asked.
  ~ScriptConnection() override {
    if (mode_ != OpenMode::read_write || std::uncaught_exceptions() > exceptions_) return;
    try {
      script_->writer.end();
    } catch (const Error&) {  // the stream keeps that it failed, for its owner to see
    }
  }

  const Dialect& dialect() const noexcept override { return script_->dialect; }

  VersionTable read_versions(const TableName& table) override {
    VersionTable versions;
    versions.ids = script_->writer.start();
    versions.exists = !versions.ids.empty();
    versions.name = table;
    script_->writer.name_table(table);
    return versions;
  }

  void create_versions(const TableName& table) override { script_->writer.create_versions(table); }
  void widen_versions(const TableName& table) override { script_->writer.widen_versions(table); }
  void clear_versions(const TableName& table) override { script_->writer.clear_versions(table); }

  bool has_history(const TableName&) override { return false; }
  void create_history(const TableName& table) override { script_->writer.create_history(table); }
  bool is_resumable() const noexcept override { return false; }

  void run(const Batch& batch) override {
    const std::vector<Error> problems = script_->shell->refusals(batch.sql);
    if (!problems.empty()) throw Error::all(problems);
    script_->writer.run(batch);
  }

  void begin() override { script_->writer.begin(); }
  void commit() override { script_->writer.commit(); }
  void rollback() noexcept override { script_->writer.rollback(); }

  Rows query(std::string_view) override {
    throw std::logic_error("a script has no database to query");
  }
  Effect effect_of(const SourceText&) override {
    throw std::logic_error("a script has no database to look at");
  }

 private:
  std::shared_ptr<Script> script_;
  OpenMode mode_;
  int exceptions_;  ///< how many were on their way when this was made
};

class ScriptDatabase final : public Database {
 public:
  explicit ScriptDatabase(std::shared_ptr<Script> script) : script_(std::move(script)) {}

  const Dialect& dialect() const noexcept override { return script_->dialect; }

  std::unique_ptr<Connection> connect(OpenMode mode) override {
    return std::make_unique<ScriptConnection>(script_, mode);
  }

  std::unique_ptr<MigrationLock> lock(const TableName&) override {
    return std::make_unique<FreeLock>();
  }

 private:
  std::shared_ptr<Script> script_;
};

}  // namespace

std::unique_ptr<Database> open_script_database(const Dialect& dialect, std::ostream& out,
                                               ScriptHeading heading) {
  return std::make_unique<ScriptDatabase>(
      std::make_shared<Script>(dialect, out, std::move(heading)));
}

}  // namespace migrate
