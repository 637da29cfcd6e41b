#include "engine/postgres/postgres_exchange.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <mutex>
#include <utility>

#include <pqxx/except>
#include <pqxx/nontransaction>
#include <pqxx/result>

namespace migrate {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kLookAtTokenEvery = 100;  // milliseconds
constexpr std::chrono::seconds kCallEvery{1};
constexpr std::chrono::seconds kCancelledWithin{2};
constexpr const char* kNotStopped =
    "it was closed, as the server did not end the statement that it was asked to stop";
constexpr std::string_view kQueryCanceled = "57014";
constexpr const char* kNoPrivilege = "42501";

/// One message under way.
class Exchange {
 public:
  Exchange(PostgresHandle& session, const std::stop_token& stop, const WaitListener& wait,
           KeepRows keep, Notices notices)
      : session_(session),
        stop_(stop),
        wait_(wait),
        keep_(keep),
        notices_(notices),
        next_call_(wait.first),
        cancel_(session.raw(), stop) {}

  Reply run(const std::string& message) {
    if (PQsendQuery(session_.raw(), message.c_str()) == 0) {
      reply_.failure = libpq_error();
      reply_.sent = false;
      return std::move(reply_);
    }
    for (PostgresRows result = next(); result; result = next()) take(std::move(result));
    deliver_notices();
    if (reply_.failure && cancel_.has_cut_off()) reply_.failure->message = kNotStopped;
    if (thrown_) std::rethrow_exception(thrown_);
    return std::move(reply_);
  }

 private:
  PostgresHandle& session_;
  const std::stop_token& stop_;
  const WaitListener& wait_;
  KeepRows keep_;
  Notices notices_;
  Clock::time_point start_ = Clock::now();
  std::chrono::milliseconds next_call_;  // of wait_, after the start
  CancelOnStop cancel_;
  Reply reply_;
  std::exception_ptr thrown_;  // by a listener

  [[nodiscard]] ServerError libpq_error() const {
    return server_error(PQerrorMessage(session_.raw()), std::string());
  }

  /// The next result; null when the message is answered.
  PostgresRows next() {
    while (PQisBusy(session_.raw()) != 0 && PQconsumeInput(session_.raw()) != 0) {
      deliver_notices();
      if (PQisBusy(session_.raw()) != 0) wait_for_server();
    }
    return {PQgetResult(session_.raw()), &PQclear};
  }

  void wait_for_server() {
    pollfd socket{PQsocket(session_.raw()), POLLIN, 0};
    const bool silent = ::poll(&socket, 1, patience()) <= 0;
    if (!silent) return;
    tell_of_wait();
    if (stop_.stop_requested() || thrown_) cancel_.cancel();
  }

  /// In milliseconds; short enough to tell of the wait in time.
  [[nodiscard]] int patience() const {
    if (!wait_.heard || thrown_) return kLookAtTokenEvery;
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(start_ + next_call_ - Clock::now());
    return static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, kLookAtTokenEvery));
  }

  void tell_of_wait() {
    const auto waited = std::chrono::floor<std::chrono::milliseconds>(Clock::now() - start_);
    if (!wait_.heard || thrown_ || waited < next_call_) return;
    guarded([&] { wait_.heard(waited); });
    // Counted from its end: a slow listener is not called without a pause.
    next_call_ = std::chrono::floor<std::chrono::milliseconds>(Clock::now() - start_) + kCallEvery;
  }

  void deliver_notices() {
    if (notices_ == Notices::drop) return session_.notices().drop();
    guarded([&] { session_.notices().deliver(); });
  }

  /// What a listener throws ends the statement, and is passed on when that has ended.
  template <typename Call>
  void guarded(Call call) {
    try {
      call();
    } catch (...) {
      if (!thrown_) thrown_ = std::current_exception();
      cancel_.cancel();
    }
  }

  void take(PostgresRows result) {
    const ExecStatusType status = PQresultStatus(result.get());
    if (status == PGRES_COPY_IN || status == PGRES_COPY_BOTH) {
      PQputCopyEnd(session_.raw(), "a revision has no data for COPY FROM stdin");
    } else if (status == PGRES_COPY_OUT) {
      drop_copy();
    } else if (status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE) {
      if (!reply_.failure) reply_.failure = server_error(result.get());
    } else {
      add_tag(*result);
      if (keep_ == KeepRows::yes && status == PGRES_TUPLES_OK) {
        reply_.rows.push_back(std::move(result));
      }
    }
  }

  void drop_copy() {
    char* row = nullptr;
    while (PQgetCopyData(session_.raw(), &row, 0) > 0) PQfreemem(row);
  }

  /// A statement that a rule has made several of gives several results, but one tag.
  void add_tag(const PGresult& result) {
    // libpq's declaration lacks a const; the function only reads.
    std::string tag = PQcmdStatus(const_cast<PGresult*>(&result));  // NOLINT(*-const-cast)
    if (!tag.empty()) reply_.tags.push_back(std::move(tag));
  }
};

