#include "in_process/generated_revisions.hpp"

#include <cstdint>

#include <fmt/format.h>

namespace migrate {
namespace {

/// Twelve digits that look drawn and never meet: an odd factor permutes the 48-bit numbers.
RevisionId id_of(std::size_t number) {
  constexpr std::uint64_t kFactor = 0x9E3779B97F4B;
  constexpr std::uint64_t kMask = (std::uint64_t{1} << 48U) - 1;
  return fmt::format("{:012x}", (number + 1) * kFactor & kMask);
}

std::vector<RevisionId> parents_of(Shape shape, std::size_t number) {
  if (number == 0) return {};
  if (shape == Shape::line) return {id_of(number - 1)};
  const std::size_t place = number % 3;
  if (place == 0) return {id_of(number - 2), id_of(number - 1)};
  return {id_of(number - place)};
}

}  // namespace

std::vector<Revision> generated_revisions(Shape shape, std::size_t count) {
  std::vector<Revision> revisions;
  for (std::size_t number = 0; number < count; ++number) {
    Revision revision;
    revision.id = id_of(number);
    revision.parents = parents_of(shape, number);
    revision.message = fmt::format("Create t_{}", number);
    revision.file = fmt::format("versions/{:06}_{}.sql", number, revision.id);
    revisions.push_back(std::move(revision));
  }
  return revisions;
}

std::string generated_file(std::size_t statements) {
  std::string text =
      "-- Create t_1\n--\n-- revision: 9e3779b97f4b\n-- down_revision: 3c6ef372fe96\n"
      "-- create_date: 2026-01-01 00:00:00+00:00\n\n-- migrate:upgrade\n"
      "CREATE TABLE t_1 (id INTEGER PRIMARY KEY, email VARCHAR(255) NOT NULL);\n";
  for (std::size_t number = 0; number < statements; ++number) {
    text +=
        fmt::format("INSERT INTO t_1 (id, email) VALUES ({0}, 'user{0}@example.org');\n", number);
  }
  return text + "\n-- migrate:downgrade\nDROP TABLE t_1;\n";
}

}  // namespace migrate
