#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "db/dialect.hpp"
#include "engine/script/script_shell.hpp"

namespace migrate {

/// An engine's dialect that also refuses what the engine's shell would not pass on as it stands, so
/// that all sections of a plan are judged before the first line of a script is written.
class ScriptDialect final : public Dialect {
 public:
  ScriptDialect(const Dialect& engine, const ScriptShell& shell) : engine_(engine), shell_(shell) {}

  [[nodiscard]] EngineKind kind() const noexcept override { return engine_.kind(); }

  [[nodiscard]] std::vector<Error> refusals(const SourceText& section,
                                            Atomicity atomicity) const override {
    std::vector<Error> problems = engine_.refusals(section, atomicity);
    const std::vector<Error> more = shell_.refusals(section);
    problems.insert(problems.end(), more.begin(), more.end());
    return problems;
  }

  [[nodiscard]] std::string quoted_identifier(std::string_view name) const override {
    return engine_.quoted_identifier(name);
  }
  [[nodiscard]] std::string quoted_string(std::string_view text) const override {
    return engine_.quoted_string(text);
  }

 private:
  const Dialect& engine_;
  const ScriptShell& shell_;
};

}  // namespace migrate
