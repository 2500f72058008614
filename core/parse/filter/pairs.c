/* What every form of a value is read with. */
#include "parse/filter/parts.h"

#include "base/limits.h"

bool wh_filter_push(wh_env *env, wh_filter_pairs *out, wh_str key, wh_str value)
{
    if (out->n >= WH_MAX_FILTER_PAIRS) {
        wh_note_cut(env, WH_CUT_FILTER_PAIRS, value);
        return false;
    }
    wh_filter_pair *pair = wh_push(env->arena, out);
    if (pair) *pair = (wh_filter_pair){key, wh_trim(value)};
    return pair != NULL;
}

size_t wh_filter_word_end(wh_str s, size_t at)
{
    while (at < s.n && !wh_is_space(s.p[at])) at++;
    return at;
}

size_t wh_filter_word_start(wh_str s, size_t at)
{
    while (at < s.n && wh_is_space(s.p[at])) at++;
    return at;
}
