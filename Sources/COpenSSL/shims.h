#ifndef BENTOKIT_COPENSSL_SHIMS_H
#define BENTOKIT_COPENSSL_SHIMS_H

// OpenSSL's TLS, and as functions what it offers as macros, which Swift can't import.

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

/// Takes nothing older than TLS 1.2, and lets writes end early and move their buffer.
static inline void bentokit_tls_set_defaults(SSL_CTX *context) {
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION);
}

/// Names the host that is wanted, for a server that has several.
static inline int bentokit_tls_set_host_name(SSL *session, const char *name) {
  return (int)SSL_set_tlsext_host_name(session, name);
}

/// Adds a certificate between ours and its authority, which the context then owns.
static inline int bentokit_tls_add_chain_certificate(SSL_CTX *context, X509 *certificate) {
  return (int)SSL_CTX_add0_chain_cert(context, certificate);
}

/// Answers a question for a password with none: nobody is asked on the terminal.
static inline int bentokit_tls_no_password(char *buffer, int size, int writing, void *data) {
  (void)buffer, (void)size, (void)writing, (void)data;
  return 0;
}

/// The next certificate of a text in PEM; null at its end and where it is damaged.
static inline X509 *bentokit_tls_read_certificate(BIO *text) {
  return PEM_read_bio_X509(text, NULL, bentokit_tls_no_password, NULL);
}

/// The key of a text in PEM; null if there is none or it has a password.
static inline EVP_PKEY *bentokit_tls_read_key(BIO *text) {
  return PEM_read_bio_PrivateKey(text, NULL, bentokit_tls_no_password, NULL);
}

/// Whether the last error says that a text in PEM holds no more.
static inline int bentokit_tls_is_end_of_text(void) {
  return ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
}

/// The reason of an error of the TLS part of the library; 0 for those of other parts.
static inline int bentokit_tls_reason(unsigned long error) {
  return ERR_GET_LIB(error) == ERR_LIB_SSL ? ERR_GET_REASON(error) : 0;
}

#endif
