#include "revision/marker_line.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "base/edit_distance.hpp"

namespace migrate {
namespace {

constexpr std::string_view kMarkerStart = "-- migrate:";
constexpr std::string_view kBlanks = " \t\r";
constexpr std::array<std::string_view, 2> kDirections{"upgrade", "downgrade"};
constexpr std::array<std::string_view, 4> kOptions{"transaction:false", "foreign_keys:off",
                                                   "engine:postgresql", "engine:sqlite"};
constexpr std::string_view kMarkerHint =
    "a section starts with a line `-- migrate:upgrade` or `-- migrate:downgrade`, written exactly "
    "so "
    "and from the line's first column";
constexpr std::string_view kOptionHint =
    "the options of a section are `transaction:false`, `foreign_keys:off`, `engine:postgresql` and "
    "`engine:sqlite`, separated by blanks";
constexpr std::string_view kExclusiveHint =
    "`foreign_keys:off` turns them off around the section's transaction; take one of the two out: "
    "without a transaction, SQLite takes `PRAGMA foreign_keys=OFF;` as a statement of the section";

char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// The first `longest` visible characters of `text` in lower case, and of the dashes only those
/// that are not at its start.
std::string compacted(std::string_view text, std::size_t longest) {
  std::string result;
  while (!text.empty() && result.size() < longest) {
    const bool is_visible = text.front() > ' ' && text.front() <= '~';
    const std::size_t spacing = is_visible ? 0 : spacing_before(text);
    if (spacing > 0) {
      text.remove_prefix(spacing);
      continue;
    }
    if (!result.empty() || text.front() != '-') result += lower(text.front());
    text.remove_prefix(1);
  }
  return result;
}

/// Whether it reads `migrate:`, or is `migrate:upgrade` or `migrate:downgrade` with a character or
/// two wrong or missing, the colon too. `-- migrate the users` is a comment like any other.
bool reads_as_marker(std::string_view comment) {
  if (comment.starts_with(kMarkerStart)) return true;
  constexpr std::array<std::string_view, 2> kMarkers{"migrate:upgrade", "migrate:downgrade"};
  constexpr std::size_t kTypos = 2;
  constexpr std::size_t kShortest = kMarkers.front().size() - kTypos;
  const std::string text = compacted(comment, kMarkers.back().size() + kTypos + 1);
  if (text.starts_with("migrate:")) return true;
  if (text.size() < kShortest) return false;
  return std::ranges::any_of(kMarkers, [&text](std::string_view marker) {
    // What the text lacks altogether is a typo each: told fast, and true of nearly all comments.
    const auto lacks = [&text](char c) { return text.find(c) == std::string::npos; };
    return std::ranges::count_if(marker, lacks) <= std::ptrdiff_t{kTypos} &&
           edit_distance(text, marker, kTypos) <= kTypos;
  });
}

/// What the marker should have been, as a hint.
std::string marker_hint(std::string_view marker) {
  const std::string text = compacted(marker, 64);
  const std::size_t colon = text.find(':');
  if (const auto best = nearest(text.substr(colon + 1), kDirections)) {
    return fmt::format("did you mean `{}{}`? {}", kMarkerStart, *best, kMarkerHint);
  }
  return std::string(kMarkerHint);
}

std::string_view take_word(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
  const std::size_t end = std::min(text.find_first_of(kBlanks), text.size());
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(end);
  return word;
}

/// Reads the options that follow a marker, each at most once.
class OptionReader {
 public:
  OptionReader(Marker& marker, std::vector<std::string_view>& seen)
      : marker_(marker), seen_(seen) {}

  /// What is wrong with an option: a message and a hint; nullopt when it was taken.
  [[nodiscard]] std::optional<std::pair<std::string, std::string>> problem_with(
      std::string_view option) {
    const std::string_view name = option.substr(0, option.find(':'));
    if (std::ranges::find(seen_, name) != seen_.end()) {
      return std::pair(fmt::format("the option `{}` is given twice", shown(name)),
                       std::string("a section takes each option once"));
    }
    seen_.push_back(name);
    if (take(name, option)) return std::nullopt;
    std::string hint = did_you_mean(option, kOptions);
    if (option == "transaction:true")
      hint = "leave it out: a section runs in a transaction by default";
    if (option == "foreign_keys:on")
      hint = "leave it out: a section runs with foreign keys as the connection has them";
    return std::pair(fmt::format("unknown option `{}`", shown(option)),
                     hint.empty() ? std::string(kOptionHint) : hint);
  }

 private:
  bool take(std::string_view name, std::string_view option) {
    if (option == "transaction:false") {
      marker_.transactional = false;
      return true;
    }
    if (option == "foreign_keys:off") {
      marker_.enforces_foreign_keys = false;
      return true;
    }
    if (name != "engine" || option.size() == name.size()) return false;
    marker_.engine = engine_kind_named(option.substr(name.size() + 1));
    return marker_.engine.has_value();
  }

  Marker& marker_;
  std::vector<std::string_view>& seen_;
};

bool read_options(const TextLine& line, std::string_view rest, Marker& marker,
                  const std::string& file, std::vector<Error>& problems) {
  std::vector<std::string_view> seen;
  OptionReader options(marker, seen);
  bool sound = true;
  const auto refuse = [&](std::string_view option, const std::string& what, std::string hint) {
    const auto column = static_cast<std::size_t>(option.data() - line.text.data());
    problems.push_back(problem_in_line(file, line, column, what).with_hint(std::move(hint)));
    sound = false;
  };
  for (std::string_view option = take_word(rest); !option.empty(); option = take_word(rest)) {
    if (const auto problem = options.problem_with(option)) {
      refuse(option, problem->first, problem->second);
    } else if (!marker.transactional && !marker.enforces_foreign_keys) {
      refuse(option, "`foreign_keys:off` and `transaction:false` exclude each other",
             std::string(kExclusiveHint));
      marker.enforces_foreign_keys = true;  // said once
    }
  }
  return sound;
}

}  // namespace

std::optional<std::size_t> marker_in(std::string_view line) {
  for (std::size_t start = 0; start < line.size();) {
    const std::string_view segment = line.substr(start);
    const std::size_t spacing = spacing_before(segment);
    const std::string_view comment = segment.substr(spacing);
    const std::size_t end = std::min(comment.find('\r'), comment.size());
    if (comment.starts_with("--") && reads_as_marker(comment.substr(0, end)))
      return start + spacing;
    start += spacing + end + 1;
  }
  return std::nullopt;
}

std::optional<Marker> read_marker(const TextLine& line, std::size_t at, const std::string& file,
                                  std::vector<Error>& problems) {
  std::string_view rest = line.text;
  Marker marker;
  if (at == 0 && rest.starts_with(kMarkerStart)) {
    rest.remove_prefix(kMarkerStart.size());
    const std::size_t end = std::min(rest.find_first_of(kBlanks), rest.size());
    const std::string_view direction = rest.substr(0, end);
    rest.remove_prefix(end);
    if (std::ranges::find(kDirections, direction) != kDirections.end()) {
      marker.direction = direction == "upgrade" ? Direction::upgrade : Direction::downgrade;
      if (!read_options(line, rest, marker, file, problems)) return std::nullopt;
      return marker;
    }
  }
  const std::string_view marker_text = line.text.substr(at);
  problems.push_back(
      problem_in_line(file, line, at,
                      fmt::format("`{}` reads as a marker but is none", shown(marker_text)))
          .with_hint(marker_hint(marker_text)));
  return std::nullopt;
}

}  // namespace migrate
