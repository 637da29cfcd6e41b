#include "graph/validate.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <string>
#include <vector>

#include "graph/revision_graph.hpp"
#include "support/graph_text.hpp"
#include "support/thrown.hpp"

namespace migrate {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

std::vector<std::string> problems(std::string_view text) {
  std::vector<std::string> texts;
  for (const Error& problem : problems_in(revisions_of(text))) texts.emplace_back(problem.what());
  return texts;
}

Error sole_problem(std::string_view text) {
  const std::vector<Error> found = problems_in(revisions_of(text));
  EXPECT_THAT(found, SizeIs(1));
  return found.at(0);
}

TEST(ProblemsIn, FindsNoneInASoundGraph) {
  EXPECT_THAT(problems("a; b1 <- a [left]; b2 <- a (left); c <- b1 b2 (a)"), IsEmpty());
}

TEST(ProblemsIn, FindsNoneInNoRevisions) { EXPECT_THAT(problems(""), IsEmpty()); }

TEST(ProblemsIn, NamesBothFilesOfADuplicateId) {
  std::vector<Revision> revisions = revisions_of("a; a");
  revisions[0].file = "x.sql";
  revisions[1].file = "y.sql";

  const std::vector<Error> found = problems_in(revisions);

  ASSERT_THAT(found, SizeIs(1));
  EXPECT_STREQ(found[0].what(), "revision a is declared twice");
  EXPECT_EQ(*found[0].where(), (Location{"y.sql", 3, 0}));
  EXPECT_THAT(found[0].hint(), HasSubstr("x.sql:3"));
}

TEST(ProblemsIn, OffersTheNearestIdForAnUnknownParent) {
  const Error problem = sole_problem("3f2a9c81; b <- 3f2a9d81");

  EXPECT_STREQ(problem.what(), "parent 3f2a9d81 of revision b does not exist");
  EXPECT_EQ(*problem.where(), (Location{"b.sql", 4, 0}));
  EXPECT_THAT(problem.hint(), HasSubstr("3f2a9c81"));
}

TEST(ProblemsIn, OffersTheWholeIdForAnAbbreviatedParent) {
  EXPECT_THAT(sole_problem("3f2a9c81; b <- 3f2").hint(), HasSubstr("in full here: 3f2a9c81"));
}

TEST(ProblemsIn, SaysThatALabelIsNoParent) {
  EXPECT_THAT(sole_problem("a [web]; b <- web").hint(), HasSubstr("web is a branch label"));
}

TEST(ProblemsIn, RefusesAParentNamedTwice) {
  EXPECT_THAT(problems("a; b <- a a"), ElementsAre("revision b names its parent a twice"));
}

TEST(ProblemsIn, RefusesARevisionThatIsItsOwnParent) {
  EXPECT_THAT(problems("a <- a"), ElementsAre("revision a is its own parent"));
}

TEST(ProblemsIn, OffersTheNearestLabelForAnUnknownDependency) {
  const Error problem = sole_problem("a [accounts]; b (acounts)");

  EXPECT_STREQ(problem.what(), "dependency acounts of revision b does not exist");
  EXPECT_EQ(*problem.where(), (Location{"b.sql", 6, 0}));
  EXPECT_EQ(problem.hint(), "did you mean `accounts`?");
}

TEST(ProblemsIn, RefusesARevisionThatDependsOnItself) {
  EXPECT_THAT(problems("a (a)"), ElementsAre("revision a depends on itself"));
}

TEST(ProblemsIn, RefusesARevisionThatDependsOnItsOwnLabel) {
  EXPECT_THAT(problems("a [web] (web)"), ElementsAre("revision a depends on itself"));
}

TEST(ProblemsIn, PrintsAWholeCycleFromParentToChild) {
  EXPECT_THAT(problems("z; a <- c; b <- a; c <- b; d <- c z"),
              ElementsAre("these revisions form a cycle: a -> b -> c -> a"));
}

TEST(ProblemsIn, NamesTheFileAndLineOfEveryLinkOfACycle) {
  const Error problem = sole_problem("a (b); b <- a");

  EXPECT_STREQ(problem.what(), "these revisions form a cycle: a -> b -> a");
  EXPECT_THAT(problem.notes(),
              ElementsAre("  b.sql:4: a is a parent of b", "  a.sql:6: a depends on b"));
}

TEST(ProblemsIn, FindsEveryCycle) {
  EXPECT_THAT(problems("a <- b; b <- a; c <- d; d <- c; e <- b d"), SizeIs(2));
}

TEST(ProblemsIn, FindsACycleThroughALabel) {
  EXPECT_THAT(problems("a (web); b <- a [web]"), ElementsAre(HasSubstr("a -> b -> a")));
}

TEST(ProblemsIn, RefusesALabelThatIsAnId) {
  const Error problem = sole_problem("a; b [a]");

  EXPECT_STREQ(problem.what(), "branch label a of revision b is also a revision's id");
  EXPECT_EQ(*problem.where(), (Location{"b.sql", 5, 0}));
  EXPECT_THAT(problem.hint(), HasSubstr("a.sql:3"));
}

TEST(ProblemsIn, RefusesALabelThatTwoRevisionsDeclare) {
  const Error problem = sole_problem("a [web]; b [web]");

  EXPECT_STREQ(problem.what(), "branch label web of revision b is declared twice");
  EXPECT_THAT(problem.hint(), HasSubstr("a.sql:5"));
}

TEST(ProblemsIn, RefusesALabelDeclaredTwiceByOneRevision) {
  EXPECT_THAT(problems("a [web web]"), SizeIs(1));
}

TEST(ProblemsIn, ReportsEverythingAtOnce) {
  EXPECT_THAT(problems("a <- a; b <- gone; c (missing) [a]; d <- e; e <- d"), SizeIs(5));
}

TEST(ProblemsIn, FindsACycleOfAHundredThousand) {
  std::vector<Revision> revisions;
  for (int number = 0; number < 100'000; ++number) {
    Revision revision;
    revision.id = std::to_string(number);
    revision.file = revision.id;
    revision.parents = {std::to_string((number + 1) % 100'000)};
    revisions.push_back(revision);
  }

  EXPECT_THAT(problems_in(revisions), SizeIs(1));
}

TEST(Build, ThrowsAllProblems) {
  const Error error =
      thrown_by([] { return RevisionGraph::build(revisions_of("a <- x; b <- y")); });

  EXPECT_EQ(error.fault(), Fault::revision);
  EXPECT_THAT(error.problems(), SizeIs(2));
}

}  // namespace
}  // namespace migrate
