/* Where files lead: pages, shortcuts, calendars, documents. Their addresses are links of the mail like those
 * of its text. */
#include "base/limits.h"
#include "evidence/evidence.h"

/* As much of a text as is looked through. */
static wh_str within_bound(wh_env *env, wh_str data)
{
    if (data.n > WH_MAX_FILE_TEXT) wh_note_cut(env, WH_CUT_FILES, WH_ABSENT);
    return wh_sub(data, 0, WH_MAX_FILE_TEXT);
}

static wh_anchor *add_anchor(wh_env *env, wh_anchors *anchors, wh_str href)
{
    if (anchors->n >= WH_MAX_FILE_LINKS) wh_note_cut(env, WH_CUT_FILES, WH_ABSENT);
    wh_anchor *one = href.n && anchors->n < WH_MAX_FILE_LINKS ? wh_push(env->arena, anchors) : NULL;
    if (one) *one = (wh_anchor){.kind = WH_LINK_ANCHOR, .href = href, .text = WH_ABSENT, .at = href};
    return one;
}

/* at absent: an address that was packed is nowhere to be found in the file's bytes. */
static void add_all(wh_env *env, wh_anchors *anchors, const wh_strs *hrefs)
{
    for (uint32_t i = 0; i < hrefs->n; i++) {
        wh_anchor *one = add_anchor(env, anchors, hrefs->at[i]);
        if (one) one->at = WH_ABSENT;
    }
}

static bool holds(wh_str text, wh_str word) { return wh_find_nocase(text, word, 0) != WH_NONE_AT; }

static void put_scheme(wh_env *env, wh_anchors *anchors, wh_str scheme, wh_str rest)
{
    wh_buf buf;
    wh_buf_init(&buf, env->arena);
    wh_put(&buf, scheme);
    for (size_t i = 0; i < rest.n; i++) wh_put_byte(&buf, rest.p[i] == '\\' ? '/' : rest.p[i]);
    wh_anchor *one = add_anchor(env, anchors, wh_buf_str(&buf));
    if (one) one->at = rest;
}

/* "full address:s:HOST", and \\HOST\SHARE wherever it stands. */
static void read_connection(wh_env *env, wh_anchors *anchors, wh_str text)
{
    static const wh_str address = WH_LIT_INIT("full address:s:"), gateway = WH_LIT_INIT("gatewayhostname:s:"),
                        share = WH_LIT_INIT("\\\\");
    const wh_str keys[] = {address, gateway};
    for (size_t i = 0; i < 2; i++) {
        size_t at = wh_find_nocase(text, keys[i], 0);
        if (at == WH_NONE_AT) continue;
        at += keys[i].n;
        size_t end = at;
        while (end < text.n && !wh_is_space(text.p[end])) end++;
        if (end > at) put_scheme(env, anchors, WH_LIT("rdp://"), wh_sub(text, at, end));
    }
    for (size_t at = wh_find(text, share, 0); at != WH_NONE_AT && anchors->n < WH_MAX_FILE_LINKS;
         at = wh_find(text, share, at)) {
        size_t end = at += share.n;
        while (end < text.n && (unsigned char)text.p[end] > ' ' &&
               wh_find_byte(WH_LIT("<>\"'|?*"), text.p[end], 0) == WH_NONE_AT)
            end++;
        if (end > at && (wh_is_alnum(text.p[at]) || text.p[at] == '['))
            put_scheme(env, anchors, WH_LIT("file://"), wh_sub(text, at, end));
        at = end > at ? end : at + 1;
    }
}

/* Where a page goes by itself once it is opened; of a drawing, anything but drawing does. */
static bool leads_away(wh_str text, bool script)
{
    bool drawing = holds(text, WH_LIT("<svg")) && !holds(text, WH_LIT("<html"));
    bool refresh =
        holds(text, WH_LIT("http-equiv")) && holds(text, WH_LIT("refresh")) && holds(text, WH_LIT("url="));
    bool location = holds(text, WH_LIT("location.href")) || holds(text, WH_LIT("location=")) ||
                    holds(text, WH_LIT("location =")) || holds(text, WH_LIT("location.replace")) ||
                    holds(text, WH_LIT("location.assign")) || holds(text, WH_LIT("window.open("));
    bool acts = script || holds(text, WH_LIT("onload=")) || holds(text, WH_LIT("<foreignObject")) ||
                holds(text, WH_LIT("xlink:href=\"http")) || holds(text, WH_LIT("<a "));
    return drawing ? acts : refresh || (script && location);
}

