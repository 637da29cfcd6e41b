// Any text as a target, a range and a database URL: only an Error may come out. And any text as the
// password of a URL, encoded or not: it must not come out at all.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/error_text.hpp"
#include "config/database_url.hpp"
#include "graph/target.hpp"
#include "migrate/error.hpp"

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

template <typename Parse>
void only_error(migrate::Fault fault, Parse parse) {
  try {
    (void)parse();
  } catch (const migrate::Error& error) {
    require(error.fault() == fault);
    require(!migrate::error_text(error).empty());
  }
}

/// Whether the text is long and has a character that no message and no other part of the URL has.
/// A line end, a second URL, and `?` with `/` or `@` leave open where a quoted URL ends or its
/// password is: libpq itself would read a host and parameters.
bool is_telling(std::string_view password) {
  const bool unusual = password.find_first_of("~^{}|\\") != std::string_view::npos;
  const bool ambiguous = password.find("://") != std::string_view::npos ||
                         password.find('\n') != std::string_view::npos ||
                         (password.find_first_of("/@") != std::string_view::npos &&
                          password.find('?') != std::string_view::npos);
  return password.size() >= 8 && unusual && !ambiguous;
}

void check_hidden(const std::string& password) {
  const std::string url = "postgresql://user:" + password + "@host/db";
  const auto is_hidden_in = [&](const std::string& text) {
    return text.find(password) == std::string::npos;
  };
  require(is_hidden_in(migrate::with_password_redacted(url)));
  require(is_hidden_in(migrate::with_password_redacted("cannot parse \"" + url + "\": bad")));
  try {
    require(is_hidden_in(migrate::parse_database_url(url, "/base").redacted));
  } catch (const migrate::Error& error) {
    require(is_hidden_in(migrate::error_text(error)));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  only_error(migrate::Fault::usage, [&] { return migrate::parse_target(text); });
  only_error(migrate::Fault::usage, [&] { return migrate::parse_range(text); });
  only_error(migrate::Fault::config, [&] { return migrate::parse_database_url(text, "/base"); });
  if (is_telling(text)) check_hidden(text);
  return 0;
}
