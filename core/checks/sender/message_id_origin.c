/* Who made the Message-ID, against the program that the mail names; the time inside it; answers to nothing.
 * RFC 5322 3.6.4. */
#include "checks/common.h"
#include "checks/sender/message_id.h"
#include "evidence/generator.h"

#define DAY 86400000

static wh_finding *add(wh_case *c, wh_finding_id id)
{
    wh_finding *f = wh_finding_add(c, id);
    wh_finding_text(c, f, "id", c->facts->msgid.raw);
    wh_finding_slice(c, f, c->facts->msgid.raw);
    return f;
}

/* What programs that name themselves write. Only those that cannot be configured to do otherwise. */
typedef struct habit {
    wh_str mailer;
    wh_str generators[6];
} habit;

/* clang-format off */
static const habit habits[] = {
    {WH_LIT_INIT("Microsoft Outlook Express"),
     {WH_LIT_INIT("outlook-express"), WH_LIT_INIT("windows-mail"), WH_LIT_INIT("outlook")}},
    {WH_LIT_INIT("Microsoft Outlook IMO"), {WH_LIT_INIT("outlook-2000"), WH_LIT_INIT("outlook-express")}},
    {WH_LIT_INIT("Microsoft Outlook 1"),
     {WH_LIT_INIT("outlook"), WH_LIT_INIT("outlook-express"), WH_LIT_INIT("outlook-2000")}},
    {WH_LIT_INIT("Microsoft Office Outlook"),
     {WH_LIT_INIT("outlook"), WH_LIT_INIT("outlook-express"), WH_LIT_INIT("outlook-2000")}},
    {WH_LIT_INIT("PHPMailer"),
     {WH_LIT_INIT("phpmailer"), WH_LIT_INIT("hex32"), WH_LIT_INIT("kit-localhost-hex")}},
    {WH_LIT_INIT("Apple Mail ("), {WH_LIT_INIT("apple-mail"), WH_LIT_INIT("uuid")}},
    {WH_LIT_INIT("iPhone Mail ("), {WH_LIT_INIT("apple-mail"), WH_LIT_INIT("uuid")}},
    {WH_LIT_INIT("iPad Mail ("), {WH_LIT_INIT("apple-mail"), WH_LIT_INIT("uuid")}},
    {WH_LIT_INIT("Mozilla Thunderbird"),
     {WH_LIT_INIT("uuid"), WH_LIT_INIT("thunderbird-old"), WH_LIT_INIT("netscape")}},
    {WH_LIT_INIT("Becky! "), {WH_LIT_INIT("becky")}},
    {WH_LIT_INIT("The Bat! ("), {WH_LIT_INIT("the-bat")}},
};
/* clang-format on */

static const habit *habit_of(wh_str mailer)
{
    for (size_t i = 0; i < sizeof habits / sizeof *habits; i++)
        if (wh_starts_nocase(mailer, habits[i].mailer)) return &habits[i];
    return NULL;
}

static bool fits(const habit *program, const wh_msgid_origin *origin)
{
    wh_str found = origin->generator.n ? origin->generator : origin->shape;
    for (size_t i = 0;
         i < sizeof program->generators / sizeof *program->generators && program->generators[i].n; i++)
        if (wh_eq(found, program->generators[i])) return true;
    return false;
}

/* Servers and services on the way give ids of their own; a program or library under another name, a kit, or
 * an unknown generator does not fit. */
static void check_mailer(wh_case *c, const wh_msgid_origin *origin)
{
    const habit *program = habit_of(c->facts->who.mailer);
    if (!program || fits(program, origin) || origin->fills_in) return;
    bool known = origin->generator.n && !origin->shared;
    if (known && (origin->kind == WH_GENERATOR_SERVER || origin->kind == WH_GENERATOR_SERVICE ||
                  origin->kind == WH_GENERATOR_LIST))
        return;
    wh_finding *f = add(c, WH_F_MSGID_NOT_OF_MAILER);
    wh_finding_text(c, f, "mailer", c->facts->who.mailer);
    wh_finding_slice(c, f, c->facts->who.mailer_raw);
}

/* Shapes that many programs write hold numbers that only look like a time; those are not read. */
static void check_time(wh_case *c, const wh_msgid_origin *origin)
{
    const wh_date *date = &c->facts->who.date;
    if (!origin->parts.has_time || !date->ok || origin->shared || origin->kind == WH_GENERATOR_SHAPE ||
        origin->kind == WH_GENERATOR_KIT)
        return;
    int64_t after = origin->parts.ms - date->ms, slack = 2 * (int64_t)DAY;
    if (after < slack && after > -slack) return;
    wh_finding *f = add(c, after > 0 ? WH_F_MSGID_TIME_LATER : WH_F_MSGID_TIME_EARLIER);
    wh_finding_number(c, f, "seconds", (after < 0 ? -after : after) / 1000);
    wh_finding_slice(c, f, c->facts->who.date_raw);
}

static bool says_reply(wh_str subject)
{
    static const wh_str words[] = {WH_LIT_INIT("Re:"), WH_LIT_INIT("Re :"),  WH_LIT_INIT("Re："),
                                   WH_LIT_INIT("Aw:"), WH_LIT_INIT("返信:"), WH_LIT_INIT("返信：")};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (wh_starts_nocase(subject, words[i])) return true;
    return false;
}

/* Programs that answer a mail name it; Outlook does it in fields of its own. */
bool wh_answers_nothing(const wh_case *c)
{
    static const wh_str names[] = {WH_LIT_INIT("In-Reply-To"), WH_LIT_INIT("References"),
                                   WH_LIT_INIT("Thread-Index"), WH_LIT_INIT("Thread-Topic")};
    const wh_facts *facts = c->facts;
    if (facts->paste.kind == WH_SOURCE_FRAGMENT || facts->hops.n == 0 || wh_is_list_mail(facts) ||
        !says_reply(facts->who.subject))
        return false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const wh_field *field = wh_field_named(&facts->fields, names[i], 0);
        if (field && wh_trim_bytes(field->value, WH_LIT("<> \t\r\n")).n) return false; /* "<>" names none */
    }
    return true;
}

static void check_reply(wh_case *c)
{
    const wh_facts *facts = c->facts;
    if (wh_answers_nothing(c))
        wh_finding_slice(c, wh_finding_add(c, WH_F_REPLY_TO_NOTHING), facts->who.subject_raw);
}

void wh_check_message_id_origin(wh_case *c)
{
    const wh_msgid *id = &c->facts->msgid;
    const wh_msgid_origin *origin = &c->facts->msgid_origin;
    check_reply(c);
    if (!id->present || id->raw.n == 0) return;
    if (origin->kind == WH_GENERATOR_KIT && origin->generator.n && !wh_is_localhost(id->right))
        wh_finding_text(c, add(c, WH_F_MSGID_KIT), "kit", origin->generator);
    check_mailer(c, origin);
    check_time(c, origin);
}
