#include "engine/sqlite/sqlite_dialect.hpp"

#include "engine/sqlite/sqlite_refusals.hpp"

namespace migrate {
namespace {

std::string quoted(std::string_view text, char quote) {
  std::string result(1, quote);
  for (const char c : text) {
    if (c == quote) result += c;
    result += c;
  }
  return result += quote;
}

class SqliteDialect final : public Dialect {
 public:
  [[nodiscard]] EngineKind kind() const noexcept override { return EngineKind::sqlite; }

  [[nodiscard]] std::vector<Error> refusals(const SourceText& section,
                                            Atomicity atomicity) const override {
    return sqlite_refusals(section, atomicity);
  }

  [[nodiscard]] std::string quoted_identifier(std::string_view name) const override {
    return quoted(name, '"');
  }

  [[nodiscard]] std::string quoted_string(std::string_view text) const override {
    return quoted(text, '\'');
  }
};

}  // namespace

const Dialect& sqlite_dialect() noexcept {
  static const SqliteDialect kDialect;
  return kDialect;
}

}  // namespace migrate
