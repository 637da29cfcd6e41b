#include "graph/candidates.hpp"

#include <gmock/gmock.h>

#include <string>

#include "support/graph_text.hpp"

namespace migrate {
namespace {

TEST(WithFile, NamesTheRevisionAndItsFile) { EXPECT_EQ(with_file(graph_of("a"), 0), "a (a.sql)"); }

TEST(WithFiles, SeparatesByCommas) {
  EXPECT_EQ(with_files(graph_of("a; b"), std::vector<Vertex>{0, 1}), "a (a.sql), b (b.sql)");
}

TEST(WithFiles, CountsTheRestOfVeryMany) {
  const std::vector<Vertex> many(25, 0);

  EXPECT_THAT(with_files(graph_of("a"), many), testing::EndsWith("a (a.sql) and 5 more"));
}

}  // namespace
}  // namespace migrate
