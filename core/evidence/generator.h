/* Which software wrote a Message-ID, told by its shape, and what it put into it; whether a queue id has the
 * form of the server that a Received field names. Both by patterns: core/tables/msgid_generators.tsv and
 * queue_ids.tsv. */
#ifndef WHENCE_GENERATOR_H
#define WHENCE_GENERATOR_H

#include "parse/parse.h"

/* X(name, "id") */
/* clang-format off */
#define WH_GENERATOR_KINDS(X)                                                                              \
    X(PROGRAM, "program") X(SERVER, "server") X(LIBRARY, "library") X(SERVICE, "service") X(LIST, "list")   \
    X(TOOL, "tool") X(KIT, "kit") X(SHAPE, "shape")
/* clang-format on */

typedef enum wh_generator_kind {
#define X(name, id) WH_GENERATOR_##name,
    WH_GENERATOR_KINDS(X)
#undef X
        WH_GENERATOR_KIND_COUNT
} wh_generator_kind;

wh_str wh_generator_kind_name(wh_generator_kind kind);

typedef struct wh_id_parts { /* what an id gives away; slices of it, absent when not there */
    bool has_time;
    bool local_time; /* the clock's zone is not known: the time may be off by up to 14 hours */
    int64_t ms;      /* since 1970, as if it were UTC when local_time */
    wh_str process, user, host, queue_id;
} wh_id_parts;

typedef struct wh_msgid_origin {
    wh_str generator; /* "postfix", "gmail", ...; absent: unknown */
    wh_str name;      /* of the product; absent for kits and shapes, whose texts are the page's */
    wh_str shape;     /* where the generator is unknown but the shape is a common one: "uuid", "hex32", ... */
    wh_generator_kind kind;
    bool shared;   /* others write ids of this shape too: a hint, not an identification */
    bool fills_in; /* writes ids into mail that came without one, so the sender's program may not have been it
                    */
    wh_id_parts parts;
} wh_msgid_origin;

/* left and right of the "@", as wh_parse_msgid gives them; either may be absent. Linear in their length. */
void wh_msgid_origin_of(wh_str left, wh_str right, wh_msgid_origin *out);

typedef enum wh_fit { WH_FIT_UNKNOWN, WH_FIT_YES, WH_FIT_NO } wh_fit;

/* Whether id is one that the family's servers write (wh_received.family); UNKNOWN for families whose ids are
 * not in the table. parts (may be NULL) gets the time that the id was made from, where it holds one. */
wh_fit wh_queue_id_fit(wh_str family, wh_str id, wh_id_parts *parts);

#endif
