#include "runtime/prepared_plan.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/sql_lexer.hpp"
#include "base/step_text.hpp"
#include "revision/checksum.hpp"

namespace migrate {
namespace {

std::string_view noun_of(Direction direction) {
  return direction == Direction::upgrade ? "upgrade" : "downgrade";
}

bool has_any(const RevisionFile& file, Direction direction) {
  return std::ranges::any_of(
      file.sections, [&](const Section& section) { return section.direction == direction; });
}

Error missing_section(const RevisionFile& file, Direction direction, EngineKind engine) {
  const Revision& revision = file.revision;
  const Location where{revision.file, revision.id_line, 0};
  if (direction == Direction::downgrade && !has_any(file, direction)) {
    return Error(
               Fault::revision,
               fmt::format("revision {} is irreversible: it has no downgrade section", revision.id),
               where)
        .with_hint("add a `-- migrate:downgrade` section, or restore a backup");
  }
  return Error(Fault::revision,
               fmt::format("revision {} has {} sections for other engines only, none for {}",
                           revision.id, noun_of(direction), name_of(engine)),
               where)
      .with_hint(fmt::format("add a section `-- migrate:{} engine:{}`, or one without `engine:`",
                             noun_of(direction), name_of(engine)));
}

Error needs_no_transaction(const Revision& revision, const Section& section) {
  return Error(Fault::usage,
               fmt::format(
                   "revision {} cannot run in one transaction with the others: its section is "
                   "marked transaction:false",
                   revision.id),
               Location{revision.file, section.marker_line, 0})
      .with_hint("run without --single-transaction and with `transaction = revision`");
}

/// Enforcement cannot be switched inside of SQLite's transactions.
Error needs_own_transaction(const Revision& revision, const Section& section) {
  return Error(Fault::usage,
               fmt::format(
                   "revision {} cannot run in one transaction with the others: its section is "
                   "marked foreign_keys:off",
                   revision.id),
               Location{revision.file, section.marker_line, 0})
      .with_hint("run without --single-transaction and with `transaction = revision`");
}

/// What keeps a section out of one transaction with others; empty when nothing does.
std::vector<Error> refused_in_one_run(const Revision& revision, const Section& section,
                                      EngineKind engine) {
  if (!section.transactional) return {needs_no_transaction(revision, section)};
  if (engine == EngineKind::sqlite && !section.enforces_foreign_keys) {
    return {needs_own_transaction(revision, section)};
  }
  return {};
}

/// A planned step as the public API and the messages name it.
Step step_of(const RevisionGraph& graph, const PlanStep& planned) {
  const Revision& revision = graph[planned.revision];
  Step step;
  step.direction = planned.direction;
  step.revision = revision.id;
  step.from = revision.parents;
  step.to = {revision.id};
  if (planned.direction == Direction::downgrade) std::swap(step.from, step.to);
  step.message = revision.summary();
  return step;
}

/// What is to be said of a section that would run nothing: a template that nobody has filled, or
/// SQL that was forgotten. A merge has nothing to run by design.
std::optional<std::string> note_on_emptiness(const Revision& revision, const Section& section,
                                             EngineKind engine) {
  const bool is_empty = !SqlLexer(section.sql.text(), engine).next_significant();
  if (!is_empty || revision.parents.size() > 1) return std::nullopt;
  const bool up = section.direction == Direction::upgrade;
  return fmt::format("{}:{}: the {} section of revision {} is empty: nothing is {} for it.",
                     revision.file, section.marker_line, up ? "upgrade" : "downgrade", revision.id,
                     up ? "run" : "undone");
}

void append(std::vector<Error>& all, const std::vector<Error>& more) {
  all.insert(all.end(), more.begin(), more.end());
}

Atomicity atomicity_of(const Section& section, TransactionMode mode) {
  if (!section.transactional) return Atomicity::none;
  return mode == TransactionMode::run ? Atomicity::joined : Atomicity::own;
}

Batch batch_of(const RevisionFile& file, const Section& section, const Step& step,
               const RowChange& rows, TransactionMode mode, EngineKind engine) {
  Batch batch;
  batch.title = step_text(step);
  batch.sql = section.sql;
  batch.rows = {rows.removed, rows.added};
  batch.atomicity = atomicity_of(section, mode);
  batch.history = HistoryWrite{{}, history_entry_of(file, section.direction, engine)};
  if (!section.enforces_foreign_keys) batch.foreign_keys = ForeignKeys::off;
  return batch;
}

}  // namespace

HistoryEntry history_entry_of(const RevisionFile& file, Direction direction, EngineKind engine) {
  HistoryEntry entry;
  entry.kind = direction == Direction::upgrade ? HistoryKind::upgrade : HistoryKind::downgrade;
  entry.revision = file.revision.id;
  entry.parents = fmt::format("{}", fmt::join(file.revision.parents, ", "));
  entry.message = file.revision.summary();
  entry.file = file.revision.file;
  if (const Section* up = section_for(file.sections, Direction::upgrade, engine)) {
    entry.checksum = checksum_of(up->sql.text(), engine);
  }
  entry.header = file.header;
  entry.upgrade_sql = text_of(file, Direction::upgrade).value_or("");
  entry.downgrade_sql = text_of(file, Direction::downgrade);
  return entry;
}

std::vector<Error> section_problems(const RevisionFile& file, Direction direction,
                                    const Dialect& dialect) {
  const Section* section = section_for(file.sections, direction, dialect.kind());
  if (section == nullptr) return {missing_section(file, direction, dialect.kind())};
  return dialect.refusals(section->sql, atomicity_of(*section, TransactionMode::revision));
}

PreparedPlan prepare(const RevisionGraph& graph, const RevisionSource& source,
                     const Dialect& dialect, const Plan& plan, TransactionMode mode) {
  PreparedPlan prepared{{}, {}, plan.before, plan.after};
  prepared.steps.reserve(plan.steps.size());
  prepared.batches.reserve(plan.steps.size());
  std::vector<Error> problems;
  for (const PlanStep& planned : plan.steps) {
    const Revision& revision = graph[planned.revision];
    try {
      const RevisionFile file = source.load(revision);
      append(problems, section_problems(file, planned.direction, dialect));
      const Section* section = section_for(file.sections, planned.direction, dialect.kind());
      if (section == nullptr) continue;
      if (mode == TransactionMode::run) {
        append(problems, refused_in_one_run(revision, *section, dialect.kind()));
      }
      if (auto note = note_on_emptiness(revision, *section, dialect.kind())) {
        prepared.notes.push_back(std::move(*note));
      }
      const Step& step = prepared.steps.emplace_back(step_of(graph, planned));
      prepared.batches.push_back(
          batch_of(file, *section, step, planned.rows, mode, dialect.kind()));
    } catch (const Error& error) {
      problems.push_back(error);
    }
  }
  if (!problems.empty()) throw Error::all(problems);
  return prepared;
}

std::vector<RevisionId> changed_rows(std::vector<RevisionId> rows, const VersionChange& change) {
  for (const RevisionId& gone : change.removed) std::erase(rows, gone);
  rows.insert(rows.end(), change.added.begin(), change.added.end());
  std::ranges::sort(rows);
  return rows;
}

void set_tables(PreparedPlan& plan, const TableName& versions, const TableName& history,
                const HistoryActor& actor) {
  for (Batch& batch : plan.batches) {
    batch.table = versions;
    if (history.name.empty()) batch.history.reset();
    if (!batch.history) continue;
    batch.history->table = history;
    std::get<HistoryEntry>(batch.history->what).actor = actor;
  }
}

}  // namespace migrate
