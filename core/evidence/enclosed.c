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

/* A file that may be a mail, whatever it is called: what is pasted into a text file and attached. */
static bool may_be_mail(const wh_part *part)
{
    bool file = !wh_absent(part->name) || wh_eq(part->disposition, WH_LIT("attachment"));
    return file &&
           (wh_eq(part->type, WH_LIT("application/octet-stream")) || wh_eq(part->type, WH_LIT("text/plain")));
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

static wh_facts *enclose(wh_env *env, const wh_options *options, wh_facts *outer, uint32_t part_index,
                         const wh_text *carried)
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
                        .source = carried->bytes,
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
        bool full = outermost(facts)->enclosed_n >= WH_MAX_ENCLOSED;
        if (full || facts->depth >= WH_MAX_ENCLOSED_DEPTH) {
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
        enclose(env, options, facts, i, &carried);
    }
    for (uint32_t i = 0; i < facts->enclosed.n; i++) gather_inside(env, options, facts->enclosed.at[i].facts);
}

void wh_gather_enclosed(wh_env *env, const wh_options *options, wh_facts *facts)
{
    gather_inside(env, options, facts);
}

bool wh_enclose_converted(wh_env *env, const wh_options *options, wh_facts *facts, uint32_t index,
                          wh_str mail)
{
    const wh_attachment *a = &facts->attachments.at[index];
    wh_str body = facts->parts.at[a->part].body;
    wh_text carried = {.bytes = mail};
    if (facts->depth >= WH_MAX_ENCLOSED_DEPTH || outermost(facts)->enclosed_n >= WH_MAX_ENCLOSED)
        return false;
    wh_piece *all = wh_push(env->arena, &carried.pieces); /* every byte of it stands for the file */
    if (!all) return false;
    *all = (wh_piece){.made = true, .width = (uint16_t)(body.n < UINT16_MAX ? body.n : UINT16_MAX)};
    wh_facts *inner = enclose(env, options, facts, a->part, &carried);
    if (inner) gather_inside(env, options, inner);
    return inner != NULL;
}
