#pragma once

#include <chrono>
#include <string>

namespace migrate {

/// A point in time as the clocks of one time zone show it.
struct ZonedTime {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  int hour = 0;
  int minute = 0;
  int second = 0;
  std::string text;  ///< "2026-11-20 10:00:00+00:00"
};

/// `timezone` is an IANA name. Throws Error (Fault::config) when it is unknown here. UTC is known
/// even where no time zone data is installed.
[[nodiscard]] ZonedTime zoned_time(std::chrono::system_clock::time_point time,
                                   const std::string& timezone);

}  // namespace migrate
