#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace migrate {

/// The whole content of a file. Throws Error (Fault::file) that names it: missing, unreadable, or
/// not a regular file.
[[nodiscard]] std::string read_file(const std::filesystem::path& path);

/// Writes a new file whole: into a temporary file beside it, flushed to disk, then linked to its
/// name. Throws Error (Fault::file) when it exists already or cannot be written; then nothing is
/// left.
void write_new_file(const std::filesystem::path& path, std::string_view content);

/// As write_new_file, but takes the place of an existing file at once.
void replace_file(const std::filesystem::path& path, std::string_view content);

}  // namespace migrate
