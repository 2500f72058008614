/* Where a PDF leads: ISO 32000-1 12.6.4.7 (URI actions) in plain objects and in object streams (7.5.7) that are deflated. Not a
 * reader of PDF: what is written otherwise, or encrypted, is not found. */
#include "base/limits.h"
#include "parse/file/pdf.h"

#define STREAM_MOST (256u << 10) /* bytes of one, inflated */
#define DICTIONARY 400u        /* bytes before "stream" in which its dictionary is looked for */

bool wh_pdf_encrypted(wh_str data)
{
    for (size_t at = wh_find(data, WH_LIT("/Encrypt"), 0); at != WH_NONE_AT; at = wh_find(data, WH_LIT("/Encrypt"), at + 8))
        if (at + 8 < data.n && !wh_is_alnum(data.p[at + 8])) return true;
    return false;
}

wh_str wh_pdf_literal(wh_env *env, wh_str s, size_t at, size_t *end)
{
    wh_buf buf;
    unsigned depth = 1;
    wh_buf_init(&buf, env->arena);
    for (; at < s.n && buf.n < 4096; at++) {
        char c = s.p[at];
        if (c == '\\' && at + 1 < s.n) {
            c = s.p[++at];
            if (c == '\r' || c == '\n') continue;
            unsigned value = 0, digits = 0;
            while (digits < 3 && at + digits < s.n && s.p[at + digits] >= '0' && s.p[at + digits] <= '7')
                value = value * 8 + (unsigned)(s.p[at + digits++] - '0');
            if (digits) at += digits - 1;
            wh_put_byte(&buf, digits ? (char)(unsigned char)value : c);
            continue;
        }
        if (c == '(') depth++;
        if (c == ')' && --depth == 0) break;
        wh_put_byte(&buf, c);
    }
    if (end) *end = at;
    return wh_buf_str(&buf);
}

static wh_str hexadecimal(wh_env *env, wh_str s, size_t at)
{
    wh_buf buf;
    int high = -1;
    wh_buf_init(&buf, env->arena);
    for (; at < s.n && s.p[at] != '>' && buf.n < 4096; at++) {
        int digit = wh_hex_value(s.p[at]);
        if (digit < 0) continue;
        if (high >= 0) wh_put_byte(&buf, (char)(unsigned char)(high << 4 | digit));
        high = high >= 0 ? -1 : digit;
    }
    return wh_buf_str(&buf);
}

static void read_actions(wh_env *env, wh_str s, wh_strs *out)
{
    static const wh_str key = WH_LIT_INIT("/URI");
    for (size_t at = wh_find(s, key, 0); at != WH_NONE_AT && out->n < WH_MAX_FILE_LINKS; at = wh_find(s, key, at)) {
        at += key.n;
        while (at < s.n && wh_is_space(s.p[at])) at++;
        if (at >= s.n || (s.p[at] != '(' && s.p[at] != '<') || (s.p[at] == '<' && at + 1 < s.n && s.p[at + 1] == '<')) continue;
        wh_str uri = s.p[at] == '(' ? wh_pdf_literal(env, s, at + 1, NULL) : hexadecimal(env, s, at + 1);
        wh_str *one = uri.n ? wh_push(env->arena, out) : NULL;
        if (one) *one = uri;
    }
}

void wh_pdf_links(wh_env *env, wh_str data, size_t *budget, wh_strs *out)
{
    static const wh_str begins = WH_LIT_INIT("stream");
    *out = (wh_strs){0};
    read_actions(env, data, out);
    for (size_t at = wh_find(data, begins, 0); at != WH_NONE_AT && *budget >= STREAM_MOST; at = wh_find(data, begins, at)) {
        wh_str before = wh_sub(data, at > DICTIONARY ? at - DICTIONARY : 0, at);
        at += begins.n;
        while (at < data.n && (data.p[at] == '\r' || data.p[at] == '\n')) at++;
        if (wh_find(before, WH_LIT("/ObjStm"), 0) == WH_NONE_AT || at + 2 >= data.n) continue;
        *budget -= STREAM_MOST;
        size_t used;
        wh_str inside = wh_inflate(env, wh_from(data, at + 2), STREAM_MOST, &used); /* behind RFC 1950's two bytes */
        read_actions(env, inside, out);
        at += used < data.n - at ? used : data.n - at;
    }
}

void wh_pdf_files(wh_env *env, wh_str data, wh_entries *out)
{
    static const wh_str keys[] = {WH_LIT_INIT("/UF ("), WH_LIT_INIT("/F ("), WH_LIT_INIT("/UF("),
                                  WH_LIT_INIT("/F(")};
    if (wh_find(data, WH_LIT("/EmbeddedFile"), 0) == WH_NONE_AT) return;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        for (size_t at = wh_find(data, keys[i], 0); at != WH_NONE_AT && out->n < 20;
             at = wh_find(data, keys[i], at)) {
            wh_entry *one = wh_push(env->arena, out);
            at += keys[i].n;
            if (one)
                *one =
                    (wh_entry){.name = wh_decode_charset(env, WH_ABSENT, wh_pdf_literal(env, data, at, NULL)),
                               .data = WH_ABSENT};
        }
}
