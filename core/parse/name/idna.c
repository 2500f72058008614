/* Domain names, RFC 1035, RFC 5890-5893 by way of UTS 46: non-transitional processing, STD 3 rules with "_"
 * allowed, because names of hosts and records in mail have it. */
#include "parse/name/idna.h"
#include "base/limits.h"
#include "parse/parse.h"
#include "parse/name/known.h"
#include "parse/name/suffix.h"
#include "parse/name/unicode.h"

#include <string.h>

#define BIT(name) (1u << WH_NAME_##name)

#define ZWNJ 0x200Cu
#define ZWJ 0x200Du
#define VIRAMA 9u /* canonical combining class */

typedef struct builder {
    char ascii[WH_MAX_HOST_NAME + WH_MAX_LABEL + 8];
    size_t n;
    wh_buf unicode;
    uint32_t problems;
} builder;

/* RFC 5893 2, for a label that holds right-to-left characters. */
static bool breaks_bidi_rule(const uint32_t *runes, size_t n)
{
    unsigned first = wh_rune(runes[0]).bidi, seen = 0;
    if (first != WH_BIDI_R) return true; /* a left-to-right label may hold none of them (rule 5) */
    size_t end = n;
    while (end > 0 && wh_rune(runes[end - 1]).bidi == WH_BIDI_NSM) end--;
    for (size_t i = 0; i < n; i++) seen |= 1u << wh_rune(runes[i]).bidi;
    unsigned last = end ? wh_rune(runes[end - 1]).bidi : WH_BIDI_NSM;
    if (seen & 1u << WH_BIDI_L) return true;
    if ((seen & 1u << WH_BIDI_EN) && (seen & 1u << WH_BIDI_AN)) return true;
    return last != WH_BIDI_R && last != WH_BIDI_EN && last != WH_BIDI_AN;
}

/* RFC 5892 A.1, A.2: a joiner needs a virama before it; the non-joiner may also stand between Arabic
 * letters. */
static bool joiner_is_lost(const uint32_t *runes, size_t n, size_t i)
{
    if (i > 0 && wh_combining_class(runes[i - 1]) == VIRAMA) return false;
    if (runes[i] == ZWJ || i == 0 || i + 1 == n) return true;
    return wh_rune(runes[i - 1]).bidi != WH_BIDI_R || wh_rune(runes[i + 1]).bidi != WH_BIDI_R;
}

uint32_t wh_label_problems(const uint32_t *runes, size_t n)
{
    uint32_t problems = 0;
    bool right_to_left = false;
    if (n == 0) return BIT(EMPTY_LABEL);
    if (wh_rune(runes[0]).flags & WH_RUNE_MARK) problems |= BIT(COMBINING);
    for (size_t i = 0; i < n; i++) {
        wh_rune_info info = wh_rune(runes[i]);
        uint32_t mapped[WH_RUNES_MAPPED];
        bool joiner = runes[i] == ZWNJ || runes[i] == ZWJ;
        bool valid =
            runes[i] == '_' || joiner || ((info.flags & WH_RUNE_VALID) && wh_map_rune(runes[i], mapped) < 0);
        if (!valid || (joiner && joiner_is_lost(runes, n, i))) problems |= BIT(DISALLOWED);
        right_to_left |= info.bidi == WH_BIDI_R || info.bidi == WH_BIDI_AN;
    }
    if (runes[0] == '-' || runes[n - 1] == '-' || (n > 3 && runes[2] == '-' && runes[3] == '-'))
        problems |= BIT(HYPHENS);
    if (right_to_left && breaks_bidi_rule(runes, n)) problems |= BIT(BIDI);
    return problems;
}

static bool is_xn(const uint32_t *runes, size_t n)
{
    return n >= 4 && runes[0] == 'x' && runes[1] == 'n' && runes[2] == '-' && runes[3] == '-';
}

/* RFC 3490's dots are mapped to "." before this. */
static void put_ascii_label(builder *b, const uint32_t *runes, size_t n)
{
    for (size_t i = 0; i < n && b->n < sizeof b->ascii; i++) b->ascii[b->n++] = (char)runes[i];
}

