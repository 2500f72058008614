/* The transfer encoding of an entity: RFC 2045 6. It may be said twice, or misspelt, or stand over a
 * multipart, where 6.4 forbids it. Mail programs differ in what they make of that, so the bytes themselves
 * decide. */
#include "base/limits.h"
#include "parse/mime/parts.h"

#define BASE64_LEAST 16u /* digits: fewer may be a word */

/* What programs make of a value that has a blank, a hyphen or quotation marks too many. */
static wh_str meant(wh_str value)
{
    static const wh_str names[][2] = {
        {WH_LIT_INIT("base64"), WH_LIT_INIT("base64")},
        {WH_LIT_INIT("quotedprintable"), WH_LIT_INIT("quoted-printable")},
    };
    char letters[32];
    size_t n = 0;
    for (size_t i = 0; i < value.n; i++) {
        if (!wh_is_alnum(value.p[i])) continue;
        if (n == sizeof letters) return value;
        letters[n++] = value.p[i];
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (wh_eq_nocase((wh_str){letters, n}, names[i][0])) return names[i][1];
    return value;
}

static bool is_base64(wh_str body)
{
    size_t digits = 0;
    for (size_t i = 0; i < body.n; i++) {
        char c = body.p[i];
        bool digit = wh_is_alnum(c) || c == '+' || c == '/';
        if (!digit && c != '=' && !wh_is_space(c)) return false;
        digits += digit;
    }
    return digits >= BASE64_LEAST;
}

/* A line of it, whatever else the body holds: decoders pass over the rest. */
static bool has_base64(wh_str body)
{
    char line_end = wh_mime_line_end(body);
    for (size_t at = 0, next; at < body.n; at = next) {
        next = wh_mime_next_line(body, at, line_end);
        if (is_base64(wh_sub(body, at, next))) return true;
    }
    return false;
}

/* Counts each "=": it is an escape or ends a line, or it does not. */
static void count_escapes(wh_str body, size_t *good, size_t *bad)
{
    *good = *bad = 0;
    for (size_t at = wh_find_byte(body, '=', 0); at != WH_NONE_AT; at = wh_find_byte(body, '=', at + 1)) {
        wh_str two = wh_sub(body, at + 1, at + 3);
        bool escape = two.n == 2 && wh_hex_value(two.p[0]) >= 0 && wh_hex_value(two.p[1]) >= 0;
        if (escape || two.n == 0 || wh_is_space(two.p[0])) ++*good;
        else ++*bad;
    }
}

static bool is_quoted_printable(wh_str body)
{
    size_t good, bad;
    count_escapes(body, &good, &bad);
    return good && !bad;
}

static bool is_rather_quoted_printable(wh_str body)
{
    size_t good, bad;
    count_escapes(body, &good, &bad);
    return good && good >= bad;
}

bool wh_mime_fits(wh_str encoding, wh_str body)
{
    if (wh_eq(encoding, WH_LIT("base64"))) return is_base64(body);
    return wh_eq(encoding, WH_LIT("quoted-printable")) && is_quoted_printable(body);
}

/* One that decodes; the others ("7bit") leave the body as it is. */
static bool decodes(wh_str encoding)
{
    return wh_eq(encoding, WH_LIT("base64")) || wh_eq(encoding, WH_LIT("quoted-printable")) ||
           wh_starts_nocase(encoding, WH_LIT("x-uue")) || wh_starts_nocase(encoding, WH_LIT("uue"));
}

static bool changes_nothing(wh_str encoding)
{
    return wh_eq_nocase(encoding, WH_LIT("7bit")) || wh_eq_nocase(encoding, WH_LIT("8bit")) ||
           wh_eq_nocase(encoding, WH_LIT("binary"));
}

static wh_str value_of(wh_env *env, const wh_field *field)
{
    wh_params params;
    wh_parse_params(env, field->value, &params);
    return meant(params.value);
}

wh_str wh_mime_encoding(wh_env *env, const wh_fields *fields, wh_str body, wh_str above, uint32_t *damage)
{
    wh_str first = WH_ABSENT;
    bool differ = false, base64 = false, printable = false;
    for (uint32_t i = 0; i < fields->n; i++) {
        if (!wh_eq_nocase(fields->at[i].name, WH_LIT("Content-Transfer-Encoding"))) continue;
        wh_str value = value_of(env, &fields->at[i]);
        if (value.n == 0) continue;
        if (wh_absent(first)) first = value;
        differ |= !wh_eq_nocase(first, value);
        base64 |= wh_eq_nocase(value, WH_LIT("base64"));
        printable |= wh_eq_nocase(value, WH_LIT("quoted-printable"));
    }
    if (differ) {
        *damage |= WH_MIME_BIT(DOUBLED);
        if (base64 && is_base64(body)) return WH_LIT("base64");
        if (printable && is_rather_quoted_printable(body)) return WH_LIT("quoted-printable");
        if (base64 && has_base64(body)) return WH_LIT("base64");
    }
    if (wh_absent(first) && wh_mime_fits(above, body)) return above;
    if (!wh_absent(first) && !decodes(first) && !changes_nothing(first) && is_base64(body))
        return WH_LIT("base64"); /* no encoding that there is, over what can only be this one */
    return first;
}

/* How much a program shows that goes by that field: parts, a page, or text. */
static unsigned weight_of(const wh_params *type, wh_str body)
{
    if (wh_starts_nocase(type->value, WH_LIT("multipart/")))
        return wh_mime_occurs(body, wh_param_named(type, WH_LIT("boundary"))) ? 3 : 0;
    return wh_eq_nocase(type->value, WH_LIT("text/html")) ? 2 : 1;
}

/* The last field with that name: mail programs go by the first of several, or by this one. */
static uint32_t last_named(const wh_fields *fields, wh_str name)
{
    uint32_t i = fields->n;
    while (i > 0 && !wh_eq_nocase(fields->at[i - 1].name, name)) i--;
    return i - 1;
}

void wh_mime_content_type(wh_env *env, const wh_fields *fields, wh_str body, wh_params *out, uint32_t *damage)
{
    const wh_str name = WH_LIT("Content-Type");
    unsigned most = 0, seen = 0;
    uint32_t last = last_named(fields, name);
    wh_str first = WH_ABSENT, before = WH_ABSENT;
    for (uint32_t i = 0; i < fields->n && i <= last; i++) {
        if (!wh_eq_nocase(fields->at[i].name, name)) continue;
        wh_str value = wh_mime_value_at(fields, i);
        if (seen && wh_eq(value, before)) continue; /* however often it is repeated */
        before = value;
        if (seen >= WH_MAX_TYPES && i != last) {
            wh_note_cut(env, WH_CUT_PARTS, value);
            continue;
        }
        wh_params params;
        wh_parse_params(env, value, &params);
        if (seen++ == 0) {
            first = params.value;
            *out = params;
            continue;
        }
        if (wh_eq_nocase(first, params.value)) continue;
        *damage |= WH_MIME_BIT(DOUBLED);
        if (most == 0) most = weight_of(out, body);
        if (weight_of(&params, body) <= most) continue;
        most = weight_of(&params, body);
        *out = params;
    }
    if (seen == 0) wh_parse_params(env, WH_ABSENT, out);
}
