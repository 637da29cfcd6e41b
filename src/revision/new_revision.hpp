#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "graph/revision.hpp"

namespace migrate {

/// What a new revision file says.
struct NewRevision {
  RevisionId id;
  std::vector<RevisionId> parents;
  std::vector<std::string> depends_on;
  std::vector<std::string> labels;
  std::string message;
  std::string upgrade_sql;  ///< empty: a placeholder comment of the template
  std::string downgrade_sql;
  std::chrono::system_clock::time_point created;
};

/// How new files are named and made.
struct NewFileSettings {
  std::filesystem::path folder;     ///< made when missing
  std::filesystem::path templates;  ///< the project's own templates; may not exist
  std::string file_template = "{year}{month}{day}_{rev}_{slug}";
  std::size_t truncate_slug_length = 40;
  std::string timezone = "UTC";  ///< an IANA name
};

/// The file's name, `.sql` included. Placeholders: rev, slug, year, month, day, hour, minute,
/// second, epoch. Throws Error (Fault::config) for an unknown placeholder or time zone.
[[nodiscard]] std::string file_name(const NewRevision& revision, const NewFileSettings& settings);

/// Writes the file atomically from the template `revision.sql.mustache` (the project's own, else
/// the one built in), never over an existing one. Its text is first read as every later command
/// will read it: what it says must be what was asked for. Gives the path. Throws Error; then no
/// file was written.
std::filesystem::path write_revision(const NewRevision& revision, const NewFileSettings& settings);

/// 12 lower-case hex digits from the system's random source, such that `taken` is false.
[[nodiscard]] RevisionId make_revision_id(const std::function<bool(const RevisionId&)>& taken);

/// `message` as part of a file name: lower case, runs of other characters as one underscore, cut at
/// a word where it would be longer than `length`.
[[nodiscard]] std::string slug_of(const std::string& message, std::size_t length);

}  // namespace migrate
