#include "cli/log_text.hpp"

#include <algorithm>
#include <chrono>
#include <functional>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/counted_text.hpp"
#include "base/error_text.hpp"
#include "base/event_text.hpp"

namespace migrate {
namespace {

constexpr std::string_view kBase = "base";

std::string who(const HistoryRow& row) {
  if (row.host.empty()) return row.user;
  return row.user + "@" + row.host;
}

/// Whole seconds are enough on a line.
std::string_view moment(const HistoryRow& row) {
  return std::string_view(row.started_at).substr(0, row.started_at.find('.'));
}

std::string_view revision(const HistoryRow& row) {
  return row.revision.empty() ? kBase : std::string_view(row.revision);
}

std::string took(const HistoryRow& row) {
  if (row.finished_at.empty()) return "-";
  if (row.elapsed_ms < 1000) return fmt::format("{} ms", row.elapsed_ms);
  return duration_text(std::chrono::milliseconds(row.elapsed_ms));
}

/// `text` with every line indented, its last line end left out.
std::string indented(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    result += "    " + std::string(text.substr(0, end)) + "\n";
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return result;
}

/// The widths of a log's columns that have no width of their own.
struct Columns {
  std::size_t revision = 0;
  std::size_t took = 0;
  std::size_t who = 0;
};

Columns columns_of(const std::vector<HistoryRow>& rows) {
  Columns columns;
  for (const HistoryRow& row : rows) {
    columns.revision = std::max(columns.revision, revision(row).size());
    columns.took = std::max(columns.took, took(row).size());
    columns.who = std::max(columns.who, who(row).size());
  }
  return columns;
}

std::string line_of(const HistoryRow& row, const Columns& columns) {
  std::string line = fmt::format("{}  {:<9}  {:<7}  {:<{}}  {:>{}}  {:<{}}  {}", moment(row),
                                 row.kind, row.result, revision(row), columns.revision, took(row),
                                 columns.took, who(row), columns.who, row.message);
  line.erase(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

/// What stands in the row besides.
std::string details_of(const HistoryRow& row) {
  std::vector<std::string> parts;
  const auto add = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) parts.push_back(fmt::format("{}: {}", name, value));
  };
  add(row.kind == "stamp" ? "before" : "parents", row.parents);
  add("file", row.file);
  add("checksum", row.checksum);
  add("finished", row.finished_at);
  add("tool", row.tool);
  if (row.statements_done > 0) add("statements done", std::to_string(row.statements_done));
  if (row.statement_running) add("was running", std::to_string(*row.statement_running));
  return indented(fmt::format("{}", fmt::join(parts, "\n")));
}

std::string error_of(const HistoryRow& row, bool verbose) {
  return indented(
      std::string_view(row.error).substr(0, verbose ? row.error.size() : row.error.find('\n')));
}

/// "its upgrade section is not the one that was applied ..."
std::string change_text(const ChangedFile& file) {
  const std::string place = file.where.line == 0
                                ? file.where.file
                                : fmt::format("{}:{}", file.where.file, file.where.line);
  std::vector<std::string_view> names;
  for (const FileChange change : file.changes) names.push_back(name_of(change));
  if (!file.incomparable.empty()) {
    return fmt::format("{}: {}; `migrate repair --accept {}` takes the file as it is now",
                       incomparable_text(file), file.incomparable, file.revision);
  }
  if (file.has_other_options()) {
    return fmt::format(
        "{}: revision {} says what was applied {}, but would run otherwise: its {} changed", place,
        file.revision, file.when_and_who, fmt::join(names, " and "));
  }
  if (file.is_cosmetic()) {
    return fmt::format(
        "{}: revision {} is formatted otherwise than what was applied {}; the "
        "database would see no difference",
        place, file.revision, file.when_and_who);
  }
  return fmt::format("{}: revision {} is not what was applied {}: its {} changed", place,
                     file.revision, file.when_and_who, fmt::join(names, " and "));
}

/// Only what was compared can be called sound.
std::string_view verdict(const Verification& found) {
  if (!found.is_clean()) return "not sound";
  const auto compared = std::ranges::count_if(
      found.changed, [](const ChangedFile& file) { return file.incomparable.empty(); });
  const bool none_compared = found.unchanged == 0 && compared == 0;
  const bool has_others =
      !found.not_recorded.empty() || found.changed.size() != static_cast<std::size_t>(compared);
  if (none_compared && (has_others || found.history != HistoryState::kept)) {
    return "nothing could be compared";
  }
  return has_others ? "no change was found" : "all is sound";
}

std::string summary(const Verification& found) {
  std::vector<std::string> parts{
      fmt::format("{} as applied", counted(found.unchanged, "revision file"))};
  const auto add = [&](std::string_view what, auto is_one) {
    const auto count = std::ranges::count_if(found.changed, is_one);
    if (count > 0) parts.push_back(fmt::format("{} {}", count, what));
  };
  add("formatted otherwise", std::mem_fn(&ChangedFile::is_cosmetic));
  add("with other options", std::mem_fn(&ChangedFile::has_other_options));
  add("not to be compared", [](const ChangedFile& file) { return !file.incomparable.empty(); });
  add("changed", std::mem_fn(&ChangedFile::is_real));
  if (!found.broken.empty()) parts.push_back(counted(found.broken.size(), "problem"));
  if (!found.not_recorded.empty()) {
    parts.push_back(fmt::format("{} not in the history", found.not_recorded.size()));
  }
  return fmt::format("{}: {}.\n", fmt::join(parts, ", "), verdict(found));
}

/// How what has no record gets one; how a history begins where nothing is applied.
std::string_view way_to_a_record(const Verification& found) {
  return found.not_recorded.empty()
             ? "The next command that writes makes it"
             : "`migrate repair --accept REV...` records files as they are now";
}

/// What there is no record of, and why; empty where everything has one.
std::string not_recorded_text(const Verification& found) {
  const std::string ids = fmt::format("{}", fmt::join(found.not_recorded, ", "));
  const std::string these =
      ids.empty() ? "there is nothing to compare with" : "these cannot be verified: " + ids;
  switch (found.history) {
    case HistoryState::off:
      return fmt::format(
          "No history is kept (`history_table` is empty), so {}. Remove `history_table =` from "
          "migrate.ini to keep one from now on.\n",
          these);
    case HistoryState::missing:
      return fmt::format("The database has no history table {} yet, so {}. {}.\n",
                         found.history_table, these, way_to_a_record(found));
    case HistoryState::kept:
      break;
  }
  if (ids.empty()) return "";
  return fmt::format("Not in the history {} (applied before it was kept, or stamped), so {}. {}.\n",
                     found.history_table, these, way_to_a_record(found));
}

}  // namespace

std::string log_text(const HistoryLog& log) {
  const Columns columns = columns_of(log.rows);
  std::string text;
  for (const HistoryRow& row : log.rows) {
    text += line_of(row, columns) + error_of(row, log.verbose);
    if (log.verbose) text += details_of(row);
  }
  return text;
}

std::string verification_text(const Verification& found, Diffs diffs) {
  std::string text;
  for (const ChangedFile& file : found.changed) {
    text += change_text(file) + "\n";
    if (file.is_cosmetic() && diffs == Diffs::of_real_changes) continue;
    text += file.diff.empty() ? "    only its line ends differ\n" : indented(file.diff);
  }
  for (const Error& error : found.broken) text += error_text(error);
  for (const std::string& remark : found.remarks) text += remark + "\n";
  return text + not_recorded_text(found) + summary(found);
}

std::string stored_steps_text(std::span<const StoredStep> steps) {
  std::string text;
  for (const StoredStep& step : steps) {
    text += fmt::format("-- {}{}{}, from {}\n{}", step.revision, step.message.empty() ? "" : ", ",
                        step.message, step.file, step.sql);
    if (text.back() != '\n') text += "\n";
  }
  return text;
}

}  // namespace migrate
