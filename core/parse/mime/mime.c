/* MIME structure: RFC 2045 5, RFC 2046 5.1 (multipart), RFC 2183. A message/rfc822 (RFC 2046 5.2.1) is one
 * part: whoever wants its contents parses it as a mail. Outer boundaries are looked for first: an inner part
 * without an end never swallows what comes after its parent. */
#include "base/limits.h"
#include "parse/mime/parts.h"

typedef struct reader {
    wh_env *env;
    wh_parts *out;
    wh_str above;      /* the encoding of the multipart that is being read; absent: none */
    unsigned unpacked; /* multiparts that were decoded whole */
} reader;

static void read_entity(reader *r, int32_t parent, uint32_t depth, const wh_fields *fields, wh_str body,
                        wh_str type);

wh_str wh_mime_damage_name(wh_mime_damage damage)
{
    static const wh_str names[] = {
#define X(name, id) WH_LIT_INIT(id),
        WH_MIME_DAMAGES(X)
#undef X
    };
    return names[damage];
}

static wh_str lower_or_absent(wh_env *env, wh_str s)
{
    return s.n ? wh_copy_lower(env->arena, s) : WH_ABSENT;
}

/* A type must have a slash; without one it says nothing (RFC 2045 5.2). */
static bool is_type(wh_str s)
{
    size_t slash = wh_find_byte(s, '/', 0);
    return slash != WH_NONE_AT && slash > 0 && slash + 1 < s.n;
}

/* "text/html: charset=utf-8", "text/html, x": the type ends where no token goes on. */
static wh_str type_of(wh_str value)
{
    size_t n = 0;
    while (n < value.n && value.p[n] != ':' && value.p[n] != ',') n++;
    return wh_trim(wh_sub(value, 0, n));
}

/* ---- multipart ---- */

/* A part ends before the line end that belongs to the delimiter after it. */
static wh_str part_before(wh_str body, size_t from, size_t to)
{
    if (to > from && body.p[to - 1] == '\n') to--;
    if (to > from && body.p[to - 1] == '\r') to--;
    return wh_sub(body, from, to);
}

static void read_part(reader *r, int32_t parent, uint32_t depth, wh_str entity, wh_str type)
{
    wh_fields fields;
    wh_str body, again = wh_mime_begins_multipart(entity);
    uint32_t damage = 0, index = r->out->n;
    if (again.n) { /* the delimiter, and at once another one: what stands after that is read */
        fields = (wh_fields){0};
        body = entity;
        type = WH_LIT("multipart/mixed");
        damage = WH_MIME_BIT(BOUNDARY);
    } else {
        wh_mime_split(r->env, entity, &fields, &body, &damage);
    }
    read_entity(r, parent, depth, &fields, body, type);
    if (damage && index < r->out->n) {
        r->out->at[index].damage |= damage;
        r->out->at[index].broken = true;
    }
}

/* The boundary that is named, where it delimits anything; else one that looks like it, which is damage. */
static wh_str boundary_of(wh_str named, wh_str body, uint32_t *damage)
{
    if (wh_mime_occurs(body, named)) return named;
    wh_str used = wh_mime_used_boundary(body, true);
    if (used.n == 0 && named.n == 0) used = wh_mime_used_boundary(body, false);
    if (used.n && named.n) *damage |= WH_MIME_BIT(BOUNDARY);
    return used;
}

/* What stands before the first delimiter and after the last part. */
typedef struct margins {
    wh_str before, behind;
} margins;

