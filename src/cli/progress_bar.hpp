#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <iosfwd>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

#include "cli/progress_text.hpp"
#include "migrate/report.hpp"

namespace migrate {

/// How long work is shown while it runs.
enum class ProgressStyle {
  lines,  ///< a line now and then for a statement that still runs
  bar,    ///< one line at the end of a terminal, drawn over itself
};

struct ProgressSettings {
  ProgressStyle style = ProgressStyle::lines;
  std::chrono::milliseconds line_every = std::chrono::seconds(30);  ///< for ProgressStyle::lines
  std::chrono::milliseconds bar_after{200};  ///< what ends sooner never has a bar
  std::chrono::milliseconds draw_every{125};
  /// The terminal's width; 0 where it is not known. May be empty.
  std::function<std::size_t()> columns = {};
};

/// One line at the end of a terminal that says how far a run has come. A thread of its own draws
/// it, so that its time goes on whatever the database does.
class ProgressBar {
 public:
  /// `out` must outlive it, and be written to through it alone while a run is shown.
  ProgressBar(std::ostream& out, ProgressSettings settings);
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  /// Shows a run from now on, until end().
  void begin(std::size_t steps);
  void step_started(const Step& step);
  void step_done();
  void statement_runs(const StatementRun& run);
  /// Nothing is left of it on the terminal afterwards.
  void end() noexcept;

  /// Wipes the bar and writes `text`, which ends with a line end, in its place.
  void write(const std::string& text);

  /// Once this is set, the bar is wiped and does not come back: a second signal ends the program.
  void go_when(std::stop_token stop);

 private:
  using Clock = std::chrono::steady_clock;

  std::ostream& out_;
  ProgressSettings settings_;
  std::mutex mutex_;  // of all below but the thread
  std::condition_variable_any wake_;
  RunProgress progress_;
  Clock::time_point step_start_;
  Clock::time_point heard_at_;  // of progress_.statement
  std::string shown_;           // what stands on the terminal; empty for nothing
  std::stop_token stop_;
  std::jthread drawer_;

  void draw_until(const std::stop_token& ended);
  void draw();
  [[nodiscard]] std::string line();
  [[nodiscard]] std::string wiped();
};

}  // namespace migrate
