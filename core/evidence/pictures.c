/* Pictures in which QR codes are looked for (ISO/IEC 18004): files, addresses that hold one (RFC 2397),
 * pictures inside of Office files, and what letters or the cells of a table draw. The host decodes them; what
 * the codes say are links like the others. */
#include "base/limits.h"
#include "evidence/evidence.h"

#define SMALLEST_FILE 100u
#define SMALLEST_SIDE 21u /* a code's modules, ISO/IEC 18004 5.1: a picture with fewer dots cannot be one */

static uint32_t number(wh_str s, size_t at, unsigned n, bool big)
{
    uint32_t value = 0;
    for (unsigned i = 0; i < n; i++) {
        size_t place = at + (big ? i : n - 1 - i);
        value = value << 8 | (place < s.n ? (unsigned char)s.p[place] : 0);
    }
    return value;
}

/* By its own header, where that is in a fixed place: the counters and lines that pages are full of hold no
 * code. */
static bool is_tiny(wh_str type, wh_str data)
{
    if (data.n < SMALLEST_FILE) return true;
    if (wh_eq(type, WH_LIT("image/png")))
        return number(data, 16, 4, true) < SMALLEST_SIDE || number(data, 20, 4, true) < SMALLEST_SIDE;
    if (wh_eq(type, WH_LIT("image/gif")))
        return number(data, 6, 2, false) < SMALLEST_SIDE || number(data, 8, 2, false) < SMALLEST_SIDE;
    return false;
}

static bool is_picture(wh_str type)
{
    return wh_starts_nocase(type, WH_LIT("image/")) && !wh_eq(type, WH_LIT("image/svg+xml")) &&
           !wh_eq(type, WH_LIT("image/vnd.microsoft.icon"));
}

static void add(wh_facts *facts, wh_picture picture)
{
    wh_unread unread = {WH_UNREAD_PICTURE, WH_UNREAD_BECAUSE_TOO_MANY, WH_ABSENT, picture.name, picture.span};
    if (picture.data.n > WH_MAX_PICTURE) unread.reason = WH_UNREAD_BECAUSE_TOO_LARGE;
    bool room =
        facts->pictures.n < WH_MAX_PICTURES && picture.data.n <= WH_MAX_PICTURE - facts->picture_bytes;
    wh_picture *one = room ? wh_push(facts->env->arena, &facts->pictures) : NULL;
    if (!one) {
        wh_note_unread(facts, unread);
        return;
    }
    *one = picture;
    facts->picture_bytes += picture.data.n;
}

/* A content for what is in a part that was not read as text: every link has to have one. */
static uint32_t content_of(wh_facts *facts, uint32_t part)
{
    for (uint32_t i = 0; i < facts->contents.n; i++)
        if (facts->contents.at[i].part == part) return i;
    wh_content *content = wh_push(facts->env->arena, &facts->contents);
    if (!content) return 0;
    *content = (wh_content){.part = part, .utf8 = WH_ABSENT, .visible = WH_ABSENT};
    return facts->contents.n - 1;
}

/* word/media/image1.png and its kin: what a document shows. */
static void gather_entries(wh_facts *facts, const wh_attachment *a)
{
    bool office = wh_starts_nocase(a->detected, WH_LIT("application/vnd.openxmlformats")) ||
                  wh_starts_nocase(a->detected, WH_LIT("application/vnd.oasis"));
    for (uint32_t i = 0; office && i < a->entries.n && i < a->entry_types.n; i++) {
        const wh_entry *entry = &a->entries.at[i];
        if (!is_picture(a->entry_types.at[i])) continue;
        bool room = entry->bytes <= WH_MAX_PICTURE_PACKED && entry->bytes <= facts->inflatable;
        char *out = room ? wh_alloc(facts->env->arena, (size_t)entry->bytes) : NULL;
        if (!out) {
            wh_note_unread(facts, (wh_unread){WH_UNREAD_PICTURE, WH_UNREAD_BECAUSE_TOO_LARGE,
                                              a->entry_types.at[i], entry->name, a->span});
            continue;
        }
        facts->inflatable -= (size_t)entry->bytes;
        wh_str data = wh_entry_content_to(out, (size_t)entry->bytes, entry);
        if (!is_tiny(a->entry_types.at[i], data))
            add(facts, (wh_picture){.data = data,
                                    .content = content_of(facts, a->part),
                                    .name = entry->name,
                                    .span = a->span});
    }
}

/* What a PDF shows: a letter with a code, scanned or drawn, has no words that could be read. */
static void gather_pdf(wh_facts *facts, const wh_attachment *a)
{
    wh_strs pictures = {0};
    if (a->encrypted || !wh_eq(a->detected, WH_LIT("application/pdf"))) return;
    wh_pdf_pictures(facts->env, a->data, &facts->inflatable, &pictures);
    for (uint32_t i = 0; i < pictures.n; i++)
        if (pictures.at[i].n == 0)
            wh_note_unread(facts, (wh_unread){WH_UNREAD_PICTURE, WH_UNREAD_BECAUSE_TOO_LARGE, a->detected,
                                              a->name, a->span});
        else
            add(facts, (wh_picture){.data = pictures.at[i],
                                    .content = content_of(facts, a->part),
                                    .name = a->name,
                                    .span = a->span});
}

