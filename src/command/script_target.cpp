#include "command/script_target.hpp"

#include <sstream>

#include "base/files.hpp"

namespace migrate {

void write_script(const Project& project, const ScriptArgs& args, const std::optional<Target>& from,
                  const std::string& range, Output& output,
                  const std::function<void(Session&)>& work) {
  std::ostringstream script;
  Observer silent;
  Session session = project.open_script(script, from, range, silent);
  work(session);
  if (args.file) {
    replace_file(*args.file, script.view());
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
