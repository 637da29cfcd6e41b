#pragma once

#include <cstddef>
#include <filesystem>
#include <iosfwd>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "command/listing.hpp"
#include "migrate/observer.hpp"
#include "migrate/report.hpp"

namespace migrate {

/// What `status` says.
struct Status {
  struct Line {
    RevisionId id;
    std::string message;
    enum class State { applied, pending, unknown } state;
  };
  std::vector<Line> revisions;  ///< unknown rows, then applied, then pending; parents first
  std::vector<RevisionId> current;
  std::vector<RevisionId> heads;
  std::string next;      ///< one sentence: what `upgrade head` would do
  std::string database;  ///< the URL, redacted
};

/// What `check` found: nothing wrong with this much.
struct Checked {
  std::size_t revisions = 0;
  std::vector<RevisionId> heads;
};

/// Files that a command wrote.
struct Written {
  std::string what;  ///< "revision", "merge", "project", "script", "edited"
  std::vector<std::filesystem::path> paths;
  RevisionId revision;  ///< of a revision file; else empty
  std::string next;     ///< a sentence: what to do with them; may be empty
};

struct TemplateView {
  std::string name;
  std::string description;
};

/// Where the commands' results go: a terminal's text or one JSON document. Data goes to stdout, all
/// else to stderr. As an Observer it shows what a migration does while it does it.
class Output : public Observer {
 public:
  virtual void listing(const Listing& listing) = 0;
  virtual void report(const Report& report) = 0;
  virtual void status(const Status& status) = 0;
  virtual void checked(const Checked& checked) = 0;
  virtual void written(const Written& written) = 0;
  virtual void templates(std::span<const TemplateView> templates) = 0;
  virtual void version_table(const std::string& table, bool created,
                             const std::string& database) = 0;

  /// Where a script goes when it has no file: stdout.
  virtual std::ostream& script() = 0;
};

}  // namespace migrate
