#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "command/output.hpp"
#include "graph/target.hpp"
#include "runtime/project.hpp"

namespace migrate {

/// The flags that `upgrade`, `downgrade`, `stamp` and `ensure-version` share.
struct ScriptArgs {
  bool sql = false;                           ///< write the script, touch no database
  std::optional<std::filesystem::path> file;  ///< -o: where to; stdout when not given, or `-`
};

/// Runs `work` on a session that writes a script from `from`. A file gets the script only when all
/// of it could be written; one that is there must be empty or an older script, else Error
/// (Fault::file) is thrown. Standard output gets it as it is written, which begins when all
/// sections of the plan were found good; of a failure after that, such as a file that changes
/// meanwhile, the exit code tells.
void write_script(const Project& project, const ScriptArgs& args, const std::optional<Target>& from,
                  const std::string& range, Output& output,
                  const std::function<void(Session&)>& work);

/// The revision that a script starts from; nothing for base. `-3:TO` counts back from TO. Throws
/// Error (Fault::usage) for what only a database could tell, such as `current:`.
[[nodiscard]] std::optional<Target> script_start(const Range& range);

/// A target for a database that is there. Throws Error (Fault::usage) for a range: its start would
/// take the place of what the database itself says.
[[nodiscard]] Target parse_online_target(const std::string& text);

/// A file for the script makes no sense without --sql. Throws Error (Fault::usage).
void require_sql_for_file(const ScriptArgs& args);

}  // namespace migrate
