#include "runtime/witness.hpp"

#include <chrono>

#include "runtime/connecting.hpp"

namespace migrate {
namespace {

/// How long a server may take to come back, and how soon it is asked again.
constexpr std::chrono::seconds kPatience{10};
constexpr std::chrono::milliseconds kFirstPause{250};

}  // namespace

std::optional<std::vector<RevisionId>> Witness::rows(const TableName& table) {
  auto known = ask_own(table);
  return known ? std::move(known) : ask_fresh(table);
}

std::optional<std::vector<RevisionId>> Witness::ask_own(const TableName& table) {
  if (own_.is_lost() || stop_.stop_requested()) return std::nullopt;
  try {
    auto rows = own_.read_versions(table).ids;
    answering_ = &own_;
    return rows;
  } catch (const Error& error) {
    why_ = error.what();
    return std::nullopt;
  }
}

std::optional<std::vector<RevisionId>> Witness::ask_fresh(const TableName& table) {
  try {
    fresh_ =
        connect_within(database_, OpenMode::aftermath, {std::nullopt, kPatience, kFirstPause}, {});
    auto rows = fresh_->read_versions(table).ids;
    answering_ = fresh_.get();
    return rows;
  } catch (const Error& error) {
    why_ = error.what();
    return std::nullopt;
  }
}

}  // namespace migrate
