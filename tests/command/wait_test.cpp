#include "command/wait.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <thread>

#include "support/recorded_output.hpp"
#include "support/silent_server.hpp"
#include "support/temporary_project.hpp"
#include "support/thrown.hpp"

namespace migrate {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

/// Makes the folder that is missing when it hears that the database does not answer.
class Mounting : public RecordedOutput {
 public:
  explicit Mounting(std::filesystem::path folder) : folder_(std::move(folder)) {}

  void notice(std::string_view text) override {
    heard.emplace_back(text);
    std::filesystem::create_directory(folder_);
  }

  std::vector<std::string> heard;

 private:
  std::filesystem::path folder_;
};

/// A database in a folder that is missing.
class WaitForFolder : public testing::Test {
 protected:
  WaitForFolder() { folder.config.database_url->address = folder.file("data/app.db"); }

  void wait(std::chrono::milliseconds timeout, Output& output, const std::stop_token& stop = {}) {
    run_wait({timeout}, folder.project(), output, stop);
  }

  TemporaryProject folder{"a"};
};

TEST(Wait, ComesBackAtOnceWhereTheDatabaseAnswers) {
  const TemporaryProject folder("a");
  RecordedOutput output;
  run_wait({}, folder.project(), output, {});

  EXPECT_THAT(output.up, SizeIs(1));
}

TEST(Wait, MakesNoDatabase) {
  const TemporaryProject folder("a");
  RecordedOutput output;
  run_wait({}, folder.project(), output, {});

  EXPECT_FALSE(std::filesystem::exists(folder.database()));
}

TEST_F(WaitForFolder, SaysWhyTheDatabaseDoesNotAnswerAndComesBackWhenItDoes) {
  Mounting output(folder.file("data"));
  wait(1h, output);

  EXPECT_THAT(output.heard, ElementsAre(HasSubstr("Waiting for the database: cannot open"),
                                        HasSubstr("app.db does not exist: mend its name")));
  EXPECT_THAT(output.up, SizeIs(1));
}

TEST_F(WaitForFolder, TriesOnceWhenItHasNoTime) {
  RecordedOutput output;
  const Error error = thrown_by([&] {
    wait(0ms, output);
    return 0;
  });

  EXPECT_EQ(error.fault(), Fault::database);
  EXPECT_THAT(error.what(), HasSubstr("there is no folder"));
  EXPECT_THAT(output.up, SizeIs(0));
}

/// What a server says before it falls silent.
class WaitForSilentServer : public testing::TestWithParam<std::string> {
 protected:
  WaitForSilentServer() {
    folder.config.database_url = parse_database_url(server.uri(), std::filesystem::path());
  }

  Error failure(std::chrono::milliseconds timeout, const std::stop_token& stop = {}) {
    return thrown_by([&] {
      run_wait({timeout}, folder.project(), output, stop);
      return 0;
    });
  }

  SilentServer server{GetParam()};
  TemporaryProject folder{"a"};
  RecordedOutput output;
};

TEST_P(WaitForSilentServer, GivesUpWhenTheTimeIsUp) {
  const Error error = failure(300ms);

  EXPECT_EQ(error.fault(), Fault::database);
  EXPECT_STREQ(error.what(), "the database gave no answer within 300 ms");
  EXPECT_THAT(output.up, SizeIs(0));
}

TEST_P(WaitForSilentServer, EndsWhenItIsAskedToStop) {
  std::stop_source stop;
  const std::jthread stopper([&] {
    server.wait_for_client();
    stop.request_stop();
  });

  EXPECT_EQ(failure(1h, stop.get_token()).fault(), Fault::cancelled);
}

INSTANTIATE_TEST_SUITE_P(
    AllWays, WaitForSilentServer,
    testing::Values("", SilentServer::greeting().substr(0, 3),  // within a message
                    SilentServer::greeting().substr(0, 9),      // let in, and no more
                    SilentServer::greeting()),                  // ready for what is asked
    [](const auto& test) { return "After" + std::to_string(test.param.size()) + "Bytes"; });

TEST_F(WaitForFolder, EndsWhenItIsAskedToStop) {
  RecordedOutput output;
  std::stop_source stop;
  stop.request_stop();

  EXPECT_EQ(thrown_by([&] {
              wait(1h, output, stop.get_token());
              return 0;
            }).fault(),
            Fault::cancelled);
}

}  // namespace
}  // namespace migrate
