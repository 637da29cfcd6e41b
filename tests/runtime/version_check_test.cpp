#include "runtime/version_check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/open.hpp"
#include "support/graph_text.hpp"
#include "support/temporary_project.hpp"
#include "support/thrown.hpp"

namespace migrate {
namespace {

using testing::HasSubstr;

VersionTable table_with(std::vector<std::string> ids) {
  return {true, {"main", "migrate_version"}, std::move(ids), 255};
}

TEST(KnownRows, AreAllThatTheFilesDeclare) {
  EXPECT_NO_THROW(require_known_rows(graph_of("a; b <- a"), table_with({"a", "b"})));
}

TEST(KnownRows, AreAllRowsOfAnEmptyTable) {
  EXPECT_NO_THROW(require_known_rows(graph_of("a"), table_with({})));
}

TEST(KnownRows, DoNotHoldARowThatNoFileDeclares) {
  const Error error = thrown_by([] {
    require_known_rows(graph_of("a"), table_with({"a", "zzz"}));
  });

  EXPECT_EQ(error.fault(), Fault::database);
  EXPECT_STREQ(error.what(),
               "the version table migrate_version names the revision zzz, which no revision file "
               "declares");
}

TEST(KnownRows, AreMissedAllAtOnce) {
  EXPECT_THAT(thrown_by([] {
                require_known_rows(graph_of("a"), table_with({"y", "z"}));
              }).what(),
              HasSubstr("the revisions y, z,"));
}

TEST(KnownRows, MayBeAMatterOfANewerCheckout) {
  EXPECT_THAT(thrown_by([] { require_known_rows(graph_of("a"), table_with({"z"})); }).hint(),
              HasSubstr("newer checkout"));
}

TEST(KnownRows, AreNotFoundByPrefix) {
  EXPECT_THROW(require_known_rows(graph_of("abc"), table_with({"ab"})), Error);
}

TEST(KnownRows, AreNamedWithWhatTheHistoryKnowsOfOthers) {
  const TemporaryProject folder("a; b <- a");
  folder.upgrade("head");
  const auto database = open_database(EngineKind::sqlite, folder.database(), {});
  const auto connection = database->connect(OpenMode::read_only);

  const Error error = thrown_by([&] {
    require_known_rows(graph_of("a"), table_with({"b"}), *connection, {"main", "migrate_history"});
    return 0;
  });
  ASSERT_EQ(error.notes().size(), 1U);
  EXPECT_THAT(error.notes()[0], HasSubstr("b was applied "));
  EXPECT_THAT(error.notes()[0], HasSubstr("b.sql: Add b"));
  EXPECT_THAT(error.hint(), HasSubstr("`migrate recover b`"));
  EXPECT_THAT(error.hint(), HasSubstr("--stored"));
}

}  // namespace
}  // namespace migrate
