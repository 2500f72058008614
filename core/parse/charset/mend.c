/* The text of a part whose label is missing or wrong: RFC 2045 5.2, RFC 1468, the HTML standard's <meta
 * charset> (4.2.5.4). */
#include "parse/charset/charset.h"

#include "parse/parse.h"

#define LONG_RUN 24u      /* bytes between "$B" and "(B": no text has so many by chance */
#define META_WITHIN 4096u /* browsers look at the first 1024 bytes; mail programs put more before it */

/* The charset that an HTML page names itself; absent when it names none. */
static wh_str meta_charset(wh_str html)
{
    html = wh_sub(html, 0, META_WITHIN);
    for (size_t at = wh_find_nocase(html, WH_LIT("<meta"), 0); at != WH_NONE_AT;
         at = wh_find_nocase(html, WH_LIT("<meta"), at + 5)) {
        wh_str tag = wh_sub(html, at, wh_find_byte(html, '>', at));
        size_t from = wh_find_nocase(tag, WH_LIT("charset="), 0);
        if (from == WH_NONE_AT) continue;
        wh_str value = wh_trim_bytes(wh_from(tag, from + 8), WH_LIT(" \"'"));
        size_t end = 0;
        while (end < value.n && (wh_is_alnum(value.p[end]) || value.p[end] == '-' || value.p[end] == '_'))
            end++;
        return wh_sub(value, 0, end);
    }
    return WH_ABSENT;
}

/* Characters beyond ASCII, all of them well-formed UTF-8, and more than one: text in another charset does not
 * look like this for long by chance. */
static bool is_surely_utf8(wh_str bytes)
{
    size_t high = 0;
    for (size_t i = 0; i < bytes.n && high < 6; i++) high += (unsigned char)bytes.p[i] >= 0x80;
    return high >= 6 && wh_is_utf8(bytes);
}

/* "$B" and "(B" where RFC 1468 has ESC before them: 7-bit text that passed through something that drops
 * control characters. */
static bool has_lost_escapes(wh_str bytes)
{
    if (wh_find_byte(bytes, '\x1B', 0) != WH_NONE_AT || !wh_is_ascii(bytes)) return false;
    unsigned pairs = 0;
    for (size_t at = wh_find(bytes, WH_LIT("$B"), 0); at != WH_NONE_AT && pairs < 2;) {
        size_t end = wh_find(bytes, WH_LIT("(B"), at + 2), line = wh_find_byte(bytes, '\n', at);
        if (end == WH_NONE_AT) return false;
        bool kana =
            wh_find(wh_sub(bytes, at + 2, end), WH_LIT("$"), 0) != WH_NONE_AT; /* the row of hiragana */
        if (end < line && (end - at) % 2 == 0 && kana) pairs += end - at >= LONG_RUN ? 2 : 1;
        at = wh_find(bytes, WH_LIT("$B"), end);
    }
    return pairs >= 2;
}

static wh_str with_escapes(wh_env *env, wh_str bytes)
{
    wh_buf buf;
    bool wide = false;
    wh_buf_init(&buf, env->arena);
    for (size_t at = 0; at < bytes.n; at++) {
        wh_str two = wh_sub(bytes, at, at + 2);
        bool begins = !wide && wh_eq(two, WH_LIT("$B")),
             ends = wide && (wh_eq(two, WH_LIT("(B")) || wh_eq(two, WH_LIT("(J")));
        if (begins || ends) wh_put_byte(&buf, '\x1B');
        if (begins || ends) {
            wh_put(&buf, two);
            wide = begins;
            at++;
            continue;
        }
        if (bytes.p[at] == '\n') wide = false;
        wh_put_byte(&buf, bytes.p[at]);
        if (wide && at + 1 < bytes.n && bytes.p[at + 1] != '\n' && bytes.p[at + 1] != '\r')
            wh_put_byte(&buf, bytes.p[++at]); /* both bytes of a character */
    }
    return wh_buf_str(&buf);
}

/* UTF-16 without its mark: RFC 2781 4.3 has the greater byte first, most programs the lesser. The greater
 * bytes are those that repeat: NUL in Latin text, 4 in Russian, 0x30 in kana. */
static wh_str sixteen_of(wh_str bytes)
{
    size_t count[2][256] = {{0}}, most[2] = {0, 0};
    if (wh_eq(wh_sub(bytes, 0, 2), WH_LIT("\xFF\xFE"))) return WH_LIT("utf-16le");
    if (wh_eq(wh_sub(bytes, 0, 2), WH_LIT("\xFE\xFF"))) return WH_LIT("utf-16be");
    for (size_t i = 0; i < bytes.n && i < META_WITHIN; i++) count[i & 1][(unsigned char)bytes.p[i]]++;
    for (size_t i = 0; i < 256; i++)
        for (size_t k = 0; k < 2; k++)
            if (count[k][i] > most[k]) most[k] = count[k][i];
    return most[0] > most[1] ? WH_LIT("utf-16be") : WH_LIT("utf-16le");
}

static bool has_any_utf8(wh_str bytes)
{
    for (size_t at = 0; at < bytes.n;) {
        bool ok, high = (unsigned char)bytes.p[at] >= 0x80;
        wh_next_rune(bytes, &at, &ok);
        if (high && ok) return true;
    }
    return false;
}

/* UTF-8 that the text is not. Text of western Europe has none of its sequences. */
static bool is_no_utf8(wh_str bytes)
{
    if (wh_is_utf8(bytes)) return false;
    wh_str guess = wh_charset_guess(bytes);
    return !wh_eq(guess, WH_LIT("utf-8")) && !(wh_eq(guess, WH_LIT("windows-1252")) && has_any_utf8(bytes));
}

