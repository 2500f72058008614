/* Digests and signatures as a host makes them, by OpenSSL. */
#include "support/crypto.h"
#include "support/zone.h"

#include <openssl/evp.h>
#include <openssl/x509.h>

static bool is_ed25519(wh_str algorithm) { return wh_eq(algorithm, WH_LIT("ed25519-sha256")); }

static EVP_PKEY *public_key(wh_str algorithm, wh_str key)
{
    const unsigned char *p = (const unsigned char *)key.p;
    if (is_ed25519(algorithm)) return EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, p, key.n);
    return d2i_PUBKEY(NULL, &p, (long)key.n);
}

int crypto_verify(wh_str algorithm, wh_str key_bytes, wh_str signature, wh_str bytes)
{
    EVP_PKEY *key = public_key(algorithm, key_bytes);
    if (!key) return -1;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    const unsigned char *sig = (const unsigned char *)signature.p, *data = (const unsigned char *)bytes.p;
    int ok;
    if (is_ed25519(algorithm)) { /* RFC 8463 3: the SHA-256 of the data is what is signed */
        unsigned char digest[32];
        ok = EVP_Digest(data, bytes.n, digest, NULL, EVP_sha256(), NULL) &&
             EVP_DigestVerifyInit(context, NULL, NULL, NULL, key) == 1 &&
             EVP_DigestVerify(context, sig, signature.n, digest, sizeof digest) == 1;
    } else {
        ok = EVP_DigestVerifyInit(context, NULL, EVP_sha256(), NULL, key) == 1 &&
             EVP_DigestVerify(context, sig, signature.n, data, bytes.n) == 1;
    }
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(key);
    return ok;
}

size_t crypto_digest(wh_str algorithm, wh_str bytes, unsigned char digest[64])
{
    unsigned int n = 0;
    const EVP_MD *md = wh_eq(algorithm, WH_LIT("sha1")) ? EVP_sha1() : EVP_sha256();
    EVP_Digest(bytes.p, bytes.n, digest, &n, md, NULL);
    return n;
}

void crypto_answer(wh_oracle *oracle, const wh_question *q)
{
    if (q->kind == WH_Q_DIGEST) {
        unsigned char digest[64];
        size_t n = crypto_digest(q->algorithm, q->data, digest);
        wh_oracle_answer(oracle, q->id, WH_ANSWERED, (wh_str){(char *)digest, n});
    } else {
        int valid = crypto_verify(q->algorithm, q->key, q->signature, q->data);
        wh_oracle_answer(oracle, q->id, valid < 0 ? WH_TEMPFAIL : WH_ANSWERED,
                         valid > 0 ? WH_LIT("1") : WH_LIT("0"));
    }
}
