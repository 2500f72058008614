/* Looking words up in the lists of core/tables/extensions.tsv, host_words.tsv and subject_stamps.tsv. */
#include "evidence/lists.h"

bool wh_is_listed(const wh_list *list, wh_str word)
{
    for (size_t i = 0; i < list->n; i++)
        if (wh_eq_nocase(word, list->words[i])) return true;
    return false;
}

wh_str wh_listed_start(const wh_list *list, wh_str s)
{
    for (size_t i = 0; i < list->n; i++)
        if (wh_starts_nocase(s, list->words[i])) return wh_sub(s, 0, list->words[i].n);
    return WH_ABSENT;
}

bool wh_is_under_listed(const wh_list *list, wh_str name)
{
    for (size_t i = 0; i < list->n; i++)
        if (wh_under_domain(name, list->words[i])) return true;
    return false;
}
