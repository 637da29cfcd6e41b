#pragma once

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Opens each `*.sql` file of a folder, reads one block up to its first marker, and closes it. How
/// many files have one; -1, errno set, when something cannot be read.
long read_headers(const char* folder);

#ifdef __cplusplus
}
#endif
