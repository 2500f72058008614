/* Who the mail says it is from: From, Sender, Reply-To, Return-Path and the names shown. RFC 5322 3.6.2, RFC
 * 5321 4.4. */
#include "checks/common.h"
#include "checks/sender/identity.h"
#include "evidence/lists.h"

static wh_finding *add(wh_case *c, wh_finding_id id, const wh_person *person)
{
    wh_finding *f = wh_finding_add(c, id);
    wh_finding_text(c, f, "display", person->mailbox.display);
    wh_finding_text(c, f, "address", person->mailbox.address);
    wh_finding_text(c, f, "domain", person->mailbox.domain);
    wh_finding_slice(c, f, person->mailbox.raw);
    return f;
}

/* A finding about the topmost field of that name as a whole. */
static void add_field(wh_case *c, wh_finding_id id, wh_str name)
{
    const wh_field *field = wh_field_named(&c->facts->fields, name, 0);
    if (field) wh_finding_slice(c, wh_finding_add(c, id), wh_trim(field->whole));
}

/* Mailboxes that AnonymousFox, a kit for taking over hosting accounts, makes in each of them to send by. */
static bool is_kits(wh_str local) { return wh_starts_nocase(local, WH_LIT("smtpfox-")); }

/* Nobody can have registered it. An address literal (RFC 5321 4.1.3) is none of these names. */
static bool is_impossible(const wh_name *name, wh_str domain)
{
    if (wh_is_address_literal(domain, &(wh_ip){0})) return false;
    bool none = wh_absent(name->registrable) && !name->suffix.n;
    return none || !name->known_suffix || wh_find_byte(name->registrable, '_', 0) != WH_NONE_AT;
}

/* Authors of two houses; where more than one stands in one place ("<a@example.com> <b@example.net>"),
 * programs differ in whom they show. */
static void check_several(wh_case *c, const wh_persons *from)
{
    uint32_t other = 1;
    bool bad = from->at[0].mailbox.bad, alike = true;
    for (uint32_t i = from->n - 1; i > 0; i--) {
        wh_str domain = from->at[i].mailbox.domain;
        bad = bad || from->at[i].mailbox.bad;
        if (!domain.n || wh_same_org(c->env, domain, from->at[0].mailbox.domain)) continue;
        other = i;
        alike = false;
    }
    wh_finding *f = add(c, WH_F_FROM_SEVERAL, &from->at[other]);
    wh_finding_number(c, f, "count", from->n);
    if (f && (alike || bad)) f->severity = alike ? WH_INFO : WH_HIGH;
}

static void check_from(wh_case *c)
{
    const wh_persons *from = &c->facts->who.from;
    if (c->facts->who.from_fields && from->n == 0) add_field(c, WH_F_FROM_EMPTY, WH_LIT("From"));
    for (uint32_t i = 0; i < from->n; i++) {
        const wh_person *person = &from->at[i];
        wh_check_display(c, person);
        if (is_kits(person->mailbox.local)) add(c, WH_F_FROM_KIT, person);
        if (person->mailbox.domain.n == 0) add(c, WH_F_FROM_EMPTY, person);
        else if (is_impossible(&person->name, person->mailbox.domain))
            add(c, WH_F_FROM_DOMAIN_IMPOSSIBLE, person);
    }
    if (from->n > 1 && c->facts->who.from_fields == 1) check_several(c, from);
}

/* The letters of two local parts differ, whatever numbers and signs stand between them: two persons'
 * mailboxes, not the old and the new one of one. */
static bool names_others(wh_str a, wh_str b)
{
    for (size_t i = 0, k = 0;; i++, k++) {
        while (i < a.n && !wh_is_alpha(a.p[i])) i++;
        while (k < b.n && !wh_is_alpha(b.p[k])) k++;
        if (i >= a.n || k >= b.n) return i < a.n || k < b.n;
        if (wh_lower(a.p[i]) != wh_lower(b.p[k])) return true;
    }
}

