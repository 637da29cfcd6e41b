#include "runtime/connecting.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "runtime/pause.hpp"

namespace migrate {
namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

/// The pause after the refusal of try number `tries`; nothing when that was the last one.
std::optional<milliseconds> next_pause(const ConnectPatience& patience, int tries,
                                       milliseconds waited) {
  if (patience.retries && tries > *patience.retries) return std::nullopt;
  const milliseconds wanted = patience.first_pause * std::min(tries, 5);
  if (!patience.limit) return wanted;
  if (waited >= *patience.limit) return std::nullopt;
  return std::min(wanted, *patience.limit - waited);
}

bool is_worth_another(const Error& refusal, const ConnectPatience& patience,
                      const Dialect& dialect) {
  if (refusal.fault() != Fault::database) return false;
  return patience.refusals == ConnectPatience::Refusals::all ||
         dialect.is_not_up_yet(refusal.code());
}

}  // namespace

std::unique_ptr<Connection> connect_within(Database& database, OpenMode mode,
                                           const ConnectPatience& patience,
                                           const std::stop_token& stop, const RefusalHeard& heard) {
  const Clock::time_point start = Clock::now();
  for (int tries = 1;; ++tries) {
    try {
      std::unique_ptr<Connection> connection = database.connect(mode);
      if (patience.question) patience.question(*connection);
      return connection;
    } catch (const Error& error) {
      const auto waited = std::chrono::duration_cast<milliseconds>(Clock::now() - start);
      const auto wait = next_pause(patience, tries, waited);
      if (!wait || !is_worth_another(error, patience, database.dialect())) throw;
      if (heard) heard(error, tries, *wait);
      pause(*wait, stop);
    }
    if (stop.stop_requested()) {
      throw Error(Fault::cancelled, "stopped while waiting for the database to be up");
    }
  }
}

void ask_connected(Database& database, OpenMode mode, std::unique_ptr<Connection>& connection,
                   const std::function<void(Connection&)>& ask) {
  try {
    return ask(*connection);
  } catch (const Error&) {
    if (!connection->is_lost()) throw;
  }
  connection = database.connect(mode);
  ask(*connection);
}

void tell_if_missing(const Database& database, Observer& observer) {
  if (const std::optional<std::string> file = database.missing_file()) {
    observer.notice(fmt::format(
        "The database file {} does not exist: mend its name, or let the first command that writes "
        "make it.",
        *file));
  }
}

}  // namespace migrate
