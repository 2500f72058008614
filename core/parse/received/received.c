/* Received fields, RFC 5321 4.4 (trace information), RFC 3848 (with keywords), RFC 5322 3.6.7, and the forms
 * that four decades of mail software write instead. Reading goes by the grammar first; what a name means is
 * decided afterwards, by the software whose form it is. What cannot be read is absent, and nothing else is
 * lost by it. */
#include "parse/received/parts.h"

static void name_problems(const wh_rline *line, wh_received *out)
{
    bool from = line->clause[WH_RC_FROM].present, by = !wh_absent(out->by);
    if (!from) out->problems |= 1u << WH_RECEIVED_NO_FROM;
    if (!by) out->problems |= 1u << WH_RECEIVED_NO_BY;
    if (out->ip.family == 0) out->problems |= 1u << WH_RECEIVED_NO_IP;
    if (out->doubted) out->problems |= 1u << WH_RECEIVED_MAY_BE_FORGED;
    if (!from && !by && wh_absent(out->family)) out->problems |= 1u << WH_RECEIVED_UNKNOWN_FORM;
}

void wh_parse_received(wh_env *env, wh_str value, wh_received *out)
{
    wh_rline line = {.env = env, .value = value};
    wh_rclient client = {0};
    *out = (wh_received){.raw = value};
    line.echo = wh_received_echo(value);
    wh_received_tokens(env, value, &line.echo, &line.tokens);
    wh_str first = line.tokens.n && line.tokens.at[0].kind == WH_R_WORD ? line.tokens.at[0].s : WH_ABSENT;
    line.named = wh_eq_nocase(first, WH_LIT("from")) ||
                 wh_eq_nocase(first, WH_LIT("rom")); /* a copy that lost its first letter */
    line.by = wh_received_by(&line);
    wh_received_date(&line, out);
    wh_received_clauses(&line);
    wh_received_own(&line);
    wh_received_with(&line, out);
    wh_received_client(&line, out, &client);
    wh_received_comments(&line, out);
    out->family = wh_received_family(&line, out, &client);
    wh_received_names(&line, out, &client);
    if (!wh_absent(out->auth)) out->authenticated = true;
    name_problems(&line, out);
}
