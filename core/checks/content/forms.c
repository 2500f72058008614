/* What a mail asks for, by forms that are the same in every language: a sum of money and a telephone number,
 * an account to pay into (ISO 13616), an account of a messenger, a fortune. Everyday mail has each of them;
 * they count where nothing says who is asking. */
#include "base/limits.h"
#include "checks/bounce.h"
#include "checks/content/prose.h"
#include "checks/standing.h"
#include "parse/lexical.h"

/* ---- sums of money ---- */

static const wh_str currencies[] = {
    WH_LIT_INIT("$"),   WH_LIT_INIT("€"),   WH_LIT_INIT("£"),   WH_LIT_INIT("¥"),    WH_LIT_INIT("円"),
    WH_LIT_INIT("元"),  WH_LIT_INIT("원"),  WH_LIT_INIT("₩"),   WH_LIT_INIT("USD"),  WH_LIT_INIT("EUR"),
    WH_LIT_INIT("GBP"), WH_LIT_INIT("CHF"), WH_LIT_INIT("TL"),  WH_LIT_INIT("PLN"),  WH_LIT_INIT("zł"),
    WH_LIT_INIT("kr"),  WH_LIT_INIT("R$"),  WH_LIT_INIT("eur"), WH_LIT_INIT("doll"), WH_LIT_INIT("pound"),
    WH_LIT_INIT("Eur")};

static const wh_str yen[] = {
    WH_LIT_INIT("円"), WH_LIT_INIT("¥"), WH_LIT_INIT("원"), WH_LIT_INIT("₩"),
    WH_LIT_INIT("元"), WH_LIT_INIT("TL")}; /* a hundred or a thousand of these are little */

static bool begins_or_ends(wh_str text, size_t start, size_t end, wh_str sign)
{
    wh_str behind = wh_sub(text, end, end + 24);
    while (behind.n && (behind.p[0] == ' ' || wh_starts_nocase(behind, WH_LIT("\xC2\xA0"))))
        behind = wh_from(behind, behind.p[0] == ' ' ? 1 : 2);
    if (wh_eq(wh_sub(behind, 0, sign.n), sign)) return true;
    size_t before = start;
    while (before > 0 && start - before < 2 && text.p[before - 1] == ' ') before--;
    return before >= sign.n && wh_eq(wh_sub(text, before - sign.n, before), sign);
}

static bool has_sign(wh_str text, size_t start, size_t end, const wh_str *signs, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (begins_or_ends(text, start, end, signs[i])) return true;
    return false;
}

static bool is_million(wh_str behind)
{
    static const wh_str words[] = {WH_LIT_INIT("million"), WH_LIT_INIT("millon"), WH_LIT_INIT("milh"),
                                   WH_LIT_INIT("milion"),  WH_LIT_INIT("mio"),    WH_LIT_INIT("miljoen")};
    behind = wh_trim(wh_sub(behind, 0, 12));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (wh_starts_nocase(behind, words[i])) return true;
    return false;
}

typedef struct sums {
    wh_str any, large; /* the first of each; absent: none */
} sums;

/* The end of a number with points, commas, blanks and apostrophes between groups of three digits; *digits:
 * those before the last one or two behind a point or a comma. */
static size_t over_number(wh_str text, size_t start, unsigned *digits)
{
    unsigned group = 0, all = 0;
    size_t end = start, at = start;
    for (; at < text.n && at - start < 32; at++) {
        char c = text.p[at];
        if (wh_is_digit(c)) {
            group++;
            all++;
            end = at + 1;
        } else if ((c == '.' || c == ',' || c == '\'' || c == ' ') && at + 1 < text.n && group &&
                   wh_is_digit(text.p[at + 1]) &&
                   (c != ' ' || (at + 3 < text.n && wh_is_digit(text.p[at + 3])))) {
            group = 0;
        } else {
            break;
        }
    }
    *digits = all > group && group < 3 ? all - group : all;
    return end;
}

static void find_sums(wh_str text, sums *out)
{
    for (size_t at = 0; at < text.n && wh_absent(out->large); at++) {
        unsigned digits;
        if (!wh_is_digit(text.p[at]) || (at && (wh_is_alnum(text.p[at - 1]) || text.p[at - 1] == '/')))
            continue;
        size_t start = at, end = over_number(text, at, &digits);
        at = end;
        bool million = is_million(wh_from(text, end));
        if (!million && !has_sign(text, start, end, currencies, sizeof currencies / sizeof *currencies))
            continue;
        bool small = has_sign(text, start, end, yen, sizeof yen / sizeof *yen);
        if (digits >= (small ? 3u : 2u) && wh_absent(out->any)) out->any = wh_sub(text, start, end);
        if (million || digits >= (small ? 8u : 6u)) out->large = wh_sub(text, start, end);
    }
}

/* ---- accounts of banks ---- */

/* ISO 13616: two letters, two digits, up to thirty letters and digits; modulo 97 it is 1. */
static bool is_iban(const char *letters, size_t n)
{
    unsigned rest = 0;
    if (n < 15) return false;
    for (size_t i = 0; i < n; i++) {
        char c = letters[(i + 4) % n];
        unsigned value = wh_is_digit(c) ? (unsigned)(c - '0') : (unsigned)(c - 'A') + 10;
        rest = (value > 9 ? rest * 100 + value : rest * 10 + value) % 97;
    }
    return rest == 1;
}

