#include "command/wait.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>

#include <fmt/format.h>

#include "base/event_text.hpp"
#include "runtime/connecting.hpp"
#include "runtime/pause.hpp"

namespace migrate {
namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

constexpr milliseconds kTellEvery = std::chrono::seconds(5);
constexpr milliseconds kFirstPause{200};  // grows to a second: a start should not wait for us

/// Tells why the database does not answer: at once when the reason is new, else now and then.
class Reporter {
 public:
  explicit Reporter(Output& output) : output_(output) {}

  void refused(const Error& refusal, milliseconds limit) {
    const Clock::time_point now = Clock::now();
    const std::string reason = refusal.what();
    if (reason == last_reason_ && now < next_) return;
    last_reason_ = reason;
    next_ = now + kTellEvery;
    const auto waited = std::chrono::duration_cast<milliseconds>(now - start_);
    output_.notice(fmt::format("Waiting for the database: {} (waited {} of {})", reason,
                               duration_text(waited), duration_text(limit)));
  }

  [[nodiscard]] milliseconds waited() const {
    return std::chrono::duration_cast<milliseconds>(Clock::now() - start_);
  }

 private:
  Output& output_;
  Clock::time_point start_ = Clock::now();
  Clock::time_point next_ = start_;
  std::string last_reason_;
};

/// Sets its token when the time is up, or when `stop` is set.
class Deadline {
 public:
  Deadline(milliseconds after, const std::stop_token& stop)
      : forward_(stop, [this] { up_.request_stop(); }),
        timer_([this, after](const std::stop_token& done) {
          pause(after, done);
          if (!done.stop_requested()) up_.request_stop();
        }) {}

  [[nodiscard]] std::stop_token token() const noexcept { return up_.get_token(); }

 private:
  std::stop_source up_;
  std::stop_callback<std::function<void()>> forward_;
  std::jthread timer_;
};

/// What to say when the time is up in the middle of a try.
Error no_answer(const std::optional<Error>& last, milliseconds timeout) {
  if (last) return *last;
  return {Fault::database,
          fmt::format("the database gave no answer within {}", duration_text(timeout))};
}

}  // namespace

void run_wait(const WaitArgs& args, const Project& project, Output& output,
              const std::stop_token& stop) {
  std::optional<Deadline> deadline;  // one single try takes as long as it takes
  if (args.timeout > milliseconds(0)) deadline.emplace(args.timeout, stop);
  const std::stop_token up = deadline ? deadline->token() : stop;
  const std::unique_ptr<Database> database = project.impatient_database(output, up);
  ConnectPatience patience;
  patience.retries.reset();
  patience.limit = args.timeout;
  patience.first_pause = kFirstPause;
  patience.refusals = ConnectPatience::Refusals::all;
  patience.question = [](Connection& connection) { connection.query("SELECT 1"); };
  Reporter reporter(output);
  std::optional<Error> last;
  const auto heard = [&](const Error& refusal, int, milliseconds) {
    last = refusal;
    reporter.refused(refusal, args.timeout);
  };
  try {
    static_cast<void>(connect_within(*database, OpenMode::read_only, patience, up, heard));
  } catch (const Error& error) {
    if (error.fault() != Fault::cancelled || stop.stop_requested()) throw;
    throw no_answer(last, args.timeout);
  }
  tell_if_missing(*database, output);
  output.database_is_up(project.database_url().redacted, reporter.waited());
}

}  // namespace migrate
