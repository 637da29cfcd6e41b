#include "revision/revision_source.hpp"

#include <algorithm>
#include <iterator>
#include <span>
#include <string_view>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "base/files.hpp"
#include "base/in_parts.hpp"
#include "revision/folder_walk.hpp"
#include "revision/header_file.hpp"
#include "revision/header_reader.hpp"

namespace migrate {
namespace {

/// Texts of files by their path in messages.
class KeptTexts {
 public:
  explicit KeptTexts(std::size_t most_bytes) noexcept : most_bytes_(most_bytes) {}

  /// How many bytes may still be added; the last text may be longer.
  [[nodiscard]] std::size_t room() const noexcept {
    return most_bytes_ - std::min(most_bytes_, bytes_);
  }

  void add(const std::string& file, std::string_view text) {
    bytes_ += kOverhead + file.size() + text.size();
    texts_.emplace(file, text);
  }

  void add(KeptTexts more) {
    bytes_ += more.bytes_;
    texts_.merge(more.texts_);
  }

  [[nodiscard]] const std::string* find(const std::string& file) const {
    const auto found = texts_.find(file);
    return found == texts_.end() ? nullptr : &found->second;
  }

 private:
  static constexpr std::size_t kOverhead = 128;  ///< of an entry
  std::size_t most_bytes_;
  std::size_t bytes_ = 0;
  std::unordered_map<std::string, std::string> texts_;
};

/// What was read of some files.
struct FilesRead {
  Headers headers;
  KeptTexts texts;
};

void add(Headers& all, Header header) {
  if (header.problems.empty()) {
    all.revisions.push_back(std::move(header.revision));
  } else {
    std::ranges::move(header.problems, std::back_inserter(all.problems));
  }
}

void add(Headers& all, Headers more) {
  std::ranges::move(more.revisions, std::back_inserter(all.revisions));
  std::ranges::move(more.problems, std::back_inserter(all.problems));
}

void sort(Headers& headers) {
  if (std::ranges::is_sorted(headers.revisions, {}, &Revision::file)) return;
  std::ranges::sort(headers.revisions, {}, &Revision::file);
}

/// Reads some files of a folder and keeps texts of them, of so many bytes.
FilesRead read_files(const SqlFolder& folder, std::span<const std::string> names,
                     std::size_t most_bytes) {
  FilesRead read{{}, KeptTexts(most_bytes)};
  read.headers.revisions.reserve(names.size());
  HeaderFileReader reader;
  for (const std::string& name : names) {
    try {
      const bool keep = read.texts.room() > 0;
      Header header = keep ? reader.read_whole(folder, name) : reader.read(folder, name);
      if (keep) read.texts.add(header.revision.file, reader.text());
      add(read.headers, std::move(header));
    } catch (const Error& error) {
      read.headers.problems.push_back(error);
    }
  }
  return read;
}

RevisionFile with_same_id(RevisionFile file, const Revision& expected) {
  if (file.revision.id == expected.id) return file;
  throw Error(
      Fault::revision,
      fmt::format("the file no longer declares revision {} but {}", expected.id, file.revision.id),
      Location{expected.file, file.revision.id_line, 0})
      .with_hint("it was changed meanwhile; run the command again");
}

class FolderSource final : public RevisionSource {
 public:
  explicit FolderSource(FolderSearch search)
      : search_(std::move(search)), working_directory_(std::filesystem::current_path()) {}

  [[nodiscard]] Headers read(Keep keep) const override {
    Headers all;
    texts_ = KeptTexts(keep == Keep::text ? kMostBytes : 0);
    FolderWalk walk(search_, working_directory_);
    while (const auto folder = walk.next(all.problems)) add_folder(*folder, all);
    sort(all);
    return all;
  }

  [[nodiscard]] RevisionFile load(const Revision& revision) const override {
    if (const std::string* text = texts_.find(revision.file)) {
      return with_same_id(parse_revision_file(*text, revision.file), revision);
    }
    // The path as messages show it, unless the program has changed its directory since.
    const bool stayed = std::filesystem::current_path() == working_directory_;
    const std::filesystem::path path = stayed ? std::filesystem::path() : working_directory_;
    return with_same_id(parse_revision_file(read_file(path / revision.file), revision.file),
                        revision);
  }

 private:
  static constexpr std::size_t kMostBytes = 32UL * 1024 * 1024;

  FolderSearch search_;
  std::filesystem::path working_directory_;
  mutable KeptTexts texts_{0};

  void add_folder(const SqlFolder& folder, Headers& all) const {
    const std::span<const std::string> names(folder.names);
    if (names.empty()) return;
    all.revisions.reserve(all.revisions.size() + names.size());
    const auto room_for = [&](std::size_t files) { return texts_.room() / names.size() * files; };
    const auto read = [&](std::span<const std::string> part) {
      return read_files(folder, part, room_for(part.size()));
    };
    for (FilesRead& part : in_parts(names, kFilesWorthAThread, read)) {
      texts_.add(std::move(part.texts));
      add(all, std::move(part.headers));
    }
  }
};

class BuiltinSource final : public RevisionSource {
 public:
  explicit BuiltinSource(BuiltinRevisions revisions) : revisions_(std::move(revisions)) {
    std::ranges::sort(revisions_, {}, &BuiltinRevision::name);
  }

  [[nodiscard]] Headers read(Keep) const override {
    Headers all;
    for (std::size_t at = 0; at < revisions_.size(); ++at) {
      const std::string name(revisions_[at].name);
      if (at > 0 && revisions_[at - 1].name == name) {
        all.problems.emplace_back(Fault::revision,
                                  fmt::format("two of the built-in revisions are named {}", name));
        continue;
      }
      add(all, read_header(revisions_[at].text, name));
    }
    sort(all);
    return all;
  }

  [[nodiscard]] RevisionFile load(const Revision& revision) const override {
    const auto found = std::ranges::lower_bound(revisions_, std::string_view(revision.file), {},
                                                &BuiltinRevision::name);
    if (found == revisions_.end() || found->name != revision.file) {
      throw Error(Fault::revision, fmt::format("no built-in revision is named {}", revision.file));
    }
    return with_same_id(parse_revision_file(found->text, revision.file), revision);
  }

 private:
  BuiltinRevisions revisions_;
};

}  // namespace

std::vector<Revision> RevisionSource::headers() const {
  Headers headers = read(Keep::header);
  if (!headers.problems.empty()) throw Error::all(headers.problems);
  return std::move(headers.revisions);
}

std::unique_ptr<RevisionSource> open_folders(FolderSearch search) {
  return std::make_unique<FolderSource>(std::move(search));
}

std::unique_ptr<RevisionSource> open_builtin(BuiltinRevisions revisions) {
  return std::make_unique<BuiltinSource>(std::move(revisions));
}

}  // namespace migrate
