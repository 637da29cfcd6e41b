#include "command/edit.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/recorded_output.hpp"
#include "support/temporary_project.hpp"
#include "support/thrown.hpp"

namespace migrate {
namespace {

using testing::HasSubstr;

/// An environment in which VISUAL is `editor`.
Environment with_editor(const std::string& editor) {
  return [editor](std::string_view name) -> std::optional<std::string> {
    return name == "VISUAL" ? std::optional(editor) : std::nullopt;
  };
}

Written edit(const TemporaryProject& folder, const std::string& revision,
             const Environment& environment) {
  RecordedOutput output;
  run_edit({revision}, folder.project(), environment, output);
  return output.files.at(0);
}

TEST(Edit, OpensTheFileOfTheRevision) {
  const TemporaryProject folder("a; b <- a");
  (void)edit(folder, "b", with_editor("sed -i 's/Add/Change/'"));

  EXPECT_THAT(folder.read("versions/b.sql"), HasSubstr("-- Change b"));
}

TEST(Edit, SaysWhatWasEdited) {
  const TemporaryProject folder("a");
  const Written written = edit(folder, "head", with_editor("true"));

  EXPECT_EQ(written.what, "edited");
  EXPECT_EQ(written.revision, "a");
  EXPECT_EQ(written.paths.at(0), folder.shown("versions/a.sql"));
}

TEST(Edit, FindsTheCurrentRevision) {
  const TemporaryProject folder("a; b <- a");
  folder.upgrade("a");

  EXPECT_EQ(edit(folder, "current", with_editor("true")).revision, "a");
}

TEST(Edit, TakesVisualBeforeEditor) {
  const TemporaryProject folder("a");
  const Environment both = [](std::string_view name) -> std::optional<std::string> {
    return name == "VISUAL" ? "true" : "false";
  };

  EXPECT_NO_THROW((void)edit(folder, "a", both));
}

TEST(Edit, TakesEditorWhereVisualIsEmpty) {
  const TemporaryProject folder("a");
  const Environment both = [](std::string_view name) -> std::optional<std::string> {
    return name == "VISUAL" ? "" : "true";
  };

  EXPECT_NO_THROW((void)edit(folder, "a", both));
}

TEST(Edit, SaysHowToSetAnEditor) {
  const TemporaryProject folder("a");
  const Environment none = [](std::string_view) -> std::optional<std::string> { return {}; };
  const Error error = thrown_by([&] { (void)edit(folder, "a", none); });

  EXPECT_EQ(error.fault(), Fault::usage);
  EXPECT_THAT(error.hint(), HasSubstr("EDITOR"));
}

TEST(Edit, ReportsAnEditorThatFails) {
  const TemporaryProject folder("a");

  EXPECT_EQ(thrown_by([&] { (void)edit(folder, "a", with_editor("false")); }).fault(), Fault::file);
}

TEST(Edit, ReportsAFileThatDoesNotParseAfterwards) {
  const TemporaryProject folder("a");
  const Error error = thrown_by(
      [&] { (void)edit(folder, "a", with_editor("sed -i 's/migrate:up/migrate:upp/'")); });

  EXPECT_EQ(error.fault(), Fault::revision);
  EXPECT_THAT(folder.read("versions/a.sql"), HasSubstr("migrate:uppgrade"));
}

TEST(Edit, ReportsAGraphThatIsBrokenAfterwards) {
  const TemporaryProject folder("a; b <- a");

  EXPECT_EQ(thrown_by([&] {
              (void)edit(folder, "b", with_editor("sed -i 's/down_revision: a/down_revision: x/'"));
            }).fault(),
            Fault::revision);
}

TEST(Edit, EditsOneRevisionAtATime) {
  const TemporaryProject folder("a; b");

  EXPECT_THAT(thrown_by([&] { (void)edit(folder, "heads", with_editor("true")); }).what(),
              HasSubstr("names 2 revisions"));
}

}  // namespace
}  // namespace migrate
