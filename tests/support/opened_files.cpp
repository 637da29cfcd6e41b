#include "support/opened_files.hpp"

#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace migrate {
namespace {

void check(int result, const std::string& what) {
  if (result < 0) throw std::system_error(errno, std::generic_category(), what);
}

}  // namespace

OpenedFiles::OpenedFiles(const std::string& folder)
    : events_(inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {
  check(events_, "inotify_init1");
  check(inotify_add_watch(events_, folder.c_str(), IN_OPEN), folder);
}

OpenedFiles::~OpenedFiles() { close(events_); }

std::map<std::string, std::size_t> OpenedFiles::counts() {
  std::map<std::string, std::size_t> counted;
  alignas(inotify_event) std::array<char, 16384> buffer{};
  for (;;) {
    const ssize_t size = read(events_, buffer.data(), buffer.size());
    if (size <= 0) return counted;
    for (std::size_t at = 0; at < static_cast<std::size_t>(size);) {
      inotify_event event{};
      std::memcpy(&event, buffer.data() + at, sizeof event);
      if (event.len > 0) ++counted[buffer.data() + at + sizeof event];
      at += sizeof event + event.len;
    }
  }
}

}  // namespace migrate
