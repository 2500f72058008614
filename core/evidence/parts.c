/* What the mail carries: text parts decoded and their links, other parts as attachments. RFC 2045, 2046, 2183. */
#include "base/limits.h"
#include "evidence/evidence.h"

/* The first bytes by which a kind of file is known. */
typedef struct magic {
    wh_str bytes;
    size_t at;
    wh_str type;
} magic;

#define MAGIC(bytes, at, type) {WH_LIT_INIT(bytes), at, WH_LIT_INIT(type)}
static const magic magics[] = {
    MAGIC("MZ", 0, "application/x-msdownload"),
    MAGIC("\x7F" "ELF", 0, "application/x-elf"),
    MAGIC("%PDF-", 0, "application/pdf"),
    MAGIC("PK\x03\x04", 0, "application/zip"),
    MAGIC("Rar!\x1A\x07", 0, "application/vnd.rar"),
    MAGIC("7z\xBC\xAF\x27\x1C", 0, "application/x-7z-compressed"),
    MAGIC("\x1F\x8B", 0, "application/gzip"),
    MAGIC("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 0, "application/x-ole-storage"),
    MAGIC("{\\rtf", 0, "application/rtf"),
    MAGIC("\x89PNG\r\n", 0, "image/png"),
    MAGIC("\xFF\xD8\xFF", 0, "image/jpeg"),
    MAGIC("GIF8", 0, "image/gif"),
    MAGIC("BM", 0, "image/bmp"),
    MAGIC("CD001", 0x8001, "application/x-iso9660-image"),
    MAGIC("L\x00\x00\x00\x01\x14\x02\x00", 0, "application/x-ms-shortcut"),
    MAGIC("<html", 0, "text/html"),
    MAGIC("<HTML", 0, "text/html"),
    MAGIC("<!DOCTYPE html", 0, "text/html"),
    MAGIC("<!doctype html", 0, "text/html"),
};

static wh_str detect(wh_str data)
{
    for (size_t i = 0; i < sizeof magics / sizeof *magics; i++)
        if (wh_eq(wh_sub(data, magics[i].at, magics[i].at + magics[i].bytes.n), magics[i].bytes)) return magics[i].type;
    return WH_ABSENT;
}

wh_span wh_part_span(const wh_facts *facts, const wh_part *part)
{
    wh_str head = part->fields.n ? part->fields.at[0].whole : part->body;
    wh_span from = wh_fact_span(facts, head), to = wh_fact_span(facts, part->body);
    return to.end > from.start ? (wh_span){from.start, to.end} : from;
}

/* Where a link stands in the source: the address is looked for, onwards from the last one, in the decoded bytes of the part (it is
 * ASCII in every charset that mail uses), and from there back through the transfer encoding. */
static wh_span link_span(const wh_facts *facts, const wh_content *content, wh_str body, wh_str at, size_t *from)
{
    size_t hit = at.n ? wh_find(content->bytes.bytes, at, *from) : WH_NONE_AT;
    if (hit == WH_NONE_AT) return wh_fact_span(facts, body);
    *from = hit + at.n;
    wh_span inner = wh_text_span(&content->bytes, wh_sub(content->bytes.bytes, hit, hit + at.n));
    return wh_fact_span(facts, wh_sub(body, inner.start, inner.end));
}

static void add_links(wh_facts *facts, uint32_t content_index, const wh_anchors *anchors)
{
    const wh_content *content = &facts->contents.at[content_index];
    wh_str body = facts->parts.at[content->part].body;
    size_t from = 0;
    for (uint32_t i = 0; i < anchors->n; i++) {
        if (facts->links.n >= WH_MAX_LINKS) {
            wh_note_cut(facts->env, WH_CUT_LINKS, body);
            return;
        }
        wh_link *link = wh_push(facts->env->arena, &facts->links);
        if (!link) return;
        link->anchor = anchors->at[i];
        link->content = content_index;
        link->domain = -1;
        wh_parse_uri(facts->env, link->anchor.href, &link->uri);
        link->span = link_span(facts, content, body, link->anchor.at, &from);
    }
}

/* HTML, also that of AMP, and a page that was pasted without any header. */
static bool is_page(const wh_facts *facts, const wh_part *part, wh_str text)
{
    if (wh_eq(part->type, WH_LIT("text/html")) || wh_eq(part->type, WH_LIT("text/x-amp-html"))) return true;
    if (facts->paste.kind != WH_SOURCE_FRAGMENT || facts->fields.n) return false;
    text = wh_trim(text);
    return text.n && text.p[0] == '<' && wh_find(text, WH_LIT("</"), 0) != WH_NONE_AT;
}

static void read_text(wh_facts *facts, uint32_t part_index)
{
    const wh_part *part = &facts->parts.at[part_index];
    uint32_t index = facts->contents.n;
    wh_content *content = wh_push(facts->env->arena, &facts->contents);
    if (!content) return;
    content->part = part_index;
    wh_decode_transfer(facts->env, part->encoding, part->body, &content->bytes);
    content->utf8 = wh_decode_charset(facts->env, part->charset, content->bytes.bytes);
    wh_anchors anchors = {0};
    if (is_page(facts, part, content->utf8)) {
        wh_buf visible;
        wh_buf_init(&visible, facts->env->arena);
        wh_parse_html(facts->env, content->utf8, &anchors, &visible);
        content->visible = wh_buf_str(&visible);
    } else {
        content->visible = content->utf8;
        if (part->flowed) content->visible = wh_unflow(facts->env, content->utf8, part->delsp);
        if (wh_eq(part->type, WH_LIT("text/calendar"))) content->visible = wh_unfold_lines(facts->env, content->utf8);
        wh_parse_plain(facts->env, content->visible, &anchors);
    }
    add_links(facts, index, &anchors);
}

static void read_attachment(wh_facts *facts, uint32_t part_index)
{
    const wh_part *part = &facts->parts.at[part_index];
    wh_text decoded = {0};
    wh_decode_transfer(facts->env, part->encoding, part->body, &decoded);
    wh_attachment *a = wh_push(facts->env->arena, &facts->attachments);
    if (!a) return;
    *a = (wh_attachment){.part = part_index,
                         .name = part->name,
                         .type = part->type,
                         .detected = detect(decoded.bytes),
                         .bytes = decoded.bytes.n,
                         .data = decoded.bytes,
                         .span = wh_part_span(facts, part)};
    if (wh_absent(a->data) && !wh_absent(part->body))
        wh_note_unread(facts, (wh_unread){WH_UNREAD_ATTACHMENT, WH_UNREAD_BECAUSE_NO_MEMORY, part->type, part->name, a->span});
}

/* RFC 8551 3.2 (S/MIME), RFC 3156 4 (PGP/MIME). */
static bool is_sealed(wh_str type)
{
    return wh_eq(type, WH_LIT("application/pkcs7-mime")) || wh_eq(type, WH_LIT("application/x-pkcs7-mime")) ||
           wh_eq(type, WH_LIT("application/pgp-encrypted"));
}

static bool is_reading_text(const wh_part *part)
{
    static const wh_str types[] = {WH_LIT_INIT("text/plain"), WH_LIT_INIT("text/html"), WH_LIT_INIT("text/x-amp-html"), WH_LIT_INIT("text/calendar")};
    bool text = false;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) text = text || wh_eq(part->type, types[i]);
    if (!text) return false;
    return !wh_eq(part->disposition, WH_LIT("attachment"));
}

