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
    for (size_t i = 0; i < wh_file_paper_dense.n; i++) {
        size_t at = wh_find(stem, wh_file_paper_dense.words[i], 0);
        if (at != WH_NONE_AT) return wh_sub(stem, at, at + wh_file_paper_dense.words[i].n);
    }
    return WH_ABSENT;
}
