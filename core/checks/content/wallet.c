/* Addresses of digital money in running text: words of a shape that nothing else has. */
#include "checks/content/wallet.h"

/* BIP 173: the checksum over the letters behind "bc1" or "ltc1", each worth five bits. 1: bech32; 0x2BC830A3:
 * bech32m (BIP 350). */
static bool is_bech32(wh_str word)
{
    const wh_str letters = WH_LIT("qpzry9x8gf2tvdw0s3jn54khce6mua7l");
    static const uint32_t steps[] = {0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3};
    /* "bc" and Litecoin's "ltc": high bits, nought, low bits */
    static const unsigned char coins[][7] = {{3, 3, 0, 2, 3}, {3, 3, 3, 0, 12, 20, 3}};
    bool lite = wh_starts_nocase(word, WH_LIT("ltc1"));
    size_t human = lite ? 7 : 5, before = lite ? 4 : 3;
    uint32_t sum = 1;
    if (!(lite || wh_starts_nocase(word, WH_LIT("bc1"))) || word.n < 42 || word.n > 62) return false;
    for (size_t i = 0; i < human + word.n - before; i++) {
        size_t value =
            i < human ? coins[lite][i] : wh_find_byte(letters, wh_lower(word.p[i - human + before]), 0);
        if (value == WH_NONE_AT) return false;
        uint32_t top = sum >> 25;
        sum = (sum & 0x1FFFFFF) << 5 ^ (uint32_t)value;
        for (unsigned k = 0; k < 5; k++)
            if (top >> k & 1) sum ^= steps[k];
    }
    return sum == 1 || sum == 0x2BC830A3;
}

#define LEAST 26u /* letters of an address */

/* Base58 leaves out the letters that look alike; an address of 26 to 35 has small and capital letters and
 * digits. Tron's, in which dollars are sent (USDT), has 34. */
static bool is_base58(wh_str word)
{
    bool small = false, capital = false, digit = false;
    if (word.n < LEAST || word.n > 35) return false;
    if (word.p[0] != '1' && word.p[0] != '3' && !(word.p[0] == 'T' && word.n == 34)) return false;
    for (size_t i = 0; i < word.n; i++) {
        char c = word.p[i];
        if (c == '0' || c == 'O' || c == 'I' || c == 'l' || !wh_is_alnum(c)) return false;
        small |= c >= 'a' && c <= 'z';
        capital |= wh_is_upper(c);
        digit |= i > 0 && wh_is_digit(c);
    }
    return small && capital && digit;
}

static bool is_ethereum(wh_str word)
{
    if (word.n != 42 || !wh_starts_nocase(word, WH_LIT("0x"))) return false;
    bool letter = false, digit = false;
    for (size_t i = 2; i < word.n; i++) {
        char c = wh_lower(word.p[i]);
        if (!wh_is_digit(c) && !(c >= 'a' && c <= 'f')) return false;
        letter |= !wh_is_digit(c);
        digit |= wh_is_digit(c);
    }
    return letter && digit;
}

/* A word is looked for where it begins behind what is no letter, `at`: one that is long enough has a letter
 * LEAST bytes further on, and most bytes of a text need not be looked at. */
wh_str wh_wallet_in(wh_str text)
{
    for (size_t at = 0; text.n - at >= LEAST;) {
        size_t end = at + LEAST, from = end;
        while (from > at && wh_is_alnum(text.p[from - 1])) from--;
        if (from == end) {
            at = end;
            continue;
        }
        while (end < text.n && wh_is_alnum(text.p[end])) end++;
        at = end < text.n ? end + 1 : end;
        if (end - from < LEAST) continue;
        wh_str word = wh_sub(text, from, end);
        bool apart = from == 0 || wh_find_byte(WH_LIT("/=-_%"), text.p[from - 1], 0) == WH_NONE_AT;
        if (apart && (is_bech32(word) || is_base58(word) || is_ethereum(word))) return word;
    }
    return WH_ABSENT;
}
