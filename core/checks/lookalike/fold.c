/* Readings and skeletons; the idea is UTS 39's, the folds are coarser. */
#include "checks/lookalike/fold.h"
#include "base/limits.h"

#include <string.h>

static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-.";

static wh_str ascii_reading(uint32_t rune)
{
    size_t at = wh_find_byte((wh_str){letters, sizeof letters - 1}, wh_lower((char)rune), 0);
    return at == WH_NONE_AT ? WH_ABSENT : (wh_str){letters + at, 1};
}

size_t wh_rune_readings(uint32_t rune, wh_str out[2])
{
    if (rune < 0x80) {
        out[0] = ascii_reading(rune);
        return wh_absent(out[0]) ? 0 : 1;
    }
    uint32_t low = 0, high = wh_readings_n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (wh_readings[middle] >> 8 < rune) low = middle + 1;
        else high = middle;
    }
    if (low == wh_readings_n || wh_readings[low] >> 8 != rune) return 0;
    const unsigned char *text = &wh_reading_text[wh_reading_at[wh_readings[low] & 0xFF]];
    wh_str all = {(const char *)text + 1, text[0]};
    size_t comma = wh_find_byte(all, ',', 0);
    if (comma == WH_NONE_AT) {
        out[0] = all;
        return 1;
    }
    out[0] = wh_sub(all, 0, comma);
    out[1] = wh_from(all, comma + 1);
    return 2;
}

static void append(wh_form *form, wh_str text)
{
    for (size_t i = 0; i < text.n && form->n < WH_MAX_FORM; i++) form->text[form->n++] = text.p[i];
}

static bool is_combining(uint32_t rune) { return rune >= 0x300 && rune <= 0x36F; }

size_t wh_label_forms(const uint32_t *runes, size_t n, wh_form *out, size_t max)
{
    size_t count = 1;
    if (max == 0) return 0;
    out[0].n = out[0].unknown = 0;
    for (size_t i = 0; i < n; i++) {
        wh_str readings[2];
        if (is_combining(runes[i])) continue;
        size_t found = wh_rune_readings(runes[i], readings);
        size_t old = count;
        for (size_t k = 0; found == 2 && k < old && count < max; k++) {
            out[count] = out[k];
            append(&out[count++], readings[1]);
        }
        for (size_t k = 0; k < old; k++) {
            append(&out[k], found ? readings[0] : (wh_str){"?", 1});
            if (found == 0 && out[k].unknown < UINT8_MAX) out[k].unknown++;
        }
    }
    return count;
}

const char wh_letter_folds[] =
    "\0\1\2\3\4\5\6\7\10\11\12\13\14\15\16\17\20\21\22\23\24\25\26\27\30\31\32\33\34\35\36\37"
    " !\"#$%&'()*+,-./olzeasbtbg:;<=>?"
    "@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_"
    "`abcdefghljklmnopgrstvvwxyz{|}~\177";

char wh_glance_letter(char c)
{
    static const char classes[] = "abcbclgbllklnncggnsluuwxus";
    return c >= 'a' && c <= 'z' ? classes[c - 'a'] : c;
}

/* The letter that two together look like, or 0. */
static char fold_pair(char a, char b)
{
    static const uint32_t seconds =
        1u << ('n' & 31) | 1u << ('v' & 31) | 1u << ('u' & 31) | 1u << ('l' & 31) | 1u << ('c' & 31);
    if (!(seconds >> (b & 31) & 1)) return 0;
    if ((a == 'r' || a == 'n') && b == 'n') return 'm';
    if ((a == 'v' || a == 'u') && (b == 'v' || b == 'u')) return 'w';
    if (a == 'c' && b == 'l') return 'd';
    if (a == 'l' && b == 'c') return 'k';
    return 0;
}

bool wh_has_pairs(wh_str text)
{
    for (size_t i = 1; i < text.n; i++)
        if (fold_pair(text.p[i - 1], text.p[i])) return true;
    return false;
}

void wh_make_skeleton(wh_str text, wh_skeleton *out)
{
    size_t i = 0;
    out->n = 0;
    while (i < text.n && out->n < WH_MAX_FORM) {
        char pair = i + 1 < text.n ? fold_pair(text.p[i], text.p[i + 1]) : 0;
        out->at[out->n] = (uint8_t)i;
        out->text[out->n++] = pair ? pair : wh_fold_letter(text.p[i]);
        i += pair ? 2 : 1;
    }
    out->at[out->n] = (uint8_t)i;
}
