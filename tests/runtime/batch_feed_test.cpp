#include "runtime/batch_feed.hpp"

#include <memory>
#include <string>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "graph/plan.hpp"
#include "runtime/breaking_source.hpp"
#include "support/graph_text.hpp"
#include "support/history_texts.hpp"
#include "support/thrown.hpp"

namespace migrate {
namespace {

using testing::HasSubstr;
using testing::Le;

class BatchFeedTest : public testing::Test {
 protected:
  static constexpr std::size_t kSteps = 1000;  // several runs of them

  HistoryTexts texts_{line_of(kSteps)};
  std::unique_ptr<RevisionSource> files_ = open_builtin(texts_.files());
  BreakingSource source_{*files_};
  RevisionGraph graph_ = RevisionGraph::build(files_->headers());
  PlannedBatches planned_{graph_, source_, EngineKind::sqlite, TransactionMode::revision,
                          plan_upgrade(graph_, {}, parse_target("head"))};

  static std::string title(std::size_t step) {
    return step == 0 ? "Running upgrade  -> r0, Add r0"
                     : fmt::format("Running upgrade r{} -> r{}, Add r{}", step - 1, step, step);
  }
};

TEST_F(BatchFeedTest, GivesEveryStepInOrder) {
  BatchFeed feed(planned_);

  for (std::size_t step = 0; step < kSteps; ++step) EXPECT_EQ(feed.at(step).title, title(step));
  EXPECT_EQ(source_.loaded, kSteps);
}

TEST_F(BatchFeedTest, GivesTheSameStepAgainWithoutReadingItAgain) {
  BatchFeed feed(planned_);
  const Batch* first = &feed.at(0);

  EXPECT_EQ(&feed.at(0), first);
}

TEST_F(BatchFeedTest, BeginsAnewWhereARunIsTriedAgain) {
  BatchFeed feed(planned_);
  for (std::size_t step = 0; step < kSteps; ++step) static_cast<void>(feed.at(step));

  for (std::size_t step = 0; step < kSteps; ++step) EXPECT_EQ(feed.at(step).title, title(step));
}

TEST_F(BatchFeedTest, MakesNoMoreAheadThanTakesLittleMemory) {
  {
    BatchFeed feed(planned_);
    static_cast<void>(feed.at(0));
  }  // waits for what is being made

  EXPECT_THAT(source_.loaded, Le(kSteps / 2));
}

TEST_F(BatchFeedTest, GivesAllStepsBeforeOneThatCannotBeMade) {
  source_.broken = "r700";
  BatchFeed feed(planned_);

  for (std::size_t step = 0; step < 700; ++step) EXPECT_EQ(feed.at(step).title, title(step));
  EXPECT_THAT(thrown_by([&] { return feed.at(700); }).what(), HasSubstr("r700 was changed"));
  EXPECT_THAT(thrown_by([&] { return feed.at(700); }).what(), HasSubstr("r700 was changed"));
}

TEST_F(BatchFeedTest, GivesAStepThatNoFileDeclares) {
  Batch batch;
  batch.title = "stamp";
  const PlannedBatches stamp(Step{}, batch);
  BatchFeed feed(stamp);

  EXPECT_EQ(feed.at(0).title, "stamp");
}

}  // namespace
}  // namespace migrate
