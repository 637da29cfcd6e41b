#include "engine/sqlite/sqlite_dialect.hpp"

#include "engine/sqlite/sqlite_refusals.hpp"
#include "engine/sqlite/sqlite_statements.hpp"

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

  [[nodiscard]] std::vector<SectionStatement> statements(
      const std::string& section) const override {
    return sqlite_statements(section);
  }

  [[nodiscard]] const HistoryWords& history_words() const noexcept override {
    static constexpr HistoryWords kWords{
        "INTEGER PRIMARY KEY",
        "TEXT",
        "strftime('%Y-%m-%d %H:%M:%f', 'now')",
        "strftime('%Y-%m-%d %H:%M:%f', 'now', '-{seconds} seconds')",
        "CAST(round((julianday('now') - julianday({started})) * 86400000) AS INTEGER)",
        "{user}",
        "{time}"};
    return kWords;
  }

  /// None: sqlite3 itself waits as long as `busy_timeout` says.
  [[nodiscard]] bool is_conflict(std::string_view) const noexcept override { return false; }

  [[nodiscard]] bool is_held_by_others(std::string_view code) const noexcept override {
    return code.starts_with("SQLITE_BUSY");
  }

  [[nodiscard]] bool is_not_up_yet(std::string_view) const noexcept override { return false; }

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
