#include "engine/sqlite/sqlite_statements.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include "base/sql_lexer.hpp"
#include "engine/sqlite/sqlite_nature.hpp"
#include "engine/sqlite/sqlite_statement_shape.hpp"

namespace migrate {
namespace {

enum class Control { none, begin, commit, rollback, savepoint, release };

/// One statement as it stands in the text.
struct Piece {
  std::size_t offset = 0;
  std::size_t end = 0;  // of its last token, the semicolon left out
  StatementNature nature = StatementNature::transactional;
  Control control = Control::none;
  std::string savepoint;  // its name, of SAVEPOINT and RELEASE
};

Control control_of(const SqliteStatementShape& shape) {
  const std::string_view word = shape.transaction_control();
  if (word == "BEGIN") return Control::begin;
  if (word == "COMMIT" || word == "END") return Control::commit;
  if (word == "ROLLBACK") return Control::rollback;
  if (shape.has("SAVEPOINT")) return Control::savepoint;
  return shape.has("RELEASE") ? Control::release : Control::none;
}

/// Cuts a section at the semicolons that end a statement.
class Cut {
 public:
  explicit Cut(const std::string& sql) : sql_(sql) {}

  std::vector<Piece> run() {
    SqlLexer lexer(sql_, EngineKind::sqlite);
    while (const std::optional<SqlToken> token = lexer.next_significant()) {
      const bool first = shape_.empty();
      if (shape_.take(token->kind, lexer.text(*token))) {
        end_piece();
      } else {
        if (first) piece_.offset = token->offset;
        piece_.end = token->offset + token->length;
      }
    }
    end_piece();
    return std::move(pieces_);
  }

 private:
  const std::string& sql_;
  SqliteStatementShape shape_;
  SqliteNatures natures_;
  Piece piece_;
  std::vector<Piece> pieces_;

  void end_piece() {
    if (!shape_.empty()) {
      piece_.nature = natures_.nature_of(shape_);
      piece_.control = control_of(shape_);
      piece_.savepoint = shape_.name(shape_.has("SAVEPOINT", 1) ? 2 : 1);
      pieces_.push_back(std::move(piece_));
    }
    piece_ = Piece();
    shape_ = SqliteStatementShape();
  }
};

using Pieces = std::vector<Piece>;

SectionStatement joined(const Piece& first, const Piece& last, StatementNature nature) {
  return {first.offset, last.end - first.offset, nature};
}

/// The place of the statement that ends the transaction which `first` begins; the text's end when
/// none does.
Pieces::const_iterator end_of_transaction(Pieces::const_iterator first,
                                          Pieces::const_iterator last) {
  return std::find_if(first, last, [](const Piece& piece) {
    return piece.control == Control::commit || piece.control == Control::rollback;
  });
}

/// The RELEASE of the savepoint that `first` sets; an earlier end of its transaction instead.
Pieces::const_iterator end_of_savepoint(Pieces::const_iterator first, Pieces::const_iterator last) {
  const auto end = end_of_transaction(first, last);
  std::size_t open = 0;
  return std::find_if(first, end, [&](const Piece& piece) {
    if (piece.savepoint != first->savepoint) return false;
    if (piece.control == Control::savepoint) ++open;
    return piece.control == Control::release && --open == 0;
  });
}

/// Puts a transaction of the section's own together, and moves `at` behind it.
SectionStatement take_transaction(Pieces::const_iterator& at, Pieces::const_iterator last) {
  const auto first = at;
  const bool by_savepoint = first->control == Control::savepoint;
  const auto end = by_savepoint ? end_of_savepoint(first, last) : end_of_transaction(first, last);
  if (end == last) {
    at = last;
    return joined(*first, *(last - 1), StatementNature::alone);
  }
  at = end + 1;
  if (end->control == Control::release) return joined(*first, *end, StatementNature::transactional);
  if (!by_savepoint && end->control == Control::commit)
    return joined(*first, *(end - 1), StatementNature::transaction);
  return joined(*first, *end, StatementNature::alone);
}

}  // namespace

std::vector<SectionStatement> sqlite_statements(const std::string& sql) {
  const Pieces pieces = Cut(sql).run();
  std::vector<SectionStatement> statements;
  for (auto at = pieces.begin(); at != pieces.end();) {
    if (at->control == Control::begin || at->control == Control::savepoint) {
      statements.push_back(take_transaction(at, pieces.end()));
    } else if (at->control == Control::none) {
      statements.push_back(joined(*at, *at, at->nature));
      ++at;
    } else {
      statements.push_back(joined(*at, *at, StatementNature::alone));
      ++at;
    }
  }
  return statements;
}

/// What began with BEGIN and is alone never commits; of what ran by a savepoint nobody knows.
/// VACUUM INTO makes a file, and fails when it is there.
Effect sqlite_effect_of(const std::string& piece) {
  SqlLexer lexer(piece, EngineKind::sqlite);
  SqliteStatementShape shape;
  while (const std::optional<SqlToken> token = lexer.next_significant()) {
    if (shape.take(token->kind, lexer.text(*token))) break;
  }
  const bool writes_file = shape.has("VACUUM") && (shape.has("INTO", 1) || shape.has("INTO", 2));
  if (writes_file) {
    return {Effect::State::unknown, "VACUUM INTO may have left its file, whole or in part", {}};
  }
  for (const std::string_view verb : {"VACUUM", "PRAGMA", "DETACH", "BEGIN"}) {
    if (shape.has(verb)) return {Effect::State::repeatable, "", {}};
  }
  return {};
}

}  // namespace migrate
