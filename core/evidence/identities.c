/* Who the mail says it is from and to: RFC 5322 3.6.2, 3.6.3, 3.6.4. */
#include "base/limits.h"
#include "evidence/evidence.h"
#include "evidence/names.h"

static void read_persons(wh_facts *facts, uint32_t field, wh_persons *out)
{
    wh_mailboxes boxes = {0};
    if (out->n >= WH_MAX_ADDRESSES) { /* of one kind, in however many fields */
        wh_note_cut(facts->env, WH_CUT_ADDRESSES, facts->fields.at[field].whole);
        return;
    }
    wh_parse_addresses(facts->env, facts->fields.at[field].value, &boxes);
    for (uint32_t i = 0; i < boxes.n; i++) {
        if (out->n >= WH_MAX_ADDRESSES) {
            wh_note_cut(facts->env, WH_CUT_ADDRESSES, boxes.at[i].raw);
            return;
        }
        wh_person *person = wh_push(facts->env->arena, out);
        if (!person) return;
        person->mailbox = boxes.at[i];
        person->field = field;
        if (boxes.at[i].domain.n) wh_parse_name(facts->env, boxes.at[i].domain, &person->name);
    }
}

static void read_subject(wh_facts *facts, uint32_t field)
{
    wh_identities *who = &facts->who;
    if (who->subject_fields++) return;
    who->subject_raw = wh_trim(facts->fields.at[field].value);
    who->subject = wh_trim(wh_decode_header(facts->env, facts->fields.at[field].value));
}

static void read_date(wh_facts *facts, uint32_t field)
{
    wh_identities *who = &facts->who;
    if (who->date_fields++) return;
    who->date_raw = wh_trim(facts->fields.at[field].value);
    wh_parse_date(who->date_raw, &who->date);
}

static void read_message_id(wh_facts *facts, uint32_t field)
{
    if (facts->who.message_id_fields++) return;
    wh_parse_msgid(facts->env, facts->fields.at[field].value, &facts->msgid);
    wh_msgid_origin_of(facts->msgid.left, facts->msgid.right, &facts->msgid_origin);
    facts->msgid_field = field;
}

static void read_mailer(wh_facts *facts, uint32_t field)
{
    if (!wh_absent(facts->who.mailer)) return;
    facts->who.mailer_raw = wh_trim(facts->fields.at[field].value);
    facts->who.mailer = wh_trim(wh_decode_header(facts->env, facts->who.mailer_raw));
}

static void read_field(wh_facts *facts, uint32_t i)
{
    wh_identities *who = &facts->who;
    wh_str name = facts->fields.at[i].name;
    if (wh_eq_nocase(name, WH_LIT("From"))) {
        who->from_fields++;
        read_persons(facts, i, &who->from);
    } else if (wh_eq_nocase(name, WH_LIT("Sender"))) {
        read_persons(facts, i, &who->sender);
    } else if (wh_eq_nocase(name, WH_LIT("Reply-To"))) {
        read_persons(facts, i, &who->reply_to);
    } else if (wh_eq_nocase(name, WH_LIT("Return-Path"))) {
        if (!who->has_return_path) {
            who->return_path_field = i;
            read_persons(facts, i, &who->return_path);
        }
        who->has_return_path = true;
    } else if (wh_eq_nocase(name, WH_LIT("To"))) {
        read_persons(facts, i, &who->to);
    } else if (wh_eq_nocase(name, WH_LIT("Cc"))) {
        read_persons(facts, i, &who->cc);
    } else if (wh_eq_nocase(name, WH_LIT("Delivered-To")) || wh_eq_nocase(name, WH_LIT("X-Original-To")) ||
               wh_eq_nocase(name, WH_LIT("Envelope-To"))) {
        read_persons(facts, i, &who->delivered_to);
    } else if (wh_eq_nocase(name, WH_LIT("Subject"))) {
        read_subject(facts, i);
    } else if (wh_eq_nocase(name, WH_LIT("Date"))) {
        read_date(facts, i);
    } else if (wh_eq_nocase(name, WH_LIT("Message-ID"))) {
        read_message_id(facts, i);
    } else if (wh_eq_nocase(name, WH_LIT("X-Mailer")) || wh_eq_nocase(name, WH_LIT("User-Agent"))) {
        read_mailer(facts, i);
    }
}

wh_str wh_certain_envelope(const wh_identities *who)
{
    return who->envelope_certain ? wh_domain_of_address(who->envelope_from) : WH_ABSENT;
}

void wh_gather_identities(wh_facts *facts)
{
    for (uint32_t i = 0; i < facts->fields.n; i++) read_field(facts, i);
    if (facts->who.from_fields == 0) facts->who.from = facts->who.sender; /* Outlook and Exchange show it */
    const wh_persons *back = &facts->who.return_path;
    if (facts->who.has_return_path)
        facts->who.envelope_from = back->n ? back->at[0].mailbox.address : WH_LIT("");
}
