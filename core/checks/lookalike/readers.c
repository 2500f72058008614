/* The names that the mail is addressed to, imitated by the names that it comes from or leads to: a director's
 * or a supplier's domain with a letter missing. Known brands have a table; the reader's own house is in the
 * mail.
 */
#include "checks/common.h"
#include "checks/lookalike/distance.h"
#include "checks/lookalike/fold.h"
#include "checks/lookalike/lookalike.h"
#include "checks/results.h"
#include "checks/sender/identity.h"

#define READERS 5u
#define LEAST 6u /* letters of a label: shorter ones are near each other by chance */

static const uint32_t speaking = 1u << WH_ROLE_FROM | 1u << WH_ROLE_SENDER | 1u << WH_ROLE_REPLY_TO |
                                 1u << WH_ROLE_LINK | 1u << WH_ROLE_LINK_TEXT;

typedef struct reader {
    const wh_name *name;
    wh_str hyphened; /* "example-org" */
} reader;

typedef struct readers {
    reader at[READERS];
    uint32_t n;
} readers;

static wh_str label_of(const wh_name *name)
{
    bool whole = name->registrable.n > name->suffix.n + 1;
    return whole ? wh_sub(name->registrable, 0, name->registrable.n - name->suffix.n - 1) : WH_ABSENT;
}

static wh_str hyphened(wh_env *env, wh_str domain)
{
    wh_buf buf;
    wh_buf_init(&buf, env->arena);
    for (size_t i = 0; i < domain.n; i++) wh_put_byte(&buf, domain.p[i] == '.' ? '-' : domain.p[i]);
    return wh_buf_str(&buf);
}

static void add_reader(wh_env *env, readers *all, const wh_person *person)
{
    const wh_name *name = &person->name;
    if (all->n == READERS || label_of(name).n < LEAST || wh_is_free_mail(person->mailbox.domain)) return;
    if (wh_provider_of(person->mailbox.domain) || name->private_suffix || name->ascii.n > WH_MAX_FORM) return;
    for (uint32_t i = 0; i < all->n; i++)
        if (wh_eq(all->at[i].name->registrable, name->registrable)) return;
    all->at[all->n++] = (reader){name, hyphened(env, name->registrable)};
}

static bool looks_same(wh_str a, wh_str b)
{
    wh_skeleton one, other;
    if (a.n > WH_MAX_FORM || b.n > WH_MAX_FORM) return false;
    wh_make_skeleton(a, &one);
    wh_make_skeleton(b, &other);
    return one.n == other.n && wh_eq((wh_str){one.text, one.n}, (wh_str){other.text, other.n});
}

/* One letter more, fewer, different or moved. Numbers tell organisations of one kind apart, and a changed
 * first letter is noticed. */
static bool is_near(wh_str label, wh_str other)
{
    wh_edit edit;
    if (!wh_compare_near(label, other, 1, &edit) || edit.distance == 0) return false;
    if (edit.from.n && wh_is_digit(edit.from.p[0])) return false;
    if (edit.to.n && wh_is_digit(edit.to.p[0])) return false;
    if (wh_eq(edit.from, WH_LIT("-")) || wh_eq(edit.to, WH_LIT("-"))) return false;
    return label.p[0] == other.p[0];
}

/* "example.org.login.example.net", "example-org.login.example.net". */
static bool holds_whole(const reader *whose, const wh_name *name)
{
    wh_str forms[] = {whose->name->registrable, whose->hyphened};
    size_t room = name->ascii.n - name->suffix.n;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        for (size_t at = 0; (at = wh_find(name->ascii, forms[i], at)) != WH_NONE_AT && at + forms[i].n < room;
             at++) {
            char before = at ? name->ascii.p[at - 1] : '.', behind = name->ascii.p[at + forms[i].n];
            if ((before == '.' || before == '-') && (behind == '.' || behind == '-')) return true;
        }
    return false;
}

static bool imitates(const reader *whose, const wh_name *name)
{
    wh_str label = label_of(whose->name), other = label_of(name);
    if (wh_eq(whose->name->registrable, name->registrable)) return false;
    if (holds_whole(whose, name)) return true;
    /* their own, under another top-level label or on a platform */
    if (other.n < LEAST - 1 || wh_eq(label, other) || name->private_suffix) return false;
    return looks_same(label, other) || is_near(label, other);
}

void wh_check_readers(wh_case *c)
{
    const wh_facts *facts = c->facts;
    readers all = {.n = 0};
    for (uint32_t i = 0; i < facts->who.delivered_to.n && i < READERS; i++)
        add_reader(c->env, &all, &facts->who.delivered_to.at[i]);
    for (uint32_t i = 0; i < facts->who.to.n && i < READERS; i++)
        add_reader(c->env, &all, &facts->who.to.at[i]);
    for (uint32_t i = 0; all.n && i < facts->domains.n; i++) {
        const wh_domain *domain = &facts->domains.at[i];
        bool own = c->results->domains && c->results->domains[i].kind == WH_KIND_OWN;
        if (!(domain->roles & speaking) || own || !domain->name.registrable.n) continue;
        for (uint32_t k = 0; k < all.n; k++) {
            if (!imitates(&all.at[k], &domain->name)) continue;
            wh_finding *f = wh_finding_add(c, WH_F_RECIPIENT_IMITATED);
            wh_finding_text(c, f, "domain", domain->key);
            wh_finding_text(c, f, "recipient", all.at[k].name->registrable);
            for (uint32_t n = 0; n < domain->spans.n; n++) wh_finding_span(c, f, domain->spans.at[n]);
            return;
        }
    }
}