static bool is_cyrillic(wh_str name)
{
    return wh_eq(name, WH_LIT("windows-1251")) || wh_starts_nocase(name, WH_LIT("koi8-")) ||
           wh_eq(name, WH_LIT("iso-8859-5")) || wh_eq(name, WH_LIT("ibm866"));
}

static bool is_arabic(wh_str name)
{
    return wh_eq(name, WH_LIT("windows-1256")) || wh_eq(name, WH_LIT("iso-8859-6"));
}

/* Text whose label names another charset of Japan, of Russia, or that of western Europe, which programs write
 * where they know none; absent: the label may be right. */
static wh_str other_charset(wh_str name, wh_str bytes)
{
    wh_str guess = wh_charset_guess(bytes), sure = wh_charset_surely(bytes);
    bool seven = wh_eq(guess, WH_LIT("iso-2022-jp")), shifted = wh_starts_nocase(name, WH_LIT("iso-2022"));
    if (seven) return shifted || wh_starts_nocase(name, WH_LIT("hz")) ? WH_ABSENT : guess;
    if (wh_eq(sure, name) || (wh_eq(sure, WH_LIT("koi8-r")) && wh_eq(name, WH_LIT("koi8-u"))))
        return WH_ABSENT;
    if (wh_eq(sure, WH_LIT("iso-2022-kr"))) return shifted ? WH_ABSENT : sure;
    bool alike = (is_cyrillic(name) && is_cyrillic(sure)) || (is_arabic(name) && is_arabic(sure));
    if (!wh_absent(sure) && (alike || wh_eq(name, WH_LIT("windows-1252")))) return sure;
    bool eight = wh_eq(guess, WH_LIT("shift_jis")) || wh_eq(guess, WH_LIT("euc-jp"));
    bool japanese = wh_eq(name, WH_LIT("iso-2022-jp")) || wh_eq(name, WH_LIT("euc-jp")) ||
                    wh_eq(name, WH_LIT("shift_jis"));
    if (!eight || !japanese || wh_eq(guess, name)) return WH_ABSENT;
    bool fits = wh_charset_fits(name, bytes) && !wh_eq(guess, sure);
    return wh_eq(name, WH_LIT("iso-2022-jp")) || !fits ? guess : WH_ABSENT;
}

wh_str wh_decode_part_text(wh_env *env, wh_str label, wh_str bytes, bool html, wh_charset_mend *mend)
{
    wh_str name = wh_charset_named(label);
    bool utf8 = wh_eq(name, WH_LIT("utf-8")), silent = wh_absent(name) || wh_eq(name, WH_LIT("us-ascii"));
    *mend = WH_CHARSET_AS_LABELLED;
    if (has_lost_escapes(bytes) && (silent || wh_eq(name, WH_LIT("iso-2022-jp")))) {
        *mend = WH_CHARSET_ESCAPES_LOST;
        return wh_decode_charset(env, WH_LIT("iso-2022-jp"), with_escapes(env, bytes));
    }
    size_t mark = 0;
    wh_str wide = wh_charset_wide(bytes, &mark), other_name = silent ? WH_ABSENT : other_charset(name, bytes);
    bool sixteen = wh_starts_nocase(name, WH_LIT("utf-16")), four = wh_starts_nocase(name, WH_LIT("utf-32"));
    if (!wh_absent(wide) && !(sixteen && wh_starts_nocase(wide, WH_LIT("utf-16")))) {
        if (!four || !wh_starts_nocase(wide, WH_LIT("utf-32")))
            *mend = silent ? WH_CHARSET_GUESSED : WH_CHARSET_CONTRADICTED;
        return wh_decode_charset(env, wide, wh_from(bytes, mark));
    }
    bool nul = wh_find_byte(bytes, '\0', 0) != WH_NONE_AT;
    if (four ? wh_absent(wide) : sixteen && !nul && (html || wh_is_ascii(bytes))) { /* "<" has one */
        *mend = WH_CHARSET_CONTRADICTED;
        return wh_decode_charset(env, WH_ABSENT, bytes);
    }
    if (!wh_absent(other_name)) {
        *mend = WH_CHARSET_CONTRADICTED;
        return wh_decode_charset(env, other_name, bytes);
    }
    if (silent && html && !wh_is_utf8(bytes)) {
        wh_str own = meta_charset(bytes);
        bool wrong = wh_eq(wh_charset_named(own), WH_LIT("utf-8")) && is_no_utf8(bytes);
        *mend = wh_absent(wh_charset_named(own)) || wrong ? WH_CHARSET_GUESSED : WH_CHARSET_FROM_META;
        return wh_decode_charset(env, *mend == WH_CHARSET_FROM_META ? own : WH_ABSENT, bytes);
    }
    if (silent) {
        wh_str guess = wh_charset_guess(bytes);
        if (!wh_eq(guess, WH_LIT("utf-8")) && !wh_starts_nocase(guess, WH_LIT("iso-2022")))
            *mend = WH_CHARSET_GUESSED; /* those two say themselves what they are */
        return wh_decode_charset(env, guess, bytes);
    }
    if (sixteen) return wh_decode_charset(env, sixteen_of(bytes), bytes);
    bool other = utf8 ? is_no_utf8(bytes) : !silent && is_surely_utf8(bytes);
    if (!other) return wh_decode_charset(env, label, bytes);
    wh_str own = html && utf8 ? meta_charset(bytes) : WH_ABSENT;
    *mend = WH_CHARSET_CONTRADICTED;
    if (wh_eq(wh_charset_named(own), WH_LIT("utf-8"))) own = WH_ABSENT;
    return wh_decode_charset(env, utf8 ? own : WH_LIT("utf-8"), bytes);
}
