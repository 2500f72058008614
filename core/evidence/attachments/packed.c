/* Files in a container, the boxes in it unpacked as well (attachments.c). Of a large one the first pages are
 * read, as pages are what leads on; that others were not is said. */
#include "base/limits.h"
#include "evidence/attachments/lead.h"

#define BOXES_DEEP 2u

static bool has_text_of_its_own(const wh_attachment *one)
{
    static const wh_str dull[] = {WH_LIT_INIT("image/"),
                                  WH_LIT_INIT("audio/"),
                                  WH_LIT_INIT("video/"),
                                  WH_LIT_INIT("font/"),
                                  WH_LIT_INIT("application/x-msdownload"),
                                  WH_LIT_INIT("application/x-elf")};
    for (size_t i = 0; i < sizeof dull / sizeof *dull; i++)
        if (wh_starts_nocase(one->detected, dull[i])) return wh_eq(one->detected, WH_LIT("image/svg+xml"));
    return true;
}

/* Of one file: what it leads to is what its container leads to. */
static void read_one(wh_facts *facts, wh_attachment *a, const wh_entry *entry, wh_attachment *one,
                     unsigned depth, wh_leads_reader read, wh_leads *out)
{
    const uint32_t kept = WH_FILE_BIT(PAGE) | WH_FILE_BIT(SCRIPT) | WH_FILE_BIT(FORM) |
                          WH_FILE_BIT(ASSEMBLES) | WH_FILE_BIT(REMOTE) | WH_FILE_BIT(MACROS) |
                          WH_FILE_BIT(LEADS);
    wh_listing list;
    bool known;
    uint32_t places = out->anchors.n;
    one->data = wh_entry_content(facts->env, entry, (size_t)entry->bytes);
    one->bytes = one->data.n;
    if (one->data.n == 0) return;
    if (wh_starts_nocase(one->data, WH_LIT("PK")) &&
        wh_list_files(facts->env, one->data, one->detected, &list, &known))
        one->entries = list.entries;
    wh_describe_file(one);
    read(facts, one, depth + 1, out);
    a->problems |= one->problems & kept;
    for (uint32_t i = places; i < out->anchors.n; i++)
        out->anchors.at[i].at = WH_ABSENT; /* it stands nowhere plain */
}

/* A box, whose files stand beside it in the list; where they do not, that has been said. */
static bool is_unpacked(wh_str type)
{
    return wh_eq(type, WH_LIT("application/zip")) || wh_eq(type, WH_LIT("application/gzip")) ||
           wh_eq(type, WH_LIT("application/x-tar"));
}

static bool has_few_files(const wh_attachment *a)
{
    uint32_t files = a->entries.n;
    for (uint32_t i = 0; i < a->entry_types.n; i++) files -= is_unpacked(a->entry_types.at[i]);
    return files <= WH_MAX_PACKED;
}

static void read_entry(wh_facts *facts, wh_attachment *a, const wh_entry *entry, wh_attachment *one,
                       unsigned depth, wh_leads_reader read, wh_leads *out)
{
    size_t cost = entry->method ? (size_t)(entry->bytes < SIZE_MAX ? entry->bytes : SIZE_MAX) : 0;
    if (entry->bytes <= WH_MAX_NESTED && cost <= facts->inflatable) {
        facts->inflatable -= cost;
        read_one(facts, a, entry, one, depth, read, out);
    } else if (one->problems & WH_FILE_BIT(PAGE)) {
        wh_note_cut(facts->env, WH_CUT_FILES, WH_ABSENT);
    } else {
        wh_note_unread(facts, (wh_unread){WH_UNREAD_ATTACHMENT, WH_UNREAD_BECAUSE_TOO_LARGE, one->detected,
                                          entry->name, a->span});
    }
}

/* What people open for its text, though it is no page. */
static bool is_document(wh_str type)
{
    return wh_starts_nocase(type, WH_LIT("application/vnd.")) || wh_eq(type, WH_LIT("application/pdf")) ||
           wh_eq(type, WH_LIT("application/rtf")) || wh_eq(type, WH_LIT("application/x-ole-storage"));
}

typedef struct one_round {
    uint32_t opened; /* in this round and those before */
    bool pages, few; /* what it is for: pages; everything, of few */
    bool left_out, unknown;
} one_round;

static void read_round(wh_facts *facts, wh_attachment *a, unsigned depth, wh_leads_reader read, wh_leads *out,
                       one_round *round)
{
    for (uint32_t i = 0; i < a->entries.n; i++) {
        const wh_entry *entry = &a->entries.at[i];
        wh_attachment one = {.part = a->part, .name = entry->name, .type = WH_ABSENT, .span = a->span};
        one.detected = i < a->entry_types.n ? a->entry_types.at[i] : WH_ABSENT;
        wh_describe_file(&one);
        if (entry->encrypted || wh_absent(entry->data) || !has_text_of_its_own(&one)) continue;
        if (wh_is_mail_file(entry->name, one.detected)) continue;      /* it is enclosed: enclosed.c */
        round->unknown |= wh_ends_nocase(entry->name, WH_LIT(".iwa")); /* of Pages, Numbers, Keynote */
        bool page = (one.problems & WH_FILE_BIT(PAGE)) != 0;
        if (page != round->pages) continue;
        bool wanted = page || round->few || is_document(one.detected);
        if (wanted && round->opened++ < WH_MAX_PACKED_PAGES)
            read_entry(facts, a, entry, &one, depth, read, out);
        else round->left_out |= !is_unpacked(one.detected);
    }
}

/* Pages before all else: what an archive holds beside them does not use up what they need. */
void wh_read_packed(wh_facts *facts, wh_attachment *a, unsigned depth, wh_leads_reader read, wh_leads *out)
{
    one_round round = {.pages = true, .few = has_few_files(a)};
    if (depth >= BOXES_DEEP) return;
    read_round(facts, a, depth, read, out, &round);
    round.pages = false;
    read_round(facts, a, depth, read, out, &round);
    if (round.unknown)
        wh_note_unread(facts, (wh_unread){WH_UNREAD_ATTACHMENT, WH_UNREAD_BECAUSE_UNKNOWN, a->detected,
                                          a->name, a->span});
    if (round.left_out)
        wh_note_unread(facts, (wh_unread){WH_UNREAD_ATTACHMENT, WH_UNREAD_BECAUSE_TOO_MANY, a->detected,
                                          a->name, a->span});
}
