/* The name shown beside the address. It is free text (RFC 5322 3.4), and many mail programs show nothing
 * else: so this is where addresses and companies are faked. */
#include "checks/common.h"
#include "checks/sender/identity.h"

static bool is_local_byte(char c) { return wh_is_atext(c) || c == '.'; }
static bool is_domain_byte(char c) { return wh_is_hostname_char(c) || (unsigned char)c >= 0x80; }

/* The first thing in the text that is, or poses as, an address: local part, "@" (also the full-width one),
 * something with a dot. */
static wh_str address_in(wh_str text, wh_str *domain)
{
    for (size_t at = 0; at < text.n; at++) {
        size_t width = text.p[at] == '@'                                         ? 1
                       : wh_eq(wh_sub(text, at, at + 3), WH_LIT("\xEF\xBC\xA0")) ? 3
                                                                                 : 0;
        if (!width) continue;
        size_t from = at, to = at + width;
        while (from > 0 && is_local_byte(text.p[from - 1])) from--;
        while (to < text.n && is_domain_byte(text.p[to])) to++;
        *domain = wh_sub(text, at + width, to);
        if (from < at && domain->n > 2 && wh_find_byte(*domain, '.', 0) != WH_NONE_AT)
            return wh_sub(text, from, to);
    }
    return WH_ABSENT;
}

static void add(wh_case *c, wh_finding_id id, const wh_person *person, wh_str shown)
{
    wh_finding *f = wh_finding_add(c, id);
    wh_finding_text(c, f, "display", person->mailbox.display);
    wh_finding_text(c, f, "shown", shown);
    wh_finding_text(c, f, "address", person->mailbox.address);
    wh_finding_slice(c, f, person->mailbox.raw);
}

static bool is_real_name(wh_case *c, wh_str domain)
{
    wh_name name = {0};
    wh_parse_name(c->env, domain, &name);
    return name.registrable.n && name.known_suffix;
}

static bool names_recipient(wh_case *c, wh_str display, wh_str own_domain)
{
    const wh_persons *lists[] = {&c->facts->who.delivered_to, &c->facts->who.to};
    for (size_t k = 0; k < 2; k++)
        for (uint32_t i = 0; i < lists[k]->n; i++) {
            wh_str domain = lists[k]->at[i].mailbox.domain;
            if (domain.n < 5 || wh_is_free_mail(domain) || wh_same_org(c->env, domain, own_domain)) continue;
            if (wh_find_nocase(display, domain, 0) != WH_NONE_AT) return true;
        }
    return false;
}

/* "Example Bank <x@example.net>"@example.org: a local part may be quoted (RFC 5321 4.1.2) and hold another's
 * address, which programs that do not read quotes then show as the sender's. */
static void check_local(wh_case *c, const wh_person *person)
{
    const wh_mailbox *box = &person->mailbox;
    wh_str domain = WH_ABSENT;
    if (box->domain.n == 0) return;
    wh_str shown = address_in(box->local, &domain);
    if (shown.n == 0 || !is_real_name(c, domain) || wh_same_org(c->env, domain, box->domain)) return;
    wh_finding *f = wh_finding_add(c, WH_F_FROM_QUOTED_ADDRESS);
    wh_finding_text(c, f, "shown", shown);
    wh_finding_text(c, f, "domain", box->domain);
    wh_finding_text(c, f, "address", box->address);
    wh_finding_slice(c, f, box->raw);
}

void wh_check_display(wh_case *c, const wh_person *person)
{
    check_local(c, person);
    const wh_mailbox *box = &person->mailbox;
    wh_str domain = WH_ABSENT;
    if (box->display.n == 0) return;
    wh_str shown = address_in(box->display, &domain);
    if (shown.n && wh_eq_nocase(shown, box->address)) return;
    if (shown.n && !is_real_name(c, domain)) add(c, WH_F_DISPLAY_POSES_AS_ADDRESS, person, shown);
    else if (shown.n && !wh_same_org(c->env, domain, box->domain))
        add(c, WH_F_DISPLAY_ADDRESS_DIFFERS, person, shown);
    if (names_recipient(c, box->display, box->domain))
        add(c, WH_F_DISPLAY_NAMES_RECIPIENT, person, box->display);
}
