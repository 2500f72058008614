/* Documents of Office and OpenDocument: what their parts lead to, load and run. */
#include "base/limits.h"
#include "evidence/attachments/lead.h"

/* What an Office file embeds as a "package" keeps its name (MS-OLEDS 2.3.6). */
static void read_packages(wh_facts *facts, wh_attachment *a)
{
    for (uint32_t i = 0; i < a->entries.n; i++) {
        if (wh_find(a->entries.at[i].name, WH_LIT("/embeddings/"), 0) == WH_NONE_AT ||
            !wh_ends_nocase(a->entries.at[i].name, WH_LIT(".bin")) ||
            !wh_may_inflate(facts, WH_MAX_FILE_PART))
            continue;
        wh_str bytes = wh_entry_content(facts->env, &a->entries.at[i], WH_MAX_FILE_PART);
        bool package = wh_find(bytes, WH_LIT("O\0l\0e\0001\0000\0N\0a\0t\0i\0v\0e\0"), 0) != WH_NONE_AT;
        if (package && wh_holds_program_name(bytes)) a->problems |= WH_FILE_BIT(MACROS);
    }
}

/* The parts that hold what the reader sees, and what else may name an address: fields, formulas, connections,
 * pages. */
static bool is_body(wh_str name)
{
    static const wh_str dull[] = {WH_LIT_INIT("theme"), WH_LIT_INIT("styles.xml"), WH_LIT_INIT("fontTable"),
                                  WH_LIT_INIT("docProps"), WH_LIT_INIT("[Content_Types]")};
    for (size_t i = 0; i < sizeof dull / sizeof *dull; i++)
        if (wh_find(name, dull[i], 0) != WH_NONE_AT) return false;
    static const wh_str bodies[] = {WH_LIT_INIT(".xml"), WH_LIT_INIT(".html"), WH_LIT_INIT(".htm"),
                                    WH_LIT_INIT(".xhtml"), WH_LIT_INIT(".fpage")}; /* of XPS (ECMA-388) */
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
        if (wh_ends_nocase(name, bodies[i])) return true;
    return false;
}

/* Between the words of a paragraph: a word processor may tear an address into runs (ECMA-376 part 1, 17.3.2;
 * a field's instruction, 17.16.23), which its reader never sees. */
static bool is_between_words(wh_str tag)
{
    size_t at = tag.n > 1 && tag.p[1] == '/' ? 2 : 1, n = 0;
    if (!wh_starts_nocase(wh_from(tag, at), WH_LIT("w:")) &&
        !wh_starts_nocase(wh_from(tag, at), WH_LIT("a:")))
        return false;
    wh_str name = wh_from(tag, at + 2);
    while (n < name.n && wh_is_alnum(name.p[n])) n++;
    return !wh_lists_word(WH_LIT(" p br tab cr tc tr fldChar "), wh_sub(name, 0, n)) &&
           wh_find(tag, WH_LIT("http"), 0) == WH_NONE_AT;
}

/* Takes out the tags between words, in place. */
static wh_str join_words(char *room, wh_str body)
{
    size_t n = 0, at = 0;
    for (size_t tag; (tag = wh_find_byte(body, '<', at)) != WH_NONE_AT;) {
        size_t end = wh_find_either(body, '>', '<', tag + 1);
        if (end == WH_NONE_AT) break;
        bool whole = body.p[end] == '>' && is_between_words(wh_sub(body, tag, end));
        size_t kept = whole ? tag : end;
        memmove(room + n, body.p + at, kept - at);
        n += kept - at;
        at = whole ? end + 1 : end;
    }
    memmove(room + n, body.p + at, body.n - at);
    return (wh_str){room, n + body.n - at};
}

/* Fields that start a program (ECMA-376 part 1, 17.16.5.15), and sheets of macros older than VBA. */
static bool starts_program(wh_str name, wh_str body)
{
    return wh_find(name, WH_LIT("/macrosheets/"), 0) != WH_NONE_AT ||
           wh_find(body, WH_LIT("DDEAUTO"), 0) != WH_NONE_AT ||
           wh_find(body, WH_LIT("ddeService="), 0) != WH_NONE_AT;
}

/* Bodies have a budget of their own: a long one does not use up that of the next file's relationships. */
static void read_bodies(wh_facts *facts, wh_attachment *a, wh_leads *out)
{
    if (!facts->body_room) facts->body_room = wh_alloc(facts->env->arena, WH_MAX_BODY_PART);
    char *room = facts->body_room;
    for (uint32_t i = 0; room && i < a->entries.n; i++) {
        const wh_entry *entry = &a->entries.at[i];
        if (!is_body(entry->name)) continue;
        wh_str body = WH_LIT("");
        if (facts->body_inflatable >= WH_MAX_BODY_PART)
            body = wh_entry_content_to(room, WH_MAX_BODY_PART, entry);
        facts->body_inflatable -= body.n;
        if (body.n < entry->bytes) {
            wh_unread unread = {WH_UNREAD_ATTACHMENT, WH_UNREAD_BECAUSE_TOO_LARGE, a->detected, a->name,
                                a->span};
            if (entry->encrypted) unread.reason = WH_UNREAD_BECAUSE_ENCRYPTED;
            wh_note_unread(facts, unread);
        }
        if (starts_program(entry->name, body)) a->problems |= WH_FILE_BIT(MACROS);
        uint32_t known = out->hrefs.n;
        body = join_words(room, body);
        wh_scan_addresses(facts->env, body, &out->hrefs);
        for (uint32_t k = known; k < out->hrefs.n; k++) /* room is written over */
            out->hrefs.at[k] = wh_copy(facts->env->arena, out->hrefs.at[k]);
    }
}

void wh_read_document(wh_facts *facts, wh_attachment *a, wh_leads *out)
{
    bool loaded = false;
    wh_office_links(facts->env, &a->entries, &facts->inflatable, &out->hrefs, &loaded);
    if (loaded) a->problems |= WH_FILE_BIT(REMOTE);
    read_packages(facts, a);
    read_bodies(facts, a, out);
}
