#include "graph/target.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>
#include <utility>

#include "migrate/error.hpp"

namespace migrate {
namespace {

constexpr std::array<std::pair<std::string_view, Target::Symbol>, 4> kSymbols{{
    {"head", Target::Symbol::head},
    {"heads", Target::Symbol::heads},
    {"base", Target::Symbol::base},
    {"current", Target::Symbol::current},
}};

constexpr std::string_view kForms =
    "a target is a revision id or a unique prefix of one, a branch label, `head`, `heads`, `base`, "
    "`+2` or `-1` (from where the database is), `ID+2`, `ID-1`, or one of these after `LABEL@`";

Error not_a_target(std::string_view text, const std::string& why) {
  return Error(Fault::usage, fmt::format("`{}` is not a target: {}", text, why))
      .with_hint(std::string(kForms));
}

std::optional<Target::Symbol> symbol_named(std::string_view name) {
  const auto* const at =
      std::ranges::find(kSymbols, name, &std::pair<std::string_view, Target::Symbol>::first);
  if (at == kSymbols.end()) return std::nullopt;
  return at->second;
}

int parse_offset(std::string_view text, std::string_view offset) {
  const char sign = offset.front();
  const std::string_view digits = offset.substr(1);
  int number = 0;
  const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  const bool whole = end == digits.data() + digits.size();
  if (whole && problem == std::errc::result_out_of_range)
    throw not_a_target(text, "the number is too large");
  if (digits.empty() || !whole || digits.front() == '-') {
    throw not_a_target(text, fmt::format("after `{}` a number is expected", sign));
  }
  return sign == '-' ? -number : number;
}

/// Takes `LABEL@` off the front of `rest`.
std::optional<std::string> take_branch(std::string_view text, std::string_view& rest) {
  const std::size_t at = rest.find('@');
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view branch = rest.substr(0, at);
  rest.remove_prefix(at + 1);
  if (branch.empty()) throw not_a_target(text, "the branch is missing before `@`");
  if (rest.empty()) throw not_a_target(text, "the revision is missing after `@`");
  if (rest.find('@') != std::string_view::npos)
    throw not_a_target(text, "it has more than one `@`");
  if (symbol_named(branch)) {
    throw not_a_target(
        text,
        fmt::format("`{}` is no branch; before `@` stands a branch label or a revision", branch));
  }
  return std::string(branch);
}

}  // namespace

Target parse_target(std::string_view text) {
  Target target;
  target.text = text;
  if (text.empty()) throw not_a_target(text, "it is empty");
  if (is_range(text)) throw not_a_target(text, "it is a range, and one revision is asked for");
  std::string_view rest = text;
  target.branch = take_branch(text, rest);

  const std::size_t sign = rest.find_first_of("+-");
  const std::string_view name = rest.substr(0, sign);
  if (sign != std::string_view::npos) target.offset = parse_offset(text, rest.substr(sign));
  if (name.empty()) {
    if (target.offset == 0) throw not_a_target(text, "it counts no step");
    target.symbol = Target::Symbol::relative;
  } else if (const auto symbol = symbol_named(name)) {
    target.symbol = *symbol;
  } else {
    target.name = name;
  }
  return target;
}

bool is_range(std::string_view text) noexcept { return text.find(':') != std::string_view::npos; }

Range parse_range(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || text.find(':', colon + 1) != std::string_view::npos) {
    throw Error(Fault::usage, fmt::format("`{}` is not a range: it must have one colon", text))
        .with_hint(
            "a range is `FROM:TO`; without FROM it starts at base, without TO it ends at heads");
  }
  const auto side = [](std::string_view part) {
    return part.empty() ? std::optional<Target>() : parse_target(part);
  };
  return {side(text.substr(0, colon)), side(text.substr(colon + 1))};
}

}  // namespace migrate
