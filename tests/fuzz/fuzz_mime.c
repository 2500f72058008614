/* fields.c, mime.c: a header, an empty line, a body. */
#include "fuzz.h"

static void fuzz(wh_env *env, wh_str input)
{
    wh_fields fields;
    wh_parts parts;
    size_t blank = wh_find(input, WH_LIT("\n\n"), 0);
    wh_str head = wh_sub(input, 0, blank == WH_NONE_AT ? input.n : blank + 1);
    wh_str body = blank == WH_NONE_AT ? WH_ABSENT : wh_from(input, blank + 2);
    wh_parse_fields(env, head, &fields);
    PROMISE(fields.n <= WH_MAX_FIELDS);
    for (uint32_t i = 0; i < fields.n; i++) {
        const wh_field *field = &fields.at[i];
        PROMISE(inside(field->whole, head) && inside(field->name, field->whole) &&
                inside(field->value, field->whole));
        wh_str flat = wh_unfold(env, field->value);
        PROMISE(wh_find_byte(flat, '\n', 0) == WH_NONE_AT && wh_find_byte(flat, '\r', 0) == WH_NONE_AT);
    }
    wh_parse_mime(env, &fields, body, &parts);
    PROMISE(parts.n >= 1 && parts.n <= WH_MAX_PARTS);
    for (uint32_t i = 0; i < parts.n; i++) {
        const wh_part *part = &parts.at[i];
        PROMISE(part->parent < (int32_t)i && part->depth <= WH_MAX_DEPTH);
        PROMISE(part->type.n >= 3);
        if (part->parent < 0) PROMISE(inside(part->body, input));
        if (part->parent < 0) continue;
        const wh_part *outer = &parts.at[part->parent];
        PROMISE(inside(part->body, outer->unpacked ? outer->unpacked->bytes : outer->body));
    }
}
