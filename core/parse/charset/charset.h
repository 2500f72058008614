/* Charsets by name and by guess. Internal to charset/ and the parsers that step through text of several
 * bytes a character. */
#ifndef WHENCE_CHARSET_H
#define WHENCE_CHARSET_H

#include "base/base.h"

/* The WHATWG name ("shift_jis", "windows-1252", ...) of a label as mail writes it; absent for one that says
 * nothing. "utf-7" is a name of our own; "iso-2022-jp", "iso-2022-kr" and "hz-gb-2312" are never asked of the
 * host. */
wh_str wh_charset_named(wh_str label);

/* What unlabelled bytes most likely are: "iso-2022-jp", "utf-8" (also for ASCII), "shift_jis", "euc-jp",
 * "gb18030", "hz-gb-2312", "windows-1252", or what letters.c knows. */
wh_str wh_charset_guess(wh_str bytes);

/* What bytes are beyond doubt, of the charsets that a label may hide: "iso-2022-kr", "euc-kr", "big5",
 * "gb18030", "shift_jis", "euc-jp", and those of wh_charset_of_letters; absent where there is doubt, and for
 * UTF-8. */
wh_str wh_charset_surely(wh_str bytes);

/* The same for alphabets of one byte a letter: "windows-1251", "koi8-r", "iso-8859-5", "ibm866",
 * "windows-1253", "iso-8859-7", "windows-1255", "windows-1256", "iso-8859-6", "windows-874". letters.c */
wh_str wh_charset_of_letters(wh_str bytes);
/* Of text that is not beyond doubt, what of Latin script it is when not windows-1252: "iso-8859-2",
 * "windows-1250", "windows-1254"; absent where nothing says so. letters.c */
wh_str wh_charset_of_latin(wh_str bytes);
/* "utf-16le", "utf-16be", "utf-32le", "utf-32be" by the bytes alone; absent for anything else. *mark: bytes
 * of the mark that they begin with. wide.c */
wh_str wh_charset_wide(wh_str bytes, size_t *mark);
/* UTF-32, which no host knows, as UTF-8. False: it is another charset. wide.c */
bool wh_put_utf32(wh_buf *buf, wh_str name, wh_str bytes);

/* False when the bytes cannot be in that charset, which is one of those that are guessed. Others: true. */
bool wh_charset_fits(wh_str name, wh_str bytes);

/* True where ESC begins a switch of ISO 2022 (RFC 1468, 1554) at s[at]; *n is its length, *wide whether
 * characters of another set than ASCII follow. */
bool wh_iso2022_escape(wh_str s, size_t at, size_t *n, bool *wide);

/* Bytes of the character at s[at] in text of that guess: more than 1 where a byte of it could be taken for
 * ASCII. */
size_t wh_charset_step(wh_str guess, wh_str s, size_t at);

/* Of a 7-bit charset with shift states: the same text in its 8-bit relative, put into buf, whose name is
 * returned; absent for any other charset. */
wh_str wh_charset_to_8bit(wh_buf *buf, wh_str name, wh_str bytes);

#endif
