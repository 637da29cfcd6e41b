#include "revision/zoned_time.hpp"

#include <absl/time/time.h>

#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/edit_distance.hpp"
#include "migrate/error.hpp"

namespace migrate {
namespace {

/// Where the system keeps its time zones; there the files bear the zones' names.
constexpr const char* kZones = "/usr/share/zoneinfo";

/// Not what else lies there, and no path to somewhere else.
bool is_zone(const std::string& name) {
  if (name.empty() || name.front() == '/' || name.find('.') != std::string::npos) return false;
  if (name == "localtime" || name == "posixrules") return false;
  std::error_code error;
  return std::filesystem::is_regular_file(std::filesystem::path(kZones) / name, error);
}

std::vector<std::string> zone_names() {
  namespace fs = std::filesystem;
  std::vector<std::string> names;
  std::error_code error;
  fs::recursive_directory_iterator file(kZones, error);
  for (; !error && file != fs::recursive_directory_iterator(); file.increment(error)) {
    std::string name = file->path().lexically_relative(kZones).string();
    if (is_zone(name)) names.push_back(std::move(name));
  }
  return names;
}

std::string zone_hint(const std::string& timezone) {
  const std::vector<std::string> names = zone_names();
  if (names.empty()) {
    return "no time zone data is installed here (the package tzdata); `timezone = UTC` needs none";
  }
  const std::string hint = did_you_mean(timezone, names);
  return hint.empty() ? "`timezone` takes an IANA name such as UTC or Europe/Berlin" : hint;
}

absl::TimeZone zone_named(const std::string& timezone) {
  absl::TimeZone zone = absl::UTCTimeZone();
  if (timezone == "UTC") return zone;
  // By its whole path, or Abseil would ask the environment where to look.
  const std::string file = fmt::format("{}/{}", kZones, timezone);
  if (!is_zone(timezone) || !absl::LoadTimeZone(file, &zone)) {
    throw Error(Fault::config, fmt::format("unknown time zone `{}`", timezone))
        .with_hint(zone_hint(timezone));
  }
  return zone;
}

std::string offset_text(int seconds) {
  const int minutes = std::abs(seconds) / 60;
  return fmt::format("{}{:02}:{:02}", seconds < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

}  // namespace

ZonedTime zoned_time(std::chrono::system_clock::time_point time, const std::string& timezone) {
  const absl::TimeZone::CivilInfo there = zone_named(timezone).At(absl::FromChrono(time));
  ZonedTime result{static_cast<int>(there.cs.year()),
                   static_cast<unsigned>(there.cs.month()),
                   static_cast<unsigned>(there.cs.day()),
                   there.cs.hour(),
                   there.cs.minute(),
                   there.cs.second(),
                   {}};
  result.text =
      fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}{}", result.year, result.month, result.day,
                  result.hour, result.minute, result.second, offset_text(there.offset));
  return result;
}

}  // namespace migrate
