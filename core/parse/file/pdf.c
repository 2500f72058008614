/* Where a PDF leads: ISO 32000-1 12.6.4.7 (URI actions) in plain objects and in object streams (7.5.7). This
 * is not a PDF reader: what is packed in another way is told, what is encrypted is not found. */
#include "base/limits.h"
#include "parse/file/pdf.h"

#define DICTIONARY 400u /* bytes before "stream" in which its dictionary is looked for */
#define FILTERS 3u      /* of one stream, one in the other: nobody needs more than two */
#define FILTERED                                                                                             \
    (4u * WH_MAX_FILE_PART) /* of the budget, for such a stream: each filter has room of its own */

/* A name (7.3.5), each letter of which may be written as "#4A". *end: behind it. */
static bool is_name(wh_str s, size_t at, wh_str name, size_t *end)
{
    for (size_t i = 0; i < name.n; i++) {
        if (at >= s.n) return false;
        char c = s.p[at++];
        int high = c == '#' && at + 1 < s.n ? wh_hex_value(s.p[at]) : -1;
        int low = high >= 0 ? wh_hex_value(s.p[at + 1]) : -1;
        if (low >= 0) {
            c = (char)(unsigned char)(high << 4 | low);
            at += 2;
        }
        if (c != name.p[i]) return false;
    }
    *end = at;
    return true;
}

/* The next place of a name, which is given with its "/"; WH_NONE_AT: there is none. */
static size_t find_name(wh_str s, wh_str name, size_t at, size_t *end)
{
    for (at = wh_find_byte(s, '/', at); at != WH_NONE_AT; at = wh_find_byte(s, '/', at + 1))
        if (is_name(s, at, name, end)) return at;
    return WH_NONE_AT;
}

