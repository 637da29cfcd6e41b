#pragma once

#include "runtime/prepared_plan.hpp"

namespace migrate {

/// Makes sure that the history can keep the files of a plan, the sections included that the plan
/// does not run and nobody has judged. Throws Error (Fault::revision) for every file that holds a
/// NUL byte, or that is not UTF-8. Without a history nothing is looked at.
void require_texts_that_can_be_kept(const PreparedPlan& plan);

}  // namespace migrate
