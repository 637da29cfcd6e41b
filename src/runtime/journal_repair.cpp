#include "runtime/journal_repair.hpp"

#include <algorithm>
#include <span>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "runtime/half_done.hpp"
#include "runtime/locked_history.hpp"
#include "runtime/open_transaction.hpp"
#include "runtime/section_pieces.hpp"

namespace migrate {
namespace {

std::vector<std::string> ids_of(const std::vector<StoredRevision>& unfinished) {
  std::vector<std::string> ids;
  for (const StoredRevision& step : unfinished) ids.push_back(step.row.revision);
  return ids;
}

/// The unfinished step that a name means.
const StoredRevision& unfinished_one(const std::vector<StoredRevision>& unfinished,
                                     const std::string& name) {
  if (unfinished.empty()) {
    throw Error(Fault::usage, "no step of this database is unfinished: there is nothing to repair")
        .with_hint("`migrate log` shows what has run");
  }
  std::vector<const StoredRevision*> found;
  for (const StoredRevision& step : unfinished) {
    if (step.row.revision == name) return step;
    if (step.row.revision.starts_with(name)) found.push_back(&step);
  }
  if (found.size() == 1) return *found.front();
  throw Error(Fault::usage, fmt::format("{} unfinished step is of a revision `{}`",
                                        found.empty() ? "no" : "more than one", name))
      .with_hint(fmt::format("unfinished: {}", fmt::join(ids_of(unfinished), ", ")));
}

/// The journal of a section and what it was begun with.
struct Journal {
  const HistoryRow& row;
  std::vector<SectionPiece> pieces;

  /// "statement 2 of 5 (versions/1.sql:9)"; `number` counts from 1.
  [[nodiscard]] std::string statement(std::size_t number) const {
    if (number == 0 || number > pieces.size()) return fmt::format("statement {}", number);
    const Location where = pieces[number - 1].sql.locate(0);
    return fmt::format("statement {} of {} ({}:{})", number, pieces.size(), where.file, where.line);
  }

