/* Papers of business, by the names of files: core/tables/file_words.tsv. */
#include "checks/content/papers.h"
#include "evidence/lists.h"

wh_str wh_paper_named(wh_str stem)
{
    stem = wh_sub(stem, 0, 200);
    for (size_t at = 0; at < stem.n;) {
        size_t end = at;
        while (end < stem.n && wh_is_alpha(stem.p[end])) end++;
        wh_str word = wh_sub(stem, at, end);
        if (word.n && wh_is_listed(&wh_file_paper, word)) return word;
        at = end > at ? end : at + 1;
    }
    size_t listed = 0;
    for (wh_str word; !wh_absent(word = wh_next_listed(&wh_file_paper_dense, &listed));) {
        size_t at = wh_find(stem, word, 0);
        if (at != WH_NONE_AT) return wh_sub(stem, at, at + word.n);
    }
    return WH_ABSENT;
}
