/* Combinations: the rows of combinations.def, applied when all checks have run. They look at which findings
 * were raised, not in which order. */
#include "base/limits.h"
#include "checks/standing.h"
#include "verdict/verdict.h"

#define GROUPS 3u

/* Bits: what the standing of the mail must be. */
#define WH_IS_ANY 0u
#define WH_IS_BULK 1u
#define WH_IS_OWN_DOMAIN 2u /* signed by, or with the envelope of, its own organisation */
#define WH_IS_NOT_SERVED 4u /* not sent by a service that sends for many */
#define WH_IS_LIST 8u
#define WH_IS_FREE_MAIL 16u
#define WH_IS_AWAY 32u       /* its links do not lead to the sender's own signed domain, or it has none */
#define WH_IS_LINKED 64u     /* it has links at all */
#define WH_IS_STRANGERS 128u /* not proven to come from the reader's own house */

typedef struct combination {
    wh_finding_id id;
    unsigned standing;
    uint16_t any[GROUPS][WH_MAX_GROUP]; /* ids + 1; 0 ends a group, and an empty group asks for nothing */
} combination;

#define A(name) WH_F_##name + 1
#define ANY(...)                                                                                             \
    {                                                                                                        \
        __VA_ARGS__                                                                                          \
    }
#define BRANDS A(BRAND_CLAIMED), A(BRAND_DISGUISED), A(BRAND_IN_SUBJECT), A(BRAND_IN_TEXT)
#define OFFERS                                                                                               \
    A(TEXT_PRIZE), A(TEXT_MONEY), A(TEXT_INVEST), A(TEXT_LOAN), A(TEXT_REMEDY), A(TEXT_DATING),              \
        A(TEXT_REFUND), A(TEXT_JOB)
#define ASKS                                                                                                 \
    A(TEXT_CREDENTIALS), A(TEXT_LOCKED), A(TEXT_DOCUMENT), A(TEXT_CHARGE), A(TEXT_PARCEL), A(TEXT_REFUND),   \
        A(TEXT_VIOLATION), A(TEXT_BANK), A(TEXT_JOB), A(TEXT_PRIZE), A(TEXT_INVEST), A(TEXT_SEED),           \
        A(TEXT_CALLBACK), A(TEXT_PURSUIT), A(TEXT_FAVOUR), A(TEXT_SUM_AND_CALL), A(TEXT_IBAN),               \
        A(TEXT_ACCOUNT), A(ATTACHMENT_HTML), A(LINK_OWN_ADDRESS)

static const combination combinations[] = {
#define COMBINE(name, standing, ...) {WH_F_##name, standing, {__VA_ARGS__}},
#include "verdict/combinations.def"
#undef COMBINE
};

static unsigned standing_of(const wh_case *c)
{
    const wh_standing *s = wh_standing_of(c);
    wh_str envelope = wh_domain_of_address(c->facts->who.envelope_from);
    bool own = s->from.n && (s->aligned || wh_same_org(c->env, envelope, s->from));
    return (s->bulk ? WH_IS_BULK : 0u) | (own ? WH_IS_OWN_DOMAIN : 0u) | (s->served ? 0u : WH_IS_NOT_SERVED) |
           (s->claims_list ? WH_IS_LIST : 0u) | (s->free_mail ? WH_IS_FREE_MAIL : 0u);
}

/* The first finding of the group that was raised; -1: none. */
static int32_t raised_of(const int32_t *first, const uint16_t *group)
{
    for (size_t i = 0; i < WH_MAX_GROUP && group[i]; i++)
        if (first[group[i] - 1] >= 0) return first[group[i] - 1];
    return -1;
}

/* Its domain is that of the reader, and the reader's side or we ourselves proved that the domain sent it: an
 * office of one's own firm is not an office elsewhere. */
static bool is_of_own_house(const wh_case *c, const int32_t *first)
{
    const wh_standing *s = wh_standing_of(c);
    bool proven = first[WH_F_DMARC_PASS] >= 0 || first[WH_F_RECEIVER_DMARC_PASS] >= 0;
    return proven && s->reader.n && s->from_org.n && wh_eq_nocase(s->reader, s->from_org);
}

static void add(wh_case *c, const combination *row, const int32_t *met)
{
    wh_finding *f = wh_finding_add(c, row->id);
    for (size_t k = 0; f && k < GROUPS; k++) {
        if (met[k] < 0) continue;
        const wh_finding *part = &c->findings.at[met[k]];
        if (k < 2) wh_finding_text(c, f, k ? "second" : "first", wh_finding_name(part->id));
        for (uint32_t i = 0; i < part->spans.n && i < 4; i++) wh_finding_span(c, f, part->spans.at[i]);
    }
}

/* Who writes from the reader's own house, as was proven, need not be named after it, nor be an office of it;
 * and the links of a mail that is passed on within the house are those of the mail that is shown. Whatever
 * else a colleague's account sends counts in full: it may have been broken into. */
static bool is_excused_at_home(const int32_t *first, wh_finding_id id)
{
    switch (id) {
    case WH_F_NAME_UNRELATED:
    case WH_F_OFFICE_ELSEWHERE:
    case WH_F_TEXT_ENABLE: return true; /* workbooks of the house; what a file holds still counts */
    case WH_F_LINKS_ONE_STRANGER:
    case WH_F_LINKS_ELSEWHERE: return first[WH_F_FORWARDED_IN_TEXT] >= 0;
    default: return false;
    }
}

static void excuse_at_home(wh_case *c, int32_t *first)
{
    bool excused[WH_FINDING_COUNT];
    for (uint32_t id = 0; id < WH_FINDING_COUNT; id++)
        excused[id] = is_excused_at_home(first, (wh_finding_id)id);
    for (uint32_t i = 0; i < c->findings.n; i++) {
        wh_finding *f = &c->findings.at[i];
        if (!excused[f->id]) continue;
        f->severity = WH_INFO;
        first[f->id] = -1;
    }
}

void wh_combine(wh_case *c)
{
    int32_t first[WH_FINDING_COUNT];
    bool told[WH_FINDING_COUNT] = {false};
    unsigned standing = standing_of(c);
    for (uint32_t i = 0; i < WH_FINDING_COUNT; i++) first[i] = -1;
    wh_mail_kind form = wh_kind_by_form(c);
    for (uint32_t i = 0; i < c->findings.n; i++)
        if (first[c->findings.at[i].id] < 0 && !wh_is_normal_in(form, c->findings.at[i].id))
            first[c->findings.at[i].id] = (int32_t)i;
    if (first[WH_F_LINKS_HOME] < 0 || !wh_standing_of(c)->aligned) standing |= WH_IS_AWAY;
    if (c->facts->links.n) standing |= WH_IS_LINKED;
    if (is_of_own_house(c, first)) excuse_at_home(c, first);
    else standing |= WH_IS_STRANGERS;
    for (size_t r = 0; r < sizeof combinations / sizeof *combinations; r++) {
        const combination *row = &combinations[r];
        int32_t met[GROUPS];
        bool all = (row->standing & ~standing) == 0 && !told[row->id]; /* the first row that fits */
        for (size_t k = 0; k < GROUPS && all; k++) {
            met[k] = raised_of(first, row->any[k]);
            if (row->any[k][0] && met[k] < 0) all = false;
        }
        if (!all) continue;
        told[row->id] = true;
        add(c, row, met);
    }
}
