/* Where an Office file leads: ECMA-376 part 2, 9.3: the relationships whose target is external. A template,
 * an object or a frame among them is fetched as soon as the file is opened. */
#include "base/limits.h"
#include "parse/file/file.h"

static wh_str attribute(wh_str element, wh_str name)
{
    size_t at = wh_find(element, name, 0);
    if (at == WH_NONE_AT) return WH_ABSENT;
    at += name.n;
    size_t end = at < element.n ? wh_find_byte(element, element.p[at], at + 1) : WH_NONE_AT;
    return end == WH_NONE_AT ? WH_ABSENT : wh_sub(element, at + 1, end);
}

static bool is_loaded(wh_str type)
{
    return wh_ends_nocase(type, WH_LIT("/attachedTemplate")) || wh_ends_nocase(type, WH_LIT("/oleObject")) ||
           wh_ends_nocase(type, WH_LIT("/frame")) || wh_ends_nocase(type, WH_LIT("/subDocument"));
}

static wh_str unescaped(wh_env *env, wh_str s)
{
    wh_buf buf;
    wh_buf_init(&buf, env->arena);
    for (size_t at = 0; at < s.n; at++) {
        wh_put_byte(&buf, s.p[at]);
        if (wh_starts_nocase(wh_from(s, at), WH_LIT("&amp;"))) at += 4;
    }
    return wh_buf_str(&buf);
}

static void read_relationships(wh_env *env, wh_str xml, wh_strs *out, bool *loaded)
{
    for (size_t at = wh_find(xml, WH_LIT("<Relationship "), 0); at != WH_NONE_AT;
         at = wh_find(xml, WH_LIT("<Relationship "), at + 1)) {
        wh_str element = wh_sub(xml, at, wh_find_byte(xml, '>', at));
        if (!wh_eq(attribute(element, WH_LIT("TargetMode=")), WH_LIT("External"))) continue;
        wh_str target = unescaped(env, attribute(element, WH_LIT("Target=")));
        if (is_loaded(attribute(element, WH_LIT("Type=")))) *loaded = true;
        if (target.n == 0) continue;
        wh_str *one = out->n < WH_MAX_FILE_LINKS ? wh_push(env->arena, out) : NULL;
        if (one) *one = target;
        else wh_note_cut(env, WH_CUT_FILES, WH_ABSENT);
    }
}

void wh_office_links(wh_env *env, const wh_entries *entries, size_t *budget, wh_strs *out, bool *loaded)
{
    *out = (wh_strs){0};
    *loaded = false;
    char *room = wh_alloc(env->arena, WH_MAX_FILE_PART);
    for (uint32_t i = 0; room && i < entries->n; i++) {
        if (!wh_ends_nocase(entries->at[i].name, WH_LIT(".rels"))) continue;
        if (*budget < WH_MAX_FILE_PART + WH_INFLATE_COST) {
            wh_note_cut(env, WH_CUT_FILES, WH_ABSENT);
            return;
        }
        wh_str xml = wh_entry_content_to(room, WH_MAX_FILE_PART, &entries->at[i]);
        if (xml.n >= WH_MAX_FILE_PART) wh_note_cut(env, WH_CUT_FILES, WH_ABSENT);
        *budget -= xml.n + WH_INFLATE_COST;
        read_relationships(env, xml, out, loaded);
    }
}
