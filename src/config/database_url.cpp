#include "config/database_url.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

#include "base/edit_distance.hpp"
#include "migrate/error.hpp"

namespace migrate {
namespace {

constexpr std::string_view kSupported =
    "sqlite:///relative.db, sqlite:////absolute.db and postgresql://user@host/db are supported";
constexpr std::string_view kHowToEncode =
    "in a user name or a password write `@` as %40, `/` as %2F, `?` as %3F and `%` as %25";

Error invalid(const std::string& what, std::string_view hint) {
  return Error(Fault::config, "the database URL " + what).with_hint(std::string(hint));
}

std::optional<unsigned char> hex_digit(char c) noexcept {
  if (c >= '0' && c <= '9') return static_cast<unsigned char>(c - '0');
  const char lower = static_cast<char>(c | 0x20);
  if (lower >= 'a' && lower <= 'f') return static_cast<unsigned char>(lower - 'a' + 10);
  return std::nullopt;
}

std::string percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '%') {
      decoded += text[at];
      continue;
    }
    const auto high = at + 2 < text.size() ? hex_digit(text[at + 1]) : std::nullopt;
    const auto low = at + 2 < text.size() ? hex_digit(text[at + 2]) : std::nullopt;
    if (!high || !low) {
      throw invalid("has a `%` that two hex digits do not follow",
                    "a `%` in a password, a name or a path is written %25");
    }
    if (*high == 0 && *low == 0) throw invalid("has a %00, which no name can hold", kSupported);
    decoded += static_cast<char>(*high * 16 + *low);
    at += 2;
  }
  return decoded;
}

std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower;
}

DatabaseUrl in_memory(std::string_view url) {
  return {EngineKind::sqlite, ":memory:", std::string(url)};
}

DatabaseUrl parse_sqlite(std::string_view url, std::string_view rest,
                         const std::filesystem::path& base) {
  if (rest.empty()) return in_memory(url);
  if (rest.front() != '/') {
    throw invalid("has a host, and SQLite knows none",
                  "three slashes begin a relative path, four an absolute one: sqlite:///app.db");
  }
  if (rest.find('?') != std::string_view::npos) {
    throw invalid("has parameters behind a `?`, and none are known for SQLite",
                  "leave them out; a `?` that belongs to the file's name is written %3F");
  }
  const std::string path = percent_decoded(rest.substr(1));
  if (path.empty()) {
    throw invalid("names no file", "write sqlite:///app.db, or sqlite:// for a database in memory");
  }
  if (path == ":memory:") return in_memory(url);
  return {EngineKind::sqlite, std::filesystem::absolute(base / path).string(), std::string(url)};
}

/// Whether `host:port` or `[::1]:port` has a number for a port, or none.
bool has_sound_port(std::string_view host) {
  if (host.starts_with('[')) {
    const std::size_t close = host.find(']');
    if (close == std::string_view::npos || close == 1) return false;
    host.remove_prefix(close + 1);
    if (!host.empty() && host.front() != ':') return false;
  }
  const std::size_t colon = std::min(host.find(':'), host.size());
  const std::string_view port = host.substr(std::min(colon + 1, host.size()));
  return std::ranges::all_of(port, [](char c) { return c >= '0' && c <= '9'; });
}

bool have_sound_ports(std::string_view hosts) {
  while (!hosts.empty()) {
    const std::size_t comma = std::min(hosts.find(','), hosts.size());
    if (!has_sound_port(hosts.substr(0, comma))) return false;
    hosts.remove_prefix(std::min(comma + 1, hosts.size()));
  }
  return true;
}

/// libpq's messages quote a parameter that is not of the form key=value, and that could be the rest
/// of a password.
void check_parameters(std::string_view parameters) {
  while (!parameters.empty()) {
    const std::size_t end = std::min(parameters.find('&'), parameters.size());
    const std::string_view parameter = parameters.substr(0, end);
    if (std::ranges::count(parameter, '=') != 1) {
      throw invalid("has a parameter behind its `?` that is not of the form key=value",
                    std::string(kHowToEncode) + ", and in a parameter `=` as %3D and `&` as %26");
    }
    parameters.remove_prefix(std::min(end + 1, parameters.size()));
  }
}

