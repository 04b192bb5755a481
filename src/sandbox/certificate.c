/* A self-signed certificate with GnuTLS; see certificate.h. */
#include "config.h"
#include "sandbox/certificate.h"
#include "base/mem.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { HOUR_SECONDS = 3600, DAYS_VALID = 397 };

static const char name[] = "Perennial sandbox";

/* The first step that does not give GNUTLS_E_SUCCESS ends it. */
static int sign(gnutls_x509_privkey_t key, gnutls_x509_crt_t cert)
{
    static const unsigned char loopback[4] = { 127, 0, 0, 1 };
    unsigned char serial[16];
    time_t now = time(NULL); /* not the sandbox's own clock: the client's TLS checks this one */
    int code;
#define STEP(call)                                                                                 \
    if ((code = (call)) < 0)                                                                       \
    return code
    STEP(gnutls_rnd(GNUTLS_RND_NONCE, serial, sizeof serial));
    serial[0] &= 0x7f;
    STEP(gnutls_x509_privkey_generate(key, GNUTLS_PK_ECDSA,
                                      GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0));
    STEP(gnutls_x509_crt_set_version(cert, 3));
    STEP(gnutls_x509_crt_set_serial(cert, serial, sizeof serial));
    STEP(
        gnutls_x509_crt_set_dn_by_oid(cert, GNUTLS_OID_X520_COMMON_NAME, 0, name, sizeof name - 1));
    STEP(gnutls_x509_crt_set_activation_time(cert, now - HOUR_SECONDS));
    STEP(gnutls_x509_crt_set_expiration_time(cert, now + (time_t)DAYS_VALID * 24 * HOUR_SECONDS));
    STEP(gnutls_x509_crt_set_key(cert, key));
    STEP(gnutls_x509_crt_set_subject_alt_name(cert, GNUTLS_SAN_IPADDRESS, loopback, sizeof loopback,
                                              GNUTLS_FSAN_SET));
    STEP(gnutls_x509_crt_set_subject_alt_name(cert, GNUTLS_SAN_DNSNAME, "localhost", 9,
                                              GNUTLS_FSAN_APPEND));
    STEP(gnutls_x509_crt_set_basic_constraints(cert, 1, 0)); /* it is its own CA */
    STEP(gnutls_x509_crt_set_key_usage(cert,
                                       GNUTLS_KEY_DIGITAL_SIGNATURE | GNUTLS_KEY_KEY_CERT_SIGN));
    STEP(gnutls_x509_crt_set_key_purpose_oid(cert, GNUTLS_KP_TLS_WWW_SERVER, 0));
    STEP(gnutls_x509_crt_sign2(cert, cert, key, GNUTLS_DIG_SHA256, 0));
#undef STEP
    return GNUTLS_E_SUCCESS;
}

static char *take(gnutls_datum_t *pem)
{
    char *text = pem->data ? mem_strndup((const char *)pem->data, pem->size) : NULL;
    if (pem->data)
        mem_wipe(pem->data, pem->size);
    gnutls_free(pem->data);
    return text;
}

bool certificate_make(struct certificate *certificate, struct error *error)
{
    gnutls_x509_privkey_t key = NULL;
    gnutls_x509_crt_t cert = NULL;
    gnutls_datum_t key_pem = { 0 }, cert_pem = { 0 };
    int code = gnutls_x509_privkey_init(&key);
    if (code >= 0)
        code = gnutls_x509_crt_init(&cert);
    if (code >= 0)
        code = sign(key, cert);
    if (code >= 0)
        code = gnutls_x509_privkey_export2(key, GNUTLS_X509_FMT_PEM, &key_pem);
    if (code >= 0)
        code = gnutls_x509_crt_export2(cert, GNUTLS_X509_FMT_PEM, &cert_pem);
    certificate->key_pem = take(&key_pem);
    certificate->cert_pem = take(&cert_pem);
    if (cert)
        gnutls_x509_crt_deinit(cert);
    if (key)
        gnutls_x509_privkey_deinit(key);
    if (code >= 0)
        return true;
    certificate_free(certificate);
    return error_set(error, "The certificate cannot be made: %s", gnutls_strerror(code));
}

void certificate_free(struct certificate *certificate)
{
    if (certificate->key_pem)
        mem_wipe(certificate->key_pem, strlen(certificate->key_pem));
    free(certificate->key_pem);
    free(certificate->cert_pem);
    *certificate = (struct certificate){ 0 };
}
