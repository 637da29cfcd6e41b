#include "support/cutting_proxy.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <deque>
#include <list>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

#include "support/protocol_stream.hpp"

namespace migrate {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

class Socket {
 public:
  explicit Socket(int number) : number_(number) {
    if (number_ < 0) throw std::runtime_error(std::string("a socket: ") + std::strerror(errno));
  }
  ~Socket() { close(number_); }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  [[nodiscard]] int number() const noexcept { return number_; }
  void be_prompt() const {
    fcntl(number_, F_SETFL, O_NONBLOCK);
    const int yes = 1;  // fails on a Unix socket, which needs it not
    setsockopt(number_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  }

 private:
  int number_;
};

void check(int result, const char* what) {
  if (result != 0) throw std::runtime_error(std::string(what) + ": " + std::strerror(errno));
}

template <typename Address>
sockaddr* generic(Address& address) {
  return reinterpret_cast<sockaddr*>(&address);  // NOLINT(*-reinterpret-cast)
}

int connected_to(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) throw std::runtime_error("too long: " + path);
  path.copy(address.sun_path, path.size());
  const int number = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (number >= 0 && connect(number, generic(address), sizeof address) != 0) {
    close(number);
    return -1;
  }
  return number;
}

enum class Toward { server, client };

/// One direction of a connection.
struct Flow {
  struct Waiting {
    Clock::time_point due;
    std::string bytes;
  };

  Flow(const Socket& source, const Socket& target, ProtocolStream::Next next)
      : from(source), to(target), stream(next) {}

  const Socket& from;
  const Socket& to;
  ProtocolStream stream;
  std::deque<Waiting> waiting;

  /// False when the peer has gone.
  bool receive() {
    std::array<char, 65536> bytes{};
    const ssize_t count = recv(from.number(), bytes.data(), bytes.size(), 0);
    if (count <= 0) return count < 0 && (errno == EAGAIN || errno == EINTR);
    stream.append({bytes.data(), static_cast<std::size_t>(count)});
    return true;
  }

  /// Hands on what is due and what the peer takes. False when it has gone.
  bool send_due() {
    while (!waiting.empty() && waiting.front().due <= Clock::now()) {
      std::string& bytes = waiting.front().bytes;
      const ssize_t count = send(to.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (count < 0) return errno == EAGAIN || errno == EINTR;
      bytes.erase(0, static_cast<std::size_t>(count));
      if (bytes.empty()) waiting.pop_front();
    }
    return true;
  }
};

enum class State {
  open,
  left,   // by a peer: what it had sent is still handed on
  cut,    // nothing more is taken; what was taken is still handed on
  ended,  // nothing is left to hand on
};

struct Session {
  Session(int client_socket, const std::string& path)
      : client(client_socket), server(connected_to(path)) {
    client.be_prompt();
    server.be_prompt();
  }

  Socket client;
  Socket server;
  Flow up{client, server, ProtocolStream::Next::opening};
  Flow down{server, client, ProtocolStream::Next::typed};
  Toward last = Toward::client;
  State state = State::open;

