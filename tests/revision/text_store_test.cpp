#include "revision/text_store.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace migrate {
namespace {

const std::string kHeader = "-- Text\n-- revision: a\n-- down_revision:\n";

void keep(TextStore& store, const std::string& file, const std::string& text) {
  store.add(read_header(text, file), text);
}

TEST(TextStore, FindsATextByItsFile) {
  TextStore store(1000);
  keep(store, "1.sql", kHeader + "-- migrate:upgrade\nA;");
  keep(store, "2.sql", kHeader + "-- migrate:upgrade\nB;");
  EXPECT_TRUE(store.find("1.sql")->text.ends_with("A;"));
  EXPECT_EQ(store.find("2.sql")->id, "a");
  EXPECT_EQ(store.find("3.sql"), nullptr);
}

TEST(TextStore, KnowsWhereTheHeaderEnds) {
  TextStore store(1000);
  keep(store, "1.sql", kHeader + "\n-- migrate:upgrade\nA;");
  EXPECT_EQ(store.find("1.sql")->sections, kHeader.size() + 1);
  EXPECT_EQ(store.find("1.sql")->sections_line, 5U);
}

TEST(TextStore, KeepsATextThatIsLargerThanItsPiecesOfMemory) {
  TextStore store(1000);
  const std::string large = kHeader + std::string(1'000'000, '-');
  keep(store, "1.sql", kHeader);
  keep(store, "2.sql", large);
  keep(store, "3.sql", kHeader);
  EXPECT_EQ(store.find("1.sql")->text, kHeader);
  EXPECT_EQ(store.find("2.sql")->text, large);
  EXPECT_EQ(store.find("3.sql")->text, kHeader);
}

TEST(TextStore, HasRoomUntilItsBytesAreUsed) {
  TextStore store(1000);
  EXPECT_EQ(store.room(), 1000U);
  keep(store, "1.sql", kHeader);
  EXPECT_LT(store.room(), 1000 - kHeader.size());
  keep(store, "2.sql", kHeader + std::string(1000, '-'));
  EXPECT_EQ(store.room(), 0U);
}

TEST(TextStore, TakesWhatAnotherOneHolds) {
  TextStore store(1000);
  TextStore other(1000);
  keep(store, "1.sql", kHeader + "A");
  keep(other, "2.sql", kHeader + "B");
  store.add(std::move(other));
  keep(store, "3.sql", kHeader + "C");
  EXPECT_EQ(store.find("1.sql")->text, kHeader + "A");
  EXPECT_EQ(store.find("2.sql")->text, kHeader + "B");
  EXPECT_EQ(store.find("3.sql")->text, kHeader + "C");
}

}  // namespace
}  // namespace migrate
