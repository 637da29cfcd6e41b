#include "runtime/prepared_plan.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/in_parts.hpp"
#include "base/sql_lexer.hpp"
#include "runtime/kept_texts.hpp"

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

/// What was found in the files of some steps.
struct Judgement {
  std::vector<Error> problems;
  std::vector<Error> unkeepable;
  std::vector<std::string> notes;
};

/// Judges files, one after the other.
class Judge {
 public:
  Judge(const RevisionSource& source, const Dialect& dialect, TransactionMode mode) noexcept
      : source_(source), dialect_(dialect), mode_(mode) {}

  void look_at(const Revision& revision, Direction direction) {
    try {
      look_at(source_.load(revision), direction);
    } catch (const Error& error) {
      found_.problems.push_back(error);
    }
  }

  [[nodiscard]] Judgement found() && { return std::move(found_); }

 private:
  const RevisionSource& source_;
  const Dialect& dialect_;
  TransactionMode mode_;
  Judgement found_;

  void look_at(const RevisionFile& file, Direction direction) {
    append(found_.problems, section_problems(file, direction, dialect_));
    const Section* section = section_for(file.sections, direction, dialect_.kind());
    if (section == nullptr) return;
    if (mode_ == TransactionMode::run) {
      append(found_.problems, refused_in_one_run(file.revision, *section, dialect_.kind()));
    }
    if (auto note = note_on_emptiness(file.revision, *section, dialect_.kind())) {
      found_.notes.push_back(std::move(*note));
    }
    if (auto problem = unkeepable(file)) found_.unkeepable.push_back(std::move(*problem));
  }
};

}  // namespace

std::vector<Error> section_problems(const RevisionFile& file, Direction direction,
                                    const Dialect& dialect) {
  const Section* section = section_for(file.sections, direction, dialect.kind());
  if (section == nullptr) return {missing_section(file, direction, dialect.kind())};
  return dialect.refusals(section->sql, atomicity_of(*section, TransactionMode::revision));
}

PreparedPlan prepare(const RevisionGraph& graph, const RevisionSource& source,
                     const Dialect& dialect, Plan plan, TransactionMode mode) {
  const auto judge = [&](std::span<const PlanStep> steps) {
    Judge judged(source, dialect, mode);
    for (const PlanStep& step : steps) judged.look_at(graph[step.revision], step.direction);
    return std::move(judged).found();
  };
  PreparedPlan prepared;
  std::vector<Error> problems;
  for (const Judgement& found :
       in_parts(std::span(std::as_const(plan.steps)), kFilesWorthAThread, judge)) {
    append(problems, found.problems);
    append(prepared.unkeepable, found.unkeepable);
    prepared.notes.insert(prepared.notes.end(), found.notes.begin(), found.notes.end());
  }
  if (!problems.empty()) throw Error::all(problems);
  prepared.before = std::move(plan.before);
  prepared.after = std::move(plan.after);
  prepared.batches = PlannedBatches(graph, source, dialect.kind(), mode, std::move(plan));
  return prepared;
}

void require_texts_that_can_be_kept(const PreparedPlan& plan) {
  if (plan.batches.keeps_history() && !plan.unkeepable.empty()) throw Error::all(plan.unkeepable);
}

std::vector<RevisionId> changed_rows(std::vector<RevisionId> rows, const VersionChange& change) {
  for (const RevisionId& gone : change.removed) std::erase(rows, gone);
  rows.insert(rows.end(), change.added.begin(), change.added.end());
  std::ranges::sort(rows);
  return rows;
}

}  // namespace migrate
