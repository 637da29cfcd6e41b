#include "revision/revision_source.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

#include "revision/checksum.hpp"
#include "revision/problem_lines.hpp"
#include "support/temporary_folder.hpp"
#include "support/without_root.hpp"

namespace migrate {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

namespace fs = std::filesystem;

std::string text_of(const std::string& id, const std::string& below = "-- migrate:upgrade\n") {
  return "-- Text\n-- revision: " + id + "\n-- down_revision:\n" + below;
}

/// A project folder that is the working directory while the test runs.
class FolderSource : public testing::Test {
 protected:
  FolderSource() : before_(fs::current_path()) {
    fs::current_path(folder_.path());
    fs::create_directory("versions");
  }
  ~FolderSource() override { fs::current_path(before_); }

  static void write(const std::string& path, const std::string& text) {
    std::ofstream(path, std::ios::binary) << text;
  }

  static std::vector<std::string> files(const FolderSearch& search) {
    std::vector<std::string> names;
    for (const Revision& revision : open_folders(search)->headers()) names.push_back(revision.file);
    return names;
  }

  static std::vector<std::string> problems(const FolderSearch& search = {{"versions"}}) {
    return problems_of([&search] { return files(search); });
  }

  TemporaryFolder folder_;

 private:
  fs::path before_;
};

TEST_F(FolderSource, OfAnEmptyFolderHasNoRevisions) {
  EXPECT_THAT(files({{"versions"}}), IsEmpty());
}

TEST_F(FolderSource, GivesRevisionsInTheOrderOfTheirPaths) {
  write("versions/b.sql", text_of("b"));
  write("versions/a.sql", text_of("a"));
  EXPECT_THAT(files({{"versions"}}), ElementsAre("versions/a.sql", "versions/b.sql"));
}

TEST_F(FolderSource, OrdersPathsAcrossFolders) {
  fs::create_directories("versions/b");
  write("versions/b/1.sql", text_of("b"));
  write("versions/a.sql", text_of("a"));
  write("versions/c.sql", text_of("c"));
  EXPECT_THAT(files({{"versions"}, true}),
              ElementsAre("versions/a.sql", "versions/b/1.sql", "versions/c.sql"));
}

TEST_F(FolderSource, LeavesOtherFilesAlone) {
  write("versions/README", "x");
  write("versions/a.sql~", "x");
  EXPECT_THAT(files({{"versions"}}), IsEmpty());
}

TEST_F(FolderSource, LeavesHiddenFilesAlone) {
  write("versions/.#a.sql", "x");
  EXPECT_THAT(files({{"versions"}}), IsEmpty());
}

TEST_F(FolderSource, LeavesFoldersWithinAloneUnlessTold) {
  fs::create_directory("versions/more");
  write("versions/more/a.sql", text_of("a"));
  EXPECT_THAT(files({{"versions"}}), IsEmpty());
}

TEST_F(FolderSource, NeverLooksIntoHiddenFolders) {
  fs::create_directory("versions/.old");
  write("versions/.old/a.sql", text_of("a"));
  EXPECT_THAT(files({{"versions"}, true}), IsEmpty());
}

TEST_F(FolderSource, ShowsPathsBelowTheWorkingDirectoryRelativeToIt) {
  write("versions/a.sql", text_of("a"));
  EXPECT_THAT(files({{folder_.path() / "versions"}}), ElementsAre("versions/a.sql"));
}

TEST_F(FolderSource, ShowsPathsWithoutDetours) {
  fs::create_directory("x");
  write("versions/a.sql", text_of("a"));
  EXPECT_THAT(files({{"x/../versions/"}}), ElementsAre("versions/a.sql"));
}

TEST_F(FolderSource, ShowsAPathThatClimbsOutOfALinkAsItWasGiven) {
  const TemporaryFolder other;
  fs::create_directories(other.path() / "deep");
  write((other.path() / "a.sql").string(), text_of("a"));
  fs::create_directory_symlink(other.path() / "deep", "link");
  EXPECT_THAT(files({{"link/.."}}), ElementsAre("link/../a.sql"));
}

TEST_F(FolderSource, ShowsPathsElsewhereAbsolute) {
  const TemporaryFolder other;
  write((other.path() / "a.sql").string(), text_of("a"));
  EXPECT_THAT(files({{other.path()}}), ElementsAre((other.path() / "a.sql").string()));
}

TEST_F(FolderSource, TakesTheWorkingDirectoryItself) {
  write("a.sql", text_of("a"));
  EXPECT_THAT(files({{"."}}), ElementsAre("a.sql"));
}

TEST_F(FolderSource, CountsAFolderThatIsNamedTwiceOnce) {
  write("versions/a.sql", text_of("a"));
  fs::create_directory_symlink("versions", "link");
  EXPECT_THAT(files({{"versions", "./versions/", "link"}}), ElementsAre("versions/a.sql"));
}

TEST_F(FolderSource, CountsAFolderWithinARecursiveOneOnce) {
  fs::create_directory("versions/more");
  write("versions/more/a.sql", text_of("a"));
  EXPECT_THAT(files({{"versions/more", "versions"}, true}), ElementsAre("versions/more/a.sql"));
}

TEST_F(FolderSource, ReadsAFileThroughALink) {
  write("a.text", text_of("a"));
  fs::create_symlink("../a.text", "versions/a.sql");
  EXPECT_THAT(files({{"versions"}}), ElementsAre("versions/a.sql"));
}

TEST_F(FolderSource, ReadsAHeaderThatIsLongerThanOneRead) {
  std::string header;
  for (int line = 0; line < 1000; ++line) header += "-- a line of the message\n";
  write("versions/a.sql", header + text_of("a"));
  EXPECT_EQ(open_folders({{"versions"}})->headers().at(0).id, "a");
}

TEST_F(FolderSource, ReadsAHeaderWhateverByteTheFirstReadEndsAt) {
  for (std::size_t before = 4000; before < 4100; ++before) {
    write("versions/a.sql", "-- " + std::string(before, 'x') + "\n" + text_of("a"));
    ASSERT_EQ(open_folders({{"versions"}})->headers().at(0).id, "a") << before;
  }
}

TEST_F(FolderSource, ReadsNoSqlAfterTheHeader) {
  write("versions/a.sql", text_of("a", std::string(5000, 'x')));
  EXPECT_THAT(files({{"versions"}}), ElementsAre("versions/a.sql"));
}

TEST_F(FolderSource, SaysWhatMakesAMissingFolder) {
  EXPECT_THAT(problems({{"nowhere"}}),
              ElementsAre(AllOf(StartsWith("the folder of revisions nowhere does not exist"),
                                HasSubstr("`migrate init` makes it"))));
}

TEST_F(FolderSource, RefusesAFileInTheFoldersPlace) {
  write("file", "");
  EXPECT_THAT(problems({{"file"}}),
              ElementsAre(StartsWith("the folder of revisions file is no folder")));
}

TEST_F(FolderSource, RefusesAFolderNamedLikeAFile) {
  fs::create_directory("versions/x.sql");
  EXPECT_THAT(problems(), ElementsAre(StartsWith("versions/x.sql is a folder")));
}

TEST_F(FolderSource, RefusesALinkToNothing) {
  fs::create_symlink("gone", "versions/x.sql");
  EXPECT_THAT(problems(), ElementsAre(StartsWith("versions/x.sql is a link to nothing")));
}

TEST_F(FolderSource, RefusesAPipeAndDoesNotWaitForIt) {
  ASSERT_EQ(::mkfifo("versions/x.sql", 0600), 0);
  EXPECT_THAT(problems(), ElementsAre(StartsWith("versions/x.sql is not a regular file")));
}

TEST_F(FolderSource, RefusesALinkToAPipe) {
  ASSERT_EQ(::mkfifo("pipe", 0600), 0);
  fs::create_symlink("../pipe", "versions/x.sql");
  EXPECT_THAT(problems(), ElementsAre(StartsWith("versions/x.sql is not a regular file")));
}

TEST_F(FolderSource, RefusesAFileThatItMustNotRead) {
  write("versions/a.sql", text_of("a"));
  ::chmod("versions/a.sql", 0);
  ::chmod(folder_.path().c_str(), 0755);
  EXPECT_EQ(without_root([] { return problems().at(0); }),
            "cannot read versions/a.sql: Permission denied");
}

TEST_F(FolderSource, ReportsTheProblemsOfAllFilesAtOnce) {
  write("versions/a.sql", text_of("a-"));
  fs::create_directory("versions/b.sql");
  write("versions/c.sql", "SELECT 1;");
  EXPECT_THAT(problems({{"versions", "nowhere"}}),
              testing::UnorderedElementsAre(
                  StartsWith("versions/a.sql:2:14:"), StartsWith("versions/b.sql is a folder"),
                  StartsWith("versions/c.sql:1:"), StartsWith("the folder of revisions nowhere")));
}

TEST_F(FolderSource, LoadsAFileWhole) {
  write("versions/a.sql", text_of("a", "-- migrate:upgrade\nA;\n"));
  const auto source = open_folders({{"versions"}});
  EXPECT_EQ(source->load(source->headers().at(0)).sections.at(0).sql.text(), "A;\n");
}

TEST_F(FolderSource, LoadsAFileAfterTheWorkingDirectoryChanged) {
  write("versions/a.sql", text_of("a"));
  const auto source = open_folders({{"versions"}});
  const std::vector<Revision> revisions = source->headers();
  fs::current_path("/");
  EXPECT_EQ(source->load(revisions.at(0)).revision.id, "a");
}

TEST_F(FolderSource, RefusesAFileThatBecameAnotherRevision) {
  write("versions/a.sql", text_of("a"));
  const auto source = open_folders({{"versions"}});
  const std::vector<Revision> revisions = source->headers();
  write("versions/a.sql", text_of("b"));
  EXPECT_THAT(
      problems_of([&] { return source->load(revisions.at(0)); }),
      ElementsAre(StartsWith("versions/a.sql:2: the file no longer declares revision a but b")));
}

TEST_F(FolderSource, ReadsAFileOfManyKilobytesOnceWhereItsTextIsKept) {
  const std::string sql = std::string(20'000, '-') + "\nA;\n";
  write("versions/a.sql", text_of("a", "-- migrate:upgrade\n" + sql));
  const auto source = open_folders({{"versions"}});
  const Headers headers = source->read({Keep::text});
  fs::remove("versions/a.sql");
  EXPECT_EQ(source->load(headers.revisions.at(0)).sections.at(0).sql.text(), sql);
}

TEST_F(FolderSource, ForgetsTheTextsWhenItReadsAgain) {
  write("versions/a.sql", text_of("a", "-- migrate:upgrade\nA;\n"));
  const auto source = open_folders({{"versions"}});
  [[maybe_unused]] const Headers old = source->read({Keep::text});
  write("versions/a.sql", text_of("a", "-- migrate:upgrade\nB;\n"));
  const std::vector<Revision> revisions = source->read({Keep::text}).revisions;
  EXPECT_EQ(source->load(revisions.at(0)).sections.at(0).sql.text(), "B;\n");
}

TEST_F(FolderSource, RefusesAFileThatChangedSinceItWasLoaded) {
  write("versions/a.sql", text_of("a", "-- migrate:upgrade\nA;\n"));
  const auto source = open_folders({{"versions"}});
  const std::vector<Revision> revisions = source->headers();
  EXPECT_EQ(source->load(revisions.at(0)).sections.at(0).sql.text(), "A;\n");
  EXPECT_EQ(source->load(revisions.at(0)).sections.at(0).sql.text(), "A;\n");
  write("versions/a.sql", text_of("a", "-- migrate:upgrade\nB;\n"));
  EXPECT_THAT(
      problems_of([&] { return source->load(revisions.at(0)); }),
      ElementsAre(StartsWith("versions/a.sql:0: the file was changed while the command ran")));
}

TEST_F(FolderSource, TakesAFileThatChangedBeforeItIsReadAgain) {
  write("versions/a.sql", text_of("a", "-- migrate:upgrade\nA;\n"));
  const auto source = open_folders({{"versions"}});
  [[maybe_unused]] const RevisionFile old = source->load(source->headers().at(0));
  write("versions/a.sql", text_of("a", "-- migrate:upgrade\nB;\n"));
  EXPECT_EQ(source->load(source->headers().at(0)).sections.at(0).sql.text(), "B;\n");
}

TEST_F(FolderSource, LoadsAKeptFileAsItWouldBeRead) {
  const std::string below =
      "\n \n-- migrate:upgrade engine:sqlite\r\nA;\n\n-- migrate:downgrade\nB;";
  write("versions/a.sql", text_of("a", below));
  const auto source = open_folders({{"versions"}});
  const Revision revision = source->read({Keep::text}).revisions.at(0);
  const RevisionFile kept = source->load(revision);
  const RevisionFile read = parse_revision_file(text_of("a", below), revision.file);
  EXPECT_EQ(kept.header, read.header);
  ASSERT_EQ(kept.sections.size(), read.sections.size());
  for (std::size_t at = 0; at < kept.sections.size(); ++at) {
    EXPECT_EQ(kept.sections[at].marker, read.sections[at].marker);
    EXPECT_EQ(kept.sections[at].marker_line, read.sections[at].marker_line);
    EXPECT_EQ(kept.sections[at].sql.text(), read.sections[at].sql.text());
    EXPECT_EQ(kept.sections[at].engine, read.sections[at].engine);
  }
}

TEST_F(FolderSource, KnowsTheChecksumsOfUpgradesWhoseTextsItKeeps) {
  write("versions/a.sql", text_of("a",
                                  "-- migrate:upgrade\nA;\n-- migrate:upgrade engine:sqlite\nB;\n"
                                  "-- migrate:downgrade engine:sqlite\nC;\n"));
  const auto source = open_folders({{"versions"}});
  const EngineKind sqlite = EngineKind::sqlite;
  const EngineKind postgresql = EngineKind::postgresql;

  const Revision first = source->read({Keep::text, sqlite}).revisions.at(0);
  EXPECT_EQ(source->known_checksum(first, sqlite), checksum_of("B;", sqlite));
  EXPECT_EQ(source->known_checksum(first, postgresql), std::nullopt) << "asked for another engine";

  const Revision second = source->read({Keep::text, postgresql}).revisions.at(0);
  EXPECT_EQ(source->known_checksum(second, postgresql), checksum_of("A;", postgresql));

  const Revision third = source->read({Keep::text}).revisions.at(0);
  EXPECT_EQ(source->known_checksum(third, sqlite), std::nullopt) << "not asked for";
}

TEST_F(FolderSource, ReadsTheSameWithThoseWhoHelp) {
  for (int file = 0; file < 300; ++file) {
    const std::string id = "r" + std::to_string(1000 + file);
    write("versions/" + id + ".sql", text_of(id, "-- migrate:upgrade\n" + id));
  }
  const auto source = open_folders({{"versions"}});
  HelpingHands hands(2);
  const Headers headers = source->read({Keep::text, EngineKind::sqlite, &hands});
  ASSERT_EQ(headers.revisions.size(), 300U);
  EXPECT_TRUE(std::ranges::is_sorted(headers.revisions, {}, &Revision::file));
  for (const Revision& revision : headers.revisions) {
    EXPECT_EQ(source->known_checksum(revision, EngineKind::sqlite),
              checksum_of(revision.id, EngineKind::sqlite));
  }
}

TEST_F(FolderSource, KnowsNoChecksumOfWhatIsNotSound) {
  write("versions/a.sql", text_of("a", "-- migrate:upgrade\nA;\n-- migrate:upgrade\nB;\n"));
  write("versions/b.sql", text_of("b", "-- migrate:upgrade engine:postgresql\nA;\n"));
  const auto source = open_folders({{"versions"}});
  for (const Revision& revision : source->read({Keep::text, EngineKind::sqlite}).revisions) {
    EXPECT_EQ(source->known_checksum(revision, EngineKind::sqlite), std::nullopt) << revision.id;
  }
}

TEST_F(FolderSource, ReportsTheSectionsOfAKeptFile) {
  write("versions/a.sql", text_of("a", "SELECT 1;\n-- migrate:downgrade\n"));
  const auto source = open_folders({{"versions"}});
  const Revision revision = source->read({Keep::text}).revisions.at(0);
  fs::remove("versions/a.sql");
  EXPECT_THAT(problems_of([&] { return source->load(revision); }),
              ElementsAre(StartsWith("versions/a.sql:4:1: this line stands in no section"),
                          StartsWith("versions/a.sql:2: the section `-- migrate:upgrade`")));
}

TEST_F(FolderSource, HasEveryFileJudgedInTheOrderOfPaths) {
  fs::create_directory("later");
  // Enough for two threads; the folder that is named last comes first.
  for (int file = 0; file < 600; ++file) {
    const std::string id = "r" + std::to_string(1000 + file);
    write("versions/" + id + ".sql", text_of(id, "-- migrate:upgrade\n" + id));
  }
  write("later/x.sql", text_of("x", "-- migrate:upgrade\nx"));
  const auto source = open_folders({{"versions", "later"}});
  const JudgedFiles judged = source->judge([](const RevisionFile& file) {
    return std::vector{Error(Fault::revision, file.sections.at(0).sql.text())};
  });
  ASSERT_EQ(judged.headers.revisions.size(), 601U);
  ASSERT_EQ(judged.problems.size(), 601U);
  for (std::size_t at = 0; at < judged.problems.size(); ++at)
    EXPECT_EQ(judged.problems[at].what(), judged.headers.revisions[at].id);
}

TEST_F(FolderSource, JudgesNoFileThatDoesNotParse) {
  write("versions/a.sql", text_of("a-"));
  write("versions/b.sql", text_of("b", "-- migrate:downgrade\n"));
  write("versions/c.sql", text_of("c"));
  std::vector<std::string> seen;
  const JudgedFiles judged = open_folders({{"versions"}})->judge([&](const RevisionFile& file) {
    seen.push_back(file.revision.id);
    return std::vector<Error>();
  });
  EXPECT_THAT(seen, ElementsAre("c"));
  EXPECT_EQ(judged.headers.problems.size(), 1U);
  EXPECT_EQ(judged.headers.revisions.size(), 2U);
  ASSERT_EQ(judged.problems.size(), 1U);
  EXPECT_STREQ(judged.problems[0].what(), "the section `-- migrate:upgrade` is missing");
}

TEST_F(FolderSource, RefusesAFileThatWentAway) {
  write("versions/a.sql", text_of("a"));
  const auto source = open_folders({{"versions"}});
  const std::vector<Revision> revisions = source->headers();
  fs::remove("versions/a.sql");
  EXPECT_THAT(problems_of([&] { return source->load(revisions.at(0)); }),
              ElementsAre(StartsWith("cannot read versions/a.sql:")));
}

TEST(BuiltinSource, GivesRevisionsInTheOrderOfTheirNames) {
  const std::string b = text_of("b");
  const std::string a = text_of("a");
  const std::vector<Revision> revisions = open_builtin({{"2.sql", b}, {"1.sql", a}})->headers();
  EXPECT_THAT((std::vector{revisions.at(0).id, revisions.at(1).id}), ElementsAre("a", "b"));
}

TEST(BuiltinSource, LoadsATextWhole) {
  const std::string text = text_of("a", "-- migrate:upgrade\nA;\n");
  const auto source = open_builtin({{"1.sql", text}});
  EXPECT_EQ(source->load(source->headers().at(0)).sections.at(0).sql.text(), "A;\n");
}

TEST(BuiltinSource, RefusesTwoOfOneName) {
  const std::string a = text_of("a");
  const std::string b = text_of("b");
  EXPECT_THAT(problems_of([&] {
                return open_builtin({{"1.sql", a}, {"1.sql", b}})->headers();
              }),
              ElementsAre("two of the built-in revisions are named 1.sql"));
}

TEST(BuiltinSource, ReportsTheProblemsOfAllTexts) {
  EXPECT_THAT(problems_of([] {
                return open_builtin({{"1.sql", "x"}, {"2.sql", "y"}})->headers();
              }),
              ElementsAre(StartsWith("1.sql:1:"), StartsWith("2.sql:1:")));
}

}  // namespace
}  // namespace migrate
