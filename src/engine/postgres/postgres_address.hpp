#pragma once

#include <string>
#include <vector>

namespace migrate {

/// Where a PostgreSQL database is: a URI or a list of key=value, as libpq takes them.
class PostgresAddress {
 public:
  /// Throws Error (Fault::config), without a password in it, when libpq cannot read the address.
  explicit PostgresAddress(std::string address);

  [[nodiscard]] const std::string& text() const noexcept { return text_; }

  /// `message` with every password of the address as ***: libpq quotes what it could not use.
  [[nodiscard]] std::string without_passwords(std::string message) const;

 private:
  std::string text_;
  std::vector<std::string> secrets_;  // longest first

  void add_secret(std::string secret);
  void find_secrets();
};

}  // namespace migrate
