#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

#include "db/database.hpp"
#include "migrate/observer.hpp"

namespace migrate {

/// How long to try for a connection while the server is not up. Both unset: for ever.
struct ConnectPatience {
  /// Which refusals are worth another try.
  enum class Refusals {
    not_up_yet,  ///< those of which Dialect::is_not_up_yet says that they can pass by themselves
    all,         ///< a role or a database that is not there, too: someone may be making it
  };

  std::optional<int> retries = 0;                  ///< how often after the first refusal
  std::optional<std::chrono::milliseconds> limit;  ///< how long in all
  /// Between the first two tries; it grows, to five times as long.
  std::chrono::milliseconds first_pause = std::chrono::seconds(1);
  Refusals refusals = Refusals::not_up_yet;
  /// Asks a new connection something, where one that was made is not all that is wanted: what it
  /// throws is a refusal too. May be empty.
  std::function<void(Connection&)> question = {};
};

/// Hears of a refusal, how many tries there were, and how long the pause before the next one is.
using RefusalHeard =
    std::function<void(const Error& refusal, int tries, std::chrono::milliseconds pause)>;

/// Connects; tries again while `patience` says that the refusal is worth it. Throws the last
/// refusal when patience is at its end, other errors at once, and Fault::cancelled when `stop` was
/// set. `heard` may be empty.
[[nodiscard]] std::unique_ptr<Connection> connect_within(Database& database, OpenMode mode,
                                                         const ConnectPatience& patience,
                                                         const std::stop_token& stop,
                                                         const RefusalHeard& heard = {});

/// Does `ask` with `connection`, on which nothing was begun; on a new one, which then takes its
/// place, where the server has ended it meanwhile. Throws what `ask` throws.
void ask_connected(Database& database, OpenMode mode, std::unique_ptr<Connection>& connection,
                   const std::function<void(Connection&)>& ask);

/// Tells `observer` where the database is a file that does not exist, of which commands that only
/// read make nothing: its name may be mistyped.
void tell_if_missing(const Database& database, Observer& observer);

}  // namespace migrate