/* A page: what it links to, and what it does when it is opened. */
static void read_page(wh_facts *facts, wh_attachment *a, wh_str text, wh_anchors *anchors)
{
    wh_buf visible;
    wh_buf_init(&visible, facts->env->arena);
    wh_parse_html(facts->env, text, anchors, &visible);
    bool script = holds(text, WH_LIT("<script")) || holds(text, WH_LIT("javascript:"));
    if (script) {
        wh_parse_plain(facts->env, text, anchors); /* "location='https://…'" */
        a->problems |= WH_FILE_BIT(SCRIPT);
    }
    bool unpacks = holds(text, WH_LIT("atob(")) || holds(text, WH_LIT("fromCharCode")) ||
                   holds(text, WH_LIT("new Uint8Array"));
    bool hands_over = holds(text, WH_LIT("createObjectURL")) || holds(text, WH_LIT("msSaveOrOpenBlob")) ||
                      holds(text, WH_LIT("msSaveBlob")) ||
                      (holds(text, WH_LIT("new Blob")) && holds(text, WH_LIT(".download")));
    bool overwrites = holds(text, WH_LIT("document.write(")) && unpacks;
    if (script && ((unpacks && hands_over) || overwrites)) a->problems |= WH_FILE_BIT(ASSEMBLES);
    bool password = holds(text, WH_LIT("type=password")) || holds(text, WH_LIT("type=\"password")) ||
                    holds(text, WH_LIT("type='password"));
    if (password) a->problems |= WH_FILE_BIT(FORM);
    if (leads_away(text, script)) a->problems |= WH_FILE_BIT(LEADS);
}

static bool may_inflate(wh_facts *facts)
{
    if (facts->inflatable >= WH_MAX_FILE_PART) return true;
    wh_note_cut(facts->env, WH_CUT_FILES, WH_ABSENT);
    return false;
}

/* The pages of a small archive: they are packed so that nobody looks at them on the way. */
static void read_packed_pages(wh_facts *facts, wh_attachment *a, wh_anchors *anchors)
{
    for (uint32_t i = 0; i < a->entries.n && a->entries.n <= WH_MAX_PACKED; i++) {
        wh_attachment one = {.name = a->entries.at[i].name,
                             .detected = i < a->entry_types.n ? a->entry_types.at[i] : WH_ABSENT};
        wh_describe_file(&one);
        if (!(one.problems & WH_FILE_BIT(PAGE)) || !may_inflate(facts)) continue;
        facts->inflatable -= WH_MAX_FILE_PART;
        read_page(facts, a,
                  wh_decode_charset(facts->env, WH_ABSENT,
                                    wh_entry_content(facts->env, &a->entries.at[i], WH_MAX_FILE_PART)),
                  anchors);
        a->problems |= WH_FILE_BIT(PAGE);
    }
}

