/* Public suffixes: the list's ICANN and private rules (publicsuffix.org/list), and the shared hosting it
 * lacks. */
#include "parse/name/suffix.h"
#include "base/limits.h"
#include "parse/name/idna.h"
#include "parse/parse.h"

#include <string.h>

/* ---- the list as a tree: core/tables/make-suffixes.mjs says how it is written ---- */

#define BELOW 16u
#define NONE 4u        /* no flags at all: an exception is always a rule, too */
#define LETTERED 1024u /* bytes below a node before which a table of letters stands */
#define LETTERS 26u

#define RULE 1u
#define WILDCARD 2u /* whatever is one label below it, too */
#define EXCEPTION 4u
#define ICANN 8u

typedef struct node {
    unsigned flags;
    const unsigned char *below; /* NULL: nothing */
    size_t below_n;
} node;

/* Reads what stands after a node's letters. Returned: what stands after it and all that is below it. */
static const unsigned char *read_node(const unsigned char *p, unsigned section, node *out)
{
    unsigned end = *p++, flags = end & (BELOW - 1);
    out->flags = flags == NONE ? 0 : flags ? flags : RULE | section;
    out->below = NULL;
    out->below_n = 0;
    if (!(end & BELOW)) return p;
    out->below_n = p[0] | (size_t)p[1] << 8;
    out->below = p + 2;
    return out->below + out->below_n;
}

/* As wh_compare, the letters at *p with a label; moves *p past the letters. */
static int compare_label(const unsigned char **p, wh_str label)
{
    size_t n = 0;
    int order = 0;
    for (; **p >= ' '; ++*p, n++)
        if (order == 0 && n < label.n) order = **p - (unsigned char)label.p[n];
    return order ? order : n < label.n ? -1 : n > label.n;
}

/* The byte that ends the letters at p; eight at a time, which the end of the table has room for. */
static const unsigned char *letters_end(const unsigned char *p)
{
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    for (uint64_t eight;; p += sizeof eight) {
        memcpy(&eight, p, sizeof eight);
        uint64_t low = (eight - 0x2020202020202020u) & ~eight & 0x8080808080808080u; /* bytes below a space */
        if (low) return p + __builtin_ctzll(low) / 8;
    }
#else
    while (*p >= ' ') p++;
    return p;
#endif
}

/* Skips what begins with a letter before the given one: most nodes. */
static const unsigned char *skip_before(const unsigned char *p, const unsigned char *end, unsigned char first)
{
    while (p != end && *p < first) {
        p = letters_end(p);
        bool below = *p++ & BELOW;
        if (below) p += 2 + (p[0] | (size_t)p[1] << 8);
    }
    return p;
}

/* Where the nodes that begin with a letter stand among many. */
static const unsigned char *start_of(const unsigned char *table, char letter)
{
    const unsigned char *nodes = table + 2 * LETTERS;
    if (!wh_is_lower(letter)) return nodes;
    table += 2 * (letter - 'a');
    return nodes + (table[0] | (size_t)table[1] << 8);
}

/* Nodes are gone through one by one. */
static bool find_in(const unsigned char *p, size_t n, unsigned section, wh_str label, node *out)
{
    if (!label.n) return false;
    const unsigned char *end = p + n;
    p = skip_before(p, end, (unsigned char)label.p[0]);
    while (p != end) {
        int order = compare_label(&p, label);
        if (order > 0) break;
        p = read_node(p, section, out);
        if (order == 0) return true;
    }
    return false;
}

static bool find_top(wh_str label, node *out)
{
    uint32_t low = 0, high = wh_suffixes_at_n; /* the last stride that starts at or before the label */
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        const unsigned char *letters = wh_suffixes + wh_suffixes_at[middle];
        if (compare_label(&letters, label) <= 0) low = middle;
        else high = middle;
    }
    uint32_t end = high < wh_suffixes_at_n ? wh_suffixes_at[high] : wh_suffixes_n;
    return find_in(wh_suffixes + wh_suffixes_at[low], end - wh_suffixes_at[low], ICANN, label, out);
}

static bool find_below(node *at, unsigned section, wh_str label)
{
    if (!at->below || !label.n) return false;
    const unsigned char *from = at->below, *end = from + at->below_n;
    if (at->below_n >= LETTERED) from = start_of(from, label.p[0]);
    return find_in(from, (size_t)(end - from), section, label, at);
}

/* ---- a name ---- */

/* Where the longest suffix of the list begins. Of a top-level label that it does not have, the list says "*":
 * it is one. */
static size_t find_suffix(wh_str name, wh_split *out)
{
    node at = {0};
    size_t best = name.n;
    unsigned above = 0; /* flags of the node above */
    bool top = true, found = true;
    for (size_t end = name.n, start = end; found && start > 0; end = start - 1, top = false) {
        size_t dot = wh_rfind_byte(wh_sub(name, 0, end), '.');
        start = dot == WH_NONE_AT ? 0 : dot + 1;
        wh_str label = wh_sub(name, start, end);
        found = top ? find_top(label, &at) : find_below(&at, above & ICANN, label);
        bool rule = found && at.flags & RULE;
        if (top || (rule ? !(at.flags & EXCEPTION) : above & WILDCARD)) {
            best = start;
            out->private_suffix = !top && !((rule ? at.flags : above) & ICANN);
            /* Some countries have rules for second-level names only ("co.za"): these too tell that the
             * top-level label is known. */
            out->known = !top || rule;
        }
        above = found ? at.flags : 0;
    }
    return best;
}

wh_split wh_split_suffix(wh_str name)
{
    wh_split out = {.suffix = WH_ABSENT, .registrable = WH_ABSENT};
    if (name.n == 0 || name.n > WH_MAX_HOST_NAME || name.p[0] == '.' ||
        wh_find_byte(name, '\0', 0) != WH_NONE_AT)
        return out;
    size_t at = find_suffix(name, &out), shared;
    if (wh_names_find(&wh_shared_hosting, name, &shared) >= 0 && shared < at) {
        at = shared;
        out.private_suffix = true;
    }
    if (at >= name.n) return out;
    out.suffix = wh_from(name, at);
    if (at < 2) return out;
    size_t before = wh_rfind_byte(wh_sub(name, 0, at - 1), '.');
    out.registrable = wh_from(name, before == WH_NONE_AT ? 0 : before + 1);
    return out;
}

wh_str wh_organizational(wh_str name)
{
    wh_split split = wh_split_suffix(name);
    return wh_absent(split.registrable) ? name : split.registrable;
}
