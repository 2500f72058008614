/* Words of offices. */
#include "checks/content/office.h"

#include "evidence/lists.h"

bool wh_names_office(wh_str text)
{
    return wh_holds_listed_word(&wh_name_office, text) || wh_holds_listed(&wh_name_office_within, text);
}

bool wh_is_only_office(wh_str text)
{
    bool any = false;
    for (size_t at = 0; at < text.n;) {
        size_t end = at;
        while (end < text.n && (wh_is_alnum(text.p[end]) || (unsigned char)text.p[end] >= 0x80)) end++;
        wh_str word = wh_sub(text, at, end);
        at = end + 1;
        if (word.n == 0) continue;
        if (!wh_is_listed(&wh_name_office, word) && !wh_is_listed(&wh_name_firm, word)) return false;
        any = true;
    }
    return any;
}
