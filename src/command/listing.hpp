#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "graph/history_text.hpp"
#include "graph/revision_graph.hpp"

namespace migrate {

/// A row of the database that no file declares, and what its history knows of it.
struct UnknownRow {
  RevisionId id;
  std::string message;
  std::string file;     ///< that it was applied from
  std::string applied;  ///< "2026-11-21 10:00:00 by app@web-1"; these are empty where unknown
};

/// "aaa112 (unknown), Add users; applied 2026-11-21 10:00:00 by app@web-1"
[[nodiscard]] std::string unknown_text(const UnknownRow& row);

/// One revision as JSON shows it.
struct RevisionView {
  std::string id;
  bool known = true;    ///< false for a row of the database that no file declares: of the rest only
                        ///< what its history knows is set
  std::string applied;  ///< for such a row: when and by whom
  std::vector<std::string> parents;
  std::vector<std::string> depends_on;
  std::vector<std::string> labels;  ///< those of its branch
  std::string message;
  std::string create_date;
  std::string file;
  bool is_head = false;
  std::optional<bool> is_current;  ///< nothing where the database was not asked
  bool is_branch_point = false;
  bool is_merge_point = false;
};

/// Revisions to be shown, and how; each is made into text or data only when it is asked for.
class Listing {
 public:
  enum class Form {
    revisions,      ///< each as Alembic prints it on one line, or in full
    branch_points,  ///< each with its children below it
  };

  /// `graph` must outlive the listing. `current` are the database's rows, and nothing where it was
  /// not asked for them.
  Listing(const RevisionGraph& graph, std::vector<Vertex> revisions, Form form, Detail detail,
          LineParts parts = {}, std::optional<std::vector<RevisionId>> current = {});

  /// Leaves (current) out of the text, where all that is listed is current.
  void hide_current_marks() { current_marks_ = false; }

  /// Adds a row of the database that no file declares; it stands before the others.
  void add_unknown(UnknownRow row) { unknown_.push_back(std::move(row)); }

  [[nodiscard]] std::size_t size() const noexcept { return unknown_.size() + revisions_.size(); }
  /// The text of one entry, its line end included.
  [[nodiscard]] std::string text(std::size_t index) const;
  [[nodiscard]] RevisionView view(std::size_t index) const;

 private:
  const RevisionGraph& graph_;
  std::vector<Vertex> revisions_;
  std::vector<UnknownRow> unknown_;
  std::optional<std::vector<RevisionId>> current_;
  bool current_marks_ = true;
  Form form_;
  Detail detail_;
  LineParts parts_;
};

}  // namespace migrate
