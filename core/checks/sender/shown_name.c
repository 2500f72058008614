/* The name shown beside the address, against the domains that the mail comes with: a company's or an office's
 * name stands in its domain, and a name that has nothing in common with any of them was chosen to impress the
 * reader. */
#include "base/limits.h"
#include "checks/bounce.h"
#include "checks/content/platforms.h"
#include "checks/lookalike/lookalike.h"
#include "checks/lookalike/textfold.h"
#include "checks/results.h"
#include "checks/sender/identity.h"
#include "checks/sender/nameless.h"
#include "checks/standing.h"
#include "evidence/lists.h"

typedef struct folded { /* a name as ASCII letters and digits, folded as the eye reads it; a space between
                           words */
    char text[WH_MAX_SHOWN_NAME];
    size_t n;
    char initials[16];
    size_t initials_n;
} folded;

/* A word in letters of another alphabet, all of it, stands in no domain as it is written: nothing to compare.
 */
static void drop_foreign(folded *out, size_t start, bool latin)
{
    if (latin || out->n == start) return;
    out->n = start;
    if (out->initials_n) out->initials_n--;
}

static void fold(wh_str name, folded *out)
{
    wh_text_reader reader = {.text = name};
    wh_letter some[WH_LETTERS_AT_ONCE];
    size_t start = 0;
    bool latin = false;
    *out = (folded){.n = 0};
    for (size_t n; (n = wh_read_letters(&reader, some)) > 0;)
        for (size_t i = 0; i < n; i++) {
            bool plain = some[i].rune < 0x80 && wh_is_alnum((char)some[i].rune);
            if (out->n + 2 > WH_MAX_SHOWN_NAME) return;
            if ((some[i].seen & WH_PARTED || !plain) && out->n > start) {
                drop_foreign(out, start, latin);
                if (out->n > start) out->text[out->n++] = ' ';
                start = out->n;
                latin = false;
            }
            if (!plain) continue;
            if (out->n == start && out->initials_n < sizeof out->initials)
                out->initials[out->initials_n++] = (char)some[i].rune;
            latin |= !(some[i].seen & WH_FOREIGN) || wh_unfolded(&some[i]) >= 0x1D400; /* mathematical */
            out->text[out->n++] = (char)some[i].rune;
        }
    drop_foreign(out, start, latin);
}

/* The letters and digits of a domain or a local part, lower case. */
static wh_str squashed(wh_case *c, wh_str s)
{
    wh_buf buf;
    wh_buf_init(&buf, c->env->arena);
    for (size_t i = 0; i < s.n && i < 253; i++)
        if (wh_is_alnum(s.p[i])) wh_put_byte(&buf, wh_lower(s.p[i]));
    return wh_buf_str(&buf);
}

/* Whether a word of the name stands in the domain or the domain in it; of long words the beginning is
 * enough. */
static bool shares(wh_str word, wh_str domain)
{
    if (wh_find(domain, word, 0) != WH_NONE_AT) return true;
    return word.n >= 6 && wh_find(domain, wh_sub(word, 0, 5), 0) != WH_NONE_AT;
}

typedef struct names { /* what the mail's domains are called, squashed */
    wh_str at[8];
    uint32_t n;
    wh_str local, from, label; /* label: the first of the From's organisation */
} names;

static void read_names(wh_case *c, names *out)
{
    const wh_standing *s = wh_standing_of(c);
    const wh_facts *facts = c->facts;
    *out = (names){.local = squashed(c, facts->who.from.at[0].mailbox.local), .from = squashed(c, s->from)};
    size_t dot = wh_find_byte(s->from_org, '.', 0);
    out->label = wh_sub(s->from_org, 0, dot == WH_NONE_AT ? 0 : dot);
    out->at[out->n++] = out->from;
    for (uint32_t i = 0; i < c->results->proven.n && out->n < 8; i++)
        out->at[out->n++] = squashed(c, c->results->proven.at[i]);
}

typedef struct likeness {
    uint32_t words;             /* that say something about whose the name is */
    bool domain, local, office; /* one of them is in a domain, in the local part; one speaks for an office */
    bool any;                   /* any word at all, an office's too, is in the From's domain */
} likeness;

static void compare_words(const folded *name, const names *with, likeness *out)
{
    for (size_t at = 0; at < name->n;) {
        size_t end = at;
        while (end < name->n && name->text[end] != ' ') end++;
        wh_str word = {name->text + at, end - at};
        at = end + 1;
        bool office = wh_is_listed(&wh_name_office, word), firm = wh_is_listed(&wh_name_firm, word);
        out->office |= office || firm;
        if (word.n >= 2 && wh_eq(word, with->label)) out->domain = true; /* "DHL Express" at dhl.com */
        if (with->label.n >= 4 && wh_starts_nocase(word, with->label))
            out->domain = true; /* "LOOMTOWN" at loom.example */
        if (word.n < 3 || wh_is_digit(word.p[0])) continue;
        if (wh_find(with->from, word, 0) != WH_NONE_AT) out->any |= word.n > 3 || office || firm; /* "Fax" */
        if (word.n < 4) continue;
        if (wh_is_listed(&wh_name_common, word)) continue;
        if (!office) out->words++; /* "Billing Team" does not say whose it is, and can't be another's */
        for (uint32_t i = 0; i < with->n; i++) out->domain |= shares(word, with->at[i]);
        out->local |= with->local.n && wh_find(with->local, word, 0) != WH_NONE_AT;
    }
    /* "National Example Bank" at neb.example, "The Example Airways Club" at mail.ea.example */
    wh_str initials = {name->initials, name->initials_n};
    if (initials.n >= 3 && wh_find(with->from, initials, 0) != WH_NONE_AT) out->domain = true;
    if (with->label.n >= 2 && wh_find(initials, with->label, 0) != WH_NONE_AT) out->domain = true;
}

