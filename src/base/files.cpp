#include "base/files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "migrate/error.hpp"

namespace migrate {
namespace {

std::string reason(int error) { return std::generic_category().message(error); }

[[noreturn]] void fail(const std::filesystem::path& path, std::string_view what, int error) {
  throw Error(Fault::file, fmt::format("cannot {} {}: {}", what, path.string(), reason(error)));
}

/// An open file descriptor, closed when it goes.
class Descriptor {
 public:
  explicit Descriptor(int value) noexcept : value_(value) {}
  ~Descriptor() {
    if (value_ >= 0) ::close(value_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int get() const noexcept { return value_; }
  /// Closes it now and says whether the system took everything that was written.
  [[nodiscard]] bool close() noexcept { return ::close(std::exchange(value_, -1)) == 0; }

 private:
  int value_;
};

/// A file written under another name beside its place; removed unless it got there.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::filesystem::path& target)
      : target_(target),
        path_(target.string() + ".XXXXXX"),
        file_(::mkostemp(path_.data(), O_CLOEXEC)) {
    if (file_.get() < 0) fail(target_, "write", errno);
  }
  ~TemporaryFile() { ::unlink(path_.c_str()); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  void write(std::string_view content) {
    while (!content.empty()) {
      const ssize_t written = ::write(file_.get(), content.data(), content.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) fail(target_, "write", errno);
      content.remove_prefix(static_cast<std::size_t>(written));
    }
  }

  /// Makes it durable and gives it the permissions that a file made by open() would have.
  void finish(mode_t mode) {
    if (::fchmod(file_.get(), mode) != 0 || ::fsync(file_.get()) != 0 || !file_.close()) {
      fail(target_, "write", errno);
    }
  }

  [[nodiscard]] const char* path() const noexcept { return path_.c_str(); }

 private:
  const std::filesystem::path& target_;
  std::string path_;
  Descriptor file_;
};

mode_t default_mode() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666 & ~mask;
}

}  // namespace

std::string read_file(const std::filesystem::path& path) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (file.get() < 0) fail(path, "read", errno);
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) fail(path, "read", errno);
  if (S_ISDIR(status.st_mode)) fail(path, "read", EISDIR);
  if (!S_ISREG(status.st_mode)) {
    throw Error(Fault::file,
                fmt::format("cannot read {}: it is not a regular file", path.string()));
  }
  std::string content(static_cast<std::size_t>(status.st_size), '\0');
  std::size_t size = 0;
  for (;;) {
    if (size == content.size()) content.resize(content.size() + 4096);
    const ssize_t got = ::read(file.get(), content.data() + size, content.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail(path, "read", errno);
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  content.resize(size);
  return content;
}

void write_new_file(const std::filesystem::path& path, std::string_view content) {
  TemporaryFile file(path);
  file.write(content);
  file.finish(default_mode());
  if (::link(file.path(), path.c_str()) == 0) return;
  if (errno == EEXIST) {
    throw Error(Fault::file, fmt::format("{} exists already; it was left as it is", path.string()));
  }
  fail(path, "write", errno);
}

void replace_file(const std::filesystem::path& path, std::string_view content) {
  struct stat status {};
  const mode_t mode = ::stat(path.c_str(), &status) == 0 ? status.st_mode & 07777 : default_mode();
  TemporaryFile file(path);
  file.write(content);
  file.finish(mode);
  if (::rename(file.path(), path.c_str()) != 0) fail(path, "write", errno);
}

}  // namespace migrate
