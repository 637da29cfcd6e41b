#include "base/files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "support/temporary_folder.hpp"
#include "support/thrown.hpp"

namespace migrate {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class Files : public testing::Test {
 protected:
  [[nodiscard]] std::filesystem::path path(const std::string& name) const {
    return folder_.path() / name;
  }

  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) {
      found.push_back(entry.path().filename().string());
    }
    return found;
  }

 private:
  TemporaryFolder folder_;
};

TEST_F(Files, AreReadAsTheyWereWritten) {
  const std::string content("a\r\n\0\xFF", 5);
  write_new_file(path("a"), content);

  EXPECT_EQ(read_file(path("a")), content);
}

TEST_F(Files, AreReadWholeWhateverTheirSize) {
  for (const std::size_t size : {0U, 1U, 4095U, 4096U, 4097U, 300'000U}) {
    replace_file(path("a"), std::string(size, 'x'));
    EXPECT_EQ(read_file(path("a")).size(), size);
  }
}

TEST_F(Files, ThatAreMissingAreNamed) {
  const Error error = thrown_by([&] { return read_file(path("missing")); });

  EXPECT_EQ(error.fault(), Fault::file);
  EXPECT_EQ(error.what(),
            "cannot read " + path("missing").string() + ": No such file or directory");
}

TEST_F(Files, ThatAreFoldersAreRefused) {
  const Error error = thrown_by([&] { return read_file(path("")); });

  EXPECT_THAT(error.what(), HasSubstr("Is a directory"));
}

TEST_F(Files, ThatAreFifosAreRefusedWithoutWaitingForAWriter) {
  ASSERT_EQ(::mkfifo(path("fifo").c_str(), 0600), 0);

  const Error error = thrown_by([&] { return read_file(path("fifo")); });

  EXPECT_THAT(error.what(), HasSubstr("it is not a regular file"));
}

TEST_F(Files, AreReadFromASystemThatSaysTheyAreEmpty) {
  EXPECT_THAT(read_file("/proc/self/status"), HasSubstr("Name:"));
}

TEST_F(Files, AreNeverOverwrittenByNewOnes) {
  write_new_file(path("a"), "old");

  const Error error = thrown_by([&] {
    write_new_file(path("a"), "new");
    return 0;
  });

  EXPECT_EQ(error.fault(), Fault::file);
  EXPECT_EQ(error.what(), path("a").string() + " exists already; it was left as it is");
  EXPECT_EQ(read_file(path("a")), "old");
  EXPECT_THAT(names(), ElementsAre("a"));
}

TEST_F(Files, AreNotWrittenThroughADanglingLink) {
  std::filesystem::create_symlink(path("elsewhere"), path("a"));

  EXPECT_THROW(write_new_file(path("a"), "new"), Error);
  EXPECT_FALSE(std::filesystem::exists(path("elsewhere")));
}

TEST_F(Files, InAMissingFolderAreNotWritten) {
  const Error error = thrown_by([&] {
    write_new_file(path("missing/a"), "new");
    return 0;
  });

  EXPECT_EQ(error.what(),
            "cannot write " + path("missing/a").string() + ": No such file or directory");
}

TEST_F(Files, HaveThePermissionsThatTheMaskLeaves) {
  const mode_t before = ::umask(027);
  write_new_file(path("a"), "x");
  ::umask(before);

  EXPECT_EQ(std::filesystem::status(path("a")).permissions(), std::filesystem::perms(0640));
}

TEST_F(Files, AreReplacedWholeAndKeepTheirPermissions) {
  write_new_file(path("a"), "a longer old content");
  std::filesystem::permissions(path("a"), std::filesystem::perms(0600));

  replace_file(path("a"), "new");

  EXPECT_EQ(read_file(path("a")), "new");
  EXPECT_EQ(std::filesystem::status(path("a")).permissions(), std::filesystem::perms(0600));
  EXPECT_THAT(names(), ElementsAre("a"));
}

TEST_F(Files, ThatCannotBeReplacedLeaveNothingBehind) {
  std::filesystem::create_directory(path("a"));

  EXPECT_THROW(replace_file(path("a"), "new"), Error);
  EXPECT_THAT(names(), ElementsAre("a"));
}

TEST_F(Files, OfOneNameAreWrittenByOneOfManyWriters) {
  std::atomic<int> won = 0;
  std::vector<std::thread> writers;
  for (int i = 0; i < 8; ++i) {
    writers.emplace_back([&, i] {
      try {
        write_new_file(path("a"), std::string(1000, static_cast<char>('a' + i)));
        ++won;
      } catch (const Error&) {
      }
    });
  }
  for (std::thread& writer : writers) writer.join();

  EXPECT_EQ(won, 1);
  EXPECT_THAT(names(), ElementsAre("a"));
}

}  // namespace
}  // namespace migrate
