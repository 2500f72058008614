/* What a DKIM-Signature says of itself, and whether it may be verified at all: RFC 6376 3.5 and 6.1.1, RFC
 * 8301 3.1, RFC 8463 3, RFC 8616 for names that are not ASCII. An ARC-Message-Signature differs in v= and i=
 * (RFC 8617 4.1.2). */
#include "checks/auth/dkim.h"

#include "base/limits.h"

static bool refuse(wh_signature *s, wh_auth_result result, wh_dkim_reason reason)
{
    s->result = result;
    s->reason = reason;
    return false;
}

static wh_str tag(const wh_signature *s, const char name[2])
{
    return wh_tag_named(&s->tags, (wh_str){name, 1});
}

/* sub-domain 1*("." sub-domain), or one for a selector; "_" is not in the grammar and is in use. ASCII lower
 * case. */
static wh_str name_of(wh_env *env, wh_str value, unsigned fewest_labels)
{
    if (value.n > 1024) return WH_ABSENT;
    if (!wh_is_ascii(value)) {
        wh_name name;
        wh_parse_name(env, value, &name);
        value = name.ascii;
    }
    size_t label = 0;
    unsigned labels = 0;
    for (size_t i = 0; i <= value.n; i++) {
        char c = i < value.n ? value.p[i] : '.';
        if (c != '.' && (!wh_is_hostname_char(c) || ++label > 63)) return WH_ABSENT;
        if (c == '-' && (label == 1 || i + 1 == value.n || value.p[i + 1] == '.')) return WH_ABSENT;
        if (c != '.') continue;
        if (label == 0) return WH_ABSENT;
        label = 0;
        labels++;
    }
    return labels >= fewest_labels && value.n <= 253 ? wh_copy_lower(env->arena, value) : WH_ABSENT;
}

/* 1*digits; absent: leaves *out. Larger than what fits is clamped, which is enough for l=. */
static bool read_number(wh_str value, size_t most_digits, uint64_t *out)
{
    if (wh_absent(value)) return true;
    if (value.n == 0 || value.n > most_digits) return false;
    for (size_t i = 0; i < value.n; i++)
        if (!wh_is_digit(value.p[i])) return false;
    if (!wh_to_u64(value, out)) *out = UINT64_MAX;
    return true;
}

static bool read_algorithm(wh_env *env, wh_signature *s)
{
    s->algorithm = wh_copy_lower(env->arena, tag(s, "a"));
    s->ed25519 = wh_eq(s->algorithm, WH_LIT("ed25519-sha256"));
    if (s->ed25519 || wh_eq(s->algorithm, WH_LIT("rsa-sha256"))) return true;
    if (!s->arc && wh_eq(s->algorithm, WH_LIT("rsa-sha1")))
        return refuse(s, WH_AUTH_POLICY, WH_DKIM_WEAK_ALGORITHM);
    return refuse(s, WH_AUTH_NEUTRAL, WH_DKIM_ALGORITHM);
}

static bool read_canon_word(wh_str word, bool *relaxed)
{
    *relaxed = wh_eq_nocase(word, WH_LIT("relaxed"));
    return *relaxed || wh_eq_nocase(word, WH_LIT("simple"));
}

static bool read_canon(wh_signature *s)
{
    wh_str c = tag(s, "c");
    s->relaxed_head = s->relaxed_body = s->assume_relaxed;
    if (wh_absent(c)) return true;
    s->relaxed_body = false;
    size_t slash = wh_find_byte(c, '/', 0);
    bool ok = read_canon_word(wh_trim(wh_sub(c, 0, slash)), &s->relaxed_head);
    if (slash != WH_NONE_AT) ok = read_canon_word(wh_trim(wh_from(c, slash + 1)), &s->relaxed_body) && ok;
    return ok || refuse(s, WH_AUTH_NEUTRAL, WH_DKIM_CANON);
}

static bool list_has(wh_str list, wh_str value)
{
    for (size_t at = 0; at <= list.n;) {
        size_t end = wh_find_byte(list, ':', at);
        if (end == WH_NONE_AT) end = list.n;
        if (wh_eq_nocase(wh_trim(wh_sub(list, at, end)), value)) return true;
        at = end + 1;
    }
    return false;
}

static bool read_names(wh_env *env, wh_signature *s)
{
    wh_str list = tag(s, "h");
    for (size_t at = 0; at <= list.n;) {
        size_t end = wh_find_byte(list, ':', at);
        if (end == WH_NONE_AT) end = list.n;
        wh_str name = wh_trim(wh_sub(list, at, end));
        at = end + 1;
        if (name.n == 0) continue;
        wh_str *slot = s->names.n < WH_MAX_SIGNED_NAMES ? wh_push(env->arena, &s->names) : NULL;
        if (!slot) return refuse(s, WH_AUTH_NEUTRAL, WH_DKIM_SYNTAX);
        *slot = name;
    }
    if (s->names.n == 0) return refuse(s, WH_AUTH_NEUTRAL, WH_DKIM_SYNTAX);
    return list_has(list, WH_LIT("from")) || refuse(s, WH_AUTH_NEUTRAL, WH_DKIM_FROM_UNSIGNED);
}

