#include "runtime/lost_revisions.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/graph_text.hpp"
#include "support/history_texts.hpp"
#include "support/thrown.hpp"

namespace migrate {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

/// Revisions as a history has them, made from a graph as text.
std::vector<StoredRevision> stored_of(const std::string& graph) {
  std::vector<StoredRevision> stored;
  const HistoryTexts texts(graph);
  for (const BuiltinRevision& file : texts.files()) {
    const RevisionFile parsed = parse_revision_file(file.text, std::string(file.name));
    StoredRevision revision;
    revision.row.revision = parsed.revision.id;
    revision.row.file = "versions/" + std::string(file.name);
    revision.header = parsed.header;
    revision.upgrade_sql = text_of(parsed, Direction::upgrade).value_or("");
    revision.downgrade_sql = text_of(parsed, Direction::downgrade);
    stored.push_back(revision);
  }
  return stored;
}

std::vector<RevisionId> ids_of(const std::vector<StoredRevision>& stored) {
  std::vector<RevisionId> ids;
  for (const StoredRevision& revision : stored) ids.push_back(revision.row.revision);
  return ids;
}

LostRevisions lost(const std::string& declared, const std::string& stored,
                   const std::vector<RevisionId>& rows) {
  return lost_revisions(revisions_of(declared), stored_of(stored), rows);
}

TEST(LostRevisions, AreNoneWhereEveryRowHasItsFile) {
  const LostRevisions found = lost("a; b <- a; c <- b", "a; b <- a", {"b"});

  EXPECT_THAT(found.stored, IsEmpty());
  EXPECT_THAT(found.unknown, IsEmpty());
  EXPECT_THAT(found.declared, ElementsAre("a", "b"));
}

TEST(LostRevisions, AreARowWithoutFileAndAllBelowItThatHasNone) {
  const LostRevisions found = lost("a", "a; b <- a; c <- b; d <- c", {"c"});

  EXPECT_THAT(ids_of(found.stored), UnorderedElementsAre("b", "c"));
  EXPECT_THAT(found.declared, ElementsAre("a"));
}

TEST(LostRevisions, AreFoundBelowARevisionThatHasItsFile) {
  EXPECT_THAT(ids_of(lost("a; c <- b", "b <- a", {"c"}).stored), ElementsAre("b"));
}

TEST(LostRevisions, IncludeDependenciesByIdAndByLabel) {
  EXPECT_THAT(ids_of(lost("c (x)\nd (there)", "x\ny [there]", {"c", "d"}).stored),
              UnorderedElementsAre("x", "y"));
}

TEST(LostRevisions, SayOfWhichNobodyHasTheText) {
  const LostRevisions found = lost("a", "c <- b", {"c", "zzz"});

  EXPECT_THAT(ids_of(found.stored), ElementsAre("c"));
  EXPECT_THAT(found.unknown, ElementsAre("b", "zzz"));
}

TEST(LostRevisions, CountAStoredTextThatCannotBeReadAsUnknown) {
  std::vector<StoredRevision> stored = stored_of("a");
  stored[0].header = "no header";

  EXPECT_THAT(lost_revisions({}, stored, std::vector<RevisionId>{"a"}).unknown, ElementsAre("a"));
}

TEST(StoredSource, HasTheFilesAndTheStoredTexts) {
  const HistoryTexts files("a; c <- b");
  const auto folder = open_builtin(files.files());
  const auto source = with_stored(*folder, stored_of("b <- a"), "migrate_history");

  const RevisionGraph graph = RevisionGraph::build(source->headers());
  EXPECT_EQ(graph.size(), 3U);
  const Revision& stored = graph[*graph.find("b")];
  EXPECT_EQ(stored.file, "versions/b.sql (in migrate_history)");
  EXPECT_EQ(source->load(stored).sections.size(), 2U);
  EXPECT_EQ(source->load(graph[*graph.find("a")]).revision.id, "a");
}

TEST(StoredSource, NamesTextsApartThatWereMadeFromFilesOfOneName) {
  std::vector<StoredRevision> stored = stored_of("a; b <- a");
  for (StoredRevision& revision : stored) revision.row.file = "next.sql";
  const HistoryTexts none("");
  const auto folder = open_builtin(none.files());
  const auto source = with_stored(*folder, stored, "migrate_history");

  std::vector<std::string> found;
  for (const Revision& revision : source->headers()) {
    found.push_back(source->load(revision).revision.id + ": " + revision.file);
  }
  EXPECT_THAT(found, UnorderedElementsAre("a: next.sql (in migrate_history)",
                                          "b: next.sql (b in migrate_history)"));
}

TEST(StoredSource, NamesAStoredTextThatIsNoFile) {
  std::vector<StoredRevision> stored = stored_of("b");
  stored[0].header = "-- b\n";
  const HistoryTexts files("a");
  const auto folder = open_builtin(files.files());

  const Error error =
      thrown_by([&] { return with_stored(*folder, stored, "migrate_history")->headers(); });
  EXPECT_EQ(error.where()->file, "versions/b.sql (in migrate_history)");
}

}  // namespace
}  // namespace migrate
