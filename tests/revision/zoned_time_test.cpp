#include "revision/zoned_time.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "support/thrown.hpp"

namespace migrate {
namespace {

constexpr auto kSummer = std::chrono::system_clock::time_point(std::chrono::seconds(1783850645));
constexpr auto kWinter = std::chrono::system_clock::time_point(std::chrono::seconds(1795172645));

TEST(ZonedTime, OfUtcHasNoOffset) {
  EXPECT_EQ(zoned_time(kWinter, "UTC").text, "2026-11-20 11:04:05+00:00");
}

TEST(ZonedTime, HasTheZonesOffset) {
  EXPECT_EQ(zoned_time(kWinter, "Europe/Berlin").text, "2026-11-20 12:04:05+01:00");
}

TEST(ZonedTime, KnowsDaylightSaving) {
  EXPECT_THAT(zoned_time(kSummer, "Europe/Berlin").text, testing::EndsWith("+02:00"));
}

TEST(ZonedTime, HasANegativeOffsetWithMinutes) {
  EXPECT_EQ(zoned_time(kWinter, "America/St_Johns").text, "2026-11-20 07:34:05-03:30");
}

TEST(ZonedTime, TakesNoPathsAndNoZoneOfTheEnvironment) {
  for (const std::string name :
       {"../zoneinfo/Europe/Berlin", "/usr/share/zoneinfo/Europe/Berlin", "file:/etc/localtime",
        "localtime", "UTC0", "Fixed/UTC+01:00:00", "Europe", ""}) {
    const Error error = thrown_by([&] { static_cast<void>(zoned_time(kWinter, name)); });
    EXPECT_EQ(error.what(), "unknown time zone `" + name + "`");
    EXPECT_THAT(error.hint(), testing::Not(testing::HasSubstr("localtime")));
  }
}

TEST(ZonedTime, OffersTheNameThatWasMeant) {
  EXPECT_THAT(thrown_by([] { static_cast<void>(zoned_time(kWinter, "Europe/Berln")); }).hint(),
              testing::HasSubstr("Europe/Berlin"));
}

TEST(ZonedTime, RoundsDownToSeconds) {
  EXPECT_EQ(zoned_time(kWinter + std::chrono::milliseconds(999), "UTC").second, 5);
}

}  // namespace
}  // namespace migrate
