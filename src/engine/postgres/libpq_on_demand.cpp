// What the program links in the place of libpq: each function loads libpq when the first of them is
// called, and goes on there. libpq brings twenty libraries with it (TLS, Kerberos, LDAP), which
// take longer to load than most commands need; who uses SQLite only needs none of them. A function
// that is missing here, as a later libpqxx may need one more, is missed by the linker.

#include <dlfcn.h>

#include <cstddef>
#include <cstdio>
#include <string>

#include <libpq-fe.h>

#include "migrate/error.hpp"

namespace {

constexpr const char* kLibrary = "libpq.so.5";

/// What dlopen or dlsym gave, or why it gave nothing.
struct Loaded {
  void* address;
  std::string why_not = address == nullptr ? dlerror() : "";

  [[nodiscard]] void* value() const {
    if (address != nullptr) return address;
    throw migrate::Error(migrate::Fault::database,
                         "PostgreSQL's client library cannot be loaded: " + why_not)
        .with_hint("install libpq: libpq5 on Debian, libpq on others");
  }
};

/// libpq, which stays loaded: it is used until the program ends.
void* library() {
  static const Loaded loaded{dlopen(kLibrary, RTLD_LAZY | RTLD_LOCAL)};
  return loaded.value();
}

template <typename Function>
Function* function_named(const char* name) {
  void* const address = Loaded{dlsym(library(), name)}.value();
  return reinterpret_cast<Function*>(address);  // NOLINT(*-reinterpret-cast): what dlsym is for
}

}  // namespace

