/* What a line, or the beginning of one, looks like: clauses of Received (RFC 5321 4.4), dates, addresses of
 * the network, parameters, lists of names. Only as exact as it takes to distinguish them from a sentence. */
#include "parse/paste/paste.h"

/* True when the text holds a time of day, "12:34" as a word of its own; "SHA384:256" is not one. */
bool wh_has_time(wh_str s)
{
    for (size_t i = 1; i + 2 < s.n; i++) {
        if (s.p[i] != ':' || !wh_is_digit(s.p[i - 1]) || !wh_is_digit(s.p[i + 1]) || !wh_is_digit(s.p[i + 2]))
            continue;
        size_t start = i - 1 > 0 && wh_is_digit(s.p[i - 2]) ? i - 2 : i - 1;
        bool before = start == 0 || s.p[start - 1] == ' ' || s.p[start - 1] == 'T';
        bool after = i + 3 == s.n || s.p[i + 3] == ':' || s.p[i + 3] == ' ';
        if (before && after) return true;
    }
    return false;
}

static bool starts_with_any(wh_str s, const wh_str *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (wh_starts_nocase(s, words[i])) return true;
    return false;
}

/* "by ", "with " ...: a clause of Received, or the comments and dates that stand between clauses. */
bool wh_is_trace_part(wh_str s)
{
    static const wh_str words[] = {{"by ", 3},   {"with ", 5},          {"id ", 3},      {"for ", 4},
                                   {"via ", 4},  {"envelope-from", 13}, {"version=", 8}, {"cipher=", 7},
                                   {"bits=", 5}, {"helo=", 5},          {"tls ", 4},     {"using ", 6},
                                   {"port ", 5}, {"esmtp", 5},          {"smtp", 4}};
    return starts_with_any(s, words, sizeof words / sizeof words[0]);
}

bool wh_is_zone(wh_str s)
{
    return s.n >= 5 && (s.p[0] == '+' || s.p[0] == '-') && wh_is_digit(s.p[1]) && wh_is_digit(s.p[2]) &&
           wh_is_digit(s.p[3]) && wh_is_digit(s.p[4]);
}

/* "Tue, 1 Feb", "1 Feb 2022 10:00:00", "10:00:00 +0900 (JST)", "+0900". */
bool wh_is_date_part(wh_str s)
{
    static const wh_str days[] = {{"mon, ", 5}, {"tue, ", 5}, {"wed, ", 5}, {"thu, ", 5},
                                  {"fri, ", 5}, {"sat, ", 5}, {"sun, ", 5}};
    if (starts_with_any(s, days, 7)) return true;
    if (s.n && wh_is_digit(s.p[0])) return wh_has_time(wh_sub(s, 0, 48));
    return wh_is_zone(s);
}

/* "2a01:111:…", "fe80::1", "192.0.2.1": an address at the start of the line. */
bool wh_is_address_part(wh_str s)
{
    size_t n = 0, colons = 0, dots = 0;
    for (; n < s.n && (wh_is_hex(s.p[n]) || s.p[n] == ':' || s.p[n] == '.'); n++) {
        colons += s.p[n] == ':';
        dots += s.p[n] == '.';
    }
    return n > 3 && (colons >= 2 || dots == 3) && (n == s.n || !wh_is_alnum(s.p[n]));
}

/* "d=example.com; …", "dkim=pass …", "boundary=…". */
bool wh_is_tag_part(wh_str s)
{
    size_t n = 0;
    while (n < s.n && n < 40 &&
           (wh_is_alnum(s.p[n]) || s.p[n] == '-' || s.p[n] == '_' || s.p[n] == '.' || s.p[n] == '*'))
        n++;
    size_t name = n;
    while (n < s.n && wh_is_wsp(s.p[n])) n++;
    return name && n < s.n && s.p[n] == '=';
}

/* One word of the letters that base64, ids and lists are written with; "```" and "----" are not. */
bool wh_is_one_token(wh_str s)
{
    bool letter = false;
    for (size_t i = 0; i < s.n; i++) {
        if ((unsigned char)s.p[i] <= ' ' || (unsigned char)s.p[i] > '~') return false;
        letter |= wh_is_alnum(s.p[i]) || s.p[i] == '=';
    }
    return letter;
}

/* "Subject:To:Date;", "subject : to": nothing but names and colons up to a semicolon. */
bool wh_is_names_part(wh_str s)
{
    size_t end = wh_find_byte(s, ';', 0), i = 0;
    wh_str names = wh_trim(wh_sub(s, 0, end));
    bool colon = true, word = false; /* what was seen last but white space */
    for (; i < names.n; i++) {
        char c = names.p[i];
        bool part = wh_is_alnum(c) || c == '-' || c == '_';
        if (!part && c != ':' && !wh_is_space(c)) return false;
        if (part && !colon && !word) return false; /* two words without a colon between them */
        if (part) colon = false;
        if (c == ':') colon = true;
        word = part;
    }
    return names.n > 0;
}

/* A host, an address, parameters: what no sentence holds. */
bool wh_is_technical(wh_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c == '(' || c == '[' || c == ';' || c == '@' || c == '=' || c == '<') return true;
        if ((c == '.' || c == ':') && i > 0 && i + 1 < s.n && wh_is_alnum(s.p[i - 1]) &&
            wh_is_alnum(s.p[i + 1]))
            return true;
    }
    return false;
}

/* The line broke off after "by", "with" ...: what they name comes next. */
bool wh_is_hungry(wh_str line)
{
    static const wh_str words[] = {{" by", 3}, {" from", 5}, {" with", 5},
                                   {" id", 3}, {" for", 4},  {" via", 4}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (wh_ends_nocase(line, words[i])) return true;
    return false;
}

/* "Name:…": a field with a name that nobody knows, rather than a part of one. */
bool wh_is_named(wh_str s)
{
    size_t n = 0;
    while (n < s.n && wh_is_name_char(s.p[n])) n++;
    return n && n < s.n && s.p[n] == ':' && wh_is_alpha(s.p[0]) &&
           !wh_starts_nocase(wh_from(s, n), WH_LIT("://"));
}
