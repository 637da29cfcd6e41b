#include <algorithm>
#include <array>
#include <chrono>
#include <string_view>

#include <fmt/format.h>

#include "base/edit_distance.hpp"
#include "migrate/error.hpp"
#include "revision/new_revision.hpp"
#include "revision/zoned_time.hpp"

namespace migrate {
namespace {

constexpr std::array<std::string_view, 9> kPlaceholders{"rev",  "slug",   "year",   "month", "day",
                                                        "hour", "minute", "second", "epoch"};
constexpr std::string_view kPlaceholdersHint =
    "the placeholders of file_template are {rev}, {slug}, {year}, {month}, {day}, {hour}, "
    "{minute}, "
    "{second} and {epoch}";

Error template_error(const std::string& file_template, const std::string& what) {
  return Error(Fault::config, fmt::format("file_template `{}`: {}", file_template, what))
      .with_hint(std::string(kPlaceholdersHint));
}

/// Finds a placeholder that fmt would not know either, to say which one was meant.
void check_placeholders(const std::string& file_template) {
  const std::string_view text = file_template;
  for (std::size_t open = text.find('{'); open != std::string_view::npos;
       open = text.find('{', open)) {
    if (text.substr(open + 1).starts_with('{')) {
      open += 2;
      continue;
    }
    const std::size_t end = std::min(text.find_first_of(":}", ++open), text.size());
    const std::string_view name = text.substr(open, end - open);
    if (std::ranges::find(kPlaceholders, name) != kPlaceholders.end()) continue;
    const Error error =
        template_error(file_template, fmt::format("unknown placeholder {{{}}}", name));
    const auto best = nearest(name, kPlaceholders);
    throw best ? error.with_hint(fmt::format("did you mean {{{}}}?", *best)) : error;
  }
}

std::string filled(const std::string& file_template, const NewRevision& revision,
                   const std::string& slug, const ZonedTime& time) {
  const auto two_digits = [](auto value) { return fmt::format("{:02}", value); };
  const auto epoch = std::chrono::floor<std::chrono::seconds>(revision.created).time_since_epoch();
  try {
    return fmt::format(
        fmt::runtime(file_template), fmt::arg("rev", revision.id), fmt::arg("slug", slug),
        fmt::arg("year", fmt::format("{:04}", time.year)),
        fmt::arg("month", two_digits(time.month)), fmt::arg("day", two_digits(time.day)),
        fmt::arg("hour", two_digits(time.hour)), fmt::arg("minute", two_digits(time.minute)),
        fmt::arg("second", two_digits(time.second)), fmt::arg("epoch", epoch.count()));
  } catch (const fmt::format_error& error) {
    throw template_error(file_template, error.what());
  }
}

/// The name must lead to a file below the folder that is not hidden: others are never read again.
void check_path(const std::string& file_template, const std::string& name) {
  const std::filesystem::path path(name);
  if (path.is_absolute()) throw template_error(file_template, "gives an absolute path: " + name);
  if (name.ends_with('/')) throw template_error(file_template, "gives no file name: " + name);
  for (const std::filesystem::path& part : path) {
    if (part == "..") throw template_error(file_template, "leads out of the folder: " + name);
    if (part.string().starts_with('.')) {
      throw template_error(file_template,
                           "gives a hidden file, which would never be read: " + name);
    }
  }
}

bool is_word_part(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

std::string slug_of(const std::string& message, std::size_t length) {
  std::string slug;
  for (const char upper_or_lower : message) {
    const char c = lower(upper_or_lower);
    if (is_word_part(c)) {
      slug += c;
    } else if (!slug.empty() && slug.back() != '_') {
      slug += '_';
    }
  }
  if (slug.size() > length) {
    const std::size_t word_end = slug.rfind('_', length);
    slug.resize(word_end == std::string::npos ? length : word_end);
  }
  while (slug.ends_with('_')) slug.pop_back();
  return slug;
}

std::string file_name(const NewRevision& revision, const NewFileSettings& settings) {
  check_placeholders(settings.file_template);
  const ZonedTime time = zoned_time(revision.created, settings.timezone);
  const std::string summary = revision.message.substr(0, revision.message.find('\n'));
  const std::string slug = slug_of(summary, settings.truncate_slug_length);
  std::string name = filled(settings.file_template, revision, slug, time);
  if (slug.empty()) {
    while (name.ends_with('_')) name.pop_back();
  }
  if (name.empty()) throw template_error(settings.file_template, "gives an empty name");
  check_path(settings.file_template, name);
  return name + ".sql";
}

}  // namespace migrate
