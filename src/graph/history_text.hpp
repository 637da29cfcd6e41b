#pragma once

#include <span>
#include <string>
#include <vector>

#include "graph/revision.hpp"
#include "graph/revision_graph.hpp"

namespace migrate {

/// Which parts a revision's line has; each command of Alembic prints its own choice.
struct LineParts {
  bool parents = false;     ///< "1b7e44aa02cd -> " in front
  bool message = false;     ///< ", Add the users table" behind
  bool tree_marks = false;  ///< (branchpoint) (mergepoint)
  bool labels = true;       ///< (accounts); Alembic's `current` alone leaves them out
};

/// One revision on one line, as Alembic prints it:
///
///     1b7e44aa02cd -> 3f2a9c81d0b4 (accounts) (head), Add the users table
///
/// with the marks in the order (labels) (head) (effective head) (current) (branchpoint)
/// (mergepoint). `current` are the database's rows, sorted; pass none where `(current)` is not to
/// be shown. No line feed at the end.
[[nodiscard]] std::string line_text(const RevisionGraph& graph, Vertex revision, LineParts parts,
                                    std::span<const RevisionId> current = {});

/// One revision on several lines: its marks, parents, dependencies, children where it branches,
/// labels, file and message. Every line ends with a line feed. `current` as in line_text.
[[nodiscard]] std::string long_text(const RevisionGraph& graph, Vertex revision,
                                    std::span<const RevisionId> current = {});

/// How much of a revision is printed.
enum class Detail { one_line, several_lines };

/// A branch point and, indented below it, where it branches to, then a blank line: one entry of
/// Alembic's `branches`. With several lines its children are printed with their messages.
[[nodiscard]] std::string branch_point_text(const RevisionGraph& graph, Vertex revision,
                                            Detail detail);

/// All of `branches`: the entries of every branch point, newest first.
[[nodiscard]] std::string branches_text(const RevisionGraph& graph, bool verbose);

/// The effective heads: heads by parents on which some revision still depends are left out when
/// `resolve_dependencies` is set. By file path, newest first.
enum class HeadKind { by_parents, resolving_dependencies };
[[nodiscard]] std::vector<Vertex> heads_of(const RevisionGraph& graph, HeadKind kind);

}  // namespace migrate
