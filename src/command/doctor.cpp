#include "command/doctor.hpp"

#include <chrono>

#include <fmt/format.h>

#include "runtime/examination.hpp"

namespace migrate {

void run_doctor(const DoctorArgs& /*args*/, const Surroundings& with) {
  const Examination found =
      examine(with.load_config, std::chrono::system_clock::now(), with.output, with.stop());
  with.output.examined(found);
  const std::size_t failures = found.count(Finding::Grade::failure);
  if (failures == 0) return;
  throw Error(Fault::verification,
              fmt::format("{} wrong",
                          failures == 1 ? "1 thing is" : fmt::format("{} things are", failures)))
      .with_hint("what to do about it stands under each line that begins with FAIL");
}

}  // namespace migrate
