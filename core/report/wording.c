/* A sketch of what the mail says, by which mails of one text are found without comparing texts: the smallest
 * hash of its runs of letters in each of 32 classes (one-permutation MinHash). Two mails agree in about as
 * many classes as they share runs. Digits, addresses' tails and white space are left out, for they differ
 * from copy to copy. */
#include "report/sections.h"
#include "base/limits.h"

#include <string.h>

#define RUN 6u /* letters */
#define CLASSES 32u
#define LEAST 28u  /* runs: shorter texts say too little */
#define HELD 256u  /* letters held at once: more than a word's and a run's */
#define ABREAST 4u /* runs whose hashes are made at once */

typedef uint32_t abreast __attribute__((vector_size(ABREAST * sizeof(uint32_t))));

typedef struct sketch {
    uint32_t least[CLASSES];
    uint32_t letters[HELD + ABREAST - 1]; /* those of which runs are still to be looked at */
    uint32_t n, runs;
} sketch;

/* The runs that are held whole. */
static void look_at_runs(sketch *s)
{
    uint32_t whole = s->n < RUN ? 0 : s->n - RUN + 1;
    for (uint32_t i = 0; i < whole; i += ABREAST) {
        abreast h = {2166136261u, 2166136261u, 2166136261u, 2166136261u}, letters;
        for (uint32_t k = 0; k < RUN; k++) {
            memcpy(&letters, s->letters + i + k, sizeof letters);
            h = (h ^ letters) * 16777619u;
        }
        h ^= h >> 15; /* spread to the upper bits, which choose the class */
        h *= 2246822519u;
        h ^= h >> 13;
        h *= 3266489917u;
        h ^= h >> 16;
        for (uint32_t k = 0; k < ABREAST && i + k < whole; k++) {
            uint32_t rest = h[k] & 0x07FFFFFFu, *least = &s->least[h[k] >> 27];
            if (rest < *least) *least = rest;
        }
    }
    s->runs += whole;
    s->n -= whole;
    memmove(s->letters, s->letters + whole, s->n * sizeof *s->letters);
}

/* The letters of the ASCII word at `at`, unless it is a token. Returns where it ends. */
static size_t add_word(sketch *s, wh_str text, size_t at)
{
    uint32_t n = s->n;
    size_t end = at;
    bool token = false;
    for (; end < text.n && (unsigned char)text.p[end] > ' ' && (unsigned char)text.p[end] < 0x7F; end++) {
        char c = text.p[end];
        if (end - at == WH_MAX_WORD_SHOWN) token = true;
        if (wh_is_alpha(c) && !token) s->letters[n++] = (uint32_t)(unsigned char)wh_lower(c);
        token |= c == '@' || (c == ':' && wh_eq(wh_sub(text, end, end + 3), WH_LIT("://")));
    }
    if (!token) s->n = n;
    return end;
}

static void add_text(sketch *s, wh_str text)
{
    _Static_assert(HELD > WH_MAX_WORD_SHOWN + RUN, "there is room for a word once the runs are looked at");
    for (size_t at = 0; at < text.n;) {
        if (s->n + WH_MAX_WORD_SHOWN >= HELD) look_at_runs(s);
        at = add_word(s, text, at);
        if (at == text.n) break;
        if ((unsigned char)text.p[at] < 0x80) at++;
        else s->letters[s->n++] = wh_next_rune(text, &at, NULL);
    }
    look_at_runs(s);
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
