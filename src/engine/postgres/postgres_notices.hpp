#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <libpq-fe.h>

namespace migrate {

/// The notices of a session. They are kept while libpq is at work, through which no exception may
/// pass, and handed on afterwards.
class PostgresNotices {
 public:
  using Listener = std::function<void(std::string_view)>;

  explicit PostgresNotices(Listener listener) : listener_(std::move(listener)) {}
  PostgresNotices(const PostgresNotices&) = delete;
  PostgresNotices& operator=(const PostgresNotices&) = delete;

  /// Takes the connection's notices from now on. Must live as long as it.
  void listen_to(PGconn* connection);

  /// Hands on what has arrived, as "NOTICE: text"; throws what the listener throws.
  void deliver();

  /// Forgets what has arrived.
  void drop() noexcept { waiting_.clear(); }

  /// Whether the server has warned, since forget_warnings, that no transaction was in progress.
  [[nodiscard]] bool told_of_no_transaction() const noexcept { return no_transaction_; }
  void forget_warnings() noexcept { no_transaction_ = false; }

 private:
  Listener listener_;
  std::vector<std::string> waiting_;
  bool no_transaction_ = false;

  static void receive(void* self, const PGresult* notice);
  void take(const PGresult* notice);
};

}  // namespace migrate
