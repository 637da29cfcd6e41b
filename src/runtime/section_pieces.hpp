#pragma once

#include <string>
#include <vector>

#include "base/source_text.hpp"
#include "db/batch.hpp"
#include "db/dialect.hpp"
#include "db/section_statement.hpp"

namespace migrate {

/// One statement of a section that runs outside a transaction.
struct SectionPiece {
  SourceText sql;
  StatementNature nature = StatementNature::transactional;
};

/// The statements of a section, in order.
[[nodiscard]] std::vector<SectionPiece> pieces_of(const Dialect& dialect,
                                                  const SourceText& section);

/// Whether it runs outside any transaction, so that its mark is not written together with it.
[[nodiscard]] bool stands_alone(StatementNature nature) noexcept;

/// Whether it sets something of the session, which another session has to set again.
[[nodiscard]] bool sets_session(StatementNature nature) noexcept;

/// The transaction that such a statement runs in.
[[nodiscard]] Atomicity atomicity_of(StatementNature nature) noexcept;

/// A statement's first line, for messages: passwords are shown as '***'.
[[nodiscard]] std::string first_line_of(const SourceText& statement);

/// Whether both say the same, as checksums see it.
[[nodiscard]] bool same_statement(const Dialect& dialect, const SourceText& one,
                                  const SourceText& other);

}  // namespace migrate
