#pragma once

#include <cstdlib>
#include <stdexcept>
#include <string>

namespace migrate {

/// The folder of the socket of the server that MIGRATE_TEST_POSTGRES names.
[[nodiscard]] inline std::string postgres_socket_folder() {
  const char* const uri = std::getenv("MIGRATE_TEST_POSTGRES");
  const std::string address = uri == nullptr ? "" : uri;
  const std::size_t host = address.find("host=");
  if (host == std::string::npos)
    throw std::runtime_error("run this under scripts/with_postgres.sh");
  return address.substr(host + 5, address.find('&', host) - host - 5);
}

/// The path of that socket.
[[nodiscard]] inline std::string postgres_socket() {
  return postgres_socket_folder() + "/.s.PGSQL.5432";
}

}  // namespace migrate
