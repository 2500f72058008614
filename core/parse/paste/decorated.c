/* A header whose addresses a program made links of: "<mailto:a@b|a@b>" (Slack), "a@b<mailto:a@b>" (Outlook),
 * "[a@b](mailto:a@b)" (Markdown). It is one where no address is left as it was, and a link only where it
 * leads to what it says: what an author writes into his own fields makes none of a mail that a server has
 * received.
 */
#include "parse/paste/paste.h"

#define LINK_WITHIN 320u /* characters of an address (RFC 5321 4.5.3.1) */

typedef struct wrap { /* [from, end) of which [kept, kept_end) stays */
    size_t from, kept, kept_end, end;
} wrap;

/* The link around the scheme at s[at], whose target begins at `target`. */
static bool link_at(wh_str s, size_t at, size_t target, wrap *link)
{
    wh_str near = wh_sub(s, 0, target + LINK_WITHIN);
    char before = at > 0 ? s.p[at - 1] : '\0';
    size_t end = before == '<'   ? wh_find_either(near, '|', '>', target)
                 : before == '(' ? wh_find_byte(near, ')', target)
                                 : WH_NONE_AT;
    if (end == WH_NONE_AT || end == target) return false;
    size_t n = end - target - (s.p[end - 1] == '/'); /* "http://a.example/" */
    wh_str shown;
    if (s.p[end] == '|') {
        *link = (wrap){at - 1, end + 1, end + 1 + n, end + 2 + n};
        if (link->end > s.n || s.p[link->kept_end] != '>') return false;
    } else {
        bool round = before == '(';
        if (at < n + 1 + 2 * (size_t)round || (round && s.p[at - 2] != ']')) return false;
        link->kept_end = at - 1 - round;
        link->kept = link->kept_end - n;
        link->from = link->kept - round;
        link->end = end + 1;
        if (round && s.p[link->from] != '[') return false;
    }
    shown = wh_sub(s, link->kept, link->kept_end);
    return n > 0 && wh_eq_nocase(shown, wh_sub(s, target, target + n));
}

/* The next link from *at on, and whether it is an address of mail. */
static bool next_link(wh_str s, size_t *at, wrap *link, bool *mail)
{
    for (; (*at = wh_find_byte(s, ':', *at)) != WH_NONE_AT; ++*at) {
        wh_str scheme = wh_sub(s, *at > 6 ? *at - 6 : 0, *at);
        bool web = wh_eq(wh_sub(s, *at, *at + 3), WH_LIT("://"));
        *mail = wh_eq_nocase(scheme, WH_LIT("mailto"));
        size_t n = *mail ? 6 : wh_ends_nocase(scheme, WH_LIT("https")) ? 5 : 4;
        if (!*mail && !(web && wh_ends_nocase(scheme, n == 5 ? WH_LIT("https") : WH_LIT("http")))) continue;
        if (!link_at(s, *at - n, *at + (*mail ? 1 : 3), link)) continue;
        *at = link->end;
        return true;
    }
    return false;
}

static bool is_decorated(wh_str head)
{
    uint32_t links = 0, addresses = 0;
    bool mail;
    wrap link;
    for (size_t at = 0; next_link(head, &at, &link, &mail);) links += mail;
    for (size_t at = 0; links && (at = wh_find_byte(head, '@', at)) != WH_NONE_AT; at++)
        addresses += at > 0 && at + 1 < head.n && wh_is_alnum(head.p[at - 1]) && wh_is_alnum(head.p[at + 1]);
    return links >= 2 && addresses <= 2 * links; /* each stands twice in its link */
}

void wh_paste_undecorate(wh_env *env, wh_paste *out, wh_text *text)
{
    wh_str head = wh_paste_head(text->bytes);
    if (!is_decorated(head)) return;
    wh_weave weave;
    wh_text plain;
    wrap link;
    bool mail;
    size_t kept = 0;
    wh_weave_begin(&weave, env, text);
    for (size_t at = 0; next_link(head, &at, &link, &mail); kept = link.end) {
        if (link.from < kept) continue;
        wh_weave_keep(&weave, kept, link.from);
        wh_weave_keep(&weave, link.kept, link.kept_end);
        wh_note_repair(env, out, WH_REPAIR_DECORATED, wh_text_span(text, wh_sub(head, link.from, link.end)));
    }
    wh_weave_keep(&weave, kept, text->bytes.n);
    if (wh_weave_end(&weave, &plain)) *text = plain;
}

/* ---- quotation marks that a program made curly ---- */

/* Quotation marks around parameters are curly, and no other stands in the header; the delimiters of its body
 * have none. */
static bool is_curled(wh_str head, wh_str all)
{
    return wh_find(head, WH_LIT("=\xE2\x80\x9C"), 0) != WH_NONE_AT &&
           wh_find_byte(head, '"', 0) == WH_NONE_AT &&
           wh_find(all, WH_LIT("--\xE2\x80\x9C"), 0) == WH_NONE_AT;
}

void wh_paste_uncurl(wh_env *env, wh_paste *out, wh_text *text)
{
    wh_str s = text->bytes;
    if (!is_curled(wh_paste_head(s), s)) return;
    wh_weave weave;
    wh_text plain;
    size_t kept = 0;
    wh_weave_begin(&weave, env, text);
    for (size_t at = 0; (at = wh_find(s, WH_LIT("\xE2\x80"), at)) != WH_NONE_AT; at += 3) {
        char mark = at + 2 < s.n ? s.p[at + 2] : '\0';
        bool quote = mark == '\x9C' || mark == '\x9D';
        if (!quote && !(mark == '\x94' && at > 0 && s.p[at - 1] == '\n')) continue;
        wh_weave_keep(&weave, kept, at);
        wh_weave_made(&weave, quote ? WH_LIT("\"") : WH_LIT("--"), at, at + 3);
        wh_note_repair(env, out, WH_REPAIR_CURLED, wh_text_span(text, wh_sub(s, at, at + 3)));
        kept = at + 3;
    }
    wh_weave_keep(&weave, kept, s.n);
    if (wh_weave_end(&weave, &plain)) *text = plain;
}
