#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/program.hpp"

#ifdef __GLIBC__
#include <malloc.h>
#endif

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

/// glibc takes ever larger pieces from the heap once some were freed, and a heap that several
/// threads have used gives little back: the lists of a large history would stay in memory twice.
void give_large_pieces_back() {
#ifdef __GLIBC__
  constexpr int kLarge = 256 * 1024;
  mallopt(M_MMAP_THRESHOLD, kLarge);
#endif
}

}  // namespace

int main(int argc, char** argv) {
  give_large_pieces_back();
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
