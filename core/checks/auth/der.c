/* RSA public keys in DER: RFC 5280 4.1 (SubjectPublicKeyInfo), RFC 8017 A.1.1 (RSAPublicKey), X.690. Keys are
 * written anew from modulus and exponent, because hosts accept only the one form, and to the letter. */
#include "checks/auth/dkim.h"

typedef struct reader {
    wh_str s;
    bool bad;
} reader;

static wh_str spoil(reader *r)
{
    r->bad = true;
    return WH_ABSENT;
}

/* The contents of the next element when it has this tag. */
static wh_str take(reader *r, unsigned char tag)
{
    if (r->bad || r->s.n < 2 || (unsigned char)r->s.p[0] != tag) return spoil(r);
    size_t n = (unsigned char)r->s.p[1], at = 2;
    if (n >= 0x80) { /* definite long form, up to 65,535 bytes */
        size_t bytes = n & 0x7F;
        if (bytes == 0 || bytes > 2 || r->s.n < 2 + bytes) return spoil(r);
        for (n = 0; at < 2 + bytes; at++) n = n << 8 | (unsigned char)r->s.p[at];
    }
    if (r->s.n - at < n) return spoil(r);
    wh_str contents = wh_sub(r->s, at, at + n);
    r->s = wh_from(r->s, at + n);
    return contents;
}

/* A positive INTEGER without the zeros in front. */
static wh_str take_number(reader *r)
{
    wh_str number = take(r, 0x02);
    if (number.n == 0 || ((unsigned char)number.p[0] & 0x80)) r->bad = true;
    while (number.n && number.p[0] == '\0') number = wh_from(number, 1);
    if (number.n == 0) r->bad = true;
    return number;
}

static bool read_rsa(wh_str contents, wh_str *modulus, wh_str *exponent)
{
    reader r = {.s = contents};
    *modulus = take_number(&r);
    *exponent = take_number(&r);
    return !r.bad;
}

static void put_header(wh_buf *out, unsigned char tag, size_t n)
{
    wh_put_byte(out, (char)tag);
    if (n >= 0x100) wh_put_byte(out, (char)(unsigned char)0x82);
    else if (n >= 0x80) wh_put_byte(out, (char)(unsigned char)0x81);
    if (n >= 0x100) wh_put_byte(out, (char)(unsigned char)(n >> 8));
    wh_put_byte(out, (char)(unsigned char)n);
}
static size_t header_length(size_t n) { return n >= 0x100 ? 4 : n >= 0x80 ? 3 : 2; }

static size_t number_length(wh_str n) { return n.n + ((unsigned char)n.p[0] >> 7); }
static void put_number(wh_buf *out, wh_str n)
{
    put_header(out, 0x02, number_length(n));
    if ((unsigned char)n.p[0] & 0x80) wh_put_byte(out, '\0');
    wh_put(out, n);
}

static const unsigned char rsa_algorithm[] = {0x30, 0x0D, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86,
                                              0xF7, 0x0D, 0x01, 0x01, 0x01, 0x05, 0x00};

static wh_str write_spki(wh_env *env, wh_str modulus, wh_str exponent)
{
    size_t n = number_length(modulus), e = number_length(exponent);
    size_t numbers = header_length(n) + n + header_length(e) + e;
    size_t bits = 1 + header_length(numbers) + numbers;
    wh_buf out;
    wh_buf_init(&out, env->arena);
    put_header(&out, 0x30, sizeof rsa_algorithm + header_length(bits) + bits);
    wh_put(&out, (wh_str){(const char *)rsa_algorithm, sizeof rsa_algorithm});
    put_header(&out, 0x03, bits);
    wh_put_byte(&out, '\0');
    put_header(&out, 0x30, numbers);
    put_number(&out, modulus);
    put_number(&out, exponent);
    return wh_buf_str(&out);
}

bool wh_rsa_key(wh_env *env, wh_str der, wh_str *spki, unsigned *bits, bool *other)
{
    reader outer = {.s = der};
    wh_str contents = take(&outer, 0x30), modulus, exponent;
    *other = false;
    if (outer.bad) return false;
    if (!read_rsa(contents, &modulus, &exponent)) {
        reader r = {.s = contents};
        reader algorithm = {.s = take(&r, 0x30)};
        wh_str oid = take(&algorithm, 0x06), string = take(&r, 0x03);
        if (r.bad || algorithm.bad || string.n == 0 || string.p[0] != '\0') return false;
        *other = !wh_eq(oid, (wh_str){(const char *)rsa_algorithm + 4, 9});
        reader sequence = {.s = wh_from(string, 1)};
        wh_str numbers = take(&sequence, 0x30);
        if (*other || sequence.bad || !read_rsa(numbers, &modulus, &exponent)) return false;
    }
    if (modulus.n > 8192 || exponent.n > 512) return false;
    *bits = (unsigned)modulus.n * 8;
    for (unsigned char top = (unsigned char)modulus.p[0]; !(top & 0x80); top = (unsigned char)(top << 1))
        (*bits)--;
    *spki = write_spki(env, modulus, exponent);
    return !wh_absent(*spki);
}
