#include "revision/zoned_time.hpp"

#include <date/date.h>
#include <date/tz.h>

#include <stdexcept>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "base/edit_distance.hpp"
#include "migrate/error.hpp"

namespace migrate {
namespace {

std::string zone_hint(const std::string& timezone) {
  std::string hint;
  try {
    std::vector<std::string_view> names;
    for (const date::time_zone& zone : date::get_tzdb().zones) names.emplace_back(zone.name());
    hint = did_you_mean(timezone, names);
  } catch (const std::exception&) {
    return "no time zone data is installed here (the package tzdata); `timezone = UTC` needs none";
  }
  return hint.empty() ? "`timezone` takes an IANA name such as UTC or Europe/Berlin" : hint;
}

std::chrono::seconds offset_of(date::sys_seconds time, const std::string& timezone) {
  if (timezone == "UTC") return std::chrono::seconds(0);
  try {
    return date::locate_zone(timezone)->get_info(time).offset;
  } catch (const std::exception&) {
    throw Error(Fault::config, fmt::format("unknown time zone `{}`", timezone))
        .with_hint(zone_hint(timezone));
  }
}

std::string offset_text(std::chrono::seconds offset) {
  const long minutes =
      std::chrono::abs(std::chrono::duration_cast<std::chrono::minutes>(offset)).count();
  return fmt::format("{}{:02}:{:02}", offset.count() < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

}  // namespace

ZonedTime zoned_time(std::chrono::system_clock::time_point time, const std::string& timezone) {
  const date::sys_seconds instant = date::floor<std::chrono::seconds>(time);
  const std::chrono::seconds offset = offset_of(instant, timezone);
  const date::sys_seconds local = instant + offset;
  const auto midnight = date::floor<date::days>(local);
  const date::year_month_day day(midnight);
  const auto clock = date::make_time(local - midnight);
  ZonedTime result{static_cast<int>(day.year()),
                   static_cast<unsigned>(day.month()),
                   static_cast<unsigned>(day.day()),
                   static_cast<int>(clock.hours().count()),
                   static_cast<int>(clock.minutes().count()),
                   static_cast<int>(clock.seconds().count()),
                   {}};
  result.text =
      fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}{}", result.year, result.month, result.day,
                  result.hour, result.minute, result.second, offset_text(offset));
  return result;
}

}  // namespace migrate
