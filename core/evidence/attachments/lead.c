/* Where files lead: pages, shortcuts, calendars, documents. Their addresses are links of the mail like those of its text. */
#include "base/limits.h"
#include "evidence/evidence.h"

#define READ_MOST (4u << 20) /* bytes of a page or a text that are looked through */

static wh_anchor *add_anchor(wh_env *env, wh_anchors *anchors, wh_str href)
{
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

/* RFC 5545 3.1, RFC 6350 3.2: a line end and a blank are nothing. */
static wh_str unfolded(wh_env *env, wh_str text)
{
    wh_buf buf;
    wh_buf_init(&buf, env->arena);
    for (size_t at = 0; at < text.n; at++) {
        size_t line = at;
        if (text.p[line] == '\r') line++;
        if (line < text.n && text.p[line] == '\n' && line + 1 < text.n && wh_is_wsp(text.p[line + 1])) at = line + 1;
        else wh_put_byte(&buf, text.p[at]);
    }
    return wh_buf_str(&buf);
}

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
    static const wh_str address = WH_LIT_INIT("full address:s:"), gateway = WH_LIT_INIT("gatewayhostname:s:"), share = WH_LIT_INIT("\\\\");
    const wh_str keys[] = {address, gateway};
    for (size_t i = 0; i < 2; i++) {
        size_t at = wh_find_nocase(text, keys[i], 0);
        if (at == WH_NONE_AT) continue;
        at += keys[i].n;
        size_t end = at;
        while (end < text.n && !wh_is_space(text.p[end])) end++;
        if (end > at) put_scheme(env, anchors, WH_LIT("rdp://"), wh_sub(text, at, end));
    }
    for (size_t at = wh_find(text, share, 0); at != WH_NONE_AT && anchors->n < WH_MAX_FILE_LINKS; at = wh_find(text, share, at)) {
        size_t end = at += share.n;
        while (end < text.n && (unsigned char)text.p[end] > ' ' && wh_find_byte(WH_LIT("<>\"'|?*"), text.p[end], 0) == WH_NONE_AT) end++;
        if (end > at && (wh_is_alnum(text.p[at]) || text.p[at] == '[')) put_scheme(env, anchors, WH_LIT("file://"), wh_sub(text, at, end));
        at = end > at ? end : at + 1;
    }
}

/* A page: what it links to, and what it does when it is opened. */
static void read_page(wh_facts *facts, wh_attachment *a, wh_str text, wh_anchors *anchors)
{
    wh_buf visible;
    wh_buf_init(&visible, facts->env->arena);
    wh_parse_html(facts->env, text, anchors, &visible);
    bool script = holds(text, WH_LIT("<script")) || holds(text, WH_LIT("javascript:"));
    if (script) {
        wh_parse_plain(facts->env, wh_sub(text, 0, 256u << 10), anchors); /* "location='https://…'" */
        a->problems |= WH_FILE_BIT(SCRIPT);
    }
    bool unpacks = holds(text, WH_LIT("atob(")) || holds(text, WH_LIT("fromCharCode")) || holds(text, WH_LIT("new Uint8Array"));
    bool hands_over = holds(text, WH_LIT("createObjectURL")) || holds(text, WH_LIT("msSaveOrOpenBlob")) || holds(text, WH_LIT("msSaveBlob")) ||
                      (holds(text, WH_LIT("new Blob")) && holds(text, WH_LIT(".download")));
    bool overwrites = holds(text, WH_LIT("document.write(")) && unpacks;
    if (script && ((unpacks && hands_over) || overwrites)) a->problems |= WH_FILE_BIT(ASSEMBLES);
    bool password = holds(text, WH_LIT("type=password")) || holds(text, WH_LIT("type=\"password")) || holds(text, WH_LIT("type='password"));
    if (password) a->problems |= WH_FILE_BIT(FORM);
}

/* True for text whose addresses are to be found; the anchors it has beside those of running text are added. */
static bool read_by_kind(wh_facts *facts, wh_attachment *a, wh_str text, wh_anchors *anchors)
{
    wh_str kind = a->detected;
    if (wh_eq(kind, WH_LIT("text/calendar")) || wh_eq(kind, WH_LIT("text/vcard"))) {
        wh_parse_plain(facts->env, unfolded(facts->env, text), anchors);
        return true;
    }
    if (a->problems & (WH_FILE_BIT(CONNECTS)) || wh_eq(kind, WH_LIT("application/x-rdp")) || wh_eq(kind, WH_LIT("application/x-mswinurl")) ||
        wh_eq(kind, WH_LIT("text/plain")) || wh_eq(kind, WH_LIT("text/x-ms-iqy"))) {
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
    wh_str text = WH_ABSENT;
    bool loaded = false;
    if (wh_eq(a->detected, WH_LIT("application/pdf"))) {
        wh_pdf_links(env, a->data, &facts->inflatable, &hrefs);
        if (wh_find(a->data, WH_LIT("/JavaScript"), 0) != WH_NONE_AT || wh_find(a->data, WH_LIT("/Launch"), 0) != WH_NONE_AT) a->problems |= WH_FILE_BIT(SCRIPT);
    } else if (wh_starts_nocase(a->detected, WH_LIT("application/vnd.openxmlformats"))) {
        wh_office_links(env, &a->entries, &facts->inflatable, &hrefs, &loaded);
        if (loaded) a->problems |= WH_FILE_BIT(REMOTE);
    } else if (!wh_starts_nocase(a->detected, WH_LIT("image/")) &&
               !wh_starts_nocase(a->detected, WH_LIT("application/zip"))) {
        text = wh_sub(a->data, 0, READ_MOST);
    }
    bool page = (a->problems & WH_FILE_BIT(PAGE)) || wh_eq(a->detected, WH_LIT("multipart/related")) || wh_eq(a->detected, WH_LIT("application/hta"));
    if (page) text = wh_decode_charset(env, WH_ABSENT, wh_sub(a->data, 0, READ_MOST));
    if (page) read_page(facts, a, text, &anchors);
    else if (!wh_absent(text)) read_by_kind(facts, a, text, &anchors);
    add_all(env, &anchors, &hrefs);
    if (anchors.n == 0) return;
    uint32_t index = facts->contents.n;
    wh_content *content = wh_push(env->arena, &facts->contents);
    if (!content) return;
    *content = (wh_content){.part = a->part, .bytes = *data, .utf8 = WH_ABSENT, .visible = WH_ABSENT};
    if (a->problems & WH_FILE_BIT(IN_TEXT)) content->bytes.bytes = WH_ABSENT; /* there is no way back into the part */
    wh_add_links(facts, index, &anchors);
}
