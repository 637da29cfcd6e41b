#include "support/temporary_project.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "engine/open.hpp"

namespace migrate {

TemporaryProject::TemporaryProject(const HistoryTexts& history) {
  config.script_location = folder_.path();
  config.version_locations = {folder_.path() / "versions"};
  config.database_url = parse_database_url("sqlite:///app.db", folder_.path());
  std::filesystem::create_directory(folder_.path() / "versions");
  for (const BuiltinRevision& revision : history.files()) {
    write("versions/" + std::string(revision.name), revision.text);
  }
}

std::string TemporaryProject::shown(const std::string& name) const {
  const std::filesystem::path path = file(name);
  const auto relative = path.lexically_relative(std::filesystem::current_path());
  return (*relative.begin() == ".." ? path : relative).string();
}

void TemporaryProject::write(const std::string& name, std::string_view text) const {
  std::ofstream(file(name), std::ios::binary) << text;
}

std::string TemporaryProject::read(const std::string& name) const {
  std::ifstream in(file(name), std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void TemporaryProject::upgrade(std::string_view target) const {
  Observer silent;
  const Project made = project();
  (void)made.open_database(silent, {}, made.reading_for_upgrade()).upgrade(parse_target(target));
}

void TemporaryProject::downgrade(std::string_view target) const {
  Observer silent;
  const Project made = project();
  (void)made.open_database(silent).downgrade(parse_target(target));
}

void TemporaryProject::stamp(std::string_view target) const {
  Observer silent;
  const Project made = project();
  const Target parsed = parse_target(target);
  (void)made.open_database(silent).stamp({&parsed, 1}, StampMode::replace);
}

std::vector<std::string> TemporaryProject::sql(std::string_view sql) const {
  const auto connection =
      open_database(EngineKind::sqlite, database(), {})->connect(OpenMode::read_write);
  std::vector<std::string> lines;
  for (const Row& row : connection->query(sql)) {
    std::string line;
    for (const auto& column : row) line += (line.empty() ? "" : "|") + column.value_or("NULL");
    lines.push_back(line);
  }
  return lines;
}

std::vector<std::string> TemporaryProject::rows() const {
  return sql("SELECT version_num FROM " + config.version_table + " ORDER BY 1");
}

}  // namespace migrate
