/* Where files lead: pages, shortcuts, calendars, documents. Their addresses are links of the mail like those
 * of its text. */
#include "evidence/attachments/lead.h"
#include "base/limits.h"

static bool holds(wh_str text, wh_str word) { return wh_find_nocase(text, word, 0) != WH_NONE_AT; }

static bool is_one_of(wh_str kind, const wh_str *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (wh_starts_nocase(kind, list[i])) return true;
    return false;
}

/* MS-ONESTORE 2.6.13: each embedded file begins with this mark and 36 bytes in all. Pictures are embedded
 * like programs. */
static void read_notebook(wh_attachment *a)
{
    static const wh_str mark =
        WH_LIT_INIT("\xE7\x16\xE3\xBD\x65\x26\x11\x45\xA4\xC4\x8D\x4D\x0B\x7A\x9E\xAC");
    for (size_t at = wh_find(a->data, mark, 0); at != WH_NONE_AT; at = wh_find(a->data, mark, at + 1)) {
        wh_str head = wh_sub(a->data, at + 36, at + 36 + 2048), kind = wh_file_type(head, WH_ABSENT);
        bool script = holds(head, WH_LIT("<script")) || holds(head, WH_LIT("WScript")) ||
                      holds(head, WH_LIT("@echo")) || holds(head, WH_LIT("powershell"));
        bool program = wh_eq(kind, WH_LIT("application/x-msdownload")) ||
                       wh_eq(kind, WH_LIT("application/x-ms-shortcut")) || wh_eq(kind, WH_LIT("text/html"));
        if (script || program) a->problems = (a->problems | WH_FILE_BIT(MACROS)) & ~WH_FILE_BIT(SOFT);
    }
}

/* "\\'68" is an "h" to whoever opens it (RTF 1.9.1, "Special Characters"). */
static wh_str rtf_spelt(wh_env *env, wh_str text)
{
    wh_buf buf;
    size_t at = 0;
    wh_buf_init(&buf, env->arena);
    for (size_t sign; (sign = wh_find(text, WH_LIT("\\'"), at)) != WH_NONE_AT;) {
        int high = sign + 3 < text.n ? wh_hex_value(text.p[sign + 2]) : -1;
        int low = high >= 0 ? wh_hex_value(text.p[sign + 3]) : -1;
        wh_put(&buf, wh_sub(text, at, low >= 0 ? sign : sign + 2));
        if (low >= 0) wh_put_byte(&buf, (char)(unsigned char)(high << 4 | low));
        at = sign + (low >= 0 ? 4 : 2);
    }
    wh_put(&buf, wh_from(text, at));
    return wh_buf_str(&buf);
}

/* RTF: an object is run by the program that it names, an automatic link is fetched immediately ({\\object},
 * RTF 1.9.1, "Objects"). */
static void read_rtf(wh_facts *facts, wh_attachment *a, wh_leads *out)
{
    wh_str text = wh_bounded_file(facts->env, a->data);
    if (holds(text, WH_LIT("\\objdata")) || holds(text, WH_LIT("\\objupdate")))
        a->problems |= WH_FILE_BIT(MACROS);
    if (holds(text, WH_LIT("\\objautlink")) || holds(text, WH_LIT("\\*\\template http")))
        a->problems |= WH_FILE_BIT(REMOTE);
    bool page;
    wh_str said = wh_read_rtf(facts->env, text, &page);
    wh_read_shown(facts->env, said, page, out);
    wh_scan_addresses(facts->env, text, &out->hrefs);
    if (holds(text, WH_LIT("\\'")) && wh_may_inflate(facts, text.n))
        wh_scan_addresses(facts->env, rtf_spelt(facts->env, text), &out->hrefs);
}

#define WORDS_LEAST 24u /* bytes of letters: with fewer, its pictures are what a document says */

/* Addresses in the words of a PDF, which readers turn into links. The words may be torn apart: a name must be
 * whole.
 */