/* What a label that came as xn-- stands for: its Unicode form where that is sound (UTS 46 4, step 4.1). */
static void show_encoded(builder *b, const uint32_t *runes, size_t n)
{
    char bytes[WH_MAX_LABEL];
    uint32_t decoded[WH_MAX_LABEL], composed[WH_MAX_LABEL];
    size_t length = n - 4;
    for (size_t i = 0; i < length; i++) bytes[i] = (char)runes[i + 4];
    size_t count = wh_punycode_runes((wh_str){bytes, length}, decoded, WH_MAX_LABEL);
    uint32_t problems = BIT(BAD_PUNYCODE);
    if (count != WH_NONE_AT && count > 0) {
        char again[WH_MAX_LABEL];
        size_t back = wh_punycode_bytes(decoded, count, again, sizeof again);
        bool same = back == length && memcmp(again, bytes, length) == 0, only_ascii = true;
        memcpy(composed, decoded, count * sizeof *decoded);
        size_t normal = wh_compose(composed, count);
        for (size_t i = 0; i < count; i++) only_ascii &= decoded[i] < 0x80;
        if (same && !only_ascii) problems = wh_label_problems(decoded, count);
        if (normal != count || memcmp(composed, decoded, count * sizeof *decoded) != 0)
            problems |= BIT(DISALLOWED);
    }
    b->problems |= problems;
    if (problems & ~(BIT(HYPHENS)))
        for (size_t i = 0; i < n; i++) wh_put_rune(&b->unicode, runes[i]);
    else
        for (size_t i = 0; i < count; i++) wh_put_rune(&b->unicode, decoded[i]);
}

static void put_label(builder *b, uint32_t *runes, size_t n)
{
    bool plain = true;
    if (b->n > WH_MAX_HOST_NAME) return; /* too long already */
    n = wh_compose(runes, n);
    for (size_t i = 0; i < n; i++) plain &= runes[i] < 0x80;
    if (n == 0) b->problems |= BIT(EMPTY_LABEL);
    if (n > WH_MAX_LABEL) b->problems |= BIT(LONG_LABEL);
    if (n == 0 || n > WH_MAX_LABEL) return;
    if (plain) {
        put_ascii_label(b, runes, n);
        if (is_xn(runes, n)) {
            show_encoded(b, runes, n);
            return;
        }
        b->problems |= wh_label_problems(runes, n) & ~BIT(DISALLOWED);
    } else {
        char bytes[WH_MAX_LABEL - 4];
        size_t length = wh_punycode_bytes(runes, n, bytes, sizeof bytes);
        b->problems |= wh_label_problems(runes, n);
        if (length == WH_NONE_AT) {
            b->problems |= BIT(LONG_LABEL);
            return;
        }
        memcpy(b->ascii + b->n, "xn--", 4);
        memcpy(b->ascii + b->n + 4, bytes, length);
        b->n += 4 + length;
    }
    for (size_t i = 0; i < n; i++) wh_put_rune(&b->unicode, runes[i]);
}

/* UTS 46 4, step 1; WH_NONE_AT when it grows beyond any name. */
static size_t map_name(wh_str name, uint32_t *runes, uint32_t *problems)
{
    size_t n = 0;
    for (size_t at = 0; at < name.n;) {
        uint32_t to[WH_RUNES_MAPPED];
        bool ok;
        uint32_t rune = wh_next_rune(name, &at, &ok);
        int count = rune == '.' ? -1 : wh_map_rune(rune, to);
        if (!ok) *problems |= BIT(BAD_CHAR);
        if (rune < 0x80 && !wh_is_hostname_char((char)rune)) *problems |= BIT(BAD_CHAR);
        if (count >= 0 && rune >= 0x80) *problems |= BIT(MAPPED);
        if (n + WH_RUNES_MAPPED > WH_MAX_NAME_RUNES) return WH_NONE_AT;
        if (count < 0) runes[n++] = rune;
        for (int i = 0; i < count; i++) runes[n++] = to[i];
        if (rune == 0x3002) { /* the ideographic full stop: UTS 46 has it valid, and a separator */
            runes[n - 1] = '.';
            *problems |= BIT(MAPPED);
        }
    }
    return n;
}

