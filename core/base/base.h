/* The ground everything stands on: borrowed bytes, an arena, growing lists and buffers, characters,
 * UTF-8. Nothing here knows what a mail is. */
#ifndef WHENCE_BASE_H
#define WHENCE_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/limits.h"

/* Built apart from the function that calls it: a browser compiles a function when it is first called, all of
 * it, and few mails come to this one. */
#define WH_APART __attribute__((noinline))

/* ---- borrowed bytes ---- */

/* Bytes owned by somebody else, never written, not NUL-terminated. p == NULL means "absent", which is
 * not the same as empty. */
typedef struct wh_str {
    const char *p;
    size_t n;
} wh_str;

/* Byte offsets into the source as it was given: [start, end). */
typedef struct wh_span {
    uint32_t start, end;
} wh_span;

#define WH_LIT(literal) ((wh_str){(literal), sizeof(literal) - 1})
#define WH_LIT_INIT(literal)                                                                                 \
    {                                                                                                        \
        (literal), sizeof(literal) - 1                                                                       \
    } /* the same in a static table */
#define WH_ABSENT ((wh_str){NULL, 0})

static inline bool wh_absent(wh_str s) { return s.p == NULL; }
static inline wh_str wh_sub(wh_str s, size_t from, size_t to) /* clamped slice [from, to) */
{
    if (from > s.n) from = s.n;
    if (to > s.n) to = s.n;
    if (to < from) to = from;
    return (wh_str){s.p ? s.p + from : NULL, to - from};
}
static inline wh_str wh_from(wh_str s, size_t from) { return wh_sub(s, from, s.n); }

#define WH_NONE_AT ((size_t)-1) /* what the finders return when there is nothing */

/* The beginning of *rest up to the byte, or all of it; *rest is then what follows the byte. */
static inline wh_str wh_take_until(wh_str *rest, char end)
{
    size_t n = 0;
    while (n < rest->n && rest->p[n] != end) n++;
    wh_str taken = {rest->p, n};
    *rest = wh_from(*rest, n + 1);
    return taken;
}

bool wh_eq(wh_str a, wh_str b);
bool wh_same_letters_(const char *a, const char *b, size_t n);
static inline bool wh_eq_nocase(wh_str a, wh_str b) /* ASCII letters only */
{
    return a.n == b.n && wh_same_letters_(a.p, b.p, a.n);
}
bool wh_starts_nocase(wh_str s, wh_str prefix);
bool wh_ends_nocase(wh_str s, wh_str suffix);
int wh_compare(wh_str a, wh_str b); /* bytewise, shorter first */
size_t wh_find_byte(wh_str s, char c, size_t from);
size_t wh_find_either(wh_str s, char a, char b, size_t from); /* whichever comes first */
size_t wh_rfind_byte(wh_str s, char c);
size_t wh_find(wh_str s, wh_str needle, size_t from);
size_t wh_find_nocase(wh_str s, wh_str needle, size_t from);
/* Whether word is one of list's, which begins and ends with a blank and has one between two words. A word
 * that is empty or has a blank of its own is never one of them. */
bool wh_lists_word(wh_str list, wh_str word);
wh_str wh_trim(wh_str s); /* without SP, TAB, CR, LF at both ends */
wh_str wh_trim_bytes(wh_str s, wh_str set);
bool wh_to_u64(wh_str digits, uint64_t *out); /* decimal digits only, all of them, no overflow */

/* A host name without its final dot, which stands for the root (RFC 1034 3.1). */
wh_str wh_bare_host(wh_str host);
/* True when name equals domain or ends in "." domain (RFC 1034 names, ASCII case folded). */
bool wh_under_domain(wh_str name, wh_str domain);

/* ---- characters (ASCII, locale-free) ---- */

