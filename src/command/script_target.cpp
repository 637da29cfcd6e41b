#include "command/script_target.hpp"

#include <cerrno>
#include <fstream>
#include <sstream>
#include <streambuf>
#include <system_error>
#include <vector>

#include <fmt/format.h>

#include "base/files.hpp"

namespace migrate {
namespace {

namespace fs = std::filesystem;

/// How every script begins, whatever version made it.
constexpr std::string_view kFirstWords = "-- SQL script by migrate ";

Error not_overwritten(const fs::path& path, std::string_view why) {
  return Error(Fault::file,
               fmt::format("{} exists already and {}; it was not overwritten", path.string(), why))
      .with_hint("name another file with --output, or remove this one first");
}

/// A slip of the hand must not cost a revision file: only scripts, and files that are empty, are
/// written over.
void require_script(const fs::path& path) {
  std::error_code ignored;
  if (!fs::is_regular_file(path, ignored) || fs::file_size(path, ignored) == 0) return;
  std::string first_words(kFirstWords.size(), ' ');
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    throw not_overwritten(path, "cannot be read, so that nobody knows whether it is a script");
  }
  file.read(first_words.data(), static_cast<std::streamsize>(first_words.size()));
  if (file && first_words == kFirstWords) return;
  throw not_overwritten(path, "is no script that migrate wrote");
}

/// `/dev/stdout` may lead to a file, which is not to be replaced: it is what a shell has opened.
bool is_stdout(const fs::path& path) { return path == "-" || path == "/dev/stdout"; }

/// Replaces a file as a whole; a link to it stays. What is no file, such as a pipe, is written to
/// and stays as well.
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

/// Passes a script on in large pieces, also when its writing ends with an exception: what is passed
/// on ends where a step does. That it cannot be passed on is for the owner of `to` to see at the
/// end, whatever else was written there.
class PassedOn final : public std::streambuf {
 public:
  explicit PassedOn(std::ostream& to) : to_(to) {
    setp(piece_.data(), piece_.data() + piece_.size());
  }
  ~PassedOn() override { pass_on(); }

 protected:
  int_type overflow(int_type c) override {
    pass_on();
    return traits_type::eq_int_type(c, traits_type::eof()) ? traits_type::not_eof(c)
                                                           : sputc(traits_type::to_char_type(c));
  }

 private:
  std::ostream& to_;
  std::vector<char> piece_ = std::vector<char>(256UL * 1024);

  void pass_on() {
    to_.write(pbase(), pptr() - pbase());
    setp(pbase(), epptr());
  }
};

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
  Observer silent;
  if (args.file && !is_stdout(*args.file)) {
    require_script(*args.file);
    std::ostringstream script;
    Session session = project.open_script(script, from, range, silent);
    work(session);
    write_to(*args.file, script.view());
    output.written({"script", {*args.file}, {}, {}});
  } else {
    PassedOn passed_on(output.script());
    std::ostream script(&passed_on);
    Session session = project.open_script(script, from, range, silent);
    work(session);
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
