/* What the mail carries: text parts decoded and their links, other parts as attachments. RFC 2045, 2046,
 * 2183. */
#include "base/limits.h"
#include "evidence/evidence.h"
#include "parse/paste/paste.h"

bool wh_part_is_mail(const wh_part *part)
{
    static const wh_str types[] = {
        WH_LIT_INIT("message/rfc822"),         WH_LIT_INIT("message/global"),
        WH_LIT_INIT("message/news"),           WH_LIT_INIT("text/rfc822-headers"),
        WH_LIT_INIT("message/global-headers"),
    };
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (wh_eq(part->type, types[i])) return true;
    return false;
}

/* HTML, AMP's included, and a page that was pasted without any header. */
static bool is_page(const wh_facts *facts, const wh_part *part, wh_str text)
{
    static const wh_str types[] = {WH_LIT_INIT("text/html"),       WH_LIT_INIT("text/x-amp-html"),
                                   WH_LIT_INIT("text/watch-html"), WH_LIT_INIT("text/xml"),
                                   WH_LIT_INIT("text/enriched"),   WH_LIT_INIT("text/richtext")};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (wh_eq(part->type, types[i])) return true;
    if (facts->paste.kind != WH_SOURCE_FRAGMENT || facts->fields.n) return false;
    text = wh_trim(text);
    return text.n && text.p[0] == '<' && wh_find(text, WH_LIT("</"), 0) != WH_NONE_AT;
}

/* A charset that was not as the label says, or that no label says. */
static void note_mend(wh_facts *facts, const wh_part *part, wh_charset_mend mend)
{
    wh_repair_id id = WH_REPAIR_NO_CHARSET;
    if (mend == WH_CHARSET_AS_LABELLED) return;
    if (mend == WH_CHARSET_CONTRADICTED) id = WH_REPAIR_CHARSET;
    if (mend == WH_CHARSET_ESCAPES_LOST) id = WH_REPAIR_ESCAPES;
    wh_note_repair(facts->env, &facts->paste, id, wh_fact_span(facts, part->body));
}

static void read_decoded(wh_facts *facts, uint32_t part_index, wh_text bytes)
{
    const wh_part *part = &facts->parts.at[part_index];
    uint32_t index = facts->contents.n;
    wh_content *content = wh_push(facts->env->arena, &facts->contents);
    if (!content) return;
    content->part = part_index;
    content->bytes = bytes;
    wh_charset_mend mend;
    content->utf8 = wh_decode_part_text(facts->env, part->charset, content->bytes.bytes,
                                        wh_eq(part->type, WH_LIT("text/html")), &mend);
    note_mend(facts, part, mend);
    content->page = is_page(facts, part, content->utf8);
    wh_str shown = content->utf8;
    if (!content->page && part->flowed) shown = wh_unflow(facts->env, content->utf8, part->delsp);
    if (wh_eq(part->type, WH_LIT("text/calendar"))) shown = wh_unfold_lines(facts->env, content->utf8);
    wh_read_content(facts, index, shown);
    content = &facts->contents.at[index];
    if (wh_starts_nocase(wh_trim(content->utf8), WH_LIT("-----BEGIN PGP MESSAGE")))
        wh_note_unread(facts, (wh_unread){WH_UNREAD_TEXT, WH_UNREAD_BECAUSE_ENCRYPTED, part->type, part->name,
                                          wh_part_span(facts, part)});
    if (wh_eq(part->type, WH_LIT("text/plain"))) wh_gather_inline_files(facts, index);
}

/* What stands undecoded in a part that is said to be base64 (a list's footer, or all of it) is shown by some
 * programs as it is, and dropped by others: it is read as well. */
static void read_text(wh_facts *facts, uint32_t part_index)
{
    const wh_part *part = &facts->parts.at[part_index];
    wh_text text;
    wh_decode_transfer(facts->env, part->encoding, part->body, &text);
    read_decoded(facts, part_index, text);
    if (!wh_eq_nocase(part->encoding, WH_LIT("base64"))) return;
    wh_text_beside_base64(facts->env, part->body, &text);
    if (wh_trim(text.bytes).n) read_decoded(facts, part_index, text);
}

