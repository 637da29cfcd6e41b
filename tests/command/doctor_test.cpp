#include "command/doctor.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/recorded_output.hpp"
#include "support/temporary_project.hpp"
#include "support/thrown.hpp"

namespace migrate {
namespace {

Surroundings around(const TemporaryProject& folder, RecordedOutput& output) {
  return {[&] { return folder.config; }, [] { return std::stop_token(); },
          [](std::string_view) { return std::nullopt; }, output};
}

TEST(DoctorCommand, ShowsWhatItFound) {
  const TemporaryProject folder("a");
  RecordedOutput output;
  run_doctor({}, around(folder, output));

  ASSERT_EQ(output.examinations.size(), 1U);
  EXPECT_FALSE(output.examinations[0].findings.empty());
}

TEST(DoctorCommand, IsContentWithWarnings) {
  const TemporaryProject folder("a; b");
  RecordedOutput output;

  EXPECT_NO_THROW(run_doctor({}, around(folder, output)));
  EXPECT_EQ(output.examinations.at(0).count(Finding::Grade::warning), 1U);
}

TEST(DoctorCommand, FailsAVerificationAfterItHasShownWhatIsWrong) {
  const TemporaryProject folder("a <- nowhere");
  RecordedOutput output;
  const Error error = thrown_by([&] {
    run_doctor({}, around(folder, output));
    return 0;
  });

  EXPECT_EQ(error.fault(), Fault::verification);
  EXPECT_STREQ(error.what(), "1 thing is wrong");
  EXPECT_EQ(output.examinations.size(), 1U);
}

}  // namespace
}  // namespace migrate
