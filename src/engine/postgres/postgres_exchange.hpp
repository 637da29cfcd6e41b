#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "engine/postgres/postgres_error.hpp"
#include "engine/postgres/postgres_handle.hpp"

namespace migrate {

/// While it lives, the session is cut off once `limit` is over or the token is set: what waits for
/// an answer then fails, and is_lost(). For questions that change nothing, to a pooler that may
/// heed no request to cancel, and for what nobody answers.
class CutOffAfter {
 public:
  CutOffAfter(PGconn* connection, std::chrono::milliseconds limit,
              const std::stop_token& stop = {});

  /// Whether the limit was reached.
  [[nodiscard]] bool timed_out() const noexcept { return timed_out_; }

 private:
  std::atomic<bool> timed_out_{false};
  std::stop_callback<std::function<void()>> on_stop_;
  std::jthread timer_;  // last: it ends before the rest goes
};

/// While it lives, the stop token cancels what the server does for the session. Where that does not
/// end it, because the server or the network is silent, the session is cut off after `patience`:
/// what waits for its answer then fails, and is_lost().
class CancelOnStop {
 public:
  CancelOnStop(PGconn* connection, const std::stop_token& stop,
               std::chrono::milliseconds patience = std::chrono::seconds(15));

  /// Asks the server, unless it is being asked: a request that comes before its statement is
  /// forgotten there. Does not wait for the answer.
  void cancel() const noexcept { requests_.send(); }

  /// Whether the session was cut off.
  [[nodiscard]] bool has_cut_off() const noexcept { return requests_.has_cut_off(); }

 private:
  /// Those that were sent. Its end waits, within a bound, for one that is under way: it must not
  /// reach the session's next statement.
  class Requests {
   public:
    Requests(PGconn* connection, std::chrono::milliseconds patience);
    ~Requests();
    Requests(const Requests&) = delete;
    Requests& operator=(const Requests&) = delete;

    void send() const noexcept;
    [[nodiscard]] bool has_cut_off() const noexcept;

   private:
    PGconn* connection_;
    std::chrono::milliseconds patience_;
    std::shared_ptr<PGcancel> cancel_;  // shared with the thread that waits for the answer
    mutable std::mutex mutex_;          // guards the rest: a stop comes on another thread
    mutable std::future<void> last_;
    mutable std::optional<CutOffAfter> end_;  // from the first request on

    void start() const;
  };
  Requests requests_;
  std::stop_callback<std::function<void()>> callback_;  // last: it ends before what it calls goes
};

using PostgresRows = std::unique_ptr<PGresult, decltype(&PQclear)>;

/// What came back for a message of one or more statements.
struct Reply {
  std::vector<std::string> tags;  ///< of each statement that was completed, such as "INSERT 0 1"
  std::optional<ServerError> failure;  ///< of the statement after those
  bool sent = true;                    ///< false when the server cannot have got the message
  std::vector<PostgresRows> rows;      ///< of each that gave rows, where they are kept
};

/// What becomes of the rows that statements give.
enum class KeepRows { no, yes };

/// Who hears, about once a second, that a message is still under way, and for how long.
struct WaitListener {
  std::function<void(std::chrono::milliseconds)> heard;
  std::chrono::milliseconds first = std::chrono::seconds(1);  ///< when, after the start
};

/// What becomes of the notices of a question.
enum class Notices { deliver, drop };

/// Sends one simple-query message and waits for all of its results; notices are handed on as they
/// come. When a listener throws, the message is cancelled and the exception passed on when the
/// server has answered.
[[nodiscard]] Reply exchange(PostgresHandle& session, const std::string& message,
                             const std::stop_token& stop, const WaitListener& wait = {},
                             KeepRows keep = KeepRows::no, Notices notices = Notices::deliver);

/// Throws Error (Fault::cancelled) when the token is set.
void throw_if_stopped(const std::stop_token& stop);

/// Whether a failure is what the stop token asked for.
[[nodiscard]] bool is_cancellation(const ServerError& error, const std::stop_token& stop);

/// Runs questions, each with its semicolon, in one message and gives what was answered up to the
/// first that failed, and why it did. Throws Error where the session is lost or the token is set.
[[nodiscard]] Reply ask_each(PostgresHandle& session, const std::string& questions,
                             const std::stop_token& stop, const WaitListener& wait = {},
                             Notices notices = Notices::deliver);

/// Runs statements through libpqxx and gives the last one's rows. Throws Error.
[[nodiscard]] pqxx::result ask(PostgresHandle& session, const std::string& sql,
                               const std::stop_token& stop, Notices notices = Notices::deliver);

}  // namespace migrate
