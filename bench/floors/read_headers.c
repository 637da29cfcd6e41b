#define _GNU_SOURCE

#include "read_headers.h"

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { kBlock = 4096 };  // what migrate reads of a file, too

static int is_revision(const char* name) {
  const size_t size = strlen(name);
  return name[0] != '.' && size > 4 && memcmp(name + size - 4, ".sql", 4) == 0;
}

/// 1 when the header ends in the file's first block, 0 when not, -1 when it cannot be read.
static int read_header(int folder, const char* name) {
  static const char marker[] = "\n-- migrate:";
  char block[kBlock];
  const int file = openat(folder, name, O_RDONLY | O_CLOEXEC);
  if (file < 0) return -1;
  const ssize_t size = read(file, block, sizeof block);
  close(file);
  if (size < 0) return -1;
  return memmem(block, (size_t)size, marker, sizeof marker - 1) != NULL;
}

long read_headers(const char* folder) {
  long count = 0;
  DIR* const entries = opendir(folder);
  if (entries == NULL) return -1;
  for (const struct dirent* entry = readdir(entries); entry != NULL; entry = readdir(entries)) {
    if (!is_revision(entry->d_name)) continue;
    const int found = read_header(dirfd(entries), entry->d_name);
    if (found < 0) return -1;
    count += found;
  }
  closedir(entries);
  return count;
}
