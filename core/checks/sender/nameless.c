/* Names that are only those of offices. */
#include "checks/sender/nameless.h"

#include "base/limits.h"
#include "checks/lookalike/textfold.h"
#include "checks/lookalike/words.h"
#include "evidence/lists.h"

static bool is_sign(uint32_t c)
{
    return c < 0x80 ? !wh_is_alnum((char)c) : (c >= 0x2000 && c <= 0x303F) || (c >= 0xFF00 && c <= 0xFF0F);
}

/* In languages without spaces: "【重要なお知らせ】", "カスタマーセンター". */
bool wh_is_dense_office(wh_str display)
{
    bool office = false;
    for (size_t at = 0; at < display.n;) {
        wh_str rest = wh_from(display, at);
        size_t office_n = wh_listed_start(&wh_name_office_within, rest).n,
               firm_n = wh_listed_start(&wh_name_firm_within, rest).n,
               longest = office_n > firm_n ? office_n : firm_n;
        office |= longest > 0;
        size_t common_n = wh_listed_start(&wh_name_common_within, rest).n; /* "お客様サポートセンター" */
        if (common_n > longest) longest = common_n;
        if (longest) at += longest;
        else if (!is_sign(wh_next_rune(display, &at, NULL))) return false;
    }
    return office;
}

typedef struct spoken {
    char text[WH_MAX_SHOWN_NAME]; /* a word, as ASCII letters */
    size_t n;
    bool office, named; /* a word for an office; one that is none and no common one */
} spoken;

/* "of", "the", "für", "IT": what stands between words. */
static bool is_between(wh_str word)
{
    return wh_lists_word(
        WH_LIT(" of the and for it via our your de du des la del di da do fur van ihr al rh "), word);
}

/* "Team", "Payroll", "of" */
static void end_word(spoken *s)
{
    wh_str word = {s->text, s->n};
    s->n = 0;
    if (word.n == 0) return;
    bool office = wh_is_listed(&wh_name_office, word) || wh_is_listed(&wh_name_firm, word);
    s->office |= office;
    s->named |= !office && !is_between(word) && !wh_is_listed(&wh_name_common, word) &&
                !(word.n > 3 && wh_keyword_weight(word));
}

/* Whether the name is written in Latin letters, and all of its words are those of offices. */
static bool is_only_latin(wh_str display)
{
    wh_text_reader reader = {.text = display};
    wh_letter some[WH_LETTERS_AT_ONCE];
    spoken s = {.n = 0};
    for (size_t n; (n = wh_read_letters(&reader, some)) > 0;)
        for (size_t i = 0; i < n; i++) {
            bool plain = some[i].rune < 0x80 && wh_is_alnum((char)some[i].rune);
            if (!plain && !is_sign(some[i].rune)) return false;
            if (!plain || some[i].seen & WH_PARTED) end_word(&s);
            if (!plain) continue;
            if (s.n == WH_MAX_SHOWN_NAME) return false;
            s.text[s.n++] = (char)some[i].rune;
        }
    end_word(&s);
    return s.office && !s.named;
}

bool wh_names_nobody(wh_str display)
{
    if (display.n == 0 || wh_find_byte(display, '@', 0) != WH_NONE_AT) return false;
    return is_only_latin(display) || wh_is_dense_office(display);
}
