/* TLS in a Received field: no RFC says how, every server does it its own way, mostly in a comment. */
#include "parse/received/parts.h"

bool wh_received_is_cipher(wh_str s)
{
    size_t joints = 0, letters = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '-' || s.p[i] == '_') joints++;
        else if (wh_is_alpha(s.p[i])) letters++;
        else if (!wh_is_digit(s.p[i])) return false;
    }
    return s.n >= 6 && s.n <= 80 && joints >= 1 && letters >= 3;
}

wh_str wh_received_tls_version(wh_str s)
{
    static const struct {
        char major, minor;
        bool ssl;
        wh_str name;
    } versions[] = {
        {'1', '0', false, WH_LIT_INIT("TLSv1")},   {'1', '1', false, WH_LIT_INIT("TLSv1.1")},
        {'1', '2', false, WH_LIT_INIT("TLSv1.2")}, {'1', '3', false, WH_LIT_INIT("TLSv1.3")},
        {'2', '0', true, WH_LIT_INIT("SSLv2")},    {'3', '0', true, WH_LIT_INIT("SSLv3")},
    };
    bool ssl = wh_starts_nocase(s, WH_LIT("SSL"));
    if (s.n > 12 || !(ssl || wh_starts_nocase(s, WH_LIT("TLS")))) return WH_ABSENT;
    size_t at = 3;
    while (at < s.n && (s.p[at] == '_' || s.p[at] == '-' || wh_lower(s.p[at]) == 'v')) at++;
    if (at == s.n) return WH_ABSENT;
    char major = s.p[at++], minor = '0';
    if (at + 1 < s.n && (s.p[at] == '.' || s.p[at] == '_')) {
        minor = s.p[at + 1];
        at += 2;
    }
    /* "TLSv1/SSLv3": OpenSSL's name for a family of ciphers, kept as it is. */
    if (at < s.n) return s.p[at] == '/' ? s : WH_ABSENT;
    for (size_t i = 0; i < sizeof versions / sizeof versions[0]; i++)
        if (versions[i].major == major && versions[i].minor == minor && versions[i].ssl == ssl)
            return wh_eq(s, versions[i].name) ? s : versions[i].name;
    return WH_ABSENT;
}

static void set_version(wh_received *out, wh_str s)
{
    out->encrypted = true;
    if (wh_absent(out->tls_version)) out->tls_version = wh_received_tls_version(s);
}

static void set_cipher(wh_received *out, wh_str s)
{
    out->encrypted = true;
    if (wh_absent(out->tls_cipher) && wh_received_is_cipher(s)) out->tls_cipher = s;
}

/* "TLSv1.2:ECDHE-RSA-AES256-GCM-SHA384:256" (Exim, OpenSMTPD) */
static bool read_colons(wh_str atom, wh_received *out)
{
    size_t colon = wh_find_byte(atom, ':', 0);
    if (colon == WH_NONE_AT || colon + 1 == atom.n) return false;
    wh_str version = wh_sub(atom, 0, colon), rest = wh_from(atom, colon + 1);
    if (wh_absent(wh_received_tls_version(version))) return false;
    set_version(out, version);
    size_t end = wh_find_byte(rest, ':', 0);
    set_cipher(out, wh_sub(rest, 0, end == WH_NONE_AT ? rest.n : end));
    return true;
}

/* "version=TLS1_2 cipher=..." (Gmail, Exchange, sendmail) */
static bool read_equals(wh_str atom, wh_received *out)
{
    static const wh_str version = WH_LIT_INIT("version="), cipher = WH_LIT_INIT("cipher=");
    if (wh_starts_nocase(atom, version)) set_version(out, wh_from(atom, version.n));
    else if (wh_starts_nocase(atom, cipher)) set_cipher(out, wh_from(atom, cipher.n));
    else return false;
    return true;
}

static bool is_any(wh_str s, const wh_str *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (wh_eq_nocase(s, list[i])) return true;
    return false;
}

bool wh_received_tls_comment(wh_str comment, wh_received *out)
{
    static const wh_str starts[] = {
        WH_LIT_INIT("using"), WH_LIT_INIT("TLS"),    WH_LIT_INIT("SSL"),      WH_LIT_INIT("TLS:"),
        WH_LIT_INIT("SSL:"),  WH_LIT_INIT("Cipher"), WH_LIT_INIT("STARTTLS"),
    };
    size_t at = 0;
    wh_str atom, last = WH_ABSENT;
    bool named = false, found = false; /* named: the first word promises TLS */
    for (uint32_t n = 0; n < 12 && wh_received_atom(comment, &at, &atom); n++) {
        if (n == 0) named = is_any(atom, starts, sizeof starts / sizeof starts[0]);
        if (wh_eq_nocase(atom, WH_LIT("SSL:"))) named = true; /* Courier, after the user */
        if (read_equals(atom, out) || read_colons(atom, out)) {
            found = true;
        } else if (n == 1 && wh_eq_nocase(atom, WH_LIT("encrypted")) && wh_received_is_cipher(last)) {
            set_cipher(out, last);
            found = true;
        } else if ((n == 0 || named) && atom.p[atom.n - 1] != ':' &&
                   (wh_starts_nocase(atom, WH_LIT("TLS")) || wh_starts_nocase(atom, WH_LIT("SSL"))) &&
                   (!wh_absent(wh_received_tls_version(atom)) || atom.n <= 4)) {
            set_version(out, atom);
            found = true;
        } else if (found && named && wh_received_is_cipher(atom)) {
            set_cipher(out, atom);
        } else if (wh_received_is_cipher(atom) &&
                   !wh_absent(wh_received_tls_version(last))) { /* "... TLSv1.2 ECDHE-..." */
            set_version(out, last);
            set_cipher(out, atom);
        }
        last = atom;
    }
    if (!found && wh_starts_nocase(comment, WH_LIT("Google Transport Security")))
        out->encrypted = found = true;
    return found;
}
