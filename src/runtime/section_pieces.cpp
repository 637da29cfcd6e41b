#include "runtime/section_pieces.hpp"

#include <algorithm>
#include <memory>

#include "base/sql_lexer.hpp"
#include "revision/checksum.hpp"

namespace migrate {

std::vector<SectionPiece> pieces_of(const Dialect& dialect, const SourceText& section) {
  const auto whole = std::make_shared<const SourceText>(section);
  std::vector<SectionPiece> pieces;
  for (const SectionStatement& statement : dialect.statements(section.text())) {
    pieces.push_back(
        {SourceText::piece(whole, statement.offset, statement.length), statement.nature});
  }
  return pieces;
}

bool stands_alone(StatementNature nature) noexcept {
  return nature == StatementNature::alone || nature == StatementNature::alone_session;
}

bool sets_session(StatementNature nature) noexcept {
  return nature == StatementNature::session || nature == StatementNature::alone_session;
}

Atomicity atomicity_of(StatementNature nature) noexcept {
  if (stands_alone(nature)) return Atomicity::none;
  return nature == StatementNature::transaction ? Atomicity::section : Atomicity::own;
}

std::string first_line_of(const SourceText& statement) {
  const std::string& text = statement.text();
  return with_passwords_hidden(text, 0, std::min(text.find_first_of("\r\n"), text.size()));
}

bool same_statement(const Dialect& dialect, const SourceText& one, const SourceText& other) {
  return checksum_of(one.text(), dialect.kind()) == checksum_of(other.text(), dialect.kind());
}

}  // namespace migrate
