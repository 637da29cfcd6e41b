#include "config/config.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <system_error>

#include "base/edit_distance.hpp"
#include "base/files.hpp"
#include "config/ini.hpp"
#include "config/settings.hpp"

namespace migrate {
namespace {

using Path = std::filesystem::path;

constexpr std::string_view kDefaultFile = "migrate.ini";
constexpr std::string_view kMainSection = "migrate";
constexpr std::string_view kHookSection = "post_write_hooks";
constexpr std::array kOwnSections{kMainSection, kHookSection};

/// A variable that is set and not empty.
std::optional<std::string> variable(const Environment& environment, std::string_view name) {
  std::optional<std::string> value = environment ? environment(name) : std::nullopt;
  return value && !value->empty() ? value : std::nullopt;
}

std::string section_list(const IniFile& ini) {
  std::string names;
  for (const IniSection& section : ini.sections) {
    if (section.name.empty() || section.name == kHookSection) continue;
    names += (names.empty() ? "[" : ", [") + section.name + "]";
  }
  return names.empty() ? "it has no section for a database; begin one with [migrate]"
                       : "it has " + names + "; -n chooses one";
}

/// Other sections than the program's own are databases to choose from with -n, as long as every key
/// of them is one of a database.
std::optional<Error> problem_with_section(const IniSection& section) {
  const auto wrong = std::ranges::find_if_not(section.entries, is_setting, &IniEntry::key);
  if (wrong == section.entries.end() && !section.entries.empty()) return std::nullopt;
  const Error error =
      section.line.error_at(std::min(section.line.text().find('['), section.line.text().size()),
                            with_password_redacted("unknown section [" + section.name + "]"));
  const std::string guess = did_you_mean(section.name, kOwnSections);
  if (!guess.empty()) return error.with_hint(guess);
  if (section.entries.empty()) return error.with_hint("it is empty");
  return error.with_hint("a database's section has only keys of [migrate], and `" + wrong->key +
                         "` in line " + std::to_string(wrong->line.number()) + " is none");
}

/// Unknown sections and keys, the sections that are not read included.
std::vector<Error> unknown_names(const IniFile& ini, std::string_view chosen) {
  std::vector<Error> problems;
  for (const IniSection& section : ini.sections) {
    if (section.name.empty() || section.name == kHookSection) continue;
    if (section.name == kMainSection || section.name == chosen) {
      std::ranges::move(unknown_settings(section), std::back_inserter(problems));
    } else if (const std::optional<Error> problem = problem_with_section(section)) {
      problems.push_back(*problem);
    }
  }
  return problems;
}

/// The folder as a part of a URL: its own `%` and `?` are no marks of one.
std::string url_encoded(const std::string& folder) {
  std::string encoded;
  for (const char c : folder) {
    if (c == '%')
      encoded += "%25";
    else if (c == '?')
      encoded += "%3F";
    else
      encoded += c;
  }
  return encoded;
}

std::string_view without_space(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";  // a secret's file often ends in a line feed
  const std::size_t first = std::min(text.find_first_not_of(kSpace), text.size());
  return text.substr(first, text.find_last_not_of(kSpace) + 1 - first);
}

/// A URL that does not come from the file; `origin` is where it comes from instead.
DatabaseUrl url_from(std::string_view origin, const std::string& url, const Path& base) {
  try {
    return parse_database_url(without_space(url), base);
  } catch (const Error& error) {
    throw Error(error.fault(), std::string(origin) + ": " + error.what()).with_hint(error.hint());
  }
}

/// The URL that beats the file's, if there is one.
std::optional<DatabaseUrl> overriding_url(const ConfigFlags& flags, const Environment& environment,
                                          const Path& working_directory) {
  if (flags.database_url) {
    return url_from("--database-url", *flags.database_url, working_directory);
  }
  const auto url = flags.section ? std::nullopt : variable(environment, "DATABASE_URL");
  if (!url) return std::nullopt;
  return url_from("DATABASE_URL", *url, working_directory);
}

std::optional<DatabaseUrl> url_of(const IniSection& section, const Path& here) {
  const auto entry = std::ranges::find(section.entries, "database_url", &IniEntry::key);
  if (entry == section.entries.end() || entry->value.empty()) return std::nullopt;
  try {
    return parse_database_url(interpolated(entry->value, url_encoded(here.string())), here);
  } catch (const Error& error) {
    throw entry->line.error_at(entry->value_offset, error.what()).with_hint(error.hint());
  }
}

/// Settings of one section as they are put together, and what is wrong with them.
struct Draft {
  Config config;
  std::vector<Error> problems;

