#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "revision/revision_file.hpp"

namespace migrate {
namespace {

using ::testing::HasSubstr;

TEST(ProblemWithId, TakesEveryAllowedCharacter) {
  EXPECT_EQ(problem_with_id("AZaz09_."), std::nullopt);
}

TEST(ProblemWithId, Takes255Characters) {
  EXPECT_EQ(problem_with_id(std::string(255, 'a')), std::nullopt);
}

TEST(ProblemWithId, Refuses256Characters) {
  EXPECT_EQ(problem_with_id(std::string(256, 'a')), "is longer than 255 characters");
}

TEST(ProblemWithId, RefusesNothing) { EXPECT_EQ(problem_with_id(""), "is empty"); }

TEST(ProblemWithId, NamesTheWholeCharacterThatItRefuses) {
  EXPECT_THAT(problem_with_id("gr\xC3\xBC"
                              "n")
                  .value(),
              HasSubstr("holds `\xC3\xBC`"));
}

class BadId : public testing::TestWithParam<const char*> {};
TEST_P(BadId, IsRefused) { EXPECT_TRUE(problem_with_id(GetParam()).has_value()); }
INSTANTIATE_TEST_SUITE_P(Words, BadId,
                         testing::Values("a@b", "a-b", "a+1", "a:b", "a b", "a,b", "head", "heads",
                                         "base", "current", "a/b", "a'b"));

class GoodId : public testing::TestWithParam<const char*> {};
TEST_P(GoodId, IsTaken) { EXPECT_FALSE(problem_with_id(GetParam()).has_value()); }
INSTANTIATE_TEST_SUITE_P(Words, GoodId, testing::Values("a", "HEAD", "heads2", "1", "v1.2", "_"));

class BadMessage : public testing::TestWithParam<const char*> {};
TEST_P(BadMessage, IsRefused) { EXPECT_TRUE(problem_with_message(GetParam()).has_value()); }
INSTANTIATE_TEST_SUITE_P(Words, BadMessage,
                         testing::Values("revision: x", "text\ncreate_date: y", "  depends_on:z",
                                         "migrate: users", "Migrate : x", "a\tb", "a\rb", "\x1B[0m",
                                         "\x7F", "\xC2\x9B", "caf\xE9"));

class GoodMessage : public testing::TestWithParam<const char*> {};
TEST_P(GoodMessage, IsTaken) { EXPECT_FALSE(problem_with_message(GetParam()).has_value()); }
INSTANTIATE_TEST_SUITE_P(Words, GoodMessage,
                         testing::Values("Add users", "fix: users email", "Revision: 3", "a\n\nb",
                                         "migrate the users", "caf\xC3\xA9", "it's {{x}} <b>&"));

TEST(ProblemWithMessage, NamesTheKey) {
  EXPECT_EQ(problem_with_message("down_revision: x"),
            "would read as the key `down_revision` in the file's header");
}

}  // namespace
}  // namespace migrate
