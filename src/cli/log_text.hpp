#pragma once

#include <span>
#include <string>

#include "command/output.hpp"

namespace migrate {

/// A history for people, each step on a line of its own, and below it why it failed:
///
///     2026-11-21 10:00:00  upgrade    done     3f2a9c81d0b4  12 ms  app@web-1  Add the users table
[[nodiscard]] std::string log_text(const HistoryLog& log);

/// Of which changed files a verification shows the difference.
enum class Diffs { of_real_changes, of_all };

/// What a verification found: each changed file with its diff, what is broken, and a last line
/// that sums it up.
[[nodiscard]] std::string verification_text(const Verification& found, Diffs diffs);

/// The steps whose SQL only the database knows, with that SQL.
[[nodiscard]] std::string stored_steps_text(std::span<const StoredStep> steps);

}  // namespace migrate
