/*
 * Every field that names whoever got the mail, under whatever name a server wrote it (Bcc, X-Envelope-To,
 * X-RCPT-To, Original-Recipient of RFC 8098, ...): for those who publish a report and have to remove it.
 * Nothing else reads the list: anybody can write such fields.
 */
#include "base/limits.h"
#include "evidence/evidence.h"

static bool ends_with_one_of(wh_str name, const wh_str *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!wh_ends_nocase(name, words[i])) continue;
        if (name.n == words[i].n || name.p[name.n - words[i].n - 1] == '-') return true;
    }
    return false;
}

/* Whether a field's name says "to": RFC 5322 3.6.3, 3.6.6, and the habits of servers. */
static bool names_recipient(wh_str name)
{
    static const wh_str ends[] = {WH_LIT_INIT("to"),   WH_LIT_INIT("cc"),  WH_LIT_INIT("bcc"),
                                  WH_LIT_INIT("rcpt"), WH_LIT_INIT("for"), WH_LIT_INIT("recptid")};
    static const wh_str senders[] = {
        WH_LIT_INIT("reply-to"),   WH_LIT_INIT("errors-to"),   WH_LIT_INIT("receipt-to"),
        WH_LIT_INIT("report-to"),  WH_LIT_INIT("followup-to"), WH_LIT_INIT("reports-to"),
        WH_LIT_INIT("bounces-to"), WH_LIT_INIT("abuse-to"),    WH_LIT_INIT("complaints-to"),
        WH_LIT_INIT("bounce-to"),  WH_LIT_INIT("feedback-to"), WH_LIT_INIT("notification-to")};
    if (ends_with_one_of(name, ends, sizeof ends / sizeof *ends))
        return !ends_with_one_of(name, senders, sizeof senders / sizeof *senders);
    return wh_ends_nocase(name, WH_LIT("recipient")) || wh_ends_nocase(name, WH_LIT("recipients"));
}

static bool is_between(char c)
{
    return wh_is_space(c) || c == '<' || c == '>' || c == ',' || c == ';' || c == '(' || c == ')' || c == '"';
}

static void note(wh_facts *facts, uint32_t field, wh_str word)
{
    wh_persons *all = &facts->who.recipients;
    size_t at = wh_find_byte(word, '@', 0);
    if (at == WH_NONE_AT || at == 0 || at + 1 == word.n) return;
    if (all->n >= WH_MAX_ADDRESSES) {
        wh_note_cut(facts->env, WH_CUT_ADDRESSES, word);
        return;
    }
    wh_person *person = wh_push(facts->env->arena, all);
    if (!person) return;
    *person = (wh_person){.field = field};
    person->mailbox.local = wh_sub(word, 0, at);
    person->mailbox.domain = wh_from(word, at + 1);
    person->mailbox.address = person->mailbox.raw = word;
    wh_parse_name(facts->env, person->mailbox.domain, &person->name);
}

static void read_words(wh_facts *facts, uint32_t field, wh_str value)
{
    for (size_t i = 0, start = 0; i <= value.n; i++) {
        if (i < value.n && !is_between(value.p[i])) continue;
        if (i > start) note(facts, field, wh_sub(value, start, i));
        start = i + 1;
    }
}

void wh_gather_recipients(wh_facts *facts)
{
    for (uint32_t i = 0; i < facts->fields.n; i++) {
        wh_str name = facts->fields.at[i].name;
        bool elsewhere = wh_eq_nocase(name, WH_LIT("To")) || wh_eq_nocase(name, WH_LIT("Cc")) ||
                         wh_eq_nocase(name, WH_LIT("Delivered-To"));
        if (!elsewhere && names_recipient(name)) read_words(facts, i, facts->fields.at[i].value);
    }
}
