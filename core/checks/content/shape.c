/* The shape of the body: words, pictures, links and files beside each other, and whether the subject is what
 * the text is about. */
#include "checks/content/phrases.h"
#include "checks/content/prose.h"
#include "checks/standing.h"
#include "base/limits.h"

#define FEW_LETTERS 60u /* less than that is no text */
#define GREETING 40u    /* and "See you on Sunday at the library" is one */
#define SHORT_TEXT 330u /* a line or two beside a file */
#define WORD 4u

typedef struct shape {
    bool html, image, anchor, pdf;
    size_t letters; /* letters and digits that a reader sees, counted up to SHORT_TEXT; kana, kanji and hangul
                       say twice as much */
    const wh_link *first;
    const wh_attachment *file;
} shape;

static size_t count_letters(wh_str text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.n && n < SHORT_TEXT; i++) { /* of UTF-8 each first byte */
        unsigned char first = (unsigned char)text.p[i];
        n += first >= 0xE3 && first <= 0xED ? 2 : wh_is_alnum(text.p[i]) || first >= 0xC3;
    }
    return n;
}

static bool is_html(const wh_facts *facts, const wh_content *content)
{
    return !content->file && wh_eq(facts->parts.at[content->part].type, WH_LIT("text/html"));
}

/* What a reader is shown: the HTML where there is one, else the plain text. */
static wh_str shown(const wh_facts *facts, bool *html)
{
    for (uint32_t i = 0; i < facts->contents.n; i++)
        if (is_html(facts, &facts->contents.at[i])) {
            *html = true;
            return facts->contents.at[i].visible;
        }
    *html = false;
    return facts->contents.n && !facts->contents.at[0].file ? facts->contents.at[0].visible : WH_ABSENT;
}

static void look(const wh_facts *facts, shape *out)
{
    *out = (shape){0};
    wh_str text = shown(facts, &out->html);
    out->letters = count_letters(text);
    for (uint32_t i = 0; i < facts->links.n; i++) {
        const wh_link *link = &facts->links.at[i];
        if (link->anchor.kind == WH_LINK_IMAGE) out->image = true;
        if (link->anchor.kind == WH_LINK_ANCHOR && wh_is_web_uri(&link->uri) && !out->anchor) {
            out->anchor = true;
            out->first = link;
        }
    }
    for (uint32_t i = 0; i < facts->attachments.n; i++) {
        const wh_attachment *a = &facts->attachments.at[i];
        if (wh_starts_nocase(a->type, WH_LIT("image/"))) out->image = true;
        if (!out->file &&
            (wh_eq(a->detected, WH_LIT("application/pdf")) || wh_ends_nocase(a->name, WH_LIT(".pdf")))) {
            out->pdf = true;
            out->file = a;
        }
    }
}

static bool is_word_byte(char c) { return wh_is_alpha(c) || (unsigned char)c >= 0x80; }

/* The next word of letters, from *at on; absent at the end. */
static wh_str next_word(wh_str text, size_t *at)
{
    while (*at < text.n && !is_word_byte(text.p[*at])) ++*at;
    size_t start = *at;
    while (*at < text.n && is_word_byte(text.p[*at])) ++*at;
    return *at > start ? wh_sub(text, start, *at) : WH_ABSENT;
}

/* How many of the subject's words stand in the text. Only languages that write words apart can be compared
 * so. */
static void compare_subject(wh_case *c)
{
    const wh_facts *facts = c->facts;
    wh_str words[WH_MAX_SUBJECT_WORDS], word, subject = facts->who.subject;
    bool html, met[WH_MAX_SUBJECT_WORDS] = {false};
    uint32_t n = 0, found = 0;
    size_t at = 0, length = 0;
    wh_str text = wh_sub(shown(facts, &html), 0, 200000);
    if (!html || wh_is_known_list(facts) || wh_find_byte(subject, '@', 0) != WH_NONE_AT) return;
    while (n < WH_MAX_SUBJECT_WORDS && (word = next_word(subject, &at)).n)
        if (word.n >= WORD && (unsigned char)word.p[0] < 0xE0) words[n++] = word;
    for (at = 0; (word = next_word(text, &at)).n; length++)
        for (uint32_t i = 0; i < n; i++)
            if (!met[i] && wh_eq_nocase(words[i], word)) {
                met[i] = true;
                found++;
            }
    if (n < 3 || length < 40 || found * 3 > n) return;
    wh_finding *f = wh_finding_add(c, WH_F_SUBJECT_ELSEWHERE);
    if (f && found == 0) f->severity = WH_MEDIUM;
    wh_finding_text(c, f, "subject", wh_sub(subject, 0, 200));
    wh_finding_number(c, f, "found", found);
    wh_finding_number(c, f, "words", n);
    wh_finding_slice(c, f, facts->who.subject_raw);
}

