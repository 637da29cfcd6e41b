#include "engine/postgres/postgres_handle.hpp"

#include <unistd.h>

#include <string>
#include <utility>

#include <pqxx/except>

namespace migrate {

#if PQXX_VERSION_MAJOR >= 7

class AdoptedConnection : public pqxx::connection {
 public:
  explicit AdoptedConnection(RawPostgres connection)
      : pqxx::connection(seize_raw_connection(connection.release())) {}
};

#else

namespace {

/// Hands libpqxx a connection that is open already, once, and keeps it from opening another.
class OpenedBefore : public pqxx::connect_direct {
 public:
  explicit OpenedBefore(RawPostgres connection)
      : connect_direct(std::string()), connection_(std::move(connection)) {}

  handle do_startconnect(handle present) override {
    if (present != nullptr) return present;
    if (!connection_) throw pqxx::broken_connection("the connection to the database was lost");
    return connection_.release();
  }

 private:
  RawPostgres connection_;
};

}  // namespace

class AdoptedConnection : public pqxx::connection_base {
 public:
  explicit AdoptedConnection(RawPostgres connection)
      : connection_base(policy_), policy_(std::move(connection)) {
    init();
// Deprecated because libpqxx 7 has no reconnection that could be inhibited.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
    inhibit_reactivation(true);
#pragma GCC diagnostic pop
  }
  ~AdoptedConnection() { close(); }
  AdoptedConnection(const AdoptedConnection&) = delete;
  AdoptedConnection& operator=(const AdoptedConnection&) = delete;

 private:
  OpenedBefore policy_;  // the base keeps a reference and uses it from init() on
};

#endif

PostgresHandle::PostgresHandle(RawPostgres connection, PostgresNotices::Listener listener)
    : raw_(connection.get()),
      owner_(::getpid()),
      notices_(std::move(listener)),
      connection_(std::make_unique<AdoptedConnection>(std::move(connection))) {
  notices_.listen_to(raw_);
}

PostgresHandle::~PostgresHandle() {
  if (is_ours()) return;
  // Ending the session properly would end it for the parent, too. Only our copy of the socket goes.
  ::close(PQsocket(raw_));
  static_cast<void>(connection_.release());
}

PqxxConnection& PostgresHandle::pqxx() const noexcept { return *connection_; }

void PostgresHandle::set_probed(bool pooled, bool looks_for_client) noexcept {
  probed_ = true;
  pooled_ = pooled;
  looks_for_client_ = looks_for_client;
}

bool PostgresHandle::is_ours() const noexcept { return owner_ == ::getpid(); }

}  // namespace migrate
