/* What holds for a whole name: its top-level label, and suffixes where none belongs. */
#include "checks/lookalike/decide.h"
#include "evidence/known.h"

/* Whether names under this top-level label cost next to nothing, or brands are imitated there in large
 * numbers. */
static bool is_cheap(wh_str top) { return wh_domain_roles(top) & (WH_DOMAIN_CHEAP | WH_DOMAIN_IMITATIONS); }

static bool breaks_token(const wh_subject *s, size_t at)
{
    return at >= s->n || s->text[at] == '-' || s->text[at] == '.';
}

/* "co.jp", "co-jp", "cojp" at `at`, as a token or two of its own: where it ends, 0 when it is not there. What
 * merely ends in it, "xxxcojp", is judged together with a brand. */
static size_t end_of_second_level(const wh_subject *s, size_t at)
{
    static const char second[] = " co ne or go ac ad ed gr lg ";
    if (!breaks_token(s, at - 1) || at + 4 > s->n) return 0;
    if (!wh_lists_word((wh_str){second, sizeof second - 1}, wh_subject_part(s, at, at + 2))) return 0;
    size_t jp = at + 2 + breaks_token(s, at + 2), end = jp + 2;
    return end <= s->n && wh_eq(wh_subject_part(s, jp, end), WH_LIT("jp")) && breaks_token(s, end) ? end : 0;
}

/* Japan's second-level labels where no suffix can stand. */
static void find_structure(wh_scene *scene)
{
    const wh_subject *s = scene->s;
    if (wh_under_domain(s->name->suffix, WH_LIT("jp"))) return;
    for (size_t at = 1; at < s->n && !scene->structured; at++) {
        size_t end = end_of_second_level(s, at);
        if (end == 0) continue;
        scene->structured = true;
        scene->structure_start = (uint16_t)at;
        scene->structure_end = (uint16_t)end;
    }
}

/* "dygqw", "vv0evq", "rz273": made by a machine. Short runs of consonants are initials. */
static bool is_gibberish(wh_str label)
{
    size_t vowels = 0, run = 0, longest = 0, turns = 0;
    for (size_t i = 0; i < label.n; i++) {
        bool vowel = wh_is_vowel(label.p[i]) || label.p[i] == 'y', letter = wh_is_alpha(label.p[i]);
        vowels += vowel;
        run = letter && !vowel ? run + 1 : 0;
        if (run > longest) longest = run;
        turns += i > 0 && wh_is_digit(label.p[i]) != wh_is_digit(label.p[i - 1]);
    }
    return label.n >= 5 && (vowels == 0 || longest >= 5 || (longest >= 4 && label.n <= 7) || turns >= 2);
}

void wh_set_scene(wh_scene *scene, wh_env *env, const wh_subject *s)
{
    wh_str ascii = s->name->ascii;
    size_t dot = wh_rfind_byte(ascii, '.');
    *scene = (wh_scene){.env = env, .s = s};
    scene->cheap = dot != WH_NONE_AT && is_cheap(wh_from(ascii, dot + 1));
    if (s->registrable && s->labels_n) {
        const wh_label_part *last = &s->labels[s->labels_n - 1];
        scene->gibberish = !last->idn && is_gibberish(last->ascii);
    }
    find_structure(scene);
}
