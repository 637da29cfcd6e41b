#include "graph/validate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <memory_resource>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/edit_distance.hpp"
#include "graph/cycles.hpp"

namespace migrate {
namespace {

using Index = std::size_t;

/// The nearest id is looked for among all of them: not for every one of very many problems.
constexpr std::size_t kMostSuggestions = 20;
/// A cycle is printed whole; where each of its links is declared, only so far.
constexpr std::size_t kMostLinksShown = 20;

std::string place(const std::string& file, std::size_t line) {
  return line == 0 ? file : fmt::format("{}:{}", file, line);
}

class Validation {
 public:
  explicit Validation(std::span<const Revision> revisions);

  std::vector<Error> problems();

 private:
  std::vector<const Revision*> revisions_;      // by file path
  std::pmr::monotonic_buffer_resource memory_;  // of the nodes below, which all go at once
  std::pmr::unordered_map<std::string_view, Index> ids_{&memory_};
  std::pmr::unordered_map<std::string_view, Index> labels_{&memory_};
  LinksBelow below_;
  std::vector<Error> problems_;
  std::size_t suggestions_ = 0;

  void check_ids();
  void check_labels(Index index);
  void check_parents(Index index);
  void check_dependencies(Index index);
  void report_cycle(const Cycle& cycle);

