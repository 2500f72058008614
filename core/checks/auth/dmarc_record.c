/* DMARC policy records: RFC 9989 4.7 and 4.8. What is broken in a record is passed over, as 4.8 says, except
 * a doubled tag, which makes a tag list invalid (RFC 6376 3.2). Nothing is kept: a record costs no memory. */
#include "checks/auth/dmarc.h"
#include "base/limits.h"

wh_str wh_dmarc_policy_name(wh_dmarc_policy policy)
{
    switch (policy) {
    case WH_POLICY_NONE: return WH_LIT("none");
    case WH_POLICY_QUARANTINE: return WH_LIT("quarantine");
    case WH_POLICY_REJECT: return WH_LIT("reject");
    default: return WH_ABSENT;
    }
}

static wh_dmarc_policy read_policy(wh_str value)
{
    for (wh_dmarc_policy p = WH_POLICY_NONE; p <= WH_POLICY_REJECT; p++)
        if (wh_eq_nocase(value, wh_dmarc_policy_name(p))) return p;
    return WH_POLICY_INVALID;
}

/* dmarc-uri (RFC 3986), with the obsolete "!10m" that says how much may be sent. */
static bool is_report_uri(wh_str uri)
{
    uri = wh_trim(uri);
    size_t size = wh_rfind_byte(uri, '!'), at = 0;
    if (size != WH_NONE_AT) uri = wh_sub(uri, 0, size);
    while (at < uri.n &&
           (wh_is_alnum(uri.p[at]) || (at && wh_find_byte(WH_LIT("+.-"), uri.p[at], 0) != WH_NONE_AT)))
        at++;
    if (at == 0 || wh_is_digit(uri.p[0]) || at == uri.n || uri.p[at] != ':') return false;
    for (at++; at < uri.n; at++) {
        char c = uri.p[at];
        if (c == '%' ? at + 2 >= uri.n || !wh_is_hex(uri.p[at + 1]) || !wh_is_hex(uri.p[at + 2])
                     : !wh_is_alnum(c) &&
                           (c == '\0' || wh_find_byte(WH_LIT("-._~:/?#[]@$&'()*+;="), c, 0) == WH_NONE_AT))
            return false;
    }
    return true;
}

static bool has_report_uri(wh_str list)
{
    for (size_t at = 0; at <= list.n;) {
        size_t end = wh_find_byte(list, ',', at);
        if (end == WH_NONE_AT) end = list.n;
        if (is_report_uri(wh_sub(list, at, end))) return true;
        at = end + 1;
    }
    return false;
}

/* The first tag: its name in any case, its value exactly, white space around "=" allowed. */
static bool is_version(wh_str spec)
{
    size_t equals = wh_find_byte(spec, '=', 0);
    return equals != WH_NONE_AT && wh_eq_nocase(wh_trim(wh_sub(spec, 0, equals)), WH_LIT("v")) &&
           wh_eq(wh_trim(wh_from(spec, equals + 1)), WH_LIT("DMARC1"));
}

static bool is(wh_str value, char letter) { return value.n == 1 && wh_lower(value.p[0]) == letter; }

static void read_tag(wh_str name, wh_str value, wh_dmarc_record *out)
{
    if (wh_eq(name, WH_LIT("p"))) out->p = read_policy(value);
    else if (wh_eq(name, WH_LIT("sp"))) out->sp = read_policy(value);
    else if (wh_eq(name, WH_LIT("np"))) out->np = read_policy(value);
    else if (wh_eq(name, WH_LIT("adkim"))) out->strict_dkim = is(value, 's');
    else if (wh_eq(name, WH_LIT("aspf"))) out->strict_spf = is(value, 's');
    else if (wh_eq(name, WH_LIT("t"))) out->test = is(value, 'y');
    else if (wh_eq(name, WH_LIT("psd"))) out->psd = is(value, 'y') ? 'y' : is(value, 'n') ? 'n' : 'u';
    else if (wh_eq(name, WH_LIT("rua"))) out->reports = has_report_uri(value);
}

/* The spec from *at on, which moves past it. */
static wh_str next_spec(wh_str txt, size_t *at)
{
    size_t start = *at, end = wh_find_byte(txt, ';', start);
    if (end == WH_NONE_AT) end = txt.n;
    *at = end + 1;
    return wh_sub(txt, start, end);
}

static wh_str name_of(wh_str spec) { return wh_trim(wh_sub(spec, 0, wh_find_byte(spec, '=', 0))); }

/* Whether a tag of that name stands before `end`. */
static bool named_before(wh_str txt, wh_str name, size_t end)
{
    for (size_t at = 0; at < end;) {
        wh_str spec = next_spec(txt, &at);
        if (at <= end && wh_find_byte(spec, '=', 0) != WH_NONE_AT && wh_eq(name_of(spec), name)) return true;
    }
    return false;
}

void wh_dmarc_read(wh_str txt, wh_dmarc_record *out)
{
    txt = wh_trim(txt);
    *out = (wh_dmarc_record){.text = txt, .psd = 'u'};
    size_t at = 0, start;
    if (!is_version(next_spec(txt, &at))) return;
    out->versioned = true;
    for (unsigned tags = 0; (start = at) <= txt.n; tags++) {
        wh_str spec = next_spec(txt, &at), name = name_of(spec);
        size_t equals = wh_find_byte(spec, '=', 0);
        if (equals == WH_NONE_AT) continue;
        if (tags >= WH_MAX_DMARC_TAGS || wh_eq(name, WH_LIT("v")) || named_before(txt, name, start)) return;
        read_tag(name, wh_trim(wh_from(spec, equals + 1)), out);
    }
    out->ok = true;
}
