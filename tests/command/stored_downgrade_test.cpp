#include "command/stored_downgrade.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/recorded_output.hpp"
#include "support/temporary_project.hpp"
#include "support/thrown.hpp"

namespace migrate {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// A database at `c` whose files b and c are gone; c's downgrade section is as given.
class LostProject : public TemporaryProject {
 public:
  explicit LostProject(const std::string& downgrade = "-- migrate:downgrade\nDROP TABLE t_c;\n")
      : TemporaryProject(
            HistoryTexts("a; b <- a; c <- b")
                .with_sections("c", "-- migrate:upgrade\nCREATE TABLE t_c (x);\n" + downgrade)) {
    upgrade("head");
    std::filesystem::remove(file("versions/b.sql"));
    std::filesystem::remove(file("versions/c.sql"));
  }
};

void downgrade(const TemporaryProject& folder, const std::string& target, Consent consent,
               RecordedOutput& output) {
  run_stored_downgrade(parse_target(target), consent, folder.project(), output, {});
}

std::vector<std::string> shown(const RecordedOutput& output) {
  std::vector<std::string> steps;
  for (const StoredStep& step : output.stored) steps.push_back(step.revision + " " + step.sql);
  return steps;
}

TEST(StoredDowngrade, OnlyShowsTheSqlWithoutConsent) {
  const LostProject folder;
  RecordedOutput output;

  const Error error = thrown_by([&] {
    downgrade(folder, "a", Consent::none, output);
    return 0;
  });
  EXPECT_EQ(error.fault(), Fault::usage);
  EXPECT_THAT(error.hint(), HasSubstr("--yes"));
  EXPECT_THAT(shown(output), ElementsAre("c DROP TABLE t_c;\n", "b DROP TABLE t_b;\n"));
  EXPECT_THAT(folder.rows(), ElementsAre("c"));
}

TEST(StoredDowngrade, RunsItWithConsent) {
  const LostProject folder;
  RecordedOutput output;
  downgrade(folder, "a", Consent::given, output);

  EXPECT_THAT(folder.rows(), ElementsAre("a"));
  EXPECT_THAT(output.steps_started, ElementsAre("c", "b"));
  EXPECT_EQ(output.stored.size(), 2U);
  EXPECT_EQ(folder.sql("SELECT name FROM sqlite_master WHERE name LIKE 't!_%' ESCAPE '!'"),
            std::vector<std::string>{"t_a"});
}

TEST(StoredDowngrade, RunsAllThatWereMadeFromFilesOfOneName) {
  const LostProject folder;
  folder.sql("UPDATE migrate_history SET file = 'versions/next.sql' WHERE revision <> 'a'");
  RecordedOutput output;
  downgrade(folder, "a", Consent::given, output);

  EXPECT_THAT(folder.rows(), ElementsAre("a"));
  EXPECT_THAT(output.steps_started, ElementsAre("c", "b"));
}

TEST(StoredDowngrade, GoesOnOverRevisionsThatHaveTheirFiles) {
  const LostProject folder;
  RecordedOutput output;
  downgrade(folder, "base", Consent::given, output);

  EXPECT_THAT(folder.rows(), IsEmpty());
  EXPECT_THAT(output.steps_started, ElementsAre("c", "b", "a"));
  EXPECT_EQ(output.stored.size(), 2U);
}

TEST(StoredDowngrade, NeedsNoConsentWhereEveryFileIsThere) {
  const TemporaryProject folder("a; b <- a");
  folder.upgrade("head");
  RecordedOutput output;
  downgrade(folder, "a", Consent::none, output);

  EXPECT_THAT(folder.rows(), ElementsAre("a"));
}

TEST(StoredDowngrade, RefusesWhatIsIrreversible) {
  const LostProject folder("");
  RecordedOutput output;

  EXPECT_THAT(thrown_by([&] {
                downgrade(folder, "a", Consent::given, output);
                return 0;
              }).what(),
              HasSubstr("revision c is irreversible"));
  EXPECT_THAT(folder.rows(), ElementsAre("c"));
}

TEST(StoredDowngrade, HidesPasswordsInWhatItShows) {
  const LostProject folder("-- migrate:downgrade\nALTER USER u PASSWORD 'secret';\n");
  RecordedOutput output;
  EXPECT_THROW(downgrade(folder, "b", Consent::none, output), Error);

  EXPECT_THAT(shown(output), ElementsAre("c ALTER USER u PASSWORD '***';\n"));
}

TEST(StoredDowngrade, SaysOfWhichRevisionNobodyHasTheText) {
  const LostProject folder;
  folder.sql("DELETE FROM migrate_history WHERE revision = 'b'");
  RecordedOutput output;

  EXPECT_THAT(thrown_by([&] {
                downgrade(folder, "a", Consent::given, output);
                return 0;
              }).what(),
              HasSubstr("stands on b, which neither a file nor the history has"));
}

TEST(StoredDowngrade, SaysThatNoHistoryIsKept) {
  LostProject folder;
  folder.config.history_table = "";
  RecordedOutput output;

  EXPECT_EQ(thrown_by([&] {
              downgrade(folder, "a", Consent::given, output);
              return 0;
            }).fault(),
            Fault::config);
}

}  // namespace
}  // namespace migrate
