# The program has libpq in it. libpq.a needs what the server's programs share, and libpg_query.a has the
# same names for its own copies of that: so all of it is linked to one object first, of which only libpq's
# functions can be seen. What libpq itself stands on is loaded when it is called (on_demand_library.hpp).
include(CheckCXXSourceCompiles)

# The functions that libpq 15 calls are forwarded; what a later one calls besides has to be read through.
set(libpq_known 15)

check_cxx_source_compiles(
  "extern \"C\" { int one() { return 1; } int (*choose())() { return &one; } int chosen() __attribute__((ifunc(\"choose\"))); }
   int main() { return chosen() - 1; }"
  MIGRATE_HAS_INDIRECT_FUNCTIONS)
find_program(PG_CONFIG pg_config)
if(PG_CONFIG)
  execute_process(COMMAND ${PG_CONFIG} --pkglibdir OUTPUT_VARIABLE server_libraries OUTPUT_STRIP_TRAILING_WHITESPACE)
  execute_process(COMMAND ${PG_CONFIG} --version OUTPUT_VARIABLE server_version)
endif()
find_library(LIBPQ_ARCHIVE NAMES libpq.a HINTS ${libpq_LIBRARY_DIRS})
# What libpq.so is made of; newer packages may have the others only.
find_library(PGCOMMON_ARCHIVE NAMES libpgcommon_shlib.a libpgcommon.a HINTS ${server_libraries})
find_library(PGPORT_ARCHIVE NAMES libpgport_shlib.a libpgport.a HINTS ${server_libraries})
find_path(OPENSSL_INCLUDE_DIR openssl/ssl.h)
find_path(GSSAPI_INCLUDE_DIR gssapi/gssapi.h)
find_path(LDAP_INCLUDE_DIR ldap.h)

if(NOT libpq_VERSION MATCHES "^${libpq_known}[^0-9]" OR NOT server_version MATCHES " ${libpq_known}[^0-9]")
  migrate_cannot_stand_alone("libpq and the server's archives are not of PostgreSQL ${libpq_known}")
  return()
endif()
foreach(needed IN ITEMS MIGRATE_HAS_INDIRECT_FUNCTIONS LIBPQ_ARCHIVE PGCOMMON_ARCHIVE PGPORT_ARCHIVE OPENSSL_INCLUDE_DIR
                        GSSAPI_INCLUDE_DIR LDAP_INCLUDE_DIR)
  if(NOT ${needed})
    migrate_cannot_stand_alone("${needed} was not found")
    return()
  endif()
endforeach()

add_custom_command(
  OUTPUT libpq_embedded.o
  COMMAND ${CMAKE_LINKER} -r --whole-archive ${LIBPQ_ARCHIVE} --no-whole-archive ${PGCOMMON_ARCHIVE} ${PGPORT_ARCHIVE}
          -o libpq_whole.o
  COMMAND ${CMAKE_OBJCOPY} --wildcard --keep-global-symbol=PQ* --keep-global-symbol=pg_encoding_to_char
          libpq_whole.o libpq_embedded.o
  DEPENDS ${LIBPQ_ARCHIVE} ${PGCOMMON_ARCHIVE} ${PGPORT_ARCHIVE}
  VERBATIM)
migrate_layer(
  libpq_embedded
  SOURCES ${CMAKE_CURRENT_BINARY_DIR}/libpq_embedded.o openssl_on_demand.cpp gssapi_on_demand.cpp ldap_on_demand.cpp
  USES migrate_engine_postgres)
target_include_directories(migrate_libpq_embedded SYSTEM PRIVATE ${OPENSSL_INCLUDE_DIR} ${GSSAPI_INCLUDE_DIR}
                                                                 ${LDAP_INCLUDE_DIR})
