// Runs processes one by one and says how long each took: the same for ours and for the floors.
//
// Reads requests from standard input: a line with the number of fields, then the fields, each ended
// by a NUL: working directory, file for standard input, for standard output, for standard error,
// and the program with its arguments. Answers each with a line: nanoseconds from before the spawn
// to after the wait, exit code (128 and more: a signal), peak memory in KiB, microseconds of
// processor time as a user and in the kernel.
//
// It stays small: a new process begins with the peak memory of the one that spawned it.

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

constexpr std::size_t kProgram = 4;  // the fields before it say where it runs

void check(int error, const std::string& what) {
  if (error != 0) throw std::runtime_error(what + ": " + std::strerror(error));
}

class Actions {
 public:
  Actions() { check(posix_spawn_file_actions_init(&actions_), "posix_spawn"); }
  ~Actions() { posix_spawn_file_actions_destroy(&actions_); }
  Actions(const Actions&) = delete;
  Actions& operator=(const Actions&) = delete;

  void change_directory(const std::string& folder) {
    check(posix_spawn_file_actions_addchdir_np(&actions_, folder.c_str()), folder);
  }
  void open(int descriptor, const std::string& file, int flags) {
    check(posix_spawn_file_actions_addopen(&actions_, descriptor, file.c_str(), flags, 0666), file);
  }
  [[nodiscard]] const posix_spawn_file_actions_t* get() const noexcept { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

long long microseconds(const timeval& time) { return time.tv_sec * 1'000'000LL + time.tv_usec; }

int exit_code(int status) {
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/// Runs one request and answers it.
void run(std::vector<std::string>& fields) {
  Actions actions;
  actions.change_directory(fields[0]);
  actions.open(STDIN_FILENO, fields[1], O_RDONLY);
  actions.open(STDOUT_FILENO, fields[2], O_WRONLY | O_CREAT | O_TRUNC);
  actions.open(STDERR_FILENO, fields[3], O_WRONLY | O_CREAT | O_APPEND);
  std::vector<char*> arguments;
  for (std::size_t at = kProgram; at < fields.size(); ++at) arguments.push_back(fields[at].data());
  arguments.push_back(nullptr);

  pid_t process = 0;
  int status = 0;
  rusage used{};
  const auto began = std::chrono::steady_clock::now();
  check(posix_spawn(&process, arguments[0], actions.get(), nullptr, arguments.data(), environ),
        fields[kProgram]);
  while (wait4(process, &status, 0, &used) < 0) {
    if (errno != EINTR) check(errno, "wait4");
  }
  const std::chrono::nanoseconds took = std::chrono::steady_clock::now() - began;
  std::cout << took.count() << ' ' << exit_code(status) << ' ' << used.ru_maxrss << ' '
            << microseconds(used.ru_utime) << ' ' << microseconds(used.ru_stime) << std::endl;
}

}  // namespace

int main() try {
  std::string line;
  while (std::getline(std::cin, line)) {
    std::vector<std::string> fields(std::stoul(line));
    for (std::string& field : fields) std::getline(std::cin, field, '\0');
    if (fields.size() <= kProgram || !std::cin) throw std::runtime_error("a request is cut off");
    run(fields);
  }
} catch (const std::exception& error) {
  std::fprintf(stderr, "process_timer: %s\n", error.what());
  return 1;
}
