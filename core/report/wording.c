/* A sketch of what the mail says, by which mails of one text are found without comparing texts: the smallest
 * hash of its runs of letters in each of 32 classes (one-permutation MinHash). Two mails agree in about as
 * many classes as they share runs. Digits, addresses' tails and white space are left out, for they differ
 * from copy to copy. */
#include "report/sections.h"
#include "base/limits.h"

#define RUN 6u /* letters */
#define CLASSES 32u
#define LEAST 28u /* runs: shorter texts say too little */

typedef struct sketch {
    uint32_t least[CLASSES];
    uint32_t run[RUN]; /* the last letters, the last one last */
    uint32_t n;        /* letters so far */
    uint32_t runs;
} sketch;

static void add_letter(sketch *s, uint32_t letter)
{
    for (uint32_t i = 1; i < RUN; i++) s->run[i - 1] = s->run[i];
    s->run[RUN - 1] = letter;
    if (++s->n < RUN) return;
    uint32_t h = 2166136261u;
    for (uint32_t i = 0; i < RUN; i++) h = (h ^ s->run[i]) * 16777619u;
    h ^= h >> 15; /* spread to the upper bits, which choose the class */
    h *= 2246822519u;
    h ^= h >> 13;
    h *= 3266489917u;
    h ^= h >> 16;
    uint32_t rest = h & 0x07FFFFFFu;
    if (rest < s->least[h >> 27]) s->least[h >> 27] = rest;
    s->runs++;
}

/* The end of the ASCII word at `at`. */
static size_t word_end(wh_str text, size_t at)
{
    while (at < text.n && (unsigned char)text.p[at] > ' ' && (unsigned char)text.p[at] < 0x7F) at++;
    return at;
}

static void add_text(sketch *s, wh_str text)
{
    for (size_t at = 0; at < text.n;) {
        size_t end = word_end(text, at);
        bool token = end - at > WH_MAX_WORD_SHOWN ||
                     wh_find(wh_sub(text, at, end), WH_LIT("://"), 0) != WH_NONE_AT ||
                     wh_find_byte(wh_sub(text, at, end), '@', 0) != WH_NONE_AT;
        for (; at < end; at++)
            if (!token && wh_is_alpha(text.p[at]))
                add_letter(s, (uint32_t)(unsigned char)wh_lower(text.p[at]));
        if (at == text.n) return;
        if ((unsigned char)text.p[at] < 0x80) at++;
        else add_letter(s, wh_next_rune(text, &at, NULL));
    }
}

wh_json *wh_report_wording(const wh_facts *facts)
{
    sketch s = {.n = 0};
    wh_str longest = WH_ABSENT; /* the same is often said twice, as text and as HTML */
    for (uint32_t i = 0; i < CLASSES; i++) s.least[i] = UINT32_MAX;
    for (uint32_t i = 0; i < facts->contents.n; i++)
        if (facts->contents.at[i].visible.n > longest.n) longest = facts->contents.at[i].visible;
    add_text(&s, wh_sub(longest, 0, WH_MAX_WORDING));
    if (s.runs < LEAST) return wh_json_null();
    wh_json *list = wh_json_array();
    for (uint32_t i = 0; list && i < CLASSES; i++) {
        wh_json_add(list, s.least[i] == UINT32_MAX ? wh_json_null() : wh_json_number(s.least[i]));
    }
    return list;
}
