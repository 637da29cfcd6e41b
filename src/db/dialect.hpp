#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/engine_kind.hpp"
#include "base/source_text.hpp"
#include "db/batch.hpp"
#include "db/table_name.hpp"

namespace migrate {

/// What is known of an engine's SQL without a connection. Stateless; one object per engine.
class Dialect {
 public:
  virtual ~Dialect() = default;

  [[nodiscard]] virtual EngineKind kind() const noexcept = 0;

  /// Finds what a section must not hold, each as an Error (Fault::revision) with its place: an
  /// unclosed quote, comment or dollar body; NUL bytes and invalid UTF-8; transaction control in a
  /// section that runs in a transaction (SAVEPOINT and its kin are allowed); psql's backslash
  /// commands; COPY ... FROM stdin. `atomicity` is none for a `transaction:false` section, in which
  /// transaction control is allowed. Empty when there is nothing to refuse.
  [[nodiscard]] virtual std::vector<Error> refusals(const SourceText& section,
                                                    Atomicity atomicity) const = 0;

  /// An identifier or a string as the engine's SQL writes it, quotes included.
  [[nodiscard]] virtual std::string quoted_identifier(std::string_view name) const = 0;
  [[nodiscard]] virtual std::string quoted_string(std::string_view text) const = 0;

  /// The name, quoted and with its schema where it has one.
  [[nodiscard]] std::string quoted_table(const TableName& table) const;

  /// CREATE TABLE IF NOT EXISTS of the version table, without a semicolon.
  [[nodiscard]] std::string create_versions_sql(const TableName& table) const;

  /// The statements that carry out `change`, without semicolons, each of which must change exactly
  /// one row. A row that goes while another comes is one UPDATE.
  [[nodiscard]] std::vector<std::string> version_change_sql(const TableName& table,
                                                            const VersionChange& change) const;
};

/// The row that the `statement`-th of Dialect::version_change_sql takes away; the one that it adds
/// when it takes none.
[[nodiscard]] const std::string& changed_row(const VersionChange& change, std::size_t statement);

}  // namespace migrate
