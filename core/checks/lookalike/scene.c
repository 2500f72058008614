/* What holds for a whole name: its top-level label, and suffixes where none belongs. */
#include "checks/lookalike/decide.h"
#include "evidence/known.h"

/* Whether names under this top-level label cost next to nothing, or brands are imitated there in numbers. */
static bool is_cheap(wh_str top) { return wh_domain_roles(top) & (WH_DOMAIN_CHEAP | WH_DOMAIN_IMITATIONS); }

/* "co.jp", "co-jp", "cojp": Japan's second-level labels where no suffix can stand. */
static bool is_second_level(wh_str two)
{
    static const char labels[] = "coneorgoacadedgrlg";
    for (size_t i = 0; i + 1 < sizeof labels - 1; i += 2)
        if (two.p[0] == labels[i] && two.p[1] == labels[i + 1]) return true;
    return false;
}

static bool breaks_token(const wh_subject *s, size_t at)
{
    return at >= s->n || s->text[at] == '-' || s->text[at] == '.';
}

static void find_structure(wh_scene *scene)
{
    const wh_subject *s = scene->s;
    wh_str suffix = s->name->suffix;
    if (wh_under_domain(suffix, WH_LIT("jp"))) return;
    for (size_t i = 0; i + 4 < s->n + 1u; i++) {
        bool parted = s->text[i + 2] == '.' || s->text[i + 2] == '-';
        size_t jp = parted ? i + 3 : i + 2;
        if (jp + 2 > s->n || s->text[jp] != 'j' || s->text[jp + 1] != 'p' || !breaks_token(s, jp + 2))
            continue;
        if (!is_second_level(wh_subject_part(s, i, i + 2))) continue;
        bool starts = i > 0 && breaks_token(s, i - 1);
        if (parted ? !starts : !(starts || jp + 2 - i == 4)) continue;
        if (!parted && !starts) continue; /* "xxxcojp" is judged with a brand only */
        scene->structured = true;
        scene->structure_start = (uint16_t)i;
        scene->structure_end = (uint16_t)(jp + 2);
        return;
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
