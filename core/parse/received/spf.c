/* Received-SPF, RFC 7208 9.1: result, comment, key=value pairs; also without the semicolons between them. */
#include "base/limits.h"
#include "parse/cfws.h"
#include "parse/parse.h"

static bool is_key_char(char c) { return wh_is_alnum(c) || c == '-' || c == '_' || c == '.'; }

static wh_str take_key(wh_cursor *c)
{
    size_t start = c->at;
    while (wh_more(c) && is_key_char(wh_here(c))) c->at++;
    return wh_sub(c->s, start, c->at);
}

static wh_str take_value(wh_cursor *c)
{
    wh_str value;
    size_t start = c->at;
    if (!wh_quoted(c, &value) || wh_here(c) == '@') {
        while (wh_more(c) && !wh_is_space(wh_here(c)) && wh_here(c) != ';' && wh_here(c) != '(') c->at++;
        value = wh_sub(c->s, start, c->at);
    }
    if (value.n >= 2 && value.p[0] == '<' && value.p[value.n - 1] == '>')
        value = wh_sub(value, 1, value.n - 1);
    return value;
}

void wh_parse_received_spf(wh_env *env, wh_str value, wh_received_spf *out)
{
    wh_cursor c = {.env = env, .s = value};
    *out = (wh_received_spf){0};
    wh_skip_cfws(&c);
    wh_str result = take_key(&c);
    if (result.n == 0 ||
        (wh_more(&c) && !wh_is_space(wh_here(&c)) && wh_here(&c) != '(' && wh_here(&c) != ';'))
        return;
    out->ok = true;
    out->result = wh_lowered(env, result);
    c.comment = WH_ABSENT;
    wh_skip_cfws(&c);
    out->comment = c.comment;
    while (wh_more(&c) && out->pairs.n < WH_MAX_AUTH_RESULTS) {
        wh_str key = take_key(&c);
        if (key.n == 0 || !wh_accept(&c, '=')) {
            if (key.n == 0) c.at++;
            wh_skip_cfws(&c);
            continue;
        }
        wh_skip_cfws(&c);
        wh_spf_pair *pair = wh_push(env->arena, &out->pairs);
        if (!pair) return;
        pair->key = wh_lowered(env, key);
        pair->value = take_value(&c);
        while (wh_accept(&c, ';')) continue;
        wh_skip_cfws(&c);
    }
}

wh_str wh_spf_pair_named(const wh_received_spf *spf, wh_str key)
{
    for (uint32_t i = 0; i < spf->pairs.n; i++)
        if (wh_eq(spf->pairs.at[i].key, key)) return spf->pairs.at[i].value;
    return WH_ABSENT;
}
