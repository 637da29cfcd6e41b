#include "runtime/section_check.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "base/in_parts.hpp"
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

std::vector<Error> all_problems_of(const RevisionFile& file, std::optional<EngineKind> engine) {
  std::vector<Error> problems;
  for (const Section& section : file.sections) append(problems, problems_of(file, section, engine));
  for (const EngineKind kind : kEngineKinds) {
    if (!engine || *engine == kind) append(problems, missing_for(file, kind));
  }
  return problems;
}

}  // namespace

std::vector<Error> problems_in_sections(const RevisionSource& source, const Revision& revision,
                                        std::optional<EngineKind> engine) {
  try {
    const RevisionFile file = source.load(revision);
    return all_problems_of(file, engine);
  } catch (const Error& error) {
    return {error};
  }
}

std::vector<Error> problems_in_files(const RevisionSource& source, const Headers& headers,
                                     std::optional<EngineKind> engine) {
  std::vector<Error> problems = all_problems(headers);
  const std::span<const Revision> revisions = headers.revisions;
  const auto check = [&](std::span<const Revision> part) {
    std::vector<Error> found;
    for (const Revision& revision : part) {
      append(found, problems_in_sections(source, revision, engine));
    }
    return found;
  };
  for (std::vector<Error>& found : in_parts(revisions, kFilesWorthAThread, check)) {
    append(problems, std::move(found));
  }
  return problems;
}

}  // namespace migrate
