/* Values pasted without their field names: which field is it? Guessed from the form alone, and reported as a
 * guess. */
#include "parse/paste/paste.h"

#define FEW_LINES 4u /* a lone address or date is only guessed at when there is little else */

static bool has(wh_str s, wh_str what) { return wh_find_nocase(s, what, 0) != WH_NONE_AT; }
static bool begins(wh_str s, wh_str with) { return wh_starts_nocase(s, with); }

/* The word at the start of s. */
static wh_str first_word(wh_str s)
{
    size_t n = 0;
    while (n < s.n && !wh_is_space(s.p[n])) n++;
    return wh_sub(s, 0, n);
}

/* Something that a server calls itself: a dotted name, an address in brackets, a bare "localhost" or
 * "unknown". */
static bool is_host(wh_str word)
{
    static const wh_str names[] = {{"localhost", 9}, {"unknown", 7}, {"[", 1}, {"(", 1}};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (begins(word, names[i])) return true;
    size_t dot = wh_find_byte(word, '.', 0);
    return dot != WH_NONE_AT && dot > 0 && dot + 1 < word.n && wh_is_ascii(word);
}

/* "[192.0.2.1]", "(2001:db8::1)" anywhere in s. */
static bool has_address(wh_str s)
{
    for (size_t i = 0; i + 1 < s.n; i++)
        if ((s.p[i] == '[' || s.p[i] == '(') && wh_is_address_part(wh_from(s, i + 1))) return true;
    return false;
}

/* "from a (b [192.0.2.1]) by c; date", also "rom a …", "by c with …". near: the line and what follows it. */
static bool is_trace(wh_str s, wh_str near)
{
    if (begins(s, WH_LIT("(qmail "))) return true;
    if (begins(s, WH_LIT("by ")))
        return is_host(first_word(wh_from(s, 3))) &&
               (has(near, WH_LIT(" with ")) || has(near, WH_LIT(" id ")));
    size_t skip = begins(s, WH_LIT("from ")) ? 5 : begins(s, WH_LIT("rom ")) ? 4 : 0;
    if (!skip || !(is_host(first_word(wh_from(s, skip))) || has_address(s))) return false;
    return has(near, WH_LIT("by ")) || wh_find_byte(near, '(', 0) != WH_NONE_AT ||
           wh_find_byte(near, '[', 0) != WH_NONE_AT;
}

static bool is_result(wh_str s)
{
    size_t semicolon = wh_find_byte(s, ';', 0);
    if (semicolon == WH_NONE_AT || wh_find_byte(wh_trim(wh_sub(s, 0, semicolon)), '=', 0) != WH_NONE_AT)
        return false;
    return has(s, WH_LIT("spf=")) || has(s, WH_LIT("dkim=")) || has(s, WH_LIT("dmarc="));
}

static bool is_spf(wh_str s)
{
    static const wh_str results[] = {{"pass (", 6}, {"fail (", 6},       {"softfail (", 10}, {"neutral (", 9},
                                     {"none (", 6}, {"temperror (", 11}, {"permerror (", 11}};
    for (size_t i = 0; i < sizeof results / sizeof results[0]; i++)
        if (begins(s, results[i])) return true;
    return false;
}

/* "a@b.example" and nothing else; dotted: the host must be a dotted name. */
static bool is_spec(wh_str s, bool dotted)
{
    size_t at = wh_find_byte(s, '@', 0);
    if (at == WH_NONE_AT || at == 0 || at + 2 >= s.n || s.n > 998) return false;
    for (size_t i = 0; i < s.n; i++)
        if (!wh_is_atext(s.p[i]) && s.p[i] != '.' && i != at && s.p[i] != '[' && s.p[i] != ']') return false;
    return !dotted || is_host(wh_from(s, at + 1));
}

/* "<id@host>" alone. An id has digits in it or is long, a mailbox is a word. */
static const wh_known *angle_kind(wh_str s)
{
    if (s.n < 5 || s.p[0] != '<' || s.p[s.n - 1] != '>' || !is_spec(wh_sub(s, 1, s.n - 1), false))
        return NULL;
    size_t at = wh_find_byte(s, '@', 0);
    wh_str left = wh_sub(s, 1, at), right = wh_sub(s, at + 1, s.n - 1);
    bool digits = false;
    for (size_t i = 0; i < left.n; i++)
        digits |= wh_is_digit(left.p[i]) || left.p[i] == '$' || left.p[i] == '%';
    bool mailbox = !digits && left.n <= 20 && wh_find_byte(right, '.', 0) != WH_NONE_AT &&
                   !has(right, WH_LIT("localhost")) && !has(right, WH_LIT(".mail.")) &&
                   !begins(left, WH_LIT("id"));
    return wh_known_field(mailbox ? WH_LIT("Return-Path") : WH_LIT("Message-ID"));
}

