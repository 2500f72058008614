/* Looking words up in lists. */
#include "evidence/lists.h"

bool wh_is_listed(const wh_list *list, wh_str word)
{
    for (size_t i = 0; i < list->n; i++)
        if (wh_eq_nocase(word, list->words[i])) return true;
    return false;
}

bool wh_holds_listed(const wh_list *list, wh_str text)
{
    for (size_t i = 0; i < list->n; i++)
        if (wh_find_nocase(text, list->words[i], 0) != WH_NONE_AT) return true;
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
    for (size_t i = 0; i < list->n; i++)
        if (holds_word(text, list->words[i])) return true;
    return false;
}

wh_str wh_listed_start(const wh_list *list, wh_str s)
{
    wh_str longest = WH_ABSENT;
    for (size_t i = 0; i < list->n; i++)
        if (list->words[i].n > longest.n && wh_starts_nocase(s, list->words[i]))
            longest = wh_sub(s, 0, list->words[i].n);
    return longest;
}

bool wh_is_under_listed(const wh_list *list, wh_str name)
{
    for (size_t i = 0; i < list->n; i++)
        if (wh_under_domain(name, list->words[i])) return true;
    return false;
}
