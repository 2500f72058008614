/* The time zone that the sender's clock shows, against where the mail says it comes from. RFC 5322 3.3. */
#include "checks/hops/hops.h"

#define JAPAN (9 * 60)

/* Hiragana or katakana, full or half width: no other language uses them. */
static bool has_kana(wh_str text)
{
    unsigned found = 0;
    for (size_t at = 0; at < text.n && found < 2;) {
        uint32_t rune = wh_next_rune(text, &at, NULL);
        found += (rune >= 0x3041 && rune <= 0x3096) || (rune >= 0x30A1 && rune <= 0x30FA) ||
                 (rune >= 0xFF66 && rune <= 0xFF9D);
    }
    return found >= 2;
}

static bool says_japan(const wh_facts *facts)
{
    wh_str from = wh_from_domain(facts);
    if (from.n && wh_ends_nocase(from, WH_LIT(".jp"))) return true;
    return has_kana(facts->who.subject) ||
           (facts->who.from.n && has_kana(facts->who.from.at[0].mailbox.display));
}

/* Zones between Europe and Japan and beyond. Senders' services and programs write UTC or America's zones for
 * everybody. */
static bool is_elsewhere(const wh_date *date)
{
    const uint32_t unknown = 1u << WH_DATE_NO_ZONE | 1u << WH_DATE_UNKNOWN_ZONE | 1u << WH_DATE_BAD_ZONE |
                             1u << WH_DATE_OBSOLETE_ZONE;
    return date->ok && !(date->problems & unknown) && date->offset_minutes > 0 &&
           date->offset_minutes != JAPAN;
}

static wh_str zone_text(wh_case *c, int minutes)
{
    char *text = wh_alloc(c->env->arena, 6);
    unsigned hours = (unsigned)minutes / 60, rest = (unsigned)minutes % 60;
    if (!text || minutes < 0 || hours > 99) return WH_ABSENT;
    text[0] = '+';
    text[1] = (char)('0' + hours / 10);
    text[2] = (char)('0' + hours % 10);
    text[3] = (char)('0' + rest / 10);
    text[4] = (char)('0' + rest % 10);
    return (wh_str){text, 5};
}

void wh_check_zone(wh_case *c)
{
    const wh_facts *facts = c->facts;
    const wh_date *date = &facts->who.date;
    const wh_handover *h = wh_senders_entrance(facts); /* what stands above is another's clock */
    wh_str slice = facts->who.date_raw;
    if (!says_japan(facts)) return;
    for (uint32_t i = h ? (uint32_t)h->hop + 1 : facts->hops.n; i < facts->hops.n && !is_elsewhere(date);
         i++) {
        if (!is_elsewhere(&facts->hops.at[i].r.date)) continue;
        date = &facts->hops.at[i].r.date;
        slice = date->raw;
    }
    if (!is_elsewhere(date)) return;
    wh_finding *f = wh_finding_add(c, WH_F_ZONE_NOT_JAPAN);
    wh_finding_text(c, f, "zone", zone_text(c, date->offset_minutes));
    wh_finding_slice(c, f, slice);
}
