/* Transfer encodings: RFC 2045 6.7 (quoted-printable), 6.8 (base64), and uuencode (POSIX). Each decoded byte
 * can be led back to where it stood: a piece for each line of base64 or uuencode, one for each run of
 * quoted-printable. */
#include "parse/base64.h"
#include "parse/parse.h"

typedef struct decoder {
    wh_env *env;
    wh_str body;
    wh_text *out;
    char *bytes;
    size_t n, cap;
    uint32_t most_pieces;
    bool full;
} decoder;

static bool start(decoder *d, wh_env *env, wh_str body, wh_text *out)
{
    *d =
        (decoder){.env = env, .body = body, .out = out, .cap = body.n}; /* decoding never makes text longer */
    d->most_pieces =
        4096 +
        (uint32_t)(body.n / 8); /* a few bytes of memory for each of input, even where every byte is a run */
    d->bytes = wh_alloc(env->arena, d->cap);
    return d->bytes != NULL;
}

/* What follows begins at body offset `from`, three bytes for `rate`. */
static void mark(decoder *d, size_t from, uint8_t rate)
{
    wh_piece *last = d->out->pieces.n ? &d->out->pieces.at[d->out->pieces.n - 1] : NULL;
    if (last && last->rate == rate && last->from + (d->n - last->at) * rate / 3 == from) return;
    if (d->out->pieces.n + 1 >= d->most_pieces) { /* from here on only roughly, and never too far */
        if (d->out->pieces.n >= d->most_pieces) return;
        rate = 3;
    }
    if (!last || last->at != d->n) last = wh_push(d->env->arena, &d->out->pieces);
    if (last) *last = (wh_piece){.at = (uint32_t)d->n, .from = (uint32_t)from, .rate = rate};
    else d->most_pieces = d->out->pieces.n; /* no memory: the bytes are whole, and led back only roughly */
}

static void put(decoder *d, char c)
{
    if (d->n < d->cap) d->bytes[d->n++] = c;
    else d->full = true;
}

static void put_all(decoder *d, wh_str s)
{
    size_t n = s.n < d->cap - d->n ? s.n : d->cap - d->n;
    wh_move(d->bytes + d->n, s.p, n);
    d->n += n;
    d->full |= n < s.n;
}

/* Anything outside the alphabet is skipped; "=" ends a run, and another may follow. */
static void decode_base64(decoder *d)
{
    wh_base64 state = {0};
    unsigned digit = 0; /* of the four that make three bytes */
    bool moved = true;  /* the next four digits do not follow the last ones */
    char byte;
    for (size_t at = 0; at < d->body.n && !d->full; at++) {
        char c = d->body.p[at];
        if (wh_base64_value(c) < 0) {
            if (c == '=') digit = 0;
            if (c == '=' || c == '\n' || c == '\r') moved = true;
        } else {
            if (digit == 0 && moved) {
                mark(d, at, 4);
                moved = false;
            }
            if (digit == 0 && state.n == 0) { /* a line's fours at once */
                size_t n = wh_base64_fours(d->body, at, d->bytes + d->n, d->cap - d->n);
                d->n += n;
                at += n / 3 * 4;
                if (n) {
                    at--;
                    continue;
                }
            }
            digit = (digit + 1) % 4;
        }
        if (wh_base64_step(&state, c, &byte)) put(d, byte);
    }
}

static bool is_base64_line(wh_str line)
{
    for (size_t i = 0; i < line.n; i++)
        if (wh_base64_value(line.p[i]) < 0 && line.p[i] != '=' && !wh_is_space(line.p[i])) return false;
    return true;
}

void wh_text_beside_base64(wh_env *env, wh_str body, wh_text *out)
{
    decoder d = {0};
    *out = (wh_text){.bytes = WH_LIT("")};
    for (size_t at = 0, next; at < body.n; at = next) {
        size_t end = wh_find_byte(body, '\n', at);
        next = end == WH_NONE_AT ? body.n : end + 1;
        if (is_base64_line(wh_sub(body, at, next))) continue;
        if (!d.bytes && !start(&d, env, body, out)) return;
        mark(&d, at, 3);
        for (size_t i = at; i < next; i++) put(&d, body.p[i]);
    }
    if (d.bytes) out->bytes = (wh_str){d.bytes, d.n};
}

/* The value of "=XX" at `at`; -1 when no such escape stands there. */
static int escape(wh_str s, size_t at)
{
    int high = at + 1 < s.n ? wh_hex_value(s.p[at + 1]) : -1,
        low = at + 2 < s.n ? wh_hex_value(s.p[at + 2]) : -1;
    return high < 0 || low < 0 ? -1 : high << 4 | low;
}