  [[nodiscard]] Flow& flow(Toward toward) { return toward == Toward::server ? up : down; }
  [[nodiscard]] bool takes() const { return state == State::open || state == State::left; }
  [[nodiscard]] bool is_drained() const { return up.waiting.empty() && down.waiting.empty(); }
};

/// When to cut: after so many more of something.
struct Fuse {
  std::size_t left = 0;
  CutReach reach = CutReach::one;
};

}  // namespace

class CuttingProxy::Relay {
 public:
  explicit Relay(std::string server)
      : server_(std::move(server)),
        listener_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)),
        wake_([] {
          std::array<int, 2> ends{};
          check(pipe(ends.data()), "pipe");
          return ends;
        }()) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    listener_.be_prompt();
    check(bind(listener_.number(), generic(address), sizeof address), "bind");
    check(listen(listener_.number(), SOMAXCONN), "listen");
    socklen_t size = sizeof address;
    check(getsockname(listener_.number(), generic(address), &size), "getsockname");
    port_ = ntohs(address.sin_port);
  }
  ~Relay() {
    close(wake_[0]);
    close(wake_[1]);
  }
  Relay(const Relay&) = delete;
  Relay& operator=(const Relay&) = delete;

  [[nodiscard]] int port() const noexcept { return port_; }

  void wake() const noexcept {
    [[maybe_unused]] const ssize_t written = write(wake_[1], "w", 1);  // an empty pipe takes it
  }

  template <typename Change>
  void change(Change apply) {
    const std::lock_guard guard(mutex_);
    apply(*this);
  }

  [[nodiscard]] Traffic traffic() const {
    const std::lock_guard guard(mutex_);
    return traffic_;
  }

  void work(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      const Clock::time_point now = Clock::now();
      std::vector<pollfd> watched = to_watch(now);
      ::poll(watched.data(), watched.size(), time_to_next(now));
      const std::lock_guard guard(mutex_);
      if (watched[1].revents != 0) accept_one();
      for (Session& session : sessions_) serve(session);
      sessions_.remove_if([](const Session& session) { return session.state == State::ended; });
    }
  }

  std::optional<Fuse> messages;
  std::optional<Fuse> bytes;
  milliseconds delay{0};

 private:
  std::string server_;
  Socket listener_;
  std::array<int, 2> wake_;
  int port_ = 0;
  mutable std::mutex mutex_;
  std::list<Session> sessions_;
  Traffic traffic_;

  [[nodiscard]] std::vector<pollfd> to_watch(Clock::time_point now) const {
    std::vector<pollfd> watched{{wake_[0], POLLIN, 0}, {listener_.number(), POLLIN, 0}};
    for (const Session& session : sessions_) {
      const auto watch = [&](const Socket& socket, const Flow& flow) {
        const bool due = !flow.waiting.empty() && flow.waiting.front().due <= now;
        const int events = (session.state == State::open ? POLLIN : 0) | (due ? POLLOUT : 0);
        if (events != 0) watched.push_back({socket.number(), static_cast<short>(events), 0});
      };
      watch(session.client, session.down);
      watch(session.server, session.up);
    }
    return watched;
  }

  /// In milliseconds, as poll wants it; -1 when nothing is held back.
  [[nodiscard]] int time_to_next(Clock::time_point now) const {
    std::optional<Clock::time_point> next;
    for (const Session& session : sessions_) {
      for (const Flow* flow : {&session.up, &session.down}) {
        if (flow->waiting.empty() || flow->waiting.front().due <= now) continue;
        next = std::min(next.value_or(flow->waiting.front().due), flow->waiting.front().due);
      }
    }
    return next ? static_cast<int>(std::chrono::ceil<milliseconds>(*next - now).count()) : -1;
  }

  void accept_one() {
    const int client = accept4(listener_.number(), nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) return;
    ++traffic_.connections;
    try {
      sessions_.emplace_back(client, server_);
    } catch (const std::runtime_error&) {
      // The server is not there, and the client sees it: its socket went with the Session.
    }
  }

  void serve(Session& session) {
    for (const Toward toward : {Toward::server, Toward::client}) {
      if (session.state == State::open && !session.flow(toward).receive()) {
        session.state = State::left;
      }
      take_messages(session, toward);
    }
    const bool taken = session.up.send_due() && session.down.send_due();
    const bool done = session.state != State::open && session.is_drained();
    if (!taken || done) session.state = State::ended;
  }

  void take_messages(Session& session, Toward toward) {
    Flow& flow = session.flow(toward);
    while (session.takes()) {
      std::string message = flow.stream.take();
      if (message.empty()) return;
      if (flow.stream.next() != ProtocolStream::Next::typed) {
        follow_opening(session, toward, message);
      }
      pass_on(session, toward, std::move(message));
    }
  }

  /// Keeps both directions at the same point of how a session begins.
  static void follow_opening(Session& session, Toward toward, std::string_view message) {
    if (toward == Toward::client) {
      session.down.stream.expect(ProtocolStream::Next::typed);
    } else if (ProtocolStream::asks_for_encryption(message)) {
      session.down.stream.expect(ProtocolStream::Next::answer);
    } else {
      session.up.stream.expect(ProtocolStream::Next::typed);
    }
  }

  void pass_on(Session& session, Toward toward, std::string message) {
    if (bytes) message.resize(std::min(message.size(), bytes->left));
    const std::size_t size = message.size();
    count(session, toward, message);
    session.flow(toward).waiting.push_back({Clock::now() + delay, std::move(message)});
    burn(bytes, size, session);
    burn(messages, 1, session);
  }

  void count(Session& session, Toward toward, const std::string& message) {
    const bool is_goodbye = toward == Toward::server && message.starts_with('X');
    traffic_.bytes += message.size();
    ++(toward == Toward::server ? traffic_.to_server : traffic_.to_client);
    if (is_goodbye) return;
    if (toward == Toward::server && session.last == Toward::client) ++traffic_.round_trips;
    session.last = toward;
  }

  /// Cuts when the fuse has burnt down.
  void burn(std::optional<Fuse>& fuse, std::size_t amount, Session& session) {
    if (!fuse) return;
    fuse->left -= std::min(amount, fuse->left);
    if (fuse->left > 0) return;
    const CutReach reach = fuse->reach;
    fuse.reset();
    for (Session& other : sessions_) {
      if (reach == CutReach::one && &other != &session) continue;
      other.state = State::cut;
      ++traffic_.cuts;
    }
  }
};

CuttingProxy::CuttingProxy(std::string server)
    : relay_(std::make_unique<Relay>(std::move(server))),
      thread_([this](const std::stop_token& stop) { relay_->work(stop); }) {}

CuttingProxy::~CuttingProxy() {
  thread_.request_stop();
  relay_->wake();
}

std::string CuttingProxy::uri(const std::string& database) const {
  return "postgresql://127.0.0.1:" + std::to_string(relay_->port()) + "/" + database +
         "?user=postgres&sslmode=disable&gssencmode=disable";
}

void CuttingProxy::cut_after_messages(std::size_t count, CutReach reach) {
  relay_->change([&](Relay& relay) { relay.messages = Fuse{count, reach}; });
}

void CuttingProxy::cut_after_bytes(std::size_t count, CutReach reach) {
  relay_->change([&](Relay& relay) { relay.bytes = Fuse{count, reach}; });
}

void CuttingProxy::delay(milliseconds each_way) {
  relay_->change([&](Relay& relay) { relay.delay = each_way; });
}

Traffic CuttingProxy::traffic() const { return relay_->traffic(); }

}  // namespace migrate
