/* Fields in which web servers, web mails and programs note where a mail was made, and how it asks to be
 * treated; mail in the reader's own name from outside. None of them is in an RFC but List-Unsubscribe (RFC
 * 2369 3.2) and Importance (RFC 4021 2.1.54). */
#include "checks/common.h"
#include "checks/sender/identity.h"

static wh_finding *add(wh_case *c, wh_finding_id id, const wh_field *field)
{
    wh_finding *f = wh_finding_add(c, id);
    wh_finding_text(c, f, "field", field->name);
    wh_finding_slice(c, f, wh_trim(field->whole));
    return f;
}

static wh_str value_of(wh_case *c, const wh_field *field)
{
    return wh_trim(wh_unfold(c->env, wh_trim(field->value)));
}

/* The script that made the mail, as PHP (mail.add_x_header) or the web host's mail server noted it. */
static void check_script(wh_case *c)
{
    static const wh_str names[] = {WH_LIT_INIT("X-PHP-Originating-Script"), WH_LIT_INIT("X-PHP-Script"),
                                   WH_LIT_INIT("X-PHP-Filename"),           WH_LIT_INIT("X-Source-Args"),
                                   WH_LIT_INIT("X-Mailer-Script"),          WH_LIT_INIT("X-Source")};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const wh_field *field = wh_field_named(&c->facts->fields, names[i], 0);
        wh_str script = field ? value_of(c, field) : WH_ABSENT;
        if (script.n == 0) continue;
        wh_finding_text(c, add(c, WH_F_SENT_BY_SCRIPT, field), "script", script);
        return;
    }
    const wh_field *via = wh_field_named(&c->facts->fields, WH_LIT("X-Get-Message-Sender-Via"), 0);
    wh_str account = via ? value_of(c, via) : WH_ABSENT;
    if (account.n && (wh_find_nocase(account, WH_LIT("script"), 0) != WH_NONE_AT ||
                      wh_find_nocase(account, WH_LIT("uid via"), 0) != WH_NONE_AT)) {
        wh_finding_text(c, add(c, WH_F_SENT_BY_SCRIPT, via), "script", account);
        return;
    }
    const wh_field *abuse = via ? via : wh_field_named(&c->facts->fields, WH_LIT("X-AntiAbuse"), 0);
    if (abuse) add(c, WH_F_SENT_FROM_WEB_HOST, abuse);
}

/* The address from which the sender's web mail or program was used. Above the handover the reader's side
 * writes such fields about the client. */
static void check_origin(wh_case *c)
{
    static const wh_str names[] = {WH_LIT_INIT("X-Originating-IP"),
                                   WH_LIT_INIT("X-Sender-IP"),
                                   WH_LIT_INIT("X-SenderIP"),
                                   WH_LIT_INIT("X-Client-IP"),
                                   WH_LIT_INIT("X-Remote-IP"),
                                   WH_LIT_INIT("X-Source-IP"),
                                   WH_LIT_INIT("X-Originating-Client-IP")};
    const wh_facts *facts = c->facts;
    const wh_received *at = wh_handover_hop(facts);
    uint32_t from = facts->handover.hop < 0 ? 0 : facts->hops.at[facts->handover.hop].field + 1;
    for (uint32_t i = from; i < facts->fields.n; i++)
        for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
            const wh_field *field = &facts->fields.at[i];
            wh_ip ip;
            if (!wh_eq_nocase(field->name, names[k]) ||
                !wh_parse_ip(wh_trim_bytes(wh_trim(field->value), WH_LIT("[]()")), &ip))
                continue;
            if (at && wh_ip_eq(&ip, &at->ip)) continue; /* Microsoft notes the client's here: no news */
            wh_finding_text(c, add(c, WH_F_ORIGINATING_ADDRESS, field), "ip", wh_format_ip(c->env, &ip));
            return;
        }
}

static void check_urgency(wh_case *c)
{
    const wh_field *priority = wh_field_named(&c->facts->fields, WH_LIT("X-Priority"), 0);
    const wh_field *importance = wh_field_named(&c->facts->fields, WH_LIT("Importance"), 0);
    wh_str level = priority ? wh_trim(priority->value) : WH_ABSENT;
    if (level.n && (level.p[0] == '1' || level.p[0] == '2')) add(c, WH_F_MARKED_URGENT, priority);
    else if (importance && wh_eq_nocase(wh_trim(importance->value), WH_LIT("high")))
        add(c, WH_F_MARKED_URGENT, importance);
}

static void check_bulk_fields(wh_case *c)
{
    const wh_field *field = wh_field_named(&c->facts->fields, WH_LIT("Feedback-ID"), 0);
    if (!field) field = wh_field_named(&c->facts->fields, WH_LIT("List-Unsubscribe"), 0);
    if (field) add(c, WH_F_BULK_FIELDS, field);
}

static bool is_own(const wh_facts *facts, wh_str host)
{
    for (uint32_t i = 0; i < facts->options->own_domains.n; i++)
        if (host.n && wh_under_domain(wh_bare_host(host), facts->options->own_domains.at[i])) return true;
    return false;
}

/* The reader's own domain in From, but a client of somebody else's handed the mail over. */
static void check_own_name(wh_case *c)
{
    const wh_facts *facts = c->facts;
    const wh_received *r = wh_handover_hop(facts);
    wh_str from = wh_from_domain(facts);
    if (!r || !is_own(facts, from) || wh_is_list_mail(facts) || r->authenticated || r->auth.n) return;
    if (!wh_ip_is_public(&r->ip) || is_own(facts, r->rdns)) return;
    if (wh_absent(r->rdns) && !(r->problems & 1u << WH_RECEIVED_RDNS_UNKNOWN) && is_own(facts, r->helo))
        return;
    wh_finding *f = wh_finding_add(c, WH_F_OWN_NAME_FROM_OUTSIDE);
    wh_finding_text(c, f, "domain", from);
    wh_finding_text(c, f, "client", r->rdns.n ? r->rdns : wh_format_ip(c->env, &r->ip));
    wh_finding_slice(c, f, facts->who.from.at[0].mailbox.raw);
    wh_finding_slice(c, f, r->raw);
}

void wh_check_trace_headers(wh_case *c)
{
    check_script(c);
    check_origin(c);
    check_urgency(c);
    check_bulk_fields(c);
    check_own_name(c);
}
