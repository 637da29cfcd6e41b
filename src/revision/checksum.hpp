#pragma once

#include <string>
#include <string_view>

#include "base/engine_kind.hpp"

namespace migrate {

/// What a section says, as a short text: "v1:" and 64 hexadecimal digits of a SHA-256 over the
/// tokens of `sql`, cut by the quoting rules of `engine`. It is kept in databases: what `v1` gives
/// for a text may never change.
///
/// These do not count: comments, white space between tokens, the case of words and numbers outside
/// of quotes (ASCII letters only) and of prefixes such as E'', empty statements (several semicolons
/// in a row, and those at either end), and whether a line ends in LF or CR LF, in literals too.
/// Literals, quoted names and dollar bodies count byte for byte, with their quotes and tags:
/// another way to write the same value is another text, and a comment in a dollar body is a part of
/// it.
///
/// Not told apart either: blanks within an operator (`< =` is not SQL, but an operator of one's own
/// such as `@-` would read as `@ -`), comments that a program reads as orders (`/*+ ... */`), and
/// whether two strings are joined by a line end or stand side by side.
[[nodiscard]] std::string checksum_of(std::string_view sql, EngineKind engine);

}  // namespace migrate
