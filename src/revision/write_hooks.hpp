#pragma once

#include <filesystem>
#include <span>
#include <string>

namespace migrate {

/// A command run on each new revision file.
struct WriteHook {
  std::string name;
  std::string command;  ///< run by /bin/sh; {path} stands for the file, quoted for the shell
};

/// Runs each hook in turn, with its standard output joined to standard error. Throws Error
/// (Fault::file) that names the hook and its exit code and says that the file stays.
void run_write_hooks(std::span<const WriteHook> hooks, const std::filesystem::path& file);

/// A path as one word for /bin/sh; one that starts with a dash is no option.
[[nodiscard]] std::string shell_quoted(std::string path);

}  // namespace migrate
