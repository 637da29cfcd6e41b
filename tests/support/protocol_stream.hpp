#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace migrate {

/// Cuts one direction of a connection of PostgreSQL's protocol (3.0) into its messages.
class ProtocolStream {
 public:
  enum class Next {
    opening,  ///< of a client: a length and no type; a request for encryption or for the session
    answer,   ///< of a server: one byte, to a request for encryption
    typed,    ///< a type and a length
  };

  explicit ProtocolStream(Next next) : next_(next) {}

  void append(std::string_view bytes) { bytes_ += bytes; }
  void expect(Next next) noexcept { next_ = next; }

  /// Takes the next whole message; empty when it is not there yet.
  [[nodiscard]] std::string take() {
    const std::size_t size = size_of_next();
    if (size == 0 || bytes_.size() < size) return {};
    std::string message = bytes_.substr(0, size);
    bytes_.erase(0, size);
    return message;
  }

  [[nodiscard]] Next next() const noexcept { return next_; }

  /// Whether an opening asks for encryption, which the server answers with one byte.
  [[nodiscard]] static bool asks_for_encryption(std::string_view opening) {
    constexpr std::size_t kSsl = 80877103;
    constexpr std::size_t kGss = 80877104;
    return opening.size() == 8 && (number(opening, 4) == kSsl || number(opening, 4) == kGss);
  }

 private:
  std::string bytes_;
  Next next_;

  [[nodiscard]] std::size_t size_of_next() const {
    if (next_ == Next::answer) return 1;
    const std::size_t type = next_ == Next::typed ? 1 : 0;
    return bytes_.size() < type + 4 ? 0 : type + number(bytes_, type);
  }

  [[nodiscard]] static std::size_t number(std::string_view bytes, std::size_t at) {
    std::size_t value = 0;
    for (const char byte : bytes.substr(at, 4))
      value = value << 8U | static_cast<unsigned char>(byte);
    return value;
  }
};

}  // namespace migrate
