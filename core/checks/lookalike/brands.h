/* The brands as the engine sees them: one list, and the indices over it. Internal to checks/lookalike. */
#ifndef WHENCE_LOOKALIKE_BRANDS_H
#define WHENCE_LOOKALIKE_BRANDS_H

#include "checks/lookalike/index.h"
#include "checks/lookalike/lookalike.h"

typedef struct wh_brand {
    wh_str id, category, name, english, official, group; /* english: absent where name is it */
    wh_str mail; /* domains that only its mail comes from, blanks between: of the built-in table */
    bool own;    /* one of the reader's own domains */
    bool given;  /* by the caller: its list of domains is taken as whole */
} wh_brand;

#define WH_LABEL_COMMON 1u /* an everyday word: needs more than itself */
#define WH_LABEL_SHORT 2u  /* four letters or fewer */

/* What names are searched for: a brand's label or a whole official domain. Letters without "-" and ".". */
typedef struct wh_target {
    uint32_t brand;
    wh_str text;     /* as written: "smbc-card", "kagoya.com" */
    wh_str letters;  /* "smbccard", "kagoyacom" */
    wh_str skeleton; /* of text, without "-" and "." */
    wh_str single; /* the same without folding pairs of letters; same pointer when that makes no difference */
    bool domain;
    uint8_t flags;
} wh_target;

typedef struct wh_owned {
    wh_str domain; /* or a top-level label */
    uint32_t brand;
    bool mail, top_level;
} wh_owned;

typedef struct wh_alias { /* a display name, folded for search in text */
    uint32_t brand;
    wh_str name, folded; /* folded: its letters as text is folded, without separators */
    uint64_t gaps;       /* bit k: a separator stands before letter k */
    bool weak;
} wh_alias;

struct wh_brands {
    wh_arena *arena;
    WH_LIST(wh_brand) list;
    WH_LIST(wh_target) targets;
    WH_LIST(wh_owned) owned;
    WH_LIST(wh_alias) aliases;
    wh_index ids;      /* id -> brand */
    wh_index domains;  /* domain -> owned */
    wh_index letters;  /* letters of a label -> target */
    wh_index prefixes; /* the first letters of a longer skeleton -> PREFIX_ONLY, the whole -> target */
    wh_index near;     /* a label's skeleton less one letter, or whole -> target */
    wh_index glances;  /* a label's letters at a glance -> target */
    wh_index starts;   /* the first letters of a folded name -> alias */
    char *room;        /* for letters: what is left of the last block */
    size_t room_n;
    size_t longest; /* letters of a skeleton, at most */
    bool failed;
};

#define WH_PREFIX_ONLY UINT32_MAX
#define WH_PREFIX 4u       /* letters of a skeleton that are looked up before all of it */
#define WH_NEAR_GIVEN 3u   /* ... of a label of the caller's */
#define WH_NEAR_LEAST 5u   /* letters of a label that is matched nearly */
#define WH_NEAR_LONG 8u    /* ... with two edits */
#define WH_GLANCE_LEAST 6u /* ... with several letters that only look alike at a glance */

/* wh_brands_new with a table of brands (brand_table.h) other than the built-in one; the table is borrowed. */
const wh_brands *wh_brands_from(wh_arena *arena, wh_str table, const wh_brand_input *extra, size_t n,
                                const wh_str *own_domains, size_t m);

const wh_owned *wh_owner_of(const wh_brands *brands, const wh_name *name); /* NULL: nobody's */

/* Adds what wh_find_brands_in_text looks a name up by, once its folded letters are known. */
void wh_index_alias(wh_brands *b, uint32_t number);

#endif