bool wh_pdf_encrypted(wh_str data)
{
    static const wh_str name = WH_LIT_INIT("/Encrypt");
    size_t end = 0;
    while (find_name(data, name, end, &end) != WH_NONE_AT)
        if (end < data.n && !wh_is_alnum(data.p[end])) return true;
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

static wh_str hexadecimal(wh_env *env, wh_str s, size_t at, size_t most)
{
    wh_buf buf;
    int high = -1;
    wh_buf_init(&buf, env->arena);
    for (; at < s.n && s.p[at] != '>' && buf.n < most; at++) {
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
        for (size_t at = 0; find_name(s, keys[i], at, &at) != WH_NONE_AT;) {
            while (at < s.n && wh_is_space(s.p[at])) at++;
            bool hex = at + 1 < s.n && s.p[at] == '<' && s.p[at + 1] != '<';
            if (at >= s.n || (s.p[at] != '(' && !hex)) continue;
            if (out->n >= WH_MAX_FILE_LINKS) {
                wh_note_cut(env, WH_CUT_FILES, WH_ABSENT);
                return;
            }
            wh_str text =
                narrowed(env, hex ? hexadecimal(env, s, at + 1, 4096) : wh_pdf_literal(env, s, at + 1, NULL));
            if (i == 2) wh_scan_addresses(env, text, out);
            else if (i == 0 || is_outside(text)) add_action(env, text, out);
        }
}

/* The next filter of a list (7.3.8.2), from *at on; absent at its end. */
static wh_str next_filter(wh_str dictionary, size_t *at)
{
    static const wh_str known[] = {WH_LIT_INIT("/FlateDecode"), WH_LIT_INIT("/ASCII85Decode"),
                                   WH_LIT_INIT("/ASCIIHexDecode")};
    while (*at < dictionary.n && (wh_is_space(dictionary.p[*at]) || dictionary.p[*at] == '[')) (*at)++;
    if (*at >= dictionary.n || dictionary.p[*at] != '/') return WH_ABSENT;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (is_name(dictionary, *at, known[i], at)) return known[i];
    return WH_LIT("");
}

/* A stream with its filters undone, at most `room` of each; absent: one of them is not known here. */
static wh_str unfiltered(wh_env *env, wh_str dictionary, wh_str stream, size_t room)
{
    size_t at = 0, none;
    if (find_name(dictionary, WH_LIT("/Filter"), 0, &at) == WH_NONE_AT) return WH_LIT(""); /* is plain */
    if (find_name(dictionary, WH_LIT("/Predictor"), 0, &none) != WH_NONE_AT) return WH_ABSENT;
    for (unsigned i = 0; i < FILTERS; i++) {
        wh_str filter = next_filter(dictionary, &at);
        if (wh_absent(filter)) return i ? stream : WH_ABSENT;
        if (wh_eq(filter, WH_LIT("/FlateDecode")))
            stream = stream.n > 2 ? wh_inflate(env, wh_from(stream, 2), room, NULL) : WH_LIT("");
        else if (wh_eq(filter, WH_LIT("/ASCII85Decode"))) stream = wh_pdf_ascii85(env, stream, room);
        else if (wh_eq(filter, WH_LIT("/ASCIIHexDecode"))) stream = hexadecimal(env, stream, 0, room);
        else return WH_ABSENT;
    }
    return WH_ABSENT;
}

/* The dictionary before a stream: of the last object that begins there. */
static wh_str dictionary_before(wh_str data, size_t at)
{
    wh_str before = wh_sub(data, at > DICTIONARY ? at - DICTIONARY : 0, at);
    for (size_t object; (object = wh_find(before, WH_LIT(" obj"), 0)) != WH_NONE_AT;)
        before = wh_from(before, object + 4);
    return before;
}

/* Whether it is deflated and nothing else, as nearly all are. */
static bool is_deflated(wh_str dictionary)
{
    size_t at = 0;
    return find_name(dictionary, WH_LIT("/Filter"), 0, &at) != WH_NONE_AT &&
           wh_eq(next_filter(dictionary, &at), WH_LIT("/FlateDecode")) &&
           wh_absent(next_filter(dictionary, &at)) &&
           find_name(dictionary, WH_LIT("/Predictor"), 0, &at) == WH_NONE_AT;
}

bool wh_pdf_links(wh_env *env, wh_str data, size_t *budget, wh_strs *out)
{
    static const wh_str begins = WH_LIT_INIT("stream");
    read_actions(env, data, out);
    char *room = NULL;
    bool whole = true;
    for (size_t at = wh_find(data, begins, 0), end; at != WH_NONE_AT; at = wh_find(data, begins, at)) {
        wh_str before = dictionary_before(data, at);
        at += begins.n;
        while (at < data.n && (data.p[at] == '\r' || data.p[at] == '\n')) at++;
        if (find_name(before, WH_LIT("/ObjStm"), 0, &end) == WH_NONE_AT || at + 2 >= data.n) continue;
        if (!room) room = wh_alloc(env->arena, WH_MAX_FILE_PART);
        if (!room) return whole;
        bool deflated = is_deflated(before);
        size_t cost = deflated ? WH_INFLATE_COST : FILTERED;
        if (*budget < WH_MAX_FILE_PART + cost) {
            wh_note_cut(env, WH_CUT_FILES, WH_ABSENT);
            return whole;
        }
        size_t used = 0;
        wh_str inside;
        if (deflated) { /* after RFC 1950's two bytes */
            inside = wh_inflate_to(room, WH_MAX_FILE_PART, wh_from(data, at + 2), &used);
        } else {
            end = wh_find(data, WH_LIT("endstream"), at);
            used = (end == WH_NONE_AT ? data.n : end) - at;
            inside = unfiltered(env, before, wh_sub(data, at, at + used), WH_MAX_PDF_STREAM);
            whole = whole && !wh_absent(inside);
        }
        if (inside.n >= (deflated ? WH_MAX_FILE_PART : WH_MAX_PDF_STREAM))
            wh_note_cut(env, WH_CUT_FILES, WH_ABSENT);
        *budget -= inside.n + cost;
        read_actions(env, inside, out);
        at += used < data.n - at ? used : data.n - at;
    }
    return whole;
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
