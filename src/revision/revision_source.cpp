#include "revision/revision_source.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "base/files.hpp"
#include "revision/folder_walk.hpp"
#include "revision/header_file.hpp"
#include "revision/header_reader.hpp"

namespace migrate {
namespace {

/// Collects headers and their problems.
class HeaderList {
 public:
  void add(Header header) {
    if (header.problems.empty()) {
      revisions_.push_back(std::move(header.revision));
    } else {
      problems_.insert(problems_.end(), header.problems.begin(), header.problems.end());
    }
  }

  [[nodiscard]] std::vector<Error>& problems() noexcept { return problems_; }

  Headers take() {
    if (!std::ranges::is_sorted(revisions_, {}, &Revision::file)) {
      std::ranges::sort(revisions_, {}, &Revision::file);
    }
    return {std::move(revisions_), std::move(problems_)};
  }

 private:
  std::vector<Revision> revisions_;
  std::vector<Error> problems_;
};

RevisionFile with_same_id(RevisionFile file, const Revision& expected) {
  if (file.revision.id == expected.id) return file;
  throw Error(
      Fault::revision,
      fmt::format("the file no longer declares revision {} but {}", expected.id, file.revision.id),
      Location{expected.file, file.revision.id_line, 0})
      .with_hint("it was changed meanwhile; run the command again");
}

/// Texts of files by their path in messages.
class KeptTexts {
 public:
  /// Whether another file's text may be kept: these are some ten thousand files.
  [[nodiscard]] bool has_room() const noexcept { return size_ < kMostBytes; }

  void add(const std::string& file, std::string_view text) {
    size_ += file.size() + text.size();
    texts_.emplace(file, text);
  }

  [[nodiscard]] const std::string* find(const std::string& file) const {
    const auto found = texts_.find(file);
    return found == texts_.end() ? nullptr : &found->second;
  }

 private:
  static constexpr std::size_t kMostBytes = 64UL * 1024 * 1024;
  std::unordered_map<std::string, std::string> texts_;
  std::size_t size_ = 0;
};

class FolderSource final : public RevisionSource {
 public:
  explicit FolderSource(FolderSearch search)
      : search_(std::move(search)), working_directory_(std::filesystem::current_path()) {}

  [[nodiscard]] Headers read(Keep keep) const override {
    HeaderList list;
    HeaderFileReader reader;
    texts_ = {};
    FolderWalk walk(search_, working_directory_);
    while (const auto folder = walk.next(list.problems())) {
      for (const std::string& name : folder->names) {
        try {
          const bool is_kept = keep == Keep::text && texts_.has_room();
          Header header = is_kept ? reader.read_whole(*folder, name) : reader.read(*folder, name);
          if (is_kept) texts_.add(header.revision.file, reader.text());
          list.add(std::move(header));
        } catch (const Error& error) {
          list.problems().push_back(error);
        }
      }
    }
    return list.take();
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
  FolderSearch search_;
  std::filesystem::path working_directory_;
  mutable KeptTexts texts_;
};

class BuiltinSource final : public RevisionSource {
 public:
  explicit BuiltinSource(BuiltinRevisions revisions) : revisions_(std::move(revisions)) {
    std::ranges::sort(revisions_, {}, &BuiltinRevision::name);
  }

  [[nodiscard]] Headers read(Keep) const override {
    HeaderList list;
    for (std::size_t at = 0; at < revisions_.size(); ++at) {
      const std::string name(revisions_[at].name);
      if (at > 0 && revisions_[at - 1].name == name) {
        list.problems().emplace_back(
            Fault::revision, fmt::format("two of the built-in revisions are named {}", name));
        continue;
      }
      list.add(read_header(revisions_[at].text, name));
    }
    return list.take();
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
