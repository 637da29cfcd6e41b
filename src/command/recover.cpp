#include "command/recover.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <set>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/files.hpp"
#include "command/new_file.hpp"
#include "revision/revision_file.hpp"
#include "runtime/connecting.hpp"
#include "runtime/lost_revisions.hpp"

namespace migrate {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestName = 255;  // what file systems take

/// The ids of revisions that the history has the text of and no file declares.
std::vector<RevisionId> recoverable(const std::vector<StoredRevision>& stored,
                                    const std::vector<Revision>& declared) {
  std::vector<RevisionId> ids;
  for (const StoredRevision& revision : stored) {
    const RevisionId& id = revision.row.revision;
    if (std::ranges::find(declared, id, &Revision::id) == declared.end()) ids.push_back(id);
  }
  std::ranges::sort(ids);
  return ids;
}

Error not_recoverable(const std::string& name, const std::vector<RevisionId>& ids,
                      const std::vector<Revision>& declared) {
  const auto file = std::ranges::find(declared, name, &Revision::id);
  if (file != declared.end()) {
    return Error(Fault::usage,
                 fmt::format("revision {} is not lost: {} declares it", name, file->file));
  }
  const Error error(Fault::usage, fmt::format("the history has no lost revision `{}`", name));
  if (ids.empty()) return error.with_hint("no revision that it has is without its file");
  return error.with_hint(fmt::format("these have no file any more: {}", fmt::join(ids, ", ")));
}

/// The lost revision that a name means.
RevisionId lost_id(const std::string& name, const std::vector<RevisionId>& ids,
                   const std::vector<Revision>& declared) {
  if (std::ranges::binary_search(ids, name)) return name;
  std::vector<RevisionId> found;
  std::ranges::copy_if(ids, std::back_inserter(found),
                       [&](const RevisionId& id) { return id.starts_with(name); });
  if (name.empty() || found.empty()) throw not_recoverable(name, ids, declared);
  if (found.size() == 1) return found.front();
  throw Error(Fault::usage,
              fmt::format("`{}` is ambiguous: it may mean {}", name, fmt::join(found, ", ")))
      .with_hint("write more of the id");
}

/// The name that a file had, whatever the database says its path was.
std::string file_name_of(const StoredRevision& stored) {
  const std::string name = fs::path(stored.row.file).filename().string();
  const bool is_plain = name.size() > 4 && name.size() <= kLongestName && name.ends_with(".sql") &&
                        name.front() != '.' && std::ranges::none_of(name, [](char c) {
                          return static_cast<unsigned char>(c) < ' ' || c == '\\';
                        });
  return is_plain ? name : stored.row.revision + ".sql";
}

/// The version location that a file stood in, else the first one.
fs::path folder_of(const StoredRevision& stored, const Config& config) {
  if (stored.row.file.empty()) return config.version_locations.front();
  const fs::path folder = fs::absolute(stored.row.file).lexically_normal().parent_path();
  for (const fs::path& location : config.version_locations) {
    const fs::path searched = fs::absolute(location).lexically_normal();
    if (folder == searched) return location;
    const auto begins = std::ranges::mismatch(searched, folder).in1 == searched.end();
    if (config.recursive_version_locations && begins && fs::is_directory(folder)) return folder;
  }
  return config.version_locations.front();
}

/// What a stored revision is written to, and what it says.
struct NewFile {
  fs::path path;
  std::string text;
  Revision revision;
};

/// Throws Error when the stored text is no file of that revision.
NewFile new_file_of(const StoredRevision& stored, const RecoverArgs& args, const Config& config,
                    const std::string& history_table) {
  NewFile file{
      as_shown(args.version_path.value_or(folder_of(stored, config)) / file_name_of(stored)),
      stored.file_text(),
      {}};
  file.revision = parse_revision_file(file.text, stored_file_name(stored, history_table)).revision;
  if (file.revision.id == stored.row.revision) return file;
  throw Error(Fault::database, fmt::format("{} has a text for revision {} that declares {}",
                                           history_table, stored.row.revision, file.revision.id))
      .with_hint("the row was changed; restore it, or the file, from a backup");
}

/// Names files after their revisions where several would be written to one path.
void name_apart(std::vector<NewFile>& files) {
  std::map<fs::path, std::size_t> wanted;
  for (const NewFile& file : files) ++wanted[file.path];
  for (NewFile& file : files) {
    if (wanted[file.path] > 1) file.path.replace_filename(file.revision.id + ".sql");
  }
}

/// Which of the revisions that the files stand on are gone as well.
std::vector<std::string> still_missing(const std::vector<NewFile>& files,
                                       const std::vector<Revision>& declared) {
  std::set<std::string> names;
  const auto add = [&](const Revision& revision) {
    names.insert(revision.id);
    names.insert(revision.labels.begin(), revision.labels.end());
  };
  std::ranges::for_each(declared, add);
  for (const NewFile& file : files) add(file.revision);
  std::set<std::string> missing;
  for (const NewFile& file : files) {
    for (const auto& below : {file.revision.parents, file.revision.depends_on}) {
      std::ranges::copy_if(below, std::inserter(missing, missing.end()),
                           [&](const std::string& name) { return !names.contains(name); });
    }
  }
  return {missing.begin(), missing.end()};
}

std::string next_text(const std::vector<std::string>& missing) {
  if (missing.empty()) return "";
  return fmt::format(
      "It stands on {}, which {} gone as well: `migrate recover --all` writes all "
      "that the database needs.",
      fmt::join(missing, ", "), missing.size() == 1 ? "is" : "are");
}

/// What was applied, and what is half applied.
std::vector<StoredRevision> all_stored(const OpenHistory& history) {
  std::vector<StoredRevision> stored = history.rows().stored();
  for (StoredRevision& begun : history.rows().unfinished()) {
    const auto same = [&](const StoredRevision& one) {
      return one.row.revision == begun.row.revision;
    };
    if (std::ranges::none_of(stored, same)) stored.push_back(std::move(begun));
  }
  return stored;
}

std::vector<StoredRevision> wanted(const RecoverArgs& args, const OpenHistory& history,
                                   const std::vector<Revision>& declared) {
  std::vector<StoredRevision> stored = all_stored(history);
  if (args.all) {
    LostRevisions lost = lost_revisions(declared, stored, history.versions().ids);
    if (lost.unknown.empty()) return std::move(lost.stored);
    throw Error(Fault::database, fmt::format("the database stands on {}, which neither a file nor "
                                             "the history has",
                                             fmt::join(lost.unknown, ", ")))
        .with_hint(
            "take the checkout that it was applied from; `migrate recover REVISION` writes "
            "the others one by one");
  }
  const RevisionId id = lost_id(args.revision, recoverable(stored, declared), declared);
  const auto at =
      std::ranges::find(stored, id, [](const StoredRevision& one) { return one.row.revision; });
  return {*at};
}

void require_one_kind(const RecoverArgs& args) {
  if (args.all != args.revision.empty()) {
    throw Error(Fault::usage, "recover takes one revision, or --all")
        .with_hint(
            "`migrate recover 3f2a9c81d0b4`, or `migrate recover --all` for every file that "
            "the database needs");
  }
}

void refuse_existing(const std::vector<NewFile>& files) {
  for (const NewFile& file : files) {
    if (!fs::exists(fs::symlink_status(file.path))) continue;
    throw Error(Fault::file, fmt::format("{} is there already and does not declare revision "
                                         "{}",
                                         file.path.string(), file.revision.id))
        .with_hint(
            "nothing was written; move that file away, or write to another version location with "
            "--version-path DIR");
  }
}

}  // namespace

void run_recover(const RecoverArgs& args, const Project& project, Output& output) {
  require_one_kind(args);
  if (args.version_path) require_version_location(*args.version_path, project.config());
  const SessionSettings settings = project.database_settings();
  const std::unique_ptr<Database> database = project.database(output);
  const OpenHistory history(*database, OpenMode::read_only, settings);
  tell_if_missing(*database, output);
  const std::vector<Revision> declared = project.source().read({}).revisions;

  std::vector<NewFile> files;
  for (const StoredRevision& stored : wanted(args, history, declared)) {
    files.push_back(new_file_of(stored, args, project.config(), shown_name(history.table())));
  }
  name_apart(files);
  std::ranges::sort(files, {}, &NewFile::path);
  refuse_existing(files);
  Written written{"recovered", {}, {}, next_text(still_missing(files, declared))};
  for (const NewFile& file : files) {
    write_new_file(file.path, file.text);
    written.paths.push_back(file.path);
  }
  if (files.size() == 1) written.revision = files.front().revision.id;
  if (files.empty())
    written.next = "Nothing to do: every revision that the database needs has its file.";
  output.written(written);
}

}  // namespace migrate
