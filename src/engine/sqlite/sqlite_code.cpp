#include "engine/sqlite/sqlite_code.hpp"

#include <algorithm>
#include <array>

#include <sqlite3.h>

namespace migrate {
namespace {

struct CodeName {
  int code;
  const char* name;
};

// The preprocessor is the only one that knows a constant's name.
#define MIGRATE_CODE(name) /* NOLINT(*-macro-usage) */ \
  CodeName { SQLITE_##name, "SQLITE_" #name }
constexpr std::array kCodeNames{MIGRATE_CODE(OK),
                                MIGRATE_CODE(ERROR),
                                MIGRATE_CODE(INTERNAL),
                                MIGRATE_CODE(PERM),
                                MIGRATE_CODE(ABORT),
                                MIGRATE_CODE(BUSY),
                                MIGRATE_CODE(LOCKED),
                                MIGRATE_CODE(NOMEM),
                                MIGRATE_CODE(READONLY),
                                MIGRATE_CODE(INTERRUPT),
                                MIGRATE_CODE(IOERR),
                                MIGRATE_CODE(CORRUPT),
                                MIGRATE_CODE(NOTFOUND),
                                MIGRATE_CODE(FULL),
                                MIGRATE_CODE(CANTOPEN),
                                MIGRATE_CODE(PROTOCOL),
                                MIGRATE_CODE(EMPTY),
                                MIGRATE_CODE(SCHEMA),
                                MIGRATE_CODE(TOOBIG),
                                MIGRATE_CODE(CONSTRAINT),
                                MIGRATE_CODE(MISMATCH),
                                MIGRATE_CODE(MISUSE),
                                MIGRATE_CODE(NOLFS),
                                MIGRATE_CODE(AUTH),
                                MIGRATE_CODE(FORMAT),
                                MIGRATE_CODE(RANGE),
                                MIGRATE_CODE(NOTADB),
                                MIGRATE_CODE(NOTICE),
                                MIGRATE_CODE(WARNING),
                                MIGRATE_CODE(ERROR_MISSING_COLLSEQ),
                                MIGRATE_CODE(ERROR_RETRY),
                                MIGRATE_CODE(ERROR_SNAPSHOT),
                                MIGRATE_CODE(IOERR_READ),
                                MIGRATE_CODE(IOERR_SHORT_READ),
                                MIGRATE_CODE(IOERR_WRITE),
                                MIGRATE_CODE(IOERR_FSYNC),
                                MIGRATE_CODE(IOERR_DIR_FSYNC),
                                MIGRATE_CODE(IOERR_TRUNCATE),
                                MIGRATE_CODE(IOERR_FSTAT),
                                MIGRATE_CODE(IOERR_UNLOCK),
                                MIGRATE_CODE(IOERR_RDLOCK),
                                MIGRATE_CODE(IOERR_DELETE),
                                MIGRATE_CODE(IOERR_BLOCKED),
                                MIGRATE_CODE(IOERR_NOMEM),
                                MIGRATE_CODE(IOERR_ACCESS),
                                MIGRATE_CODE(IOERR_CHECKRESERVEDLOCK),
                                MIGRATE_CODE(IOERR_LOCK),
                                MIGRATE_CODE(IOERR_CLOSE),
                                MIGRATE_CODE(IOERR_DIR_CLOSE),
                                MIGRATE_CODE(IOERR_SHMOPEN),
                                MIGRATE_CODE(IOERR_SHMSIZE),
                                MIGRATE_CODE(IOERR_SHMLOCK),
                                MIGRATE_CODE(IOERR_SHMMAP),
                                MIGRATE_CODE(IOERR_SEEK),
                                MIGRATE_CODE(IOERR_DELETE_NOENT),
                                MIGRATE_CODE(IOERR_MMAP),
                                MIGRATE_CODE(IOERR_GETTEMPPATH),
                                MIGRATE_CODE(IOERR_CONVPATH),
                                MIGRATE_CODE(IOERR_VNODE),
                                MIGRATE_CODE(IOERR_AUTH),
                                MIGRATE_CODE(IOERR_BEGIN_ATOMIC),
                                MIGRATE_CODE(IOERR_COMMIT_ATOMIC),
                                MIGRATE_CODE(IOERR_ROLLBACK_ATOMIC),
                                MIGRATE_CODE(IOERR_DATA),
                                MIGRATE_CODE(IOERR_CORRUPTFS),
                                MIGRATE_CODE(LOCKED_SHAREDCACHE),
                                MIGRATE_CODE(LOCKED_VTAB),
                                MIGRATE_CODE(BUSY_RECOVERY),
                                MIGRATE_CODE(BUSY_SNAPSHOT),
                                MIGRATE_CODE(BUSY_TIMEOUT),
                                MIGRATE_CODE(CANTOPEN_NOTEMPDIR),
                                MIGRATE_CODE(CANTOPEN_ISDIR),
                                MIGRATE_CODE(CANTOPEN_FULLPATH),
                                MIGRATE_CODE(CANTOPEN_CONVPATH),
                                MIGRATE_CODE(CANTOPEN_DIRTYWAL),
                                MIGRATE_CODE(CANTOPEN_SYMLINK),
                                MIGRATE_CODE(CORRUPT_VTAB),
                                MIGRATE_CODE(CORRUPT_SEQUENCE),
                                MIGRATE_CODE(CORRUPT_INDEX),
                                MIGRATE_CODE(READONLY_RECOVERY),
                                MIGRATE_CODE(READONLY_CANTLOCK),
                                MIGRATE_CODE(READONLY_ROLLBACK),
                                MIGRATE_CODE(READONLY_DBMOVED),
                                MIGRATE_CODE(READONLY_CANTINIT),
                                MIGRATE_CODE(READONLY_DIRECTORY),
                                MIGRATE_CODE(ABORT_ROLLBACK),
                                MIGRATE_CODE(CONSTRAINT_CHECK),
                                MIGRATE_CODE(CONSTRAINT_COMMITHOOK),
                                MIGRATE_CODE(CONSTRAINT_FOREIGNKEY),
                                MIGRATE_CODE(CONSTRAINT_FUNCTION),
                                MIGRATE_CODE(CONSTRAINT_NOTNULL),
                                MIGRATE_CODE(CONSTRAINT_PRIMARYKEY),
                                MIGRATE_CODE(CONSTRAINT_TRIGGER),
                                MIGRATE_CODE(CONSTRAINT_UNIQUE),
                                MIGRATE_CODE(CONSTRAINT_VTAB),
                                MIGRATE_CODE(CONSTRAINT_ROWID),
                                MIGRATE_CODE(CONSTRAINT_PINNED),
                                MIGRATE_CODE(CONSTRAINT_DATATYPE),
                                MIGRATE_CODE(NOTICE_RECOVER_WAL),
                                MIGRATE_CODE(NOTICE_RECOVER_ROLLBACK),
                                MIGRATE_CODE(WARNING_AUTOINDEX),
                                MIGRATE_CODE(AUTH_USER),
                                MIGRATE_CODE(OK_LOAD_PERMANENTLY),
                                MIGRATE_CODE(OK_SYMLINK)};
#undef MIGRATE_CODE

const CodeName* find_code(int code) noexcept {
  const auto* const found = std::ranges::find(kCodeNames, code, &CodeName::code);
  return found == kCodeNames.end() ? nullptr : found;
}

}  // namespace

std::string sqlite_code_name(int code) {
  if (const CodeName* known = find_code(code)) return known->name;
  if (const CodeName* primary = find_code(code & 0xff)) return primary->name;
  return "SQLITE_" + std::to_string(code);
}

}  // namespace migrate
