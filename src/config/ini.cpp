#include "config/ini.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "base/list_text.hpp"
#include "config/database_url.hpp"

namespace migrate {
namespace {

constexpr std::string_view kNotInKeys = " \t:/@[]\"'";

class IniReader {
 public:
  void read(const IniLine& line) {
    const std::string_view body = line.content();
    const std::size_t start = line.indent();
    if (const std::optional<std::size_t> bad = line.first_non_text()) {
      refuse(line, *bad, "a byte that is no text", "the file is UTF-8, without control characters");
    } else if (body.starts_with('[')) {
      read_header(line, body, start);
    } else if (!body.empty()) {
      read_entry(line, body, start);
    }
  }

  [[nodiscard]] IniFile done() && { return std::move(ini_); }

 private:
  IniFile ini_;
  std::map<std::pair<std::string, std::string>, std::size_t> lines_;  // of section and key

  void refuse(const IniLine& line, std::size_t offset, const std::string& what, const char* hint) {
    ini_.problems.push_back(line.error_at(offset, what).with_hint(hint));
  }

  void read_header(const IniLine& line, std::string_view body, std::size_t start) {
    const std::size_t close = body.find(']');
    const bool closed = close + 1 == body.size();
    std::string name(closed ? trimmed(body.substr(1, close - 1)) : std::string_view());
    if (name.empty()) refuse(line, start, "a section that is not of the form [name]", "");
    check_first(line, start, name, "");
    ini_.sections.push_back({std::move(name), line, {}});
  }

  void read_entry(const IniLine& line, std::string_view body, std::size_t start) {
    const std::size_t equals = std::min(body.find('='), body.size());
    const std::string_view key = trimmed(body.substr(0, equals));
    if (key.empty() || equals == body.size() || key.find_first_of(kNotInKeys) != key.npos) {
      const char* hint = start > 0 ? "a value ends with its line and cannot go on on the next one"
                                   : "a line is `key = value`, `[section]`, or a comment after `;`";
      return refuse(line, start, "a line that is not of the form `key = value`", hint);
    }
    if (ini_.sections.empty()) {
      refuse(line, start, "a key before the first section", "begin the file with [migrate]");
      ini_.sections.push_back({"", line, {}});
    }
    IniSection& section = ini_.sections.back();
    check_first(line, start, section.name, std::string(key));
    const std::string_view value = trimmed(body.substr(equals + 1));
    const std::size_t value_start = value.empty() ? body.size() : body.size() - value.size();
    section.entries.push_back(
        {std::string(key), std::string(value), line, start, start + value_start});
  }

  void check_first(const IniLine& line, std::size_t at, const std::string& section,
                   const std::string& key) {
    const auto [first, is_first] = lines_.try_emplace({section, key}, line.number());
    if (is_first || section.empty()) return;
    const std::string what = key.empty() ? "section [" + section + "]" : "key `" + key + "`";
    const std::string hint = "it is already in line " + std::to_string(first->second);
    refuse(line, at, with_password_redacted("repeated " + what), hint.c_str());
  }
};

}  // namespace

const IniSection* IniFile::find(std::string_view name) const noexcept {
  const auto found = std::ranges::find(sections, name, &IniSection::name);
  return found == sections.end() ? nullptr : &*found;
}

IniFile read_ini(std::string_view text, const std::string& file) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  IniReader reader;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t feed = std::min(text.find('\n'), text.size());
    reader.read(IniLine(text.substr(0, feed), file, number));
    text.remove_prefix(std::min(feed + 1, text.size()));
  }
  return std::move(reader).done();
}

}  // namespace migrate
