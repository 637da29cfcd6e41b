#include "revision/header_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string_view>
#include <system_error>

#include <fmt/format.h>

#include "revision/text_line.hpp"

namespace migrate {
namespace {

constexpr std::size_t kFirstRead = 4096;

[[noreturn]] void fail(const std::string& path, int error) {
  throw Error(Fault::file,
              fmt::format("cannot read {}: {}", path, std::generic_category().message(error)));
}

/// Reads up to `size` bytes, 0 at the end of the file.
std::size_t read_some(const Descriptor& file, char* into, std::size_t size,
                      const std::string& path) {
  for (;;) {
    const ssize_t got = ::read(file.get(), into, size);
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR) fail(path, errno);
  }
}

/// Whether the beginning of a line shows already that it is no part of a header: such a line may be
/// a whole data load.
bool ends_header(std::string_view line) {
  line.remove_prefix(spacing_before(line));
  return !line.empty() && line.front() != '-' && static_cast<unsigned char>(line.front()) < 0x80;
}

}  // namespace

Header HeaderFileReader::read(const SqlFolder& folder, const std::string& name) {
  const std::string path = folder.prefix + name;
  const Descriptor file = open(folder, name, path);
  for (;;) {
    const std::size_t got = read_more(file, path);
    if (got == 0) return read_header(text(), path);
    const std::size_t complete = text().rfind('\n') + 1;
    Header header = read_header(text().substr(0, complete), path);
    if (header.end != HeaderEnd::text || ends_header(text().substr(complete))) return header;
  }
}

Header HeaderFileReader::read_whole(const SqlFolder& folder, const std::string& name) {
  const std::string path = folder.prefix + name;
  const Descriptor file = open(folder, name, path);
  while (read_more(file, path) != 0) continue;
  return read_header(text(), path);
}

Descriptor HeaderFileReader::open(const SqlFolder& folder, const std::string& name,
                                  const std::string& path) {
  // O_NONBLOCK: should a pipe have taken the file's place, nothing may wait for its writer.
  Descriptor file(::openat(folder.descriptor.get(), name.c_str(),
                           O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (file.get() < 0) fail(path, errno);
  size_ = 0;
  return file;
}

std::size_t HeaderFileReader::read_more(const Descriptor& file, const std::string& path) {
  if (size_ == buffer_.size()) buffer_.resize(std::max(kFirstRead, 2 * size_));
  const std::size_t wanted = size_ < kFirstRead ? kFirstRead - size_ : buffer_.size() - size_;
  const std::size_t got = read_some(file, buffer_.data() + size_, wanted, path);
  size_ += got;
  return got;
}

}  // namespace migrate
