#include "cli/progress_bar.hpp"

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <pty.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <stdexcept>
#include <string>

namespace migrate {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

/// Whether a terminal shows nothing that was drawn in the text: each bar is wiped before a line end
/// and at the end. Bars begin with '['.
std::string left_on_screen(const std::string& written) {
  std::string screen;
  std::string line;
  for (std::size_t at = 0; at < written.size(); ++at) {
    if (written[at] == '\r' && written.compare(at, 2, "\r\n") != 0) {
      line.clear();  // all that we write after it begins with an erasure or is longer than before
    } else if (written.compare(at, 3, "\x1b[K") == 0) {
      at += 2;
    } else if (written[at] == '\n') {
      screen += line + "\n";
      line.clear();
    } else if (written[at] != '\r') {
      line += written[at];
    }
  }
  return screen + line;
}

/// A bar on a pseudo-terminal of 60 columns.
class ProgressBarTest : public testing::Test {
 protected:
  ProgressBarTest() {
    winsize size{24, 60, 0, 0};
    std::array<char, 128> name{};
    if (openpty(&ours_, &its_, name.data(), nullptr, &size) != 0) {
      throw std::runtime_error("no pseudo-terminal");
    }
    terminal_.open(name.data());
    settings_.style = ProgressStyle::bar;
    settings_.bar_after = 1ms;
    settings_.draw_every = 1ms;
    settings_.columns = [this] {
      winsize told{};
      ioctl(its_, TIOCGWINSZ, &told);
      return std::size_t{told.ws_col};
    };
  }
  ~ProgressBarTest() override {
    terminal_.close();
    close(its_);
    close(ours_);
  }

  /// Reads until the terminal has got `text`.
  void wait_for(const std::string& text) {
    while (read_.find(text, seen_) == std::string::npos) read_more(-1);
    seen_ = read_.find(text, seen_) + text.size();
  }

  /// All that the terminal has got.
  std::string all() {
    while (read_more(0)) {
    }
    return read_;
  }

  bool read_more(int patience) {
    pollfd ready{ours_, POLLIN, 0};
    if (poll(&ready, 1, patience) != 1) return false;
    std::array<char, 4096> bytes{};
    const ssize_t size = read(ours_, bytes.data(), bytes.size());
    if (size <= 0) throw std::runtime_error("the terminal is gone");
    read_.append(bytes.data(), static_cast<std::size_t>(size));
    return true;
  }

  static Step step() { return {Direction::upgrade, "b", {"a"}, {"b"}, "Add b", 0us}; }

  int ours_ = -1;
  int its_ = -1;
  std::ofstream terminal_;
  ProgressSettings settings_;
  std::string read_;
  std::size_t seen_ = 0;
};

TEST_F(ProgressBarTest, IsDrawnWhileARunLastsAndLeavesNothing) {
  ProgressBar bar(terminal_, settings_);
  bar.begin(2);
  bar.step_started(step());
  wait_for("[--------] 1 of 2  b  0 s  Add b");
  bar.step_done();
  wait_for("[####----] 2 of 2  b");
  bar.end();
  EXPECT_EQ(left_on_screen(all()), "");
}

TEST_F(ProgressBarTest, IsWipedBeforeALineAndComesBack) {
  ProgressBar bar(terminal_, settings_);
  bar.begin(2);
  bar.step_started(step());
  wait_for("1 of 2");
  bar.write("NOTICE: something\n");
  wait_for("\r\x1b[KNOTICE: something\r\n");
  wait_for("1 of 2");
  bar.end();
  EXPECT_EQ(left_on_screen(all()), "NOTICE: something\n");
}

TEST_F(ProgressBarTest, IsNotShownWhereThereIsNoThreadForIt) {
  constexpr std::size_t kMoreThanThereIs = std::size_t{1} << 46U;
  pthread_attr_t usual;
  pthread_getattr_default_np(&usual);
  pthread_attr_t large = usual;
  pthread_attr_setstacksize(&large, kMoreThanThereIs);
  pthread_setattr_default_np(&large);
  ProgressBar bar(terminal_, settings_);
  EXPECT_NO_THROW(bar.begin(2));
  pthread_setattr_default_np(&usual);
  bar.write("NOTICE: something\n");
  bar.end();

  EXPECT_EQ(all(), "NOTICE: something\r\n");
}

TEST_F(ProgressBarTest, IsWipedWhenItGoes) {
  {
    ProgressBar bar(terminal_, settings_);
    bar.begin(2);
    wait_for("1 of 2");
  }
  EXPECT_EQ(left_on_screen(all()), "");
}

TEST_F(ProgressBarTest, ShowsWhatIsHeardOfTheStatement) {
  ProgressBar bar(terminal_, settings_);
  bar.begin(2);
  bar.step_started(step());
  bar.statement_runs({"b", {"b.sql", 14, 0}, 74s, {}});
  wait_for("b  line 14: 74 s");
}

TEST_F(ProgressBarTest, FitsTheTerminalAlsoWhenThatBecomesNarrow) {
  ProgressBar bar(terminal_, settings_);
  bar.begin(2);
  bar.step_started(step());
  wait_for("Add b");
  winsize narrow{24, 20, 0, 0};
  ioctl(ours_, TIOCSWINSZ, &narrow);
  wait_for("\r[--------] 1 of ...\x1b[K");
}

TEST_F(ProgressBarTest, GoesOnceTheProgramIsToEnd) {
  std::stop_source stop;
  ProgressBar bar(terminal_, settings_);
  bar.go_when(stop.get_token());
  bar.begin(2);
  wait_for("1 of 2");
  stop.request_stop();
  wait_for("\r\x1b[K");
  EXPECT_EQ(left_on_screen(all()), "");
}

TEST_F(ProgressBarTest, IsNotDrawnForWhatEndsSoon) {
  settings_.bar_after = 1h;
  ProgressBar bar(terminal_, settings_);
  bar.begin(2);
  bar.step_started(step());
  bar.write("Running\n");
  bar.end();
  EXPECT_EQ(all(), "Running\r\n");
}

TEST_F(ProgressBarTest, IsNotDrawnWhenThereIsNothingToDo) {
  ProgressBar bar(terminal_, settings_);
  bar.begin(0);
  bar.end();
  EXPECT_EQ(all(), "");
}

}  // namespace
}  // namespace migrate
