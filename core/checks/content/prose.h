/* The mail's own words: subject, shown name and the texts that a reader sees, and where a piece of them
 * stands in the source. */
#ifndef WHENCE_PROSE_H
#define WHENCE_PROSE_H

#include "checks/checks.h"

/* Names the bytes of a slice of the subject, of a shown name or of what a reader sees of a part. Where its
 * letters stand otherwise in the part (another charset, markup between them), the bytes of its first words,
 * else those of the whole part. */
void wh_finding_prose(wh_case *c, wh_finding *f, wh_str slice);
/* The slice as one line of at most 120 bytes, for the finding's text. */
wh_str wh_prose_line(wh_case *c, wh_str slice);
/* The next telephone number of text at or after *from, with what belongs to it, as people write it: ten to
 * fifteen digits with blanks, dots, hyphens and brackets between, an "O" or "l" for a digit among them. Moves
 * *from past it; absent when there is none. */
wh_str wh_next_telephone(wh_str text, size_t *from);
/* A telephone number of the texts with words beside it that ask for a call, which are left in *words; absent:
 * none. c->phrases must be there. */
wh_str wh_number_to_call(wh_case *c, wh_str *words);

/* Whether the words want anything that wh_check_text reports; true as well where they were not read. */
bool wh_words_want(const wh_case *c);

#endif
