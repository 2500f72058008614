/* MIME structure: RFC 2045 5, RFC 2046 5.1 (multipart) and 5.2.1 (message/rfc822), RFC 2183. Outer boundaries
 * are looked for first, so that an inner part whose end is missing never swallows what comes after its
 * parent. */
#include "base/limits.h"
#include "parse/parse.h"

#define BOUNDARY_MOST 250u /* RFC 2046: 70 */

typedef struct reader {
    wh_env *env;
    wh_parts *out;
} reader;

static void read_entity(reader *r, int32_t parent, uint32_t depth, const wh_fields *fields, wh_str body,
                        wh_str type);

static wh_str field_value(const wh_fields *fields, wh_str name)
{
    const wh_field *field = wh_field_named(fields, name, 0);
    return field ? field->value : WH_ABSENT;
}

static wh_str lower_or_absent(wh_env *env, wh_str s)
{
    return s.n ? wh_copy_lower(env->arena, s) : WH_ABSENT;
}

/* A type must have a slash; what has none says nothing (RFC 2045 5.2). */
static bool is_type(wh_str s)
{
    size_t slash = wh_find_byte(s, '/', 0);
    return slash != WH_NONE_AT && slash > 0 && slash + 1 < s.n;
}

/* The next line's beginning. */
static size_t next_line(wh_str s, size_t at, char line_end)
{
    size_t end = wh_find_byte(s, line_end, at);
    return end == WH_NONE_AT ? s.n : end + 1;
}

static char line_end_of(wh_str s) { return wh_find_byte(s, '\n', 0) == WH_NONE_AT ? '\r' : '\n'; }

/* Splits an entity into header and body at its first empty line. One that begins with no field has no header.
 */
static void split_entity(reader *r, wh_str entity, wh_fields *fields, wh_str *body, bool *broken)
{
    char line_end = line_end_of(entity);
    size_t at = 0, next;
    *fields = (wh_fields){0};
    for (; at < entity.n; at = next) {
        next = next_line(entity, at, line_end);
        wh_str line = wh_sub(entity, at, next);
        if (line.p[0] == '\r' || line.p[0] == '\n') break;
    }
    wh_parse_fields(r->env, wh_sub(entity, 0, at), fields);
    if (fields->n && fields->at[0].name.n == 0) { /* text right behind the boundary */
        *fields = (wh_fields){0};
        *broken = true;
        *body = entity;
        return;
    }
    *body = at < entity.n ? wh_from(entity, next_line(entity, at, line_end)) : wh_from(entity, entity.n);
}

/* ---- multipart ------------------------------------------------------------------------------------- */

typedef enum line_kind { LINE_OTHER, LINE_DELIMITER, LINE_CLOSE } line_kind;

/* "--boundary" or "--boundary--" and nothing behind it but white space: another boundary may begin like this
 * one. */
static line_kind kind_of(wh_str line, wh_str boundary)
{
    if (line.n < boundary.n + 2 || line.p[0] != '-' || line.p[1] != '-' ||
        !wh_eq(wh_sub(line, 2, 2 + boundary.n), boundary))
        return LINE_OTHER;
    wh_str rest = wh_trim(wh_from(line, 2 + boundary.n));
    return rest.n == 0 ? LINE_DELIMITER : wh_eq(rest, WH_LIT("--")) ? LINE_CLOSE : LINE_OTHER;
}

/* A part ends before the line end that belongs to the delimiter behind it. */
static wh_str part_before(wh_str body, size_t from, size_t to)
{
    if (to > from && body.p[to - 1] == '\n') to--;
    if (to > from && body.p[to - 1] == '\r') to--;
    return wh_sub(body, from, to);
}

/* What the first line that looks like a delimiter has, for a multipart that does not say. */
static wh_str first_delimiter(wh_str body, char line_end)
{
    for (size_t at = 0, next; at < body.n; at = next) {
        next = next_line(body, at, line_end);
        wh_str line = wh_trim(wh_sub(body, at, next));
        if (line.n > 4 && line.p[0] == '-' && line.p[1] == '-' && wh_find_byte(line, ' ', 0) == WH_NONE_AT)
            return wh_from(line, 2);
    }
    return WH_ABSENT;
}

