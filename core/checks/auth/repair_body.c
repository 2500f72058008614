/* Changes to the body that mailing lists, mail stores and copying are known for, undone one at a time and
 * hashed again. What is cut off the end is cut off the canonical form: the result is a prefix of it and costs
 * no memory. */
#include "checks/auth/dkim.h"
#include "base/limits.h"

#include <string.h>

#define LAST_LINES 4u
#define SEPARATOR 5u /* that many of "_-=*~#" or more are a line drawn above a footer */

typedef struct trial {
    wh_signed *m;
    wh_signature *s;
    uint32_t n; /* candidates so far */
} trial;

static wh_str key_of(const trial *t, wh_dkim_repair repair, uint32_t index)
{
    uint64_t form = ((uint64_t)index * WH_DKIM_REPAIR_COUNT + repair) * 2 + t->s->relaxed_body;
    return wh_question_key(t->m->env, WH_LIT("fix-body"), form, t->s->has_length ? t->s->length : UINT64_MAX);
}

/* One way in which the body may have been; data: its canonical form. */
static void candidate(trial *t, wh_dkim_repair repair, wh_str data)
{
    if (t->s->has_length && t->s->length < data.n) data = wh_sub(data, 0, (size_t)t->s->length);
    if (!wh_absent(data)) (void)wh_body_half(t->m, t->s, key_of(t, repair, t->n++), data);
}

/* The same for one that is not canonical yet. */
static void raw_candidate(trial *t, wh_dkim_repair repair, wh_str body)
{
    if (!wh_absent(body))
        candidate(t, repair, wh_canon_body(wh_oracle_arena(t->m->oracle), body, t->s->relaxed_body));
}

/* ---- lines ---- */

static size_t next_line(wh_str s, size_t at)
{
    size_t lf = wh_find_byte(s, '\n', at);
    return lf == WH_NONE_AT ? s.n : lf + 1;
}
static wh_str line_at(wh_str s, size_t at)
{
    return wh_trim_bytes(wh_sub(s, at, next_line(s, at)), WH_LIT("\r\n"));
}

static bool draws_line(wh_str line)
{
    line = wh_trim(line);
    if (wh_eq(line, WH_LIT("--"))) return true;
    if (line.n < SEPARATOR || wh_find_byte(WH_LIT("_-=*~#"), line.p[0], 0) == WH_NONE_AT) return false;
    for (size_t i = 1; i < SEPARATOR; i++)
        if (line.p[i] != line.p[0]) return false;
    return line.p[line.n - 1] == line.p[0];
}

/* A line that could separate MIME parts. */
static bool is_boundary(wh_str line)
{
    return line.n > 4 && line.p[0] == '-' && line.p[1] == '-' && !draws_line(line) && line.p[2] != ' ';
}

/* ---- footers ---- */

/* The canonical form up to `at`, without the empty lines before it. */
static wh_str cut(wh_str body, size_t at, bool relaxed)
{
    body = wh_sub(body, 0, at);
    while (body.n >= 4 && memcmp(body.p + body.n - 4, "\r\n\r\n", 4) == 0) body.n -= 2;
    if (body.n == 2 && body.p[0] == '\r') body.n = 0;
    return body.n == 0 && !relaxed ? WH_LIT("\r\n") : body;
}

/* What a list appended inside the last text part, before a boundary. */
static void cut_before_boundary(trial *t, wh_str body, size_t at)
{
    size_t end = at;
    while (end < body.n && !is_boundary(line_at(body, end))) end = next_line(body, end);
    if (end == body.n || body.n > WH_MAX_BODY_COPIED) return;
    wh_buf out;
    wh_buf_init(&out, wh_oracle_arena(t->m->oracle));
    wh_put(&out, cut(body, at, true));
    wh_put(&out, wh_from(body, end));
    candidate(t, WH_DKIM_FIX_FOOTER, wh_buf_str(&out));
}

/* Cuts off the last few lines, and more at rules drawn above a footer and at empty lines. */
static void cut_footers(trial *t, wh_str body)
{
    unsigned drawn = 0, empty = 0, lines = 0;
    candidate(t, WH_DKIM_FIX_FOOTER,
              cut(body, 0, t->s->relaxed_body)); /* all of it was added; also marks that we were here */
    for (size_t end = body.n; end > 0 && drawn + empty < WH_MAX_BODY_CUTS; lines++) {
        size_t lf = wh_rfind_byte(wh_sub(body, 0, end - 1), '\n'), at = lf == WH_NONE_AT ? 0 : lf + 1;
        wh_str line = line_at(body, at);
        bool is_drawn = draws_line(line) && drawn < WH_MAX_BODY_CUTS / 2,
             is_empty = line.n == 0 && empty < WH_MAX_BODY_CUTS / 2;
        drawn += is_drawn;
        empty += is_empty;
        if (at > 0 && (is_drawn || is_empty || lines < LAST_LINES))
            candidate(t, WH_DKIM_FIX_FOOTER, cut(body, at, t->s->relaxed_body));
        if (at > 0 && is_drawn) cut_before_boundary(t, body, at);
        end = at;
    }
}

/* The first part of a multipart that a list made around the original body. */
static void first_part(trial *t, wh_str body)
{
    size_t at = 0, end;
    while (at < body.n && !is_boundary(line_at(body, at))) at = next_line(body, at);
    wh_str boundary = line_at(body, at);
    while (at < body.n && line_at(body, at).n > 0) at = next_line(body, at); /* its header */
    at = next_line(body, at);
    for (end = at; end < body.n && !wh_eq(line_at(body, end), boundary); end = next_line(body, end)) {
    }
    if (end < body.n) candidate(t, WH_DKIM_FIX_PART, cut(wh_from(body, at), end - at, t->s->relaxed_body));
}

