#pragma once

#include "command/output.hpp"

namespace migrate {

struct ListTemplatesArgs {};

/// Shows the templates that `init -t` knows.
void run_list_templates(const ListTemplatesArgs& args, Output& output);

}  // namespace migrate
