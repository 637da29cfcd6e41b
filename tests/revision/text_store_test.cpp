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
  TextStore store;
  keep(store, "1.sql", kHeader + "-- migrate:upgrade\nA;");
  keep(store, "2.sql", kHeader + "-- migrate:upgrade\nB;");
  EXPECT_TRUE(store.find("1.sql")->text.ends_with("A;"));
  EXPECT_EQ(store.find("2.sql")->id, "a");
  EXPECT_EQ(store.find("3.sql"), nullptr);
}

TEST(TextStore, KnowsWhereTheHeaderEnds) {
  TextStore store;
  keep(store, "1.sql", kHeader + "\n-- migrate:upgrade\nA;");
  EXPECT_EQ(store.find("1.sql")->sections, kHeader.size() + 1);
  EXPECT_EQ(store.find("1.sql")->sections_line, 5U);
}

TEST(TextStore, KeepsATextThatIsLargerThanItsPiecesOfMemory) {
  TextStore store;
  const std::string large = kHeader + std::string(1'000'000, '-');
  keep(store, "1.sql", kHeader);
  keep(store, "2.sql", large);
  keep(store, "3.sql", kHeader);
  EXPECT_EQ(store.find("1.sql")->text, kHeader);
  EXPECT_EQ(store.find("2.sql")->text, large);
  EXPECT_EQ(store.find("3.sql")->text, kHeader);
}

TEST(TextStore, KeepsAChecksumWithAText) {
  TextStore store;
  store.add(read_header(kHeader, "1.sql"), kHeader, "v1:abc");
  EXPECT_EQ(store.find("1.sql")->checksum, "v1:abc");
}

TEST(TextRoom, IsTakenUntilNothingIsLeft) {
  TextRoom room(10'000);
  EXPECT_TRUE(room.take(3000));
  EXPECT_FALSE(room.take(7001)) << "which leaves what is left";
  EXPECT_FALSE(room.is_full());
  EXPECT_TRUE(room.take(7000));
  EXPECT_TRUE(room.is_full());
}

TEST(TextRoom, CountsAllOfAText) {
  EXPECT_GT(TextStore::bytes_of(read_header(kHeader, "1.sql"), kHeader), kHeader.size() + 100);
}

TEST(TextStore, TakesWhatAnotherOneHolds) {
  TextStore store;
  TextStore other;
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
