/* Looking up what filters' fields, keys and codes mean. */
#include "checks/receiver/filter_table.h"

#include <string.h>

#define STRIDE 8u /* the same in core/tables/make-filters.mjs */
#define END 0x80u
#define BEHIND 3u /* bytes behind a field's name */

/* The byte that ends a row; eight at a time, which the end of each table has room for. */
static const unsigned char *end_of(const unsigned char *row)
{
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    for (uint64_t eight;; row += sizeof eight) {
        memcpy(&eight, row, sizeof eight);
        eight &= 0x8080808080808080u; /* END */
        if (eight) return row + __builtin_ctzll(eight) / 8;
    }
#else
    while (*row < END) row++;
    return row;
#endif
}

static wh_str vendor_row(uint32_t number)
{
    return wh_sub(wh_filter_vendors, wh_filter_vendors_at[number], wh_filter_vendors_at[number + 1] - 1u);
}

static void read_field(const unsigned char *end, wh_filter_field *out)
{
    uint32_t form = *end - END;
    wh_str vendor = vendor_row(end[1]);
    *out = (wh_filter_field){.vendor = wh_sub(vendor, 0, wh_find_byte(vendor, '\t', 0)),
                             .form = (wh_filter_form)(form / wh_filter_guards_n),
                             .keys = end[2],
                             .guard = wh_filter_guards[form % wh_filter_guards_n]};
}

/* Like wh_compare, with ASCII letters of `name` in any case; the table is in lower case. */
static int compare_name(wh_str name, const unsigned char *row)
{
    size_t i = 0;
    for (; i < name.n && row[i] < END; i++) {
        int a = (unsigned char)wh_lower(name.p[i]), b = row[i];
        if (a != b) return a < b ? -1 : 1;
    }
    return i == name.n ? (row[i] < END ? -1 : 0) : 1;
}

static bool find_exact(wh_str name, wh_filter_field *out)
{
    uint32_t low = 0, high = (wh_filter_exact_n + STRIDE - 1) / STRIDE;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (compare_name(name, wh_filter_exact + wh_filter_exact_at[middle]) >= 0) low = middle;
        else high = middle;
    }
    const unsigned char *row = wh_filter_exact + wh_filter_exact_at[low];
    for (uint32_t i = low * STRIDE; i < wh_filter_exact_n && i < (low + 1) * STRIDE; i++) {
        int order = compare_name(name, row);
        const unsigned char *end = end_of(row);
        if (order == 0) read_field(end, out);
        if (order <= 0) return order == 0;
        row = end + BEHIND;
    }
    return false;
}

/* row: a pattern's letters, of which n stand before the "*". */
static bool fits(const unsigned char *row, size_t length, size_t n, wh_str name)
{
    /* Most begin with "X-": the letter before the "*" tells them apart, or the last one of all. */
    if (name.n < n || (n && (unsigned char)wh_lower(name.p[n - 1]) != row[n - 1])) return false;
    unsigned char last = row[length - 1];
    if (last != '*' && (unsigned char)wh_lower(name.p[name.n - 1]) != last) return false;
    if (!wh_starts_nocase(name, (wh_str){(const char *)row, n})) return false;
    wh_str rest = wh_from(name, n), tail = {(const char *)row + n + 1, length - n - 1};
    if (tail.n && last == '*') return wh_find_nocase(rest, wh_sub(tail, 0, tail.n - 1), 0) != WH_NONE_AT;
    return tail.n == 0 || (rest.n > tail.n && wh_ends_nocase(rest, tail));
}

/* Whether some row may begin with a name's first four letters, in lower case: of those that are in no table
 * one in six passes. make-filters.mjs has the same. */
static bool begins_so(wh_str name, unsigned char four[4])
{
    uint32_t number = 0;
    if (name.n < 4) return false;
    for (size_t i = 0; i < 4; i++) number = number << 8 | (four[i] = (unsigned char)wh_lower(name.p[i]));
    uint32_t bit = number * 2654435761u >> 23;
    return wh_filter_starts[bit >> 5] >> (bit & 31u) & 1u;
}

WH_APART bool wh_filter_field_of(wh_str name, wh_filter_field *out)
{
    unsigned char four[4] = {0};
    bool may = begins_so(name, four);
    if (may && find_exact(name, out)) return true;
    if (name.n > 200) return false;
    const unsigned char *row = wh_filter_patterns, *wild = row + wh_filter_wild_n,
                        *end = may ? row + wh_filter_patterns_n : wild;
    while (row < end) {
        size_t length = row[0];
        bool near = row < wild || memcmp(row + 2, four, sizeof four) == 0;
        if (near && fits(row + 2, length, row[1], name)) {
            read_field(row + 2 + length, out);
            return true;
        }
        row += 2 + length + BEHIND;
    }
    return false;
}

