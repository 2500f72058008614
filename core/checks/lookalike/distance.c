/* Damerau's distance in its restricted form, and what the eye and the fingers confuse. */
#include "checks/lookalike/distance.h"
#include "base/limits.h"

static uint8_t least(uint8_t a, uint8_t b) { return a < b ? a : b; }

uint32_t wh_distance(wh_str a, wh_str b, uint32_t max)
{
    uint8_t rows[3][WH_MAX_FORM + 1];
    size_t apart = a.n > b.n ? a.n - b.n : b.n - a.n;
    if (a.n > WH_MAX_FORM || b.n > WH_MAX_FORM || apart > max) return max + 1;
    uint8_t *before = rows[0], *last = rows[1], *here = rows[2];
    for (size_t k = 0; k <= b.n; k++) before[k] = last[k] = (uint8_t)k;
    for (size_t i = 1; i <= a.n; i++) {
        uint8_t best = here[0] = (uint8_t)i;
        for (size_t k = 1; k <= b.n; k++) {
            uint8_t change = (uint8_t)(last[k - 1] + (a.p[i - 1] != b.p[k - 1] ? 1 : 0));
            here[k] = least(least((uint8_t)(last[k] + 1), (uint8_t)(here[k - 1] + 1)), change);
            if (i > 1 && k > 1 && a.p[i - 1] == b.p[k - 2] && a.p[i - 2] == b.p[k - 1])
                here[k] = least(here[k], (uint8_t)(before[k - 2] + 1));
            best = least(best, here[k]);
        }
        if (best > max) return max + 1;
        uint8_t *free_row = before;
        before = last;
        last = here;
        here = free_row;
    }
    return last[b.n] > max ? max + 1 : last[b.n];
}

bool wh_compare_near(wh_str label, wh_str text, uint32_t max, wh_edit *out)
{
    *out = (wh_edit){.distance = wh_distance(label, text, max)};
    if (out->distance > max) return false;
    size_t start = 0, end = 0, shorter = label.n < text.n ? label.n : text.n;
    while (start < shorter && label.p[start] == text.p[start]) start++;
    while (end < shorter - start && label.p[label.n - 1 - end] == text.p[text.n - 1 - end]) end++;
    out->from = wh_sub(label, start, label.n - end);
    out->to = wh_sub(text, start, text.n - end);
    if (out->distance == 0) out->kind = WH_EDIT_NONE;
    else if (out->from.n == 0) out->kind = WH_EDIT_INSERTED;
    else if (out->to.n == 0) out->kind = WH_EDIT_LEFT_OUT;
    else if (out->distance > 1) out->kind = WH_EDIT_SEVERAL;
    else out->kind = out->from.n == 2 ? WH_EDIT_SWAPPED : WH_EDIT_REPLACED;
    return true;
}

static bool in_pairs(const char *pairs, size_t n, char a, char b)
{
    for (size_t i = 0; i + 1 < n; i += 2)
        if ((pairs[i] == a && pairs[i + 1] == b) || (pairs[i] == b && pairs[i + 1] == a)) return true;
    return false;
}

bool wh_keys_adjacent(char a, char b)
{
    static const char pairs[] = "122334455667788990"
                                "0p0o9o9i8i8u7u7y6y6t5t5r4r4e3e3w2w2q1q0-p-"
                                "qwweerrttyyuuiioop"
                                "assddffgghhjjkkl"
                                "zxxccvvbbnnm"
                                "qawawsesedrdrftftgygyhuhujijikokolpl"
                                "azszsxdxdcfcfvgvgbhbhnjnjmkm"
                                "tzzuaqwz"; /* the last of QWERTZ and AZERTY */
    return in_pairs(pairs, sizeof pairs - 1, a, b);
}

bool wh_is_vowel(char c) { return wh_find_byte(WH_LIT("aeiou"), c, 0) != WH_NONE_AT; }

bool wh_one_bit_apart(char a, char b)
{
    unsigned x = (unsigned char)a ^ (unsigned char)b;
    return x != 0 && (x & (x - 1)) == 0;
}

bool wh_looks_near(char a, char b)
{
    static const char pairs[] = "nrnhnuceoceoeaecaovyvwgyhbdoqopqbpijjlitftfl";
    return in_pairs(pairs, sizeof pairs - 1, a, b);
}