  template <typename Read>
  void attempt(Read read) {
    try {
      read();
    } catch (const Error& error) {
      problems.push_back(error);
    }
  }
};

void read_section(const IniFile& ini, const std::string& file, const Path& here, Draft& draft) {
  const IniSection* section = ini.find(draft.config.section);
  if (section == nullptr || section->name == kHookSection) {
    if (!ini.problems.empty()) return;  // a header that cannot be read may be the one
    throw Error(Fault::config, "no database section [" + draft.config.section + "]", Location{file})
        .with_hint(section_list(ini));
  }
  std::ranges::move(read_settings(*section, here, draft.config),
                    std::back_inserter(draft.problems));
  if (!draft.config.database_url) draft.config.database_url = url_of(*section, here);
}

void read_hooks(const IniFile& ini, const Path& here, Draft& draft) {
  const IniSection* hooks = ini.find(kHookSection);
  if (hooks == nullptr) return;
  for (const IniEntry& entry : hooks->entries) {
    if (entry.value.empty()) {
      draft.problems.push_back(
          entry.line.error_at(entry.key_offset, "the hook `" + entry.key + "` has no command")
              .with_hint("write it as `name = command {path}`"));
    }
    draft.config.post_write_hooks.emplace_back(entry.key, interpolated(entry.value, here.string()));
  }
}

struct ConfigFile {
  Path path;           ///< as given
  std::string origin;  ///< what named it; empty for the default one
};

ConfigFile file_to_read(const ConfigFlags& flags, const Environment& environment) {
  if (flags.file) return {*flags.file, " (named by -c)"};
  if (const auto path = variable(environment, "MIGRATE_CONFIG"))
    return {*path, " (named by MIGRATE_CONFIG)"};
  return {kDefaultFile, ""};
}

Config without_file(const ConfigFlags& flags, const Environment& environment,
                    const Path& working_directory) {
  if (flags.section) {
    throw Error(Fault::config,
                "no migrate.ini here to read the section [" + *flags.section + "] from")
        .with_hint("name the file with -c");
  }
  Config config;
  config.script_location = working_directory;
  config.version_locations = {working_directory / "versions"};
  config.database_url = overriding_url(flags, environment, working_directory);
  return config;
}

}  // namespace

Config parse_config(std::string_view text, const Path& file, const ConfigFlags& flags,
                    const Environment& environment, const Path& working_directory) {
  const IniFile ini = read_ini(text, file.string());
  Draft draft;
  draft.config.file = (working_directory / file).lexically_normal();
  draft.config.section = flags.section.value_or(std::string(kMainSection));
  const Path here = draft.config.file->parent_path();
  draft.config.script_location = here;
  draft.problems = ini.problems;
  std::ranges::move(unknown_names(ini, draft.config.section), std::back_inserter(draft.problems));
  draft.attempt(
      [&] { draft.config.database_url = overriding_url(flags, environment, working_directory); });
  draft.attempt([&] { read_section(ini, file.string(), here, draft); });
  read_hooks(ini, here, draft);
  if (!draft.problems.empty()) throw Error::all(draft.problems);
  return draft.config;
}

Config load_config(const ConfigFlags& flags, const Environment& environment,
                   const Path& working_directory) {
  const ConfigFile file = file_to_read(flags, environment);
  std::error_code ignored;
  const Path path = working_directory / file.path;
  const bool missing =
      std::filesystem::status(path, ignored).type() == std::filesystem::file_type::not_found;
  if (missing && file.origin.empty()) return without_file(flags, environment, working_directory);
  if (missing) {
    throw Error(Fault::config, "no configuration file " + file.path.string() + file.origin)
        .with_hint("`migrate init` makes one");
  }
  return parse_config(read_file(path), file.path, flags, environment, working_directory);
}

}  // namespace migrate