/* True when only white space stands between `at` and the end of the line or of the body; where that ends, and
 * the line. */
static bool ends_blank(wh_str s, size_t at, size_t *blank, size_t *line)
{
    while (at < s.n && wh_is_wsp(s.p[at])) at++;
    *blank = *line = at;
    if (*line < s.n && s.p[*line] == '\r') (*line)++;
    if (*line < s.n && s.p[*line] == '\n') (*line)++;
    return at == s.n || *line > at;
}

static void decode_quoted_printable(decoder *d)
{
    wh_str s = d->body;
    size_t bare = 0; /* the next CR, from `at` on: most bodies have one a line, or none */
    for (size_t at = 0; at < s.n && !d->full;) {
        char c = s.p[at];
        size_t blank, line;
        int value = c == '=' ? escape(s, at) : -1;
        if (value >= 0) {
            mark(d, at, 9);
            put(d, (char)(unsigned char)value);
            at += 3;
        } else if (c == '=' && ends_blank(s, at + 1, &blank, &line)) { /* a soft line break */
            at = line;
        } else {
            if (bare < at || at == 0) bare = wh_find_byte(s, '\r', at);
            wh_str before = wh_sub(s, 0, bare);
            size_t end = wh_find_either(before, '=', '\n', at);
            if (end == WH_NONE_AT) end = before.n;
            size_t kept = end;
            if (end == s.n || s.p[end] != '=') /* RFC 2045 6.7 (3): blanks there were added on the way */
                while (kept > at && wh_is_wsp(s.p[kept - 1])) kept--;
            if (end == at) kept = ++end; /* a line's end */
            if (kept > at) mark(d, at, 3);
            put_all(d, wh_sub(s, at, kept));
            at = end;
        }
    }
}

/* A line of uuencode: its first character says how many bytes it holds; what was cut off is not filled in. */
static void decode_uu_line(decoder *d, size_t at, size_t end)
{
    size_t left = (size_t)(d->body.p[at] - ' ') & 63;
    mark(d, at + 1, 4);
    for (size_t i = at + 1; left > 0 && i < end && !d->full; i += 4) {
        uint32_t bits = 0;
        for (size_t k = 0; k < 4; k++)
            bits = bits << 6 | (i + k < end ? (uint32_t)(d->body.p[i + k] - ' ') & 63 : 0);
        for (size_t k = 0; k < 3 && left > 0 && i + k + 1 < end; k++, left--)
            put(d, (char)(unsigned char)(bits >> (16 - 8 * k) & 0xFF));
    }
}

/* From the line after "begin 644 name", or the first where there is none, to "end". */
static void decode_uu(decoder *d)
{
    wh_str s = d->body;
    size_t at = 0, next;
    for (size_t line = 0; line < s.n; line = next) {
        size_t end = wh_find_byte(s, '\n', line);
        next = end == WH_NONE_AT ? s.n : end + 1;
        if (!wh_starts_nocase(wh_sub(s, line, next), WH_LIT("begin "))) continue;
        at = next;
        break;
    }
    for (; at < s.n && !d->full; at = next) {
        size_t end = wh_find_byte(s, '\n', at);
        next = end == WH_NONE_AT ? s.n : end + 1;
        wh_str line = wh_trim(wh_sub(s, at, next));
        if (wh_eq_nocase(line, WH_LIT("end"))) break;
        if (end == WH_NONE_AT) end = s.n;
        if (end > at && s.p[end - 1] == '\r') end--;
        if (end > at && s.p[at] > ' ' && s.p[at] <= '`') decode_uu_line(d, at, end);
    }
}

void wh_decode_transfer(wh_env *env, wh_str encoding, wh_str body, wh_text *out)
{
    static const struct {
        wh_str name;
        void (*decode)(decoder *d);
    } encodings[] = {
        {{"base64", 6}, decode_base64},  {{"quoted-printable", 16}, decode_quoted_printable},
        {{"x-uuencode", 10}, decode_uu}, {{"uuencode", 8}, decode_uu},
        {{"x-uue", 5}, decode_uu},       {{"uue", 3}, decode_uu},
    };
    *out = (wh_text){.bytes = body};
    encoding = wh_trim_bytes(wh_trim(encoding), WH_LIT("\"';"));
    for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++) {
        decoder d;
        if (!wh_eq_nocase(encoding, encodings[i].name)) continue;
        if (start(&d, env, body, out)) encodings[i].decode(&d);
        out->bytes = (wh_str){d.bytes, d.n};
        return;
    }
}
