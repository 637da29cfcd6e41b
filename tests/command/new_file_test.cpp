#include "command/new_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <iterator>

#include "support/graph_text.hpp"
#include "support/recorded_output.hpp"
#include "support/temporary_project.hpp"
#include "support/thrown.hpp"

namespace migrate {
namespace {

using testing::HasSubstr;

/// Adds a revision on `parents` to `folder`.
RecordedOutput add(const TemporaryProject& folder, std::vector<RevisionId> parents,
                   const NewFileArgs& args = {}) {
  NewRevision revision;
  revision.parents = std::move(parents);
  revision.message = "Add users";
  RecordedOutput output;
  add_revision(folder.project(), revision, args, folder.file("versions"), "revision", output);
  return output;
}

std::ptrdiff_t count_files(const TemporaryProject& folder) {
  return std::distance(std::filesystem::directory_iterator(folder.file("versions")), {});
}

TEST(NewFile, IsShownAsItIsOnDisk) {
  const TemporaryProject folder("a");
  const Written written = add(folder, {"a"}).files.at(0);

  EXPECT_TRUE(std::filesystem::exists(written.paths.at(0)));
  EXPECT_THAT(written.paths.at(0).string(), HasSubstr(written.revision));
}

TEST(NewFile, IsNotWrittenWhereTheGraphWouldNotBeSound) {
  const TemporaryProject folder("a [accounts]");
  const Error error = thrown_by([&] { (void)add(folder, {"a"}, {.branch_labels = {"accounts"}}); });

  EXPECT_THAT(error.what(), HasSubstr("accounts"));
  EXPECT_EQ(count_files(folder), 1);
}

TEST(NewFile, StaysWhereAHookFails) {
  TemporaryProject folder("a");
  folder.config.post_write_hooks = {{"broken", "false"}};
  const Error error = thrown_by([&] { (void)add(folder, {"a"}); });

  EXPECT_EQ(error.fault(), Fault::file);
  EXPECT_THAT(error.what(), HasSubstr("broken"));
  EXPECT_EQ(count_files(folder), 2);
}

TEST(NewFile, TakesTheTemplateOfTheProject) {
  const TemporaryProject folder("a");
  std::filesystem::create_directory(folder.file("templates"));
  folder.write("templates/revision.sql.mustache",
               "-- {{message}}\n-- revision: {{revision}}\n-- down_revision: {{down_revision}}\n"
               "-- create_date: {{create_date}}\n\n-- migrate:upgrade\n-- ours\n");
  const std::filesystem::path path = add(folder, {"a"}).files.at(0).paths.at(0);

  EXPECT_THAT(folder.read("versions/" + path.filename().string()), HasSubstr("-- ours\n"));
}

TEST(RequireHeads, TakesHeads) {
  const RevisionGraph graph = graph_of("a; b <- a");
  const std::vector<Vertex> parents{*graph.find("b")};

  EXPECT_NO_THROW(require_heads_unless(false, graph, parents));
}

TEST(RequireHeads, NamesTheFileOfAParentThatIsNone) {
  const RevisionGraph graph = graph_of("a; b <- a");
  const std::vector<Vertex> parents{*graph.find("a")};

  EXPECT_STREQ(thrown_by([&] { require_heads_unless(false, graph, parents); }).what(),
               "revision a (a.sql) is not a head");
}

TEST(RequireHeads, TakesAnyParentToSplice) {
  const RevisionGraph graph = graph_of("a; b <- a");
  const std::vector<Vertex> parents{*graph.find("a")};

  EXPECT_NO_THROW(require_heads_unless(true, graph, parents));
}

}  // namespace
}  // namespace migrate