static bool is_date(wh_str s)
{
    size_t digits = 0, colons = 0;
    for (size_t i = 0; i < s.n; i++) {
        digits += wh_is_digit(s.p[i]);
        colons += s.p[i] == ':';
    }
    bool begins_so = wh_is_digit(s.p[0]) || wh_is_date_part(s);
    return begins_so && s.n < 64 && digits >= 9 && colons >= 1 && colons <= 3 &&
           wh_find_byte(s, '@', 0) == WH_NONE_AT && wh_find_byte(s, '/', 0) == WH_NONE_AT;
}

/* "a@b.example", or "Name <a@b.example>". */
static bool is_address(wh_str s)
{
    size_t open = wh_rfind_byte(s, '<');
    if (open == WH_NONE_AT) return is_spec(s, true);
    return s.p[s.n - 1] == '>' && wh_find_byte(s, '<', 0) == open &&
           is_spec(wh_sub(s, open + 1, s.n - 1), true);
}

static const wh_known *guess(wh_str s, wh_str near, bool few)
{
    if (is_trace(s, near)) return wh_known_field(WH_LIT("Received"));
    if (begins(s, WH_LIT("v=1;")) && has(near, WH_LIT("d="))) return wh_known_field(WH_LIT("DKIM-Signature"));
    if (begins(s, WH_LIT("i=")) && has(near, WH_LIT("cv="))) return wh_known_field(WH_LIT("ARC-Seal"));
    if (begins(s, WH_LIT("i=")) && has(near, WH_LIT("bh=")))
        return wh_known_field(WH_LIT("ARC-Message-Signature"));
    if (begins(s, WH_LIT("i=")) && is_result(wh_from(near, wh_find_byte(near, ';', 0))))
        return wh_known_field(WH_LIT("ARC-Authentication-Results"));
    if (is_result(near)) return wh_known_field(WH_LIT("Authentication-Results"));
    if (is_spf(s)) return wh_known_field(WH_LIT("Received-SPF"));
    if (!few) return NULL;
    const wh_known *angle = angle_kind(s);
    if (angle) return angle;
    if (is_date(s)) return wh_known_field(WH_LIT("Date"));
    if (is_address(s)) return wh_known_field(WH_LIT("From"));
    if (begins(s, WH_LIT("=?")) && has(s, WH_LIT("?="))) return wh_known_field(WH_LIT("Subject"));
    return NULL;
}

/* What is inside of quotation marks around a whole line, or the line itself. */
static wh_str unquoted(wh_str s)
{
    wh_str closing;
    size_t quote = wh_opening_quote_at(s, &closing);
    if (quote < 3) return wh_trim(s); /* "Name" <address> keeps its marks */
    return wh_trim(wh_sub(s, quote, wh_find(s, closing, quote)));
}

bool wh_mark_bare(wh_str text, wh_lines *lines)
{
    uint32_t visible = 0;
    bool any = false, seen = false, half = false; /* half: a Received without its date is open */
    for (uint32_t i = 0; i < lines->n && visible <= FEW_LINES; i++)
        visible += lines->at[i].kind != WH_LINE_BLANK;
    for (uint32_t i = 0; i < lines->n; i++) {
        wh_line *line = &lines->at[i];
        wh_str inside = unquoted(wh_sub(text, line->first, line->end));
        if (line->kind == WH_LINE_BLANK || (line->indented && seen)) continue;
        seen = true;
        wh_str near =
            inside.n ? wh_sub(wh_from(text, (size_t)(inside.p - text.p)), 0, inside.n + 240) : inside;
        const wh_known *field = inside.n && !(half && begins(inside, WH_LIT("by ")))
                                    ? guess(inside, near, visible <= FEW_LINES)
                                    : NULL;
        if (field || wh_has_time(inside))
            half = field && field->shape == WH_SHAPE_TRACE && !wh_has_time(inside);
        if (!field) continue;
        line->kind = WH_LINE_FIELD;
        line->field = field;
        line->name = line->name_end = line->value = line->first;
        line->bare = any = true;
        line->relabel = line->tabbed = line->alone = line->wide = line->lost = false;
    }
    return any;
}