/* What is embedded in an Office file as a "package" keeps its name (MS-OLEDS 2.3.6). */
static void read_packages(wh_facts *facts, wh_attachment *a)
{
    for (uint32_t i = 0; i < a->entries.n; i++) {
        if (wh_find(a->entries.at[i].name, WH_LIT("/embeddings/"), 0) == WH_NONE_AT ||
            !wh_ends_nocase(a->entries.at[i].name, WH_LIT(".bin")) || !may_inflate(facts))
            continue;
        facts->inflatable -= WH_MAX_FILE_PART;
        wh_str bytes = wh_entry_content(facts->env, &a->entries.at[i], WH_MAX_FILE_PART);
        bool package = wh_find(bytes, WH_LIT("O\0l\0e\0001\0000\0N\0a\0t\0i\0v\0e\0"), 0) != WH_NONE_AT;
        if (package && wh_holds_program_name(bytes)) a->problems |= WH_FILE_BIT(MACROS);
    }
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

/* RTF: an object is run by the program that it names, an automatic link is fetched at once ({\\object},
 * RTF 1.9.1, "Objects"). */
static void read_rtf(wh_env *env, wh_attachment *a)
{
    wh_str text = within_bound(env, a->data);
    if (holds(text, WH_LIT("\\objdata")) || holds(text, WH_LIT("\\objupdate")))
        a->problems |= WH_FILE_BIT(MACROS);
    if (holds(text, WH_LIT("\\objautlink")) || holds(text, WH_LIT("\\*\\template http")))
        a->problems |= WH_FILE_BIT(REMOTE);
}

/* ISO 32000-1 12.6.4.5 (launch actions), 7.11.4 (embedded files), 12.6.4.16 (JavaScript). */
static void read_pdf(wh_facts *facts, wh_attachment *a, wh_strs *hrefs, wh_str *seen)
{
    wh_pdf_links(facts->env, a->data, &facts->inflatable, hrefs);
    if (wh_find(a->data, WH_LIT("/JavaScript"), 0) != WH_NONE_AT) a->problems |= WH_FILE_BIT(SCRIPT);
    if (wh_find(a->data, WH_LIT("/Launch"), 0) != WH_NONE_AT)
        a->problems |= WH_FILE_BIT(SCRIPT) | WH_FILE_BIT(MACROS);
    wh_pdf_files(facts->env, a->data, &a->entries);
    wh_describe_file(a); /* what is in it */
    if (!a->encrypted) *seen = wh_pdf_text(facts->env, a->data, &facts->inflatable);
}

/* True for text whose addresses are to be found; the anchors it has beside those of running text are added.
 * *seen: what its reader sees. */
static bool read_by_kind(wh_facts *facts, wh_attachment *a, wh_str text, wh_anchors *anchors, wh_str *seen)
{
    wh_str kind = a->detected;
    if (wh_eq(kind, WH_LIT("text/calendar")) || wh_eq(kind, WH_LIT("text/vcard"))) {
        *seen = wh_unfold_lines(facts->env, within_bound(facts->env, text));
        wh_parse_plain(facts->env, *seen, anchors);
        return true;
    }
    if (a->problems & (WH_FILE_BIT(CONNECTS)) || wh_eq(kind, WH_LIT("application/x-rdp")) ||
        wh_eq(kind, WH_LIT("application/x-mswinurl")) || wh_eq(kind, WH_LIT("text/plain")) ||
        wh_eq(kind, WH_LIT("text/x-ms-iqy"))) {
        text = within_bound(facts->env, text);
        wh_parse_plain(facts->env, text, anchors);
        read_connection(facts->env, anchors, text);
        return true;
    }
    return false;
}

void wh_gather_file_links(wh_facts *facts, wh_attachment *a, const wh_text *data)
{
    wh_env *env = facts->env;
    wh_anchors anchors = {0};
    wh_strs hrefs = {0};
    wh_str text = WH_ABSENT, seen = WH_ABSENT;
    bool loaded = false;
    if (wh_eq(a->detected, WH_LIT("application/pdf"))) {
        read_pdf(facts, a, &hrefs, &seen);
    } else if (wh_starts_nocase(a->detected, WH_LIT("application/vnd.openxmlformats"))) {
        wh_office_links(env, &a->entries, &facts->inflatable, &hrefs, &loaded);
        if (loaded) a->problems |= WH_FILE_BIT(REMOTE);
        read_packages(facts, a);
    } else if (wh_eq(a->detected, WH_LIT("application/rtf"))) {
        read_rtf(env, a);
    } else if (wh_eq(a->detected, WH_LIT("application/onenote"))) {
        read_notebook(a);
    } else if (!wh_starts_nocase(a->detected, WH_LIT("image/")) &&
               !wh_starts_nocase(a->detected, WH_LIT("application/zip"))) {
        text = a->data;
    }
    bool page = (a->problems & WH_FILE_BIT(PAGE)) || wh_eq(a->detected, WH_LIT("multipart/related")) ||
                wh_eq(a->detected, WH_LIT("application/hta"));
    if (page) text = wh_decode_charset(env, WH_ABSENT, within_bound(env, a->data));
    if (page) read_page(facts, a, text, &anchors);
    else if (wh_starts_nocase(a->detected, WH_LIT("application/zip"))) read_packed_pages(facts, a, &anchors);
    else if (!wh_absent(text)) read_by_kind(facts, a, text, &anchors, &seen);
    add_all(env, &anchors, &hrefs);
    if (anchors.n == 0 && seen.n == 0) return;
    uint32_t index = facts->contents.n;
    wh_content *content = wh_push(env->arena, &facts->contents);
    if (!content) return;
    *content = (wh_content){.part = a->part,
                            .bytes = *data,
                            .utf8 = WH_ABSENT,
                            .visible = wh_within_bound(facts, seen),
                            .file = true};
    if (a->problems & WH_FILE_BIT(IN_TEXT))
        content->bytes.bytes = WH_ABSENT; /* there is no way back into the part */
    wh_add_links(facts, index, &anchors);
}