static void read_words(wh_env *env, wh_str text, wh_leads *out)
{
    wh_anchors found = {0};
    wh_parse_plain(env, text, &found);
    for (uint32_t i = 0; i < found.n; i++) {
        wh_uri uri = {0};
        wh_name name = {0};
        wh_parse_uri(env, found.at[i].href, &uri);
        if (uri.ok && uri.host.n) wh_parse_name(env, uri.host, &name);
        wh_str *one = name.registrable.n && name.known_suffix ? wh_push(env->arena, &out->hrefs) : NULL;
        if (one) *one = found.at[i].href;
    }
}

/* ISO 32000-1 12.6.4.5 (launch actions), 7.11.4 (embedded files), 12.6.4.16 (JavaScript). */
static void read_pdf(wh_facts *facts, wh_attachment *a, wh_leads *out)
{
    uint32_t known = out->hrefs.n;
    if (!wh_pdf_links(facts->env, a->data, &facts->inflatable, &out->hrefs) && !a->encrypted)
        wh_note_unread(facts, (wh_unread){WH_UNREAD_ATTACHMENT, WH_UNREAD_BECAUSE_UNKNOWN, a->detected,
                                          a->name, a->span});
    if (wh_find(a->data, WH_LIT("/JavaScript"), 0) != WH_NONE_AT) a->problems |= WH_FILE_BIT(SCRIPT);
    if (wh_find(a->data, WH_LIT("/Launch"), 0) != WH_NONE_AT)
        a->problems |= WH_FILE_BIT(SCRIPT) | WH_FILE_BIT(MACROS);
    wh_pdf_files(facts->env, a->data, &a->entries);
    wh_describe_file(a); /* what is in it */
    if (a->encrypted) return;
    wh_str text = wh_pdf_text(facts->env, a->data, &facts->inflatable);
    if (wh_absent(out->seen)) out->seen = text;
    if (out->hrefs.n == known) read_words(facts->env, text, out);
    bool picture = wh_find(a->data, WH_LIT("/Image"), 0) != WH_NONE_AT;
    if (picture && wh_letters(text, WORDS_LEAST) < WORDS_LEAST)
        wh_note_unread(
            facts, (wh_unread){WH_UNREAD_ATTACHMENT, WH_UNREAD_BECAUSE_IMAGE, a->detected, a->name, a->span});
}

/* "\\n" is a line end, and "\\," a comma (RFC 5545 3.3.11, RFC 6350 3.4). */
static wh_str card_text(wh_env *env, wh_str text)
{
    wh_buf buf;
    size_t at = 0;
    wh_buf_init(&buf, env->arena);
    for (size_t sign; (sign = wh_find_byte(text, '\\', at)) != WH_NONE_AT && sign + 1 < text.n;
         at = sign + 2) {
        wh_put(&buf, wh_sub(text, at, sign));
        wh_put_byte(&buf, wh_lower(text.p[sign + 1]) == 'n' ? '\n' : text.p[sign + 1]);
    }
    wh_put(&buf, wh_from(text, at));
    return wh_buf_str(&buf);
}

/* No NUL among its first bytes, or UTF-16 by its mark. */
static bool is_text(wh_str data)
{
    bool marked =
        wh_eq(wh_sub(data, 0, 2), WH_LIT("\xFF\xFE")) || wh_eq(wh_sub(data, 0, 2), WH_LIT("\xFE\xFF"));
    return data.n && (marked || wh_find_byte(wh_sub(data, 0, 4096), '\0', 0) == WH_NONE_AT);
}

