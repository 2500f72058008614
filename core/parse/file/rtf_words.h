/* The words of RTF that matter to what it says: rtf_words.c; rtf.c reads by them. */
#ifndef WHENCE_RTF_WORDS_H
#define WHENCE_RTF_WORDS_H

#include "parse/file/file.h"

#define WH_RTF_WORD 32u   /* letters of a word (RTF 1.9.1, "Control Word") */
#define WH_RTF_DIGITS 10u /* ... of its number */

typedef enum wh_rtf_word {
    WH_RTF_UNKNOWN,
    WH_RTF_SILENT, /* a destination of which nobody sees anything */
    WH_RTF_SIGN,   /* a character by its name */
    WH_RTF_BREAK,
    WH_RTF_UNIT,      /* \u */
    WH_RTF_STAND_INS, /* \uc */
    WH_RTF_BIN,
    WH_RTF_ANSICPG,
    WH_RTF_FONT,
    WH_RTF_DEFAULT_FONT,
    WH_RTF_CHARSET, /* of a font */
    WH_RTF_FONTTBL,
    WH_RTF_HIDDEN, /* \v */
    WH_RTF_PLAIN,
    WH_RTF_HTMLRTF,
    WH_RTF_HTMLTAG,
    WH_RTF_FLDINST,
    WH_RTF_FLDRSLT
} wh_rtf_word;

/* *sign: of a WH_RTF_SIGN, in UTF-8; else untouched. */
wh_rtf_word wh_rtf_word_named(wh_str name, wh_str *sign);
/* The code page of a font's charset ("\fcharset128"); 0: that of the text. */
uint16_t wh_rtf_page(uint32_t charset);

#endif
