#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace migrate {

/// How a statement of a section that runs outside a transaction can be made to happen once.
enum class StatementNature {
  transactional,  ///< may run in a transaction: runs in one together with its journal mark
  session,        ///< likewise, and sets something of the session: a resume runs it again
  transaction,    ///< the section's own BEGIN up to, and without, its COMMIT
  alone,          ///< cannot run in a transaction: journalled before and after
  alone_session,  ///< likewise, and sets something of the session (PRAGMA foreign_keys): a resume
                  ///< runs it again where it stands among the done ones, without a journal mark
};

/// One statement of a section, without its semicolon and the comments in front of it; for
/// StatementNature::transaction several.
struct SectionStatement {
  std::size_t offset = 0;  ///< of its first byte
  std::size_t length = 0;  ///< in bytes
  StatementNature nature = StatementNature::transactional;

  bool operator==(const SectionStatement&) const = default;
};

/// What the database shows of a statement that was running outside any transaction when its run
/// was cut off, or failed.
struct Effect {
  enum class State {
    absent,      ///< it has done nothing that stays: run it (again), after `cleanup`
    present,     ///< it is done
    repeatable,  ///< nobody can tell, and running it twice is as good as once (VACUUM)
    unknown,     ///< nobody can tell: somebody has to look
  };
  State state = State::unknown;
  std::string found;  ///< for people: `the index "public"."i" is there, but INVALID`; may be empty
  /// What takes the remains of a failed try away, whatever the state is: present with a cleanup is
  /// done once that has run. Each is one statement, and runs outside a transaction.
  std::vector<std::string> cleanup;
};

}  // namespace migrate
