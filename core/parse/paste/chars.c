/* The characters that copying puts into a header, in UTF-8: spaces, invisible characters, quotation marks. */
#include "parse/paste/paste.h"

static uint32_t rune_at(wh_str s, size_t *length)
{
    size_t at = 0;
    bool ok;
    if (s.n == 0) return 0;
    uint32_t rune = wh_next_rune(s, &at, &ok);
    *length = at;
    return ok ? rune : 0;
}

size_t wh_wide_space_at(wh_str s)
{
    size_t n;
    if (s.n == 0 || (unsigned char)s.p[0] < 0xC2) return 0;
    uint32_t r = rune_at(s, &n);
    return r == 0xA0 || (r >= 0x2000 && r <= 0x200A) || r == 0x202F || r == 0x205F || r == 0x3000 ? n : 0;
}

size_t wh_invisible_at(wh_str s)
{
    size_t n;
    if (s.n == 0 || (unsigned char)s.p[0] < 0xC2) return 0;
    uint32_t r = rune_at(s, &n);
    bool hit = r == 0xAD || (r >= 0x200B && r <= 0x200F) || (r >= 0x202A && r <= 0x202E) ||
               (r >= 0x2060 && r <= 0x2069) || r == 0xFEFF;
    return hit ? n : 0;
}

size_t wh_any_space_at(wh_str s)
{
    if (s.n && wh_is_wsp(s.p[0])) return 1;
    size_t n = wh_wide_space_at(s);
    return n ? n : wh_invisible_at(s);
}

size_t wh_skip_spaces(wh_str s, size_t at)
{
    for (size_t n; (n = wh_any_space_at(wh_from(s, at))) > 0;) at += n;
    return at;
}

/* U+202D and U+202E: no program puts them in when it copies, and a forger begins a name with one. */
static bool overrides_direction(wh_str s)
{
    size_t n;
    uint32_t r = rune_at(s, &n);
    return r == 0x202D || r == 0x202E;
}

size_t wh_skip_blanks(wh_str s, size_t at)
{
    for (size_t n; (n = wh_any_space_at(wh_from(s, at))) > 0 && !overrides_direction(wh_from(s, at));)
        at += n;
    return at;
}

bool wh_has_cjk(wh_str s)
{
    for (size_t at = 0; at < s.n;) {
        if ((unsigned char)s.p[at] < 0xE3) {
            at++;
            continue;
        }
        uint32_t r = wh_next_rune(s, &at, NULL);
        if ((r >= 0x3001 && r <= 0x9FFF) || (r >= 0xAC00 && r <= 0xD7A3) || (r >= 0xFF00 && r <= 0xFFEF))
            return true;
    }
    return false;
}

size_t wh_opening_quote_at(wh_str s, wh_str *closing)
{
    static const struct {
        uint32_t open;
        char close[4];
    } pairs[] = {{0x300C, "」"}, {0x300E, "』"}, {0x201C, "”"},  {0x201D, "”"},
                 {0x300A, "》"}, {0x2018, "’"},  {0xFF02, "＂"}, {0x22, "\""}};
    size_t n = 0;
    uint32_t r = rune_at(s, &n);
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        if (r != pairs[i].open) continue;
        *closing = (wh_str){pairs[i].close, r == 0x22 ? 1 : 3};
        return n;
    }
    return 0;
}
