// LDAP, as the libpq in the program calls it: for services that are looked up there
// (pg_service.conf).

#define LDAP_DEPRECATED 1  // libpq uses these
#include <ldap.h>

#include "engine/postgres/on_demand_library.hpp"

namespace {

using migrate::OnDemandLibrary;

#if LDAP_VENDOR_VERSION < 20600
constexpr const char* kFile = "libldap-2.5.so.0";
#else
constexpr const char* kFile = "libldap.so.2";
#endif
constexpr OnDemandLibrary kLdap(kFile, OnDemandLibrary::Need::strict);

}  // namespace

// NOLINTNEXTLINE(*-macro-usage)
#define FORWARD(function) MIGRATE_FORWARD(kLdap, 0, function)

FORWARD(ldap_count_entries)
FORWARD(ldap_err2string)
FORWARD(ldap_first_entry)
FORWARD(ldap_get_values_len)
FORWARD(ldap_init)
FORWARD(ldap_msgfree)
FORWARD(ldap_result)
FORWARD(ldap_search_st)
FORWARD(ldap_set_option)
FORWARD(ldap_simple_bind)
FORWARD(ldap_unbind)
FORWARD(ldap_value_free_len)
