#include "runtime/section_check.hpp"

#include <algorithm>

#include "engine/open.hpp"
#include "runtime/prepared_plan.hpp"

namespace migrate {
namespace {

void append(std::vector<Error>& all, std::vector<Error> more) {
  all.insert(all.end(), more.begin(), more.end());
}

/// What is wrong where one engine runs the file. No downgrade section is no mistake: the revision is
/// irreversible. A downgrade for other engines only is one.
std::vector<Error> problems_for(const RevisionFile& file, EngineKind engine) {
  std::vector<Error> problems = section_problems(file, Direction::upgrade, dialect_of(engine));
  const bool reversible = std::ranges::any_of(file.sections, [](const Section& section) {
    return section.direction == Direction::downgrade;
  });
  if (reversible) append(problems, section_problems(file, Direction::downgrade, dialect_of(engine)));
  return problems;
}

/// What is wrong with one section for every engine that would run it: one that takes it is enough.
std::vector<Error> problems_everywhere(const RevisionFile& file, const Section& section) {
  std::vector<Error> first;
  for (const EngineKind engine : kEngineKinds) {
    if (section_for(file.sections, section.direction, engine) != &section) continue;
    std::vector<Error> problems = section_problems(file, section.direction, dialect_of(engine));
    if (problems.empty()) return {};
    if (first.empty()) first = std::move(problems);
  }
  return first;
}

std::vector<Error> problems_for_every_engine(const RevisionFile& file) {
  std::vector<Error> problems;
  for (const Section& section : file.sections) append(problems, problems_everywhere(file, section));
  for (const EngineKind engine : kEngineKinds) {
    if (section_for(file.sections, Direction::upgrade, engine) != nullptr) continue;
    append(problems, section_problems(file, Direction::upgrade, dialect_of(engine)));
  }
  return problems;
}

}  // namespace

std::vector<Error> problems_in_sections(const RevisionSource& source, const Revision& revision,
                                        std::optional<EngineKind> engine) {
  try {
    const RevisionFile file = source.load(revision);
    return engine ? problems_for(file, *engine) : problems_for_every_engine(file);
  } catch (const Error& error) {
    return {error};
  }
}

}  // namespace migrate
