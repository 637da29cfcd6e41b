#include "runtime/file_change.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "base/list_text.hpp"
#include "base/sql_lexer.hpp"
#include "base/text_diff.hpp"
#include "revision/checksum.hpp"

namespace migrate {
namespace {

constexpr std::string_view kChecksumVersion = "v1:";

/// The whole text, in the order in which it is stored.
std::string whole_text(const RevisionFile& file) {
  StoredRevision text;
  text.header = file.header;
  text.upgrade_sql = text_of(file, Direction::upgrade).value_or("");
  text.downgrade_sql = text_of(file, Direction::downgrade);
  return text.file_text();
}

/// What was stored, read as a file.
struct StoredFile {
  std::optional<RevisionFile> file;
  std::string problem;  ///< why this version of the tool cannot read it
};

StoredFile read(const StoredRevision& stored) {
  try {
    return {parse_revision_file(stored.file_text(), stored.row.file), {}};
  } catch (const Error& error) {
    return {std::nullopt, error.problems().empty() ? error.what() : error.problems()[0].what()};
  }
}

/// Why a file cannot be compared with a stored text that cannot be read.
std::string why_incomparable(const HistoryRow& row, const std::string& problem,
                             bool has_same_checksum) {
  const std::string by = row.tool.empty() ? "" : ", which was written by " + row.tool;
  const std::string text =
      fmt::format("the text in the history cannot be read{} ({})", by, problem);
  if (has_same_checksum) return text + "; by its checksum the upgrade section is the same";
  if (row.checksum.empty()) return text + ", and it has no checksum";
  return fmt::format("{}, and its checksum {} is not of a kind that this version knows", text,
                     row.checksum.substr(0, row.checksum.find(':') + 1));
}

/// The options of a marker that mean something to `engine`.
std::pair<bool, bool> options_of(const Section& section, EngineKind engine) {
  return {section.transactional, engine != EngineKind::sqlite || section.enforces_foreign_keys};
}

/// Whether both are there, say the same and would run otherwise.
bool runs_otherwise(const Section* before, const Section* now, EngineKind engine) {
  if (before == nullptr || now == nullptr) return false;
  return options_of(*before, engine) != options_of(*now, engine);
}

bool says_the_same(const Section* before, const Section* now, EngineKind engine) {
  if (before == nullptr || now == nullptr) return before == now;
  return checksum_of(before->sql.text(), engine) == checksum_of(now->sql.text(), engine);
}

bool has_same_names(std::vector<std::string> before, std::vector<std::string> now) {
  std::ranges::sort(before);
  std::ranges::sort(now);
  return before == now;
}

std::vector<FileChange> changes_of(const StoredRevision& stored, const RevisionFile& before,
                                   const RevisionFile& now, EngineKind engine) {
  std::vector<FileChange> changes;
  const auto same = [&](Direction direction) {
    return says_the_same(section_for(before.sections, direction, engine),
                         section_for(now.sections, direction, engine), engine);
  };
  // The same question as `upgrade` asks, so that the two never disagree.
  if (!is_same_upgrade(stored.row.checksum, now, engine).value_or(same(Direction::upgrade))) {
    changes.push_back(FileChange::upgrade);
  }
  if (!same(Direction::downgrade)) changes.push_back(FileChange::downgrade);
  const Revision& old = before.revision;
  if (!has_same_names(old.parents, now.revision.parents)) changes.push_back(FileChange::parents);
  if (!has_same_names(old.depends_on, now.revision.depends_on)) {
    changes.push_back(FileChange::dependencies);
  }
  for (const auto& [direction, content, options] :
       {std::tuple(Direction::upgrade, FileChange::upgrade, FileChange::upgrade_options),
        std::tuple(Direction::downgrade, FileChange::downgrade, FileChange::downgrade_options)}) {
    if (std::ranges::find(changes, content) != changes.end()) continue;
    const Section* was = section_for(before.sections, direction, engine);
    if (runs_otherwise(was, section_for(now.sections, direction, engine), engine)) {
      changes.push_back(options);
    }
  }
  return changes;
}

char folded(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_same_token(const SqlLexer& before, const SqlToken& one, const SqlLexer& now,
                   const SqlToken& other) {
  const std::string_view text = before.text(one);
  const std::string_view with = now.text(other);
  if (one.kind != other.kind || text.size() != with.size()) return false;
  if (one.kind != SqlTokenKind::word) return text == with;
  return std::ranges::equal(text, with, {}, folded, folded);
}

/// Where the first token of a section stands that is not that of the section before; its last one
/// where all that is missing stood behind it.
Location first_difference(const Section& before, const Section& now, EngineKind engine) {
  SqlLexer old(before.sql.text(), engine);
  SqlLexer lexer(now.sql.text(), engine);
  std::optional<std::size_t> last;
  while (const auto token = lexer.next_significant()) {
    last = token->offset;
    const auto was = old.next_significant();
    if (!was || !is_same_token(old, *was, lexer, *token)) break;
  }
  return last ? now.sql.locate(*last) : Location{now.sql.file(), now.marker_line, 0};
}

/// The first line that is another one, line ends apart; 0 when there is none.
std::size_t first_changed_line(std::string_view before, std::string_view now) {
  for (std::size_t line = 1; !before.empty() || !now.empty(); ++line) {
    const std::size_t old_end = std::min(before.find('\n'), before.size());
    const std::size_t end = std::min(now.find('\n'), now.size());
    if (trimmed(before.substr(0, old_end)) != trimmed(now.substr(0, end))) return line;
    before.remove_prefix(std::min(old_end + 1, before.size()));
    now.remove_prefix(std::min(end + 1, now.size()));
  }
  return 0;
}

bool is_of_options(FileChange change) noexcept {
  return change == FileChange::upgrade_options || change == FileChange::downgrade_options;
}

Location place_of(FileChange change, const RevisionFile& before, const RevisionFile& now,
                  EngineKind engine) {
  const Revision& revision = now.revision;
  if (change == FileChange::parents) return {revision.file, revision.parents_line, 0};
  if (change == FileChange::dependencies) {
    const std::size_t line = revision.depends_line == 0 ? revision.id_line : revision.depends_line;
    return {revision.file, line, 0};
  }
  const bool is_upgrade = change == FileChange::upgrade || change == FileChange::upgrade_options;
  const Direction direction = is_upgrade ? Direction::upgrade : Direction::downgrade;
  const Section* was = section_for(before.sections, direction, engine);
  const Section* section = section_for(now.sections, direction, engine);
  if (section == nullptr) return {revision.file, revision.id_line, 0};
  if (was == nullptr || is_of_options(change)) return {revision.file, section->marker_line, 0};
  return first_difference(*was, *section, engine);
}

}  // namespace

std::string_view name_of(FileChange change) noexcept {
  switch (change) {
    case FileChange::upgrade:
      return "upgrade section";
    case FileChange::downgrade:
      return "downgrade section";
    case FileChange::parents:
      return "down_revision";
    case FileChange::dependencies:
      return "depends_on";
    case FileChange::upgrade_options:
      return "upgrade section's marker";
    case FileChange::downgrade_options:
      return "downgrade section's marker";
  }
  return "";
}

bool ChangedFile::is_real() const noexcept { return !std::ranges::all_of(changes, is_of_options); }

std::optional<ChangedFile> change_of(const StoredRevision& stored, const RevisionFile& file,
                                     EngineKind engine) {
  const std::string before = stored.file_text();
  const std::string now = whole_text(file);
  if (before == now) return std::nullopt;

  ChangedFile change;
  change.revision = file.revision.id;
  change.when_and_who = when_and_who(stored.row);
  change.diff = unified_diff(before, now, file.revision.id + " as applied", file.revision.file);
  change.where = {file.revision.file, first_changed_line(before, now), 0};
  const auto [old, problem] = read(stored);
  if (old) {
    change.changes = changes_of(stored, *old, file, engine);
    if (!change.changes.empty()) {
      change.where = place_of(change.changes.front(), *old, file, engine);
    }
    return change;
  }
  const std::optional<bool> same = is_same_upgrade(stored.row.checksum, file, engine);
  if (same == false) change.changes = {FileChange::upgrade};
  if (same != false) change.incomparable = why_incomparable(stored.row, problem, same == true);
  return change;
}

std::string incomparable_text(const ChangedFile& file) {
  const std::string line = file.where.line == 0 ? "" : fmt::format(":{}", file.where.line);
  return fmt::format("{}{}: revision {} cannot be compared with what was applied {}",
                     file.where.file, line, file.revision, file.when_and_who);
}

std::optional<bool> is_same_upgrade(std::string_view checksum, const RevisionFile& file,
                                    EngineKind engine) {
  if (!checksum.starts_with(kChecksumVersion)) return std::nullopt;
  const Section* section = section_for(file.sections, Direction::upgrade, engine);
  return section != nullptr && checksum_of(section->sql.text(), engine) == checksum;
}

}  // namespace migrate
