#include "command/repair.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/recorded_output.hpp"
#include "support/temporary_project.hpp"
#include "support/thrown.hpp"

namespace migrate {
namespace {

using testing::HasSubstr;

Error refused(const RepairArgs& args) {
  const TemporaryProject folder("a");
  RecordedOutput output;
  return thrown_by([&] {
    run_repair(args, folder.project(), output, {});
    return 0;
  });
}

TEST(Repair, SaysWhatItDidForEachRevision) {
  const TemporaryProject folder("a; b <- a");
  folder.stamp("b");
  RecordedOutput output;
  run_repair({.accept = {"a", "b"}}, folder.project(), output, {});

  ASSERT_EQ(output.repairs.size(), 2U);
  EXPECT_EQ(output.repairs[0].revision, "a");
  EXPECT_EQ(output.repairs[1].revision, "b");
}

TEST(Repair, DoesOneThingAtATime) {
  EXPECT_THAT(refused({}).what(), HasSubstr("one thing at a time"));
  EXPECT_THAT(refused({.accept = {"a"}, .done = "a"}).what(), HasSubstr("one thing at a time"));
  EXPECT_EQ(refused({.retry = "a", .abandon = "a"}).fault(), Fault::usage);
}

TEST(Repair, RefusesWhatIsNotUnfinished) {
  const TemporaryProject folder("a");
  folder.upgrade("head");
  RecordedOutput output;

  EXPECT_THAT(thrown_by([&] {
                run_repair({.restart = "a"}, folder.project(), output, {});
                return 0;
              }).what(),
              HasSubstr("no step of this database is unfinished"));
}

}  // namespace
}  // namespace migrate
