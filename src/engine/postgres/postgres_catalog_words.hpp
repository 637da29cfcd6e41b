#pragma once

#include <string>
#include <string_view>

#include <pqxx/result>

namespace migrate {

/// SQL for the object that a statement names with `name`, as it is written there; NULL where there
/// is none. Goes by the session's search_path.
[[nodiscard]] std::string regclass_of(std::string_view name);

/// SQL for the name itself, of one part, unquoted and cut as the server cuts it.
[[nodiscard]] std::string plain_name_of(std::string_view name);

/// A value as text; empty for NULL.
[[nodiscard]] std::string text_at(const pqxx::result& rows, int row, int column);

/// Whether the value is true.
[[nodiscard]] bool is_true_at(const pqxx::result& rows, int row, int column);

/// The object's name, quoted, from two columns: its schema and its name.
[[nodiscard]] std::string qualified_at(const pqxx::result& rows, int row, int column);

}  // namespace migrate