  /// What the next run does when the first `done` statements are done.
  [[nodiscard]] std::string next(std::size_t done) const {
    if (done >= pieces.size() && !pieces.empty()) {
      return fmt::format(
          "The next `migrate {}` has nothing left to run of it and enters it as "
          "done.",
          row.kind);
    }
    return fmt::format("The next `migrate {}` goes on with {}.", row.kind, statement(done + 1));
  }
};

/// The number of the statement that was running, which only two of the repairs are about.
std::size_t running_one(const Journal& journal) {
  const std::size_t next = journal.row.statements_done + 1;
  if (journal.row.statement_running == next && next <= journal.pieces.size()) return next;
  throw Error(Fault::usage,
              fmt::format("revision {}: no statement was running outside a transaction when its "
                          "{} ended, so what is done is known",
                          journal.row.revision, journal.row.kind))
      .with_hint(journal.next(journal.row.statements_done));
}

/// Whether what a name means to a statement cannot be told without what those before it had set.
bool is_told_by_session(const Journal& journal, std::size_t number) {
  return std::ranges::any_of(std::span(journal.pieces).first(number - 1), sets_session,
                             &SectionPiece::nature);
}

/// Refuses to count a statement as done of which the database shows that it is not.
void require_not_absent(Connection& connection, const Journal& journal, std::size_t number) {
  if (is_told_by_session(journal, number)) return;
  const Effect effect = connection.effect_of(journal.pieces[number - 1].sql);
  const bool is_half = effect.state == Effect::State::present && !effect.cleanup.empty();
  if (effect.state != Effect::State::absent && !is_half) return;
  const HistoryRow& row = journal.row;
  const std::string found =
      ": " + (effect.found.empty() ? fmt::format("the database shows nothing of `{}`",
                                                 first_line_of(journal.pieces[number - 1].sql))
                                   : effect.found);
  if (is_half) {
    throw Error(Fault::usage, fmt::format("revision {}: {} is done only in part{}", row.revision,
                                          journal.statement(number), found))
        .with_hint(fmt::format("nothing was changed. `migrate {}` does the rest", row.kind));
  }
  throw Error(Fault::usage, fmt::format("revision {}: {} is not done{}", row.revision,
                                        journal.statement(number), found))
      .with_hint(fmt::format("nothing was changed. `migrate repair --retry {}` has it run again",
                             row.revision));
}

/// A change of the journal, and what to say of it.
struct JournalRepair {
  JournalMark mark;
  std::string what;  ///< a clause
  std::string next;  ///< a sentence
};

/// "statement" or "3 statements", as those that come first.
std::string first_ones(std::size_t statements) {
  return statements == 1 ? "statement" : fmt::format("{} statements", statements);
}

JournalRepair abandoned(const Journal& journal) {
  const HistoryRow& row = journal.row;
  JournalMark mark{row.id, row.statements_done, {}, HistoryResult::failed, ""};
  mark.error = "abandoned by migrate repair" + (row.error.empty() ? "" : "; " + row.error);
  const std::string stays = row.statements_done == 0 ? ""
                                                     : fmt::format("; what its first {} did stays",
                                                                   first_ones(row.statements_done));
  return {mark, fmt::format("its unfinished {} is abandoned{}", row.kind, stays),
          fmt::format("A `migrate {}` over it begins with its first statement.", row.kind)};
}

JournalRepair repaired(const Journal& journal, UnfinishedRepair repair) {
  const HistoryRow& row = journal.row;
  JournalMark mark{row.id, row.statements_done, {}, HistoryResult::running, row.error};
  switch (repair) {
    case UnfinishedRepair::done:
      mark.statements_done = running_one(journal);
      return {mark, journal.statement(mark.statements_done) + " counts as done",
              journal.next(mark.statements_done)};
    case UnfinishedRepair::retry:
      return {mark, journal.statement(running_one(journal)) + " counts as not run",
              journal.next(mark.statements_done)};
    case UnfinishedRepair::restart:
      mark.statements_done = 0;
      return {mark, "none of its statements counts as run; what they did stays", journal.next(0)};
    case UnfinishedRepair::abandon:
      break;
  }
  return abandoned(journal);
}

std::string_view option_of(UnfinishedRepair repair) {
  switch (repair) {
    case UnfinishedRepair::done:
      return "--done";
    case UnfinishedRepair::retry:
      return "--retry";
    case UnfinishedRepair::restart:
      return "--restart";
    case UnfinishedRepair::abandon:
      break;
  }
  return "--abandon";
}

/// What was said about a step, by whom: a row without the file's texts, for nothing was applied.
HistoryEntry said_entry(const HistoryRow& row, UnfinishedRepair repair, const std::string& what,
                        const HistoryActor& actor) {
  HistoryEntry entry;
  entry.kind = HistoryKind::repair;
  entry.revision = row.revision;
  entry.parents = row.parents;
  entry.file = row.file;
  entry.actor = actor;
  entry.message = fmt::format("{}{}({}: {})", row.message, row.message.empty() ? "" : " ",
                              option_of(repair), what);
  return entry;
}

}  // namespace

Repaired repair_unfinished(const Project& project, UnfinishedRepair repair, const std::string& name,
                           Observer& observer, const std::stop_token& stop) {
  LockedHistory locked(project, observer, stop);
  const OpenHistory& history = locked.history();
  const HistoryTable rows = history.rows();
  const std::vector<StoredRevision> unfinished = rows.unfinished();
  const StoredRevision& begun = unfinished_one(unfinished, name);
  const Journal journal{begun.row, stored_pieces(begun, history.connection().dialect())};
  const JournalRepair change = repaired(journal, repair);
  if (repair == UnfinishedRepair::done) {
    require_not_absent(history.connection(), journal, change.mark.statements_done);
  }
  const HistoryEntry said = said_entry(begun.row, repair, change.what, locked.actor());
  OpenTransaction transaction(history.connection());
  rows.write({history.table(), change.mark});
  rows.write({history.table(), said});
  transaction.commit();
  return {begun.row.revision, fmt::format("Revision {}: {}", begun.row.revision, change.what),
          change.next};
}

}  // namespace migrate
