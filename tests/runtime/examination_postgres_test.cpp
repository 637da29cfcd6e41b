#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "engine/engine_under_test.hpp"
#include "runtime/examination.hpp"
#include "support/cutting_proxy.hpp"
#include "support/postgres_server.hpp"
#include "support/temporary_project.hpp"

namespace migrate {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::Field;
using testing::HasSubstr;
using testing::Le;
using testing::SizeIs;

/// Examinations whose connection is cut on the way.
class ExaminationPostgresTest : public testing::Test {
 protected:
  std::unique_ptr<EngineUnderTest> engine = make_postgres_under_test();
  CuttingProxy proxy{postgres_socket()};
  TemporaryProject folder{"a"};

  ExaminationPostgresTest() {
    folder.config.database_url =
        parse_database_url(proxy.uri(engine->raw("SELECT current_database()")), folder.file(""));
    folder.upgrade("head");
  }

  std::vector<Finding> examined() {
    Observer silent;
    return examine([&] { return folder.config; }, std::chrono::system_clock::now(), silent, {})
        .findings;
  }
};

/// The findings that are failures.
std::vector<Finding> failures(const std::vector<Finding>& findings) {
  std::vector<Finding> failed;
  for (const Finding& finding : findings) {
    if (finding.grade == Finding::Grade::failure) failed.push_back(finding);
  }
  return failed;
}

TEST_F(ExaminationPostgresTest, TellsOnceThatTheConnectionWasLostWhereverThatWas) {
  std::size_t lost_at_the_versions = 0;
  std::size_t cuts = 0;
  for (std::size_t messages = 1;; ++messages) {
    proxy.cut_after_messages(messages);
    const std::vector<Finding> found = examined();
    if (std::exchange(cuts, proxy.traffic().cuts) == proxy.traffic().cuts) break;
    const std::vector<Finding> failed = failures(found);
    EXPECT_THAT(failed, SizeIs(Le(1))) << "cut after " << messages << " messages";
    if (failed.empty() || failed.front().subject != "version table") continue;
    ++lost_at_the_versions;
    EXPECT_THAT(found, Contains(AllOf(Field(&Finding::subject, "history table"),
                                      Field(&Finding::text, HasSubstr("connection was lost")))));
  }
  EXPECT_GT(lost_at_the_versions, 0U);
}

}  // namespace
}  // namespace migrate
