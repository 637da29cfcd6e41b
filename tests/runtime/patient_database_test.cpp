#include "runtime/patient_database.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/open.hpp"
#include "support/temporary_folder.hpp"
#include "support/thrown.hpp"

namespace migrate {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;

/// Asks to stop at the first notice.
class Listener : public Observer {
 public:
  void notice(std::string_view text) override {
    heard.emplace_back(text);
    stop.request_stop();
  }

  std::vector<std::string> heard;
  std::stop_source stop;
};

/// A server that is not up: there is no socket in its folder.
class PatientDatabaseTest : public testing::Test {
 protected:
  TemporaryFolder folder;
  Listener listener;

  Error failure(int retries, OpenMode mode) {
    const std::unique_ptr<Database> server = patient(
        open_database(EngineKind::postgresql, "host=" + folder.path().string() + " dbname=x", {}),
        retries, listener.stop.get_token(), listener);
    return thrown_by([&] { return server->connect(mode); });
  }
};

TEST_F(PatientDatabaseTest, TellsOfEachRefusalAndWaits) {
  EXPECT_EQ(failure(3, OpenMode::read_only).fault(), Fault::cancelled);
  EXPECT_THAT(listener.heard, ElementsAre(AllOf(HasSubstr("cannot connect to the database"),
                                                EndsWith("; trying again in 1.0 s (1 of 3)"))));
}

TEST_F(PatientDatabaseTest, TriesOnceWhereNoRetriesAreWanted) {
  EXPECT_EQ(failure(0, OpenMode::read_write).fault(), Fault::database);
  EXPECT_THAT(listener.heard, IsEmpty());
}

TEST_F(PatientDatabaseTest, KnowsAsTheDatabaseItselfDoesWhichFileIsMissing) {
  const std::string file = folder.file("app.db");
  const std::unique_ptr<Database> database =
      patient(open_database(EngineKind::sqlite, file, {}), 3, {}, listener);
  EXPECT_EQ(database->missing_file(), file);

  database->connect(OpenMode::read_write)->query("CREATE TABLE one (x)");
  EXPECT_EQ(database->missing_file(), std::nullopt);
}

TEST_F(PatientDatabaseTest, LeavesAnAftermathToItsOwnPatience) {
  EXPECT_EQ(failure(3, OpenMode::aftermath).fault(), Fault::database);
  EXPECT_THAT(listener.heard, IsEmpty());
}

}  // namespace
}  // namespace migrate
