#pragma once

#include <string>

namespace migrate {

/// The operating system's user that this process runs as; its number when it has no name. Not from
/// the environment, which a library does not read, and which may say anything.
[[nodiscard]] std::string system_user();

/// The name of the machine; empty when the system does not tell.
[[nodiscard]] std::string host_name();

/// The number of this process; another one in a forked child.
[[nodiscard]] std::string process_number();

}  // namespace migrate
