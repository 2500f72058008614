/* Words of the built-in table of brands, written out. */
#include "checks/lookalike/shorthand.h"

static wh_str without_hyphens(wh_arena *arena, wh_str id)
{
    wh_buf buf;
    wh_buf_init(&buf, arena);
    for (size_t i = 0; i < id.n; i++)
        if (id.p[i] != '-') wh_put_byte(&buf, id.p[i]);
    return wh_buf_str(&buf);
}

wh_str wh_unabbreviate(wh_arena *arena, wh_str word, wh_shorthand *row)
{
    size_t dot = wh_find_byte(word, '.', 0);
    wh_str first = wh_sub(word, 0, dot), meant = first, rest = wh_from(word, dot);
    if (first.n == 0) meant = row->last;
    else if (wh_eq(first, WH_LIT("="))) meant = row->id;
    else if (wh_eq(first, WH_LIT("-"))) meant = without_hyphens(arena, row->id);
    else if (wh_eq(first, WH_LIT("+"))) meant = row->label;
    row->last = meant;
    if (meant.p == first.p) return word;
    if (rest.n == 0) return meant;
    char *whole = wh_alloc(arena, meant.n + rest.n);
    if (!whole) return WH_ABSENT;
    for (size_t i = 0; i < meant.n; i++) whole[i] = meant.p[i];
    for (size_t i = 0; i < rest.n; i++) whole[meant.n + i] = rest.p[i];
    return (wh_str){whole, meant.n + rest.n};
}

wh_str wh_unabbreviate_name(wh_arena *arena, wh_str name, wh_str id)
{
    char how = name.n == 1 ? name.p[0] : '\0', before = ' ';
    if (how != '=' && how != '^' && how != '!') return name;
    char *whole = wh_alloc(arena, id.n);
    if (!whole) return WH_ABSENT;
    for (size_t i = 0; i < id.n; i++) {
        char c = id.p[i] == '-' ? ' ' : id.p[i];
        bool capital = wh_is_lower(c) && (how == '!' || (how == '^' && before == ' '));
        whole[i] = capital ? (char)(c - ('a' - 'A')) : c;
        before = c;
    }
    return (wh_str){whole, id.n};
}