/* ---- changes of lines ---- */

typedef bool change_line(wh_buf *out, wh_str line); /* puts the line as it may have been; false: as it is */

static bool without_quoting(wh_buf *out, wh_str line)
{
    if (!wh_starts_nocase(line, WH_LIT(">From "))) return false;
    wh_put(out, wh_from(line, 1));
    return true;
}
static bool without_doubled_dot(wh_buf *out, wh_str line)
{
    if (line.n < 2 || line.p[0] != '.' || line.p[1] != '.') return false;
    wh_put(out, wh_from(line, 1));
    return true;
}
static bool with_signature_space(wh_buf *out, wh_str line) /* RFC 3676 4.3 */
{
    if (!wh_eq(wh_trim_bytes(line, WH_LIT("\r\n")), WH_LIT("--"))) return false;
    wh_put(out, WH_LIT("-- "));
    wh_put(out, wh_from(line, 2));
    return true;
}
static bool with_escapes(wh_buf *out, wh_str line) /* ISO-2022-JP (RFC 1468) whose ESC was lost in copying */
{
    bool changed = false;
    for (size_t i = 0; i < line.n; i++) {
        wh_str two = wh_sub(line, i, i + 2);
        bool into = wh_eq(two, WH_LIT("$B")) || wh_eq(two, WH_LIT("$@"));
        bool back = wh_eq(two, WH_LIT("(B")) || wh_eq(two, WH_LIT("(J"));
        if ((into && !changed) || (back && changed)) {
            wh_put_byte(out, '\x1B');
            wh_put(out, two);
            i++;
            changed = into;
        } else {
            wh_put_byte(out, line.p[i]);
        }
    }
    return true;
}

/* Does nothing when no line would change. */
static void change_lines(trial *t, wh_dkim_repair repair, change_line *change)
{
    wh_buf out;
    wh_str body = t->m->body;
    wh_buf_init(&out, wh_oracle_arena(t->m->oracle));
    for (size_t at = 0, next; at < body.n && !out.failed; at = next) {
        next = next_line(body, at);
        wh_str line = wh_sub(body, at, next);
        if (!change(&out, line)) wh_put(&out, line);
    }
    raw_candidate(t, repair, wh_buf_str(&out));
}

static bool has_line(wh_str body, wh_str start)
{
    if (wh_eq(wh_sub(body, 0, start.n), start)) return true;
    for (size_t at = wh_find_byte(body, '\n', 0); at != WH_NONE_AT; at = wh_find_byte(body, '\n', at + 1))
        if (wh_eq(wh_sub(body, at + 1, at + 1 + start.n), start)) return true;
    return false;
}

/* ---- the transfer encoding ---- */

/* What a gateway may have re-encoded on the way. */
static void decoded(trial *t)
{
    const wh_field *field = wh_field_named(t->m->fields, WH_LIT("Content-Transfer-Encoding"), 0);
    wh_text text = {0};
    wh_str encoding = field ? wh_copy_lower(t->m->env->arena, wh_trim(field->value)) : WH_ABSENT;
    if (!wh_eq(encoding, WH_LIT("base64")) && !wh_eq(encoding, WH_LIT("quoted-printable"))) return;
    wh_decode_transfer(t->m->env, encoding, t->m->body, &text);
    raw_candidate(t, WH_DKIM_FIX_DECODED, wh_copy(wh_oracle_arena(t->m->oracle), text.bytes));
}

/* ---- all of it ---- */

static void propose(trial *t)
{
    wh_str canonical = wh_canonical_body(t->m, t->s->relaxed_body), body = t->m->body;
    if (wh_absent(canonical)) return;
    cut_footers(t, canonical);
    if (body.n > WH_MAX_BODY_COPIED) return;
    first_part(t, canonical);
    if (has_line(body, WH_LIT(">From "))) change_lines(t, WH_DKIM_FIX_MBOX, without_quoting);
    if (has_line(body, WH_LIT(".."))) change_lines(t, WH_DKIM_FIX_DOTS, without_doubled_dot);
    if (!t->s->relaxed_body && has_line(body, WH_LIT("--")))
        change_lines(t, WH_DKIM_FIX_DASHES, with_signature_space);
    if (body.n && (body.p[0] == '\r' || body.p[0] == '\n'))
        raw_candidate(t, WH_DKIM_FIX_BLANKS, wh_trim_bytes(body, WH_LIT("\r\n")));
    if (wh_find(body, WH_LIT("$B"), 0) != WH_NONE_AT && wh_find_byte(body, '\x1B', 0) == WH_NONE_AT)
        change_lines(t, WH_DKIM_FIX_ESCAPES, with_escapes);
    decoded(t);
}

void wh_repair_body(wh_signed *m, wh_signature *s)
{
    trial t = {.m = m, .s = s};
    if (m->body.n > WH_MAX_BODY_HASHED) return;
    if (!wh_digest_known(m->oracle, key_of(&t, WH_DKIM_FIX_FOOTER, 0))) propose(&t);
    bool more = true;
    for (uint32_t i = 0; more && i < 64; i++) { /* every candidate has its place in the count and one kind */
        more = false;
        for (unsigned kind = 1; kind < WH_DKIM_REPAIR_COUNT; kind++) {
            wh_str key = key_of(&t, (wh_dkim_repair)kind, i);
            if (!wh_digest_known(m->oracle, key)) continue;
            more = true;
            if (wh_body_half(m, s, key, WH_ABSENT) != WH_HALF_GOOD) continue;
            s->body_repair = (wh_dkim_repair)kind;
            return;
        }
    }
}
