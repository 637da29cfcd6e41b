#pragma once

#include <atomic>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace migrate {

/// Lets clients in, on a port of the loopback that the kernel chooses; says one thing to each that
/// opens a session, and never a word again, nor to who asks to cancel something.
class SilentServer {
 public:
  /// Throws std::runtime_error.
  explicit SilentServer(std::string says = {});
  ~SilentServer();
  SilentServer(const SilentServer&) = delete;
  SilentServer& operator=(const SilentServer&) = delete;

  /// What a PostgreSQL server says to a client that it lets in.
  [[nodiscard]] static std::string greeting();

  /// "127.0.0.1:40123"
  [[nodiscard]] std::string place() const;
  /// The address of a database there; `more` is for the end of it, such as "&connect_timeout=1".
  [[nodiscard]] std::string uri(std::string_view more = {}) const;
  /// Comes back when a client has opened a session.
  void wait_for_client() const { has_client_.wait(false); }

 private:
  std::string says_;
  int listener_;
  int port_ = 0;
  std::vector<int> clients_;   // of the thread
  std::vector<int> answered_;  // likewise
  std::atomic<bool> has_client_{false};
  std::jthread thread_;

  void work();
  void answer(int client);
};

}  // namespace migrate
