#pragma once

#include <vector>

#include "engine/script/forwarding_dialect.hpp"
#include "engine/script/script_shell.hpp"

namespace migrate {

/// An engine's dialect that also refuses what the engine's shell would not pass on as it stands, so
/// that all sections of a plan are judged before the first line of a script is written.
class ScriptDialect final : public ForwardingDialect {
 public:
  ScriptDialect(const Dialect& engine, const ScriptShell& shell)
      : ForwardingDialect(engine), shell_(shell) {}

  [[nodiscard]] std::vector<Error> refusals(const SourceText& section,
                                            Atomicity atomicity) const override {
    std::vector<Error> problems = ForwardingDialect::refusals(section, atomicity);
    const std::vector<Error> more = shell_.refusals(section);
    problems.insert(problems.end(), more.begin(), more.end());
    return problems;
  }

 private:
  const ScriptShell& shell_;
};

}  // namespace migrate