#define NUMBER 6u /* digits of a file or an order */

/* "Your Order # 53531234", "(Reference) - 782138398640256": people's names have no such words. "taro19880412"
 * is what somebody calls himself, and a number alone is a telephone's. */
static bool bears_number(const folded *name)
{
    bool number = false, words = false;
    for (size_t at = 0; at < name->n;) {
        size_t end = at, digits = 0;
        for (; end < name->n && name->text[end] != ' '; end++) digits += wh_is_digit(name->text[end]);
        if (digits == end - at) number |= digits >= NUMBER;
        else words = true;
        at = end + 1;
    }
    return number && words;
}

static bool speaks_for_office(wh_str display)
{
    return wh_holds_listed(&wh_name_office_within, display) || wh_holds_listed(&wh_name_firm_within, display);
}

/* "Jonas Feld" with jfeld, feldj or feld before the "@", "Sato Kenji" with ksato: how firms name the
 * mailboxes of people, whose names are nothing like the firm's. Senders of adverts write the whole name
 * there. */
static bool is_persons(const folded *name, wh_str local)
{
    wh_str whole = {name->text, name->n};
    if (whole.n && whole.p[whole.n - 1] == ' ') whole.n--;
    size_t first_end = wh_find_byte(whole, ' ', 0), last_start = wh_rfind_byte(whole, ' ');
    if (first_end == WH_NONE_AT) return false;
    wh_str first = wh_sub(whole, 0, first_end), last = wh_from(whole, last_start + 1);
    if (first.n == 0 || last.n < 2) return false;
    if (wh_eq(local, first) || wh_eq(local, last)) return true;
    const wh_str ways[][2] = {{wh_sub(first, 0, 1), last},
                              {last, wh_sub(first, 0, 1)},
                              {wh_sub(last, 0, 1), first},
                              {first, wh_sub(last, 0, 1)}};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        if (local.n == ways[i][0].n + ways[i][1].n && wh_starts_nocase(local, ways[i][0]) &&
            wh_ends_nocase(local, ways[i][1]))
            return true;
    return false;
}

/* A platform's address under which its users write: the name is one of theirs. */
static bool is_sharers(const wh_mailbox *box)
{
    wh_platform platform;
    return wh_platform_of(box->address, box->domain, &platform) && platform.shares;
}

/* At a well-known company's own domain, signed for it, every office is the company's ("Spam Quarantine" at
 * microsoft.com), and other names are its customers' ("Kite Lane Books" at stripe.com, a shop's name at a
 * service for reviews): platforms.c reads what those write. */
static bool is_at_home(const wh_case *c, const wh_standing *s)
{
    wh_name from = {0};
    if (!s->aligned || s->free_mail) return false;
    wh_parse_name(c->env, s->from, &from);
    return wh_brand_owning(c->brands, &from) != WH_NO_BRAND || wh_is_sending_service(s->from);
}

static wh_finding *add(wh_case *c, wh_finding_id id)
{
    const wh_mailbox *box = &c->facts->who.from.at[0].mailbox;
    wh_finding *f = wh_finding_add(c, id);
    wh_finding_text(c, f, "display", box->display);
    wh_finding_text(c, f, "domain", box->domain);
    wh_finding_slice(c, f, box->raw);
    return f;
}

void wh_check_shown_name(wh_case *c)
{
    const wh_standing *s = wh_standing_of(c);
    const wh_facts *facts = c->facts;
    if (facts->who.from.n == 0 || s->from.n == 0) return;
    if (wh_is_known_list(facts) || wh_is_daemons_bounce(facts) || is_at_home(c, s)) return;
    wh_str display = facts->who.from.at[0].mailbox.display;
    if (display.n == 0 || wh_find_byte(display, '@', 0) != WH_NONE_AT)
        return; /* an address: display_name.c */
    folded name;
    names with;
    likeness like = {0};
    fold(display, &name);
    read_names(c, &with);
    compare_words(&name, &with, &like);
    bool office = like.office || speaks_for_office(display);
    bool number = bears_number(&name);
    if (s->free_mail && (office || number)) {
        wh_finding *f = add(c, WH_F_OFFICE_AT_FREE_MAIL);
        if (f && number) f->severity = WH_MEDIUM; /* a program wrote it, for each reader anew */
    } else if ((like.office && !like.any && !like.domain) || wh_is_dense_office(display))
        add(c, WH_F_OFFICE_ELSEWHERE);
    if (s->bulk && like.words > 0 && !like.domain && !(!office && is_persons(&name, with.local)) &&
        !is_sharers(&facts->who.from.at[0].mailbox))
        add(c, WH_F_NAME_UNRELATED);
}
