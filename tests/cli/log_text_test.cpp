#include "cli/log_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace migrate {
namespace {

using testing::HasSubstr;
using testing::Not;

HistoryRow row_of(const std::string& kind, const std::string& revision) {
  HistoryRow row;
  row.kind = kind;
  row.result = "done";
  row.revision = revision;
  row.message = "Add " + revision;
  row.started_at = "2026-11-21 10:00:00.123";
  row.finished_at = "2026-11-21 10:00:01.123";
  row.elapsed_ms = 12;
  row.user = "app";
  row.host = "web-1";
  return row;
}

ChangedFile changed_file(std::vector<FileChange> changes) {
  return {"a",
          {"versions/a.sql", 7, 3},
          std::move(changes),
          "2026-11-21 10:00:00 by app@web-1",
          "-old\n+new\n"};
}

/// Nothing yet, of a database that keeps a history.
Verification verification() {
  Verification found;
  found.history = HistoryState::kept;
  found.history_table = "migrate_history";
  return found;
}

TEST(LogText, HasAStepOnALineInColumns) {
  HistoryLog log;
  log.rows = {row_of("downgrade", "3f2a9c81d0b4"), row_of("stamp", "b")};
  log.rows[1].elapsed_ms = 1234;

  EXPECT_EQ(log_text(log),
            "2026-11-21 10:00:00  downgrade  done     3f2a9c81d0b4  12 ms  app@web-1  Add "
            "3f2a9c81d0b4\n"
            "2026-11-21 10:00:00  stamp      done     b             1.2 s  app@web-1  Add b\n");
}

TEST(LogText, HasTheFirstLineOfAnErrorBelow) {
  HistoryLog log;
  log.rows = {row_of("upgrade", "a")};
  log.rows[0].error = "no such table\nhint: make it";

  EXPECT_THAT(log_text(log), HasSubstr("Add a\n    no such table\n"));
  EXPECT_THAT(log_text(log), Not(HasSubstr("hint")));
  log.verbose = true;
  EXPECT_THAT(log_text(log), HasSubstr("    hint: make it\n"));
}

TEST(LogText, ShowsNoTimeForWhatStillRunsAndBaseForNoRevision) {
  HistoryLog log;
  log.rows = {row_of("upgrade", "a"), row_of("stamp", "")};
  log.rows[0].finished_at = "";

  EXPECT_THAT(log_text(log), HasSubstr("a         -  app@web-1"));
  EXPECT_THAT(log_text(log), HasSubstr("base  12 ms"));
}

TEST(VerificationText, ShowsTheDifferenceOfAChangedFile) {
  Verification found = verification();
  found.changed = {changed_file({FileChange::upgrade, FileChange::downgrade})};

  EXPECT_EQ(verification_text(found, Diffs::of_real_changes),
            "versions/a.sql:7: revision a is not what was applied 2026-11-21 10:00:00 by "
            "app@web-1: its upgrade section and downgrade section changed\n"
            "    -old\n    +new\n"
            "0 revision files as applied, 1 changed: not sound.\n");
}

TEST(VerificationText, ShowsThatOfAFormattedOneOnlyWhereAllAreAskedFor) {
  Verification found = verification();
  found.unchanged = 1;
  found.changed = {changed_file({})};

  EXPECT_THAT(verification_text(found, Diffs::of_real_changes), Not(HasSubstr("+new")));
  EXPECT_THAT(verification_text(found, Diffs::of_all), HasSubstr("+new"));
  EXPECT_THAT(verification_text(found, Diffs::of_all),
              HasSubstr("1 revision file as applied, 1 formatted otherwise: all is sound.\n"));
}

TEST(VerificationText, TellsOtherOptionsFromAnotherContent) {
  Verification found = verification();
  found.changed = {changed_file({FileChange::upgrade_options})};

  EXPECT_THAT(verification_text(found, Diffs::of_real_changes),
              HasSubstr("would run otherwise: its upgrade section's marker changed\n    -old"));
  EXPECT_THAT(verification_text(found, Diffs::of_real_changes),
              HasSubstr("0 revision files as applied, 1 with other options: all is sound.\n"));
}

TEST(VerificationText, SaysWhyAFileCannotBeCompared) {
  Verification found = verification();
  found.changed = {changed_file({})};
  found.changed[0].incomparable = "the text cannot be read";

  const std::string text = verification_text(found, Diffs::of_real_changes);
  EXPECT_THAT(text, HasSubstr("cannot be compared with what was applied 2026-11-21 10:00:00 by "
                              "app@web-1: the text cannot be read; `migrate repair --accept a`"));
  EXPECT_THAT(text, HasSubstr("1 not to be compared: nothing could be compared.\n"));
}

TEST(VerificationText, NamesWhatIsBrokenRemarkedAndNotRecorded) {
  Verification found = verification();
  found.broken = {Error(Fault::verification, "a is gone")};
  found.remarks = {"harmless"};
  found.not_recorded = {"x", "y"};

  EXPECT_EQ(verification_text(found, Diffs::of_all),
            "error: a is gone\nharmless\n"
            "Not in the history migrate_history (applied before it was kept, or stamped), so these "
            "cannot be verified: x, y. `migrate repair --accept REV...` records files as they are "
            "now.\n"
            "0 revision files as applied, 1 problem, 2 not in the history: not sound.\n");
}

TEST(VerificationText, CallsNothingSoundThatCouldNotBeCompared) {
  Verification found = verification();
  found.not_recorded = {"x"};
  EXPECT_THAT(verification_text(found, Diffs::of_all),
              HasSubstr("1 not in the history: nothing could be compared.\n"));

  found.unchanged = 1;
  EXPECT_THAT(verification_text(found, Diffs::of_all),
              HasSubstr("1 not in the history: no change was found.\n"));
}

TEST(VerificationText, SaysHowAHistoryThatIsMissingComesIntoBeing) {
  Verification found = verification();
  found.history = HistoryState::missing;
  EXPECT_EQ(verification_text(found, Diffs::of_all),
            "The database has no history table migrate_history yet, so there is nothing to compare "
            "with. The next command that writes makes it.\n"
            "0 revision files as applied: nothing could be compared.\n");

  found.not_recorded = {"x"};
  EXPECT_THAT(verification_text(found, Diffs::of_all),
              HasSubstr("cannot be verified: x. `migrate repair --accept REV...` records"));

  found.history = HistoryState::off;
  EXPECT_THAT(verification_text(found, Diffs::of_all),
              HasSubstr("Remove `history_table =` from migrate.ini to keep one from now on.\n"));
}

TEST(StoredStepsText, HasEachStepsSqlBelowItsName) {
  EXPECT_EQ(stored_steps_text(std::vector<StoredStep>{
                {"a", "Add a", "versions/a.sql (in migrate_history)", "DROP TABLE a;"}}),
            "-- a, Add a, from versions/a.sql (in migrate_history)\nDROP TABLE a;\n");
}

}  // namespace
}  // namespace migrate
