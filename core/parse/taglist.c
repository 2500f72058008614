/* Tag lists: RFC 6376 3.2, also of ARC (RFC 8617) and DMARC records (RFC 9989). */
#include "base/limits.h"
#include "parse/parse.h"

/* tag-name: a letter, then letters, digits and "_". */
static bool is_tag_name(wh_str name)
{
    if (name.n == 0 || !wh_is_alpha(name.p[0])) return false;
    for (size_t i = 1; i < name.n; i++)
        if (!wh_is_alnum(name.p[i]) && name.p[i] != '_') return false;
    return true;
}

/* VALCHAR and folding white space inside; RFC 8616 adds UTF-8. */
static bool is_tag_value(wh_str value)
{
    for (size_t i = 0; i < value.n; i++)
        if (((unsigned char)value.p[i] < 0x21 && !wh_is_space(value.p[i])) || value.p[i] == 0x7F)
            return false;
    return true;
}

void wh_parse_tags(wh_env *env, wh_str value, wh_tags *out)
{
    *out = (wh_tags){.ok = true};
    for (size_t at = 0; at < value.n;) {
        size_t end = wh_find_byte(value, ';', at);
        if (end == WH_NONE_AT) end = value.n;
        wh_str spec = wh_sub(value, at, end);
        at = end + 1;
        if (wh_trim(spec).n == 0) { /* only the last ";" may have nothing after it */
            if (at <= value.n) out->ok = false;
            continue;
        }
        size_t equals = wh_find_byte(spec, '=', 0);
        wh_tag tag = {.name = wh_trim(wh_sub(spec, 0, equals))};
        if (equals == WH_NONE_AT || !is_tag_name(tag.name)) {
            out->ok = false;
            continue;
        }
        tag.raw_value = wh_from(spec, equals + 1);
        tag.value = wh_trim(tag.raw_value);
        if (!is_tag_value(tag.value) || !wh_absent(wh_tag_named(out, tag.name))) out->ok = false;
        if (out->list.n >= WH_MAX_TAGS) wh_note_cut(env, WH_CUT_TAGS, spec);
        wh_tag *slot = out->list.n < WH_MAX_TAGS ? wh_push(env->arena, &out->list) : NULL;
        if (!slot) {
            out->ok = false;
            return;
        }
        *slot = tag;
    }
}

wh_str wh_tag_named(const wh_tags *tags, wh_str name)
{
    for (uint32_t i = 0; i < tags->list.n; i++)
        if (wh_eq(tags->list.at[i].name, name)) return tags->list.at[i].value;
    return WH_ABSENT;
}