/* "[...]", or an address; RFC 1123 2.1 keeps all-digit top-level labels apart from names. */
static bool is_address(wh_str name)
{
    wh_ip ip;
    size_t dot = wh_rfind_byte(name, '.');
    if (name.n == 0 || name.n > WH_MAX_HOST_NAME || !wh_is_ascii(name)) return false;
    if (name.p[0] == '[' || wh_find_byte(name, ':', 0) != WH_NONE_AT)
        return name.p[0] == '[' || wh_parse_ip(name, &ip);
    for (size_t i = dot == WH_NONE_AT ? name.n : dot + 1; i < name.n; i++)
        if (!wh_is_digit(name.p[i])) return false;
    return dot != WH_NONE_AT && dot + 1 < name.n;
}

static void find_parts(wh_name *out)
{
    wh_split split = wh_split_suffix(out->ascii);
    out->suffix = split.suffix;
    out->registrable = split.registrable;
    out->private_suffix = split.private_suffix;
    out->known_suffix = split.known;
}

/* UTS 46 4 in full. */
static WH_APART void read_any(wh_env *env, wh_str name, wh_name *out)
{
    uint32_t runes[WH_MAX_NAME_RUNES];
    builder b = {.n = 0};
    size_t n = map_name(wh_sub(name, 0, 4 * WH_MAX_NAME_RUNES), runes, &b.problems), start = 0;
    wh_buf_init(&b.unicode, env->arena);
    if (n == WH_NONE_AT) {
        out->problems = b.problems | BIT(LONG_NAME);
        return;
    }
    if (n > 1 && runes[n - 1] == '.') n--; /* a mapped one */
    for (size_t i = 0; i <= n; i++) {
        if (i < n && runes[i] != '.') continue;
        put_label(&b, runes + start, i - start);
        if (i < n && b.n <= WH_MAX_HOST_NAME) {
            b.ascii[b.n++] = '.';
            wh_put_byte(&b.unicode, '.');
        }
        start = i + 1;
    }
    if (b.n > WH_MAX_HOST_NAME) b.problems |= BIT(LONG_NAME);
    out->problems = b.problems;
    out->unicode = wh_buf_str(&b.unicode);
    if (b.problems & (BIT(EMPTY_LABEL) | BIT(LONG_LABEL) | BIT(LONG_NAME) | BIT(BAD_CHAR))) return;
    out->ascii = wh_copy(env->arena, (wh_str){b.ascii, b.n});
    find_parts(out);
}

/* Whether nothing is to be done but lower case: sound labels of ASCII, none of them encoded. Nearly all names
 * are so. */
static bool is_plain(wh_str name)
{
    size_t label = 0;
    if (name.n == 0 || name.n > WH_MAX_HOST_NAME) return false;
    for (size_t i = 0; i <= name.n; i++) {
        if (i < name.n && name.p[i] != '.') {
            if (!wh_is_hostname_char(name.p[i])) return false;
            continue;
        }
        size_t n = i - label;
        if (n == 0 || n > WH_MAX_LABEL || name.p[label] == '-' || name.p[i - 1] == '-') return false;
        if (n > 3 && name.p[label + 2] == '-' && name.p[label + 3] == '-') return false;
        label = i + 1;
    }
    return true;
}

static void read_plain(wh_env *env, wh_str name, wh_name *out)
{
    if (wh_recall_nocase(env, name, out)) return;
    out->ascii = out->unicode = wh_copy_lower(env->arena, name);
    find_parts(out);
    if (!wh_absent(out->ascii)) wh_remember_name(env, out);
}

void wh_parse_name(wh_env *env, wh_str name, wh_name *out)
{
    if (wh_recall_name(env, name, out)) return;
    memset(out, 0, sizeof *out);
    name = wh_bare_host(wh_trim(name));
    if (is_address(name)) {
        out->ascii = out->unicode = wh_copy_lower(env->arena, name);
    } else if (is_plain(name)) {
        read_plain(env, name, out);
    } else {
        read_any(env, name, out);
    }
}
