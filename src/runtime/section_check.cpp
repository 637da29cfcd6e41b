#include "runtime/section_check.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "engine/open.hpp"
#include "runtime/prepared_plan.hpp"
#include "runtime/project.hpp"

namespace migrate {
namespace {

void append(std::vector<Error>& all, std::vector<Error> more) {
  all.insert(all.end(), more.begin(), more.end());
}

bool runs_on(const RevisionFile& file, const Section& section, EngineKind engine) {
  return section_for(file.sections, section.direction, engine) == &section;
}

/// What is wrong with one section: for `engine`, where that runs it; else for every engine that
/// would run it, and one that takes it is enough.
std::vector<Error> problems_of(const RevisionFile& file, const Section& section,
                               std::optional<EngineKind> engine) {
  if (engine && runs_on(file, section, *engine)) {
    return section_problems(file, section.direction, dialect_of(*engine));
  }
  std::vector<Error> first;
  for (const EngineKind other : kEngineKinds) {
    if (!runs_on(file, section, other)) continue;
    std::vector<Error> problems = section_problems(file, section.direction, dialect_of(other));
    if (problems.empty()) return {};
    if (first.empty()) first = std::move(problems);
  }
  return first;
}

bool has_none_for(const RevisionFile& file, Direction direction, EngineKind engine) {
  return section_for(file.sections, direction, engine) == nullptr;
}

/// An upgrade, or a downgrade where there is one at all, for other engines only.
std::vector<Error> missing_for(const RevisionFile& file, EngineKind engine) {
  std::vector<Error> problems;
  const bool reversible = std::ranges::any_of(file.sections, [](const Section& section) {
    return section.direction == Direction::downgrade;
  });
  for (const Direction direction : {Direction::upgrade, Direction::downgrade}) {
    if (direction == Direction::downgrade && !reversible) continue;
    if (!has_none_for(file, direction, engine)) continue;
    append(problems, section_problems(file, direction, dialect_of(engine)));
  }
  return problems;
}

/// Builds the graph of sound headers; what is wrong with it, when it is not sound, is added.
std::optional<RevisionGraph> graph_of(std::vector<Revision> revisions,
                                      std::vector<Error>& problems) {
  try {
    return RevisionGraph::build(std::move(revisions));
  } catch (const Error& error) {
    const std::span<const Error> all = error.problems();
    if (all.empty()) problems.push_back(error);
    problems.insert(problems.end(), all.begin(), all.end());
    return std::nullopt;
  }
}

}  // namespace

std::vector<Error> problems_in_sections(const RevisionFile& file,
                                        std::optional<EngineKind> engine) {
  std::vector<Error> problems;
  for (const Section& section : file.sections) append(problems, problems_of(file, section, engine));
  for (const EngineKind kind : kEngineKinds) {
    if (!engine || *engine == kind) append(problems, missing_for(file, kind));
  }
  return problems;
}

CheckedFiles check_files(const RevisionSource& source, std::optional<EngineKind> engine) {
  JudgedFiles judged = source.judge(
      [engine](const RevisionFile& file) { return problems_in_sections(file, engine); });
  CheckedFiles checked;
  if (judged.headers.problems.empty()) {
    checked.graph = graph_of(std::move(judged.headers.revisions), checked.problems);
  } else {
    checked.problems = all_problems(judged.headers);
  }
  append(checked.problems, std::move(judged.problems));
  return checked;
}

}  // namespace migrate
