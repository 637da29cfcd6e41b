#include "runtime/unfinished_steps.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "runtime/half_done.hpp"
#include "runtime/section_pieces.hpp"
#include "runtime/session_trace.hpp"

namespace migrate {
namespace {

void require_known_kind(const HistoryRow& row) {
  if (row.kind == name_of(HistoryKind::upgrade) || row.kind == name_of(HistoryKind::downgrade)) {
    return;
  }
  throw Error(Fault::database,
              fmt::format("the history has an unfinished step of the kind `{}` for revision {}, "
                          "which this version of the tool does not know",
                          row.kind, row.revision))
      .with_hint(fmt::format("nothing was changed. Use the version that began it: {}",
                             row.tool.empty() ? "a newer one" : row.tool));
}

/// "2 of its statements have run".
std::string what_has_run(std::size_t statements) {
  return fmt::format("{} of its statements {} run", statements, statements == 1 ? "has" : "have");
}

/// How that run ended, with the first line of what went wrong.
std::string end_of(const HistoryRow& row) {
  const std::string line = row.error.substr(0, row.error.find('\n'));
  return line.empty() ? "it was cut off" : "it failed: " + line;
}

Error half_applied(const StoredRevision& begun) {
  const HistoryRow& row = begun.row;
  const std::string by = row.host.empty() ? row.user : row.user + "@" + row.host;
  return Error(Fault::database,
               fmt::format("the {} of revision {} is half done: it began {}{}, {}, then {}",
                           row.kind, row.revision, row.started_at, by.empty() ? "" : " by " + by,
                           what_has_run(row.statements_done), end_of(row)))
      .with_hint(
          fmt::format("nothing was changed now. Finish it first with `{}` (where its file is gone, "
                      "`migrate recover {}` writes it again); or {}",
                      finishing_command(begun), row.revision, ways_out(row.revision)));
}

Error changed(const StoredRevision& begun, const Error& error, const std::string& before) {
  return error.with_hint(
      fmt::format("{}. Make the statement what it was, then run the same command again; or {}",
                  before, ways_out(begun.row.revision)));
}

/// The place and the first line of a statement that has run, as the file had it.
std::string was(const SectionPiece& piece) {
  return fmt::format("what ran was `{}`, then in line {} of the file", first_line_of(piece.sql),
                     piece.sql.locate(0).line);
}

/// Throws where a statement that has run is not in the file as it was.
void require_unchanged(const StoredRevision& begun, const std::vector<SectionPiece>& then,
                       const std::vector<SectionPiece>& now, const Batch& batch,
                       const Dialect& dialect) {
  const std::string half = fmt::format("revision {} is half done ({}), and ", begun.row.revision,
                                       what_has_run(begun.row.statements_done));
  const auto at_file = [&](const std::string& what) {
    return Error(Fault::revision, half + what, Location{batch.sql.file(), 0, 0});
  };
  const std::size_t next = begun.row.statements_done + 1;
  const bool is_sound = begun.row.statement_running.value_or(next) == next;
  if (!is_sound || then.size() < begun.row.statement_running.value_or(next - 1)) {
    throw changed(begun, at_file("what is stored of it cannot be read"), "nothing was changed now");
  }
  for (std::size_t index = 0; index < begun.row.statements_done; ++index) {
    const std::string number = fmt::format("statement {} ", index + 1);
    if (index >= now.size()) {
      throw changed(begun, at_file(number + "is no longer in the file"), was(then[index]));
    }
    if (same_statement(dialect, then[index].sql, now[index].sql)) continue;
    throw changed(begun,
                  now[index].sql.error_on_line(Fault::revision, 0,
                                               half + number + "is not the one that has run"),
                  was(then[index]));
  }
}

JournalText text_now(const StoredRevision& begun, const Batch& batch) {
  const auto& entry = std::get<HistoryEntry>(batch.history->what);
  const bool same = entry.header == begun.header && entry.upgrade_sql == begun.upgrade_sql &&
                    entry.downgrade_sql == begun.downgrade_sql;
  return same ? JournalText::current : JournalText::outdated;
}

/// Throws where what is still to run would meet a session without what the done part left in it.
void require_same_session(const StoredRevision& begun, const std::vector<SectionPiece>& now,
                          EngineKind engine) {
  const std::size_t done = std::min(begun.row.statements_done, now.size());
  if (done == now.size()) return;
  const auto trace = first_trace(std::span(now).first(done), engine);
  if (!trace) return;
  throw now[trace->statement]
      .sql
      .error_on_line(Fault::database, 0,
                     fmt::format("revision {} is half done ({}), and its statement {} left {} in a "
                                 "session that is gone: what follows would run without it",
                                 begun.row.revision, what_has_run(begun.row.statements_done),
                                 trace->statement + 1, trace->what))
      .with_hint(fmt::format("nothing was changed now. Undo by hand what has run, then {}",
                             ways_out(begun.row.revision)));
}

BegunSection begun_section(const StoredRevision& begun, const Batch& batch,
                           const Dialect& dialect) {
  const std::vector<SectionPiece> then = stored_pieces(begun, dialect);
  const bool has_run = begun.row.statements_done > 0 || begun.row.statement_running;
  if (has_run && batch.atomicity != Atomicity::none) {
    throw changed(begun,
                  Error(Fault::revision,
                        fmt::format("revision {} is half done outside a transaction ({}), and its "
                                    "section is no longer marked transaction:false",
                                    begun.row.revision, what_has_run(begun.row.statements_done)),
                        Location{batch.sql.file(), batch.sql.first_line() - 1, 0}),
                  "nothing was changed now");
  }
  const std::vector<SectionPiece> now = pieces_of(dialect, batch.sql);
  require_unchanged(begun, then, now, batch, dialect);
  require_same_session(begun, now, dialect.kind());
  BegunSection section{begun.row.id, begun.row.statements_done};
  if (begun.row.statement_running) section.interrupted = then[*begun.row.statement_running - 1].sql;
  section.error = begun.row.error;
  section.text = text_now(begun, batch);
  return section;
}

}  // namespace

void take_up_unfinished(PreparedPlan& plan, const std::vector<StoredRevision>& unfinished,
                        const Dialect& dialect) {
  for (const StoredRevision& begun : unfinished) {
    require_known_kind(begun.row);
    const auto step = plan.batches.find(direction_of(begun), begun.row.revision);
    if (!step) throw half_applied(begun);
    plan.begun.insert_or_assign(*step, begun_section(begun, plan.batches.make(*step), dialect));
  }
}

}  // namespace migrate