  void report(const Revision& revision, std::size_t line, const std::string& what,
              std::string hint);
  [[nodiscard]] std::optional<Index> find(std::string_view name) const;
  [[nodiscard]] std::string suggest_parent(const std::string& name);
  [[nodiscard]] std::string suggest_dependency(const std::string& name);
  [[nodiscard]] std::vector<std::string_view> names(bool with_labels) const;
  [[nodiscard]] std::string sole_id_with_prefix(std::string_view prefix) const;
  [[nodiscard]] std::string link_text(Index below, Index above) const;
};

Validation::Validation(std::span<const Revision> revisions) : below_(revisions.size()) {
  const auto file_of = [](const Revision* revision) -> const std::string& {
    return revision->file;
  };
  revisions_.reserve(revisions.size());
  ids_.reserve(revisions.size());
  for (const Revision& revision : revisions) revisions_.push_back(&revision);
  const bool is_sorted = std::ranges::is_sorted(revisions_, {}, file_of);
  if (!is_sorted) std::ranges::stable_sort(revisions_, {}, file_of);
}

std::vector<Error> Validation::problems() {
  check_ids();
  for (Index index = 0; index < revisions_.size(); ++index) check_labels(index);
  for (Index index = 0; index < revisions_.size(); ++index) {
    check_parents(index);
    check_dependencies(index);
  }
  for (const Cycle& cycle : cycles_in(below_)) report_cycle(cycle);
  return std::move(problems_);
}

void Validation::report(const Revision& revision, std::size_t line, const std::string& what,
                        std::string hint) {
  Error problem(Fault::revision, what, Location{revision.file, line, 0});
  problems_.push_back(hint.empty() ? problem : problem.with_hint(std::move(hint)));
}

void Validation::check_ids() {
  for (Index index = 0; index < revisions_.size(); ++index) {
    const Revision& revision = *revisions_[index];
    const auto [at, is_new] = ids_.emplace(revision.id, index);
    if (is_new) continue;
    const Revision& first = *revisions_[at->second];
    report(revision, revision.id_line, fmt::format("revision {} is declared twice", revision.id),
           fmt::format("{} declares it too; give one of them an id of its own",
                       place(first.file, first.id_line)));
  }
}

void Validation::check_labels(Index index) {
  const Revision& revision = *revisions_[index];
  for (const std::string& label : revision.labels) {
    if (const auto id = ids_.find(label); id != ids_.end()) {
      const Revision& other = *revisions_[id->second];
      report(
          revision, revision.labels_line,
          fmt::format("branch label {} of revision {} is also a revision's id", label, revision.id),
          fmt::format("{} declares that revision; choose another label",
                      place(other.file, other.id_line)));
    }
    const auto [at, is_new] = labels_.emplace(label, index);
    if (is_new) continue;
    const Revision& first = *revisions_[at->second];
    report(revision, revision.labels_line,
           fmt::format("branch label {} of revision {} is declared twice", label, revision.id),
           fmt::format("revision {} has it in {}; a label names one branch", first.id,
                       place(first.file, first.labels_line)));
  }
}

void Validation::check_parents(Index index) {
  const Revision& revision = *revisions_[index];
  for (auto parent = revision.parents.begin(); parent != revision.parents.end(); ++parent) {
    const auto found = ids_.find(*parent);
    if (*parent == revision.id) {
      report(revision, revision.parents_line,
             fmt::format("revision {} is its own parent", revision.id),
             "down_revision names the revision before this one; leave it empty for a base");
    } else if (std::find(revision.parents.begin(), parent, *parent) != parent) {
      report(revision, revision.parents_line,
             fmt::format("revision {} names its parent {} twice", revision.id, *parent),
             "a merge has parents that differ");
    } else if (found == ids_.end()) {
      report(revision, revision.parents_line,
             fmt::format("parent {} of revision {} does not exist", *parent, revision.id),
             suggest_parent(*parent));
    } else {
      below_[index].push_back(found->second);
    }
  }
}

void Validation::check_dependencies(Index index) {
  const Revision& revision = *revisions_[index];
  for (const std::string& name : revision.depends_on) {
    const std::optional<Index> found = find(name);
    if (!found) {
      report(revision, revision.depends_line,
             fmt::format("dependency {} of revision {} does not exist", name, revision.id),
             suggest_dependency(name));
    } else if (revisions_[*found]->id == revision.id) {
      report(revision, revision.depends_line,
             fmt::format("revision {} depends on itself", revision.id),
             "depends_on names revisions of other branches");
    } else {
      below_[index].push_back(*found);
    }
  }
}

std::optional<Index> Validation::find(std::string_view name) const {
  if (const auto id = ids_.find(name); id != ids_.end()) return id->second;
  if (const auto label = labels_.find(name); label != labels_.end()) return label->second;
  return std::nullopt;
}

std::string Validation::suggest_parent(const std::string& name) {
  if (const auto label = labels_.find(name); label != labels_.end()) {
    return fmt::format("{} is a branch label; a parent is written as an id, here perhaps {}", name,
                       revisions_[label->second]->id);
  }
  if (++suggestions_ > kMostSuggestions) return {};
  const std::string whole = sole_id_with_prefix(name);
  return whole.empty() ? did_you_mean(name, names(false))
                       : "ids are written in full here: " + whole;
}

std::string Validation::suggest_dependency(const std::string& name) {
  if (++suggestions_ > kMostSuggestions) return {};
  const std::string whole = sole_id_with_prefix(name);
  return whole.empty() ? did_you_mean(name, names(true)) : "ids are written in full here: " + whole;
}

std::vector<std::string_view> Validation::names(bool with_labels) const {
  std::vector<std::string_view> found;
  for (const Revision* revision : revisions_) {
    found.emplace_back(revision->id);
    if (with_labels) found.insert(found.end(), revision->labels.begin(), revision->labels.end());
  }
  return found;
}

std::string Validation::sole_id_with_prefix(std::string_view prefix) const {
  std::string found;
  for (const Revision* revision : revisions_) {
    if (prefix.empty() || !std::string_view(revision->id).starts_with(prefix)) continue;
    if (!found.empty()) return {};
    found = revision->id;
  }
  return found;
}

/// Prints upwards, as the history does, from the first file on.
void Validation::report_cycle(const Cycle& cycle) {
  Cycle upwards(cycle.rbegin(), cycle.rend());
  std::rotate(upwards.begin(), std::ranges::min_element(upwards), upwards.end());
  upwards.push_back(upwards.front());
  std::string text;
  for (const Index index : upwards) text += (text.empty() ? "" : " -> ") + revisions_[index]->id;

  const Revision& first = *revisions_[upwards.front()];
  Error problem = Error(Fault::revision, "these revisions form a cycle: " + text,
                        Location{first.file, first.id_line, 0})
                      .with_hint("one of these links must go:");
  const std::size_t shown = std::min(upwards.size() - 1, kMostLinksShown);
  for (std::size_t at = 0; at < shown; ++at) {
    problem = problem.with_note(link_text(upwards[at], upwards[at + 1]));
  }
  problems_.push_back(problem);
}

std::string Validation::link_text(Index below, Index above) const {
  const Revision& upper = *revisions_[above];
  const Revision& lower = *revisions_[below];
  const bool is_parent = std::ranges::count(upper.parents, lower.id) > 0;
  return is_parent ? fmt::format("  {}: {} is a parent of {}",
                                 place(upper.file, upper.parents_line), lower.id, upper.id)
                   : fmt::format("  {}: {} depends on {}", place(upper.file, upper.depends_line),
                                 upper.id, lower.id);
}

}  // namespace

std::vector<Error> problems_in(std::span<const Revision> revisions) {
  return Validation(revisions).problems();
}

}  // namespace migrate
