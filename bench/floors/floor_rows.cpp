// The floor of `upgrade head` with nothing to do: reads the headers and selects the version rows.
//
//   floor_rows FOLDER SQLITE_DATABASE

#include <cstdio>
#include <string>

#include <sqlite3.h>

#include "read_headers.h"

namespace {

int print_row(void* /*unused*/, int /*columns*/, char** values, char** /*names*/) {
  return std::puts(values[0]) < 0 ? 1 : 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  if (read_headers(argv[1]) <= 0) return 1;
  sqlite3* database = nullptr;
  int code = sqlite3_open_v2(argv[2], &database, SQLITE_OPEN_READWRITE, nullptr);
  if (code == SQLITE_OK) {
    code = sqlite3_exec(database, "SELECT version_num FROM migrate_version", print_row, nullptr,
                        nullptr);
  }
  if (code != SQLITE_OK) std::fprintf(stderr, "%s: %s\n", argv[2], sqlite3_errmsg(database));
  sqlite3_close(database);
  return code == SQLITE_OK ? 0 : 1;
}
