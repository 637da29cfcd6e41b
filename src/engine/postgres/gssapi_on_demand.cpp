// Kerberos, as the libpq in the program calls it. libpq looks for a ticket at each connection over
// TCP, so a machine without the library is no reason to say anything: there is no ticket either.

#include <gssapi/gssapi.h>

#include "engine/postgres/on_demand_library.hpp"

namespace {

using migrate::OnDemandLibrary;

constexpr OnDemandLibrary kGssapi("libgssapi_krb5.so.2", OnDemandLibrary::Need::lenient);

/// 1.2.840.113554.1.2.1.4 (RFC 2744).
char host_based_service[] = "\x2a\x86\x48\x86\xf7\x12\x01\x02\x01\x04";  // NOLINT(*-c-arrays)
gss_OID_desc host_based_service_id{sizeof host_based_service - 1, host_based_service};

}  // namespace

// NOLINTNEXTLINE(*-macro-usage)
#define FORWARD(function) MIGRATE_FORWARD(kGssapi, GSS_S_FAILURE, function)

extern "C" {
gss_OID GSS_C_NT_HOSTBASED_SERVICE = &host_based_service_id;
}

FORWARD(gss_acquire_cred)
FORWARD(gss_delete_sec_context)
FORWARD(gss_display_status)
FORWARD(gss_import_name)
FORWARD(gss_init_sec_context)
FORWARD(gss_release_buffer)
FORWARD(gss_release_cred)
FORWARD(gss_release_name)
FORWARD(gss_unwrap)
FORWARD(gss_wrap)
FORWARD(gss_wrap_size_limit)
