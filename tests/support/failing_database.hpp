#pragma once

#include <functional>
#include <memory>
#include <string_view>
#include <type_traits>
#include <utility>

#include "db/database.hpp"

namespace migrate {

/// Hears the name of every call of a connection, before and after the real one: "connect", "run",
/// "commit", "lock" and so on. What it throws is what the call throws.
struct CallHooks {
  std::function<void(std::string_view call)> before = [](std::string_view) {};
  std::function<void(std::string_view call)> after = [](std::string_view) {};
  bool lost = false;  ///< what connections say of themselves

  template <typename Call>
  decltype(auto) around(std::string_view name, Call call) const {
    before(name);
    if constexpr (std::is_void_v<decltype(call())>) {
      call();
      after(name);
    } else {
      auto result = call();
      after(name);
      return result;
    }
  }
};

/// A real connection that fails on demand.
class FailingConnection : public Connection {
 public:
  /// `hooks` must outlive it.
  FailingConnection(std::unique_ptr<Connection> real, const CallHooks& hooks)
      : real_(std::move(real)), hooks_(hooks) {}

  [[nodiscard]] const Dialect& dialect() const noexcept override { return real_->dialect(); }
  [[nodiscard]] VersionTable read_versions(const TableName& table) override {
    return hooks_.around("read_versions", [&] { return real_->read_versions(table); });
  }
  void create_versions(const TableName& table) override {
    hooks_.around("create_versions", [&] { real_->create_versions(table); });
  }
  void widen_versions(const TableName& table) override {
    hooks_.around("widen_versions", [&] { real_->widen_versions(table); });
  }
  void clear_versions(const TableName& table) override {
    hooks_.around("clear_versions", [&] { real_->clear_versions(table); });
  }
  [[nodiscard]] bool has_history(const TableName& table) override {
    return hooks_.around("has_history", [&] { return real_->has_history(table); });
  }
  void create_history(const TableName& table) override {
    hooks_.around("create_history", [&] { real_->create_history(table); });
  }
  [[nodiscard]] bool is_resumable() const noexcept override { return real_->is_resumable(); }
  [[nodiscard]] Effect effect_of(const SourceText& statement) override {
    return hooks_.around("effect_of", [&] { return real_->effect_of(statement); });
  }
  [[nodiscard]] bool is_lost() const noexcept override { return hooks_.lost || real_->is_lost(); }
  void on_wait(const std::function<void(const StatementRun&)>& heard) override {
    real_->on_wait(heard);
  }
  void run(const Batch& batch) override {
    hooks_.around("run", [&] { real_->run(batch); });
  }
  void begin() override {
    hooks_.around("begin", [&] { real_->begin(); });
  }
  void commit() override {
    hooks_.around("commit", [&] { real_->commit(); });
  }
  void rollback() noexcept override { real_->rollback(); }
  Rows query(std::string_view sql) override {
    return hooks_.around("query", [&] { return real_->query(sql); });
  }

 private:
  std::unique_ptr<Connection> real_;
  const CallHooks& hooks_;
};

/// A real database whose connections and locks fail on demand.
class FailingDatabase : public Database {
 public:
  /// `hooks` must outlive it and all its connections.
  FailingDatabase(std::unique_ptr<Database> real, const CallHooks& hooks)
      : real_(std::move(real)), hooks_(hooks) {}

  [[nodiscard]] const Dialect& dialect() const noexcept override { return real_->dialect(); }
  [[nodiscard]] std::unique_ptr<Connection> connect(OpenMode mode) override {
    return hooks_.around(name_of(mode), [&]() -> std::unique_ptr<Connection> {
      return std::make_unique<FailingConnection>(real_->connect(mode), hooks_);
    });
  }
  [[nodiscard]] std::unique_ptr<MigrationLock> lock(const TableName& table) override {
    return hooks_.around("lock", [&] { return real_->lock(table); });
  }

 private:
  std::unique_ptr<Database> real_;
  const CallHooks& hooks_;

  [[nodiscard]] static std::string_view name_of(OpenMode mode) {
    switch (mode) {
      case OpenMode::read_only:
        return "connect read_only";
      case OpenMode::read_write:
        return "connect";
      case OpenMode::aftermath:
        return "connect aftermath";
    }
    return "";
  }
};

}  // namespace migrate
