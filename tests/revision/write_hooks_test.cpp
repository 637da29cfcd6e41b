#include "revision/write_hooks.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <fstream>
#include <string>
#include <vector>

#include "base/files.hpp"
#include "revision/problem_lines.hpp"
#include "support/temporary_folder.hpp"

namespace migrate {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class WriteHooks : public testing::Test {
 protected:
  std::filesystem::path file(const std::string& name = "a.sql") {
    std::ofstream(folder_.path() / name) << "text\n";
    return folder_.path() / name;
  }

  std::vector<std::string> problems(const std::string& command) {
    return problems_of([&] {
      run_write_hooks(std::vector<WriteHook>{{"format", command}}, file());
      return 0;
    });
  }

  TemporaryFolder folder_;
};

TEST_F(WriteHooks, ReplaceThePath) {
  const auto path = file();
  run_write_hooks(std::vector<WriteHook>{{"format", "echo more >> {path}"}}, path);
  EXPECT_EQ(read_file(path), "text\nmore\n");
}

TEST_F(WriteHooks, QuoteThePathForTheShell) {
  const auto path = file("it's $HOME; a\"b.sql");
  run_write_hooks(std::vector<WriteHook>{{"format", "echo more >> {path}"}}, path);
  EXPECT_EQ(read_file(path), "text\nmore\n");
}

TEST_F(WriteHooks, ReplaceEveryPath) {
  const auto path = file();
  run_write_hooks(std::vector<WriteHook>{{"copy", "cp {path} {path}.bak"}}, path);
  EXPECT_EQ(read_file(path.string() + ".bak"), "text\n");
}

TEST_F(WriteHooks, RunInOrder) {
  const auto path = file();
  run_write_hooks(std::vector<WriteHook>{{"one", "echo 1 >> {path}"}, {"two", "echo 2 >> {path}"}},
                  path);
  EXPECT_EQ(read_file(path), "text\n1\n2\n");
}

TEST_F(WriteHooks, KeepTheirOutputOffStandardOutput) {
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  run_write_hooks(std::vector<WriteHook>{{"say", "echo hello"}}, file());
  (void)testing::internal::GetCapturedStderr();
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
}

TEST_F(WriteHooks, WriteToStandardError) {
  testing::internal::CaptureStderr();
  run_write_hooks(std::vector<WriteHook>{{"say", "echo hello"}}, file());
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "hello\n");
}

TEST_F(WriteHooks, SayWithWhichCodeOneFailed) {
  EXPECT_THAT(
      problems("exit 3"),
      ElementsAre(AllOf(HasSubstr("the post-write hook `format` failed with exit code 3: exit 3"),
                        HasSubstr("a.sql was written and stays"))));
}

TEST_F(WriteHooks, SayWhichSignalKilledOne) {
  EXPECT_THAT(problems("kill -9 $$"), ElementsAre(HasSubstr("was killed by signal 9 (Killed)")));
}

TEST_F(WriteHooks, SayThatACommandWasNotFound) {
  EXPECT_THAT(problems("no-such-command-here 2>/dev/null"),
              ElementsAre(HasSubstr("command not found")));
}

TEST_F(WriteHooks, StopAtTheFirstFailure) {
  const auto path = file();
  EXPECT_THROW(
      run_write_hooks(std::vector<WriteHook>{{"one", "false"}, {"two", "echo 2 >> {path}"}}, path),
      Error);
  EXPECT_EQ(read_file(path), "text\n");
}

TEST_F(WriteHooks, LeaveTheFile) {
  (void)problems("false");
  EXPECT_TRUE(std::filesystem::exists(folder_.path() / "a.sql"));
}

TEST_F(WriteHooks, StartWithNoSignalBlocked) {
  sigset_t blocked;
  sigset_t before;
  sigemptyset(&blocked);
  sigaddset(&blocked, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &blocked, &before);
  const auto lines = problems("kill -TERM $$; exit 5");
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  EXPECT_THAT(lines, ElementsAre(HasSubstr("was killed by signal 15")));
}

}  // namespace
}  // namespace migrate
