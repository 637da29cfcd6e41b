#include "command/verify.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/recorded_output.hpp"
#include "support/temporary_project.hpp"
#include "support/thrown.hpp"

namespace migrate {
namespace {

using testing::HasSubstr;

void edit(const TemporaryProject& folder, const std::string& before, const std::string& now) {
  std::string text = folder.read("versions/a.sql");
  folder.write("versions/a.sql", text.replace(text.find(before), before.size(), now));
}

TEST(Verify, ShowsWhatItFoundAndFailsNothingWhereThatIsClean) {
  const TemporaryProject folder("a");
  folder.upgrade("head");
  edit(folder, "CREATE", "create");
  RecordedOutput output;
  run_verify({}, folder.project(), output);

  ASSERT_EQ(output.verifications.size(), 1U);
  EXPECT_EQ(output.verifications[0].changed.size(), 1U);
  EXPECT_EQ(output.verifications[0].database, "sqlite:///app.db");
}

TEST(Verify, FailsAfterItHasShownAFileThatWasChanged) {
  const TemporaryProject folder("a");
  folder.upgrade("head");
  edit(folder, "INTEGER", "TEXT");
  RecordedOutput output;

  const Error error = thrown_by([&] {
    run_verify({}, folder.project(), output);
    return 0;
  });
  EXPECT_EQ(error.fault(), Fault::verification);
  EXPECT_THAT(error.hint(), HasSubstr("migrate repair --accept a"));
  EXPECT_EQ(output.verifications.size(), 1U);
}

TEST(Verify, FailsForARowThatNobodyKnows) {
  const TemporaryProject folder("a");
  folder.upgrade("head");
  folder.sql("INSERT INTO migrate_version VALUES ('zzz')");
  RecordedOutput output;

  EXPECT_THAT(thrown_by([&] {
                run_verify({}, folder.project(), output);
                return 0;
              }).what(),
              HasSubstr("1 problem"));
}

TEST(Verify, MakesNoDatabase) {
  const TemporaryProject folder("a");
  RecordedOutput output;
  run_verify({}, folder.project(), output);

  EXPECT_FALSE(std::filesystem::exists(folder.file("app.db")));
}

}  // namespace
}  // namespace migrate
