#pragma once

#include <string>

namespace migrate {

/// The name of the version table, unquoted. An empty schema means: where the engine finds it.
struct TableName {
  std::string schema;
  std::string name;

  bool operator==(const TableName&) const = default;
};

}  // namespace migrate
