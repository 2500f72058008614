/* An entity's header and body: RFC 2045 3, RFC 5322 2.1, and where the empty line between them is missing.
 * Whatever some mail program would show is not passed over. */
#include "parse/mime/parts.h"

static bool is_blank(wh_str line) { return line.n == 0 || line.p[0] == '\r' || line.p[0] == '\n'; }

/* "Name:" as RFC 5322 2.2 has it. */
static bool is_field(wh_str line)
{
    size_t n = 0;
    while (n < line.n && line.p[n] > ' ' && line.p[n] < 0x7F && line.p[n] != ':') n++;
    if (n == 0) return false;
    while (n < line.n && wh_is_wsp(line.p[n])) n++;
    return n < line.n && line.p[n] == ':';
}

/* name=value: a parameter that should have been folded. */
static bool is_parameter(wh_str line)
{
    size_t n = 0;
    while (n < line.n && (wh_is_alnum(line.p[n]) || line.p[n] == '-' || line.p[n] == '*')) n++;
    return n > 0 && n < line.n && line.p[n] == '=';
}

static bool is_field_or_more(wh_str line) { return line.n && (wh_is_wsp(line.p[0]) || is_field(line)); }

/* Whether the header goes on at a line that is neither a field nor a continuation: it is a parameter, or
 * fields follow. */
static bool is_stray_line(wh_str line, wh_str next)
{
    if (line.n > 2 && line.p[0] == '-' && line.p[1] == '-') return false;
    return is_parameter(line) || is_field_or_more(next);
}

static wh_str line_at(wh_str s, size_t at, char line_end)
{
    return wh_sub(s, at, wh_mime_next_line(s, at, line_end));
}

/* Where the header ends; *blank: an empty line ends it. */
static size_t header_end(wh_str entity, char line_end, bool *blank)
{
    size_t at = 0;
    for (size_t next; at < entity.n; at = next) {
        wh_str line = line_at(entity, at, line_end);
        next = at + line.n;
        *blank = is_blank(line);
        if (*blank) return at;
        if (!is_field_or_more(line) && !is_stray_line(line, line_at(entity, next, line_end))) return at;
    }
    *blank = true; /* all of it is header */
    return at;
}

void wh_mime_split(wh_env *env, wh_str entity, wh_fields *fields, wh_str *body, uint32_t *damage)
{
    char line_end = wh_mime_line_end(entity);
    bool blank = true;
    size_t at = header_end(entity, line_end, &blank);
    *fields = (wh_fields){0};
    wh_parse_fields(env, wh_sub(entity, 0, at), fields);
    if (fields->n && fields->at[0].name.n == 0) at = 0, blank = false; /* text right after the boundary */
    if (at == 0) *fields = (wh_fields){0};
    if (!blank) *damage |= at ? WH_MIME_BIT(NO_BLANK) : WH_MIME_BIT(NO_HEADER);
    *body = wh_from(entity, blank && at < entity.n ? wh_mime_next_line(entity, at, line_end) : at);
}

wh_str wh_mime_value_at(const wh_fields *fields, uint32_t index)
{
    wh_str value = fields->at[index].value;
    for (uint32_t k = index + 1;
         k < fields->n && fields->at[k].name.n == 0 && is_parameter(fields->at[k].value); k++)
        value.n = (size_t)(fields->at[k].value.p - value.p) + fields->at[k].value.n;
    return value;
}

wh_str wh_mime_value(const wh_fields *fields, wh_str name)
{
    for (uint32_t i = 0; i < fields->n; i++)
        if (wh_eq_nocase(fields->at[i].name, name)) return wh_mime_value_at(fields, i);
    return WH_ABSENT;
}
