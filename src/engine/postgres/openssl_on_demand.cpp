// OpenSSL, as the libpq in the program calls it: for TLS, and for passwords (SCRAM, MD5). A
// function that is missing here, as a later libpq may need one more, is missed by the linker.

#define OPENSSL_SUPPRESS_DEPRECATED  // libpq still calls engines and HMAC
#include <openssl/engine.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <cstdarg>

#include "engine/postgres/on_demand_library.hpp"

namespace {

using migrate::OnDemandLibrary;

// NOLINTBEGIN(*-macro-usage): a number in a literal
#define TEXT_OF(number) #number
#define LIBRARY_OF(name, number) "lib" name ".so." TEXT_OF(number)
// NOLINTEND(*-macro-usage)

constexpr OnDemandLibrary kSsl(LIBRARY_OF("ssl", OPENSSL_SHLIB_VERSION),
                               OnDemandLibrary::Need::strict);
constexpr OnDemandLibrary kCrypto(LIBRARY_OF("crypto", OPENSSL_SHLIB_VERSION),
                                  OnDemandLibrary::Need::strict);
[[maybe_unused]] const bool kTlsIsKnown = migrate::tls_is_in(kSsl);

}  // namespace

// NOLINTBEGIN(*-macro-usage)
#define FORWARD_SSL(function) MIGRATE_FORWARD(kSsl, 0, function)
#define FORWARD_CRYPTO(function) MIGRATE_FORWARD(kCrypto, 0, function)
// NOLINTEND(*-macro-usage)

FORWARD_SSL(OPENSSL_init_ssl)
FORWARD_SSL(SSL_CIPHER_get_bits)
FORWARD_SSL(SSL_CIPHER_get_name)
FORWARD_SSL(SSL_CTX_ctrl)
FORWARD_SSL(SSL_CTX_free)
FORWARD_SSL(SSL_CTX_get_cert_store)
FORWARD_SSL(SSL_CTX_load_verify_locations)
FORWARD_SSL(SSL_CTX_new)
FORWARD_SSL(SSL_CTX_set_default_passwd_cb)
FORWARD_SSL(SSL_CTX_set_default_passwd_cb_userdata)
FORWARD_SSL(SSL_CTX_set_options)
FORWARD_SSL(SSL_CTX_use_certificate_chain_file)
FORWARD_SSL(SSL_check_private_key)
FORWARD_SSL(SSL_clear_options)
FORWARD_SSL(SSL_connect)
FORWARD_SSL(SSL_ctrl)
FORWARD_SSL(SSL_free)
FORWARD_SSL(SSL_get1_peer_certificate)
FORWARD_SSL(SSL_get_current_cipher)
FORWARD_SSL(SSL_get_current_compression)
FORWARD_SSL(SSL_get_error)
FORWARD_SSL(SSL_get_version)
FORWARD_SSL(SSL_new)
FORWARD_SSL(SSL_pending)
FORWARD_SSL(SSL_read)
FORWARD_SSL(SSL_set_bio)
FORWARD_SSL(SSL_set_ex_data)
FORWARD_SSL(SSL_set_options)
FORWARD_SSL(SSL_set_verify)
FORWARD_SSL(SSL_shutdown)
FORWARD_SSL(SSL_use_PrivateKey)
FORWARD_SSL(SSL_use_PrivateKey_file)
FORWARD_SSL(SSL_write)
FORWARD_SSL(TLS_method)

