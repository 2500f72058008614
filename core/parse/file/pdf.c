/* Where a PDF leads: ISO 32000-1 12.6.4.7 (URI actions) in plain objects and in object streams (7.5.7) that
 * are deflated. This is not a PDF reader: what is written in another way, or encrypted, is not found. */
#include "base/limits.h"
#include "parse/file/pdf.h"

#define DICTIONARY 400u /* bytes before "stream" in which its dictionary is looked for */

bool wh_pdf_encrypted(wh_str data)
{
    for (size_t at = wh_find(data, WH_LIT("/Encrypt"), 0); at != WH_NONE_AT;
         at = wh_find(data, WH_LIT("/Encrypt"), at + 8))
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

/* Strings of text may be UTF-16 with its mark (7.9.2.2): of addresses the ASCII in them. */
static wh_str narrowed(wh_env *env, wh_str s)
{
    wh_buf buf;
    if (!wh_eq(wh_sub(s, 0, 2), WH_LIT("\xFE\xFF"))) return s;
    wh_buf_init(&buf, env->arena);
    for (size_t at = 3; at < s.n; at += 2)
        if (s.p[at - 1] == '\0') wh_put_byte(&buf, s.p[at]);
    return wh_buf_str(&buf);
}

static void add_action(wh_env *env, wh_str uri, wh_strs *out)
{
    if (out->n >= WH_MAX_FILE_LINKS) {
        wh_note_cut(env, WH_CUT_FILES, WH_ABSENT);
        return;
    }
    wh_str *one = uri.n ? wh_push(env->arena, out) : NULL;
    if (one) *one = uri;
}

/* An address, or a shared folder elsewhere: what is opened or submitted to. A local file is neither. */
static bool is_outside(wh_str file)
{
    return wh_starts_nocase(file, WH_LIT("http")) || wh_starts_nocase(file, WH_LIT("file:")) ||
           wh_starts_nocase(file, WH_LIT("\\\\"));
}

/* 12.6.4.7 (URI), 12.7.5.2 and 12.6.4.3 (F: where a form is submitted to, what is opened), 12.6.4.16 (JS). */
static void read_actions(wh_env *env, wh_str s, wh_strs *out)
{
    static const wh_str keys[] = {WH_LIT_INIT("/URI"), WH_LIT_INIT("/F"), WH_LIT_INIT("/JS")};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        for (size_t at = wh_find(s, keys[i], 0); at != WH_NONE_AT; at = wh_find(s, keys[i], at)) {
            at += keys[i].n;
            while (at < s.n && wh_is_space(s.p[at])) at++;
            bool hex = at + 1 < s.n && s.p[at] == '<' && s.p[at + 1] != '<';
            if (at >= s.n || (s.p[at] != '(' && !hex)) continue;
            if (out->n >= WH_MAX_FILE_LINKS) {
                wh_note_cut(env, WH_CUT_FILES, WH_ABSENT);
                return;
            }
            wh_str text =
                narrowed(env, hex ? hexadecimal(env, s, at + 1) : wh_pdf_literal(env, s, at + 1, NULL));
            if (i == 2) wh_scan_addresses(env, text, out);
            else if (i == 0 || is_outside(text)) add_action(env, text, out);
        }
}

void wh_pdf_links(wh_env *env, wh_str data, size_t *budget, wh_strs *out)
{
    static const wh_str begins = WH_LIT_INIT("stream");
    read_actions(env, data, out);
    char *room = NULL;
    for (size_t at = wh_find(data, begins, 0); at != WH_NONE_AT; at = wh_find(data, begins, at)) {
        wh_str before = wh_sub(data, at > DICTIONARY ? at - DICTIONARY : 0, at);
        at += begins.n;
        while (at < data.n && (data.p[at] == '\r' || data.p[at] == '\n')) at++;
        if (wh_find(before, WH_LIT("/ObjStm"), 0) == WH_NONE_AT || at + 2 >= data.n) continue;
        if (!room) room = wh_alloc(env->arena, WH_MAX_FILE_PART);
        if (!room) return;
        if (*budget < WH_MAX_FILE_PART + WH_INFLATE_COST) {
            wh_note_cut(env, WH_CUT_FILES, WH_ABSENT);
            return;
        }
        size_t used;
        wh_str inside = wh_inflate_to(room, WH_MAX_FILE_PART, wh_from(data, at + 2),
                                      &used); /* after RFC 1950's two bytes */
        if (inside.n >= WH_MAX_FILE_PART) wh_note_cut(env, WH_CUT_FILES, WH_ABSENT);
        *budget -= inside.n + WH_INFLATE_COST;
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
