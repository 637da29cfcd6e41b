#pragma once

#include "migrate/error.hpp"     // IWYU pragma: export
#include "migrate/events.hpp"    // IWYU pragma: export
#include "migrate/migrator.hpp"  // IWYU pragma: export
#include "migrate/observer.hpp"  // IWYU pragma: export
#include "migrate/options.hpp"   // IWYU pragma: export
#include "migrate/report.hpp"    // IWYU pragma: export
#include "migrate/version.hpp"   // IWYU pragma: export
