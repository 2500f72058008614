/* Mails enclosed in a mail: RFC 2046 5.2.1, RFC 6532 3.7 (message/global), RFC 6522 (text/rfc822-headers of a
 * delivery report), and files of mail attached as something else. Each is gathered like a mail of its own. */
#include "base/limits.h"
#include "evidence/evidence.h"
#include "parse/paste/paste.h"

static bool is_named_as_mail(const wh_part *part)
{
    return wh_ends_nocase(part->name, WH_LIT(".eml")) || wh_ends_nocase(part->name, WH_LIT(".emlx")) ||
           wh_ends_nocase(part->name, WH_LIT(".mht.eml")) || wh_eq(part->type, WH_LIT("application/eml"));
}

/* A file that may be a mail, whatever it is called: one that was pasted into a text file and attached. */
static bool may_be_mail(const wh_part *part)
{
    bool file = !wh_absent(part->name) || wh_eq(part->disposition, WH_LIT("attachment"));
    bool piece = wh_eq(part->type, WH_LIT("message/partial")); /* RFC 2046 5.2.2: the first begins the mail */
    return piece || (file && (wh_eq(part->type, WH_LIT("application/octet-stream")) ||
                              wh_eq(part->type, WH_LIT("text/plain"))));
}

static void map_repairs(wh_facts *facts)
{
    for (uint32_t i = 0; i < facts->paste.repairs.n; i++) {
        wh_spans *spans = &facts->paste.repairs.at[i].spans;
        for (uint32_t k = 0; k < spans->n; k++) spans->at[k] = wh_outer_span(facts, spans->at[k]);
    }
}

static wh_facts *outermost(wh_facts *facts)
{
    while (facts->outer) facts = facts->outer;
    return facts;
}

static bool has_room(wh_facts *facts)
{
    return facts->depth < WH_MAX_ENCLOSED_DEPTH && outermost(facts)->enclosed_n < WH_MAX_ENCLOSED;
}

/* mail: a slice of carried->bytes. */
static wh_facts *enclose(wh_env *env, const wh_options *options, wh_facts *outer, uint32_t part_index,
                         const wh_text *carried, wh_str mail)
{
    const wh_part *part = &outer->parts.at[part_index];
    wh_facts *facts = wh_alloc(env->arena, sizeof *facts);
    wh_enclosed *one = facts ? wh_push(env->arena, &outer->enclosed) : NULL;
    if (!one) return NULL;
    *one = (wh_enclosed){.part = part_index, .span = wh_part_span(outer, part), .facts = facts};
    env = wh_own_env(env);
    *facts = (wh_facts){.env = env,
                        .reading = env,
                        .options = options,
                        .source = mail,
                        .handover = {.hop = -1},
                        .list = {.hop = -1},
                        .outer = outer,
                        .depth = outer->depth + 1,
                        .number = ++outermost(outer)->enclosed_n,
                        .carried = *carried,
                        .carrier = part->body};
    wh_gather_mail(facts);
    map_repairs(facts);
    return facts;
}

/* A mail whose bytes were made out of a file: all of that file stands for each of them. */
static bool enclose_made(wh_env *env, const wh_options *options, wh_facts *facts, uint32_t part, wh_str mail)
{
    wh_str body = facts->parts.at[part].body;
    wh_text carried = {.bytes = mail};
    wh_piece *all = wh_push(env->arena, &carried.pieces);
    if (!all) return false;
    *all = (wh_piece){.made = true, .width = (uint16_t)(body.n < UINT16_MAX ? body.n : UINT16_MAX)};
    return enclose(env, options, facts, part, &carried, mail) != NULL;
}

static void note_file(wh_facts *facts, const wh_attachment *a, wh_str name, wh_unread_reason reason)
{
    wh_note_unread(facts, (wh_unread){WH_UNREAD_MAIL, reason, a->detected, name, a->span});
}

/* Mailboxes (RFC 4155): each of their mails. */
static void gather_mailbox(wh_env *env, const wh_options *options, wh_facts *facts, const wh_attachment *a)
{
    const wh_part *part = &facts->parts.at[a->part];
    wh_text carried = {.bytes = a->data};
    wh_strs mails;
    bool made = (a->problems & WH_FILE_BIT(IN_TEXT)) != 0;
    if (!made) wh_decode_transfer(env, part->encoding, part->body, &carried);
    wh_split_mbox(env, carried.bytes, &mails);
    for (uint32_t i = 0; i < mails.n; i++) {
        if (!has_room(facts)) {
            note_file(facts, a, a->name, WH_UNREAD_BECAUSE_TOO_MANY);
            return;
        }
        if (made) enclose_made(env, options, facts, a->part, mails.at[i]);
        else enclose(env, options, facts, a->part, &carried, mails.at[i]);
    }
}

