#include "engine/postgres/postgres_section.hpp"

#include <cstddef>
#include <string_view>
#include <utility>

#include "engine/postgres/postgres_statement_nature.hpp"
#include "engine/postgres/postgres_statements.hpp"

namespace migrate {
namespace {

/// The section's own transactions, each from its BEGIN to what ends it.
class SectionReader {
 public:
  explicit SectionReader(const std::string& sql) : sql_(sql), pieces_(statements_of(sql)) {}

  std::vector<SectionStatement> read() {
    while (at_ < pieces_.size()) {
      const TransactionControl control = control_at(at_);
      if (control == TransactionControl::begin || control == TransactionControl::begin_read_only) {
        add_transaction();
      } else {
        add(at_, at_, nature_of(text_at(at_)));
        ++at_;
      }
    }
    return std::move(statements_);
  }

 private:
  const std::string& sql_;
  std::vector<SqlPiece> pieces_;
  std::size_t at_ = 0;
  std::vector<SectionStatement> statements_;

  [[nodiscard]] std::string_view text_at(std::size_t piece) const {
    return std::string_view(sql_).substr(pieces_[piece].offset, pieces_[piece].length);
  }

  [[nodiscard]] TransactionControl control_at(std::size_t piece) const {
    return transaction_control(text_at(piece));
  }

  void add(std::size_t first, std::size_t last, StatementNature nature) {
    const std::size_t begin = pieces_[first].offset;
    const std::size_t end = pieces_[last].offset + pieces_[last].length;
    statements_.push_back({begin, end - begin, nature});
  }

  /// One that ends with a plain COMMIT takes the journal's mark in before that; any other one is
  /// run as it stands.
  void add_transaction() {
    const std::size_t first = at_;
    bool takes_mark = control_at(first) == TransactionControl::begin;
    for (++at_; at_ < pieces_.size(); ++at_) {
      switch (control_at(at_)) {
        case TransactionControl::commit:
          ++at_;
          if (takes_mark) return add(first, at_ - 2, StatementNature::transaction);
          return add(first, at_ - 1, StatementNature::alone);
        case TransactionControl::rollback:
        case TransactionControl::prepare:
          ++at_;
          return add(first, at_ - 1, StatementNature::alone);
        case TransactionControl::chain:
          takes_mark = false;
          break;
        default:
          takes_mark = takes_mark && !makes_transaction_read_only(text_at(at_));
      }
    }
    add(first, at_ - 1, StatementNature::alone);
  }
};

}  // namespace

std::vector<SectionStatement> section_statements(const std::string& sql) {
  return SectionReader(sql).read();
}

}  // namespace migrate
