/* QR codes in pictures: the host reads them, and what they say joins the links before any check runs. Where
 * they lead is judged like any link; here, that a code leads to a stranger. */
#include "base/limits.h"
#include "checks/content/hosts.h"
#include "checks/content/links.h"
#include "checks/lookalike/lookalike.h"
#include "checks/standing.h"

static void note(wh_facts *facts, wh_env *env, const wh_picture *picture, wh_state state)
{
    wh_env *before = facts->env;
    wh_unread_reason reason = state == WH_TEMPFAIL ? WH_UNREAD_BECAUSE_BROKEN : WH_UNREAD_BECAUSE_UNKNOWN;
    facts->env = env;
    wh_note_unread(facts, (wh_unread){WH_UNREAD_PICTURE, reason, WH_ABSENT, picture->name, picture->span});
    facts->env = before;
}

void wh_settle_codes(wh_facts *facts, wh_env *env, wh_oracle *oracle)
{
    for (uint32_t i = 0; i < facts->pictures.n; i++) {
        wh_picture *picture = &facts->pictures.at[i];
        if (picture->read) continue;
        wh_buf key;
        wh_buf_init(&key, wh_oracle_arena(oracle));
        wh_put(&key, WH_LIT("picture:"));
        wh_put_int(&key, i);
        const wh_codes *codes = wh_ask_picture(oracle, wh_buf_str(&key), picture->data);
        if (codes->state == WH_PENDING) continue;
        picture->read = true;
        if (codes->state == WH_ANSWERED) wh_add_codes(facts, env, i, &codes->texts);
        else note(facts, env, picture, codes->state);
    }
}

static bool is_strangers(wh_case *c, const wh_link *link)
{
    int32_t domain = wh_link_end_domain(link);
    const wh_uri *stranger = wh_link_stranger(c, link, &domain),
                 *end = stranger ? stranger : wh_link_end(link);
    if (!wh_is_web_uri(end) || end->host.n == 0) return false;
    if (domain < 0) return true; /* a bare number */
    const wh_name *name = &c->facts->domains.at[domain].name;
    if (wh_is_home(c, name) || wh_is_senders_host(c, end->host) || wh_is_click_service(end->host))
        return false;
    return wh_brand_owning(c->brands, name) == WH_NO_BRAND;
}

void wh_check_codes(wh_case *c)
{
    for (uint32_t i = 0; i < c->facts->links.n; i++) {
        const wh_link *link = &c->facts->links.at[i];
        if (link->anchor.kind != WH_LINK_QR) continue;
        wh_finding_of_link(c, is_strangers(c, link) ? WH_F_QR_STRANGER : WH_F_QR_CODE, link);
    }
}