/* dkim-quoted-printable (2.11). */
static wh_str decode_quoted(wh_env *env, wh_str value)
{
    wh_buf out;
    wh_buf_init(&out, env->arena);
    for (size_t i = 0; i < value.n; i++) {
        if (wh_is_space(value.p[i])) continue;
        if (value.p[i] == '=' && i + 2 < value.n && wh_is_hex(value.p[i + 1]) && wh_is_hex(value.p[i + 2])) {
            wh_put_byte(&out, (char)(unsigned char)(wh_hex_value(value.p[i + 1]) << 4 |
                                                    wh_hex_value(value.p[i + 2])));
            i += 2;
        } else {
            wh_put_byte(&out, value.p[i]);
        }
    }
    return wh_buf_str(&out);
}

/* A dot-atom or a quoted-string (RFC 5322 3.2), or nothing. */
static bool is_local_part(wh_str s)
{
    if (s.n >= 2 && s.p[0] == '"' && s.p[s.n - 1] == '"') {
        for (size_t i = 1; i + 1 < s.n; i++) {
            if (s.p[i] == '"') return false;
            if (s.p[i] == '\\' && ++i + 1 >= s.n) return false;
        }
        return true;
    }
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] == '.' ? i == 0 || i + 1 == s.n || s.p[i - 1] == '.' : !wh_is_atext(s.p[i])) return false;
    return true;
}

/* i= must be of d= or below it (3.5). */
static bool read_identity(wh_env *env, wh_signature *s)
{
    wh_str i = tag(s, "i");
    if (wh_absent(i)) return true;
    s->identity = decode_quoted(env, i);
    size_t at = wh_rfind_byte(s->identity, '@');
    if (at == WH_NONE_AT || !is_local_part(wh_sub(s->identity, 0, at)))
        return refuse(s, WH_AUTH_NEUTRAL, WH_DKIM_SYNTAX);
    wh_str domain = name_of(env, wh_from(s->identity, at + 1), 2);
    if (wh_absent(domain)) return refuse(s, WH_AUTH_NEUTRAL, WH_DKIM_SYNTAX);
    return wh_under_domain(domain, s->d) || refuse(s, WH_AUTH_NEUTRAL, WH_DKIM_IDENTITY);
}

static bool read_numbers(wh_signature *s)
{
    uint64_t t = 0, x = 0;
    wh_str length = tag(s, "l");
    s->has_length = !wh_absent(length);
    if (!read_number(tag(s, "t"), 12, &t) || !read_number(tag(s, "x"), 12, &x) ||
        !read_number(length, 76, &s->length))
        return refuse(s, WH_AUTH_NEUTRAL, WH_DKIM_SYNTAX);
    s->signed_at = wh_absent(tag(s, "t")) ? -1 : (int64_t)t;
    s->expires_at = wh_absent(tag(s, "x")) ? -1 : (int64_t)x;
    if (s->signed_at >= 0 && s->expires_at >= 0 && x <= t) return refuse(s, WH_AUTH_NEUTRAL, WH_DKIM_TIMES);
    return true;
}

static bool has_required_tags(const wh_signature *s)
{
    return !wh_absent(tag(s, "a")) && !wh_absent(tag(s, "b")) && !wh_absent(tag(s, "d")) &&
           !wh_absent(tag(s, "h")) && !wh_absent(tag(s, "s")) &&
           !wh_absent(wh_tag_named(&s->tags, WH_LIT("bh")));
}

bool wh_signature_read_names(wh_env *env, wh_signature *s)
{
    s->arc = true;
    s->d = name_of(env, tag(s, "d"), 2);
    s->s = name_of(env, tag(s, "s"), 1);
    return !wh_absent(s->d) && !wh_absent(s->s) && read_algorithm(env, s);
}

bool wh_signature_read(wh_env *env, const wh_fields *fields, wh_signature *s)
{
    wh_str value = fields->at[s->field].value, v;
    s->signed_at = s->expires_at = -1;
    if (value.n > WH_MAX_SIGNATURE) return refuse(s, WH_AUTH_NEUTRAL, WH_DKIM_SYNTAX);
    wh_parse_tags(env, value, &s->tags);
    s->d = name_of(env, tag(s, "d"), 2);
    s->s = name_of(env, tag(s, "s"), 1);
    v = tag(s, "v");
    if (!s->tags.ok || !has_required_tags(s)) return refuse(s, WH_AUTH_NEUTRAL, WH_DKIM_SYNTAX);
    if (!s->arc && !wh_eq(v, WH_LIT("1")))
        return refuse(s, WH_AUTH_NEUTRAL, wh_absent(v) ? WH_DKIM_SYNTAX : WH_DKIM_VERSION);
    if (!read_algorithm(env, s) || !read_canon(s)) return false;
    if (wh_absent(s->d) || wh_absent(s->s)) return refuse(s, WH_AUTH_NEUTRAL, WH_DKIM_SYNTAX);
    if (!read_numbers(s) || !read_names(env, s)) return false;
    if (s->arc) return true;
    wh_str q = tag(s, "q");
    if (!wh_absent(q) && !list_has(q, WH_LIT("dns/txt"))) return refuse(s, WH_AUTH_NEUTRAL, WH_DKIM_QUERY);
    return read_identity(env, s);
}
