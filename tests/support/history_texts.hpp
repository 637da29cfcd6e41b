#pragma once

#include <deque>
#include <map>
#include <string>
#include <string_view>

#include "migrate/options.hpp"

namespace migrate {

/// Revision files made from a graph as text (see graph_text.hpp), one revision a line, `;` or a
/// line end between them:
///
///     a [label]
///     b <- a
///     m <- a b (dependency)
///
/// Each makes a table `t_ID` and drops it again, unless it is told otherwise. File names are
/// "ID.sql". A file begins with 4 lines of header and one for each of labels and dependencies, if
/// it has any; then come a blank line, the marker and the SQL.
class HistoryTexts {
 public:
  explicit HistoryTexts(std::string_view graph);

  /// Takes the place of the lines after the header: markers and SQL.
  HistoryTexts& with_sections(const std::string& id, std::string sections);
  /// Takes the place of the upgrade section's SQL.
  HistoryTexts& with_upgrade(const std::string& id, const std::string& sql);

  /// The files, for a source or a Migrator; the texts live as long as this object.
  [[nodiscard]] BuiltinRevisions files() const;

 private:
  std::map<std::string, std::string> names_;  // by id
  std::map<std::string, std::string> headers_;
  std::map<std::string, std::string> sections_;
  mutable std::deque<std::string> texts_;  // of all calls of files()
};

}  // namespace migrate
