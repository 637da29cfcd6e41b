#include "config/settings.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cstdint>
#include <utility>

#include "base/edit_distance.hpp"
#include "base/list_text.hpp"

namespace migrate {
namespace {

using Path = std::filesystem::path;

constexpr std::string_view kHere = "%(here)s";
constexpr int kLongestSlug = 200;  // a file's name has 255 bytes at most
constexpr int kMostRetries = 1000;

/// One value of the file and what it counts from.
struct Value {
  const IniEntry& entry;
  const Path& here;

  [[nodiscard]] Error error(const std::string& what, std::string hint) const {
    const Error error = entry.line.error_at(entry.value_offset, entry.key + " " + what);
    return error.with_hint(std::move(hint));
  }

  [[nodiscard]] Path path(std::string_view text) const {
    return (here / interpolated(text, here.string())).lexically_normal();
  }

  [[nodiscard]] std::string text() const {
    if (entry.value.empty()) throw error("is empty", "leave the line out to get the default");
    return interpolated(entry.value, here.string());
  }
};

std::string in_lower_case(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

bool flag_of(const Value& value) {
  const std::string word = in_lower_case(value.entry.value);
  if (word == "true" || word == "yes" || word == "on" || word == "1") return true;
  if (word == "false" || word == "no" || word == "off" || word == "0") return false;
  throw value.error("is neither true nor false", "write `true` or `false`");
}

/// A whole number from `least` to `most`.
int number_of(const Value& value, int least, int most, const std::string& hint) {
  const std::string& text = value.entry.value;
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  if (whole && number >= least && number <= most) return number;
  throw value.error("is not a number from " + std::to_string(least) + " to " + std::to_string(most),
                    hint);
}

int retries_of(const Value& value) {
  return number_of(value, 0, kMostRetries, "it says how often to try again; 0 does not");
}

TransactionMode transaction_of(const Value& value) {
  constexpr std::array<std::string_view, 2> kModes{"revision", "run"};
  const std::string& text = value.entry.value;
  if (text == kModes[0]) return TransactionMode::revision;
  if (text == kModes[1]) return TransactionMode::run;
  const std::string guess = did_you_mean(text, kModes);
  throw value.error(
      "is neither `revision` nor `run`",
      guess.empty() ? "`revision` is one transaction for each, `run` one for all" : guess);
}

/// `zero` is what 0 means, for the hint.
std::chrono::milliseconds duration_of(const Value& value, const std::string& zero) {
  if (const auto duration = parse_duration(value.entry.value)) return *duration;
  throw value.error("is not a duration", "write it as 500ms, 60s, 5m or 1h; 0 " + zero);
}

/// A duration that the databases count in milliseconds, as an int.
std::chrono::milliseconds timeout_of(const Value& value, const std::string& zero) {
  constexpr std::chrono::hours kLongest{596};
  const std::chrono::milliseconds duration = duration_of(value, zero);
  if (duration <= kLongest) return duration;
  throw value.error("is longer than a database takes, which is 596h", "0 " + zero);
}

std::vector<Path> folders_of(const Value& value) {
  std::vector<Path> folders;
  for (const std::string& folder : split_list(value.entry.value)) {
    if (folder.empty())
      throw value.error("has an empty item", "folders are separated by one comma");
    folders.push_back(value.path(folder));
  }
  if (folders.empty()) throw value.error("names no folder", "write it as %(here)s/versions");
  return folders;
}

struct Setting {
  std::string_view key;
  void (*read)(const Value&, Config&);
};

constexpr std::array kSettings{
    Setting{"script_location",
            [](const Value& v, Config& c) { c.script_location = v.path(v.text()); }},
    Setting{"version_locations",
            [](const Value& v, Config& c) { c.version_locations = folders_of(v); }},
    Setting{"recursive_version_locations",
            [](const Value& v, Config& c) { c.recursive_version_locations = flag_of(v); }},
    Setting{"file_template", [](const Value& v, Config& c) { c.file_template = v.text(); }},
    Setting{"truncate_slug_length",
            [](const Value& v, Config& c) {
              c.truncate_slug_length = static_cast<std::size_t>(number_of(v, 1, kLongestSlug, ""));
            }},
    Setting{"timezone", [](const Value& v, Config& c) { c.timezone = v.text(); }},
    Setting{"database_url", [](const Value&, Config&) {}},
    Setting{"version_table", [](const Value& v, Config& c) { c.version_table = v.text(); }},
    Setting{"version_table_schema",
            [](const Value& v, Config& c) { c.version_table_schema = v.entry.value; }},
    Setting{"transaction", [](const Value& v, Config& c) { c.transaction = transaction_of(v); }},
    Setting{"lock_wait",
            [](const Value& v, Config& c) { c.lock_wait = duration_of(v, "does not wait"); }},
    Setting{"history_table", [](const Value& v, Config& c) { c.history_table = v.entry.value; }},
    Setting{"verify_before_upgrade",
            [](const Value& v, Config& c) { c.verify_before_upgrade = flag_of(v); }},
    Setting{"lock_timeout",
            [](const Value& v, Config& c) { c.lock_timeout = timeout_of(v, "waits for ever"); }},
    Setting{"statement_timeout",
            [](const Value& v, Config& c) { c.statement_timeout = timeout_of(v, "sets none"); }},
    Setting{"lock_retries", [](const Value& v, Config& c) { c.lock_retries = retries_of(v); }},
    Setting{"busy_timeout",
            [](const Value& v, Config& c) { c.busy_timeout = timeout_of(v, "does not wait"); }},
    Setting{"connect_retries",
            [](const Value& v, Config& c) { c.connect_retries = retries_of(v); }},
};

const Setting* setting_named(std::string_view key) noexcept {
  const auto* found = std::ranges::find(kSettings, key, &Setting::key);
  return found == kSettings.end() ? nullptr : found;
}

/// At the line of the two tables' names that was written last.
Error same_table_error(const IniSection& section) {
  const auto last =
      std::find_if(section.entries.rbegin(), section.entries.rend(), [](const IniEntry& entry) {
        return entry.key == "history_table" || entry.key == "version_table";
      });
  return last->line
      .error_at(last->value_offset, "history_table and version_table name the same table")
      .with_hint(
          "they are two tables: give one of them another name; an empty history_table keeps "
          "no history");
}

}  // namespace

bool is_setting(std::string_view key) noexcept { return setting_named(key) != nullptr; }

std::vector<Error> unknown_settings(const IniSection& section) {
  std::array<std::string_view, kSettings.size()> keys;
  std::ranges::transform(kSettings, keys.begin(), &Setting::key);
  std::vector<Error> problems;
  for (const IniEntry& entry : section.entries) {
    if (is_setting(entry.key)) continue;
    const Error error = entry.line.error_at(entry.key_offset, "unknown key `" + entry.key + "`");
    problems.push_back(error.with_hint(did_you_mean(entry.key, keys)));
  }
  return problems;
}

std::vector<Error> read_settings(const IniSection& section, const Path& here, Config& config) {
  std::vector<Error> problems;
  bool has_versions = false;
  for (const IniEntry& entry : section.entries) {
    const Setting* setting = setting_named(entry.key);
    if (setting == nullptr) continue;
    has_versions = has_versions || entry.key == "version_locations";
    try {
      setting->read({entry, here}, config);
    } catch (const Error& error) {
      problems.push_back(error);
    }
  }
  if (has_one_table_twice(config)) problems.push_back(same_table_error(section));
  if (!has_versions) config.version_locations = {config.script_location / "versions"};
  return problems;
}

bool has_one_table_twice(const Config& config) {
  return in_lower_case(config.history_table) == in_lower_case(config.version_table);
}

std::string interpolated(std::string_view value, const std::string& here) {
  std::string text;
  for (std::size_t at = 0; at < value.size();) {
    const std::size_t mark = std::min(value.find(kHere, at), value.size());
    text += value.substr(at, mark - at);
    if (mark < value.size()) text += here;
    at = mark + kHere.size();
  }
  return text;
}

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text) {
  using std::chrono::milliseconds;
  constexpr std::array<std::pair<std::string_view, milliseconds>, 4> kUnits{
      {{"ms", milliseconds(1)},
       {"s", milliseconds(1000)},
       {"m", milliseconds(60'000)},
       {"h", milliseconds(3'600'000)}}};
  constexpr milliseconds kLongest = std::chrono::hours(24) * 36'525;  // a deadline stays in range

  std::int64_t number = 0;
  if (text.empty() || text.front() == '-') return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return std::nullopt;
  const std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
  if (unit.empty() && number == 0) return milliseconds(0);
  const auto* found = std::ranges::find(kUnits, unit, &decltype(kUnits)::value_type::first);
  if (found == kUnits.end() || number > kLongest / found->second) return std::nullopt;
  return number * found->second;
}

}  // namespace migrate
