/* Attached pages: what they link to, in their tags, their scripts and what the scripts keep packed, and what
 * they do when they are opened. Nothing is run. */
#include "base/limits.h"
#include "evidence/attachments/lead.h"

#define UNPACKED 3u /* rounds: for what is packed twice, and in literals that are joined */

static bool holds(wh_str text, wh_str word) { return wh_find_nocase(text, word, 0) != WH_NONE_AT; }

/* Where a page goes by itself once it is opened; for a drawing, anything but drawing counts. */
static bool leads_away(wh_str text, bool script)
{
    bool drawing = holds(text, WH_LIT("<svg")) && !holds(text, WH_LIT("<html"));
    bool refresh =
        holds(text, WH_LIT("http-equiv")) && holds(text, WH_LIT("refresh")) && holds(text, WH_LIT("url="));
    bool location = holds(text, WH_LIT("location.href")) || holds(text, WH_LIT("location=")) ||
                    holds(text, WH_LIT("location =")) || holds(text, WH_LIT("location.replace")) ||
                    holds(text, WH_LIT("location.assign")) || holds(text, WH_LIT("window.open("));
    bool event = location && (holds(text, WH_LIT("onload=")) || holds(text, WH_LIT("onerror=")));
    bool acts = script || holds(text, WH_LIT("onload=")) || holds(text, WH_LIT("<foreignObject")) ||
                holds(text, WH_LIT("xlink:href=\"http")) || holds(text, WH_LIT("<a "));
    return drawing ? acts || event : refresh || event || (script && location);
}

static bool asks_for_password(wh_str text)
{
    return holds(text, WH_LIT("type=password")) || holds(text, WH_LIT("type=\"password")) ||
           holds(text, WH_LIT("type='password"));
}

/* A file that a script assembles and hands to its reader, or a page that it writes over its own. */
static bool assembles(wh_str text)
{
    bool unpacks = holds(text, WH_LIT("atob(")) || holds(text, WH_LIT("fromCharCode")) ||
                   holds(text, WH_LIT("new Uint8Array")) || holds(text, WH_LIT("unescape(")) ||
                   holds(text, WH_LIT("decodeURIComponent("));
    bool hands_over = holds(text, WH_LIT("createObjectURL")) || holds(text, WH_LIT("msSaveOrOpenBlob")) ||
                      holds(text, WH_LIT("msSaveBlob")) ||
                      (holds(text, WH_LIT("new Blob")) && holds(text, WH_LIT(".download")));
    return unpacks && (hands_over || holds(text, WH_LIT("document.write(")));
}

/* What a script keeps packed is a page or a script like any other; its addresses stand nowhere in the file.
 */
static void read_unpacked(wh_facts *facts, wh_attachment *a, wh_str text, wh_leads *out)
{
    for (unsigned round = 0; round < UNPACKED && text.n; round++) {
        wh_anchors found = {0};
        wh_buf visible;
        wh_buf_init(&visible, facts->env->arena);
        text = wh_unpack_script(facts->env, wh_unpackable(facts, text));
        if (text.n == 0) return;
        wh_parse_html(facts->env, text, &found, &visible);
        wh_scan_addresses(facts->env, text, &out->hrefs);
        if (asks_for_password(text)) a->problems |= WH_FILE_BIT(FORM);
        if (leads_away(text, true)) a->problems |= WH_FILE_BIT(LEADS);
        for (uint32_t i = 0; i < found.n && out->hrefs.n < WH_MAX_FILE_LINKS; i++) {
            wh_str *one = found.at[i].kind == WH_LINK_FORM ? wh_push(facts->env->arena, &out->hrefs) : NULL;
            if (one) *one = found.at[i].href;
        }
    }
}

void wh_read_page_leads(wh_facts *facts, wh_attachment *a, wh_str text, wh_leads *out)
{
    wh_buf visible;
    wh_buf_init(&visible, facts->env->arena);
    wh_parse_html(facts->env, text, &out->anchors, &visible);
    bool script = holds(text, WH_LIT("<script")) || holds(text, WH_LIT("javascript:")) ||
                  holds(text, WH_LIT(":script"));
    if (script) {
        wh_scan_addresses(facts->env, text, &out->hrefs); /* "location='https://…'" */
        a->problems |= WH_FILE_BIT(SCRIPT);
    }
    if (script && assembles(text)) a->problems |= WH_FILE_BIT(ASSEMBLES);
    if (asks_for_password(text)) a->problems |= WH_FILE_BIT(FORM);
    if (leads_away(text, script)) a->problems |= WH_FILE_BIT(LEADS);
    if (script) read_unpacked(facts, a, text, out);
}

void wh_read_shown(wh_env *env, wh_str text, bool page, wh_leads *out)
{
    wh_buf visible;
    wh_buf_init(&visible, env->arena);
    if (wh_absent(text)) return;
    if (page) wh_parse_html(env, text, &out->anchors, &visible);
    else wh_parse_plain(env, text, &out->anchors);
    wh_str seen = page ? wh_buf_str(&visible) : text;
    if (seen.n > out->seen.n) out->seen = seen;
}

/* Where the header of a saved page ends. */
static size_t header_end(wh_str data)
{
    size_t crlf = wh_find(data, WH_LIT("\r\n\r\n"), 0), lf = wh_find(data, WH_LIT("\n\n"), 0);
    size_t end = lf < crlf ? lf + 1 : crlf == WH_NONE_AT ? data.n : crlf + 2;
    return end;
}

void wh_read_web_archive(wh_facts *facts, wh_attachment *a, wh_leads *out)
{
    wh_str data = wh_bounded_file(facts->env, a->data);
    size_t end = header_end(data);
    wh_fields fields = {0};
    wh_parts parts = {0};
    wh_parse_fields(facts->env, wh_sub(data, 0, end), &fields);
    wh_parse_mime(facts->env, &fields, wh_from(data, end), &parts);
    for (uint32_t i = 0; i < parts.n; i++) {
        const wh_part *part = &parts.at[i];
        wh_charset_mend mend;
        wh_text text = {0};
        if (part->multipart || !wh_starts_nocase(part->type, WH_LIT("text/html"))) continue;
        wh_decode_transfer(facts->env, part->encoding, part->body, &text);
        wh_read_page_leads(facts, a, wh_decode_part_text(facts->env, part->charset, text.bytes, true, &mend),
                           out);
    }
}
