#include "command/script_target.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "support/recorded_output.hpp"
#include "support/temporary_project.hpp"
#include "support/thrown.hpp"

namespace migrate {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

TEST(OnlineTarget, IsATarget) { EXPECT_EQ(parse_online_target("a+1").offset, 1); }

TEST(OnlineTarget, IsNoRange) {
  const Error error = thrown_by([] { (void)parse_online_target("a:b"); });

  EXPECT_EQ(error.fault(), Fault::usage);
  EXPECT_STREQ(error.what(), "`a:b` is a range, which only --sql takes");
}

TEST(ScriptFile, NeedsAScript) {
  EXPECT_EQ(thrown_by([] { require_sql_for_file({.file = "x.sql"}); }).fault(), Fault::usage);
}

TEST(ScriptFile, IsFineForAScript) {
  EXPECT_NO_THROW(require_sql_for_file({.sql = true, .file = "x.sql"}));
}

TEST(ScriptFile, IsNotNeeded) { EXPECT_NO_THROW(require_sql_for_file({})); }

/// Writes a script of `work` to change.sql in `folder`.
RecordedOutput write_file(const TemporaryProject& folder,
                          const std::function<void(Session&)>& work) {
  RecordedOutput output;
  write_script(folder.project(), {.sql = true, .file = folder.file("change.sql")}, std::nullopt,
               "RANGE", output, work);
  return output;
}

TEST(WriteScript, TakesThePlaceOfNoOtherFile) {
  const TemporaryProject folder("a");
  folder.write("change.sql", "-- One\n-- revision: a\n");

  const Error error = thrown_by([&] { (void)write_file(folder, [](Session&) {}); });

  EXPECT_EQ(error.fault(), Fault::file);
  EXPECT_THAT(error.what(), HasSubstr("change.sql exists already and is no script that migrate"));
  EXPECT_EQ(folder.read("change.sql"), "-- One\n-- revision: a\n");
}

TEST(WriteScript, TakesThePlaceOfAnEmptyFile) {
  const TemporaryProject folder("a");
  folder.write("change.sql", "");
  (void)write_file(folder, [](Session& session) { session.upgrade(parse_target("head")); });

  EXPECT_THAT(folder.read("change.sql"), HasSubstr("RANGE"));
}

TEST(WriteScript, TellsTheFileThatItWrote) {
  const TemporaryProject folder("a");
  const RecordedOutput output =
      write_file(folder, [](Session& session) { session.upgrade(parse_target("head")); });

  EXPECT_EQ(output.files.at(0).paths.at(0), folder.file("change.sql"));
  EXPECT_THAT(folder.read("change.sql"), HasSubstr("RANGE"));
}

TEST(WriteScript, TakesThePlaceOfAnOlderScript) {
  const TemporaryProject folder("a");
  (void)write_file(folder, [](Session& session) { session.upgrade(parse_target("head")); });
  folder.write("change.sql", folder.read("change.sql") + "old");
  (void)write_file(folder, [](Session& session) { session.upgrade(parse_target("head")); });

  EXPECT_THAT(folder.read("change.sql"), Not(HasSubstr("old")));
}

TEST(WriteScript, LeavesNoFileWhenItsWorkFails) {
  const TemporaryProject folder("a");
  EXPECT_THROW((void)write_file(folder, [](Session&) { throw Error(Fault::usage, "no"); }), Error);

  EXPECT_FALSE(std::filesystem::exists(folder.file("change.sql")));
}

TEST(WriteScript, WritesToTheOutputWhereNoFileIsNamed) {
  const TemporaryProject folder("a");
  RecordedOutput output;
  write_script(folder.project(), {.sql = true}, std::nullopt, "RANGE", output,
               [](Session& session) { session.upgrade(parse_target("head")); });

  EXPECT_THAT(output.script_text(), HasSubstr("RANGE"));
  EXPECT_THAT(output.files, IsEmpty());
}

TEST(WriteScript, TellsNobodyOfItsSteps) {
  const TemporaryProject folder("a");

  EXPECT_THAT(write_file(folder, [](Session& session) { session.upgrade(parse_target("head")); })
                  .steps_started,
              IsEmpty());
}

}  // namespace
}  // namespace migrate