/* A row of two texts with a tab between; *end: the byte that ends it. */
typedef struct row {
    wh_str first, second;
    const unsigned char *end;
} row;

static row read_row(const unsigned char *at)
{
    const unsigned char *tab = at, *end = end_of(at);
    while (*tab != '\t') tab++;
    return (row){
        {(const char *)at, (size_t)(tab - at)}, {(const char *)tab + 1, (size_t)(end - tab) - 1}, end};
}

bool wh_filter_key_of(const wh_filter_field *field, wh_str key, wh_filter_key *out)
{
    bool found = false;
    if (field->keys == 0) return false;
    const unsigned char *at = wh_filter_keys + wh_filter_keys_at[field->keys - 1],
                        *end = wh_filter_keys + wh_filter_keys_at[field->keys];
    while (at < end) {
        row r = read_row(at);
        bool is = wh_absent(key) ? r.first.n == 0 : r.first.n && wh_eq_nocase(r.first, key);
        at = r.end + 2;
        if (!is && !wh_eq(r.first, WH_LIT("*"))) continue;
        *out = (wh_filter_key){
            .id = r.second, .codes = r.end[1], .server = *r.end == END + 1, .name_only = *r.end == END + 2};
        found = true;
        if (is) break;
    }
    return found;
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

static bool is_bound(wh_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!wh_is_digit(s.p[i]) && s.p[i] != '.' && (s.p[i] != '-' || i)) return false;
    return s.n > 0;
}

/* "1..2.5": whether the code is such a range. */
static bool read_range(wh_str code, int64_t *low, int64_t *high)
{
    if (code.n == 0 || !is_bound(wh_sub(code, 0, 1))) return false; /* most, without a search */
    size_t dots = wh_find(code, WH_LIT(".."), 0);
    if (dots == WH_NONE_AT || !is_bound(wh_sub(code, 0, dots)) || !is_bound(wh_from(code, dots + 2)))
        return false;
    return thousandths(wh_sub(code, 0, dots), low) && thousandths(wh_from(code, dots + 2), high);
}

static bool matches(wh_str code, wh_str value)
{
    int64_t number, low, high;
    size_t star = wh_find_byte(code, '*', 0);
    if (star != WH_NONE_AT)
        return value.n >= code.n - 1 && wh_starts_nocase(value, wh_sub(code, 0, star)) &&
               wh_ends_nocase(value, wh_from(code, star + 1));
    if (read_range(code, &low, &high)) return thousandths(value, &number) && number >= low && number <= high;
    return wh_eq_nocase(value, code);
}

static wh_str name_part(wh_str value)
{
    size_t end = 0;
    while (end < value.n && !wh_is_space(value.p[end]) && value.p[end] != '=' && value.p[end] != '(' &&
           value.p[end] != ':')
        end++;
    return wh_sub(value, 0, end);
}

bool wh_filter_code_of(const wh_filter_key *key, wh_str value, wh_filter_code *out)
{
    if (key->codes == 0) return false;
    const unsigned char *at = wh_filter_codes + wh_filter_codes_at[key->codes - 1],
                        *end = wh_filter_codes + wh_filter_codes_at[key->codes];
    if (key->name_only) value = name_part(value);
    char first = value.n ? wh_lower(value.p[0]) : '\0';
    while (at < end) {
        if (wh_is_alpha((char)*at) && wh_lower((char)*at) != first) { /* most of them */
            at = end_of(at) + 1;
            continue;
        }
        row r = read_row(at);
        at = r.end + 1;
        if (!matches(r.first, value)) continue;
        *out = (wh_filter_code){.meaning = r.second, .hint = (wh_filter_hint)(*r.end - END)};
        return true;
    }
    return false;
}

wh_str wh_filter_vendor_name(wh_str id)
{
    for (wh_str rest = wh_filter_vendors; rest.n;) {
        size_t end = wh_find_byte(rest, '\n', 0), tab = wh_find_byte(rest, '\t', 0);
        if (wh_eq(wh_sub(rest, 0, tab), id)) return wh_sub(rest, tab + 1, end);
        rest = wh_from(rest, end + 1);
    }
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
