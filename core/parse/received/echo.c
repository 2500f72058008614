/* The HELO a second time, after the server's own words: InterMail and Openwave end their id with what the
 * client called itself, "id <20260203010005.ABCD1234.mx.example.jp@HELO>". Whatever bytes it holds, a ">" or
 * a "by" of its own, it is the same as what stands after "from", which shows where it ends. */
#include "base/limits.h"
#include "parse/received/parts.h"

/* Behind "id <DIGITS.LETTERS.HOST@", the position of its "<" given; 0: no such id begins there. */
static size_t behind_host(wh_str s, size_t at)
{
    size_t digits = at + 1, word, host;
    while (digits < s.n && wh_is_digit(s.p[digits])) digits++;
    if (digits != at + 15 || digits >= s.n || s.p[digits] != '.') return 0;
    for (word = digits + 1; word < s.n && wh_is_alnum(s.p[word]); word++) {
    }
    if (word == digits + 1 || word >= s.n || s.p[word] != '.') return 0;
    for (host = word + 1; host < s.n && host - word < 256; host++)
        if (!wh_is_alnum(s.p[host]) && wh_find_byte(WH_LIT(".-_"), s.p[host], 0) == WH_NONE_AT) break;
    return host > word + 1 && host < s.n && s.p[host] == '@' ? host + 1 : 0;
}

/* How much of the beginning of `again` is the name that `first` begins with, where both go on as they do
 * after it; WH_NONE_AT: nothing. The longest counts: a shorter one is a piece of it. */
static size_t name_length(wh_str first, wh_str again)
{
    size_t best = WH_NONE_AT;
    for (size_t n = 0; n < again.n && n < WH_MAX_IN_GROUP; n++) {
        bool ends = again.p[n] == '>' && n + 1 < first.n && wh_is_space(first.p[n]);
        if (ends && wh_starts_nocase(wh_trim(wh_sub(first, n, n + 64)), WH_LIT("("))) best = n;
        if (n >= first.n || wh_lower(first.p[n]) != wh_lower(again.p[n])) break;
    }
    return best;
}

/* A name, or a literal address, and the end of the id. */
static bool is_plain(wh_str again)
{
    size_t n = 0;
    while (n < again.n && n < WH_MAX_IN_GROUP &&
           wh_find_byte(WH_LIT(" \t\r\n()<>;\""), again.p[n], 0) == WH_NONE_AT)
        n++;
    return n < again.n && again.p[n] == '>';
}

wh_recho wh_received_echo(wh_str value)
{
    wh_recho best = {0};
    size_t longest = 0;
    wh_str first = wh_trim(value);
    if (!wh_starts_nocase(first, WH_LIT("from "))) return best;
    first = wh_trim(wh_from(first, 5));
    unsigned tries = 0;
    for (size_t at = wh_find(value, WH_LIT("<"), 0); at != WH_NONE_AT;
         at = wh_find(value, WH_LIT("<"), at + 1)) {
        size_t behind =
            at > 3 && wh_eq_nocase(wh_sub(value, at - 3, at), WH_LIT("id ")) ? behind_host(value, at) : 0;
        if (behind == 0) continue;
        if (tries++ == WH_MAX_ECHOES) return (wh_recho){.lost = true};
        size_t n = name_length(first, wh_from(value, behind));
        if (n == WH_NONE_AT) {
            best.lost |= best.end == 0 && !is_plain(wh_from(value, behind));
        } else if (best.end == 0 || n >= longest) {
            best = (wh_recho){.start = at, .end = behind + n + 1};
            longest = n;
        }
    }
    return best;
}
