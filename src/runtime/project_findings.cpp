#include "runtime/project_findings.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "runtime/section_check.hpp"

namespace migrate {
namespace {

using Grade = Finding::Grade;

std::string place_of(const Error& error) {
  const Location* where = error.where();
  if (where == nullptr) return {};
  std::string place = where->file + ":";
  if (where->line > 0) place += fmt::format("{}:", where->line);
  if (where->line > 0 && where->column > 0) place += fmt::format("{}:", where->column);
  return place + " ";
}

Finding about_heads(const RevisionGraph& graph) {
  std::vector<RevisionId> heads;
  for (const Vertex head : graph.heads()) heads.push_back(graph[head].id);
  if (heads.empty()) return {Grade::ok, "heads", "none: there are no revisions yet", {}};
  if (heads.size() == 1) return {Grade::ok, "heads", heads.front(), {}};
  return {Grade::warning, "heads",
          fmt::format("{}: {}; `upgrade head` refuses", heads.size(), fmt::join(heads, ", ")),
          "join them with `migrate merge heads`, or run `migrate upgrade heads`"};
}

/// The hint of a finding is one line: what a hint that ends with a colon announces is part of it.
std::string whole_hint(const Error& error) {
  if (!error.hint().ends_with(':')) return error.hint();
  std::string hint = error.hint();
  for (const std::string& note : error.notes()) {
    if (!hint.ends_with(':')) hint += ';';
    hint += ' ' + note.substr(std::min(note.find_first_not_of(' '), note.size()));
  }
  return hint;
}

/// Not every problem of a file has a hint of its own.
Error shown_by_check(const Error& problem) {
  const bool has_next_step = !problem.hint().empty() || !problem.problems().empty();
  return has_next_step ? problem : problem.with_hint("mend it; `migrate check` shows the place");
}

}  // namespace

void add_failure(std::vector<Finding>& findings, const std::string& subject, const Error& error) {
  if (error.fault() == Fault::cancelled) throw error;
  for (const Error& problem : error.problems()) add_failure(findings, subject, problem);
  if (!error.problems().empty()) return;
  std::string text = place_of(error) + with_password_redacted(error.what());
  if (!error.code().empty()) text += fmt::format(" [{}]", error.code());
  findings.push_back({Grade::failure, subject, std::move(text), whole_hint(error)});
}

Finding about_settings(const Project& project) {
  const Config& config = project.config();
  const std::string file = config.file ? config.file->string() : "no migrate.ini, the defaults";
  return {
      Grade::ok,
      "settings",
      fmt::format("{}, section [{}], {}", file, config.section, project.database_url().redacted),
      {}};
}

GraphState add_file_findings(const Project& project, std::vector<Finding>& findings) {
  const auto& url = project.config().database_url;
  try {
    const CheckedFiles files =
        check_files(project.source(), url ? std::optional(url->engine) : std::nullopt);
    for (const Error& problem : files.problems)
      add_failure(findings, "files", shown_by_check(problem));
    if (files.problems.empty()) {
      const std::size_t count = files.graph->size();
      findings.push_back({Grade::ok,
                          "files",
                          fmt::format("{} revision{}, all sound", count, count == 1 ? "" : "s"),
                          {}});
    }
    findings.push_back(about_heads(project.graph()));
    return GraphState::sound;
  } catch (const Error& error) {
    // The problems of the graph are among those of the files.
    if (findings.empty() || findings.back().subject != "files") {
      add_failure(findings, "files", error);
    }
    return GraphState::broken;
  }
}

}  // namespace migrate
