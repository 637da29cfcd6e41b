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
  Rows query(std::string_view sql) override { return real_->query(sql); }

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
    const std::string_view name = mode == OpenMode::read_only ? "connect read_only" : "connect";
    return hooks_.around(name, [&]() -> std::unique_ptr<Connection> {
      return std::make_unique<FailingConnection>(real_->connect(mode), hooks_);
    });
  }
  [[nodiscard]] std::unique_ptr<MigrationLock> lock(const TableName& table) override {
    return hooks_.around("lock", [&] { return real_->lock(table); });
  }

 private:
  std::unique_ptr<Database> real_;
  const CallHooks& hooks_;
};

}  // namespace migrate
