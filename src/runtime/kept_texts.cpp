#include "runtime/kept_texts.hpp"

#include <string>
#include <variant>
#include <vector>

#include <fmt/format.h>

#include "base/utf8.hpp"

namespace migrate {
namespace {

bool can_be_kept(const std::string& text) {
  return text.find('\0') == std::string::npos && !first_invalid_utf8(text);
}

bool can_be_kept(const HistoryEntry& entry) {
  return can_be_kept(entry.header) && can_be_kept(entry.upgrade_sql) &&
         can_be_kept(entry.downgrade_sql.value_or(""));
}

Error unkeepable(const HistoryEntry& entry) {
  return Error(Fault::revision,
               fmt::format("the history cannot keep revision {}: a section of its file holds a NUL "
                           "byte, or is not UTF-8",
                           entry.revision),
               Location{entry.file})
      .with_hint("`migrate check` names the place; nothing was run");
}

}  // namespace

void require_texts_that_can_be_kept(const PreparedPlan& plan) {
  std::vector<Error> problems;
  for (const Batch& batch : plan.batches) {
    if (!batch.history) continue;
    const auto& entry = std::get<HistoryEntry>(batch.history->what);
    if (!can_be_kept(entry)) problems.push_back(unkeepable(entry));
  }
  if (!problems.empty()) throw Error::all(problems);
}

}  // namespace migrate