/* Parts after a closing line are read too: mail programs differ in whether they show them. */
static uint32_t read_delimited(reader *r, int32_t index, wh_str body, wh_str boundary, margins *out,
                               uint32_t *damage)
{
    wh_part part = r->out->at[index];
    wh_str type =
        wh_eq(part.type, WH_LIT("multipart/digest")) ? WH_LIT("message/rfc822") : WH_LIT("text/plain");
    char line_end = wh_mime_line_end(body);
    bool open = false, closed = false;
    uint32_t found = 0;
    size_t from = 0;
    *out = (margins){WH_ABSENT, WH_ABSENT};
    for (size_t at = 0, next; boundary.n && at < body.n; at = next) {
        next = wh_mime_next_line(body, at, line_end);
        wh_mime_line kind = wh_mime_line_kind(wh_sub(body, at, next), boundary);
        if (kind == WH_MIME_OTHER) continue;
        if (open) read_part(r, index, part.depth + 1, part_before(body, from, at), type);
        if (closed && kind == WH_MIME_DELIMITER) *damage |= WH_MIME_BIT(CLOSED_EARLY);
        if (from == 0) out->before = wh_sub(body, 0, at);
        found += open || kind == WH_MIME_DELIMITER;
        open = kind == WH_MIME_DELIMITER;
        closed |= kind == WH_MIME_CLOSE;
        from = next;
        if (r->out->n >= WH_MAX_PARTS) {
            *damage |= WH_MIME_BIT(MANY);
            wh_note_cut(r->env, WH_CUT_PARTS, wh_from(body, at));
            return found;
        }
    }
    if (open) read_part(r, index, part.depth + 1, wh_from(body, from), type);
    else if (from) out->behind = wh_from(body, from);
    if (open || !closed) *damage |= WH_MIME_BIT(UNCLOSED);
    return found;
}

/* Parts under another boundary as well as those under the one that is named ("boundary=a; boundary=b"). */
static void read_margin(reader *r, int32_t index, wh_str margin, uint32_t *damage)
{
    margins none;
    wh_str used = wh_mime_used_boundary(margin, true);
    if (used.n == 0 || r->out->n >= WH_MAX_PARTS) return;
    read_delimited(r, index, margin, used, &none, damage);
    size_t first = wh_find(margin, used, 0); /* "boundary=" before it: the source of another mail */
    if (first == WH_NONE_AT || wh_ends_nocase(wh_sub(margin, 0, first), WH_LIT("--")))
        *damage |= WH_MIME_BIT(BOUNDARY);
}

/* The body of a multipart; decoded where it is under an encoding and its parts show only then. */
static wh_str body_of(reader *r, int32_t index, wh_str boundary, uint32_t *damage)
{
    wh_part *part = &r->out->at[index];
    if (!wh_mime_fits(part->encoding, part->body) || wh_mime_occurs(part->body, boundary)) return part->body;
    if (r->unpacked >= WH_MAX_ENCODED_PARTS) *damage |= WH_MIME_BIT(MANY);
    wh_text *text = r->unpacked < WH_MAX_ENCODED_PARTS ? wh_alloc(r->env->arena, sizeof *text) : NULL;
    if (!text) return part->body;
    r->unpacked++;
    wh_decode_transfer(r->env, part->encoding, part->body, text);
    if (!wh_mime_occurs(text->bytes, boundary) && wh_mime_used_boundary(text->bytes, true).n == 0)
        return part->body;
    *damage |= WH_MIME_BIT(ENCODED);
    part->unpacked = text;
    return text->bytes;
}

static void read_multipart(reader *r, int32_t index, wh_str boundary)
{
    wh_part part = r->out->at[index];
    uint32_t damage = 0;
    wh_str above = r->above, body = body_of(r, index, boundary, &damage);
    r->above = r->out->at[index].unpacked ? WH_ABSENT : part.encoding;
    boundary = boundary_of(boundary, body, &damage);
    margins margin;
    if (read_delimited(r, index, body, boundary, &margin, &damage) == 0)
        read_entity(r, index, part.depth + 1, &(wh_fields){0}, body,
                    WH_LIT("text/plain")); /* no delimiter: what a reader sees is all of it */
    read_margin(r, index, margin.before, &damage);
    read_margin(r, index, margin.behind, &damage);
    r->above = above;
    r->out->at[index].damage |= damage;
    r->out->at[index].broken |= damage != 0;
}

/* ---- signed ---- */

