/* What an opaque signature holds: RFC 8551 3.5.2 (application/pkcs7-mime, signed-data), RFC 5652 5.1 and 5.2,
 * in BER (X.690 8), whose lengths may be left open and whose strings may come in pieces. The entity in it is
 * read like any other; whether the signature is good is not asked here. */
#include "parse/mime/parts.h"

#define SEQUENCE 0x30u
#define CONTENT 0xA0u /* [0], constructed */
#define STRING 0x04u
#define STRINGS 0x24u /* a string in pieces */

typedef struct element {
    unsigned tag;
    bool open; /* its end is marked, not counted */
    size_t from, n;
} element;

/* The header at *at, which is moved past it. False: there is none. What it counts need not be there. */
static bool read_header(wh_str s, size_t *at, element *out)
{
    if (s.n - *at < 2) return false;
    *out = (element){.tag = (unsigned char)s.p[*at], .n = (unsigned char)s.p[*at + 1]};
    *at += 2;
    if (out->n == 0x80) {
        out->open = true;
        out->n = 0;
    } else if (out->n > 0x80) {
        size_t bytes = out->n & 0x7F;
        if (bytes > 4 || s.n - *at < bytes) return false;
        for (out->n = 0; bytes; bytes--) out->n = out->n << 8 | (unsigned char)s.p[(*at)++];
    }
    out->from = *at;
    return true;
}

static bool enter(wh_str s, size_t *at, unsigned tag)
{
    element e;
    return read_header(s, at, &e) && e.tag == tag;
}

/* Past a whole element, and what is open in it. */
static bool pass(wh_str s, size_t *at)
{
    uint32_t open = 0;
    do {
        element e;
        if (!read_header(s, at, &e)) return false;
        if (e.n > s.n - *at) return false;
        if (e.open) open++;
        else *at += e.n;
        if (!e.open && e.tag == 0 && e.n == 0) {
            if (open == 0) return false;
            open--;
        }
    } while (open);
    return true;
}

static bool pass_object(wh_str s, size_t *at, wh_str object)
{
    bool same = wh_eq(wh_sub(s, *at, *at + object.n), object);
    *at += same ? object.n : 0;
    return same;
}

/* Of the decoded bytes [from, to) into out, with their places. *piece: where the search goes on, as strings
 * follow each other. */
static void put(wh_env *env, const wh_text *decoded, size_t from, size_t to, uint32_t *piece, wh_buf *bytes,
                wh_text *out)
{
    if (to <= from) return;
    uint32_t n = decoded->pieces.n;
    while (*piece + 1 < n && decoded->pieces.at[*piece + 1].at <= from) ++*piece;
    for (uint32_t i = *piece; i == *piece || (i < n && decoded->pieces.at[i].at < to); i++) {
        size_t start = n && decoded->pieces.at[i].at > from ? decoded->pieces.at[i].at : from;
        wh_span place = wh_text_span(decoded, wh_sub(decoded->bytes, start, start + 1));
        wh_piece *one = wh_push(env->arena, &out->pieces);
        if (!one) return;
        if (n) *one = decoded->pieces.at[i];
        one->at = (uint32_t)(bytes->n + (start - from));
        one->from = place.start;
    }
    wh_put(bytes, wh_sub(decoded->bytes, from, to));
}

/* The string at `at`, or its pieces. False: it is cut; as much is put as there is. */
static bool put_strings(wh_env *env, const wh_text *decoded, size_t at, wh_text *out)
{
    wh_str s = decoded->bytes;
    uint32_t piece = 0, open = 0;
    bool more = true, pieces = false, whole = true;
    wh_buf bytes;
    wh_buf_init(&bytes, env->arena);
    while (more) {
        element e = {0};
        more = whole = read_header(s, &at, &e);
        if (e.tag == STRING && more && !e.open) {
            whole = e.n <= s.n - at;
            put(env, decoded, at, whole ? at + e.n : s.n, &piece, &bytes, out);
            at += e.n;
            more = whole && pieces;
        } else if (e.tag == STRINGS) {
            pieces = true;
            open += e.open;
        } else { /* an end, or what comes after it */
            more = more && e.tag == 0 && e.n == 0 && !e.open && open > 1;
            open--;
        }
    }
    out->bytes = wh_buf_str(&bytes);
    return whole;
}

bool wh_mime_signed(wh_env *env, const wh_text *decoded, wh_text *out, bool *whole)
{
    static const wh_str signed_data = WH_LIT_INIT("\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02");
    static const wh_str data = WH_LIT_INIT("\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x01");
    wh_str s = decoded->bytes;
    size_t at = 0;
    *out = (wh_text){.bytes = WH_ABSENT};
    bool holds = enter(s, &at, SEQUENCE) && pass_object(s, &at, signed_data) && enter(s, &at, CONTENT) &&
                 enter(s, &at, SEQUENCE) && pass(s, &at) && pass(s, &at) && enter(s, &at, SEQUENCE) &&
                 pass_object(s, &at, data) && enter(s, &at, CONTENT);
    *whole = holds && put_strings(env, decoded, at, out);
    return out->bytes.n > 0;
}
