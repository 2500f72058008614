/* Authentication-Results, RFC 8601 2.2, and ARC-Authentication-Results, RFC 8617 4.1.1, with what is written
 * in their place: no authserv-id (Outlook), no semicolons, properties without a ptype, unquoted values, dots
 * in method names. */
#include "base/limits.h"
#include "parse/cfws.h"
#include "parse/parse.h"

/* RFC 5321 Keyword, and the underscore that Yahoo and others write ("perm_fail"). */
static bool is_keyword_char(char c) { return wh_is_alnum(c) || c == '-' || c == '_'; }

static wh_str take_keyword(wh_cursor *c, bool with_dots)
{
    size_t start = c->at;
    while (wh_more(c) && (is_keyword_char(wh_here(c)) || (with_dots && wh_here(c) == '.'))) c->at++;
    return wh_sub(c->s, start, c->at);
}

static uint32_t take_number(wh_cursor *c)
{
    uint64_t value = 0;
    size_t start = c->at;
    while (wh_more(c) && wh_is_digit(wh_here(c))) c->at++;
    if (!wh_to_u64(wh_sub(c->s, start, c->at), &value) || value > UINT32_MAX) return 0;
    return (uint32_t)value;
}

static bool ends_value(char c) { return wh_is_space(c) || c == ';' || c == '(' || c == ')'; }

/* A value: quoted string, token, address, or whatever stands there up to white space, ";" or a comment. */
static wh_str take_value(wh_cursor *c)
{
    wh_str value;
    size_t start = c->at;
    bool quoted = wh_quoted(c, &value);
    if (quoted && wh_here(c) != '@') return value;
    while (wh_more(c) && !ends_value(wh_here(c))) c->at++; /* also the domain after a quoted local part */
    value = wh_sub(c->s, start, c->at);
    while (value.n && value.p[value.n - 1] == ',') value.n--;
    if (value.n >= 2 && value.p[0] == '<' && value.p[value.n - 1] == '>')
        value = wh_sub(value, 1, value.n - 1);
    return value;
}

/* method [ "/" version ] "=" result; the cursor stays where it was when there is none. */
static bool take_methodspec(wh_cursor *c, wh_authresult *out)
{
    wh_cursor ahead = *c;
    wh_skip_cfws(&ahead);
    size_t start = ahead.at;
    wh_str method = take_keyword(&ahead, true);
    if (method.n == 0) return false;
    if (wh_accept(&ahead, '/')) {
        wh_skip_cfws(&ahead);
        out->version = take_number(&ahead);
    }
    if (!wh_accept(&ahead, '=')) return false;
    wh_skip_cfws(&ahead);
    ahead.comment = WH_ABSENT;
    wh_str result = take_keyword(&ahead, false);
    if (result.n == 0 || (wh_more(&ahead) && !ends_value(wh_here(&ahead)))) return false;
    out->method = wh_lowered(c->env, method);
    out->result = wh_lowered(c->env, result);
    out->raw = wh_from(c->s, start);
    *c = ahead;
    return true;
}

/* Methods of the IANA registry and of the large providers: where a semicolon is missing, only these start a
 * result. */
static bool is_known_method(wh_str s)
{
    /* clang-format off */
    static const wh_str methods[] = {
        WH_LIT_INIT("spf"), WH_LIT_INIT("dkim"), WH_LIT_INIT("dmarc"), WH_LIT_INIT("arc"),
        WH_LIT_INIT("dkim-adsp"), WH_LIT_INIT("dkim-atps"), WH_LIT_INIT("domainkeys"),
        WH_LIT_INIT("sender-id"), WH_LIT_INIT("iprev"), WH_LIT_INIT("auth"), WH_LIT_INIT("bimi"),
        WH_LIT_INIT("rrvs"), WH_LIT_INIT("smime"), WH_LIT_INIT("vbr"), WH_LIT_INIT("dnswl"),
        WH_LIT_INIT("dane"), WH_LIT_INIT("compauth"), WH_LIT_INIT("gateway.spf"), WH_LIT_INIT("ptr"),
    };
    /* clang-format on */
    for (size_t i = 0; i < sizeof methods / sizeof methods[0]; i++)
        if (wh_eq(s, methods[i])) return true;
    return false;
}

static bool starts_known_result(const wh_cursor *c)
{
    wh_cursor ahead = *c;
    wh_authresult probe = {0};
    return take_methodspec(&ahead, &probe) && is_known_method(probe.method);
}

/* What follows an empty value: "smtp.mailfrom= smtp.helo=x". */
static bool starts_property(const wh_cursor *c)
{
    wh_cursor ahead = *c;
    wh_str name = take_keyword(&ahead, true);
    return wh_find_byte(name, '.', 0) != WH_NONE_AT && wh_here(&ahead) == '=';
}