/// `error` is an exception of libpqxx.
Error translated(const PostgresHandle& session, const ServerError& error,
                 const std::stop_token& stop) {
  if (is_cancellation(error, stop)) return Error(Fault::cancelled, "stopped");
  if (session.is_lost()) return connection_lost(error, "check the server, then try again");
  return described(error);
}

}  // namespace

CancelOnStop::CancelOnStop(PGconn* connection, const std::stop_token& stop,
                           std::chrono::milliseconds patience)
    : requests_(connection, patience), callback_(stop, [this] { cancel(); }) {}

CancelOnStop::Requests::Requests(PGconn* connection, std::chrono::milliseconds patience)
    : connection_(connection),
      patience_(patience),
      cancel_(PQgetCancel(connection), [](PGcancel* cancel) { PQfreeCancel(cancel); }) {}

CancelOnStop::Requests::~Requests() {
  end_.reset();
  if (last_.valid()) last_.wait_for(kCancelledWithin);
}

void CancelOnStop::Requests::send() const noexcept {
  try {
    start();
  } catch (const std::exception&) {
    // No thread to be had: who waits for the statement's end asks again.
  }
}

bool CancelOnStop::Requests::has_cut_off() const noexcept {
  const std::lock_guard guard(mutex_);
  return end_ && end_->timed_out();
}

/// PQcancel waits until the server hangs up, for ever where it never does; so a thread that nobody
/// waits for calls it.
void CancelOnStop::Requests::start() const {
  const std::lock_guard guard(mutex_);
  if (!end_) end_.emplace(connection_, patience_);
  const bool under_way =
      last_.valid() && last_.wait_for(std::chrono::seconds(0)) != std::future_status::ready;
  if (!cancel_ || under_way) return;
  std::packaged_task<void()> request([cancel = cancel_] {
    std::array<char, 256> message{};
    PQcancel(cancel.get(), message.data(), static_cast<int>(message.size()));
  });
  std::future<void> answered = request.get_future();
  std::thread(std::move(request)).detach();
  last_ = std::move(answered);
}

Reply exchange(PostgresHandle& session, const std::string& message, const std::stop_token& stop,
               const WaitListener& wait, KeepRows keep, Notices notices) {
  return Exchange(session, stop, wait, keep, notices).run(message);
}

Reply ask_each(PostgresHandle& session, const std::string& questions, const std::stop_token& stop,
               const WaitListener& wait, Notices notices) {
  throw_if_stopped(stop);
  Reply reply = exchange(session, questions, stop, wait, KeepRows::yes, notices);
  const bool is_answer = !reply.failure || (reply.sent && !session.is_lost());
  if (!is_answer || (reply.failure && is_cancellation(*reply.failure, stop))) {
    throw translated(session, *reply.failure, stop);
  }
  return reply;
}

void throw_if_stopped(const std::stop_token& stop) {
  if (stop.stop_requested()) throw Error(Fault::cancelled, "stopped");
}

bool is_cancellation(const ServerError& error, const std::stop_token& stop) {
  return stop.stop_requested() && error.code == kQueryCanceled;
}

pqxx::result ask(PostgresHandle& session, const std::string& sql, const std::stop_token& stop,
                 Notices notices) {
  throw_if_stopped(stop);
  const CancelOnStop cancel(session.raw(), stop);
  try {
    pqxx::nontransaction transaction(session.pqxx());
    pqxx::result rows = transaction.exec(sql);
    if (notices == Notices::drop) session.notices().drop();
    session.notices().deliver();
    return rows;
  } catch (const pqxx::insufficient_privilege& error) {  // libpqxx 6.4 forgets its SQLSTATE
    throw translated(session, server_error(error.what(), kNoPrivilege), stop);
  } catch (const pqxx::sql_error& error) {
    throw translated(session, server_error(error.what(), error.sqlstate()), stop);
  } catch (const pqxx::failure& error) {
    // Of a connection that is lost libpqxx may only say that it knows no encoding.
    const std::string reason = session.is_lost() ? PQerrorMessage(session.raw()) : std::string();
    throw translated(session, server_error(reason.empty() ? error.what() : reason, std::string()),
                     stop);
  }
}

CutOffAfter::CutOffAfter(PGconn* connection, std::chrono::milliseconds limit,
                         const std::stop_token& stop)
    : on_stop_(stop, [socket = PQsocket(connection)] { ::shutdown(socket, SHUT_RDWR); }),
      timer_([this, limit, socket = PQsocket(connection)](const std::stop_token& in_time) {
        std::mutex mutex;
        std::condition_variable_any nothing;
        std::unique_lock<std::mutex> lock(mutex);
        nothing.wait_for(lock, in_time, limit, [] { return false; });
        if (in_time.stop_requested()) return;
        timed_out_ = true;
        ::shutdown(socket, SHUT_RDWR);
      }) {}

}  // namespace migrate
