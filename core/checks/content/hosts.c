/* What a host's name tells of the host: by its form alone. */
#include "checks/content/hosts.h"

bool wh_is_bucket(wh_str host)
{
    if (!wh_ends_nocase(host, WH_LIT(".amazonaws.com"))) return false;
    return wh_starts_nocase(host, WH_LIT("s3.")) || wh_starts_nocase(host, WH_LIT("s3-")) ||
           wh_find_nocase(host, WH_LIT(".s3"), 0) != WH_NONE_AT;
}

bool wh_is_numbered_host(wh_str host)
{
    uint32_t row = 0; /* numbers up to 255 one after another, a dot or a hyphen between them */
    for (size_t at = 0; at < host.n;) {
        size_t end = at;
        uint64_t number;
        while (end < host.n && wh_is_digit(host.p[end])) end++;
        bool octet = end > at && wh_to_u64(wh_sub(host, at, end), &number) && number <= 255;
        row = octet ? row + 1 : 0;
        if (row == 4) return true;
        if (!octet)
            while (end < host.n && host.p[end] != '.' && host.p[end] != '-') end++;
        else if (end < host.n && host.p[end] != '.' && host.p[end] != '-') row = 0; /* "7eleven" */
        at = end < host.n && (host.p[end] == '.' || host.p[end] == '-') ? end + 1 : end;
    }
    return false;
}

static bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y'; }

static bool is_random(wh_str label)
{
    uint32_t letters = 0, vowels = 0, digits = 0, switches = 0, row = 0, longest = 0;
    if (label.n < 8 || wh_starts_nocase(label, WH_LIT("xn--"))) return false;
    for (size_t i = 0; i < label.n; i++) {
        char c = wh_lower(label.p[i]);
        bool consonant = wh_is_alpha(c) && !is_vowel(c);
        letters += wh_is_alpha(c);
        vowels += is_vowel(c);
        digits += wh_is_digit(c);
        if (i && wh_is_digit(c) != wh_is_digit(label.p[i - 1])) switches++;
        row = consonant ? row + 1 : 0;
        if (row > longest) longest = row;
    }
    if (letters == 0) return false;
    return (switches >= 3 && digits >= 2) || longest >= 6 || (letters >= 8 && vowels * 100 < letters * 18);
}

bool wh_has_random_label(wh_str host)
{
    for (size_t at = 0; at < host.n;) {
        size_t dot = wh_find_byte(host, '.', at);
        if (dot == WH_NONE_AT) return false;
        if (is_random(wh_sub(host, at, dot))) return true;
        at = dot + 1;
    }
    return false;
}
