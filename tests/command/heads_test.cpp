#include "command/heads.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/recorded_output.hpp"
#include "support/temporary_project.hpp"

namespace migrate {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> heads(const TemporaryProject& folder, const HeadsArgs& args = {}) {
  RecordedOutput output;
  run_heads(args, folder.project(), output);
  return output.entries;
}

TEST(Heads, AreShownInTheOrderOfTheirFiles) {
  EXPECT_THAT(heads(TemporaryProject("a; b1 <- a; b2 <- a")),
              ElementsAre("b1 (head)\n", "b2 (head)\n"));
}

TEST(Heads, AreShownWithTheirLabels) {
  EXPECT_THAT(heads(TemporaryProject("a [accounts]; b <- a")),
              ElementsAre("b (accounts) (head)\n"));
}

TEST(Heads, AreNoneWhereThereIsNoRevision) { EXPECT_THAT(heads(TemporaryProject("")), IsEmpty()); }

TEST(Heads, AreEffectiveWhereAnotherRevisionDependsOnThem) {
  EXPECT_THAT(heads(TemporaryProject("a; b (a)")),
              ElementsAre("b (head)\n", "a (effective head)\n"));
}

TEST(Heads, OnWhichAnotherDependsAreLeftOutOnDemand) {
  EXPECT_THAT(heads(TemporaryProject("a; b (a)"), {.resolve_dependencies = true}),
              ElementsAre("b (head)\n"));
}

TEST(Heads, AreShownInFullWhenVerbose) {
  EXPECT_THAT(heads(TemporaryProject("a"), {.verbose = true}),
              ElementsAre(HasSubstr("Rev: a (head)\nParent: <base>\n")));
}

TEST(Heads, NeedNoDatabase) {
  TemporaryProject folder("a");
  folder.config.database_url.reset();

  EXPECT_THAT(heads(folder), ElementsAre("a (head)\n"));
}

}  // namespace
}  // namespace migrate