static wh_str find_iban(wh_str text)
{
    for (size_t at = 0; at + 15 < text.n; at++) {
        if (!wh_is_upper(text.p[at]) || !wh_is_upper(text.p[at + 1]) || !wh_is_digit(text.p[at + 2]) ||
            !wh_is_digit(text.p[at + 3]) || (at && wh_is_alnum(text.p[at - 1])))
            continue;
        char letters[34];
        size_t n = 0, end = at;
        for (; end < text.n && n < sizeof letters; end++) {
            char c = text.p[end];
            if (c == ' ' && n >= 15 && is_iban(letters, n)) break;
            if (c == ' ' && end + 1 < text.n && text.p[end + 1] != ' ') continue;
            if (!wh_is_digit(c) && !wh_is_upper(c)) break;
            letters[n++] = c;
        }
        if (is_iban(letters, n)) return wh_trim(wh_sub(text, at, end));
    }
    return WH_ABSENT;
}

/* ---- accounts of messengers ---- */

static const wh_str messengers[] = {
    WH_LIT_INIT("telegram"),   WH_LIT_INIT("whatsapp"), WH_LIT_INIT("wechat"),   WH_LIT_INIT("kakaotalk"),
    WH_LIT_INIT("LINE"),       WH_LIT_INIT("微信"),     WH_LIT_INIT("카카오톡"), WH_LIT_INIT("텔레그램"),
    WH_LIT_INIT("テレグラム"), WH_LIT_INIT("ライン"),
};

static bool is_id(char c) { return wh_is_alnum(c) || c == '_' || c == '.' || c == '-'; }

static bool ends_sentence(wh_str rest, size_t at)
{
    char c = rest.p[at];
    return c == '\n' || ((c == '.' || c == '!' || c == '?') && at + 1 < rest.n && rest.p[at + 1] == ' ');
}

/* The word there, if it is one that somebody made up: "rose_8831". */
static wh_str made_up(wh_str rest, bool marked)
{
    size_t start = 0, end;
    bool letter = false, other = marked;
    while (start < rest.n && (rest.p[start] == ' ' || rest.p[start] == '@')) start++;
    for (end = start; end < rest.n && is_id(rest.p[end]); end++) {
        letter |= wh_is_alpha(rest.p[end]);
        other |= wh_is_digit(rest.p[end]) || rest.p[end] == '_';
    }
    return end - start >= 4 && letter && other ? wh_sub(rest, start, end) : WH_ABSENT;
}

/* Behind a messenger's name, in the same sentence: "@name", "ID: name8831". */
static wh_str account_behind(wh_str rest)
{
    bool named = false;
    rest = wh_sub(rest, 0, 48);
    for (size_t at = 0; at < rest.n && !ends_sentence(rest, at); at++) {
        wh_str here = wh_from(rest, at), found = WH_ABSENT;
        if (rest.p[at] == '@') found = made_up(here, true);
        else if (named && rest.p[at] == ':') found = made_up(wh_from(here, 1), false);
        else if (named && wh_starts_nocase(here, WH_LIT("：")))
            found = made_up(wh_from(here, sizeof "：" - 1), false);
        if (found.n) return found;
        named |= wh_starts_nocase(here, WH_LIT("ID")) || wh_starts_nocase(here, WH_LIT("号"));
    }
    return WH_ABSENT;
}

static wh_str find_account(wh_str text)
{
    for (size_t i = 0; i < sizeof messengers / sizeof *messengers; i++) {
        bool capitals = wh_is_upper(messengers[i].p[0]); /* "LINE" is one, "line" is not */
        for (size_t at = 0;; at += messengers[i].n) {
            at = capitals ? wh_find(text, messengers[i], at) : wh_find_nocase(text, messengers[i], at);
            if (at == WH_NONE_AT) break;
            if (at && wh_is_alnum(text.p[at - 1])) continue;
            wh_str account = account_behind(wh_from(text, at + messengers[i].n));
            if (account.n) return account;
        }
    }
    return WH_ABSENT;
}

/* ---- */

static void add(wh_case *c, wh_finding_id id, wh_str what)
{
    if (what.n == 0) return;
    wh_finding *f = wh_finding_add(c, id);
    wh_finding_text(c, f, "text", wh_prose_line(c, what));
    wh_finding_prose(c, f, what);
}

void wh_check_forms(wh_case *c)
{
    const wh_facts *facts = c->facts;
    sums found = {WH_ABSENT, WH_ABSENT};
    wh_str number = WH_ABSENT, iban = WH_ABSENT, account = WH_ABSENT;
    if (wh_standing_of(c)->known_list || wh_is_daemons_bounce(facts)) return;
    for (uint32_t i = 0; i < facts->contents.n; i++) {
        if (facts->contents.at[i].file) continue;
        wh_str text = facts->contents.at[i].visible;
        size_t from = 0;
        find_sums(text, &found);
        if (number.n == 0) number = wh_next_telephone(text, &from);
        if (iban.n == 0) iban = find_iban(text);
        if (account.n == 0) account = find_account(text);
    }
    if (found.any.n) add(c, WH_F_TEXT_SUM_AND_CALL, number);
    add(c, WH_F_TEXT_LARGE_SUM, found.large);
    add(c, WH_F_TEXT_IBAN, iban);
    add(c, WH_F_TEXT_ACCOUNT, account);
}