static inline bool wh_is_upper(char c) { return c >= 'A' && c <= 'Z'; }
static inline bool wh_is_lower(char c) { return c >= 'a' && c <= 'z'; }
static inline bool wh_is_alpha(char c) { return (unsigned char)((c | 0x20) - 'a') < 26; }
static inline bool wh_is_digit(char c) { return c >= '0' && c <= '9'; }
static inline bool wh_is_alnum(char c) { return wh_is_alpha(c) || wh_is_digit(c); }
static inline bool wh_is_hex(char c)
{
    return wh_is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
static inline bool wh_is_wsp(char c) { return c == ' ' || c == '\t'; }
static inline bool wh_is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
} /* folded white space */
static inline char wh_lower(char c) { return wh_is_upper(c) ? (char)(c + ('a' - 'A')) : c; }
/* The digit of a value below 16, and as RFC 3986 2.1 and RFC 7208 7.4 have it. */
static inline char wh_hex_digit(unsigned value) { return "0123456789abcdef"[value & 15]; }
static inline char wh_hex_digit_upper(unsigned value) { return "0123456789ABCDEF"[value & 15]; }
int wh_hex_value(char c);         /* -1 when it is not a hexadecimal digit */
bool wh_is_atext(char c);         /* RFC 5322 3.2.3, and every byte above 0x7F (RFC 6532) */
bool wh_is_hostname_char(char c); /* letters, digits, '-', '.', '_' */

/* memcpy for what is mostly a few bytes; n may be 0. In WebAssembly a memcpy of unknown length is a call out
 * of the module, which costs more than it copies. */
static inline void wh_move(char *restrict to, const char *restrict from, size_t n)
{
    if (n > 16) {
        memcpy(to, from, n);
    } else if (n >= 8) { /* the two halves may overlap */
        uint64_t start, end;
        memcpy(&start, from, 8);
        memcpy(&end, from + (n - 8), 8);
        memcpy(to, &start, 8);
        memcpy(to + (n - 8), &end, 8);
    } else if (n >= 4) {
        uint32_t start, end;
        memcpy(&start, from, 4);
        memcpy(&end, from + (n - 4), 4);
        memcpy(to, &start, 4);
        memcpy(to + (n - 4), &end, 4);
    } else if (n > 0) {
        to[0] = from[0];
        to[n / 2] = from[n / 2];
        to[n - 1] = from[n - 1];
    }
}

/* ---- arena ---- */

/* Everything a session makes lives in its arena and dies with it. When memory or the arena's limit runs
 * out, wh_alloc returns NULL and the arena stays marked as failed: callers give up what they were
 * building and go on; the session then reports that it could not finish. */
typedef struct wh_arena wh_arena;

wh_arena *wh_arena_new(size_t limit_bytes);   /* NULL when out of memory */
void wh_arena_free(wh_arena *arena);          /* NULL is fine */
void wh_arena_reset(wh_arena *arena);         /* everything in it is gone, and its failure forgotten */
void *wh_alloc(wh_arena *arena, size_t size); /* zeroed, aligned for anything */
/* The same with whatever lay there before: for what is written before it is read. */
void *wh_alloc_unset(wh_arena *arena, size_t size);
bool wh_arena_failed(const wh_arena *arena);
wh_str wh_copy(wh_arena *arena, wh_str s);       /* absent stays absent; absent too when it fails */
wh_str wh_copy_lower(wh_arena *arena, wh_str s); /* ASCII lower case */

/* ---- growing lists ---- */

/* A list of T in an arena. wh_push gives a pointer to a new zeroed element at the end, or NULL.
 * Elements move when the list grows: keep indices, not pointers. */
#define WH_LIST(T)                                                                                           \
    struct {                                                                                                 \
        T *at;                                                                                               \
        uint32_t n, cap;                                                                                     \
    }
#define wh_push(arena, list)                                                                                 \
    ((void)sizeof((list)->at),                                                                               \
     wh_list_grow_((arena), (void **)(void *)&(list)->at, &(list)->n, &(list)->cap, sizeof *(list)->at))
/* Reserves room for `room` elements in an empty list, which then does not move until it outgrows them. */
#define wh_reserve(arena, list, room)                                                                        \
    ((void)sizeof((list)->at),                                                                               \
     wh_list_reserve_((arena), (void **)(void *)&(list)->at, &(list)->cap, (room), sizeof *(list)->at))
