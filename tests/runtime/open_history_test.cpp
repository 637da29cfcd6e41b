#include "runtime/open_history.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/temporary_project.hpp"
#include "support/thrown.hpp"

namespace migrate {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// The history of a project's database.
struct Opened {
  explicit Opened(const TemporaryProject& folder, OpenMode mode = OpenMode::read_only)
      : project(folder.project()),
        database(project.database(observer)),
        history(*database, mode, project.database_settings()) {}

  Observer observer;
  Project project;
  std::unique_ptr<Database> database;
  OpenHistory history;
};

TEST(OpenHistory, OfADatabaseThatIsNotThereIsMissing) {
  const TemporaryProject folder("a");
  const Opened opened(folder);

  EXPECT_EQ(opened.history.state(), HistoryState::missing);
  EXPECT_THAT(thrown_by([&] { return opened.history.rows(); }).what(),
              HasSubstr("no history table migrate_history"));
}

TEST(OpenHistory, IsKeptOnceSomethingWasWritten) {
  const TemporaryProject folder("a");
  folder.upgrade("head");
  const Opened opened(folder);

  EXPECT_EQ(opened.history.state(), HistoryState::kept);
  EXPECT_THAT(opened.history.versions().ids, ElementsAre("a"));
  EXPECT_EQ(opened.history.rows().last(0).size(), 1U);
}

TEST(OpenHistory, IsOffWhereTheSettingIsEmpty) {
  TemporaryProject folder("a");
  folder.config.history_table = "";
  Opened opened(folder, OpenMode::read_write);

  EXPECT_EQ(opened.history.state(), HistoryState::off);
  EXPECT_EQ(thrown_by([&] { return opened.history.rows(); }).fault(), Fault::config);
  EXPECT_THROW(opened.history.make(), Error);
}

TEST(OpenHistory, MakesItsTable) {
  const TemporaryProject folder("a");
  Opened opened(folder, OpenMode::read_write);
  opened.history.make();
  opened.history.make();

  EXPECT_EQ(opened.history.state(), HistoryState::kept);
  EXPECT_EQ(Opened(folder).history.state(), HistoryState::kept);
}

TEST(ShownName, HasASchemaWhereThatTellsSomething) {
  EXPECT_EQ(shown_name({"public", "h"}), "public.h");
  EXPECT_EQ(shown_name({"main", "h"}), "h");
  EXPECT_EQ(shown_name({"", "h"}), "h");
}

}  // namespace
}  // namespace migrate
