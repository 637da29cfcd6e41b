#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace migrate {

using RevisionId = std::string;

/// One revision as its file's header declares it: a value, no graph.
struct Revision {
  RevisionId id;
  std::vector<RevisionId> parents;      ///< `down_revision`; empty for a base
  std::vector<std::string> depends_on;  ///< ids or branch labels, as written
  std::vector<std::string> labels;      ///< `branch_labels`, as declared here
  std::string message;                  ///< all lines, joined by line feeds
  std::string create_date;              ///< as written; empty when the file has none

  std::string file;         ///< the path as shown in messages; equal paths do not occur
  std::size_t id_line = 0;  ///< the line of the `revision` key; 0 when unknown
  std::size_t parents_line = 0;
  std::size_t depends_line = 0;
  std::size_t labels_line = 0;

  /// The first line of the message.
  [[nodiscard]] std::string_view summary() const noexcept {
    return std::string_view(message).substr(0, message.find('\n'));
  }
};

}  // namespace migrate