// NOLINTBEGIN(*-macro-usage, bugprone-macro-parentheses): a name to define and to look for
#define FORWARD(result, name, parameters, arguments)                     \
  extern "C" result name parameters {                                    \
    static auto* const function = function_named<decltype(name)>(#name); \
    return function arguments;                                           \
  }
// NOLINTEND(*-macro-usage, bugprone-macro-parentheses)

// clang-format takes what it finds in a macro's parentheses for expressions.
// clang-format off
FORWARD(int, PQbackendPID, (const PGconn* conn), (conn))
FORWARD(int, PQcancel, (PGcancel* cancel, char* errbuf, int errbufsize),
        (cancel, errbuf, errbufsize))
FORWARD(void, PQclear, (PGresult* res), (res))
FORWARD(int, PQclientEncoding, (const PGconn* conn), (conn))
FORWARD(char*, PQcmdStatus, (PGresult* res), (res))
FORWARD(char*, PQcmdTuples, (PGresult* res), (res))
FORWARD(PostgresPollingStatusType, PQconnectPoll, (PGconn* conn), (conn))
FORWARD(PGconn*, PQconnectStart, (const char* conninfo), (conninfo))
FORWARD(PGconn*, PQconnectStartParams,
        (const char* const* keywords, const char* const* values, int expand_dbname),
        (keywords, values, expand_dbname))
FORWARD(PGconn*, PQconnectdb, (const char* conninfo), (conninfo))
FORWARD(PGconn*, PQconnectdbParams,
        (const char* const* keywords, const char* const* values, int expand_dbname),
        (keywords, values, expand_dbname))
FORWARD(PQconninfoOption*, PQconninfo, (PGconn* conn), (conn))
FORWARD(void, PQconninfoFree, (PQconninfoOption* connOptions), (connOptions))
FORWARD(PQconninfoOption*, PQconninfoParse, (const char* conninfo, char** errmsg),
        (conninfo, errmsg))
FORWARD(int, PQconsumeInput, (PGconn* conn), (conn))
FORWARD(char*, PQdb, (const PGconn* conn), (conn))
FORWARD(char*, PQencryptPassword, (const char* passwd, const char* user), (passwd, user))
FORWARD(int, PQendcopy, (PGconn* conn), (conn))
FORWARD(char*, PQerrorMessage, (const PGconn* conn), (conn))
FORWARD(unsigned char*, PQescapeByteaConn,
        (PGconn* conn, const unsigned char* from, size_t from_length, size_t* to_length),
        (conn, from, from_length, to_length))
FORWARD(char*, PQescapeIdentifier, (PGconn* conn, const char* str, size_t len), (conn, str, len))
FORWARD(size_t, PQescapeStringConn,
        (PGconn* conn, char* to, const char* from, size_t length, int* error),
        (conn, to, from, length, error))
FORWARD(PGresult*, PQexec, (PGconn* conn, const char* query), (conn, query))
FORWARD(PGresult*, PQexecParams,
        (PGconn* conn, const char* command, int nParams, const Oid* paramTypes,
         const char* const* paramValues, const int* paramLengths, const int* paramFormats,
         int resultFormat),
        (conn, command, nParams, paramTypes, paramValues, paramLengths, paramFormats, resultFormat))
FORWARD(PGresult*, PQexecPrepared,
        (PGconn* conn, const char* stmtName, int nParams, const char* const* paramValues,
         const int* paramLengths, const int* paramFormats, int resultFormat),
        (conn, stmtName, nParams, paramValues, paramLengths, paramFormats, resultFormat))
FORWARD(void, PQfinish, (PGconn* conn), (conn))
FORWARD(int, PQfmod, (const PGresult* res, int field_num), (res, field_num))
FORWARD(char*, PQfname, (const PGresult* res, int field_num), (res, field_num))
FORWARD(int, PQfnumber, (const PGresult* res, const char* field_name), (res, field_name))
FORWARD(void, PQfreeCancel, (PGcancel* cancel), (cancel))
FORWARD(void, PQfreemem, (void* ptr), (ptr))
FORWARD(Oid, PQftable, (const PGresult* res, int field_num), (res, field_num))
FORWARD(int, PQftablecol, (const PGresult* res, int field_num), (res, field_num))
FORWARD(Oid, PQftype, (const PGresult* res, int field_num), (res, field_num))
FORWARD(PGcancel*, PQgetCancel, (PGconn* conn), (conn))
FORWARD(int, PQgetCopyData, (PGconn* conn, char** buffer, int async), (conn, buffer, async))
FORWARD(PGresult*, PQgetResult, (PGconn* conn), (conn))
FORWARD(int, PQgetisnull, (const PGresult* res, int tup_num, int field_num),
        (res, tup_num, field_num))
FORWARD(int, PQgetlength, (const PGresult* res, int tup_num, int field_num),
        (res, tup_num, field_num))
FORWARD(char*, PQgetvalue, (const PGresult* res, int tup_num, int field_num),
        (res, tup_num, field_num))
FORWARD(char*, PQhost, (const PGconn* conn), (conn))
FORWARD(int, PQisBusy, (PGconn* conn), (conn))
FORWARD(int, PQisthreadsafe, (), ())
FORWARD(int, PQnfields, (const PGresult* res), (res))
FORWARD(PGnotify*, PQnotifies, (PGconn* conn), (conn))
FORWARD(int, PQntuples, (const PGresult* res), (res))
FORWARD(Oid, PQoidValue, (const PGresult* res), (res))
FORWARD(const char*, PQparameterStatus, (const PGconn* conn, const char* paramName),
        (conn, paramName))
FORWARD(char*, PQport, (const PGconn* conn), (conn))
FORWARD(PGresult*, PQprepare,
        (PGconn* conn, const char* stmtName, const char* query, int nParams,
         const Oid* paramTypes),
        (conn, stmtName, query, nParams, paramTypes))
FORWARD(int, PQprotocolVersion, (const PGconn* conn), (conn))
FORWARD(int, PQputCopyData, (PGconn* conn, const char* buffer, int nbytes), (conn, buffer, nbytes))
FORWARD(int, PQputCopyEnd, (PGconn* conn, const char* errormsg), (conn, errormsg))
FORWARD(void, PQreset, (PGconn* conn), (conn))
FORWARD(char*, PQresultErrorField, (const PGresult* res, int fieldcode), (res, fieldcode))
FORWARD(char*, PQresultErrorMessage, (const PGresult* res), (res))
FORWARD(ExecStatusType, PQresultStatus, (const PGresult* res), (res))
FORWARD(int, PQsendQuery, (PGconn* conn, const char* query), (conn, query))
FORWARD(int, PQserverVersion, (const PGconn* conn), (conn))
FORWARD(int, PQsetClientEncoding, (PGconn* conn, const char* encoding), (conn, encoding))
FORWARD(PGVerbosity, PQsetErrorVerbosity, (PGconn* conn, PGVerbosity verbosity), (conn, verbosity))
FORWARD(PQnoticeProcessor, PQsetNoticeProcessor, (PGconn* conn, PQnoticeProcessor proc, void* arg),
        (conn, proc, arg))
FORWARD(PQnoticeReceiver, PQsetNoticeReceiver, (PGconn* conn, PQnoticeReceiver proc, void* arg),
        (conn, proc, arg))
FORWARD(int, PQsocket, (const PGconn* conn), (conn))
FORWARD(ConnStatusType, PQstatus, (const PGconn* conn), (conn))
FORWARD(void, PQtrace, (PGconn* conn, FILE* debug_port), (conn, debug_port))
FORWARD(PGTransactionStatusType, PQtransactionStatus, (const PGconn* conn), (conn))
FORWARD(unsigned char*, PQunescapeBytea, (const unsigned char* strtext, size_t* retbuflen),
        (strtext, retbuflen))
FORWARD(void, PQuntrace, (PGconn* conn), (conn))
FORWARD(char*, PQuser, (const PGconn* conn), (conn))
FORWARD(const char*, pg_encoding_to_char, (int encoding), (encoding))
// clang-format on
