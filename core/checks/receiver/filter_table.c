/* Looking up what filters' fields, keys and codes mean. */
#include "checks/receiver/filter_table.h"

/* Like wh_compare, with ASCII letters of `name` in any case; the table is in lower case. */
static int compare_name(wh_str name, wh_str row)
{
    for (size_t i = 0; i < name.n && i < row.n; i++) {
        int a = (unsigned char)wh_lower(name.p[i]), b = (unsigned char)row.p[i];
        if (a != b) return a < b ? -1 : 1;
    }
    return name.n == row.n ? 0 : name.n < row.n ? -1 : 1;
}

static bool fits(const wh_filter_field *row, wh_str name)
{
    size_t n = row->name.n; /* most begin with "X-": their last letter tells them apart */
    if (name.n < n || (n && wh_lower(name.p[n - 1]) != wh_lower(row->name.p[n - 1]))) return false;
    if (!wh_starts_nocase(name, row->name)) return false;
    wh_str rest = wh_from(name, row->name.n);
    if (row->open) return wh_find_nocase(rest, row->tail, 0) != WH_NONE_AT;
    return row->tail.n == 0 || (rest.n > row->tail.n && wh_ends_nocase(rest, row->tail));
}

const wh_filter_field *wh_filter_field_of(wh_str name)
{
    size_t low = 0, high = wh_filter_exact_n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare_name(name, wh_filter_exact[middle].name);
        if (order == 0) return &wh_filter_exact[middle];
        if (order < 0) high = middle;
        else low = middle + 1;
    }
    if (name.n > 200) return NULL;
    for (size_t i = 0; i < wh_filter_patterns_n; i++)
        if (fits(&wh_filter_patterns[i], name)) return &wh_filter_patterns[i];
    return NULL;
}

const wh_filter_key *wh_filter_key_of(const wh_filter_field *field, wh_str key)
{
    const wh_filter_key *other = NULL;
    for (uint16_t i = 0; i < field->keys_n; i++) {
        const wh_filter_key *row = &wh_filter_keys[field->keys + i];
        if (wh_absent(key) ? wh_absent(row->name) : !wh_absent(row->name) && wh_eq_nocase(row->name, key))
            return row;
        if (wh_eq(row->name, WH_LIT("*"))) other = row;
    }
    return other;
}

/* A decimal number, a "%" after it allowed, in thousandths. */
static bool thousandths(wh_str s, int64_t *out)
{
    s = wh_trim(s);
    if (s.n && s.p[s.n - 1] == '%') s.n--;
    bool minus = s.n && s.p[0] == '-';
    if (s.n && (s.p[0] == '-' || s.p[0] == '+')) s = wh_from(s, 1);
    size_t point = wh_find_byte(s, '.', 0);
    uint64_t whole = 0, part = 0;
    wh_str fraction = point == WH_NONE_AT ? WH_LIT("") : wh_sub(s, point + 1, s.n);
    if (!wh_to_u64(wh_sub(s, 0, point == WH_NONE_AT ? s.n : point), &whole) || whole > 1000000) return false;
    if (fraction.n && !wh_to_u64(wh_sub(fraction, 0, 15), &part)) return false;
    for (size_t i = 0; i < fraction.n; i++)
        if (!wh_is_digit(fraction.p[i])) return false;
    for (size_t n = fraction.n < 15 ? fraction.n : 15; n > 3; n--) part /= 10;
    for (size_t n = fraction.n; n < 3; n++) part *= 10;
    *out = (int64_t)(whole * 1000 + part) * (minus ? -1 : 1);
    return true;
}

static bool matches(const wh_filter_code *code, wh_str value)
{
    int64_t number;
    switch (code->kind) {
    case WH_MATCH_WORD: return wh_eq_nocase(value, code->head);
    case WH_MATCH_AROUND:
        return value.n >= code->head.n + code->tail.n && wh_starts_nocase(value, code->head) &&
               wh_ends_nocase(value, code->tail);
    case WH_MATCH_RANGE: return thousandths(value, &number) && number >= code->low && number <= code->high;
    }
    return false;
}

static wh_str name_part(wh_str value)
{
    size_t end = 0;
    while (end < value.n && !wh_is_space(value.p[end]) && value.p[end] != '=' && value.p[end] != '(' &&
           value.p[end] != ':')
        end++;
    return wh_sub(value, 0, end);
}

const wh_filter_code *wh_filter_code_of(const wh_filter_key *key, wh_str value, bool *any)
{
    *any = key->codes_n > 0;
    if (key->name_only) value = name_part(value);
    for (uint16_t i = 0; i < key->codes_n; i++)
        if (matches(&wh_filter_codes[key->codes + i], value)) return &wh_filter_codes[key->codes + i];
    return NULL;
}

wh_str wh_filter_vendor_name(wh_str id)
{
    for (size_t i = 0; i < wh_filter_vendors_n; i++)
        if (wh_eq(wh_filter_vendors[i].id, id)) return wh_filter_vendors[i].name;
    return id;
}

wh_str wh_filter_hint_name(wh_filter_hint hint)
{
    static const wh_str names[] = {
#define X(name, id) WH_LIT_INIT(id),
        WH_FILTER_HINTS(X)
#undef X
    };
    return names[hint];
}
