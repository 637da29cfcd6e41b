#include "engine/open.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace migrate {
namespace {

class Open : public ::testing::TestWithParam<EngineKind> {};

TEST_P(Open, KnowsTheDialectOfEveryEngine) { EXPECT_EQ(dialect_of(GetParam()).kind(), GetParam()); }

TEST_P(Open, OpensADatabaseOfThatEngineWithoutAskingIt) {
  EXPECT_EQ(open_database(GetParam(), "no/such/place", {})->dialect().kind(), GetParam());
}

TEST_P(Open, OpensAScriptForEveryEngine) {
  std::ostringstream out;
  EXPECT_EQ(open_script(GetParam(), out, {})->dialect().kind(), GetParam());
}

INSTANTIATE_TEST_SUITE_P(Engines, Open, ::testing::ValuesIn(kEngineKinds));

}  // namespace
}  // namespace migrate
