/* Texts that Outlook packs into a TNEF ("winmail.dat"): another Outlook shows them as the mail's own. Of one
 * that lies in another file they are what the reader sees on opening that. */
#include "base/limits.h"
#include "evidence/attachments/lead.h"

static void note(wh_facts *facts, const wh_attachment *a, wh_unread_reason reason)
{
    wh_note_unread(facts, (wh_unread){WH_UNREAD_TEXT, reason, a->detected, a->name, a->span});
}

static wh_str read_rtf(wh_facts *facts, const wh_attachment *a, wh_str packed, bool *page)
{
    bool whole = false;
    wh_str rtf = WH_ABSENT;
    size_t most = facts->inflatable < WH_MAX_RTF ? facts->inflatable : WH_MAX_RTF;
    rtf = wh_unpack_lzfu(facts->env, packed, most, &whole);
    facts->inflatable -= rtf.n;
    if (!whole) note(facts, a, rtf.n >= most ? WH_UNREAD_BECAUSE_TOO_LARGE : WH_UNREAD_BECAUSE_BROKEN);
    wh_str text = wh_read_rtf(facts->env, rtf, page);
    if (whole && wh_absent(text)) note(facts, a, WH_UNREAD_BECAUSE_BROKEN);
    return text;
}

static wh_str read_text(wh_facts *facts, const wh_attachment *a, const wh_outlook_text *text, bool *page)
{
    wh_charset_mend mend;
    *page = text->form == WH_OUTLOOK_HTML;
    if (text->form == WH_OUTLOOK_RTF) return read_rtf(facts, a, text->bytes, page);
    return wh_decode_part_text(facts->env, text->charset, wh_bounded_file(facts->env, text->bytes), *page,
                               &mend);
}

void wh_read_winmail(wh_facts *facts, const wh_attachment *a, unsigned depth, wh_leads *out)
{
    wh_tnef tnef;
    bool whole = wh_read_tnef(facts->env, a->data, &tnef);
    if (whole && tnef.texts.n == 0 && tnef.files.entries.n == 0) note(facts, a, WH_UNREAD_BECAUSE_UNKNOWN);
    for (uint32_t i = 0; i < tnef.texts.n; i++) {
        bool page;
        wh_str text = read_text(facts, a, &tnef.texts.at[i], &page);
        if (text.n == 0) continue;
        if (depth == 0) wh_add_made_text(facts, a->part, text, page);
        else wh_read_shown(facts->env, text, page, out);
    }
}