/// Refuses what libpq would misread because of a character that is not encoded: it would look for
/// a part of the password as a host, and name that part in its message. The cuts are libpq's own.
void check_postgres(std::string_view rest) {
  const std::size_t first = rest.find_first_of("@/");
  const bool has_user = first != std::string_view::npos && rest[first] == '@';
  const std::string_view user = rest.substr(0, has_user ? first : 0);
  rest.remove_prefix(has_user ? first + 1 : 0);
  const std::size_t hosts_end = std::min(rest.find_first_of("/?"), rest.size());
  const std::size_t path_end = std::min(rest.find('?', hosts_end), rest.size());
  const std::string_view hosts = rest.substr(0, hosts_end);

  if (hosts.find('@') != std::string_view::npos) {
    throw invalid("has more than one `@` before its host", kHowToEncode);
  }
  if (rest.substr(hosts_end, path_end - hosts_end).find('@') != std::string_view::npos) {
    throw invalid("has an `@` behind a `/`", kHowToEncode);
  }
  if (user.substr(0, user.find(':')).find('?') != std::string_view::npos) {
    throw invalid("has an `@` behind a `?`", kHowToEncode);
  }
  if (!have_sound_ports(hosts)) {
    throw invalid("has a host or a port that cannot be read",
                  "a port is a number; " + std::string(kHowToEncode));
  }
  check_parameters(rest.substr(std::min(path_end + 1, rest.size())));
}

/// In a sound URL the cuts are known, so that nothing in the password can mislead. Where it seems to
/// be empty it may begin with an unencoded `@`: that is left to the careful look.
std::string postgres_redacted(std::string_view scheme, std::string_view rest) {
  const std::size_t user_end = rest.find_first_of("@/");
  const bool has_user = user_end != std::string_view::npos && rest[user_end] == '@';
  const std::size_t colon = rest.substr(0, has_user ? user_end : 0).find(':');
  std::string shown = std::string(scheme) + "://";
  if (colon != std::string_view::npos && colon + 1 < user_end) {
    shown += std::string(rest.substr(0, colon)) + ":***";
    rest.remove_prefix(user_end);
  }
  return with_password_redacted(shown + std::string(rest));
}

DatabaseUrl parse_postgres(std::string_view scheme, std::string_view rest) {
  (void)percent_decoded(rest);  // libpq would quote what it cannot decode
  check_postgres(rest);
  return {EngineKind::postgresql, "postgresql://" + std::string(rest),
          postgres_redacted(scheme, rest)};
}

Error without_scheme(std::string_view url) {
  if (url.empty()) return invalid("is empty", kSupported);
  if (url.find('=') != std::string_view::npos) {
    return invalid("has no scheme",
                   "write postgresql://user@host/db, also for what libpq takes as "
                   "`host=... dbname=...`");
  }
  return invalid("has no scheme", kSupported);
}

Error unknown_scheme(std::string_view scheme) {
  constexpr std::array<std::string_view, 3> kSchemes{"sqlite", "postgresql", "postgres"};
  const std::string guess = did_you_mean(scheme, kSchemes);
  return Error(Fault::config, "unknown database `" + std::string(scheme) + "://`")
      .with_hint((guess.empty() ? "" : guess + " ") + std::string(kSupported));
}

bool is_scheme_character(char c) noexcept {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '+' || c == '-' || c == '.';
}

}  // namespace

DatabaseUrl parse_database_url(std::string_view url, const std::filesystem::path& base) {
  const bool printable =
      std::ranges::none_of(url, [](unsigned char c) { return c < 0x20 || c == 0x7F; });
  if (!printable) throw invalid("has a line end or another control character", kHowToEncode);

  const std::size_t colon = url.find("://");
  const std::string_view scheme = url.substr(0, std::min(colon, url.size()));
  const bool has_scheme = colon != std::string_view::npos && !scheme.empty() &&
                          std::ranges::all_of(scheme, is_scheme_character);
  if (!has_scheme) throw without_scheme(url);

  const std::string_view rest = url.substr(colon + 3);
  const std::string database = lower_case(scheme.substr(0, scheme.find('+')));
  if (database == "sqlite") return parse_sqlite(url, rest, base);
  if (database == "postgresql" || database == "postgres") return parse_postgres(scheme, rest);
  throw unknown_scheme(database);
}

}  // namespace migrate
