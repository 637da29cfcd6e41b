#pragma once

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <functional>
#include <stdexcept>
#include <string>

namespace migrate {

/// Bytes from a child to its parent, or back.
class Pipe {
 public:
  Pipe() {
    if (pipe(ends_.data()) != 0) throw std::runtime_error("pipe failed");
  }
  ~Pipe() {
    close(ends_[0]);
    close(ends_[1]);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  void send(char byte) const {
    if (write(ends_[1], &byte, 1) != 1) throw std::runtime_error("cannot write to a pipe");
  }
  [[nodiscard]] char receive() const {
    char byte = '\0';
    return read(ends_[0], &byte, 1) == 1 ? byte : '\0';
  }

 private:
  std::array<int, 2> ends_{};
};

/// A forked copy of this process that runs `body` and goes without cleaning up.
class Child {
 public:
  explicit Child(const std::function<void()>& body) : pid_(fork()) {
    if (pid_ != 0) return;
    body();
    _exit(0);
  }
  ~Child() {
    if (pid_ > 0) kill_now();
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  /// Its number, as text.
  [[nodiscard]] std::string process() const { return std::to_string(pid_); }

  void kill_now() {
    kill(pid_, SIGKILL);
    join();
  }
  void join() {
    waitpid(pid_, nullptr, 0);
    pid_ = -1;
  }

 private:
  pid_t pid_;
};

}  // namespace migrate
