#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "graph/version_rows.hpp"
#include "support/temporary_project.hpp"

namespace migrate {
namespace {

using Ids = std::vector<std::string>;

std::string some_of(int count, int most) {
  std::string text;
  Ids chosen;
  const int wanted = count == 0 ? 0 : *rc::gen::inRange(0, most + 1);
  for (int number = 0; number < wanted; ++number) {
    const std::string id = "r" + std::to_string(*rc::gen::inRange(0, count));
    if (std::ranges::find(chosen, id) != chosen.end()) continue;
    chosen.push_back(id);
    text += " " + id;
  }
  return text;
}

/// A history in which every revision may have any earlier ones as parents and as a dependency.
std::string random_history() {
  std::string text;
  const int size = *rc::gen::inRange(1, 9);
  for (int number = 0; number < size; ++number) {
    text += "r" + std::to_string(number);
    const std::string parents = some_of(number, 2);
    if (!parents.empty()) text += " <-" + parents;
    if (const std::string dependency = some_of(number, 1); !dependency.empty()) {
      text += " (" + dependency + ")";
    }
    text += "\n";
  }
  return text;
}

/// A history in files and a SQLite database that is moved along it.
class Moved {
 public:
  Moved() { folder_.config.database_url = parse_database_url("sqlite:///app.db", memory_.path()); }

  void upgrade(const std::string& target) { folder_.upgrade(target); }

  /// A downgrade may be refused: then it must have changed nothing, which others will see.
  void try_downgrade(const std::string& target) {
    try {
      folder_.downgrade(target);
    } catch (const Error& error) {
      RC_ASSERT(error.fault() == Fault::usage);
    }
  }

  void stamp(const std::string& target) { folder_.stamp(target); }

  [[nodiscard]] std::string random_revision() const {
    const RevisionGraph& graph = project_.graph();
    return graph[*rc::gen::inRange<std::size_t>(0, graph.size())].id;
  }

  [[nodiscard]] Ids rows() const { return folder_.rows(); }

  /// The revisions whose tables are there, sorted.
  [[nodiscard]] Ids tables() const {
    return folder_.sql(
        "SELECT substr(name, 3) FROM sqlite_master WHERE type = 'table'"
        " AND name LIKE 't\\_%' ESCAPE '\\' ORDER BY 1");
  }

  /// The revisions that the rows say are applied, sorted.
  [[nodiscard]] Ids applied() const {
    const RevisionGraph& graph = project_.graph();
    const auto marks = applied_set(graph, rows());
    Ids ids;
    for (Vertex revision = 0; revision < graph.size(); ++revision) {
      if (marks[revision]) ids.push_back(graph[revision].id);
    }
    std::ranges::sort(ids);
    return ids;
  }

 private:
  TemporaryFolder memory_{folder_in_memory()};
  TemporaryProject folder_{random_history()};
  Project project_ = folder_.project();
};

RC_GTEST_PROP(AnyDatabase, HoldsTheTablesThatItsRowsSayAfterEveryMove, ()) {
  Moved database;
  const int moves = *rc::gen::inRange(1, 5);
  database.upgrade(database.random_revision());
  for (int number = 0; number < moves; ++number) {
    if (*rc::gen::arbitrary<bool>()) {
      database.upgrade(database.random_revision());
    } else {
      database.try_downgrade(database.random_revision());
    }
    RC_ASSERT(database.tables() == database.applied());
  }
}

RC_GTEST_PROP(AnyDatabase, ComesBackToBaseWithNothingLeft, ()) {
  Moved database;
  database.upgrade(database.random_revision());
  database.upgrade(database.random_revision());
  database.try_downgrade("base");
  RC_ASSERT(database.rows().empty());
  RC_ASSERT(database.tables().empty());
}

RC_GTEST_PROP(AnyDatabase, ComesBackToTheSamePlaceAfterADetourToBase, ()) {
  Moved database;
  const std::string target = database.random_revision();
  database.upgrade(target);
  const Ids rows = database.rows();
  const Ids tables = database.tables();
  database.try_downgrade("base");
  database.upgrade(target);
  RC_ASSERT(database.rows() == rows);
  RC_ASSERT(database.tables() == tables);
}

RC_GTEST_PROP(AnyDatabase, IsStampedWhereAnUpgradeWouldLead, ()) {
  Moved database;
  const std::string target = *rc::gen::element(std::string("heads"), database.random_revision());
  database.upgrade(target);
  const Ids rows = database.rows();
  database.try_downgrade("base");
  database.stamp(target);
  RC_ASSERT(database.rows() == rows);
}

}  // namespace
}  // namespace migrate
