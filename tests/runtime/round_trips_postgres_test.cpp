#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "engine/engine_under_test.hpp"
#include "graph/target.hpp"
#include "support/cutting_proxy.hpp"
#include "support/graph_text.hpp"
#include "support/postgres_server.hpp"
#include "support/temporary_project.hpp"

namespace migrate {
namespace {

/// How many round trips whole runs take, but for those in which libpq opens a connection.
class RoundTripsTest : public testing::Test {
 protected:
  std::unique_ptr<EngineUnderTest> engine = make_postgres_under_test();
  CuttingProxy proxy{postgres_socket()};
  Observer silent;

  std::size_t upgrade(std::size_t revisions) {
    TemporaryProject folder(line_of(revisions));
    folder.config.database_url =
        parse_database_url(proxy.uri(engine->raw("SELECT current_database()")), folder.file(""));
    const std::size_t before = counted();
    static_cast<void>(
        folder.project().open_database(silent, {}, {Keep::text}).upgrade(parse_target("head")));
    return counted() - before;
  }

  [[nodiscard]] std::size_t counted() const {
    const Traffic traffic = proxy.traffic();
    return traffic.round_trips - traffic.connections;
  }
};

TEST_F(RoundTripsTest, AreOneForEachRevisionAndFewForStartAndEnd) {
  constexpr std::size_t kRevisions = 40;
  const std::size_t all = upgrade(kRevisions);
  EXPECT_LE(all, kRevisions + 8);
  EXPECT_GT(all, kRevisions) << "the proxy counts";
}

TEST_F(RoundTripsTest, AreTwoWhereNothingIsToBeDone) {
  static_cast<void>(upgrade(3));
  EXPECT_EQ(upgrade(3), 2U) << "who answers; both tables with all rows";
}

TEST_F(RoundTripsTest, DoNotGrowWithWhatIsApplied) {
  static_cast<void>(upgrade(20));
  const std::size_t few = upgrade(21);
  static_cast<void>(upgrade(60));
  EXPECT_EQ(upgrade(61), few);
}

}  // namespace
}  // namespace migrate
