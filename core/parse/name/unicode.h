/* What the core knows of Unicode: properties of code points, UTS 46 mapping, NFC. */
#ifndef WHENCE_UNICODE_H
#define WHENCE_UNICODE_H

#include "base/base.h"

/* Scripts as bits, in the order of core/tables/make-unicode.mjs. A code point of several scripts (UAX 24,
 * Script_Extensions) has several bits, a common or inherited one all of them. Scripts out of everyday use
 * share WH_SCRIPT_OTHER. */
/* clang-format off */
#define WH_SCRIPTS(X) \
    X(LATIN) X(GREEK) X(CYRILLIC) X(ARMENIAN) X(HEBREW) X(ARABIC) X(THAANA) X(DEVANAGARI) X(BENGALI) \
    X(GURMUKHI) X(GUJARATI) X(ORIYA) X(TAMIL) X(TELUGU) X(KANNADA) X(MALAYALAM) X(SINHALA) X(THAI) X(LAO) \
    X(TIBETAN) X(MYANMAR) X(GEORGIAN) X(ETHIOPIC) X(KHMER) X(HAN) X(HIRAGANA) X(KATAKANA) X(BOPOMOFO) \
    X(HANGUL) X(OTHER)
/* clang-format on */
enum wh_script_index {
#define X(name) WH_SCRIPT_INDEX_##name,
    WH_SCRIPTS(X)
#undef X
        WH_SCRIPT_COUNT
};
enum {
#define X(name) WH_SCRIPT_##name = 1 << WH_SCRIPT_INDEX_##name,
    WH_SCRIPTS(X)
#undef X
        WH_SCRIPT_ALL = (1 << WH_SCRIPT_COUNT) - 1
};

#define WH_RUNE_VALID 1u   /* UTS 46 lets it stand in a name as it is */
#define WH_RUNE_MARK 2u    /* General_Category M */
#define WH_RUNE_ALLOWED 4u /* UTS 39 Identifier_Status=Allowed */
#define WH_RUNE_DIGIT 8u   /* decimal digit of an everyday script */

typedef enum wh_bidi { WH_BIDI_L, WH_BIDI_R, WH_BIDI_AN, WH_BIDI_EN, WH_BIDI_NSM, WH_BIDI_NEUTRAL } wh_bidi;

typedef struct wh_rune_info {
    uint32_t scripts;
    uint8_t flags, bidi;
} wh_rune_info;

wh_rune_info wh_rune(uint32_t rune);

/* UTS 46 mapping (4, step 1) of one code point above ASCII: how many code points it becomes, written to out;
 * 0: ignored; -1: there is none. ASCII letters become lower case. */
#define WH_RUNES_MAPPED 4
int wh_map_rune(uint32_t rune, uint32_t out[WH_RUNES_MAPPED]);

/* NFC (UAX 15) in place, for text that UTS 46 has mapped; returns the new length. */
size_t wh_compose(uint32_t *runes, size_t n);
unsigned wh_combining_class(uint32_t rune);

#endif
