#include "migrate/error.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <type_traits>

namespace migrate {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST(Error, KeepsWhatItWasMadeOf) {
  const Error error(Fault::config, "no", Location{"migrate.ini", 3, 7});

  EXPECT_STREQ(error.what(), "no");
  EXPECT_EQ(error.fault(), Fault::config);
  ASSERT_NE(error.where(), nullptr);
  EXPECT_EQ(*error.where(), (Location{"migrate.ini", 3, 7}));
}

TEST(Error, HasNoPlaceWhenNoFileIsToBlame) {
  EXPECT_EQ(Error(Fault::usage, "no").where(), nullptr);
}

TEST(Error, IsLeftAsItIsByWhatAddsToACopy) {
  const Error error(Fault::usage, "no");

  const Error changed = error.with_hint("hint").with_code("42703").with_note("note");

  EXPECT_EQ(error.hint(), "");
  EXPECT_EQ(error.code(), "");
  EXPECT_THAT(error.notes(), IsEmpty());
  EXPECT_EQ(changed.hint(), "hint");
  EXPECT_EQ(changed.code(), "42703");
  EXPECT_THAT(changed.notes(), ElementsAre("note"));
}

TEST(Error, OfOneProblemIsThatProblem) {
  const Error whole = Error::all({Error(Fault::revision, "only one")});

  EXPECT_STREQ(whole.what(), "only one");
  EXPECT_THAT(whole.problems(), IsEmpty());
}

TEST(Error, OfSeveralProblemsCountsThemAndTakesTheFirstFault) {
  const Error whole = Error::all({Error(Fault::revision, "one"), Error(Fault::file, "two")});

  EXPECT_STREQ(whole.what(), "2 problems: one");
  EXPECT_EQ(whole.fault(), Fault::revision);
}

TEST(Error, FlattensProblemsThatHoldProblems) {
  const Error inner = Error::all({Error(Fault::revision, "one"), Error(Fault::revision, "two")});

  const Error whole = Error::all({inner, Error(Fault::revision, "three")});

  EXPECT_THAT(whole.problems(), SizeIs(3));
  EXPECT_STREQ(whole.what(), "3 problems: one");
}

TEST(Error, CopiesWithoutThrowing) {
  EXPECT_TRUE(std::is_nothrow_copy_constructible_v<Error>);
  EXPECT_TRUE(std::is_nothrow_copy_assignable_v<Error>);
}

}  // namespace
}  // namespace migrate
