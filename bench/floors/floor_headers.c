// The floor of `heads`, `check` and `history`: opens and reads each file's header.
//
//   floor_headers FOLDER

#include <stdio.h>

#include "read_headers.h"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const long count = read_headers(argv[1]);
  if (count < 0) perror(argv[1]);
  if (count > 0) printf("%ld\n", count);
  return count > 0 ? 0 : 1;
}
