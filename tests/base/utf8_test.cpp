#include "base/utf8.hpp"

#include <gtest/gtest.h>

#include <string>

namespace migrate {
namespace {

TEST(FirstInvalidUtf8, TakesEveryLengthOfSequence) {
  EXPECT_EQ(first_invalid_utf8("aä€\U0001F600"), std::nullopt);
}

TEST(FirstInvalidUtf8, TakesTheFirstAndLastCodePointOfEachLength) {
  EXPECT_EQ(first_invalid_utf8("\x7F\u0080\u07FF\u0800\uD7FF\uE000\uFFFF\U00010000\U0010FFFF"),
            std::nullopt);
}

TEST(FirstInvalidUtf8, TakesNul) {
  EXPECT_EQ(first_invalid_utf8(std::string_view("a\0b", 3)), std::nullopt);
}

class Invalid : public testing::TestWithParam<std::string> {};

TEST_P(Invalid, IsFoundAtItsFirstByte) { EXPECT_EQ(first_invalid_utf8("ab" + GetParam()), 2U); }

INSTANTIATE_TEST_SUITE_P(FirstInvalidUtf8, Invalid,
                         testing::Values("\x80",              // a continuation alone
                                         "\xC3",              // cut short
                                         "\xE2\x82",          // cut short
                                         "\xF0\x9F\x98",      // cut short
                                         "\xC3z",             // no continuation
                                         "\xE2\x82z",         // no second continuation
                                         "\xC0\xAF",          // overlong
                                         "\xE0\x80\xAF",      // overlong
                                         "\xF0\x80\x80\xAF",  // overlong
                                         "\xED\xA0\x80",      // a surrogate
                                         "\xF4\x90\x80\x80",  // above U+10FFFF
                                         "\xF5\x80\x80\x80", "\xFF"));

TEST(CountCharacters, CountsCodePoints) { EXPECT_EQ(count_characters("aä€\U0001F600"), 4U); }

TEST(CountCharacters, CountsInvalidBytesOneEach) {
  EXPECT_EQ(count_characters("\xFF\x80"
                             "a"),
            3U);
}

TEST(ByteOffsetOfCharacter, SkipsWholeCharacters) {
  EXPECT_EQ(byte_offset_of_character("aä€b", 3), 6U);
}

TEST(ByteOffsetOfCharacter, StopsAtTheEnd) { EXPECT_EQ(byte_offset_of_character("ä", 9), 2U); }

}  // namespace
}  // namespace migrate
