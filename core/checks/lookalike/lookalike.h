/* Whose name is it, and whose does it imitate: every domain name judged offline against well-known brands,
 * the reader's own domains and honest structure; and brand names found in running text. */
#ifndef WHENCE_LOOKALIKE_H
#define WHENCE_LOOKALIKE_H

#include "checks/checks.h"
#include "base/limits.h"

/* ---- brands ---- */

typedef struct wh_brand_input { /* a brand of the caller's */
    wh_str id;
    wh_strs names;   /* labels and display names alike, UTF-8 */
    wh_strs domains; /* ASCII, lower case; the first is the official one */
    wh_strs mail_domains;
} wh_brand_input;

typedef struct wh_brands wh_brands; /* never changes once built: any number of sessions may read it at once */

/* The built-in brands, the caller's, and the reader's own domains (each guarded like a brand) in one index. A
 * caller's brand with the id of a built-in one adds to it. NULL when out of memory. Nothing of the input is
 * kept: all is copied into the arena. */
const wh_brands *wh_brands_new(wh_arena *arena, const wh_brand_input *extra, size_t n,
                               const wh_str *own_domains, size_t m);

wh_str wh_brand_id(const wh_brands *brands, uint32_t brand);
wh_str wh_brand_official(const wh_brands *brands, uint32_t brand); /* its main domain */
wh_str wh_brand_mail(const wh_brands *brands,
                     uint32_t brand); /* domains that only its mail comes from, blanks between */
wh_str wh_brand_name(const wh_brands *brands,
                     uint32_t brand); /* as a reader knows it; the id when there is none */
wh_str
wh_brand_english(const wh_brands *brands,
                 uint32_t brand); /* as a reader of English knows it; absent where the name above is that */
wh_str wh_brand_category(const wh_brands *brands,
                         uint32_t brand); /* core/tables/brands/README.md; "" for the caller's */
bool wh_brand_is_own(const wh_brands *brands, uint32_t brand); /* one of the reader's own domains */

#define WH_NO_BRAND UINT32_MAX
/* A finding's "brand", and "brandEnglish" where readers of English know it by another name. */
void wh_finding_brand(wh_case *c, wh_finding *f, uint32_t brand);
/* The brand that a name belongs to, by the longest listed domain that it is or lies below; never across a
 * public suffix. */
uint32_t wh_brand_owning(const wh_brands *brands, const wh_name *name);
/* True when both are one brand or companies of one group: a link from one to the other is at home. */
bool wh_brands_related(const wh_brands *b, uint32_t x, uint32_t y);

/* ---- one name ---- */

typedef enum wh_domain_kind {
    WH_KIND_OTHER,
    WH_KIND_OFFICIAL,
    WH_KIND_OWN,
    WH_KIND_LOOKALIKE,
    WH_KIND_FREE_MAIL
} wh_domain_kind;
wh_str wh_domain_kind_name(wh_domain_kind kind);

/* X(name, "id"): how a name imitates another */
/* clang-format off */
#define WH_TECHNIQUES(X)                                                                                     \
    X(HOMOGLYPH, "homoglyph") X(IDN, "idn") X(TYPO, "typo") X(BITSQUAT, "bitsquat")                          \
    X(TRANSPOSITION, "transposition") X(REPETITION, "repetition") X(OMISSION, "omission")                    \
    X(INSERTION, "insertion") X(VOWEL_SWAP, "vowel-swap") X(PLURAL, "plural") X(HYPHENATION, "hyphenation")  \
    X(TLD_SWAP, "tld-swap") X(COMBOSQUAT, "combosquat") X(SUBDOMAIN, "subdomain") X(EMBEDDED, "embedded")    \
    X(SHARED_HOSTING, "shared-hosting") X(SUFFIX_STRUCTURE, "suffix-structure")
/* clang-format on */

typedef enum wh_technique {
#define X(name, id) WH_TECHNIQUE_##name,
    WH_TECHNIQUES(X)
#undef X
        WH_TECHNIQUE_COUNT
} wh_technique;
wh_str wh_technique_name(wh_technique technique);