FORWARD_CRYPTO(ASN1_STRING_get0_data)
FORWARD_CRYPTO(ASN1_STRING_length)
FORWARD_CRYPTO(BIO_clear_flags)
FORWARD_CRYPTO(BIO_get_ex_data)
FORWARD_CRYPTO(BIO_get_new_index)
FORWARD_CRYPTO(BIO_int_ctrl)
FORWARD_CRYPTO(BIO_meth_free)
FORWARD_CRYPTO(BIO_meth_get_callback_ctrl)
FORWARD_CRYPTO(BIO_meth_get_create)
FORWARD_CRYPTO(BIO_meth_get_ctrl)
FORWARD_CRYPTO(BIO_meth_get_destroy)
FORWARD_CRYPTO(BIO_meth_get_gets)
FORWARD_CRYPTO(BIO_meth_get_puts)
FORWARD_CRYPTO(BIO_meth_new)
FORWARD_CRYPTO(BIO_meth_set_callback_ctrl)
FORWARD_CRYPTO(BIO_meth_set_create)
FORWARD_CRYPTO(BIO_meth_set_ctrl)
FORWARD_CRYPTO(BIO_meth_set_destroy)
FORWARD_CRYPTO(BIO_meth_set_gets)
FORWARD_CRYPTO(BIO_meth_set_puts)
FORWARD_CRYPTO(BIO_meth_set_read)
FORWARD_CRYPTO(BIO_meth_set_write)
FORWARD_CRYPTO(BIO_new)
FORWARD_CRYPTO(BIO_s_socket)
FORWARD_CRYPTO(BIO_set_ex_data)
FORWARD_CRYPTO(BIO_set_flags)
MIGRATE_FORWARD(kCrypto, 1, CRYPTO_memcmp)  // 0 would be: the same
FORWARD_CRYPTO(ENGINE_by_id)
FORWARD_CRYPTO(ENGINE_finish)
FORWARD_CRYPTO(ENGINE_free)
FORWARD_CRYPTO(ENGINE_init)
FORWARD_CRYPTO(ENGINE_load_private_key)
FORWARD_CRYPTO(ERR_clear_error)
FORWARD_CRYPTO(ERR_get_error)
FORWARD_CRYPTO(ERR_new)
FORWARD_CRYPTO(ERR_reason_error_string)
FORWARD_CRYPTO(ERR_set_debug)
FORWARD_CRYPTO(EVP_DigestFinal_ex)
FORWARD_CRYPTO(EVP_DigestInit_ex)
FORWARD_CRYPTO(EVP_DigestUpdate)
FORWARD_CRYPTO(EVP_MD_CTX_free)
FORWARD_CRYPTO(EVP_MD_CTX_new)
FORWARD_CRYPTO(EVP_get_digestbyname)
FORWARD_CRYPTO(EVP_md5)
FORWARD_CRYPTO(EVP_sha1)
FORWARD_CRYPTO(EVP_sha224)
FORWARD_CRYPTO(EVP_sha256)
FORWARD_CRYPTO(EVP_sha384)
FORWARD_CRYPTO(EVP_sha512)
FORWARD_CRYPTO(GENERAL_NAME_free)
FORWARD_CRYPTO(HMAC_CTX_free)
FORWARD_CRYPTO(HMAC_CTX_new)
FORWARD_CRYPTO(HMAC_Final)
FORWARD_CRYPTO(HMAC_Init_ex)
FORWARD_CRYPTO(HMAC_Update)
FORWARD_CRYPTO(OBJ_nid2sn)
FORWARD_CRYPTO(OPENSSL_sk_num)
FORWARD_CRYPTO(OPENSSL_sk_pop_free)
FORWARD_CRYPTO(OPENSSL_sk_value)
FORWARD_CRYPTO(RAND_bytes)
FORWARD_CRYPTO(RAND_poll)
FORWARD_CRYPTO(RAND_status)
FORWARD_CRYPTO(X509_NAME_ENTRY_get_data)
FORWARD_CRYPTO(X509_NAME_get_entry)
FORWARD_CRYPTO(X509_NAME_get_index_by_NID)
FORWARD_CRYPTO(X509_STORE_load_locations)
FORWARD_CRYPTO(X509_STORE_set_flags)
FORWARD_CRYPTO(X509_digest)
FORWARD_CRYPTO(X509_free)
FORWARD_CRYPTO(X509_get_ext_d2i)
FORWARD_CRYPTO(X509_get_signature_info)
FORWARD_CRYPTO(X509_get_subject_name)

/// Takes any number of arguments, which cannot be handed on as they are.
extern "C" void ERR_set_error(int library, int reason, const char* format, ...) {
  using Vset = decltype(ERR_vset_error);
  va_list arguments;
  va_start(arguments, format);
  migrate::Forwarded<kCrypto, 0, Vset>::call<"ERR_vset_error">(library, reason, format, arguments);
  va_end(arguments);
}
