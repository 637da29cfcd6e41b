#include "revision/write_hooks.hpp"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <string_view>
#include <system_error>

#include <fmt/format.h>

#include "migrate/error.hpp"

namespace migrate {
namespace {

constexpr std::string_view kPath = "{path}";

std::string with_path(std::string_view command, const std::string& quoted) {
  std::string result;
  for (std::size_t at = command.find(kPath); at != std::string_view::npos;
       at = command.find(kPath)) {
    result.append(command.substr(0, at)).append(quoted);
    command.remove_prefix(at + kPath.size());
  }
  return result.append(command);
}

[[noreturn]] void fail(const WriteHook& hook, const std::filesystem::path& file,
                       const std::string& what) {
  throw Error(Fault::file,
              fmt::format("the post-write hook `{}` {}: {}", hook.name, what, hook.command))
      .with_hint(
          fmt::format("{} was written and stays; mend the command in [post_write_hooks] and run "
                      "it by hand",
                      file.string()));
}

/// How a hook's process starts: its output joined to standard error, which keeps data on standard
/// output apart; no signal blocked, and SIGPIPE not ignored even if this program ignores it.
class SpawnSettings {
 public:
  SpawnSettings() {
    ::posix_spawn_file_actions_init(&actions_);
    ::posix_spawnattr_init(&attributes_);
    ::posix_spawn_file_actions_adddup2(&actions_, STDERR_FILENO, STDOUT_FILENO);
    sigset_t none;
    sigemptyset(&none);
    ::posix_spawnattr_setsigmask(&attributes_, &none);
    sigset_t defaults = none;
    sigaddset(&defaults, SIGPIPE);
    ::posix_spawnattr_setsigdefault(&attributes_, &defaults);
    ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  ~SpawnSettings() {
    ::posix_spawn_file_actions_destroy(&actions_);
    ::posix_spawnattr_destroy(&attributes_);
  }
  SpawnSettings(const SpawnSettings&) = delete;
  SpawnSettings& operator=(const SpawnSettings&) = delete;

  [[nodiscard]] const posix_spawn_file_actions_t* actions() const noexcept { return &actions_; }
  [[nodiscard]] const posix_spawnattr_t* attributes() const noexcept { return &attributes_; }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

/// Runs a command and waits for it. Gives waitpid's status.
int run(const WriteHook& hook, const std::filesystem::path& file) {
  std::string shell = "sh";
  std::string option = "-c";
  std::string command = with_path(hook.command, shell_quoted(file.string()));
  const std::array<char*, 4> arguments{shell.data(), option.data(), command.data(), nullptr};
  const SpawnSettings settings;
  pid_t process = 0;
  const int error = ::posix_spawn(&process, "/bin/sh", settings.actions(), settings.attributes(),
                                  arguments.data(), ::environ);
  if (error != 0) {
    fail(hook, file, "could not be started: " + std::generic_category().message(error));
  }
  int status = 0;
  while (::waitpid(process, &status, 0) < 0) {
    if (errno != EINTR) {
      fail(hook, file, "could not be waited for: " + std::generic_category().message(errno));
    }
  }
  return status;
}

}  // namespace

std::string shell_quoted(std::string path) {
  if (path.starts_with('-')) path.insert(0, "./");
  std::string quoted = "'";  // only a single quote ends them
  for (const char c : path) {
    if (c == '\'') {
      quoted += "'\\''";
    } else {
      quoted += c;
    }
  }
  return quoted + "'";
}

void run_write_hooks(std::span<const WriteHook> hooks, const std::filesystem::path& file) {
  for (const WriteHook& hook : hooks) {
    const int status = run(hook, file);
    if (WIFSIGNALED(status)) {
      fail(hook, file,
           fmt::format("was killed by signal {} ({})", WTERMSIG(status),
                       ::strsignal(WTERMSIG(status))));
    }
    const int code = WEXITSTATUS(status);
    if (code == 127) fail(hook, file, "failed with exit code 127 (command not found)");
    if (code != 0) fail(hook, file, fmt::format("failed with exit code {}", code));
  }
}

}  // namespace migrate
