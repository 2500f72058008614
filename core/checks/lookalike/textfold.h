/* Running text as folded letters: width, case and the kind of kana are one, separators are left out but
 * remembered. */
#ifndef WHENCE_TEXTFOLD_H
#define WHENCE_TEXTFOLD_H

#include "base/base.h"

typedef struct wh_letter {
    uint32_t start, end; /* in the text */
    uint32_t rune; /* folded: lower case, hiragana, ASCII for letters of other scripts that look like it */
    uint32_t seen; /* as it stands in the text, with marks: WH_PARTED ... */
} wh_letter;

#define WH_PARTED (1u << 24)  /* a space, hyphen or the like stands before it */
#define WH_HIDDEN (1u << 25)  /* something invisible stands before it */
#define WH_FOREIGN (1u << 26) /* read as ASCII from Cyrillic, Greek, ... */
#define WH_AMID (1u << 27)    /* a letter or digit of ASCII right behind another: no word begins here */
#define WH_MARKS (0xFu << 24)

static inline uint32_t wh_unfolded(const wh_letter *letter) { return letter->seen & ~WH_MARKS; }

typedef struct wh_text_reader {
    wh_str text;
    size_t at;
    uint32_t marks; /* of the letter to come: WH_PARTED, WH_HIDDEN */
    bool wordy;     /* the byte before was a letter or digit of ASCII */
} wh_text_reader;

/* The next letters; 0 at the end. One place in the text may become several. */
#define WH_LETTERS_AT_ONCE 4u
size_t wh_read_letters(wh_text_reader *reader, wh_letter out[WH_LETTERS_AT_ONCE]);
/* Reads on after the n letters that are held, as long as there is room for more; voiced marks are joined
 * to their kana. Returns how many there are now; no more than before: the text is at its end. */
size_t wh_read_on(wh_text_reader *reader, wh_letter *held, size_t n, size_t room);
/* A whole name's letters, at most `most` of them, which is 64 or less: as UTF-8 into out, which has room for
 * four bytes a letter. Bit k of *gaps: letter k, not the first, is parted. *bytes: how many were written.
 * Returns how many letters there are; more than `most`: the others were left out. */
size_t wh_fold_text(wh_str text, size_t most, char *out, size_t *bytes, uint64_t *gaps);

/* Kana and kanji that UTS 46 maps to nothing else: nearly all that is written with. */
bool wh_is_plain_kana_or_kanji(uint32_t c);

static inline bool wh_is_hiragana(uint32_t c) { return c >= 0x3041 && c <= 0x309F; }
static inline bool wh_is_katakana(uint32_t c)
{
    return (c >= 0x30A1 && c <= 0x30FF && c != 0x30FB) || (c >= 0xFF66 && c <= 0xFF9F);
}
static inline bool wh_is_kana(uint32_t c) { return wh_is_hiragana(c) || wh_is_katakana(c); }

#endif
