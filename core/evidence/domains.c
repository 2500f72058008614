/* Every domain name in the mail, once, with the places where it occurs. */
#include "base/limits.h"
#include "evidence/evidence.h"

wh_str wh_role_name(wh_role role)
{
    static const wh_str names[] = {
#define X(name, id) WH_LIT_INIT(id),
        WH_ROLES(X)
#undef X
    };
    return names[role];
}

static bool is_plain_name(wh_str name)
{
    for (size_t i = 0; i < name.n; i++)
        if (!wh_is_hostname_char(name.p[i])) return false;
    return name.n > 0;
}

/* A slot of the open-addressed index by name; the index is as long as twice the domains there can be. */
static uint32_t hash_of(wh_str s)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < s.n; i++) h = (h ^ (unsigned char)s.p[i]) * 16777619u;
    return h;
}

#define SLOTS 4096u
_Static_assert(SLOTS > 2 * WH_MAX_DOMAINS, "the index must never fill up");
_Static_assert(WH_MAX_DOMAINS < UINT16_MAX, "a slot holds the number of any of them");

/* How many names each place may add that occurred in no earlier one: what an author multiplies in one place
 * leaves the others their room. */
static const uint32_t share[] = {
    [WH_ROLE_FROM] = 100,      [WH_ROLE_SENDER] = 50,     [WH_ROLE_REPLY_TO] = 50, [WH_ROLE_RETURN_PATH] = 50,
    [WH_ROLE_DISPLAY] = 100,   [WH_ROLE_MESSAGE_ID] = 10, [WH_ROLE_HELO] = 80,     [WH_ROLE_RDNS] = 80,
    [WH_ROLE_BY] = 80,         [WH_ROLE_DKIM] = 50,       [WH_ROLE_LINK] = 400,    [WH_ROLE_LINK_TEXT] = 150,
    [WH_ROLE_RECIPIENT] = 150, [WH_ROLE_SUBJECT] = 20,    [WH_ROLE_BODY] = 120,    [WH_ROLE_LIST] = 10};
_Static_assert(sizeof share / sizeof *share == WH_ROLE_COUNT, "every place has its share");

static int32_t find_or_add(wh_facts *facts, wh_str key, const wh_name *name, wh_role role)
{
    if (!facts->domain_slots) {
        facts->domain_slots = wh_alloc(facts->env->arena, SLOTS * sizeof *facts->domain_slots);
        if (!facts->domain_slots) return -1;
    }
    uint32_t slot = hash_of(key) % SLOTS;
    while (facts->domain_slots[slot]) {
        uint32_t at = facts->domain_slots[slot] - 1;
        if (wh_eq(facts->domains.at[at].key, key)) return (int32_t)at;
        slot = (slot + 1) % SLOTS;
    }
    if (facts->domains.n >= WH_MAX_DOMAINS || facts->domains_of[role] >= share[role]) {
        wh_note_cut(facts->env, WH_CUT_DOMAINS, key);
        return -1;
    }
    wh_domain *domain = wh_push(facts->env->arena, &facts->domains);
    if (!domain) return -1;
    domain->name = *name;
    domain->key = key;
    facts->domains_of[role]++;
    facts->domain_slots[slot] = (uint16_t)facts->domains.n;
    return (int32_t)facts->domains.n - 1;
}

/* Finds or adds a domain; -1 for what is no name or when there are too many. */
static int32_t note_domain(wh_facts *facts, wh_str raw, wh_role role, wh_span span)
{
    wh_ip ip;
    wh_name name = {0};
    raw = wh_trim(raw);
    if (raw.n == 0 || raw.n > 1024 || wh_parse_ip(raw, &ip)) return -1;
    if (wh_find_byte(raw, '.', 0) == WH_NONE_AT && is_plain_name(raw))
        return -1; /* a bare label is no domain */
    wh_parse_name(facts->env, raw, &name);
    wh_str key = wh_absent(name.ascii) ? raw : name.ascii;
    int32_t at = find_or_add(facts, key, &name, role);
    if (at < 0) return -1;
    wh_domain *domain = &facts->domains.at[at];
    domain->roles |= 1u << role;
    if (span.end > span.start && domain->spans.n < WH_MAX_SPANS) {
        wh_span *place = wh_push(facts->env->arena, &domain->spans);
        if (place) *place = span;
    }
    return at;
}

static void note_slice(wh_facts *facts, wh_str slice, wh_role role)
{
    if (slice.n) note_domain(facts, slice, role, wh_fact_span(facts, slice));
}

static bool is_name_start(char c) { return wh_is_alnum(c) || (unsigned char)c >= 0x80; }
static bool is_name_byte(char c) { return is_name_start(c) || c == '-' || c == '.' || c == '_'; }