typedef struct wh_match {
    uint32_t brand; /* WH_NO_BRAND: structure alone */
    wh_technique technique;
    wh_severity severity; /* WH_HIGH, WH_MEDIUM or WH_LOW */
    wh_str official;      /* the brand's main domain; absent without a brand */
    wh_str label; /* the brand's label that is imitated ("smbc-card"), or its domain when that is embedded */
    wh_str part;  /* slice of verdict->name.ascii that imitates it */
    wh_str shown; /* that part in Unicode, where it differs */
    wh_str from, to;   /* letters: what stands in the brand's label, and what stands here instead; absent when
                          none differ */
    wh_str word;       /* the word put beside the brand ("login"); absent when none */
    uint32_t distance; /* edits between label and part; 0 for the same letters and for lookalike ones */
} wh_match;

typedef struct wh_domain_verdict {
    wh_name name;
    wh_domain_kind kind;
    uint32_t owner;      /* the brand it belongs to (kinds official and own), else WH_NO_BRAND */
    bool mail_domain;    /* ... by a domain that only its mail comes from */
    bool shared_hosting; /* its registrable part belongs to a tenant */
    bool free_mail, dynamic_dns, shortener;
    bool unsafe_unicode;       /* no browser would show it in Unicode */
    WH_LIST(wh_match) matches; /* worst first, one a brand; at most WH_MAX_MATCHES */
} wh_domain_verdict;

/* name: as in a mail, ASCII or Unicode. Never fails: what cannot be a name is of kind other, without
 * matches. */
void wh_judge_domain(wh_env *env, const wh_brands *brands, wh_str name, wh_domain_verdict *out);
/* For a name that links lead to: where a brand shows what anybody put there, even under its main domain
 * (canva.com), it is not the brand that the reader meets. Of other hosts (docs.google.com) wh_judge_domain
 * says so itself. */
void wh_disown_published(wh_domain_verdict *verdict);

/* ---- labels in Unicode ---- */

typedef enum wh_label_verdict {
    WH_LABEL_SHOWN,    /* browsers show it in Unicode */
    WH_LABEL_PUNYCODE, /* they show it as xn-- */
    WH_LABEL_INVALID   /* it decodes to nothing allowed */
} wh_label_verdict;
/* What browsers do with one label (ASCII, xn-- or not) under a top-level label (ASCII), by Chromium's rules
 * without its list of top domains. reason (may be NULL): an id, "mixed-script", "whole-script", "digits",
 * "character", "pattern", ... */
wh_label_verdict wh_idn_label_verdict(wh_str label, wh_str top_level, wh_str *reason);

/* ---- brands in running text ---- */

/* X(name, "id"): how a brand is written */
#define WH_WRITTEN(X) X(PLAIN, "plain") X(FOLDED, "folded") X(SPACED, "spaced") X(DISGUISED, "disguised")
typedef enum wh_written {
#define X(name, id) WH_WRITTEN_##name,
    WH_WRITTEN(X)
#undef X
        WH_WRITTEN_COUNT
} wh_written;

typedef struct wh_mention {
    uint32_t brand;
    wh_str slice;   /* of the text */
    wh_str name;    /* the brand's name that was found, as listed */
    wh_written how; /* folded: other width, case or kana; spaced: letters apart; disguised: lookalike or
                       invisible characters */
    bool weak;      /* the name is also a common word or short: needs company */
} wh_mention;
typedef WH_LIST(wh_mention) wh_mentions;

/* Where brands are named in UTF-8 text, in order of appearance, longest name first, no two overlapping.
 * Linear in the text. */
void wh_find_brands_in_text(wh_env *env, const wh_brands *brands, wh_str text, wh_mentions *out);

/* "Example Bank" at example-bank.accounts.example: the address claims to be the brand's as the name shown
 * does. Names too short or too common to be sought in every domain are sought in that of who bears them. */
void wh_check_domain_of_name(wh_case *c, const wh_mention *mention, const wh_person *person);

#endif
