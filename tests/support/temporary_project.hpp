#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/config.hpp"
#include "runtime/project.hpp"
#include "support/history_texts.hpp"
#include "support/temporary_folder.hpp"

namespace migrate {

/// A folder with a history in versions/ and the address of a SQLite database, app.db, that is not
/// there yet.
class TemporaryProject {
 public:
  explicit TemporaryProject(std::string_view graph) : TemporaryProject(HistoryTexts(graph)) {}
  explicit TemporaryProject(const HistoryTexts& history);

  /// Its settings; change them as a test likes before it makes a Project.
  Config config;

  [[nodiscard]] Project project() const { return Project(config); }

  /// A path in the folder.
  [[nodiscard]] std::string file(const std::string& name) const { return folder_.file(name); }
  /// That path as messages show it: relative to the working directory where it is below that.
  [[nodiscard]] std::string shown(const std::string& name) const;
  [[nodiscard]] std::string database() const { return config.database_url->address; }
  void write(const std::string& name, std::string_view text) const;
  [[nodiscard]] std::string read(const std::string& name) const;

  /// Brings the database where a test wants it.
  void upgrade(std::string_view target) const;
  void downgrade(std::string_view target) const;
  void stamp(std::string_view target) const;
  /// Runs SQL past the code under test and gives its rows, columns joined by "|".
  std::vector<std::string> sql(std::string_view sql) const;
  /// The version table's rows, sorted.
  [[nodiscard]] std::vector<std::string> rows() const;

 private:
  TemporaryFolder folder_;
};

}  // namespace migrate
