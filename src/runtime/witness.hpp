#pragma once

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "db/database.hpp"
#include "graph/revision.hpp"

namespace migrate {

/// Whom to ask what became of a run that failed: the run's own connection where that still
/// answers, else a new one, for which it is waited a while should the server come back.
class Witness {
 public:
  /// `database` and `own` must outlive it. With `stop` set, `own` answers no more.
  Witness(Database& database, Connection& own, std::stop_token stop)
      : database_(database), own_(own), stop_(std::move(stop)) {}

  /// The version rows as they are committed. nullopt when nobody answers; why() then tells.
  [[nodiscard]] std::optional<std::vector<RevisionId>> rows(const TableName& table);

  /// Who answered last; null when nobody did.
  [[nodiscard]] Connection* connection() const noexcept { return answering_; }
  [[nodiscard]] const std::string& why() const noexcept { return why_; }

 private:
  Database& database_;
  Connection& own_;
  std::stop_token stop_;
  std::unique_ptr<Connection> fresh_;
  Connection* answering_ = nullptr;
  std::string why_;

  [[nodiscard]] std::optional<std::vector<RevisionId>> ask_own(const TableName& table);
  [[nodiscard]] std::optional<std::vector<RevisionId>> ask_fresh(const TableName& table);
};

}  // namespace migrate
