#ifndef BENTOKIT_CCRYPTO_SHIMS_H
#define BENTOKIT_CCRYPTO_SHIMS_H

#include <openssl/evp.h>
#include <openssl/hmac.h>

#endif
