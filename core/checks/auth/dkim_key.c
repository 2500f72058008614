/* DKIM key records: RFC 6376 3.6.1 and 6.1.2, RFC 8301 3.2 (weak keys), RFC 8463 4 (Ed25519). */
#include "checks/auth/dkim.h"
#include "base/limits.h"

/* Whether a colon-separated list holds one of two values. */
static bool listed(wh_str list, wh_str value, wh_str or_value)
{
    for (size_t at = 0; at <= list.n;) {
        size_t end = wh_find_byte(list, ':', at);
        if (end == WH_NONE_AT) end = list.n;
        wh_str item = wh_trim(wh_sub(list, at, end));
        if (wh_eq_nocase(item, value) || (or_value.n && wh_eq_nocase(item, or_value))) return true;
        at = end + 1;
    }
    return false;
}

static void refuse(wh_dkim_key *key, wh_auth_result result, wh_dkim_reason reason)
{
    key->result = result;
    key->reason = reason;
}

/* The tags in the order of 6.1.2. False: refused. */
static bool check_tags(const wh_tags *tags, bool ed25519, wh_dkim_key *out)
{
    wh_str v = wh_tag_named(tags, WH_LIT("v")), p = wh_tag_named(tags, WH_LIT("p")),
           h = wh_tag_named(tags, WH_LIT("h"));
    wh_str s = wh_tag_named(tags, WH_LIT("s")), k = wh_tag_named(tags, WH_LIT("k")),
           t = wh_tag_named(tags, WH_LIT("t"));
    wh_dkim_reason reason = WH_DKIM_NONE;
    if (!tags->ok || wh_absent(p)) reason = WH_DKIM_KEY_SYNTAX;
    else if (!wh_absent(v) && (!wh_eq(v, WH_LIT("DKIM1")) || !wh_eq(tags->list.at[0].name, WH_LIT("v"))))
        reason = WH_DKIM_KEY_VERSION;
    else if (p.n == 0) reason = WH_DKIM_REVOKED;
    else if (!wh_absent(h) && !listed(h, WH_LIT("sha256"), WH_ABSENT)) reason = WH_DKIM_KEY_HASH;
    else if (!wh_absent(s) && !listed(s, WH_LIT("email"), WH_LIT("*"))) reason = WH_DKIM_KEY_SERVICE;
    else if (!wh_eq_nocase(wh_absent(k) ? WH_LIT("rsa") : k, ed25519 ? WH_LIT("ed25519") : WH_LIT("rsa")))
        reason = WH_DKIM_KEY_TYPE;
    out->testing = listed(t, WH_LIT("y"), WH_ABSENT);
    out->same_domain = listed(t, WH_LIT("s"), WH_ABSENT);
    if (reason != WH_DKIM_NONE) refuse(out, WH_AUTH_NEUTRAL, reason);
    return reason == WH_DKIM_NONE;
}

void wh_dkim_key_read(wh_env *env, wh_str record, bool ed25519, wh_dkim_key *out)
{
    wh_tags tags;
    wh_str bytes;
    bool other = false;
    *out = (wh_dkim_key){.result = WH_AUTH_PASS, .record = record};
    wh_parse_tags(env, record, &tags);
    if (!check_tags(&tags, ed25519, out)) return;
    wh_str p = wh_tag_named(&tags, WH_LIT("p"));
    if (p.n > WH_MAX_KEY || !wh_decode_base64(env, p, &bytes)) {
        refuse(out, WH_AUTH_NEUTRAL, WH_DKIM_KEY_SYNTAX);
    } else if (ed25519) {
        out->bytes = bytes;
        out->bits = 256;
        if (bytes.n != 32) refuse(out, WH_AUTH_NEUTRAL, WH_DKIM_KEY_SYNTAX);
    } else if (!wh_rsa_key(env, bytes, &out->bytes, &out->bits, &other)) {
        refuse(out, WH_AUTH_NEUTRAL, other ? WH_DKIM_KEY_TYPE : WH_DKIM_KEY_SYNTAX);
    } else if (out->bits < WH_MIN_KEY_BITS) {
        refuse(out, WH_AUTH_POLICY, WH_DKIM_WEAK_KEY);
    } else if (out->bits > WH_MAX_KEY_BITS) {
        refuse(out, WH_AUTH_NEUTRAL, WH_DKIM_KEY_SYNTAX);
    }
}

/* Several TXT records at one name are undefined (3.6.2.2): the first that is a usable key, else the first. */
static void read_records(wh_env *env, const wh_dns *dns, bool ed25519, wh_dkim_key *out)
{
    wh_dkim_key key;
    for (uint32_t i = 0; i < dns->records.n && i < 8; i++) {
        wh_dkim_key_read(env, dns->records.at[i].data, ed25519, &key);
        if (i == 0 || key.result == WH_AUTH_PASS) *out = key;
        if (key.result == WH_AUTH_PASS) return;
    }
}

void wh_dkim_key_find(wh_env *env, wh_oracle *oracle, wh_str selector, wh_str domain, bool ed25519,
                      wh_why why, wh_dkim_key *out)
{
    wh_buf name;
    *out = (wh_dkim_key){0};
    wh_buf_init(&name, env->arena);
    wh_put(&name, selector);
    wh_put(&name, WH_LIT("._domainkey."));
    wh_put(&name, domain);
    const wh_dns *dns = wh_ask_dns(oracle, wh_buf_str(&name), WH_RR_TXT, why, domain);
    switch (dns->state) {
    case WH_PENDING: refuse(out, WH_AUTH_PENDING, WH_DKIM_NONE); break;
    case WH_ANSWERED: read_records(env, dns, ed25519, out); break;
    case WH_EMPTY: refuse(out, WH_AUTH_NEUTRAL, WH_DKIM_NO_KEY); break;
    case WH_TEMPFAIL: refuse(out, WH_AUTH_TEMPERROR, WH_DKIM_KEY_DNS); break;
    default: refuse(out, WH_NOT_EVALUATED, WH_DKIM_NOT_ASKED); break;
    }
}
