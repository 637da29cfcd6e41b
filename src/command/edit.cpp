#include "command/edit.hpp"

#include <cstdlib>

#include <fmt/format.h>

#include "base/files.hpp"
#include "command/current_rows.hpp"
#include "revision/revision_file.hpp"
#include "revision/write_hooks.hpp"

namespace migrate {
namespace {

std::string editor_of(const Environment& environment) {
  for (const std::string_view name : {"VISUAL", "EDITOR"}) {
    const std::optional<std::string> editor = environment(name);
    if (editor && !editor->empty()) return *editor;
  }
  throw Error(Fault::usage, "no editor is set").with_hint("set VISUAL or EDITOR, as in EDITOR=vi");
}

/// Runs the editor in this terminal and waits for it.
void run_editor(const std::string& editor, const std::string& file) {
  const int status = std::system((editor + " " + shell_quoted(file)).c_str());
  if (status == 0) return;
  throw Error(Fault::file, fmt::format("the editor failed: {}", editor))
      .with_hint(file + " is as it left it");
}

}  // namespace

void run_edit(const EditArgs& args, const Project& project, const Environment& environment,
              Output& output) {
  const RevisionGraph& graph = project.graph();
  const std::vector<Vertex> revisions = resolve_asking(project, args.revision, output);
  if (revisions.size() != 1) {
    throw Error(Fault::usage, fmt::format("`{}` names {} revisions; one can be edited at a time",
                                          args.revision, revisions.size()));
  }
  const std::string& file = graph[revisions.front()].file;
  run_editor(editor_of(environment), file);
  (void)parse_revision_file(read_file(file), file);
  const std::vector<Error> problems = all_problems(project.source().read({}));
  if (!problems.empty()) throw Error::all(problems);
  output.written({"edited", {file}, graph[revisions.front()].id, {}});
}

}  // namespace migrate
