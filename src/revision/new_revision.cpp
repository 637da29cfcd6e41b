#include "revision/new_revision.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <random>
#include <span>
#include <string_view>
#include <system_error>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/files.hpp"
#include "base/utf8.hpp"
#include "migrate/error.hpp"
#include "revision/header_reader.hpp"
#include "revision/marker_line.hpp"
#include "revision/revision_file.hpp"
#include "revision/template_files.hpp"
#include "revision/text_line.hpp"
#include "revision/zoned_time.hpp"

namespace migrate {
namespace {

constexpr std::string_view kTemplateName = "revision.sql.mustache";

void check_words(std::span<const std::string> words, std::string_view what) {
  for (const std::string& word : words) {
    if (const auto problem = problem_with_id(word)) {
      throw Error(Fault::usage, fmt::format("the {} `{}` {}", what, shown(word), *problem));
    }
  }
}

/// What is in the section must stay in it.
void check_sql(std::string_view sql, std::string_view direction) {
  if (first_invalid_utf8(sql) || sql.find('\0') != std::string_view::npos) {
    throw Error(Fault::usage,
                fmt::format("the SQL to {} is not valid UTF-8, or holds a NUL byte", direction))
        .with_hint("save it as UTF-8; is it a text file?");
  }
  LineReader lines(sql);
  TextLine line;
  while (lines.next(line)) {
    if (!marker_in(line.text)) continue;
    throw Error(Fault::usage, fmt::format("the SQL to {} holds a line that reads as a marker: line "
                                          "{}, `{}`",
                                          direction, line.number, shown(line.text)))
        .with_hint("give the SQL of one section alone; change or remove that line");
  }
}

void check(const NewRevision& revision) {
  check_words(std::array{revision.id}, "id");
  check_words(revision.parents, "parent");
  check_words(revision.depends_on, "dependency");
  check_words(revision.labels, "label");
  if (const auto problem = problem_with_message(revision.message)) {
    throw Error(Fault::usage, fmt::format("the message {}", *problem))
        .with_hint("word it otherwise");
  }
  check_sql(revision.upgrade_sql, "upgrade");
  check_sql(revision.downgrade_sql, "downgrade");
}

/// The message with its further lines as comments too: the template writes the first `-- `.
std::string as_comment(const std::string& message) {
  std::string comment;
  for (const char c : message) {
    // An empty line of the message is `--` alone: no blank at its end.
    if (c == '\n') {
      while (comment.ends_with(' ')) comment.pop_back();
      comment += "\n-- ";
    } else {
      comment += c;
    }
  }
  return comment;
}

/// The template ends the line, so the SQL's own last line feed is left to it.
std::string without_last_line_feed(std::string sql) {
  if (sql.ends_with('\n')) sql.pop_back();
  return sql;
}

TemplateValues values_of(const NewRevision& revision, const NewFileSettings& settings) {
  return {
      {"message", as_comment(normalized_message(revision.message))},
      {"revision", revision.id},
      {"down_revision", fmt::format("{}", fmt::join(revision.parents, ", "))},
      {"branch_labels", fmt::format("{}", fmt::join(revision.labels, ", "))},
      {"depends_on", fmt::format("{}", fmt::join(revision.depends_on, ", "))},
      {"create_date", zoned_time(revision.created, settings.timezone).text},
      {"upgrade_sql", without_last_line_feed(revision.upgrade_sql)},
      {"downgrade_sql", without_last_line_feed(revision.downgrade_sql)},
  };
}

struct TemplateText {
  std::string name;  ///< as messages show it
  std::string text;
};

TemplateText template_text(const std::filesystem::path& folder) {
  const std::filesystem::path own = folder / kTemplateName;
  std::error_code ignored;
  if (!folder.empty() && std::filesystem::exists(std::filesystem::symlink_status(own, ignored))) {
    return {own.string(), read_file(own)};
  }
  for (const TemplateFile& file : project_templates().front().files) {
    if (file.name == kTemplateName) return {"built in", std::string(file.text)};
  }
  throw Error(Fault::file, fmt::format("no template {} is built in", kTemplateName));
}

bool keeps_sql(const RevisionFile& file, Direction direction, const std::string& sql) {
  if (sql.empty()) return true;
  return std::ranges::any_of(file.sections, [&](const Section& section) {
    return section.direction == direction && section.sql.text().find(sql) != std::string::npos;
  });
}

/// What the file that a template gave does not say as asked for; empty when it says all.
std::string difference(const RevisionFile& file, const NewRevision& asked) {
  const Revision& said = file.revision;
  if (said.id != asked.id) return fmt::format("it says `revision: {}`", said.id);
  if (said.parents != asked.parents) {
    return fmt::format("it says `down_revision: {}`", fmt::join(said.parents, ", "));
  }
  if (said.labels != asked.labels) {
    return fmt::format("it says `branch_labels: {}`", fmt::join(said.labels, ", "));
  }
  if (said.depends_on != asked.depends_on) {
    return fmt::format("it says `depends_on: {}`", fmt::join(said.depends_on, ", "));
  }
  if (said.message != normalized_message(asked.message)) {
    return fmt::format("its message reads `{}`", shown(said.message));
  }
  if (!keeps_sql(file, Direction::upgrade, asked.upgrade_sql))
    return "the SQL to upgrade is not in it";
  if (!keeps_sql(file, Direction::downgrade, asked.downgrade_sql)) {
    return "the SQL to downgrade is not in it";
  }
  return {};
}

/// Reads a file's text as every later command will.
void check_text(const std::string& text, const std::string& name, const NewRevision& asked,
                const std::string& template_name) {
  std::string problem;
  try {
    problem = difference(parse_revision_file(text, name), asked);
  } catch (const Error& error) {
    const Error& first = error.problems().empty() ? error : error.problems().front();
    problem = fmt::format("at line {} of it: {}", first.where()->line, first.what());
  }
  if (problem.empty()) return;
  throw Error(Fault::revision, fmt::format("the template {} ({}) makes another file than was asked "
                                           "for: {}",
                                           kTemplateName, template_name, problem))
      .with_hint("mend the template, or remove it to use the one built in; no file was written");
}

}  // namespace

RevisionId make_revision_id(const std::function<bool(const RevisionId&)>& taken) {
  std::random_device source;
  std::uniform_int_distribution<std::uint64_t> ids(0, 0xFFFF'FFFF'FFFF);
  for (;;) {
    RevisionId id = fmt::format("{:012x}", ids(source));
    if (!taken(id)) return id;
  }
}

std::filesystem::path write_revision(const NewRevision& revision, const NewFileSettings& settings) {
  check(revision);
  std::filesystem::path path = settings.folder / file_name(revision, settings);
  const TemplateText source = template_text(settings.templates);
  const std::string text = render_template(source.text, values_of(revision, settings), source.name);
  check_text(text, path.string(), revision, source.name);

  std::error_code error;
  std::filesystem::create_directories(path.parent_path(), error);
  if (error) {
    throw Error(Fault::file, fmt::format("cannot make the folder {}: {}",
                                         path.parent_path().string(), error.message()));
  }
  write_new_file(path, text);
  return path;
}

}  // namespace migrate