/* What the structure hides from its reader, or from us. */
static void note_structure(wh_facts *facts)
{
    for (uint32_t i = 0; i < facts->parts.n; i++) {
        const wh_part *part = &facts->parts.at[i];
        wh_unread unread = {.what = WH_UNREAD_PART, .type = part->type, .name = part->name, .span = wh_part_span(facts, part)};
        unread.reason = WH_UNREAD_BECAUSE_TOO_DEEP;
        if (part->damage & WH_MIME_BIT(DEEP)) wh_note_unread(facts, unread);
        unread.reason = WH_UNREAD_BECAUSE_TOO_MANY;
        if (part->damage & WH_MIME_BIT(MANY)) wh_note_unread(facts, unread);
    }
}

void wh_gather_parts(wh_facts *facts)
{
    if (wh_absent(facts->paste.body)) return;
    wh_parse_mime(facts->env, &facts->fields, facts->paste.body, &facts->parts);
    note_structure(facts);
    for (uint32_t i = 0; i < facts->parts.n; i++) {
        const wh_part *part = &facts->parts.at[i];
        if (part->multipart || (wh_part_is_mail(part) && wh_absent(part->name))) continue;
        if (is_sealed(part->type))
            wh_note_unread(facts, (wh_unread){WH_UNREAD_ATTACHMENT, WH_UNREAD_BECAUSE_ENCRYPTED, part->type, part->name, wh_part_span(facts, part)});
        bool text = is_reading_text(part);
        if (text) read_text(facts, i);
        if (!text || wh_eq(part->type, WH_LIT("text/calendar"))) read_attachment(facts, i);
    }
}
