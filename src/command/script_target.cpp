#include "command/script_target.hpp"

#include <cerrno>
#include <fstream>
#include <sstream>
#include <system_error>

#include <fmt/format.h>

#include "base/files.hpp"

namespace migrate {
namespace {

namespace fs = std::filesystem;

/// Replaces a file as a whole; a link to it stays. What is no file, such as a pipe or /dev/stdout,
/// is written to and stays as well.
void write_to(const fs::path& path, std::string_view script) {
  std::error_code ignored;
  const fs::file_status status = fs::status(path, ignored);
  if (!fs::exists(status)) return replace_file(path, script);
  if (fs::is_regular_file(status)) return replace_file(fs::canonical(path), script);
  errno = 0;
  std::ofstream file(path, std::ios::binary);
  file << script << std::flush;
  if (file) return;
  throw Error(Fault::file, fmt::format("cannot write {}: {}", path.string(),
                                       std::generic_category().message(errno)));
}

Error no_start(const Target& start, const std::string& why) {
  return Error(Fault::usage, fmt::format("`{}` is no start of a script: {}", start.text, why))
      .with_hint("name the revision that the database stands on; `migrate current` prints it");
}

}  // namespace

std::optional<Target> script_start(const Range& range) {
  if (!range.from || range.from->symbol == Target::Symbol::base) return range.from;
  const Target& from = *range.from;
  if (from.symbol == Target::Symbol::current) {
    throw no_start(from, "--sql asks no database where it is");
  }
  if (from.symbol != Target::Symbol::relative) return from;
  if (from.offset > 0) throw no_start(from, "it has nothing to count from");
  if (!range.to || range.to->offset != 0) {
    throw no_start(from, "it counts back from the end, which must then be a revision");
  }
  Target start = *range.to;
  start.text = from.text;
  start.offset = from.offset;
  if (from.branch) start.branch = from.branch;
  return start;
}

void write_script(const Project& project, const ScriptArgs& args, const std::optional<Target>& from,
                  const std::string& range, Output& output,
                  const std::function<void(Session&)>& work) {
  std::ostringstream script;
  Observer silent;
  Session session = project.open_script(script, from, range, silent);
  work(session);
  if (args.file) {
    write_to(*args.file, script.view());
    output.written({"script", {*args.file}, {}, {}});
  } else {
    output.script() << script.view();
  }
}

Target parse_online_target(const std::string& text) {
  if (is_range(text)) {
    throw Error(Fault::usage, "`" + text + "` is a range, which only --sql takes")
        .with_hint("the database itself says where it starts: name the end alone");
  }
  return parse_target(text);
}

void require_sql_for_file(const ScriptArgs& args) {
  if (args.file && !args.sql) {
    throw Error(Fault::usage, "--output names a file for a script, but --sql was not given")
        .with_hint("add --sql to write the script instead of touching the database");
  }
}

}  // namespace migrate
