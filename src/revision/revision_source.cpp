#include "revision/revision_source.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "base/files.hpp"
#include "base/in_parts.hpp"
#include "revision/checksum.hpp"
#include "revision/folder_walk.hpp"
#include "revision/header_file.hpp"
#include "revision/header_reader.hpp"
#include "revision/text_store.hpp"

namespace migrate {
namespace {

/// Few, so that who waits for the last part does not wait long; many enough for a thread's start.
constexpr std::size_t kFilesToHelpWith = 64;

/// What was read of some files.
struct FilesRead {
  Headers headers;
  TextStore texts;
};

/// The problems of one file, apart from those of its header.
struct FileProblems {
  std::string file;
  std::vector<Error> problems;
};

/// What was found in some files.
struct FilesJudged {
  Headers headers;
  std::vector<FileProblems> found;
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

/// Calls `take` with the name of each file; one that cannot be read is a problem.
template <typename Take>
void for_each_file(std::span<const std::string> names, Headers& headers, const Take& take) {
  headers.revisions.reserve(names.size());
  for (const std::string& name : names) {
    try {
      take(name);
    } catch (const Error& error) {
      headers.problems.push_back(error);
    }
  }
}

/// The checksum of the section that upgrades `engine`; empty where there is none, or where the
/// sections are not sound, of which `load` tells.
std::string upgrade_checksum(std::string_view text, const Header& header, EngineKind engine) {
  std::vector<Error> problems;
  const std::vector<SectionPlace> sections = find_sections(text, header, problems);
  const SectionPlace* upgrade = section_for(sections, Direction::upgrade, engine);
  if (!problems.empty() || upgrade == nullptr) return {};
  return checksum_of(text.substr(upgrade->begin, upgrade->end - upgrade->begin), engine);
}

/// Reads some files of a folder and keeps texts of them, as many as there is room for.
FilesRead read_files(const SqlFolder& folder, std::span<const std::string> names, TextRoom& room,
                     std::optional<EngineKind> checksums) {
  FilesRead read;
  HeaderFileReader reader;
  for_each_file(names, read.headers, [&](const std::string& name) {
    const bool whole = !room.is_full();
    Header header = whole ? reader.read_whole(folder, name) : reader.read(folder, name);
    const std::string_view text = reader.text();
    if (whole && header.problems.empty() && room.take(TextStore::bytes_of(header, text))) {
      read.texts.add(header, text, checksums ? upgrade_checksum(text, header, *checksums) : "");
    }
    add(read.headers, std::move(header));
  });
  return read;
}

/// What is wrong below a sound header.
std::vector<Error> problems_below(Header& header, std::string_view text, const FileJudge& judge) {
  std::vector<Section> sections = read_sections(text, header);
  if (!header.problems.empty()) return {Error::all(std::exchange(header.problems, {}))};
  RevisionFile file{std::move(header.revision), std::move(sections),
                    std::string(text.substr(0, header.marker_offset))};
  std::vector<Error> problems = judge(file);
  header.revision = std::move(file.revision);
  return problems;
}

void judge_file(Header header, std::string_view text, const FileJudge& judge, FilesJudged& all) {
  if (header.problems.empty()) {
    std::vector<Error> problems = problems_below(header, text, judge);
    if (!problems.empty()) all.found.push_back({header.revision.file, std::move(problems)});
  }
  add(all.headers, std::move(header));
}

FilesJudged judge_files(const SqlFolder& folder, std::span<const std::string> names,
                        const FileJudge& judge) {
  FilesJudged judged;
  HeaderFileReader reader;
  for_each_file(names, judged.headers, [&](const std::string& name) {
    Header header = reader.read_whole(folder, name);
    judge_file(std::move(header), reader.text(), judge, judged);
  });
  return judged;
}

void add(FilesJudged& all, FilesJudged more) {
  add(all.headers, std::move(more.headers));
  std::ranges::move(more.found, std::back_inserter(all.found));
}

JudgedFiles in_order(FilesJudged all) {
  sort(all.headers);
  std::ranges::stable_sort(all.found, {}, &FileProblems::file);
  JudgedFiles judged{std::move(all.headers), {}};
  for (FileProblems& file : all.found) {
    std::ranges::move(file.problems, std::back_inserter(judged.problems));
  }
  return judged;
}

RevisionFile with_same_id(RevisionFile file, const Revision& expected) {
  if (file.revision.id == expected.id) return file;
  throw Error(
      Fault::revision,
      fmt::format("the file no longer declares revision {} but {}", expected.id, file.revision.id),
      Location{expected.file, file.revision.id_line, 0})
      .with_hint("it was changed meanwhile; run the command again");
}

RevisionFile parse_kept(const KeptText& kept, const Revision& revision) {
  if (kept.id != revision.id) {
    return with_same_id(parse_revision_file(kept.text, revision.file), revision);
  }
  Header header;
  header.revision = revision;
  header.end = HeaderEnd::line;
  header.marker_offset = header.rest = kept.sections;
  header.rest_line = kept.sections_line;
  return parse_sections(kept.text, std::move(header));
}

/// What the files were that were read whole and not kept: each must stay what it was.
class ReadTexts {
 public:
  /// Throws Error (Fault::revision) when the file's text is not the one that it had before. From
  /// then on it is to be the new one.
  void require_same(const std::string& file, std::string_view text) {
    const std::size_t hash = std::hash<std::string_view>()(text);
    const std::lock_guard lock(mutex_);
    std::size_t& known = hashes_.emplace(file, hash).first->second;
    if (std::exchange(known, hash) == hash) return;
    throw Error(Fault::revision, "the file was changed while the command ran", Location{file, 0, 0})
        .with_hint("run it again");
  }