/* At a provider of mailboxes it is the mailbox that makes the difference. */
static bool is_same_sender(const wh_case *c, const wh_person *reply, wh_str from)
{
    const wh_persons *author = &c->facts->who.from;
    if (!wh_same_org(c->env, reply->mailbox.domain, from)) return false;
    bool free = wh_is_free_mail(reply->mailbox.domain) && wh_is_free_mail(from);
    return !free || author->n != 1 || !names_others(reply->mailbox.local, author->at[0].mailbox.local);
}

static void check_reply_to(wh_case *c)
{
    const wh_identities *who = &c->facts->who;
    wh_str from = wh_from_domain(c->facts);
    if (from.n == 0 || wh_is_list_mail(c->facts)) return;
    for (uint32_t i = 0; i < who->reply_to.n; i++) {
        const wh_person *reply = &who->reply_to.at[i];
        if (reply->mailbox.domain.n == 0 || is_same_sender(c, reply, from)) continue;
        bool free_reply = wh_is_free_mail(reply->mailbox.domain), free_from = wh_is_free_mail(from);
        wh_finding *f = add(c,
                            free_reply && !free_from  ? WH_F_REPLY_TO_FREE_MAIL
                            : free_from && free_reply ? WH_F_REPLY_TO_OTHER_FREE
                                                      : WH_F_REPLY_TO_DIFFERS,
                            reply);
        wh_finding_text(c, f, "from", from);
        return;
    }
}

static void check_return_path(wh_case *c)
{
    const wh_identities *who = &c->facts->who;
    wh_str from = wh_from_domain(c->facts);
    if (!who->has_return_path || from.n == 0) return;
    if (who->return_path.n == 0 || who->return_path.at[0].mailbox.address.n == 0) {
        add_field(c, WH_F_RETURN_PATH_EMPTY, WH_LIT("Return-Path"));
        return;
    }
    const wh_person *back = &who->return_path.at[0];
    if (back->mailbox.domain.n == 0 || wh_same_org(c->env, back->mailbox.domain, from) ||
        wh_is_list_mail(c->facts))
        return;
    const wh_provider *provider = wh_provider_of(back->mailbox.domain);
    if (provider && provider->kind == WH_PROVIDER_SENDING) return;
    wh_finding_text(c, add(c, WH_F_RETURN_PATH_DIFFERS, back), "from", from);
}

static void check_sender(wh_case *c)
{
    const wh_identities *who = &c->facts->who;
    wh_str from = wh_from_domain(c->facts);
    if (who->sender.n == 0 || from.n == 0 || wh_is_list_mail(c->facts)) return;
    const wh_person *sender = &who->sender.at[0];
    if (sender->mailbox.domain.n == 0 || wh_same_org(c->env, sender->mailbox.domain, from)) return;
    wh_finding_text(c, add(c, WH_F_SENDER_DIFFERS, sender), "from", from);
}

static void check_recipients(wh_case *c)
{
    const wh_identities *who = &c->facts->who;
    bool list = wh_is_list_mail(c->facts);
    for (uint32_t i = 0; i < who->to.n; i++) {
        const wh_person *to = &who->to.at[i];
        if (wh_is_listed(&wh_local_role, to->mailbox.local)) {
            add(c, WH_F_ROLE_RECIPIENT, to);
            break;
        }
    }
    for (uint32_t i = 0; i < who->to.n && !list; i++)
        if (who->from.n && who->to.at[i].mailbox.address.n &&
            wh_eq_nocase(who->to.at[i].mailbox.address, who->from.at[0].mailbox.address)) {
            add(c, WH_F_FROM_IS_RECIPIENT, &who->from.at[0]);
            return;
        }
}

void wh_check_identity(wh_case *c)
{
    check_from(c);
    check_reply_to(c);
    check_return_path(c);
    check_sender(c);
    check_recipients(c);
    wh_check_support(c);
    wh_check_shown_name(c);
    wh_check_letters(c);
    wh_check_addressing(c);
    wh_check_mailer(c);
    wh_check_trace_headers(c);
}
