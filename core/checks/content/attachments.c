/* Attachments: what they are, against what they say they are. Nothing is executed. */
#include "base/limits.h"
#include "checks/common.h"
#include "checks/content/papers.h"
#include "checks/content/password.h"
#include "evidence/lists.h"

static wh_finding *add(wh_case *c, wh_finding_id id, const wh_attachment *a)
{
    wh_finding *f = wh_finding_add(c, id);
    wh_finding_text(c, f, "name", wh_absent(a->name) ? WH_LIT("") : a->name);
    wh_finding_text(c, f, "type", wh_absent(a->type) ? WH_LIT("?") : a->type);
    wh_finding_text(c, f, "detected", wh_absent(a->detected) ? WH_LIT("?") : a->detected);
    wh_finding_span(c, f, a->span);
    return f;
}

static bool has(const wh_attachment *a, uint32_t bits) { return (a->problems & bits) != 0; }

/* The entry that can run: the first of them. */
static wh_str program_in(const wh_attachment *a, bool *soft)
{
    for (uint32_t i = 0; i < a->entries.n; i++) {
        wh_attachment one = {.name = a->entries.at[i].name,
                             .detected = i < a->entry_types.n ? a->entry_types.at[i] : WH_ABSENT};
        wh_describe_file(&one);
        if (!has(&one, WH_FILE_BIT(RUNS) | WH_FILE_BIT(CONNECTS))) continue;
        *soft = has(&one, WH_FILE_BIT(SOFT));
        return one.name;
    }
    return WH_LIT("");
}

#define FEW 10u /* files of an archive: among more than these a program is likely the archive's purpose */

/* Files that run only once their reader allows it are passed on between honest people as well. */
static void add_program(wh_case *c, const wh_attachment *a)
{
    wh_finding *f = add(c, WH_F_ATTACHMENT_EXECUTABLE, a);
    wh_finding_text(c, f, "kind", wh_file_kind(a));
    if (f && has(a, WH_FILE_BIT(SOFT))) f->severity = WH_MEDIUM;
}

static void check_page(wh_case *c, const wh_attachment *a)
{
    if (has(a, WH_FILE_BIT(ASSEMBLES))) add(c, WH_F_ATTACHMENT_ASSEMBLES, a);
    else if (has(a, WH_FILE_BIT(FORM))) add(c, WH_F_ATTACHMENT_ASKS_PASSWORD, a);
    else if (has(a, WH_FILE_BIT(LEADS))) add(c, WH_F_ATTACHMENT_LEADS_AWAY, a);
    else if (!wh_eq(a->detected, WH_LIT("image/svg+xml"))) add(c, WH_F_ATTACHMENT_HTML, a);
}

static void check_one(wh_case *c, const wh_attachment *a)
{
    if (has(a, WH_FILE_BIT(TURNED))) add(c, WH_F_ATTACHMENT_NAME_REVERSED, a);
    if (has(a, WH_FILE_BIT(DOUBLE) | WH_FILE_BIT(PADDED))) add(c, WH_F_ATTACHMENT_DOUBLE_EXTENSION, a);
    else if (has(a, WH_FILE_BIT(CONNECTS))) add(c, WH_F_ATTACHMENT_CONNECTS, a);
    else if (has(a, WH_FILE_BIT(RUNS))) add_program(c, a);
    if (has(a, WH_FILE_BIT(HOLDS))) {
        wh_finding *f = add(c, WH_F_ATTACHMENT_HOLDS_PROGRAM, a);
        bool soft = false;
        wh_finding_text(c, f, "program", program_in(a, &soft));
        if (f && (soft || a->entries.n > FEW)) f->severity = WH_MEDIUM;
    }
    if (has(a, WH_FILE_BIT(DIFFERS))) add(c, WH_F_ATTACHMENT_TYPE_DIFFERS, a);
    if (has(a, WH_FILE_BIT(MACROS)) && !has(a, WH_FILE_BIT(RUNS))) add_program(c, a);
    if (has(a, WH_FILE_BIT(REMOTE))) add(c, WH_F_ATTACHMENT_REMOTE, a);
    /* Forms compute by it; invoices and letters have none. */
    if (has(a, WH_FILE_BIT(SCRIPT)) && !has(a, WH_FILE_BIT(MACROS)) &&
        wh_eq(a->detected, WH_LIT("application/pdf")))
        add(c, WH_F_ATTACHMENT_SCRIPT, a);
    if (!a->shown && has(a, WH_FILE_BIT(PAGE))) check_page(c, a);
}

/* Of the whole, or none. */
static bool has_digest(const wh_attachment *a) { return !a->cut && !wh_absent(a->data); }

const wh_digest *wh_attachment_digest(const wh_case *c, uint32_t index)
{
    static const wh_digest none = {.state = WH_NOT_ASKED};
    const wh_attachment *a = &c->facts->attachments.at[index];
    wh_buf key;
    if (!has_digest(a) || index >= WH_MAX_HASHED) return &none;
    wh_buf_init(&key, c->env->arena);
    wh_put(&key, WH_LIT("attachment:"));
    wh_put_int(&key, index);
    return wh_ask_digest(c->oracle, wh_buf_str(&key), WH_LIT("sha256"), a->data);
}

/* Statements and results go out as a sealed PDF with a hint at its password; a sealed archive can hold
 * anything. */
static void check_sealed(wh_case *c, const wh_attachment *a)
{
    wh_str password;
    if (!(a->encrypted || has(a, WH_FILE_BIT(CLOSED))) || !wh_find_password(c, &password)) return;
    wh_finding *f = add(c, WH_F_ATTACHMENT_PASSWORD_BESIDE, a);
    wh_finding_text(c, f, "password", password);
    if (f && wh_eq(a->detected, WH_LIT("application/pdf"))) f->severity = WH_LOW;
}

/* "PO_4471.7z": paperwork is sent to be read, and so as a document. An archive of a kind that few filters
 * look into holds none, whatever its name says. */
static void check_packed(wh_case *c, const wh_attachment *a)
{
    wh_str stem, extension = wh_file_extension(a->name, &stem);
    bool packed = wh_is_listed(&wh_extension_packed, extension) ||
                  wh_eq(a->detected, WH_LIT("application/vnd.rar")) ||
                  wh_eq(a->detected, WH_LIT("application/x-7z-compressed"));
    wh_str word = packed && stem.n ? wh_paper_named(stem) : WH_ABSENT;
    if (wh_absent(word)) return;
    wh_finding_text(c, add(c, WH_F_ATTACHMENT_PACKED_PAPER, a), "word", word);
}

void wh_check_attachments(wh_case *c)
{
    for (uint32_t i = 0; i < c->facts->attachments.n; i++) {
        check_one(c, &c->facts->attachments.at[i]);
        check_sealed(c, &c->facts->attachments.at[i]);
        check_packed(c, &c->facts->attachments.at[i]);
        wh_attachment_digest(c, i);
        if (i >= WH_MAX_HASHED && has_digest(&c->facts->attachments.at[i]))
            wh_note_cut(c->env, WH_CUT_DIGESTS, WH_ABSENT);
    }
}
