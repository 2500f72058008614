/* Looking words up in lists. */
#include "evidence/lists.h"

bool wh_is_listed(const wh_list *list, wh_str word)
{
    size_t at = 0;
    for (wh_str one; !wh_absent(one = wh_next_listed(list, &at));)
        if (wh_eq_nocase(word, one)) return true;
    return false;
}

bool wh_holds_listed(const wh_list *list, wh_str text)
{
    size_t at = 0;
    for (wh_str one; !wh_absent(one = wh_next_listed(list, &at));)
        if (wh_find_nocase(text, one, 0) != WH_NONE_AT) return true;
    return false;
}

static bool holds_word(wh_str text, wh_str word)
{
    for (size_t at = 0; (at = wh_find_nocase(text, word, at)) != WH_NONE_AT; at++) {
        size_t end = at + word.n;
        bool starts = at == 0 || !wh_is_alnum(text.p[at - 1]),
             ends = end == text.n || !wh_is_alnum(text.p[end]);
        if (starts && ends) return true;
    }
    return false;
}

bool wh_holds_listed_word(const wh_list *list, wh_str text)
{
    size_t at = 0;
    for (wh_str one; !wh_absent(one = wh_next_listed(list, &at));)
        if (holds_word(text, one)) return true;
    return false;
}

wh_str wh_listed_start(const wh_list *list, wh_str s)
{
    wh_str longest = WH_ABSENT;
    size_t at = 0;
    for (wh_str one; !wh_absent(one = wh_next_listed(list, &at));)
        if (one.n > longest.n && wh_starts_nocase(s, one)) longest = wh_sub(s, 0, one.n);
    return longest;
}

bool wh_is_under_listed(const wh_list *list, wh_str name)
{
    size_t at = 0;
    for (wh_str one; !wh_absent(one = wh_next_listed(list, &at));)
        if (wh_under_domain(name, one)) return true;
    return false;
}
