#include "engine/sqlite/sqlite_file.hpp"

#include <system_error>

#include "migrate/error.hpp"

namespace migrate {
namespace {

namespace fs = std::filesystem;

constexpr int kMostLinks = 40;

Error bad_path(const fs::path& file, const std::string& why) {
  return Error(Fault::database, "cannot open the database " + file.string() + ": " + why);
}

/// Follows symbolic links, the last of which may lead to a file that is missing.
fs::path followed(fs::path file) {
  std::error_code ignored;
  for (int link = 0; link < kMostLinks && fs::is_symlink(file, ignored); ++link) {
    const fs::path target = fs::read_symlink(file, ignored);
    file = file.parent_path() / target;  // an absolute target replaces all of it
  }
  return file;
}

fs::path real_path(const fs::path& file) {
  const fs::path target = followed(file);
  std::error_code failed;
  const fs::path folder = fs::canonical(target.parent_path(), failed);
  return failed ? target.lexically_normal() : folder / target.filename();
}

void refuse_missing_folder(const fs::path& file) {
  const fs::path folder = followed(file).parent_path();
  std::error_code ignored;
  if (fs::is_directory(folder, ignored)) return;
  throw bad_path(file, "there is no folder " + folder.string())
      .with_hint(
          "make the folder, or mend the path in the URL (sqlite:///relative.db, "
          "sqlite:////absolute.db)");
}

}  // namespace

SqliteFileState state_of_database(const fs::path& file) {
  std::error_code failed;
  const fs::file_status status = fs::status(file, failed);
  switch (status.type()) {
    case fs::file_type::regular:
      return SqliteFileState::present;
    case fs::file_type::not_found:
      refuse_missing_folder(file);
      return SqliteFileState::missing;
    case fs::file_type::directory:
      throw bad_path(file, "it is a folder").with_hint("name the file in it, as in app.db");
    case fs::file_type::none:
      throw bad_path(file, failed.message())
          .with_hint("check the permissions of the folders above it");
    default:
      throw bad_path(file, "it is no regular file").with_hint("check the path in the URL");
  }
}

fs::path lock_file_of(const fs::path& database) { return real_path(database).concat("-migrate"); }

}  // namespace migrate
