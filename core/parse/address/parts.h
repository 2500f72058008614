/* Pieces of the address parser. Internal to address/. */
#ifndef WHENCE_ADDRESS_PARTS_H
#define WHENCE_ADDRESS_PARTS_H

#include "parse/lexical.h"
#include "parse/parse.h"

typedef struct wh_address_reader {
    wh_env *env;
    wh_lexer lexer; /* over the whole value; positions are into it */
    wh_mailboxes *out;
    bool in_group;
} wh_address_reader;

/* A new mailbox at the end of the list, or NULL: no memory, or WH_MAX_ADDRESSES reached. */
wh_mailbox *wh_address_new(wh_address_reader *r);

/* Takes apart what stands between angle brackets, [from, to): route, local part, domain. */
void wh_address_spec(wh_address_reader *r, size_t from, size_t to, wh_mailbox *out);

/* Finds addresses without brackets in [from, to); returns how many it added. Text around them becomes the
 * display name. */
unsigned wh_address_bare(wh_address_reader *r, size_t from, size_t to);

/* The display name that [from, to) spells: quotes undone, encoded words decoded. Absent when there is
 * none. */
wh_str wh_address_display(wh_address_reader *r, size_t from, size_t to);

/* U+FF20, which is written for an "@". */
static inline bool wh_is_full_width_at(wh_str s, size_t at)
{
    return at + 3 <= s.n && s.p[at] == '\xEF' && s.p[at + 1] == '\xBC' && s.p[at + 2] == '\xA0';
}

/* [from, to) without white space at its ends. */
wh_str wh_address_slice(const wh_address_reader *r, size_t from, size_t to);

#endif
