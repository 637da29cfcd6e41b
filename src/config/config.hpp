#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/database_url.hpp"
#include "migrate/options.hpp"

namespace migrate {

/// The environment, handed in: the value of a variable, or nothing.
using Environment = std::function<std::optional<std::string>(std::string_view)>;

/// What the command line says about configuration; it beats all else.
struct ConfigFlags {
  std::optional<std::filesystem::path> file;  ///< -c
  std::optional<std::string> section;         ///< -n
  std::optional<std::string> database_url;    ///< -d
};

/// All settings of a project, typed, with precedence settled and relative paths made to count from
/// where they should. See product.md §4 for what each means.
struct Config {
  std::optional<std::filesystem::path> file;  ///< the ini file, when there was one
  std::string section = "migrate";

  std::filesystem::path script_location = ".";
  std::vector<std::filesystem::path> version_locations{"versions"};
  bool recursive_version_locations = false;
  std::string file_template = "{year}{month}{day}_{rev}_{slug}";
  std::size_t truncate_slug_length = 40;
  std::string timezone = "UTC";
  std::optional<DatabaseUrl> database_url;  ///< nothing when none was given anywhere
  std::string version_table = "migrate_version";
  std::string version_table_schema;
  TransactionMode transaction = TransactionMode::revision;
  std::chrono::milliseconds lock_wait = std::chrono::seconds(60);
  std::string history_table = "migrate_history";  ///< empty: none is kept
  bool verify_before_upgrade = true;
  std::chrono::milliseconds lock_timeout = std::chrono::seconds(5);
  std::chrono::milliseconds statement_timeout{0};
  int lock_retries = 5;
  std::chrono::milliseconds busy_timeout = std::chrono::seconds(5);
  int connect_retries = 0;

  std::vector<std::pair<std::string, std::string>>
      post_write_hooks;  ///< name and command, in order
};

/// Reads the settings: a flag beats the environment, which beats the file, which beats the default.
/// With -n, DATABASE_URL is not used. Without a file the defaults and ./versions apply; a file that
/// was named but is missing is an error. Throws Error (Fault::config) with every problem of the
/// file, each with its line and, for an unknown name, a "did you mean".
[[nodiscard]] Config load_config(const ConfigFlags& flags, const Environment& environment,
                                 const std::filesystem::path& working_directory);

/// As load_config, with the text of the file at hand. `file` is its path as messages show it; what
/// the section does not set has its default, also when the section is not [migrate].
[[nodiscard]] Config parse_config(std::string_view text, const std::filesystem::path& file,
                                  const ConfigFlags& flags, const Environment& environment,
                                  const std::filesystem::path& working_directory);

/// Whether the history table and the version table have the same name, to a database that takes no
/// notice of case. No config that load_config gives does.
[[nodiscard]] bool has_one_table_twice(const Config& config);

/// `500ms`, `60s`, `5m`, `1h`, `0`. nullopt when it is none of these.
[[nodiscard]] std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);

}  // namespace migrate
