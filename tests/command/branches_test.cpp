#include "command/branches.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/recorded_output.hpp"
#include "support/temporary_project.hpp"

namespace migrate {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

std::vector<std::string> branches(const TemporaryProject& folder, const BranchesArgs& args = {}) {
  RecordedOutput output;
  run_branches(args, folder.project(), output);
  return output.entries;
}

TEST(Branches, AreShownBelowTheirBranchPoint) {
  EXPECT_THAT(branches(TemporaryProject("a; b1 <- a; b2 <- a")),
              ElementsAre("a (branchpoint)\n  -> b1 (head)\n  -> b2 (head)\n\n"));
}

TEST(Branches, AreNoneInAStraightHistory) {
  EXPECT_THAT(branches(TemporaryProject("a; b <- a")), IsEmpty());
}

TEST(Branches, AreNotMadeByDependencies) {
  EXPECT_THAT(branches(TemporaryProject("a; b <- a; c (a)")), IsEmpty());
}

TEST(Branches, AreShownNewestFirst) {
  EXPECT_THAT(branches(TemporaryProject("a; b <- a; c <- a; d <- b; e <- b")),
              ElementsAre(StartsWith("b "), StartsWith("a ")));
}

TEST(Branches, AreShownWithMessagesWhenVerbose) {
  EXPECT_THAT(branches(TemporaryProject("a; b1 <- a; b2 <- a"), {.verbose = true}),
              ElementsAre(HasSubstr("-> b1 (head), Add b1\n")));
}

}  // namespace
}  // namespace migrate
