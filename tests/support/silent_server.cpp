#include "support/silent_server.hpp"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <stdexcept>
#include <utility>

namespace migrate {
namespace {

template <typename Address>
sockaddr* generic(Address& address) {
  return reinterpret_cast<sockaddr*>(&address);  // NOLINT(*-reinterpret-cast)
}

/// A message of PostgreSQL's protocol: its type, its length, what it holds.
std::string message(char type, std::string_view holds) {
  const auto length = static_cast<char>(holds.size() + 4);  // all of ours are short
  return std::string{type, '\0', '\0', '\0', length} + std::string(holds);
}

/// How every request to cancel begins: its length and its code.
constexpr std::string_view kCancelRequest("\0\0\0\x10\x04\xd2\x16\x2e", 8);

}  // namespace

SilentServer::SilentServer(std::string says)
    : says_(std::move(says)), listener_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (bind(listener_, generic(address), size) != 0 || listen(listener_, SOMAXCONN) != 0 ||
      getsockname(listener_, generic(address), &size) != 0) {
    close(listener_);
    throw std::runtime_error("cannot listen");
  }
  port_ = ntohs(address.sin_port);
  thread_ = std::jthread([this] { work(); });
}

SilentServer::~SilentServer() {
  shutdown(listener_, SHUT_RDWR);  // which wakes the thread
  thread_.join();
  for (const int client : clients_) close(client);
  for (const int client : answered_) close(client);
  close(listener_);
}

std::string SilentServer::greeting() {
  using namespace std::string_view_literals;
  return message('R', "\0\0\0\0"sv) +
         message('S',
                 "server_version\0"
                 "15.0\0"sv) +
         message('S', "client_encoding\0UTF8\0"sv) + message('K', "\0\0\0\1\0\0\0\1"sv) +
         message('Z', "I"sv);
}

std::string SilentServer::place() const { return "127.0.0.1:" + std::to_string(port_); }

std::string SilentServer::uri(std::string_view more) const {
  return "postgresql://u:secret@" + place() + "/d?sslmode=disable&gssencmode=disable" +
         std::string(more);
}

void SilentServer::work() {
  while (true) {
    std::vector<pollfd> watched{{listener_, POLLIN, 0}};
    for (const int client : clients_) watched.push_back({client, POLLIN, 0});
    poll(watched.data(), watched.size(), -1);
    for (std::size_t i = 1; i < watched.size(); ++i) {
      if (watched[i].revents != 0) answer(watched[i].fd);
    }
    if (watched[0].revents == 0) continue;
    const int client = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) return;
    clients_.push_back(client);
  }
}

void SilentServer::answer(int client) {
  std::erase(clients_, client);
  answered_.push_back(client);
  std::array<char, kCancelRequest.size()> opening{};
  const ssize_t count = recv(client, opening.data(), opening.size(), MSG_WAITALL);
  if (count != static_cast<ssize_t>(opening.size())) return;
  if (std::string_view(opening.data(), opening.size()) == kCancelRequest) return;
  send(client, says_.data(), says_.size(), MSG_NOSIGNAL);
  has_client_ = true;
  has_client_.notify_all();
}

}  // namespace migrate
