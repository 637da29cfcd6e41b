// Stands in front of a PostgreSQL server, holds each message back for a while and counts.
//
//   delaying_proxy SOCKET MILLISECONDS_EACH_WAY
//
// Prints the URI of the database `postgres` behind it. Answers each line on standard input with
// what went through so far: connections, and round trips (how often a client spoke first or after
// an answer). Ends with its input.

#include <cstdio>
#include <exception>
#include <iostream>
#include <string>

#include "support/cutting_proxy.hpp"

int main(int argc, char** argv) try {
  if (argc != 3) return 2;
  migrate::CuttingProxy proxy(argv[1]);
  proxy.delay(std::chrono::milliseconds(std::stoi(argv[2])));
  std::cout << proxy.uri("postgres") << std::endl;
  for (std::string line; std::getline(std::cin, line);) {
    const migrate::Traffic traffic = proxy.traffic();
    std::cout << traffic.connections << ' ' << traffic.round_trips << std::endl;
  }
} catch (const std::exception& error) {
  std::fprintf(stderr, "delaying_proxy: %s\n", error.what());
  return 1;
}
