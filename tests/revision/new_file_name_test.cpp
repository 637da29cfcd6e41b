#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "revision/new_revision.hpp"
#include "revision/problem_lines.hpp"

namespace migrate {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

NewRevision add_users() {
  NewRevision revision;
  revision.id = "3f2a9c81d0b4";
  revision.message = "Add users\n\nand more";
  revision.created = std::chrono::system_clock::from_time_t(1795172645);  // 2026-11-20 11:04:05 UTC
  return revision;
}

std::string name(const std::string& file_template, const std::string& timezone = "UTC") {
  NewFileSettings settings;
  settings.file_template = file_template;
  settings.timezone = timezone;
  return file_name(add_users(), settings);
}

std::vector<std::string> problems(const std::string& file_template) {
  return problems_of([&file_template] { return name(file_template); });
}

TEST(FileName, IsMadeOfDateIdAndSlug) {
  EXPECT_EQ(file_name(add_users(), {}), "20261120_3f2a9c81d0b4_add_users.sql");
}

TEST(FileName, KnowsTheTime) {
  EXPECT_EQ(name("{hour}{minute}{second}_{epoch}"), "110405_1795172645.sql");
}

TEST(FileName, CountsInTheTimeZone) { EXPECT_EQ(name("{day}-{hour}", "Asia/Tokyo"), "20-20.sql"); }

TEST(FileName, TakesBracesThatAreDoubled) { EXPECT_EQ(name("{{{rev}}}"), "{3f2a9c81d0b4}.sql"); }

TEST(FileName, MayHaveFolders) { EXPECT_EQ(name("{year}/{rev}"), "2026/3f2a9c81d0b4.sql"); }

TEST(FileName, EndsBeforeAnEmptySlug) {
  NewRevision revision = add_users();
  revision.message = "\xE4\xBD\xA0\xE5\xA5\xBD";
  EXPECT_EQ(file_name(revision, {}), "20261120_3f2a9c81d0b4.sql");
}

TEST(FileName, OffersThePlaceholderThatWasMeant) {
  EXPECT_THAT(problems("{yaer}"), ElementsAre(AllOf(HasSubstr("unknown placeholder {yaer}"),
                                                    HasSubstr("did you mean {year}?"))));
}

TEST(FileName, ListsThePlaceholdersWhenNoneIsNear) {
  EXPECT_THAT(problems("{author}"),
              ElementsAre(HasSubstr("the placeholders of file_template are")));
}

TEST(FileName, RefusesAnOpenBrace) {
  EXPECT_THAT(problems("{rev"), ElementsAre(StartsWith("file_template `{rev`")));
}

TEST(FileName, RefusesAPlaceholderWithoutAName) {
  EXPECT_THAT(problems("{}"), ElementsAre(HasSubstr("unknown placeholder {}")));
}

TEST(FileName, RefusesToLeaveTheFolder) {
  EXPECT_THAT(problems("../{rev}"), ElementsAre(HasSubstr("leads out of the folder")));
}

TEST(FileName, RefusesAnAbsolutePath) {
  EXPECT_THAT(problems("/tmp/{rev}"), ElementsAre(HasSubstr("gives an absolute path")));
}

TEST(FileName, RefusesAHiddenFile) {
  EXPECT_THAT(problems(".{rev}"), ElementsAre(HasSubstr("gives a hidden file")));
}

TEST(FileName, RefusesAFolderWithoutAFile) {
  EXPECT_THAT(problems("{rev}/"), ElementsAre(HasSubstr("gives no file name")));
}

TEST(FileName, RefusesAnEmptyTemplate) {
  EXPECT_THAT(problems(""), ElementsAre(HasSubstr("gives an empty name")));
}

TEST(FileName, OffersTheTimeZoneThatWasMeant) {
  EXPECT_THAT(problems_of([] { return name("{rev}", "Europe/Berln"); }),
              ElementsAre("unknown time zone `Europe/Berln`; did you mean `Europe/Berlin`?"));
}

TEST(FileName, ExplainsATimeZoneThatIsNearNone) {
  EXPECT_THAT(problems_of([] { return name("{rev}", "?"); }),
              ElementsAre(AllOf(StartsWith("unknown time zone `?`"), HasSubstr("IANA"))));
}

TEST(SlugOf, KeepsLettersAndDigitsInLowerCase) {
  EXPECT_EQ(slug_of("Add Users2", 40), "add_users2");
}

TEST(SlugOf, MakesOneUnderscoreOfARunOfOthers) { EXPECT_EQ(slug_of("a -- b__c", 40), "a_b_c"); }

TEST(SlugOf, HasNoUnderscoreAtItsEnds) { EXPECT_EQ(slug_of("  (a) ", 40), "a"); }

TEST(SlugOf, IsCutAtAWord) { EXPECT_EQ(slug_of("add the users", 10), "add_the"); }

TEST(SlugOf, KeepsAWordThatJustFits) { EXPECT_EQ(slug_of("add the users", 7), "add_the"); }

TEST(SlugOf, CutsAWordThatIsTooLongAlone) { EXPECT_EQ(slug_of("abcdefgh", 5), "abcde"); }

TEST(SlugOf, MayBeEmpty) { EXPECT_EQ(slug_of("abc", 0), ""); }

}  // namespace
}  // namespace migrate
