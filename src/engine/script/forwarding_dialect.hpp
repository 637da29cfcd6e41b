#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "db/dialect.hpp"

namespace migrate {

/// Says what an engine's dialect says; the base of those that say one thing otherwise.
class ForwardingDialect : public Dialect {
 public:
  explicit ForwardingDialect(const Dialect& engine) : engine_(engine) {}

  [[nodiscard]] EngineKind kind() const noexcept override { return engine_.kind(); }
  [[nodiscard]] std::vector<Error> refusals(const SourceText& section,
                                            Atomicity atomicity) const override {
    return engine_.refusals(section, atomicity);
  }
  [[nodiscard]] std::vector<SectionStatement> statements(
      const std::string& section) const override {
    return engine_.statements(section);
  }
  [[nodiscard]] const HistoryWords& history_words() const noexcept override {
    return engine_.history_words();
  }
  [[nodiscard]] bool is_conflict(std::string_view code) const noexcept override {
    return engine_.is_conflict(code);
  }
  [[nodiscard]] bool is_not_up_yet(std::string_view code) const noexcept override {
    return engine_.is_not_up_yet(code);
  }
  [[nodiscard]] std::string quoted_identifier(std::string_view name) const override {
    return engine_.quoted_identifier(name);
  }
  [[nodiscard]] std::string quoted_string(std::string_view text) const override {
    return engine_.quoted_string(text);
  }

 protected:
  [[nodiscard]] const Dialect& engine() const noexcept { return engine_; }

 private:
  const Dialect& engine_;
};

}  // namespace migrate
