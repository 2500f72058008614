/* Digests and signatures as a host makes them, by OpenSSL. */
#include "support/zone.h"

#include <openssl/evp.h>
#include <openssl/x509.h>

static EVP_PKEY *public_key(const wh_question *q)
{
    const unsigned char *p = (const unsigned char *)q->key.p;
    if (wh_eq(q->algorithm, WH_LIT("ed25519-sha256"))) return EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, p, q->key.n);
    return d2i_PUBKEY(NULL, &p, (long)q->key.n);
}

/* 1 valid, 0 not, -1: the key cannot be used. */
static int verify(const wh_question *q)
{
    EVP_PKEY *key = public_key(q);
    if (!key) return -1;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    const unsigned char *sig = (const unsigned char *)q->signature.p, *data = (const unsigned char *)q->data.p;
    int ok;
    if (wh_eq(q->algorithm, WH_LIT("ed25519-sha256"))) { /* RFC 8463 3: the SHA-256 of the data is what is signed */
        unsigned char digest[32];
        ok = EVP_Digest(data, q->data.n, digest, NULL, EVP_sha256(), NULL) &&
             EVP_DigestVerifyInit(context, NULL, NULL, NULL, key) == 1 &&
             EVP_DigestVerify(context, sig, q->signature.n, digest, sizeof digest) == 1;
    } else {
        ok = EVP_DigestVerifyInit(context, NULL, EVP_sha256(), NULL, key) == 1 &&
             EVP_DigestVerify(context, sig, q->signature.n, data, q->data.n) == 1;
    }
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(key);
    return ok;
}

void crypto_answer(wh_oracle *oracle, const wh_question *q)
{
    if (q->kind == WH_Q_DIGEST) {
        unsigned char digest[64];
        unsigned int n = 0;
        const EVP_MD *md = wh_eq(q->algorithm, WH_LIT("sha1")) ? EVP_sha1() : EVP_sha256();
        EVP_Digest(q->data.p, q->data.n, digest, &n, md, NULL);
        wh_oracle_answer(oracle, q->id, WH_ANSWERED, (wh_str){(char *)digest, n});
    } else {
        int valid = verify(q);
        wh_oracle_answer(oracle, q->id, valid < 0 ? WH_TEMPFAIL : WH_ANSWERED, valid > 0 ? WH_LIT("1") : WH_LIT("0"));
    }
}