/* [ ptype "." ] property "=" value; false and nothing consumed when there is none. */
static bool take_propspec(wh_cursor *c, wh_authprop *out)
{
    wh_cursor ahead = *c;
    wh_str first = take_keyword(&ahead, false), second = WH_ABSENT;
    if (first.n == 0) return false;
    if (wh_accept(&ahead, '.')) {
        wh_skip_cfws(&ahead);
        second = take_keyword(&ahead, true);
        if (second.n == 0) return false;
    }
    if (!wh_accept(&ahead, '=')) return false;
    size_t at = ahead.at;
    wh_skip_cfws(&ahead);
    bool empty = !wh_more(&ahead) || wh_here(&ahead) == ';' || (ahead.at > at && starts_property(&ahead));
    out->value = empty ? wh_sub(c->s, at, at) : take_value(&ahead);
    out->ptype = wh_absent(second) ? WH_ABSENT : wh_lowered(c->env, first);
    out->property = wh_lowered(c->env, wh_absent(second) ? first : second);
    *c = ahead;
    return true;
}

/* What follows "method=result" up to the semicolon. False when parentheses do not match: then nothing in it
 * is certain. */
static bool take_details(wh_cursor *c, wh_authresult *out)
{
    c->stray = false;
    for (uint32_t n = 0;; n++) {
        wh_skip_cfws(c);
        if (!wh_more(c) || wh_here(c) == ';') break;
        if (n == WH_MAX_AUTH_RESULTS) {
            wh_note_cut(c->env, WH_CUT_AUTH_RESULTS, wh_from(c->s, c->at));
            break;
        }
        if (n > 0 && starts_known_result(c)) break;
        wh_authprop prop;
        if (!take_propspec(c, &prop)) { /* a stray word */
            size_t at = c->at;
            (void)take_value(c);
            if (c->at == at) c->at++;
            continue;
        }
        if (wh_absent(prop.ptype) && wh_eq(prop.property, WH_LIT("reason"))) {
            if (wh_absent(out->reason)) out->reason = prop.value;
            continue;
        }
        wh_authprop *place = wh_push(c->env->arena, &out->props);
        if (place) *place = prop;
    }
    out->comment = c->comment;
    out->raw = wh_trim(wh_sub(out->raw, 0, (size_t)(c->s.p + c->at - out->raw.p)));
    return !c->stray;
}

/* The results from the cursor to the end; `begun`: a result may start right here, without a semicolon before
 * it. */
static void take_results(wh_cursor *c, wh_authres *out, bool begun)
{
    while (wh_more(c)) {
        if (out->results.n >= WH_MAX_AUTH_RESULTS) {
            wh_note_cut(c->env, WH_CUT_AUTH_RESULTS, wh_from(c->s, c->at));
            return;
        }
        wh_authresult result = {0};
        if (!begun) {
            wh_skip_to(c, ';');
            if (!wh_accept(c, ';')) return;
        }
        c->comment = WH_ABSENT;
        begun = take_methodspec(c, &result);
        if (!begun) continue;
        bool sound = take_details(c, &result);
        begun = sound && wh_here(c) != ';';
        if (!sound) continue;
        wh_authresult *place = wh_push(c->env->arena, &out->results);
        if (!place) return;
        *place = result;
    }
}

/* "i=1;" of ARC-Authentication-Results. */
static void take_instance(wh_cursor *c, wh_authres *out)
{
    wh_cursor ahead = *c;
    if (!wh_eq_nocase(take_keyword(&ahead, false), WH_LIT("i")) || !wh_accept(&ahead, '=')) return;
    wh_skip_cfws(&ahead);
    uint32_t instance = take_number(&ahead);
    if (instance == 0 || !wh_accept(&ahead, ';')) return;
    out->instance = instance;
    *c = ahead;
    wh_skip_cfws(c);
}

static bool is_authserv_id(wh_str s, bool quoted)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7F || (s.p[i] == '=' && !quoted)) return false;
    return s.n > 0;
}

/* [ authserv-id [ version ] ]: true when a result may follow without a semicolon. */
static bool take_authserv_id(wh_cursor *c, wh_authres *out)
{
    wh_authresult probe = {0};
    wh_cursor ahead = *c;
    if (take_methodspec(&ahead, &probe)) return true; /* Outlook names no server */
    bool quoted = wh_here(c) == '"';
    wh_str id = take_value(c);
    if (!is_authserv_id(id, quoted)) return false;
    out->authserv_id = id;
    wh_skip_cfws(c);
    if (wh_is_digit(wh_here(c))) out->version = take_number(c);
    return starts_known_result(c);
}

void wh_parse_authres(wh_env *env, wh_str value, wh_authres *out)
{
    /* Exchange Online puts the whole value into encoded words when a domain in it has letters beyond
     * ASCII. */
    if (wh_starts_nocase(wh_trim(value), WH_LIT("=?"))) value = wh_decode_header(env, value);
    wh_cursor c = {.env = env, .s = value};
    *out = (wh_authres){0};
    wh_skip_cfws(&c);
    take_instance(&c, out);
    take_results(&c, out, take_authserv_id(&c, out));
    out->ok = !wh_absent(out->authserv_id) || out->results.n > 0;
}
