#include "command/downgrade.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/recorded_output.hpp"
#include "support/temporary_project.hpp"
#include "support/thrown.hpp"

namespace migrate {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

RecordedOutput downgrade(const TemporaryProject& folder, const DowngradeArgs& args) {
  RecordedOutput output;
  run_downgrade(args, folder.project(), output, {});
  return output;
}

std::string script(const TemporaryProject& folder, const std::string& target) {
  return downgrade(folder, {.target = target, .script = {.sql = true}}).script_text();
}

TEST(Downgrade, GoesDownToItsTarget) {
  const TemporaryProject folder("a; b <- a; c <- b");
  folder.upgrade("head");
  const RecordedOutput output = downgrade(folder, {.target = "a"});

  EXPECT_THAT(output.steps_started, ElementsAre("c", "b"));
  EXPECT_THAT(folder.rows(), ElementsAre("a"));
}

TEST(Downgrade, CountsFromTheDatabase) {
  const TemporaryProject folder("a; b <- a; c <- b");
  folder.upgrade("head");
  (void)downgrade(folder, {.target = "-1"});

  EXPECT_THAT(folder.rows(), ElementsAre("b"));
}

TEST(Downgrade, RefusesANumberWhereSeveralRevisionsAreCurrent) {
  const TemporaryProject folder("a; b1 <- a; b2 <- a");
  folder.upgrade("heads");

  EXPECT_EQ(thrown_by([&] { (void)downgrade(folder, {.target = "-1"}); }).fault(), Fault::usage);
}

TEST(Downgrade, RefusesARangeOnADatabase) {
  const TemporaryProject folder("a");

  EXPECT_EQ(thrown_by([&] { (void)downgrade(folder, {.target = "a:base"}); }).fault(),
            Fault::usage);
}

TEST(DowngradeScript, HoldsTheStepsBetweenItsEnds) {
  EXPECT_THAT(script(TemporaryProject("a; b <- a; c <- b"), "c:a"),
              AllOf(HasSubstr("Running downgrade c -> b"), HasSubstr("Running downgrade b -> a"),
                    Not(HasSubstr("Running downgrade a -> "))));
}

TEST(DowngradeScript, GoesToBase) {
  EXPECT_THAT(script(TemporaryProject("a"), "head:base"), HasSubstr("Running downgrade a -> "));
}

class DowngradeWithoutRange : public testing::TestWithParam<const char*> {};

TEST_P(DowngradeWithoutRange, IsNoScript) {
  const TemporaryProject folder("a; b <- a");
  const Error error = thrown_by([&] { (void)script(folder, GetParam()); });

  EXPECT_EQ(error.fault(), Fault::usage);
  EXPECT_THAT(error.what(), HasSubstr("FROM:TO"));
}

INSTANTIATE_TEST_SUITE_P(Targets, DowngradeWithoutRange,
                         testing::Values("a", "a:", ":a", ":", "-1"));

}  // namespace
}  // namespace migrate
