#include "command/verify.hpp"

#include <memory>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/counted_text.hpp"
#include "runtime/connecting.hpp"
#include "runtime/verification.hpp"

namespace migrate {
namespace {

/// What failed, and how to go on; what exactly is shown before.
Error failed(const Verification& found) {
  std::vector<RevisionId> changed;
  for (const ChangedFile& file : found.changed) {
    if (file.is_real()) changed.push_back(file.revision);
  }
  std::vector<std::string> what;
  if (!changed.empty()) {
    what.push_back(counted(changed.size(), "revision file") +
                   (changed.size() == 1 ? " is" : " are") + " not what was applied");
  }
  if (!found.broken.empty()) what.push_back(counted(found.broken.size(), "problem"));
  const Error error(Fault::verification,
                    fmt::format("the verification failed: {}", fmt::join(what, ", ")));
  if (changed.empty()) return error;
  return error.with_hint(fmt::format(
      "restore the file{}, or take {} now with `migrate repair --accept {}`",
      changed.size() == 1 ? "" : "s", changed.size() == 1 ? "it as it is" : "them as they are",
      fmt::join(changed, " ")));
}

}  // namespace

void run_verify(const VerifyArgs& /*args*/, const Project& project, Output& output) {
  const RevisionGraph& graph = project.graph({Keep::text});
  const SessionSettings settings = project.database_settings();
  const std::unique_ptr<Database> database = project.database(output);
  const OpenHistory history(*database, OpenMode::read_only, settings);
  tell_if_missing(*database, output);
  Verification found = verify(history, graph, project.source());
  found.database = settings.database;
  output.verified(found);
  if (!found.is_clean()) throw failed(found);
}

}  // namespace migrate
