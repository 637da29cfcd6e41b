#include "command/stored_downgrade.hpp"

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/sql_lexer.hpp"
#include "graph/plan.hpp"
#include "runtime/lost_revisions.hpp"
#include "runtime/prepared_plan.hpp"

namespace migrate {
namespace {

Error unheard_of(const std::vector<std::string>& unknown) {
  return Error(Fault::database,
               fmt::format("the database stands on {}, which neither a file nor the history has",
                           fmt::join(unknown, ", ")))
      .with_hint("take the checkout that it was applied from. Nothing was changed");
}

Error needs_consent(std::size_t steps) {
  return Error(Fault::usage,
               fmt::format("the SQL of {} step{} comes from the database and from no file", steps,
                           steps == 1 ? "" : "s"))
      .with_hint("read it above; the same command with --yes runs it. Nothing was changed");
}

StoredStep stored_step(const RevisionFile& file, EngineKind engine) {
  const Section* section = section_for(file.sections, Direction::downgrade, engine);
  const std::string& sql = section->sql.text();
  return {file.revision.id, std::string(file.revision.summary()), file.revision.file,
          with_passwords_hidden(sql, 0, sql.size())};
}

/// The steps of a downgrade that no file of the checkout declares, ready to be shown. Throws Error
/// with all that is wrong with them, such as an irreversible one.
std::vector<StoredStep> stored_steps(const Project& extended, const std::set<RevisionId>& lost,
                                     const OpenHistory& history, const Target& target) {
  const RevisionGraph& graph = extended.graph();
  const Dialect& dialect = history.connection().dialect();
  std::vector<StoredStep> steps;
  std::vector<Error> problems;
  for (const PlanStep& step : plan_downgrade(graph, history.versions().ids, target).steps) {
    const Revision& revision = graph[step.revision];
    if (!lost.contains(revision.id)) continue;
    const RevisionFile file = extended.source().load(revision);
    const std::vector<Error> found = section_problems(file, Direction::downgrade, dialect);
    problems.insert(problems.end(), found.begin(), found.end());
    if (found.empty()) steps.push_back(stored_step(file, dialect.kind()));
  }
  if (!problems.empty()) throw Error::all(problems);
  return steps;
}

}  // namespace

void run_stored_downgrade(const Target& target, Consent consent, const Project& project,
                          Output& output, const std::stop_token& stop) {
  std::optional<Project> extended;
  {
    const std::unique_ptr<Database> database = project.database(output, stop);
    const OpenHistory history(*database, OpenMode::read_only, project.database_settings(stop));
    const std::vector<Revision> declared = project.source().headers();
    LostRevisions lost = lost_revisions(declared, history.rows().stored(), history.versions().ids);
    if (!lost.unknown.empty()) throw unheard_of(lost.unknown);
    std::set<RevisionId> ids;
    for (const StoredRevision& stored : lost.stored) ids.insert(stored.row.revision);
    extended.emplace(project.config(), with_stored(project.source(), std::move(lost.stored),
                                                   shown_name(history.table())));
    const std::vector<StoredStep> steps = stored_steps(*extended, ids, history, target);
    output.stored_steps(steps);
    if (!steps.empty() && consent == Consent::none) throw needs_consent(steps.size());
  }
  output.report(extended->open_database(output, stop, {Keep::text}).downgrade(target));
}

}  // namespace migrate