/* Text that programs show in the mail: RFC 2046 4.1.4 has them show a kind that they do not know as plain
 * text. What has a name is shown as a file, unless it is one of the kinds that every program knows. */
static bool is_reading_text(const wh_part *part)
{
    static const wh_str known[] = {WH_LIT_INIT("text/plain"), WH_LIT_INIT("text/html"),
                                   WH_LIT_INIT("text/x-amp-html"), WH_LIT_INIT("text/calendar")};
    static const wh_str files[] = {WH_LIT_INIT("text/css"),   WH_LIT_INIT("text/javascript"),
                                   WH_LIT_INIT("text/vcard"), WH_LIT_INIT("text/x-vcard"),
                                   WH_LIT_INIT("text/rtf"),   WH_LIT_INIT("text/directory")};
    if (wh_eq(part->disposition, WH_LIT("attachment"))) return false;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (wh_eq(part->type, known[i])) return true;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (wh_eq(part->type, files[i])) return false;
    return wh_absent(part->name) && wh_starts_nocase(part->type, WH_LIT("text/"));
}

/* What the structure hides from its reader, or from us. */
static void note_structure(wh_facts *facts)
{
    for (uint32_t i = 0; i < facts->parts.n; i++) {
        const wh_part *part = &facts->parts.at[i];
        wh_unread unread = {.what = WH_UNREAD_PART,
                            .type = part->type,
                            .name = part->name,
                            .span = wh_part_span(facts, part)};
        unread.reason = WH_UNREAD_BECAUSE_TOO_DEEP;
        if (part->damage & WH_MIME_BIT(DEEP)) wh_note_unread(facts, unread);
        unread.reason = WH_UNREAD_BECAUSE_TOO_MANY;
        if (part->damage & WH_MIME_BIT(MANY)) wh_note_unread(facts, unread);
    }
}

#define WORDS_LEAST 24u /* bytes of letters: with fewer beside it, a picture is what the mail says */

/* A mail that says everything in a picture, and nothing in words. */
static void note_image_for_text(wh_facts *facts)
{
    size_t letters = 0;
    for (uint32_t i = 0; i < facts->contents.n && letters < WORDS_LEAST; i++)
        letters += wh_letters(facts->contents.at[i].visible, WORDS_LEAST);
    if (letters >= WORDS_LEAST) return;
    for (uint32_t i = 0; i < facts->attachments.n; i++) {
        const wh_attachment *a = &facts->attachments.at[i];
        if (!wh_starts_nocase(a->detected, WH_LIT("image/"))) continue;
        wh_note_unread(facts,
                       (wh_unread){WH_UNREAD_TEXT, WH_UNREAD_BECAUSE_IMAGE, a->detected, a->name, a->span});
        return;
    }
}

void wh_gather_parts(wh_facts *facts)
{
    facts->inflatable = WH_MAX_INFLATED;
    facts->body_inflatable = WH_MAX_BODY_INFLATED;
    if (wh_absent(facts->paste.body)) return;
    wh_parse_mime(facts->env, &facts->fields, facts->paste.body, &facts->parts);
    for (uint32_t i = 0; i < facts->parts.n; i++) {
        uint32_t *one = facts->parts.at[i].unpacked ? wh_push(facts->env->arena, &facts->unpacked) : NULL;
        if (one) *one = i;
    }
    note_structure(facts);
    for (uint32_t i = 0; i < facts->parts.n; i++) {
        const wh_part *part = &facts->parts.at[i];
        if (part->multipart || (wh_part_is_mail(part) && wh_absent(part->name))) continue;
        bool text = is_reading_text(part);
        if (text) read_text(facts, i);
        if (!text || !wh_absent(part->name) || wh_eq(part->type, WH_LIT("text/calendar")))
            wh_gather_attachment(facts, i, text);
    }
    note_image_for_text(facts);
}