/* RFC 8551 3.2: by the type, or by the name where a program did not know the type. */
static bool may_be_signed(const wh_part *part)
{
    return wh_eq(part->type, WH_LIT("application/pkcs7-mime")) ||
           wh_eq(part->type, WH_LIT("application/x-pkcs7-mime")) ||
           (wh_eq(part->type, WH_LIT("application/octet-stream")) &&
            wh_ends_nocase(part->name, WH_LIT(".p7m")));
}

/* What stands in an opaque signature is a part of the mail, as every program shows it. */
static void read_signed(reader *r, int32_t index)
{
    wh_part part = r->out->at[index];
    wh_text decoded, *text = NULL;
    if (r->unpacked < WH_MAX_ENCODED_PARTS) text = wh_alloc(r->env->arena, sizeof *text);
    if (!text) return;
    wh_decode_transfer(r->env, part.encoding, part.body, &decoded);
    bool whole;
    if (!wh_mime_signed(r->env, &decoded, text, &whole)) return;
    r->unpacked++;
    r->out->at[index].unpacked = text;
    r->out->at[index].damage |= whole ? 0 : WH_MIME_BIT(UNCLOSED);
    r->out->at[index].broken |= !whole;
    wh_str above = r->above;
    r->above = WH_ABSENT;
    read_part(r, index, part.depth + 1, text->bytes, WH_LIT("text/plain"));
    r->above = above;
}

/* ---- entities ---- */

/* Adds an entity, and what is inside it. Goes WH_MAX_DEPTH deep at most. */
static void read_entity(reader *r, int32_t parent, uint32_t depth, const wh_fields *fields, wh_str body,
                        wh_str type)
{
    wh_part *part = r->out->n < WH_MAX_PARTS ? wh_push(r->env->arena, r->out) : NULL;
    if (!part) return;
    int32_t index = (int32_t)r->out->n - 1;
    uint32_t damage = 0;
    wh_params content, disposition;
    wh_mime_content_type(r->env, fields, body, &content, &damage);
    wh_parse_params(r->env, wh_mime_value(fields, WH_LIT("Content-Disposition")), &disposition);
    wh_str encoding = wh_mime_encoding(r->env, fields, body, r->above, &damage);
    wh_str named = type_of(content.value), name = wh_param_named(&disposition, WH_LIT("filename"));
    if (wh_absent(name)) name = wh_param_named(&content, WH_LIT("name"));
    *part = (wh_part){
        .parent = parent,
        .depth = depth,
        .fields = *fields,
        .type = is_type(named) ? named : type,
        .flowed = wh_eq_nocase(wh_param_named(&content, WH_LIT("format")), WH_LIT("flowed")),
        .delsp = wh_eq_nocase(wh_param_named(&content, WH_LIT("delsp")), WH_LIT("yes")),
        .charset = lower_or_absent(r->env, wh_param_named(&content, WH_LIT("charset"))),
        .disposition = disposition.value.n ? disposition.value : WH_ABSENT,
        .encoding = encoding.n ? encoding : WH_ABSENT,
        .name = name,
        .body = body,
        .broken = damage != 0,
        .damage = damage,
    };
    part->multipart = wh_starts_nocase(part->type, WH_LIT("multipart/"));
    bool sealed = may_be_signed(part);
    if (wh_absent(body) || (!part->multipart && !sealed)) return;
    if (depth + 1 > WH_MAX_DEPTH) {
        part->broken = true;
        part->damage |= WH_MIME_BIT(DEEP);
        wh_note_cut(r->env, WH_CUT_DEPTH, body);
        return;
    }
    if (sealed) read_signed(r, index);
    else read_multipart(r, index, wh_param_named(&content, WH_LIT("boundary")));
}

void wh_parse_mime(wh_env *env, const wh_fields *fields, wh_str body, wh_parts *out)
{
    reader r = {.env = env, .out = out, .above = WH_ABSENT};
    *out = (wh_parts){0};
    read_entity(&r, -1, 0, fields, body, WH_LIT("text/plain"));
}