/* Text of any kind: people read invitations and cards, programs read scripts and settings. */
static void read_text(wh_facts *facts, wh_attachment *a, wh_leads *out)
{
    wh_env *env = facts->env;
    wh_str kind = a->detected, text = wh_bounded_file(env, a->data);
    bool wide = text.n > 1 && ((unsigned char)text.p[0] >= 0xFE || (unsigned char)text.p[1] >= 0xFE);
    if (wide) text = wh_file_text(env, text);
    if (wh_eq(kind, WH_LIT("text/calendar")) || wh_eq(kind, WH_LIT("text/vcard"))) {
        out->seen = card_text(env, wh_unfold_lines(env, text));
        wh_parse_plain(env, out->seen, &out->anchors);
        return;
    }
    bool people = wh_eq(kind, WH_LIT("text/plain")) || wh_eq(kind, WH_LIT("text/x-ms-iqy")) ||
                  wh_eq(kind, WH_LIT("application/x-mswinurl")) || wh_eq(kind, WH_LIT("application/x-rdp"));
    if (people) wh_parse_plain(env, text, &out->anchors);
    else wh_scan_addresses(env, text, &out->hrefs);
    wh_read_shares(env, text, &out->anchors);
    if (a->problems & WH_FILE_BIT(RUNS))
        wh_scan_addresses(env, wh_unpack_script(env, wh_unpackable(facts, text)), &out->hrefs);
    if (wh_eq(kind, WH_LIT("text/csv")) &&
        (holds(text, WH_LIT("=cmd|")) || holds(text, WH_LIT("|'/c")) || holds(text, WH_LIT("DDE("))))
        a->problems |= WH_FILE_BIT(MACROS);
}

/* Sealed files, and those in which nobody follows anything: programs, pictures, sound, signatures. */
static bool leads_nowhere(wh_str kind)
{
    static const wh_str list[] = {
        WH_LIT_INIT("image/"),
        WH_LIT_INIT("audio/"),
        WH_LIT_INIT("video/"),
        WH_LIT_INIT("font/"),
        WH_LIT_INIT("message/"),
        WH_LIT_INIT("application/mbox"), /* its mails are enclosed, too */
        WH_LIT_INIT("application/x-msdownload"),
        WH_LIT_INIT("application/pgp-"),
        WH_LIT_INIT("application/x-elf"),
        WH_LIT_INIT("application/pkcs7-mime"),
    };
    return is_one_of(kind, list, sizeof list / sizeof *list) && !wh_eq(kind, WH_LIT("image/svg+xml"));
}

static bool is_box(wh_str kind)
{
    static const wh_str list[] = {WH_LIT_INIT("application/zip"), WH_LIT_INIT("application/gzip"),
                                  WH_LIT_INIT("application/x-tar"), WH_LIT_INIT("application/ms-tnef"),
                                  WH_LIT_INIT("application/x-iso9660-image")};
    return is_one_of(kind, list, sizeof list / sizeof *list);
}

/* Kinds that keep addresses in plain bytes among others of their own. */
static bool keeps_addresses(wh_str kind)
{
    static const wh_str list[] = {WH_LIT_INIT("application/x-ole-storage"),
                                  WH_LIT_INIT("application/x-ms-shortcut"),
                                  WH_LIT_INIT("application/onenote")};
    return is_one_of(kind, list, sizeof list / sizeof *list);
}

static bool is_page(const wh_attachment *a)
{
    bool xhtml = wh_eq(a->detected, WH_LIT("text/xml")) &&
                 holds(wh_sub(a->data, 0, 4096), WH_LIT("http://www.w3.org/1999/xhtml"));
    return (a->problems & WH_FILE_BIT(PAGE)) || wh_eq(a->detected, WH_LIT("application/hta")) || xhtml;
}