static void gather_files(wh_facts *facts)
{
    for (uint32_t i = 0; i < facts->attachments.n; i++) {
        wh_attachment a = facts->attachments.at[i];
        if (is_picture(a.detected) && !a.cut && !is_tiny(a.detected, a.data))
            add(facts,
                (wh_picture){
                    .data = a.data, .content = content_of(facts, a.part), .name = a.name, .span = a.span});
        gather_entries(facts, &a);
        gather_pdf(facts, &a);
    }
}

/* "data:image/png;base64,...": RFC 2397. */
static void gather_addresses(wh_facts *facts)
{
    for (uint32_t i = 0; i < facts->links.n; i++) {
        const wh_link *link = &facts->links.at[i];
        if (link->anchor.kind != WH_LINK_IMAGE || !wh_starts_nocase(link->anchor.href, WH_LIT("data:image/")))
            continue;
        size_t comma = wh_find_byte(link->anchor.href, ',', 0);
        if (comma == WH_NONE_AT ||
            wh_find_nocase(wh_sub(link->anchor.href, 0, comma), WH_LIT(";base64"), 0) == WH_NONE_AT)
            continue;
        wh_text data = {0};
        wh_decode_transfer(facts->env, WH_LIT("base64"), wh_from(link->anchor.href, comma + 1), &data);
        wh_str type = wh_file_type(data.bytes, WH_ABSENT);
        if (is_picture(type) && !is_tiny(type, data.bytes))
            add(facts,
                (wh_picture){
                    .data = data.bytes, .content = link->content, .name = WH_ABSENT, .span = link->span});
    }
}

static void gather_drawn(wh_facts *facts)
{
    for (uint32_t i = 0, n = facts->contents.n; i < n; i++) {
        const wh_content *content = &facts->contents.at[i];
        wh_strs drawn = {0};
        if (wh_absent(content->utf8)) continue;
        wh_span span = wh_part_span(facts, &facts->parts.at[content->part]);
        wh_draw_grids(facts->env, content->utf8, content->page, &drawn);
        for (uint32_t k = 0; k < drawn.n; k++)
            add(facts, (wh_picture){.data = drawn.at[k], .content = i, .name = WH_ABSENT, .span = span});
    }
}

void wh_gather_pictures(wh_facts *facts)
{
    gather_drawn(facts);
    gather_files(facts);
    gather_addresses(facts);
}

static void add_link(wh_facts *facts, const wh_picture *picture, wh_str href, size_t *budget)
{
    wh_link *link = wh_push(facts->env->arena, &facts->links);
    if (!link) return;
    *link = (wh_link){.anchor = {.kind = WH_LINK_QR, .href = href, .text = WH_ABSENT, .at = WH_ABSENT},
                      .content = picture->content,
                      .domain = -1,
                      .span = picture->span};
    wh_parse_uri(facts->env, href, &link->uri);
    wh_follow_link(facts, link, budget);
    wh_note_link(facts, link);
}

/* A code is an address, or holds some: phones offer to open either. */
static void add_code(wh_facts *facts, const wh_picture *picture, wh_str text, size_t *budget)
{
    wh_uri uri = {0};
    wh_anchors found = {0};
    text = wh_trim(text);
    wh_parse_uri(facts->env, text, &uri);
    if (uri.ok && uri.scheme.n && wh_find_byte(text, ' ', 0) == WH_NONE_AT) {
        add_link(facts, picture, text, budget);
        return;
    }
    wh_parse_plain(facts->env, text, &found);
    for (uint32_t i = 0; i < found.n && i < WH_MAX_CODES; i++)
        add_link(facts, picture, found.at[i].href, budget);
    if (found.n || wh_find_byte(text, ' ', 0) != WH_NONE_AT) return;
    wh_parse_hosts(facts->env, text, &found);
    if (found.n == 0 || !wh_starts_nocase(text, found.at[0].href)) return;
    wh_buf buf; /* "example.com/a" */
    wh_buf_init(&buf, facts->env->arena);
    wh_put(&buf, WH_LIT("http://"));
    wh_put(&buf, text);
    add_link(facts, picture, wh_buf_str(&buf), budget);
}

void wh_add_codes(wh_facts *facts, wh_env *env, uint32_t index, const wh_strs *texts)
{
    wh_env *before = facts->env;
    size_t budget = WH_MAX_TARGET_BYTES / WH_MAX_PICTURES;
    wh_picture picture = facts->pictures.at[index];
    facts->env = env;
    for (uint32_t i = 0; i < texts->n; i++) add_code(facts, &picture, texts->at[i], &budget);
    facts->env = before;
}