/* Mails in an archive, at any depth of it. */
static void gather_packed(wh_env *env, const wh_options *options, wh_facts *facts, const wh_attachment *a)
{
    for (uint32_t i = 0; i < a->entries.n; i++) {
        const wh_entry *entry = &a->entries.at[i];
        wh_str type = i < a->entry_types.n ? a->entry_types.at[i] : WH_ABSENT;
        bool outlook = wh_ends_nocase(entry->name, WH_LIT(".msg")) &&
                       wh_eq(type, WH_LIT("application/x-ole-storage")); /* seen only at its beginning */
        if (!outlook && !wh_is_mail_file(entry->name, type)) continue;
        size_t cost = entry->bytes < SIZE_MAX && entry->method ? (size_t)entry->bytes : 0;
        wh_unread_reason reason = WH_UNREAD_BECAUSE_BROKEN;
        if (entry->encrypted) reason = WH_UNREAD_BECAUSE_ENCRYPTED;
        else if (outlook) reason = WH_UNREAD_BECAUSE_UNKNOWN;
        else if (entry->bytes > WH_MAX_NESTED || cost > facts->inflatable)
            reason = WH_UNREAD_BECAUSE_TOO_LARGE;
        else if (!has_room(facts)) reason = WH_UNREAD_BECAUSE_TOO_MANY;
        else {
            facts->inflatable -= cost;
            wh_str mail = wh_entry_content(env, entry, (size_t)entry->bytes);
            if (wh_begins_with_field(mail) && enclose_made(env, options, facts, a->part, mail)) continue;
        }
        note_file(facts, a, entry->name, reason);
        if (reason == WH_UNREAD_BECAUSE_TOO_MANY) return;
    }
}

/* Mails in files of other kinds than the one of a mail. */
static void gather_in_files(wh_env *env, const wh_options *options, wh_facts *facts)
{
    for (uint32_t i = 0; i < facts->attachments.n; i++) {
        const wh_attachment *a = &facts->attachments.at[i];
        if (a->shown || a->cut || wh_absent(a->data)) continue;
        bool written = (a->problems & WH_FILE_BIT(IN_TEXT)) != 0;
        if (wh_eq(a->detected, WH_LIT("application/mbox"))) {
            if (written || !is_named_as_mail(&facts->parts.at[a->part]))
                gather_mailbox(env, options, facts, a);
        } else if (written && (wh_begins_mail(a->data) || wh_is_mail_file(a->name, a->detected))) {
            if (!has_room(facts)) note_file(facts, a, a->name, WH_UNREAD_BECAUSE_TOO_MANY);
            else if (wh_begins_with_field(a->data)) enclose_made(env, options, facts, a->part, a->data);
        } else if (a->entries.n && !a->encrypted) {
            gather_packed(env, options, facts, a);
        }
    }
}

static void gather_inside(wh_env *env, const wh_options *options, wh_facts *facts)
{
    for (uint32_t i = 0; i < facts->parts.n; i++) {
        const wh_part *part = &facts->parts.at[i];
        bool mail = wh_part_is_mail(part), named = !part->multipart && is_named_as_mail(part);
        if (!mail && !named && !may_be_mail(part)) continue;
        wh_unread unread = {WH_UNREAD_MAIL, WH_UNREAD_BECAUSE_TOO_MANY, part->type, part->name,
                            wh_part_span(facts, part)};
        wh_text carried = {0};
        if (!mail && !named) wh_decode_transfer(env, part->encoding, part->body, &carried);
        if (!mail && !named && !wh_begins_mail(carried.bytes)) continue;
        if (facts->depth >= WH_MAX_ENCLOSED_DEPTH) unread.reason = WH_UNREAD_BECAUSE_TOO_DEEP;
        if (!has_room(facts)) {
            wh_note_unread(facts, unread);
            continue;
        }
        if (mail || named) wh_decode_transfer(env, part->encoding, part->body, &carried);
        unread.reason = WH_UNREAD_BECAUSE_BROKEN;
        if (wh_trim(carried.bytes).n == 0) {
            if (mail) wh_note_unread(facts, unread);
            continue;
        }
        bool counted = wh_ends_nocase(part->name, WH_LIT(".emlx")) && wh_is_digit(carried.bytes.p[0]);
        if (!mail && !counted && !wh_begins_with_field(carried.bytes))
            continue; /* whatever it is, it is listed as a file */
        enclose(env, options, facts, i, &carried, carried.bytes);
    }
    gather_in_files(env, options, facts);
    for (uint32_t i = 0; i < facts->enclosed.n; i++) gather_inside(env, options, facts->enclosed.at[i].facts);
}

void wh_gather_enclosed(wh_env *env, const wh_options *options, wh_facts *facts)
{
    gather_inside(env, options, facts);
}

bool wh_enclose_converted(wh_env *env, const wh_options *options, wh_facts *facts, uint32_t index,
                          wh_str mail)
{
    uint32_t known = facts->enclosed.n;
    if (!has_room(facts) || !enclose_made(env, options, facts, facts->attachments.at[index].part, mail))
        return false;
    gather_inside(env, options, facts->enclosed.at[known].facts);
    return true;
}