static void read_file_leads(wh_facts *facts, wh_attachment *a, unsigned depth, wh_leads *out)
{
    wh_str kind = a->detected;
    if (wh_eq(kind, WH_LIT("application/onenote"))) read_notebook(a);
    if (wh_eq(kind, WH_LIT("application/ms-tnef"))) wh_read_winmail(facts, a, depth, out);
    if (wh_eq(kind, WH_LIT("application/pdf"))) read_pdf(facts, a, out);
    else if (wh_starts_nocase(kind, WH_LIT("application/vnd.openxmlformats")) ||
             wh_starts_nocase(kind, WH_LIT("application/vnd.oasis")) ||
             wh_eq(kind, WH_LIT("application/epub+zip")))
        wh_read_document(facts, a, out);
    else if (wh_eq(kind, WH_LIT("application/rtf"))) read_rtf(facts, a, out);
    else if (wh_eq(kind, WH_LIT("multipart/related"))) wh_read_web_archive(facts, a, out);
    else if (is_page(a)) wh_read_page_leads(facts, a, wh_file_text(facts->env, a->data), out);
    else if (is_box(kind)) wh_read_packed(facts, a, depth, read_file_leads, out);
    else if (keeps_addresses(kind))
        wh_scan_addresses(facts->env, wh_bounded_file(facts->env, a->data), &out->hrefs);
    else if (wh_starts_nocase(a->data, WH_LIT("bplist00")))
        wh_scan_property_list(facts->env, wh_bounded_file(facts->env, a->data), &out->hrefs);
    else if (depth == 0 && wh_begins_mail(a->data)) return; /* it is enclosed, and judged by itself */
    else if (!leads_nowhere(kind) && is_text(a->data)) read_text(facts, a, out);
    else if (wh_absent(kind) && a->data.n && depth == 0)
        wh_note_unread(
            facts, (wh_unread){WH_UNREAD_ATTACHMENT, WH_UNREAD_BECAUSE_UNKNOWN, a->type, a->name, a->span});
}

static void add_hrefs(wh_env *env, const wh_strs *hrefs, wh_anchors *anchors)
{
    for (uint32_t i = 0; i < hrefs->n; i++) {
        if (anchors->n >= WH_MAX_FILE_LINKS) {
            wh_note_cut(env, WH_CUT_FILES, WH_ABSENT);
            return;
        }
        wh_anchor *one = hrefs->at[i].n ? wh_push(env->arena, anchors) : NULL;
        if (one)
            *one =
                (wh_anchor){.kind = WH_LINK_ANCHOR, .href = hrefs->at[i], .text = WH_ABSENT, .at = WH_ABSENT};
    }
}

/* The same address, found in two ways, is one link. */
static void drop_known(const wh_anchors *anchors, wh_strs *hrefs)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < hrefs->n; i++) {
        bool known = false;
        for (uint32_t k = 0; k < anchors->n && k < WH_MAX_SAME && !known; k++)
            known = wh_eq(anchors->at[k].href, hrefs->at[i]);
        for (uint32_t k = 0; k < kept && k < WH_MAX_SAME && !known; k++)
            known = wh_eq(hrefs->at[k], hrefs->at[i]);
        if (!known) hrefs->at[kept++] = hrefs->at[i];
    }
    hrefs->n = kept;
}

void wh_gather_file_links(wh_facts *facts, wh_attachment *a, const wh_text *data)
{
    wh_leads leads = {.seen = WH_ABSENT};
    if (wh_eq(a->type, WH_LIT("message/external-body")))
        wh_read_elsewhere(facts->env, &facts->parts.at[a->part], &leads);
    read_file_leads(facts, a, 0, &leads);
    drop_known(&leads.anchors, &leads.hrefs);
    add_hrefs(facts->env, &leads.hrefs, &leads.anchors);
    if (leads.anchors.n == 0 && leads.seen.n == 0) return;
    uint32_t index = facts->contents.n;
    wh_content *content = wh_push(facts->env->arena, &facts->contents);
    if (!content) return;
    *content = (wh_content){.part = a->part,
                            .bytes = *data,
                            .utf8 = WH_ABSENT,
                            .visible = wh_within_bound(facts, leads.seen),
                            .file = true};
    if (a->problems & WH_FILE_BIT(IN_TEXT))
        content->bytes.bytes = WH_ABSENT; /* there is no way back into the part */
    wh_add_links(facts, index, &leads.anchors);
}