static void read_part(reader *r, int32_t parent, uint32_t depth, wh_str entity, wh_str type)
{
    wh_fields fields;
    wh_str body;
    bool broken = false;
    uint32_t index = r->out->n;
    split_entity(r, entity, &fields, &body, &broken);
    read_entity(r, parent, depth, &fields, body, type);
    if (broken && index < r->out->n) r->out->at[index].broken = true;
}

static void read_multipart(reader *r, int32_t index, wh_str boundary)
{
    wh_part part = r->out->at[index];
    wh_str body = part.body;
    bool digest = wh_eq(part.type, WH_LIT("multipart/digest")), closed = false, any = false;
    char line_end = line_end_of(body);
    if (boundary.n == 0 || boundary.n > BOUNDARY_MOST) boundary = first_delimiter(body, line_end);
    if (boundary.n > BOUNDARY_MOST) boundary.n = 0;
    size_t from = 0;
    for (size_t at = 0, next; boundary.n && at < body.n && !closed && r->out->n < WH_MAX_PARTS; at = next) {
        next = next_line(body, at, line_end);
        line_kind kind = kind_of(wh_sub(body, at, next), boundary);
        if (kind == LINE_OTHER) continue;
        wh_str default_type = digest ? WH_LIT("message/rfc822") : WH_LIT("text/plain");
        if (any) read_part(r, index, part.depth + 1, part_before(body, from, at), default_type);
        any = true;
        closed = kind == LINE_CLOSE;
        from = next;
    }
    if (!closed) {
        r->out->at[index].broken = true;
        if (any) read_part(r, index, part.depth + 1, wh_from(body, from), WH_LIT("text/plain"));
    }
    if (!any)
        read_entity(r, index, part.depth + 1, &(wh_fields){0}, body,
                    WH_LIT("text/plain")); /* no delimiter: what a reader sees is all of it */
}

/* ---- entities ---------------------------------------------------------------------------------------- */

static bool is_identity(wh_str encoding)
{
    return wh_absent(encoding) || wh_eq(encoding, WH_LIT("7bit")) || wh_eq(encoding, WH_LIT("8bit")) ||
           wh_eq(encoding, WH_LIT("binary"));
}

/* Adds an entity, and what is inside it. Goes WH_MAX_DEPTH deep at most. */
static void read_entity(reader *r, int32_t parent, uint32_t depth, const wh_fields *fields, wh_str body,
                        wh_str type)
{
    wh_part *part = r->out->n < WH_MAX_PARTS ? wh_push(r->env->arena, r->out) : NULL;
    if (!part) return;
    int32_t index = (int32_t)r->out->n - 1;
    wh_params content, disposition, encoding;
    wh_parse_params(r->env, field_value(fields, WH_LIT("Content-Type")), &content);
    wh_parse_params(r->env, field_value(fields, WH_LIT("Content-Disposition")), &disposition);
    wh_parse_params(r->env, field_value(fields, WH_LIT("Content-Transfer-Encoding")), &encoding);
    wh_str name = wh_param_named(&disposition, WH_LIT("filename"));
    if (wh_absent(name)) name = wh_param_named(&content, WH_LIT("name"));
    *part = (wh_part){
        .parent = parent,
        .depth = depth,
        .fields = *fields,
        .type = is_type(content.value) ? content.value : type,
        .charset = lower_or_absent(r->env, wh_param_named(&content, WH_LIT("charset"))),
        .disposition = disposition.value.n ? disposition.value : WH_ABSENT,
        .encoding = encoding.value.n ? encoding.value : WH_ABSENT,
        .name = name,
        .body = body,
    };
    part->multipart = wh_starts_nocase(part->type, WH_LIT("multipart/"));
    bool message = wh_eq(part->type, WH_LIT("message/rfc822")) || wh_eq(part->type, WH_LIT("message/global"));
    if (wh_absent(body) || (!part->multipart && !(message && is_identity(part->encoding)))) return;
    if (depth + 1 > WH_MAX_DEPTH) part->broken = true;
    else if (part->multipart) read_multipart(r, index, wh_param_named(&content, WH_LIT("boundary")));
    else read_part(r, index, depth + 1, body, WH_LIT("text/plain"));
}

void wh_parse_mime(wh_env *env, const wh_fields *fields, wh_str body, wh_parts *out)
{
    reader r = {env, out};
    *out = (wh_parts){0};
    read_entity(&r, -1, 0, fields, body, WH_LIT("text/plain"));
}
