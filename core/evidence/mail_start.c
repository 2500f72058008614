/* Whether bytes begin a mail, whatever the file or part that carries them is called. */
#include "base/limits.h"
#include "evidence/evidence.h"
#include "parse/paste/paste.h"

bool wh_begins_with_field(wh_str text)
{
    if (wh_starts_nocase(text, WH_LIT("From "))) return true;
    size_t n = 0;
    while (n < text.n && n < 80 && text.p[n] > ' ' && text.p[n] < 0x7F && text.p[n] != ':') n++;
    return n > 0 && n < text.n && text.p[n] == ':';
}

/* Apple Mail writes how long a mail is on a line before it. */
static wh_str without_count(wh_str text)
{
    size_t n = 0;
    while (n < text.n && (wh_is_digit(text.p[n]) || text.p[n] == ' ')) n++;
    return n && n < text.n && text.p[n] == '\n' ? wh_from(text, n + 1) : text;
}

bool wh_begins_mail(wh_str text)
{
    wh_split split;
    text = without_count(wh_sub(text, 0, WH_MAX_HEAD_LOOKED_AT));
    if (!wh_begins_with_field(text) || wh_starts_nocase(text, WH_LIT("From "))) return false;
    if (!wh_paste_quick(text, 0, false, &split) || !split.has_body) return false;
    wh_str head = wh_sub(text, 0, split.head_end);
    bool from =
        wh_starts_nocase(head, WH_LIT("From:")) || wh_find_nocase(head, WH_LIT("\nFrom:"), 0) != WH_NONE_AT;
    return from && (wh_find_nocase(head, WH_LIT("Received:"), 0) != WH_NONE_AT ||
                    wh_find_nocase(head, WH_LIT("\nMessage-ID:"), 0) != WH_NONE_AT);
}
