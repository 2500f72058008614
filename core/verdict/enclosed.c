/* Mails in a mail: each is judged by itself; what the outer one's report says of them. "Is this real?", sent
 * on to somebody who knows, is the commonest mail of that kind: it accuses the mail inside, never the one who
 * asks. */
#include "checks/auth/dkim.h"
#include "checks/bounce.h"
#include "checks/common.h"
#include "checks/sender/identity.h"
#include "checks/results.h"
#include "verdict/verdict.h"

static wh_str author_of(wh_env *env, const wh_facts *facts)
{
    if (facts->who.from.n == 0) return WH_LIT("");
    const wh_mailbox *box = &facts->who.from.at[0].mailbox;
    wh_buf buf;
    wh_buf_init(&buf, env->arena);
    wh_put(&buf, wh_absent(box->display) ? WH_LIT("") : box->display);
    if (buf.n && box->address.n) wh_put_byte(&buf, ' ');
    if (box->address.n) wh_put_byte(&buf, '<');
    if (box->address.n) wh_put(&buf, box->address);
    if (box->address.n) wh_put_byte(&buf, '>');
    wh_str author = wh_buf_str(&buf);
    return wh_absent(author) ? WH_LIT("") : author;
}

/* Of the sender's own house, where not everybody has an address: nobody asks whether his own mail is real. It
 * was put inside so that filters see a bare line. */
static bool is_own(const wh_case *c, const wh_facts *inner)
{
    wh_str outer = wh_from_domain(c->facts), own = wh_from_domain(inner);
    return outer.n && own.n && !wh_is_free_mail(outer) && !wh_is_list_mail(c->facts) &&
           !wh_is_daemons_bounce(c->facts) && wh_same_org(c->env, outer, own);
}

void wh_check_enclosed(wh_case *c)
{
    for (uint32_t i = 0; c->enclosed && i < c->facts->enclosed.n; i++) {
        const wh_judged *one = &c->enclosed[i];
        if (!one->c.results) continue; /* memory was out */
        const wh_facts *facts = one->c.facts;
        bool bad = one->verdict.level == WH_FORGED || one->verdict.level == WH_SUSPICIOUS;
        bad &= !wh_is_abuse_report(c->facts); /* bad mail is what it tells of */
        wh_finding_id id = !bad               ? WH_F_ENCLOSED_MAIL
                           : is_own(c, facts) ? WH_F_ENCLOSED_OWN
                                              : WH_F_ENCLOSED_MAIL_SUSPECT;
        wh_finding *f = wh_finding_add(c, id);
        wh_finding_text(c, f, "level", wh_level_name(one->verdict.level));
        wh_finding_text(c, f, "subject", wh_absent(facts->who.subject) ? WH_LIT("") : facts->who.subject);
        wh_finding_text(c, f, "from", author_of(c->env, facts));
        wh_finding_span(c, f, c->facts->enclosed.at[i].span);
    }
}

static bool is_signed(const wh_case *c)
{
    const struct wh_dkim *dkim = c->results ? c->results->dkim : NULL;
    for (uint32_t i = 0; dkim && i < dkim->signatures.n; i++)
        if (dkim->signatures.at[i].result == WH_AUTH_PASS) return true;
    return false;
}

void wh_temper_enclosed(const wh_case *c, wh_verdict *verdict)
{
    if (verdict->level != WH_AUTHENTIC || is_signed(c)) return;
    verdict->level = WH_CONSISTENT;
    if (verdict->score < 10) verdict->score = 10;
}
