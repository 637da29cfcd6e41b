#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <thread>

namespace migrate {

/// Whose connection a cut takes.
enum class CutReach {
  one,  ///< the one that carried the last message
  all,  ///< every one that is open: the network went
};

/// What went through a proxy, over all of its connections.
struct Traffic {
  std::size_t connections = 0;
  std::size_t to_server = 0;  ///< messages of PostgreSQL's protocol
  std::size_t to_client = 0;  ///< the same
  std::size_t bytes = 0;      ///< in both directions
  /// How often a client spoke first, or after the server had answered; but for its goodbye, for
  /// which nobody waits.
  std::size_t round_trips = 0;
  std::size_t cuts = 0;  ///< connections that the proxy has cut

  [[nodiscard]] std::size_t messages() const noexcept { return to_server + to_client; }
};

/// Stands between clients and a PostgreSQL server, on a port of the loopback that the kernel
/// chooses, and works on a thread of its own. It hands on whole messages of the protocol, counts
/// them, delays them, and cuts connections between or inside of two of them. Encrypted connections
/// it cannot read. A cut happens once; connections that are made after it are served.
class CuttingProxy {
 public:
  /// `server` is the path of the server's Unix socket. Throws std::runtime_error.
  explicit CuttingProxy(std::string server);
  ~CuttingProxy();
  CuttingProxy(const CuttingProxy&) = delete;
  CuttingProxy& operator=(const CuttingProxy&) = delete;

  /// The address of a database behind it.
  [[nodiscard]] std::string uri(const std::string& database) const;

  /// Cuts once `count` more messages (1 at the least) went through, in whichever direction.
  void cut_after_messages(std::size_t count, CutReach reach = CutReach::one);

  /// Cuts once `count` more bytes went through, in the middle of a message as well.
  void cut_after_bytes(std::size_t count, CutReach reach = CutReach::one);

  /// Holds every message back for this long, in each direction.
  void delay(std::chrono::milliseconds each_way);

  [[nodiscard]] Traffic traffic() const;

 private:
  class Relay;
  std::unique_ptr<Relay> relay_;
  std::jthread thread_;  // last: it ends before what it works on goes
};

}  // namespace migrate
