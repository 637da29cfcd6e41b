#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "cli/app.hpp"
#include "support/thrown.hpp"

namespace migrate {
namespace {

using testing::HasSubstr;

Error refusal(const std::vector<std::string>& words) {
  return thrown_by([&] { (void)parse_command_line(words); });
}

TEST(Complaint, ShowsHowAnOptionIsWrittenThatLacksItsValue) {
  EXPECT_STREQ(refusal({"log", "--limit"}).what(), "`--limit` lacks its value: `--limit N`");
  EXPECT_STREQ(refusal({"--config"}).what(), "`--config` lacks its value: `--config FILE`");
}

TEST(Complaint, NamesWhatACommandNeeds) {
  EXPECT_STREQ(refusal({"downgrade"}).what(), "`migrate downgrade` needs TARGET");
  EXPECT_STREQ(refusal({"revision"}).what(), "`migrate revision` needs `--message TEXT`");
}

TEST(Complaint, NamesTheOptionThatIsGivenTwice) {
  EXPECT_STREQ(refusal({"-c", "a", "-c", "b", "heads"}).what(),
               "`--config` is given more than once");
}

TEST(Complaint, NamesTheFlagThatWasGivenAValue) {
  for (const std::string value : {"maybe", "false", "true", "0", ""}) {
    EXPECT_STREQ(refusal({"current", "--check-heads=" + value}).what(),
                 "`--check-heads` takes no value");
    EXPECT_STREQ(refusal({"--json=" + value, "-m", "-qm", "heads"}).what(),
                 "`--json` takes no value");
  }
  EXPECT_STREQ(refusal({"heads", "-qv=0"}).what(), "`-v` takes no value");
  EXPECT_STREQ(refusal({"log", "--help=false"}).what(), "`--help` takes no value");
}

TEST(Complaint, TakesNoValueOfAnotherOptionForAFlagsValue) {
  for (const std::string option : {"-m", "-vm", "--message"}) {
    EXPECT_NO_THROW(parse_command_line(
        std::vector<std::string>{"revision", option, "--json=false is refused now"}));
  }
  EXPECT_NO_THROW(parse_command_line(std::vector<std::string>{"revision", "-qmv=0"}));
  EXPECT_STREQ(refusal({"revision", "-mtext", "--json=false"}).what(), "`--json` takes no value");
}

TEST(Complaint, NamesBothOptionsThatExcludeEachOther) {
  EXPECT_STREQ(refusal({"log", "--all", "--limit", "2"}).what(),
               "`--limit` and `--all` exclude each other");
}

TEST(Complaint, NamesEveryWordThatIsTooMany) {
  EXPECT_STREQ(refusal({"heads", "a", "b"}).what(), "`a`, `b` are too many for `migrate heads`");
}

TEST(Complaint, ThinksOfQuotesWhereAMessageCameApart) {
  EXPECT_THAT(refusal({"revision", "-m", "add", "users"}).hint(),
              HasSubstr("needs quotes around it"));
}

}  // namespace
}  // namespace migrate
