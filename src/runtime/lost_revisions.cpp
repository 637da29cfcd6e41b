#include "runtime/lost_revisions.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "revision/revision_file.hpp"

namespace migrate {
namespace {

/// The header of a stored revision; nothing when this version of the tool cannot read it.
std::optional<Revision> header_of(const StoredRevision& stored) {
  try {
    Revision revision = parse_header(stored.file_text(), stored.row.file);
    return revision.id == stored.row.revision ? std::optional(std::move(revision)) : std::nullopt;
  } catch (const Error&) {
    return std::nullopt;
  }
}

/// Revisions by the names that others use for them: ids and labels.
class Names {
 public:
  void add(const Revision& revision) {
    by_name_.emplace(revision.id, &revision);
    for (const std::string& label : revision.labels) by_name_.emplace(label, &revision);
  }

  [[nodiscard]] const Revision* find(std::string_view name) const {
    const auto found = by_name_.find(name);
    return found == by_name_.end() ? nullptr : found->second;
  }

 private:
  std::map<std::string, const Revision*, std::less<>> by_name_;
};

/// The files of a checkout, and the texts of a history where those end.
class StoredSource final : public RevisionSource {
 public:
  StoredSource(const RevisionSource& files, std::vector<StoredRevision> stored,
               const std::string& history_table)
      : files_(files) {
    for (const StoredRevision& revision : stored) {
      const std::string text = revision.file_text();
      if (texts_.emplace(stored_file_name(revision, history_table), text).second) continue;
      texts_.emplace(
          fmt::format("{} ({} in {})", revision.row.file, revision.row.revision, history_table),
          text);
    }
  }

  [[nodiscard]] Headers read(const Reading& reading) const override {
    Headers headers = files_.read(reading);
    for (const auto& [name, text] : texts_) {
      try {
        headers.revisions.push_back(parse_header(text, name));
      } catch (const Error& error) {
        headers.problems.push_back(error);
      }
    }
    std::ranges::sort(headers.revisions, {}, &Revision::file);
    return headers;
  }

  [[nodiscard]] RevisionFile load(const Revision& revision) const override {
    const auto found = texts_.find(revision.file);
    return found == texts_.end() ? files_.load(revision)
                                 : parse_revision_file(found->second, found->first);
  }

 private:
  const RevisionSource& files_;
  std::map<std::string, std::string> texts_;  // by the name that messages show
};

}  // namespace

LostRevisions lost_revisions(std::span<const Revision> declared,
                             const std::vector<StoredRevision>& stored,
                             std::span<const RevisionId> rows) {
  Names files;
  for (const Revision& revision : declared) files.add(revision);
  Names texts;
  std::map<RevisionId, std::pair<Revision, const StoredRevision*>> parsed;
  for (const StoredRevision& revision : stored) {
    if (files.find(revision.row.revision) != nullptr) continue;
    std::optional<Revision> header = header_of(revision);
    if (!header) continue;
    const auto added =
        parsed.emplace(revision.row.revision, std::pair(std::move(*header), &revision));
    texts.add(added.first->second.first);
  }

  std::set<RevisionId> seen;
  std::set<std::string> unknown;
  LostRevisions lost;
  std::vector<std::string> waiting(rows.rbegin(), rows.rend());
  while (!waiting.empty()) {
    const std::string name = std::move(waiting.back());
    waiting.pop_back();
    const Revision* revision = files.find(name);
    const bool has_file = revision != nullptr;
    if (!has_file) revision = texts.find(name);
    if (revision == nullptr) {
      unknown.insert(name);
      continue;
    }
    if (!seen.insert(revision->id).second) continue;
    if (has_file) {
      lost.declared.push_back(revision->id);
    } else {
      lost.stored.push_back(*parsed.at(revision->id).second);
    }
    std::ranges::copy(revision->parents, std::back_inserter(waiting));
    std::ranges::copy(revision->depends_on, std::back_inserter(waiting));
  }
  std::ranges::sort(lost.declared);
  lost.unknown.assign(unknown.begin(), unknown.end());
  return lost;
}

std::string stored_file_name(const StoredRevision& stored, const std::string& history_table) {
  const std::string& file = stored.row.file;
  return (file.empty() ? stored.row.revision : file) + " (in " + history_table + ")";
}

std::unique_ptr<RevisionSource> with_stored(const RevisionSource& files,
                                            std::vector<StoredRevision> stored,
                                            const std::string& history_table) {
  return std::make_unique<StoredSource>(files, std::move(stored), history_table);
}

}  // namespace migrate
