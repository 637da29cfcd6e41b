#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "cli/program.hpp"
#include "support/graph_text.hpp"
#include "support/opened_files.hpp"
#include "support/temporary_project.hpp"

namespace migrate {
namespace {

using testing::Each;
using testing::HasSubstr;
using testing::Pair;
using testing::SizeIs;

constexpr std::size_t kFiles = 600;  // so many that they are read on several threads

/// What a command reads of the revision files.
class FileReadsTest : public testing::Test {
 protected:
  TemporaryProject folder{line_of(kFiles)};
  std::ostringstream out;
  std::ostringstream err;

  FileReadsTest() { folder.write("migrate.ini", "[migrate]\ndatabase_url = sqlite:///app.db\n"); }

  void run(const std::vector<std::string>& arguments) {
    const Environment environment = [&](std::string_view name) -> std::optional<std::string> {
      if (name != "MIGRATE_CONFIG") return std::nullopt;
      return folder.file("migrate.ini");
    };
    ASSERT_EQ(run_program(arguments, {out, err, false, environment}), 0) << err.str();
  }

  /// How often a command opens each file.
  std::map<std::string, std::size_t> opened_by(const std::vector<std::string>& arguments) {
    OpenedFiles files(folder.file("versions"));
    run(arguments);
    return files.counts();
  }

  void expect_once(const std::vector<std::string>& arguments) {
    const auto opened = opened_by(arguments);
    EXPECT_THAT(opened, SizeIs(kFiles)) << arguments.front();
    EXPECT_THAT(opened, Each(Pair(testing::_, 1U))) << arguments.front();
  }
};

TEST_F(FileReadsTest, AreOneOfEachFileForHeads) { expect_once({"heads"}); }

TEST_F(FileReadsTest, AreOneOfEachFileForAHistory) { expect_once({"history"}); }

TEST_F(FileReadsTest, AreOneOfEachFileForACheckOfTheirSections) { expect_once({"check"}); }

TEST_F(FileReadsTest, AreOneOfEachFileForAScript) { expect_once({"upgrade", "head", "--sql"}); }

TEST_F(FileReadsTest, AreOneOfEachFileThereAndBack) {
  expect_once({"upgrade", "head", "--single-transaction"});
  expect_once({"downgrade", "base", "--single-transaction"});
}

TEST_F(FileReadsTest, AreOneOfEachFileWhereNothingIsToBeDone) {
  run({"upgrade", "head", "--single-transaction"});
  expect_once({"upgrade", "head", "--single-transaction"});
}

TEST_F(FileReadsTest, AreOneOfEachFileToVerifyThem) {
  run({"upgrade", "head", "--single-transaction"});
  expect_once({"verify"});
}

TEST_F(FileReadsTest, AreOneOfEachFileForAStatus) {
  run({"upgrade", "head", "--single-transaction"});
  expect_once({"status"});
}

TEST_F(FileReadsTest, AreOneOfEachFileForAStatusThatFindsAChangedOne) {
  run({"upgrade", "head", "--single-transaction"});
  std::string text = folder.read("versions/r300.sql");
  folder.write("versions/r300.sql", text.replace(text.find("INTEGER"), 7, "TEXT"));
  expect_once({"status"});
  EXPECT_THAT(out.str(), HasSubstr("r300 ("));
}

TEST_F(FileReadsTest, AreCountedEachTime) {
  OpenedFiles files(folder.file("versions"));
  run({"heads"});
  run({"heads"});
  EXPECT_THAT(files.counts(), Each(Pair(testing::_, 2U)));
}

}  // namespace
}  // namespace migrate