/* Names with a known top-level label inside a short text (a display name, a subject, a link's text). */
static void note_names_in(wh_facts *facts, wh_str text, wh_role role, wh_span span)
{
    uint32_t left = 16;
    for (size_t at = 0; at < text.n && left;) {
        if (!is_name_start(text.p[at])) {
            at++;
            continue;
        }
        size_t end = at;
        while (end < text.n && is_name_byte(text.p[end])) end++;
        wh_str word = wh_sub(text, at, end);
        while (word.n && (word.p[word.n - 1] == '.' || word.p[word.n - 1] == '-')) word.n--;
        at = end;
        if (word.n < 4 || word.n > 253 || wh_find_byte(word, '.', 0) == WH_NONE_AT) continue;
        wh_name name = {0};
        wh_parse_name(facts->env, word, &name);
        if (wh_absent(name.registrable) || !name.known_suffix) continue;
        note_domain(facts, word, role, span);
        left--;
    }
}

static void note_persons(wh_facts *facts, const wh_persons *persons, wh_role role)
{
    for (uint32_t i = 0; i < persons->n; i++) {
        const wh_mailbox *box = &persons->at[i].mailbox;
        wh_span span = wh_fact_span(facts, wh_absent(box->raw_domain) ? box->raw : box->raw_domain);
        note_domain(facts, box->domain, role, span);
        if (role != WH_ROLE_RECIPIENT)
            note_names_in(facts, box->display, WH_ROLE_DISPLAY, wh_fact_span(facts, box->raw));
    }
}

static void note_hops(wh_facts *facts)
{
    for (uint32_t i = 0; i < facts->hops.n; i++) {
        const wh_received *r = &facts->hops.at[i].r;
        note_slice(facts, r->helo, WH_ROLE_HELO);
        note_slice(facts, r->rdns, WH_ROLE_RDNS);
        note_slice(facts, r->by, WH_ROLE_BY);
    }
}

static void note_signatures(wh_facts *facts)
{
    const wh_field *field;
    for (uint32_t i = 0;
         (field = wh_field_named(&facts->fields, WH_LIT("DKIM-Signature"), i)) && i < WH_MAX_SIGNATURES;
         i++) {
        wh_tags tags = {0};
        wh_parse_tags(facts->env, field->value, &tags);
        note_slice(facts, wh_tag_named(&tags, WH_LIT("d")), WH_ROLE_DKIM);
    }
}

static void note_targets(wh_facts *facts, wh_link *link)
{
    for (uint32_t i = 0; i < link->targets.n; i++) {
        wh_link_target *target = &link->targets.at[i];
        if (target->uri.ip.family == 0)
            target->domain = note_domain(facts, target->uri.host, WH_ROLE_LINK, link->span);
    }
}

void wh_note_link(wh_facts *facts, wh_link *link)
{
    if (link->uri.ok && link->uri.ip.family == 0)
        link->domain = note_domain(facts, link->uri.host, WH_ROLE_LINK, link->span);
    note_targets(facts, link);
    if (link->anchor.kind == WH_LINK_ANCHOR)
        note_names_in(facts, link->anchor.text, WH_ROLE_LINK_TEXT, link->span);
}

static void note_links(wh_facts *facts)
{
    for (uint32_t i = 0; i < facts->links.n; i++) wh_note_link(facts, &facts->links.at[i]);
}

/* Names that somebody wrote around the fields of a mail ("the link leads to example.com"), or pasted without
 * any fields. */
static void note_words_about(wh_facts *facts)
{
    const wh_paste *paste = &facts->paste;
    wh_anchors hosts;
    if (paste->kind == WH_SOURCE_MESSAGE) return;
    wh_parse_hosts(facts->env, wh_sub(facts->fields.n ? paste->prose : paste->body, 0, 256u << 10), &hosts);
    for (uint32_t i = 0; i < hosts.n; i++)
        note_domain(facts, hosts.at[i].href, WH_ROLE_BODY, wh_fact_span(facts, hosts.at[i].at));
}

void wh_gather_domains(wh_facts *facts)
{
    const wh_identities *who = &facts->who;
    note_persons(facts, &who->from, WH_ROLE_FROM);
    note_persons(facts, &who->sender, WH_ROLE_SENDER);
    note_persons(facts, &who->reply_to, WH_ROLE_REPLY_TO);
    note_persons(facts, &who->return_path, WH_ROLE_RETURN_PATH);
    note_slice(facts, facts->msgid.right, WH_ROLE_MESSAGE_ID);
    note_signatures(facts);
    note_hops(facts);
    note_links(facts);
    note_persons(facts, &who->delivered_to,
                 WH_ROLE_RECIPIENT); /* the reader's own servers write it: before what the author wrote */
    note_persons(facts, &who->to, WH_ROLE_RECIPIENT);
    note_names_in(facts, who->subject, WH_ROLE_SUBJECT, wh_fact_span(facts, who->subject_raw));
    note_words_about(facts);
}
