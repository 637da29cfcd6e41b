#include "engine/postgres/postgres_address.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <string_view>

#include <libpq-fe.h>

#include "migrate/error.hpp"

namespace migrate {
namespace {

using Options = std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)>;

/// A shorter text would stand in half the words of a message, and hiding it would tell it.
constexpr std::size_t kShortestSecret = 3;

/// libpq quotes the part of the address that it did not understand, which may hold a password. Only
/// the name of an option is let through.
std::string without_quoted_address(std::string message) {
  constexpr std::array names_an_option{"invalid URI query parameter", "invalid connection option"};
  const auto names = [&](const char* start) { return message.starts_with(start); };
  if (std::any_of(names_an_option.begin(), names_an_option.end(), names)) return message;
  const std::size_t quote = std::min(message.find(": \""), message.find(" after \""));
  return message.substr(0, quote);
}

Options parsed(const std::string& address) {
  char* problem = nullptr;
  Options options(PQconninfoParse(address.c_str(), &problem), &PQconninfoFree);
  if (options) return options;
  const std::string message = problem == nullptr ? "out of memory" : problem;
  PQfreemem(problem);
  const std::size_t end = message.find_last_not_of('\n');
  throw Error(Fault::config, "cannot read the database's URL: " +
                                 without_quoted_address(message.substr(0, end + 1)))
      .with_hint(
          message.find("query parameter") == std::string::npos
              ? "percent-encode special characters of the password: `@` is %40, `%` is %25"
              : "what stands behind `?` must be parameters of libpq, such as `sslmode=require`");
}

/// The value of `key` in a URI's query, as it is written there.
std::string_view query_value(std::string_view address, std::string_view key) {
  const std::size_t question = std::min(address.find('?'), address.size());
  std::string_view query = address.substr(question);
  while (!query.empty()) {
    query.remove_prefix(1);
    const std::string_view item = query.substr(0, query.find('&'));
    if (item.starts_with(key) && item.substr(key.size()).starts_with('=')) {
      return item.substr(key.size() + 1);
    }
    query.remove_prefix(item.size());
  }
  return {};
}

/// What stands between the user's colon and the last `@` before the query: a password with an
/// unencoded `@` or `/` in it is found whole.
std::string_view userinfo_password(std::string_view address) {
  const std::size_t scheme = address.find("://");
  if (scheme == std::string_view::npos) return {};
  std::string_view rest = address.substr(scheme + 3);
  const std::size_t at = rest.substr(0, rest.find('?')).rfind('@');
  if (at == std::string_view::npos) return {};
  rest = rest.substr(0, at);
  const std::size_t colon = rest.find(':');
  return colon == std::string_view::npos ? std::string_view() : rest.substr(colon + 1);
}

}  // namespace

PostgresAddress::PostgresAddress(std::string address) : text_(std::move(address)) {
  find_secrets();
}

void PostgresAddress::find_secrets() {
  const Options options = parsed(text_);
  for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option) {
    if (option->val != nullptr && std::string_view(option->keyword).ends_with("password")) {
      add_secret(option->val);
    }
  }
  add_secret(std::string(query_value(text_, "password")));
  add_secret(std::string(query_value(text_, "sslpassword")));
  std::string_view password = userinfo_password(text_);
  add_secret(std::string(password));
  // libpq takes what follows an unencoded `@` or `/` for a host and names it in its messages.
  while (!password.empty()) {
    const std::size_t end = std::min(password.find_first_of("@/:"), password.size());
    add_secret(std::string(password.substr(0, end)));
    password.remove_prefix(std::min(end + 1, password.size()));
  }
  std::sort(secrets_.begin(), secrets_.end(),
            [](const auto& a, const auto& b) { return a.size() > b.size(); });
}

void PostgresAddress::add_secret(std::string secret) {
  if (secret.size() >= kShortestSecret) secrets_.push_back(std::move(secret));
}

std::string PostgresAddress::without_passwords(std::string message) const {
  for (const std::string& secret : secrets_) {
    for (std::size_t at = message.find(secret); at != std::string::npos;
         at = message.find(secret, at + 3)) {
      message.replace(at, secret.size(), "***");
    }
  }
  return message;
}

}  // namespace migrate
