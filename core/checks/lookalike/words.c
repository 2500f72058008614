/* Keywords, and cutting what stands beside a brand into them. */
#include "checks/lookalike/words.h"
#include "base/limits.h"

unsigned wh_keyword_weight(wh_str word)
{
    int32_t weight = wh_names_number_of(&wh_keywords, word);
    return weight > 0 ? (unsigned)weight : 0;
}

typedef struct cut {                      /* the best cutting of the letters up to here */
    uint8_t known, weight, start, length; /* start, length: of the heaviest word */
    uint8_t words, sum;
} cut;

/* "staff", not "st" and "aff": of two ways to cut as many letters, the one with the heavier word, then the
 * one with fewer. */
static bool better(cut a, cut b)
{
    if (a.known != b.known) return a.known > b.known;
    return a.weight != b.weight ? a.weight > b.weight : a.words < b.words;
}

static void weigh_piece(wh_str piece, wh_rest *rest)
{
    cut best[WH_MAX_LABEL + 1] = {{0}};
    if (piece.n > WH_MAX_LABEL) piece.n = WH_MAX_LABEL;
    for (size_t end = 1; end <= piece.n; end++) {
        best[end] = best[end - 1];
        for (size_t start = end > WH_MAX_DICTIONARY_WORD ? end - WH_MAX_DICTIONARY_WORD : 0; start < end;
             start++) {
            size_t n = end - start;
            unsigned weight = n > 1 || piece.n == 1 ? wh_keyword_weight(wh_sub(piece, start, end)) : 0;
            if (!weight) continue;
            cut c = best[start];
            c.known = (uint8_t)(c.known + n);
            c.words++;
            c.sum = (uint8_t)(c.sum + weight);
            if (weight > c.weight)
                c = (cut){c.known, (uint8_t)weight, (uint8_t)start, (uint8_t)n, c.words, c.sum};
            if (better(c, best[end])) best[end] = c;
        }
    }
    cut whole = best[piece.n];
    uint8_t digits = 0;
    for (size_t i = 0; i < piece.n; i++) digits = (uint8_t)(digits + (wh_is_digit(piece.p[i]) ? 1 : 0));
    rest->letters = (uint8_t)(rest->letters + piece.n);
    rest->known = (uint8_t)(rest->known + whole.known);
    rest->words = (uint8_t)(rest->words + whole.words);
    rest->sum = (uint8_t)(rest->sum + whole.sum);
    if (digits == piece.n || whole.known + digits >= piece.n)
        rest->digits = (uint8_t)(rest->digits + (piece.n - whole.known));
    if (whole.weight > rest->weight) {
        rest->weight = whole.weight;
        rest->word = wh_sub(piece, whole.start, (size_t)whole.start + whole.length);
    } else if (wh_absent(rest->word) && piece.n) {
        rest->word = piece;
    }
}

void wh_weigh_rest(wh_str text, wh_rest *rest)
{
    size_t start = 0;
    for (size_t i = 0; i <= text.n; i++) {
        if (i < text.n && wh_is_alnum(text.p[i])) continue;
        if (i > start && rest->letters < 190) weigh_piece(wh_sub(text, start, i), rest);
        start = i + 1;
    }
}

/* ---- everyday words ---- */

/* The last block whose first word is not after word. */
static uint32_t find_block(wh_str word)
{
    uint32_t low = 0, high = wh_common_blocks_n;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        const unsigned char *first = &wh_common_words[wh_common_blocks[middle]];
        if (wh_compare((wh_str){(const char *)first + 1, first[0] & 15u}, word) <= 0) low = middle;
        else high = middle;
    }
    return low;
}

bool wh_is_common_word(wh_str word)
{
    uint32_t block = find_block(word), at = wh_common_blocks[block];
    uint32_t end = block + 1 < wh_common_blocks_n ? wh_common_blocks[block + 1] : wh_common_words_n;
    size_t matched = 0; /* letters of word that the entry before begins with */
    while (at < end) {
        size_t shared = wh_common_words[at] >> 4, more = wh_common_words[at] & 15u;
        if (shared < matched) return false; /* sorted: what follows has left the word */
        if (shared == matched) {
            size_t i = 0;
            while (i < more && shared + i < word.n && (char)wh_common_words[at + 1 + i] == word.p[shared + i])
                i++;
            matched = shared + i;
            if (i == more && matched == word.n) return true;
        }
        at += 1 + (uint32_t)more;
    }
    return false;
}
