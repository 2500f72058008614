/* Look-ups in the Unicode tables, and NFC (UAX 15) over them. */
#include "parse/name/unicode_data.h"

#include <string.h>

/* The last index whose key (table value >> shift) is not above rune, or n when all are. */
static uint32_t find_run(const uint32_t *table, uint32_t n, unsigned shift, uint32_t rune)
{
    uint32_t low = 0, high = n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (table[middle] >> shift <= rune) low = middle + 1;
        else high = middle;
    }
    return low ? low - 1 : n;
}

static wh_rune_info ascii_rune(uint32_t rune)
{
    char c = (char)rune;
    if (wh_is_alpha(c)) return (wh_rune_info){WH_SCRIPT_LATIN, WH_RUNE_VALID | WH_RUNE_ALLOWED, WH_BIDI_L};
    if (wh_is_digit(c))
        return (wh_rune_info){WH_SCRIPT_ALL, WH_RUNE_VALID | WH_RUNE_ALLOWED | WH_RUNE_DIGIT, WH_BIDI_EN};
    uint8_t flags = c == '-' ? WH_RUNE_VALID | WH_RUNE_ALLOWED : 0;
    return (wh_rune_info){WH_SCRIPT_ALL, flags, WH_BIDI_NEUTRAL};
}

wh_rune_info wh_rune(uint32_t rune)
{
    if (rune < 0x80) return ascii_rune(rune);
    uint32_t at = find_run(wh_rune_runs, wh_rune_runs_n, 8, rune);
    return wh_rune_kinds[at < wh_rune_runs_n ? wh_rune_runs[at] & 0xFF : 0];
}

static int map_to_string(const unsigned char *text, uint32_t out[WH_RUNES_MAPPED])
{
    wh_str s = {(const char *)text + 1, text[0]};
    int n = 0;
    for (size_t at = 0; at < s.n && n < WH_RUNES_MAPPED;) out[n++] = wh_next_rune(s, &at, NULL);
    return n;
}

int wh_map_rune(uint32_t rune, uint32_t out[WH_RUNES_MAPPED])
{
    if (rune < 0x80) {
        if (rune < 'A' || rune > 'Z') return -1;
        out[0] = rune + ('a' - 'A');
        return 1;
    }
    uint32_t at = find_run(wh_rune_maps, wh_rune_maps_n, 3, rune);
    if (at == wh_rune_maps_n) return -1;
    uint32_t offset = rune - (wh_rune_maps[at] >> 3), value = wh_rune_map_values[at];
    if (offset > wh_rune_map_lengths[at]) return -1;
    switch (wh_rune_maps[at] & 7) {
    case WH_MAP_DELTA: out[0] = (uint32_t)((int32_t)rune + wh_rune_deltas[value]); return 1;
    case WH_MAP_SECOND:
        if (offset % 2) return -1;
        out[0] = rune + 1;
        return 1;
    case WH_MAP_LIST: out[0] = wh_rune_lists[value + offset]; return 1;
    case WH_MAP_STRING: return map_to_string(&wh_rune_strings[value], out);
    default: return 0;
    }
}

unsigned wh_combining_class(uint32_t rune)
{
    if (rune < 0x300 || rune > 0xFFFF) return 0;
    uint32_t low = 0, high = wh_rune_classes_n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (wh_rune_classes[middle * 3 + 1] < rune) low = middle + 1;
        else high = middle;
    }
    if (low == wh_rune_classes_n || wh_rune_classes[low * 3] > rune) return 0;
    return wh_rune_classes[low * 3 + 2];
}

#define HANGUL_S 0xAC00u
#define HANGUL_L 0x1100u
#define HANGUL_V 0x1161u
#define HANGUL_T 0x11A7u
#define HANGUL_L_N 19u
#define HANGUL_V_N 21u
#define HANGUL_T_N 28u

static uint32_t compose_hangul(uint32_t a, uint32_t b)
{
    if (a - HANGUL_L < HANGUL_L_N && b - HANGUL_V < HANGUL_V_N)
        return HANGUL_S + ((a - HANGUL_L) * HANGUL_V_N + (b - HANGUL_V)) * HANGUL_T_N;
    uint32_t s = a - HANGUL_S;
    if (s < HANGUL_L_N * HANGUL_V_N * HANGUL_T_N && s % HANGUL_T_N == 0 && b > HANGUL_T &&
        b - HANGUL_T < HANGUL_T_N)
        return a + (b - HANGUL_T);
    return 0;
}

static uint32_t compose_pair(uint32_t a, uint32_t b)
{
    uint32_t low = 0, high = wh_rune_pairs_n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const uint16_t *pair = &wh_rune_pairs[middle * 3];
        if (pair[0] < a || (pair[0] == a && pair[1] < b)) low = middle + 1;
        else high = middle;
    }
    if (low < wh_rune_pairs_n && wh_rune_pairs[low * 3] == a && wh_rune_pairs[low * 3 + 1] == b)
        return wh_rune_pairs[low * 3 + 2];
    return compose_hangul(a, b);
}

/* Canonical ordering: a stable insertion sort of each run of marks; runs longer than 30 stay as they are (UAX
 * 15, stream-safe). */
static void order_marks(uint32_t *runes, size_t n)
{
    for (size_t i = 1, run = 0; i < n; i++) {
        unsigned here = wh_combining_class(runes[i]);
        run = here ? run + 1 : 0;
        for (size_t k = i; run <= 30 && k > 0 && here && wh_combining_class(runes[k - 1]) > here; k--) {
            uint32_t swap = runes[k];
            runes[k] = runes[k - 1];
            runes[k - 1] = swap;
        }
    }
}

size_t wh_compose(uint32_t *runes, size_t n)
{
    order_marks(runes, n);
    size_t out = 0, starter = WH_NONE_AT;
    unsigned last = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned here = wh_combining_class(runes[i]);
        bool blocked = starter == WH_NONE_AT || (out > starter + 1 && (last >= here || here == 0));
        uint32_t whole = blocked ? 0 : compose_pair(runes[starter], runes[i]);
        if (whole) {
            runes[starter] = whole;
            continue;
        }
        if (here == 0) starter = out;
        last = here;
        runes[out++] = runes[i];
    }
    return out;
}