void wh_list_reserve_(wh_arena *arena, void **at, uint32_t *cap, uint32_t room, size_t size);
void *wh_list_grow_(wh_arena *arena, void **at, uint32_t *n, uint32_t *cap, size_t size);

typedef WH_LIST(wh_str) wh_strs;
typedef WH_LIST(wh_span) wh_spans;

/* ---- growing buffer ---- */

/* Bytes under construction in an arena. The first failure sticks: check once, at the end. */
typedef struct wh_buf {
    wh_arena *arena;
    char *p;
    size_t n, cap;
    bool failed;
} wh_buf;

void wh_buf_init(wh_buf *buf, wh_arena *arena);
void wh_put(wh_buf *buf, wh_str s);
void wh_put_byte(wh_buf *buf, char c);
void wh_put_rune(wh_buf *buf, uint32_t rune); /* as UTF-8; an invalid one as U+FFFD */
void wh_put_int(wh_buf *buf, int64_t value);  /* decimal */
void wh_put_hex(wh_buf *buf, wh_str bytes);   /* two digits a byte, in lower case */
void wh_put_percent(wh_buf *buf, char c);     /* percent-encoded: RFC 3986 2.1 */
wh_str wh_buf_str(const wh_buf *buf);         /* absent when it failed */

/* ---- UTF-8 (RFC 3629) ---- */

#define WH_BAD_RUNE 0xFFFDu
/* Decodes one code point at *at (which must be < s.n) and moves *at past it; a malformed sequence
 * gives WH_BAD_RUNE and moves by one byte, with *ok (may be NULL) set to false. */
uint32_t wh_next_rune(wh_str s, size_t *at, bool *ok);
/* The same for text that is nearly always ASCII. */
static inline uint32_t wh_next_letter(wh_str s, size_t *at)
{
    unsigned char byte = (unsigned char)s.p[*at];
    return byte < 0x80 ? (++*at, byte) : wh_next_rune(s, at, NULL);
}
size_t wh_encode_rune(uint32_t rune, char out[4]); /* bytes written; U+FFFD for an invalid one */
bool wh_is_utf8(wh_str s);
bool wh_is_ascii(wh_str s);
/* The first byte at `at` (s.n or less) or later that is not ASCII; s.n: there is none. */
size_t wh_ascii_end(wh_str s, size_t at);

/* ---- what parsers need ---- */

/* Decodes bytes of a charset into UTF-8, on the host (TextDecoder, iconv). Writes at most cap bytes to
 * out and returns how many the whole result has; -1 when the label is unknown. Called again with a
 * larger out when it did not fit. */
typedef long wh_charset_fn(void *host, const char *label, size_t label_n, const char *bytes, size_t n,
                           char *out, size_t cap);

typedef enum wh_cut_id {
#define X(name, what, reason) WH_CUT_##name,
    WH_CUTS(X)
#undef X
        WH_CUT_COUNT
} wh_cut_id;

/* How much a bound left out, at least; counted without allocating, so that the count survives when memory
 * runs out. */
typedef struct wh_cut {
    uint64_t count;
    wh_str at; /* the first: a slice of what was read; absent when there is none */
} wh_cut;

/* What a parser may use: where to allocate, how to decode, and where to record what it leaves out. */
typedef struct wh_env {
    wh_arena *arena;
    wh_charset_fn *charset; /* NULL: UTF-8 and ASCII and Latin-1 only */
    void *host;
    wh_cut cuts[WH_CUT_COUNT];
    /* What was found out lately about names, in the arena; NULL: nothing yet. */
    struct wh_known_names *known_names;   /* their parts: parse/name/known.c */
    struct wh_known_houses *known_houses; /* who runs them: evidence/providers.c */
    struct wh_elements **open_elements;   /* of the page that is read, room for them: parse/html/html.c */
} wh_env;

/* An environment of the same arena and host that counts its own cuts, for a mail in a mail: what is left out
 * of one is not left out of another. When memory is out, the given one. */
wh_env *wh_own_env(wh_env *env);

static inline void wh_note_cut(wh_env *env, wh_cut_id id, wh_str at)
{
    if (env->cuts[id].count++ == 0) env->cuts[id].at = at;
}

#endif
