#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stop_token>

#include "db/database.hpp"
#include "migrate/options.hpp"
#include "migrate/report.hpp"
#include "runtime/journalled_section.hpp"
#include "runtime/prepared_plan.hpp"

namespace migrate {

/// Where a section that was run statement by statement stood when it failed.
struct FailedStatement {
  std::size_t number = 1;  ///< from 1; one past the last: it was the version rows' turn
  std::size_t statements = 0;
  StatementStage stage = StatementStage::begun;
  Location where;
  std::optional<SourceText> alone;      ///< its text, where it ran outside any transaction
  std::optional<std::int64_t> journal;  ///< its row in the history table
};

/// A run that did not come to its end. `report` says what was known just before the failure.
struct FailedRun {
  enum class Reached {
    not_started,  ///< the step was not sent to the database
    sent,         ///< it was, and it is to be found out what became of it
    done,         ///< it was done, and something failed after it
  };

  const PreparedPlan& plan;
  TransactionMode mode = TransactionMode::revision;
  Report report;
  std::size_t step = 0;  ///< its number in the plan; past the end when the last commit failed
  const Batch* batch = nullptr;  ///< what was last to run; null where it could not be made
  Reached reached = Reached::sent;
  std::chrono::milliseconds elapsed{0};  ///< of the step
  std::optional<FailedStatement> statement;
  bool holds_lock = true;  ///< without it the journal may be another's by now
};

/// Finds out what is committed, writes the failure to the history where there is one (as far as the
/// database lets it), and gives the error with what is in, what is not and where the database is.
[[nodiscard]] PartialFailure explain(const Error& error, FailedRun run, Database& database,
                                     Connection& connection, const std::stop_token& stop);

}  // namespace migrate