#define LURE_TEXT 700u /* bytes: a page with a button */

/* A file that says little more than "open the document", with a link to do it by. */
static void check_lure(wh_case *c, uint32_t index)
{
    const wh_content *content = &c->facts->contents.at[index];
    static const wh_want wants[] = {WH_WANT_DOCUMENT, WH_WANT_CREDENTIALS, WH_WANT_LOCKED};
    const wh_link *link = NULL;
    for (uint32_t i = 0; i < c->facts->links.n && !link; i++)
        if (c->facts->links.at[i].content == index && wh_link_end(&c->facts->links.at[i])->host.n)
            link = &c->facts->links.at[i];
    wh_phrase_hits *hits = link && c->phrases && content->visible.n && content->visible.n < LURE_TEXT
                               ? wh_alloc(c->env->arena, sizeof *hits)
                               : NULL;
    if (!hits) return;
    wh_find_phrases(
        c->env, c->phrases, content->visible,
        WH_WANT_BIT(WH_WANT_DOCUMENT) | WH_WANT_BIT(WH_WANT_CREDENTIALS) | WH_WANT_BIT(WH_WANT_LOCKED), hits);
    for (size_t i = 0; i < sizeof wants / sizeof *wants; i++) {
        if (!hits->n[wants[i]]) continue;
        wh_finding *f = wh_finding_add(c, WH_F_ATTACHMENT_LURE);
        wh_finding_text(c, f, "name", c->facts->parts.at[content->part].name);
        wh_finding_text(c, f, "text", wh_prose_line(c, hits->at[wants[i]][0]));
        wh_finding_text(c, f, "host", wh_link_end(link)->host);
        wh_finding_prose(c, f, hits->at[wants[i]][0]);
        return;
    }
}

/* "Hi": a word or two from an address that anybody can have, and nothing else, to find out who answers. */
static void check_greeting(wh_case *c, const shape *is)
{
    const wh_standing *s = wh_standing_of(c);
    const wh_facts *facts = c->facts;
    if (!s->free_mail || s->threaded || s->known_list || is->letters >= GREETING) return;
    if (facts->links.n || facts->attachments.n || facts->unread.n) return;
    wh_finding *f = wh_finding_add(c, WH_F_ONLY_GREETING);
    wh_finding_slice(c, f, facts->who.from.at[0].mailbox.raw);
    for (uint32_t i = 0; i < facts->contents.n && i < 2; i++)
        wh_finding_prose(c, f, wh_trim(facts->contents.at[i].visible));
}

void wh_check_shape(wh_case *c)
{
    shape is;
    if (wh_absent(c->facts->paste.body)) return;
    look(c->facts, &is);
    if (is.html && is.letters < FEW_LETTERS && is.anchor) {
        wh_finding *f = wh_finding_add(c, is.image ? WH_F_ONLY_IMAGE : WH_F_ONLY_LINK);
        wh_finding_text(c, f, "host", is.first->uri.host);
        wh_finding_span(c, f, is.first->span);
    }
    if (is.pdf && is.letters < SHORT_TEXT) {
        wh_finding *f = wh_finding_add(c, WH_F_ONLY_PDF);
        wh_finding_text(c, f, "name", is.file->name);
        wh_finding_span(c, f, is.file->span);
    }
    for (uint32_t i = 0; i < c->facts->contents.n; i++)
        if (c->facts->contents.at[i].file) check_lure(c, i);
    check_greeting(c, &is);
    compare_subject(c);
}
