/* Signing for the tests, by OpenSSL. */
#include "support/signer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

struct signer {
    EVP_PKEY *key;
    bool ed;
};

static signer *made(EVP_PKEY *key, bool ed)
{
    signer *s = malloc(sizeof *s);
    if (!s || !key) abort();
    s->key = key;
    s->ed = ed;
    return s;
}
signer *signer_rsa(unsigned bits) { return made(EVP_RSA_gen(bits), false); }
signer *signer_ed25519(void) { return made(EVP_PKEY_Q_keygen(NULL, NULL, "ED25519"), true); }
void signer_free(signer *s)
{
    EVP_PKEY_free(s->key);
    free(s);
}

static char *base64(const unsigned char *bytes, size_t n)
{
    char *out = malloc(n * 2 + 8);
    if (!out) abort();
    EVP_EncodeBlock((unsigned char *)out, bytes, (int)n);
    return out;
}

static char *encoded_key(const signer *s, bool bare)
{
    unsigned char *der = NULL, raw[32];
    size_t n = sizeof raw;
    if (s->ed) {
        EVP_PKEY_get_raw_public_key(s->key, raw, &n);
        return base64(raw, n);
    }
    n = (size_t)(bare ? i2d_PublicKey(s->key, &der) : i2d_PUBKEY(s->key, &der));
    char *out = base64(der, n);
    OPENSSL_free(der);
    return out;
}
char *signer_key(const signer *s) { return encoded_key(s, false); }

char *signer_record(const signer *s, bool bare)
{
    char *key = encoded_key(s, bare), *out = malloc(strlen(key) + 40);
    if (!out) abort();
    sprintf(out, "v=DKIM1; k=%s; p=%s", s->ed ? "ed25519" : "rsa", key);
    free(key);
    return out;
}

char *sign_bytes(const signer *by, const char *data, size_t n)
{
    unsigned char signature[1024], digest[32];
    size_t length = sizeof signature;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    const unsigned char *bytes = (const unsigned char *)data;
    if (by->ed) { /* RFC 8463 3 */
        EVP_Digest(data, n, digest, NULL, EVP_sha256(), NULL);
        bytes = digest;
        n = sizeof digest;
    }
    if (EVP_DigestSignInit(context, NULL, by->ed ? NULL : EVP_sha256(), NULL, by->key) != 1 ||
        EVP_DigestSign(context, signature, &length, bytes, n) != 1)
        abort();
    EVP_MD_CTX_free(context);
    return base64(signature, length);
}

/* ---- canonical forms ---- */

char *relaxed_field(const char *field)
{
    char *out = malloc(strlen(field) + 2), *to = out;
    if (!out) abort();
    const char *colon = strchr(field, ':'), *p;
    for (p = field; p < colon; p++)
        if (*p != ' ' && *p != '\t') *to++ = (char)(*p >= 'A' && *p <= 'Z' ? *p + 32 : *p);
    *to++ = ':';
    char *start = to;
    for (p = colon + 1; *p; p++) {
        if (*p == '\r' || *p == '\n') continue;
        bool space = *p == ' ' || *p == '\t';
        if (space && (to == start || to[-1] == ' ')) continue;
        *to++ = space ? ' ' : *p;
    }
    if (to > start && to[-1] == ' ') to--;
    *to = '\0';
    return out;
}

static char *canonical_body(const char *body, bool relaxed)
{
    char *out = malloc(strlen(body) + 3), *to = out;
    if (!out) abort();
    for (const char *p = body; *p; p++) {
        bool space = *p == ' ' || *p == '\t';
        if (relaxed && *p == '\r' && p[1] == '\n' && to > out && to[-1] == ' ') to--;
        if (relaxed && space && to > out && to[-1] == ' ') continue;
        *to++ = relaxed && space ? ' ' : *p;
    }
    if (relaxed && to > out && to[-1] == ' ') to--;
    if (to > out && to[-1] != '\n') to = stpcpy(to, "\r\n");
    while (to - out >= 4 && memcmp(to - 4, "\r\n\r\n", 4) == 0) to -= 2;
    if (to - out == 2 && out[0] == '\r') to = out;
    if (to == out && !relaxed) to = stpcpy(to, "\r\n");
    *to = '\0';
    return out;
}

