/* Where an Office file leads: ECMA-376 part 2, 9.3: the relationships whose target is external. A template,
 * an object or a frame among them is fetched as soon as the file is opened. */
#include "base/limits.h"
#include "parse/file/file.h"
#include "parse/html/html.h"

/* The value of an attribute, in either kind of quotes; white space may stand around its "=". */
static wh_str attribute(wh_str element, wh_str name)
{
    for (size_t at = wh_find(element, name, 0); at != WH_NONE_AT; at = wh_find(element, name, at)) {
        bool whole = at > 0 && wh_is_space(element.p[at - 1]);
        at += name.n;
        while (at < element.n && wh_is_space(element.p[at])) at++;
        if (!whole || at >= element.n || element.p[at] != '=') continue;
        at++;
        while (at < element.n && wh_is_space(element.p[at])) at++;
        size_t end = at < element.n ? wh_find_byte(element, element.p[at], at + 1) : WH_NONE_AT;
        return end == WH_NONE_AT ? WH_ABSENT : wh_sub(element, at + 1, end);
    }
    return WH_ABSENT;
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
    wh_put_unescaped(&buf, s, true);
    return wh_buf_str(&buf);
}

/* "<Relationship ", with any prefix of its namespace; the next one from `at` on. */
static wh_str next_element(wh_str xml, size_t *at)
{
    static const wh_str name = WH_LIT_INIT("Relationship");
    for (size_t found; (found = wh_find(xml, name, *at)) != WH_NONE_AT;) {
        *at = found + name.n;
        bool begins = found > 0 && (xml.p[found - 1] == '<' || xml.p[found - 1] == ':');
        if (begins && *at < xml.n && wh_is_space(xml.p[*at]))
            return wh_sub(xml, found, wh_find_byte(xml, '>', found));
    }
    return WH_ABSENT;
}

static void read_relationships(wh_env *env, wh_str xml, wh_strs *out, bool *loaded)
{
    size_t at = 0;
    if (wh_find_byte(wh_sub(xml, 0, 16), '\0', 0) != WH_NONE_AT)
        xml = wh_decode_charset(env, WH_LIT("utf-16"), xml);
    for (wh_str element; (element = next_element(xml, &at)).n;) {
        if (!wh_eq(attribute(element, WH_LIT("TargetMode")), WH_LIT("External"))) continue;
        wh_str target = unescaped(env, attribute(element, WH_LIT("Target")));
        if (is_loaded(attribute(element, WH_LIT("Type")))) *loaded = true;
        if (target.n == 0) continue;
        wh_str *one = out->n < WH_MAX_FILE_LINKS ? wh_push(env->arena, out) : NULL;
        if (one) *one = target;
        else wh_note_cut(env, WH_CUT_FILES, WH_ABSENT);
    }
}

void wh_office_links(wh_env *env, const wh_entries *entries, size_t *budget, wh_strs *out, bool *loaded)
{
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
