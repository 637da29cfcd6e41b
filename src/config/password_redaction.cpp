#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <string_view>

#include "config/database_url.hpp"

// What is a password must be told apart in URLs that are malformed, often because of the password
// itself. In doubt more is hidden: a host lost from a message costs less than a password in a log.

namespace migrate {
namespace {

constexpr std::string_view kHidden = "***";
constexpr std::string_view kSchemeEnd = "://";
constexpr std::string_view kWordEnders = " \t\r\n&";
constexpr auto kNone = std::string_view::npos;

bool is_one_of(char c, std::string_view set) noexcept { return set.find(c) != kNone; }

bool is_scheme_character(char c) noexcept {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || is_one_of(c, "+-.");
}

/// Whether a parameter's key is a password's. libpq decodes the keys too.
bool names_password(std::string_view key) {
  constexpr std::array<std::string_view, 2> kNames{"password", "sslpassword"};
  std::string decoded;
  for (std::size_t at = 0; at < key.size() && decoded.size() <= kNames.back().size(); ++at) {
    if (key[at] != '%' || at + 2 >= key.size()) {
      decoded += static_cast<char>(std::tolower(static_cast<unsigned char>(key[at])));
      continue;
    }
    const std::string digits(key.substr(at + 1, 2));
    decoded += static_cast<char>(std::tolower(std::stoi("0" + digits, nullptr, 16) & 0x7F));
    at += 2;
  }
  return std::ranges::find(kNames, decoded) != kNames.end();
}

/// The end of a parameter's value: outside of a URL, a quoted one ends with its quote.
std::size_t value_end(std::string_view text, std::size_t begin, std::string_view enders) {
  const bool in_url = enders.find(' ') == kNone;
  const bool quoted = !in_url && begin < text.size() && text[begin] == '\'';
  const std::size_t quote = quoted ? text.find('\'', begin + 1) : kNone;
  if (quote != kNone) return quote + 1;
  return std::min(text.find_first_of(enders, begin), text.size());
}

/// `text` with the value of every `password=` hidden, up to one of `enders`.
std::string parameters_hidden(std::string_view text, std::string_view enders) {
  std::string shown;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t equals = text.find('=', at);
    const std::string_view before = text.substr(at, std::min(equals, text.size()) - at);
    shown += before;
    if (equals == kNone) break;
    shown += '=';
    at = equals + 1;
    const std::size_t separator = before.find_last_of("?& \t\"'`(,;");
    if (!names_password(before.substr(separator == kNone ? 0 : separator + 1))) continue;
    shown += kHidden;
    at = value_end(text, at, enders);
  }
  return shown;
}

/// Where the parameters of a URL begin: at the first `?` behind a `/` or an `@`, if a key and `=`
/// follow. Any other `?` can be a part of the password, and so can one right behind a `:@`.
std::size_t parameters_begin(std::string_view rest) {
  const std::size_t mark = rest.find('?', std::min(rest.find_first_of("/@"), rest.size()));
  if (mark == kNone) return rest.size();
  const bool starts_with_at = rest.substr(0, rest.find('@')).ends_with(':');
  if (starts_with_at && rest.find('@', mark) != kNone) return rest.size();
  std::size_t key_end = mark + 1;
  while (key_end < rest.size() && (std::isalpha(static_cast<unsigned char>(rest[key_end])) != 0 ||
                                   is_one_of(rest[key_end], "_%"))) {
    ++key_end;
  }
  return key_end > mark + 1 && rest.substr(key_end).starts_with('=') ? mark : rest.size();
}

/// Where a bracketed address such as `[::1]` of a host ends, so that its colons count for nothing.
std::size_t behind_brackets(std::string_view rest) {
  if (!rest.starts_with('[')) return 0;
  const std::size_t close = rest.find(']');
  return close == kNone ? 0 : close + 1;
}

/// A password between its first and one past its last byte; nothing when both are the same.
struct Secret {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// The password before an `@`. A URL whose user has none can still be followed by words with an
/// `@`, which are taken for a part of it only when no blank comes between.
Secret secret_before_at(std::string_view rest, std::size_t last_at) {
  const std::size_t colon = rest.find(':');
  if (colon == kNone || colon > last_at) return {};
  if (rest.find('@') < colon) {
    last_at = rest.substr(0, std::min(rest.find_first_of(" \t"), last_at + 1)).rfind('@');
    if (last_at == kNone || last_at < colon) return {};
  }
  return {colon + 1, last_at};
}

/// Without an `@`, a "port" that is no number: the password of a URL that lost its host.
Secret secret_as_port(std::string_view rest) {
  const std::size_t end = std::min(rest.find_first_of(" \t\r\n\"'`"), rest.size());
  const std::string_view hosts = rest.substr(0, std::min(rest.find_first_of("/?"), end));
  std::size_t at = behind_brackets(rest);
  while ((at = hosts.find(':', at)) != kNone) {
    const std::size_t begin = ++at;
    while (at < end && std::isdigit(static_cast<unsigned char>(rest[at])) != 0) ++at;
    if (at < end && !is_one_of(rest[at], ",/?:).;")) return {begin, end};
    if (at >= end || rest[at] != ',') return {};
    at += 1 + behind_brackets(rest.substr(at + 1));
  }
  return {};
}

Secret secret_of(std::string_view rest) {
  const std::size_t last_at = rest.substr(0, parameters_begin(rest)).rfind('@');
  if (last_at == kNone) return secret_as_port(rest);
  const Secret secret = secret_before_at(rest, last_at);
  const bool is_empty = secret.end > 0 && secret.begin == secret.end;
  return is_empty ? Secret{secret.begin, rest.rfind('@')} : secret;  // or it begins with an `@`
}

/// One piece of a line, with one URL at most.
std::string redacted_piece(std::string_view piece) {
  const std::size_t mark = piece.find(kSchemeEnd);
  if (mark == kNone) return parameters_hidden(piece, kWordEnders);

  std::size_t scheme = mark;
  while (scheme > 0 && is_scheme_character(piece[scheme - 1])) --scheme;
  const std::size_t begin = mark + kSchemeEnd.size();
  const std::string_view rest = piece.substr(begin);
  const bool is_file = piece.substr(scheme).starts_with("sqlite") && rest.starts_with('/') &&
                       rest.find(kSchemeEnd) == kNone;
  if (is_file) return parameters_hidden(piece, kWordEnders);

  const bool quoted = scheme > 0 && is_one_of(piece[scheme - 1], "\"'`");
  const std::string enders = quoted ? std::string("\r\n&") + piece[scheme - 1] : "\r\n&";
  const Secret secret = secret_of(rest);
  if (secret.begin == secret.end) return parameters_hidden(piece, enders);
  return parameters_hidden(piece.substr(0, begin + secret.begin), enders) + std::string(kHidden) +
         parameters_hidden(rest.substr(secret.end), enders);
}

/// Where the second URL of a line begins: a scheme behind a blank or a quote; the end if there is
/// none.
std::size_t next_url(std::string_view line) {
  std::size_t mark = line.find(kSchemeEnd);
  while (mark != kNone && (mark = line.find(kSchemeEnd, mark + 1)) != kNone) {
    std::size_t scheme = mark;
    while (scheme > 0 && is_scheme_character(line[scheme - 1])) --scheme;
    if (scheme > 0 && scheme < mark && is_one_of(line[scheme - 1], " \t\"'`(<")) return scheme;
  }
  return line.size();
}

}  // namespace

std::string with_password_redacted(std::string_view text) {
  std::string shown;
  while (!text.empty()) {
    std::string_view line = text.substr(0, std::min(text.find('\n'), text.size() - 1) + 1);
    text.remove_prefix(line.size());
    while (!line.empty()) {
      const std::size_t end = next_url(line);
      shown += redacted_piece(line.substr(0, end));
      line.remove_prefix(end);
    }
  }
  return shown;
}

}  // namespace migrate