/* The lowest field of that name above `below`, without its CRLF; NULL: none. *at: where it begins. */
static char *field_above(const char *header, const char *name, size_t name_n, size_t below, size_t *at)
{
    size_t start = below;
    while (start > 0) {
        size_t line = start;
        do { /* back to the start of a line that is no continuation */
            line--;
            while (line > 0 && header[line - 1] != '\n') line--;
        } while (line > 0 && (header[line] == ' ' || header[line] == '\t'));
        size_t n = strcspn(header + line, ": ");
        if (n == name_n && strncasecmp(header + line, name, n) == 0) {
            *at = line;
            return strndup(header + line, start - line - 2);
        }
        start = line;
    }
    return NULL;
}

typedef struct text {
    char bytes[65536];
    size_t n;
} text;
static void put(text *t, const char *s)
{
    size_t n = strlen(s);
    if (t->n + n >= sizeof t->bytes) abort();
    memcpy(t->bytes + t->n, s, n + 1);
    t->n += n;
}

static void put_field(text *data, char *field, bool relaxed)
{
    char *form = relaxed ? relaxed_field(field) : strdup(field);
    put(data, form);
    free(form);
    free(field);
}

static void put_signed_fields(text *data, const signing *how, const char *header)
{
    size_t taken[64], names = 0; /* where the last field of each mention was found */
    const char *mentions[64];
    for (const char *p = how->h; *p;) {
        size_t n = strcspn(p, ":"), below = strlen(header), at = 0;
        for (size_t i = 0; i < names; i++)
            if (strncasecmp(mentions[i], p, n + 1) == 0 || (strncasecmp(mentions[i], p, n) == 0 && !p[n]))
                below = taken[i];
        char *field = field_above(header, p, n, below, &at);
        mentions[names] = p;
        taken[names++] = field ? at : 0;
        if (field) {
            put_field(data, field, how->relaxed_head);
            put(data, "\r\n");
        }
        p += n + (p[n] == ':');
    }
}

char *sign_mail(const signing *how, const char *header, const char *body)
{
    text *data = calloc(1, sizeof *data), *top = calloc(1, sizeof *top);
    if (!data || !top) abort();
    char *canonical = canonical_body(body, how->relaxed_body);
    unsigned char digest[32];
    size_t n = strlen(canonical);
    if (how->length >= 0 && (size_t)how->length < n) n = (size_t)how->length;
    EVP_Digest(canonical, n, digest, NULL, EVP_sha256(), NULL);
    char *bh = base64(digest, sizeof digest);
    put(top, how->name ? how->name : "DKIM-Signature");
    put(top, ": ");
    put(top, how->tags);
    put(top, "\r\n\th=");
    put(top, how->h);
    put(top, ";\r\n\tbh=");
    put(top, bh);
    put(top, ";\r\n\tb=");
    put_signed_fields(data, how, header);
    put_field(data, strdup(top->bytes), how->relaxed_head);
    char *b = sign_bytes(how->by, data->bytes, data->n);
    put(top, b);
    put(top, "\r\n");
    put(top, header);
    put(top, "\r\n");
    put(top, body);
    char *mail = strdup(top->bytes);
    free(b);
    free(bh);
    free(canonical);
    free(data);
    free(top);
    return mail;
}

char *replaced(const char *text, const char *from, const char *to)
{
    const char *at = strstr(text, from);
    char *out = malloc(strlen(text) + strlen(to) + 1);
    if (!at || !out) abort();
    sprintf(out, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
    return out;
}
