/* A password in the same mail as what it opens: no filter can look inside, and the reader can. */
#include "checks/content/password.h"

#define WINDOW 60u /* bytes after the word in which the password begins */

static const wh_str words[] = {
    WH_LIT_INIT("password"),
    WH_LIT_INIT("passwort"),
    WH_LIT_INIT("passcode"),
    WH_LIT_INIT("mot de passe"),
    WH_LIT_INIT("contrase\xC3\xB1"
                "a"),
    WH_LIT_INIT("\xE3\x83\x91\xE3\x82\xB9\xE3\x83\xAF\xE3\x83\xBC\xE3\x83\x89"), /* パスワード */
    WH_LIT_INIT("\xE6\x9A\x97\xE8\xA8\xBC\xE7\x95\xAA\xE5\x8F\xB7"),             /* 暗証番号 */
    WH_LIT_INIT("\xE5\xAF\x86\xE7\xA0\x81"),                                     /* 密码 */
};
/* What stands between the word and the password itself: the first makes any word after it one, the second
 * only one with a digit. */
static const wh_str marks[] = {WH_LIT_INIT(":"), WH_LIT_INIT("\xEF\xBC\x9A"),
                               WH_LIT_INIT("=")};                                   /* full-width colon */
static const wh_str copulas[] = {WH_LIT_INIT(" is "), WH_LIT_INIT("\xE3\x81\xAF")}; /* は */

static wh_str token_at(wh_str s, size_t at)
{
    while (at < s.n && wh_find_byte(WH_LIT(" \t\r\n\"'[(<"), s.p[at], 0) != WH_NONE_AT) at++;
    while (at + 2 < s.n && (wh_eq(wh_sub(s, at, at + 3), WH_LIT("\xE3\x80\x8C")) ||
                            wh_eq(wh_sub(s, at, at + 3), WH_LIT("\xE3\x80\x80"))))
        at += 3; /* 「 and the wide blank */
    size_t end = at;
    while (end < s.n && s.p[end] > ' ' && s.p[end] < 0x7F) end++;
    return wh_trim_bytes(wh_sub(s, at, end), WH_LIT(".,;:)]>\"'"));
}

static bool has_digit(wh_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (wh_is_digit(s.p[i])) return true;
    return false;
}

static bool is_talk(wh_str token)
{
    static const wh_str list[] = {WH_LIT_INIT("will"),       WH_LIT_INIT("sent"), WH_LIT_INIT("follows"),
                                  WH_LIT_INIT("separately"), WH_LIT_INIT("see"),  WH_LIT_INIT("please"),
                                  WH_LIT_INIT("the"),        WH_LIT_INIT("your"), WH_LIT_INIT("http"),
                                  WH_LIT_INIT("https")};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (wh_starts_nocase(token, list[i])) return true;
    return false;
}

/* The password that the words after `at` give. */
static wh_str said_behind(wh_str text, size_t at)
{
    wh_str rest = wh_sub(text, at, at + WINDOW * 2), near = wh_sub(rest, 0, WINDOW);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t mark = wh_find(near, marks[i], 0);
        wh_str token = mark == WH_NONE_AT ? WH_ABSENT : token_at(rest, mark + marks[i].n);
        if (token.n >= 3 && token.n <= 64 && !is_talk(token)) return token;
    }
    for (size_t i = 0; i < sizeof copulas / sizeof *copulas; i++) {
        size_t mark = wh_find(wh_sub(near, 0, 20), copulas[i], 0);
        wh_str token = mark == WH_NONE_AT ? WH_ABSENT : token_at(rest, mark + copulas[i].n);
        if (token.n >= 3 && token.n <= 64 && has_digit(token)) return token;
    }
    wh_str next = token_at(rest, 0); /* "password 4471" */
    if (rest.n && wh_is_space(rest.p[0]) && next.n >= 4 && next.n <= 64 && has_digit(next)) return next;
    return WH_ABSENT;
}

bool wh_find_password(const wh_case *c, wh_str *password)
{
    for (uint32_t i = 0; i < c->facts->contents.n; i++) {
        wh_str text = c->facts->contents.at[i].visible;
        for (size_t k = 0; k < sizeof words / sizeof *words; k++)
            for (size_t at = wh_find_nocase(text, words[k], 0); at != WH_NONE_AT;
                 at = wh_find_nocase(text, words[k], at + words[k].n)) {
                *password = said_behind(text, at + words[k].n);
                if (!wh_absent(*password)) return true;
            }
    }
    return false;
}
