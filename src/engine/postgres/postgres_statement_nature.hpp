#pragma once

#include <string_view>

#include "db/section_statement.hpp"

namespace migrate {

/// What a statement does to the transaction that it stands in.
enum class TransactionControl {
  none,             ///< nothing; SAVEPOINT, ROLLBACK TO and their kin do neither
  begin,            ///< opens one
  begin_read_only,  ///< opens one in which nothing can be written
  commit,           ///< ends it, and what it did stays
  rollback,         ///< ends it, and nothing of it stays
  chain,            ///< ends it and opens the next
  prepare,          ///< PREPARE TRANSACTION: leaves it to another session
  prepared,         ///< COMMIT PREPARED, ROLLBACK PREPARED
};

[[nodiscard]] TransactionControl transaction_control(std::string_view statement);

/// Whether it is a SET TRANSACTION after which nothing can be written in the one that is open.
[[nodiscard]] bool makes_transaction_read_only(std::string_view statement);

/// How one statement that controls no transaction can be made to happen once.
[[nodiscard]] StatementNature nature_of(std::string_view statement);

/// As messages name it, the command that the server refuses in a transaction, whatever it holds
/// and whatever is in the database; empty for any other statement.
[[nodiscard]] std::string_view refused_in_transaction(std::string_view statement);

}  // namespace migrate
