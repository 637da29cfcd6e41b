#pragma once

#include "db/dialect.hpp"

namespace migrate {

class PostgresDialect : public Dialect {
 public:
  [[nodiscard]] EngineKind kind() const noexcept override { return EngineKind::postgresql; }
  [[nodiscard]] std::vector<Error> refusals(const SourceText& section,
                                            Atomicity atomicity) const override;
  [[nodiscard]] std::vector<SectionStatement> statements(const std::string& section) const override;
  [[nodiscard]] const HistoryWords& history_words() const noexcept override;
  [[nodiscard]] bool is_conflict(std::string_view code) const noexcept override;
  [[nodiscard]] bool is_not_up_yet(std::string_view code) const noexcept override;
  [[nodiscard]] std::string quoted_identifier(std::string_view name) const override;
  [[nodiscard]] std::string quoted_string(std::string_view text) const override;
};

/// The one object of its kind.
[[nodiscard]] const Dialect& postgres_dialect() noexcept;

}  // namespace migrate
