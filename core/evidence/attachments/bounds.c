/* How much of the files of a mail is read, inflated and unpacked: what is left out is noted. */
#include "base/limits.h"
#include "evidence/attachments/lead.h"

wh_str wh_bounded_file(wh_env *env, wh_str data)
{
    if (data.n > WH_MAX_FILE_TEXT) wh_note_cut(env, WH_CUT_FILES, WH_ABSENT);
    return wh_sub(data, 0, WH_MAX_FILE_TEXT);
}

wh_str wh_file_text(wh_env *env, wh_str data)
{
    wh_charset_mend mend;
    return wh_decode_part_text(env, WH_ABSENT, wh_bounded_file(env, data), true, &mend);
}

bool wh_may_inflate(wh_facts *facts, size_t bytes)
{
    if (facts->inflatable >= bytes) {
        facts->inflatable -= bytes;
        return true;
    }
    wh_note_cut(facts->env, WH_CUT_FILES, WH_ABSENT);
    return false;
}

wh_str wh_unpackable(wh_facts *facts, wh_str text)
{
    const wh_facts *outer = facts;
    while (outer->outer) outer = outer->outer;
    size_t most = WH_MAX_UNPACKED + outer->source.n;
    if (text.n > most) wh_note_cut(facts->env, WH_CUT_FILES, WH_ABSENT);
    return wh_sub(text, 0, most);
}