  void forget() {
    const std::lock_guard lock(mutex_);
    hashes_.clear();
  }

 private:
  std::mutex mutex_;
  std::unordered_map<std::string, std::size_t> hashes_;  ///< by path in messages
};

class FolderSource final : public RevisionSource {
 public:
  explicit FolderSource(FolderSearch search)
      : search_(std::move(search)), working_directory_(std::filesystem::current_path()) {}

  [[nodiscard]] Headers read(const Reading& reading) const override {
    Headers all;
    texts_ = TextStore();
    TextRoom room(reading.keep == Keep::text ? kMostBytes : 0);
    checksums_ = reading.checksums;
    read_texts_.forget();
    FolderWalk walk(search_, working_directory_);
    while (const auto folder = walk.next(all.problems)) add_folder(*folder, reading, room, all);
    sort(all);
    return all;
  }

  [[nodiscard]] JudgedFiles judge(const FileJudge& judge) const override {
    FilesJudged all;
    FolderWalk walk(search_, working_directory_);
    while (const auto folder = walk.next(all.headers.problems)) {
      const std::span<const std::string> names(folder->names);
      all.headers.revisions.reserve(all.headers.revisions.size() + names.size());
      const auto judge_part = [&](std::span<const std::string> part) {
        return judge_files(*folder, part, judge);
      };
      for (FilesJudged& part : in_parts(names, kFilesWorthAThread, judge_part)) {
        add(all, std::move(part));
      }
    }
    return in_order(std::move(all));
  }

  [[nodiscard]] RevisionFile load(const Revision& revision) const override {
    if (const KeptText* kept = texts_.find(revision.file)) return parse_kept(*kept, revision);
    // The path as messages show it, unless the program has changed its directory since.
    const bool stayed = std::filesystem::current_path() == working_directory_;
    const std::filesystem::path path = stayed ? std::filesystem::path() : working_directory_;
    const std::string text = read_file(path / revision.file);
    read_texts_.require_same(revision.file, text);
    return with_same_id(parse_revision_file(text, revision.file), revision);
  }

  [[nodiscard]] std::optional<std::string_view> known_checksum(const Revision& revision,
                                                               EngineKind engine) const override {
    const KeptText* kept = checksums_ == engine ? texts_.find(revision.file) : nullptr;
    if (kept == nullptr || kept->checksum.empty() || kept->id != revision.id) return std::nullopt;
    return kept->checksum;
  }

 private:
  static constexpr std::size_t kMostBytes = 16UL * 1024 * 1024;

  FolderSearch search_;
  std::filesystem::path working_directory_;
  mutable TextStore texts_;
  mutable std::optional<EngineKind> checksums_;  ///< of what engine texts_ has them
  mutable ReadTexts read_texts_;

  void add_folder(const SqlFolder& folder, const Reading& reading, TextRoom& room,
                  Headers& all) const {
    const std::span<const std::string> names(folder.names);
    if (names.empty()) return;
    all.revisions.reserve(all.revisions.size() + names.size());
    const auto read = [&](std::span<const std::string> part) {
      return read_files(folder, part, room, reading.checksums);
    };
    std::vector<FilesRead> parts = reading.hands == nullptr
                                       ? in_parts(names, kFilesWorthAThread, read)
                                       : reading.hands->in_parts(names, kFilesToHelpWith, read);
    for (FilesRead& part : parts) {
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

  [[nodiscard]] Headers read(const Reading& /*nothing is kept*/) const override {
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

JudgedFiles RevisionSource::judge(const FileJudge& judge) const {
  JudgedFiles judged{read({Keep::text}), {}};
  for (const Revision& revision : judged.headers.revisions) {
    try {
      std::ranges::move(judge(load(revision)), std::back_inserter(judged.problems));
    } catch (const Error& error) {
      judged.problems.push_back(error);
    }
  }
  return judged;
}

std::optional<std::string_view> RevisionSource::known_checksum(const Revision& /*revision*/,
                                                               EngineKind /*engine*/) const {
  return std::nullopt;
}

std::vector<Revision> RevisionSource::headers() const {
  Headers headers = read({});
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
