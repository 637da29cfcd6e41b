#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include "db/table_name.hpp"

namespace migrate {

/// What holds inside a transaction of ours, and no longer.
struct TransactionLimits {
  std::chrono::milliseconds lock_timeout{0};       ///< 0: for ever
  std::chrono::milliseconds statement_timeout{0};  ///< 0: as the server has it
  /// Whether the server is to look, while it runs a statement, if its client is still there.
  bool looks_for_client = false;
};

/// The statement, without a semicolon, that each of our transactions holds before a section's SQL:
/// it sets the limits for this transaction, and takes, shared, the lock by which others see that
/// the server still runs this (worker_lock_key).
[[nodiscard]] std::string preamble_sql(const TransactionLimits& limits, const TableName& table);

/// Where in `section` the preamble has to stand: 0, or the end of the last of the statements at its
/// start that must come before any query. These are SET TRANSACTION and its kin.
[[nodiscard]] std::size_t preamble_place(std::string_view section);

/// The same for a section that begins its own transaction: behind that BEGIN at the least.
[[nodiscard]] std::size_t preamble_place_after_begin(std::string_view section);

}  // namespace migrate
