#include "command/wait.hpp"

#include <memory>
#include <string>

#include <fmt/format.h>

#include "base/event_text.hpp"
#include "runtime/connecting.hpp"

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

}  // namespace

void run_wait(const WaitArgs& args, const Project& project, Output& output,
              const std::stop_token& stop) {
  const std::unique_ptr<Database> database = project.database(output, stop);
  ConnectPatience patience;
  patience.retries.reset();
  patience.limit = args.timeout;
  patience.first_pause = kFirstPause;
  patience.refusals = ConnectPatience::Refusals::all;
  Reporter reporter(output);
  const auto connection = connect_within(
      *database, OpenMode::read_only, patience, stop,
      [&](const Error& refusal, int, milliseconds) { reporter.refused(refusal, args.timeout); });
  static_cast<void>(connection->query("SELECT 1"));
  output.database_is_up(project.database_url().redacted, reporter.waited());
}

}  // namespace migrate
