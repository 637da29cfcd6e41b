// The floor of `migrate --version`: does nothing. What it costs is what it is linked with.

#include <string>

int main(int argc, char** argv) {
  const std::string name = argc > 0 ? argv[0] : "";  // so that it needs the C++ library
  return name.empty() ? 1 : 0;
}
