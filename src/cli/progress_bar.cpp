#include "cli/progress_bar.hpp"

#include <ostream>
#include <system_error>
#include <utility>

namespace migrate {
namespace {

constexpr std::string_view kToLineStart = "\r";
constexpr std::string_view kEraseToEnd = "\x1b[K";
constexpr std::size_t kUsualColumns = 80;
/// Statements are heard of once a second: what is older is over.
constexpr std::chrono::seconds kFreshFor{3};

}  // namespace

ProgressBar::ProgressBar(std::ostream& out, ProgressSettings settings)
    : out_(out), settings_(std::move(settings)) {}

ProgressBar::~ProgressBar() { end(); }

void ProgressBar::begin(std::size_t steps) {
  end();
  if (steps == 0) return;
  progress_ = {};
  progress_.steps = steps;
  step_start_ = Clock::now();
  try {
    drawer_ = std::jthread([this](const std::stop_token& ended) { draw_until(ended); });
  } catch (const std::system_error&) {
    // No thread to be had: the run is what matters, and goes without a bar.
  }
}

void ProgressBar::step_started(const Step& step) {
  const std::lock_guard guard(mutex_);
  progress_.revision = step.revision;
  progress_.message = step.message;
  progress_.statement.reset();
  step_start_ = Clock::now();
}

void ProgressBar::step_done() {
  const std::lock_guard guard(mutex_);
  ++progress_.done;
}

void ProgressBar::statement_runs(const StatementRun& run) {
  const std::lock_guard guard(mutex_);
  progress_.statement = run;
  heard_at_ = Clock::now();
}

void ProgressBar::end() noexcept {
  if (drawer_.joinable()) {
    drawer_.request_stop();
    drawer_.join();
  }
  out_ << wiped() << std::flush;
}

void ProgressBar::write(const std::string& text) {
  const std::lock_guard guard(mutex_);
  out_ << wiped() + text << std::flush;
}

void ProgressBar::go_when(std::stop_token stop) {
  const std::lock_guard guard(mutex_);
  stop_ = std::move(stop);
}

void ProgressBar::draw_until(const std::stop_token& ended) {
  std::unique_lock lock(mutex_);
  const auto wait = [&](std::chrono::milliseconds time) {
    wake_.wait_for(lock, ended, time, [] { return false; });
  };
  for (wait(settings_.bar_after); !ended.stop_requested(); wait(settings_.draw_every)) draw();
}

void ProgressBar::draw() {
  std::string text = stop_.stop_requested() ? std::string() : line();
  if (text == shown_) return;
  if (text.empty()) {
    out_ << wiped();
  } else {
    out_ << std::string(kToLineStart) + text + std::string(kEraseToEnd);
    shown_ = std::move(text);
  }
  out_ << std::flush;
}

/// One column less than there are: a terminal may go to the next line after the last one.
std::string ProgressBar::line() {
  const auto now = Clock::now();
  progress_.elapsed = std::chrono::floor<std::chrono::milliseconds>(now - step_start_);
  if (now - heard_at_ > kFreshFor) progress_.statement.reset();
  const std::size_t told = settings_.columns ? settings_.columns() : 0;
  return progress_line(progress_, (told == 0 ? kUsualColumns : told) - 1);
}

/// What takes the bar off the terminal.
std::string ProgressBar::wiped() {
  if (shown_.empty()) return {};
  shown_.clear();
  return std::string(kToLineStart) + std::string(kEraseToEnd);
}

}  // namespace migrate
