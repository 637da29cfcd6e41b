#include "revision/folder_walk.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <string_view>
#include <system_error>

#include <fmt/format.h>

namespace migrate {
namespace {

std::string reason(int error) { return std::generic_category().message(error); }

/// What stands before a file's name in messages: nothing for the working directory, a relative path
/// below it, an absolute one elsewhere. The path shown must lead to the same folder, so one that
/// climbs out of a link is shown as it was given.
std::string prefix_of(const std::filesystem::path& folder, const std::filesystem::path& from) {
  std::error_code ignored;
  std::filesystem::path normal = folder.lexically_normal();
  if (!std::filesystem::equivalent(normal, folder, ignored)) normal = folder;
  std::string shown = normal.string();
  if (!shown.ends_with('/')) shown += '/';
  std::string start = from.string();
  if (!start.ends_with('/')) start += '/';
  if (shown.starts_with(start)) shown.erase(0, start.size());
  return shown;
}

Error folder_problem(const std::string& prefix, int error) {
  const std::string name = prefix.empty() ? "." : prefix.substr(0, prefix.size() - 1);
  if (error == ENOENT || error == ENOTDIR) {
    const std::string_view what = error == ENOENT ? "does not exist" : "is no folder";
    return Error(Fault::config, fmt::format("the folder of revisions {} {}", name, what))
        .with_hint("`migrate init` makes it; `version_locations` in migrate.ini names others");
  }
  return Error(Fault::file, fmt::format("cannot read the folder {}: {}", name, reason(error)));
}

enum class EntryKind { file, folder, other, missing };

/// What an entry of a folder is; links are followed.
EntryKind kind_of(int folder, const char* name) {
  struct stat status {};
  if (::fstatat(folder, name, &status, 0) != 0) return EntryKind::missing;
  if (S_ISREG(status.st_mode)) return EntryKind::file;
  return S_ISDIR(status.st_mode) ? EntryKind::folder : EntryKind::other;
}

/// Whether an entry is itself a folder, no link to one.
bool is_folder(int folder, const dirent& entry) {
  if (entry.d_type != DT_UNKNOWN) return entry.d_type == DT_DIR;
  struct stat status {};
  return ::fstatat(folder, entry.d_name, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
         S_ISDIR(status.st_mode);
}

Error entry_problem(const std::string& path, EntryKind kind) {
  switch (kind) {
    case EntryKind::folder:
      return Error(Fault::file, fmt::format("{} is a folder, not a revision file", path))
          .with_hint("rename it: what is called *.sql here must be a revision file");
    case EntryKind::missing:
      return Error(Fault::file, fmt::format("{} is a link to nothing", path))
          .with_hint("remove it or restore the file that it points to");
    default:
      return Error(Fault::file, fmt::format("{} is not a regular file", path))
          .with_hint("remove it: what is called *.sql here must be a revision file");
  }
}

struct CloseFolder {
  void operator()(DIR* folder) const noexcept { ::closedir(folder); }
};

/// Opens a stream of its own on the folder, so that the descriptor stays with its owner.
std::unique_ptr<DIR, CloseFolder> open_stream(const Descriptor& folder) {
  const int copy = ::openat(folder.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR* stream = copy < 0 ? nullptr : ::fdopendir(copy);
  if (stream == nullptr && copy >= 0) ::close(copy);
  return std::unique_ptr<DIR, CloseFolder>(stream);
}

}  // namespace

FolderWalk::FolderWalk(const FolderSearch& search, const std::filesystem::path& working_directory)
    : recursive_(search.recursive) {
  for (const std::filesystem::path& folder : search.folders) {
    const std::filesystem::path absolute = working_directory / folder;
    waiting_.push_back({absolute, prefix_of(absolute, working_directory)});
  }
  std::ranges::reverse(waiting_);
}

std::optional<SqlFolder> FolderWalk::next(std::vector<Error>& problems) {
  while (!waiting_.empty()) {
    const Place place = std::move(waiting_.back());
    waiting_.pop_back();
    if (auto folder = list(place, problems)) return folder;
  }
  return std::nullopt;
}

std::optional<SqlFolder> FolderWalk::list(const Place& place, std::vector<Error>& problems) {
  SqlFolder folder{
      Descriptor(::open(place.path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)), place.prefix, {}};
  struct stat status {};
  const int opened = folder.descriptor.get();
  const auto stream = opened < 0 ? nullptr : open_stream(folder.descriptor);
  if (stream == nullptr || ::fstat(opened, &status) != 0) {
    problems.push_back(folder_problem(place.prefix, errno));
    return std::nullopt;
  }
  if (!visited_.emplace(status.st_dev, status.st_ino).second) return std::nullopt;

  std::vector<std::string> below;
  errno = 0;
  for (const dirent* entry = ::readdir(stream.get()); entry != nullptr;
       errno = 0, entry = ::readdir(stream.get())) {
    const std::string_view name = entry->d_name;
    if (name.starts_with('.')) continue;
    if (name.ends_with(".sql")) {
      const EntryKind kind =
          entry->d_type == DT_REG ? EntryKind::file : kind_of(opened, entry->d_name);
      if (kind == EntryKind::file) folder.names.emplace_back(name);
      if (kind != EntryKind::file)
        problems.push_back(entry_problem(place.prefix + entry->d_name, kind));
    } else if (recursive_ && is_folder(opened, *entry)) {
      below.emplace_back(name);
    }
  }
  if (errno != 0) problems.push_back(folder_problem(place.prefix, errno));
  std::ranges::sort(folder.names);
  wait_for(place, std::move(below));
  return folder;
}

void FolderWalk::wait_for(const Place& parent, std::vector<std::string> names) {
  std::ranges::sort(names, std::ranges::greater{});
  for (const std::string& name : names) {
    waiting_.push_back({parent.path / name, parent.prefix + name + '/'});
  }
}

}  // namespace migrate
