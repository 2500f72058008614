/* Letter tricks in the shown name and the subject: words to the eye, but not to a filter. */
#include "checks/sender/identity.h"
#include "parse/name/unicode.h"

typedef struct tricks {
    uint32_t math, wide, kana, overlay, invisible, fake_l, spaced, run;
    uint32_t decoration; /* the longest row of arrows, boxes, stars */
    bool underscored;
} tricks;

static bool is_overlay(uint32_t c) { return (c >= 0x335 && c <= 0x338) || (c >= 0x320 && c <= 0x333); }
static bool is_math(uint32_t c) { return c >= 0x1D400 && c <= 0x1D7FF; }
/* Full-width Latin letters: normal typesetting among kana and kanji, a trick on their own. */
static bool is_wide(uint32_t c) { return (c >= 0xFF21 && c <= 0xFF3A) || (c >= 0xFF41 && c <= 0xFF5A); }
static bool is_kana_or_kanji(uint32_t c)
{
    return (c >= 0x3041 && c <= 0x30FF) || (c >= 0x4E00 && c <= 0x9FFF);
}
static bool is_decoration(uint32_t c)
{
    return (c >= 0x2190 && c <= 0x21FF) || (c >= 0x2500 && c <= 0x25FF) || (c >= 0x27F0 && c <= 0x27FF) ||
           (c >= 0x2900 && c <= 0x2BFF);
}
static bool is_invisible(uint32_t c)
{
    return c == 0xAD || c == 0x34F || c == 0x61C || c == 0x180E || c == 0x200B || c == 0x200C ||
           c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2064) ||
           c == 0xFEFF || (c >= 0xE0100 && c <= 0xE01EF);
}

/* A capital I in the middle of small letters, or an O among digits: "CIub", "1OO". Names like "MacIntosh"
 * have it too, before n or t. */
static bool has_fake_letter(wh_str word)
{
    if (word.n < 4) return false;
    for (size_t i = 1; i < word.n; i++) {
        bool small_after = i + 1 == word.n || wh_is_lower(word.p[i + 1]);
        wh_str usual = WH_LIT("ntdsofmPDO");
        if (word.p[i] == 'I' && small_after && (i == 1 || wh_is_lower(word.p[i - 1])) &&
            (i + 1 == word.n ? i > 2 : wh_find_byte(usual, word.p[i + 1], 0) == WH_NONE_AT))
            return true;
        if (word.p[i] == 'O' && wh_is_digit(word.p[i - 1]) &&
            (i + 1 == word.n || wh_is_digit(word.p[i + 1]) || word.p[i + 1] == 'O'))
            return true;
    }
    return false;
}

static void look_at_words(wh_str text, tricks *t)
{
    uint32_t single = 0;
    for (size_t at = 0; at < text.n;) {
        if (!wh_is_alnum(text.p[at]) && (unsigned char)text.p[at] < 0x80) {
            if (text.p[at] != ' ') single = 0;
            at++;
            continue;
        }
        size_t end = at;
        while (end < text.n && (wh_is_alnum(text.p[end]) || (unsigned char)text.p[end] >= 0x80)) end++;
        wh_str word = wh_sub(text, at, end);
        if (has_fake_letter(word)) t->fake_l++;
        single = word.n == 1 && wh_is_alpha(word.p[0]) ? single + 1 : 0;
        if (single > t->spaced) t->spaced = single;
        if (end < text.n && text.p[end] == '_' && end + 1 < text.n && wh_is_alnum(text.p[end + 1]))
            t->underscored = true;
        at = end;
    }
}

static void look_at(wh_str text, tricks *t)
{
    text = wh_sub(text, 0, 1000);
    for (size_t at = 0; at < text.n;) {
        uint32_t c = wh_next_rune(text, &at, NULL);
        t->math += is_math(c);
        t->wide += is_wide(c);
        t->kana += is_kana_or_kanji(c);
        t->overlay += is_overlay(c);
        t->invisible += is_invisible(c);
        t->run = is_decoration(c) ? t->run + 1 : 0;
        if (t->run > t->decoration) t->decoration = t->run;
    }
    look_at_words(text, t);
}

static void add(wh_case *c, wh_str text, wh_str raw)
{
    tricks t = {0};
    if (text.n == 0) return;
    look_at(text, &t);
    bool tricked = t.math + (t.kana >= 2 ? 0 : t.wide) >= 3 || t.overlay > 0 || t.fake_l > 0 ||
                   t.spaced >= 6 || t.invisible > 0 || t.decoration >= 2;
    if (!tricked) return;
    wh_finding *f = wh_finding_add(c, WH_F_LETTER_TRICKS);
    wh_finding_text(c, f, "text", wh_sub(text, 0, 200));
    wh_finding_slice(c, f, raw);
}

void wh_check_letters(wh_case *c)
{
    const wh_facts *facts = c->facts;
    for (uint32_t i = 0; i < facts->who.from.n && i < 5; i++)
        add(c, facts->who.from.at[i].mailbox.display, facts->who.from.at[i].mailbox.raw);
    add(c, facts->who.subject, facts->who.subject_raw);
}
