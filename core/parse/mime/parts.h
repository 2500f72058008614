/* Shared by the files of mime/: lines, header and body of an entity, delimiters. */
#ifndef WHENCE_MIME_PARTS_H
#define WHENCE_MIME_PARTS_H

#include "parse/parse.h"

/* What a text's lines end with: LF, or CR where there is no LF. */
char wh_mime_line_end(wh_str s);
size_t wh_mime_next_line(wh_str s, size_t at, char line_end);

/* Splits an entity into header and body. Damage is noted in *damage (bits of wh_mime_damage): text right
 * after the boundary, a header that no empty line ends. */
void wh_mime_split(wh_env *env, wh_str entity, wh_fields *fields, wh_str *body, uint32_t *damage);

/* The value of the first field of that name with the parameters that stand unfolded on the lines after it
 * ("Content-Type: a/b;" and then name="c" without the white space of RFC 5322 2.2.3); absent when there is
 * none. */
wh_str wh_mime_value(const wh_fields *fields, wh_str name);
wh_str wh_mime_value_at(const wh_fields *fields, uint32_t index);

/* The encoding that the body is in, by its fields; where they differ, or name none that there is, by what the
 * body can be. above: the encoding of a multipart around it, whose parts may be in it; absent when none.
 * Noted in *damage: two fields that differ. */
wh_str wh_mime_encoding(wh_env *env, const wh_fields *fields, wh_str body, wh_str above, uint32_t *damage);
/* Content-Type; of two fields that differ, the one by which a program shows more. Noted in *damage. */
void wh_mime_content_type(wh_env *env, const wh_fields *fields, wh_str body, wh_params *out,
                          uint32_t *damage);
/* Whether the body can be in that encoding ("base64", "quoted-printable"; for any other one it is not known).
 */
bool wh_mime_fits(wh_str encoding, wh_str body);

/* The entity that an opaque signature holds (RFC 8551 3.5.2), put together where it comes in pieces; its own
 * pieces lead to offsets into the part's body, as those of `decoded` do, which is all of that. False: it is
 * no signature that holds one. *whole: nothing of it is missing. signed.c */
bool wh_mime_signed(wh_env *env, const wh_text *decoded, wh_text *out, bool *whole);

typedef enum wh_mime_line { WH_MIME_OTHER, WH_MIME_DELIMITER, WH_MIME_CLOSE } wh_mime_line;
/* "--boundary" or "--boundary--" and nothing after it but white space: another boundary may begin like this
 * one. */
wh_mime_line wh_mime_line_kind(wh_str line, wh_str boundary);
/* The boundary used by a multipart that names none: that of the first line that looks like a delimiter.
 * sure: only of one with a field of MIME on the line after it. */
wh_str wh_mime_used_boundary(wh_str body, bool sure);
/* Whether that boundary delimits anything in the body. */
bool wh_mime_occurs(wh_str body, wh_str boundary);
/* The boundary of a delimiter line with which the entity begins, with a field of MIME after it; absent when
 * it begins otherwise. */
wh_str wh_mime_begins_multipart(wh_str entity);

#endif
