/* Digests and signatures as a host makes them, by OpenSSL. */
#ifndef WHENCE_TESTS_CRYPTO_H
#define WHENCE_TESTS_CRYPTO_H

#include "base/base.h"

/* algorithm: "sha256" or "sha1". Returns the digest's size. */
size_t crypto_digest(wh_str algorithm, wh_str bytes, unsigned char digest[64]);
/* algorithm, key: as whence_questions has them. 1 valid, 0 not, -1: the key cannot be used. */
int crypto_verify(wh_str algorithm, wh_str key, wh_str signature, wh_str bytes);

#endif
