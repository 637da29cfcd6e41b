#include "command/current_rows.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/graph_text.hpp"
#include "support/recorded_output.hpp"
#include "support/temporary_project.hpp"
#include "support/thrown.hpp"

namespace migrate {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> resolved(const TemporaryProject& folder, const std::string& text) {
  RecordedOutput output;
  const Project project = folder.project();
  std::vector<std::string> ids;
  for (const Vertex vertex : resolve_asking(project, text, output)) {
    ids.push_back(project.graph()[vertex].id);
  }
  return ids;
}

TEST(NeedsCurrent, IsTrueForCurrentAlone) {
  EXPECT_TRUE(needs_current(parse_target("current")));
  EXPECT_FALSE(needs_current(parse_target("head")));
  EXPECT_FALSE(needs_current(std::nullopt));
}

TEST(CountsFromCurrent, IsTrueForAnOffsetAlone) {
  EXPECT_TRUE(counts_from_current(parse_target("-1")));
  EXPECT_FALSE(counts_from_current(parse_target("a-1")));
}

TEST(CurrentRows, AreThoseOfTheDatabaseKnownOrNot) {
  const TemporaryProject folder("a");
  folder.upgrade("head");
  folder.sql("INSERT INTO migrate_version VALUES ('zzz')");
  RecordedOutput output;

  EXPECT_THAT(current_rows(folder.project(), output), ElementsAre("a", "zzz"));
}

TEST(CurrentRows, AreNoneInADatabaseThatIsNotThere) {
  RecordedOutput output;

  EXPECT_THAT(current_rows(TemporaryProject("a").project(), output), IsEmpty());
}

TEST(UnknownAmong, FindsRowsThatNoFileDeclares) {
  EXPECT_THAT(unknown_among(graph_of("a"), {"a", "y", "z"}), ElementsAre("y", "z"));
}

TEST(ResolveAsking, AsksNoDatabaseForATargetThatNeedsNone) {
  TemporaryProject folder("a; b <- a");
  folder.config.database_url.reset();

  EXPECT_THAT(resolved(folder, "b-1"), ElementsAre("a"));
}

TEST(ResolveAsking, CountsFromTheDatabase) {
  const TemporaryProject folder("a; b <- a; c <- b");
  folder.upgrade("a");

  EXPECT_THAT(resolved(folder, "+1"), ElementsAre("b"));
}

TEST(ResolveAsking, DoesNotCountFromARowThatNoFileDeclares) {
  const TemporaryProject folder("a");
  folder.upgrade("head");
  folder.sql("UPDATE migrate_version SET version_num = 'zzz'");

  EXPECT_EQ(thrown_by([&] { (void)resolved(folder, "current"); }).fault(), Fault::database);
}

}  // namespace
}  // namespace migrate
