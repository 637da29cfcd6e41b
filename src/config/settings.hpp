#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.hpp"
#include "config/ini.hpp"

namespace migrate {

/// Whether a database's section can have the key.
[[nodiscard]] bool is_setting(std::string_view key) noexcept;

/// An Error for every key of the section that is no setting, with the nearest one that is.
[[nodiscard]] std::vector<Error> unknown_settings(const IniSection& section);

/// Takes all settings of a section over into `config` but the URL, which the environment or a flag
/// can beat. Relative paths count from `here`, which is also what `%(here)s` stands for. Gives an
/// Error for every value that cannot be used.
[[nodiscard]] std::vector<Error> read_settings(const IniSection& section,
                                               const std::filesystem::path& here, Config& config);

/// `value` with the folder in the place of every `%(here)s`. All else is kept as it is.
[[nodiscard]] std::string interpolated(std::string_view value, const std::string& here);

}  // namespace migrate
