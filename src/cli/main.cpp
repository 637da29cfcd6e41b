#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <iostream>
#include <vector>

#include "cli/program.hpp"

namespace {

std::optional<std::string> environment_variable(std::string_view name) {
  const char* value = std::getenv(std::string(name).c_str());
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

/// 0 where it is not known.
std::size_t terminal_columns() {
  winsize size{};
  return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

/// Whether nobody reads what is written to standard output any more: its pipe is closed.
bool reader_is_gone() {
  pollfd output{STDOUT_FILENO, POLLOUT, 0};
  return poll(&output, 1, 0) > 0 && (output.revents & (POLLERR | POLLHUP)) != 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  std::signal(SIGPIPE, SIG_IGN);  // a reader that goes away must not end a migration half-way

  const std::vector<std::string> arguments(argv + 1, argv + argc);
  migrate::World world{std::cout, std::cerr, isatty(STDERR_FILENO) == 1, environment_variable};
  world.progress.columns = terminal_columns;
  const int code = migrate::run_program(arguments, world);

  std::cout.flush();
  if (code != 0 || std::cout || reader_is_gone()) return code;
  std::cerr << "error: cannot write to standard output\n";
  return 2;
}
