#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "base/source_text.hpp"

namespace migrate {

/// Whether a file is still the one that its journal was begun with.
enum class JournalText { current, outdated };

/// A section outside a transaction that an earlier run left unfinished, as its journal tells.
struct BegunSection {
  std::int64_t row = 0;             ///< the journal's id in the history table
  std::size_t statements_done = 0;  ///< the first so many statements have run, and stay
  /// The statement that was running outside any transaction, as it was then.
  std::optional<SourceText> interrupted = {};
  std::string error = {};  ///< why that run failed; empty when it was cut off
  JournalText text = JournalText::current;
};

}  // namespace migrate
