/* A mail that passes on another one within its own text, as "Forward" does it: the sender, date and subject
 * that it shows are the forwarder's word, and that mail's header is not there. Anybody can write such a
 * block: it lowers no alarm. */
#include "checks/content/prose.h"
#include "parse/paste/paste.h"

#define BLOCK_LINES 10u /* a label may be followed by a blank line, a long list of recipients by more */

typedef enum label { LABEL_NONE, LABEL_FROM, LABEL_DATE, LABEL_SUBJECT, LABEL_TO, LABEL_COUNT } label;

/* What stands before a quoted line. */
static wh_str unquoted(wh_str line)
{
    size_t at = 0;
    while (at < line.n && (wh_is_space(line.p[at]) || line.p[at] == '>' || line.p[at] == '*')) at++;
    return wh_trim(wh_from(line, at));
}

/* The field that a line is labelled as, and what follows the label. */
static label label_of(wh_str line, wh_str *value)
{
    size_t n = 0;
    const wh_known *known = wh_label_at(line, &n);
    if (!known) {
        while (n < line.n && wh_is_alpha(line.p[n])) n++;
        known = n ? wh_known_field(wh_sub(line, 0, n)) : NULL;
    }
    wh_str rest = wh_trim_bytes(wh_from(line, n), WH_LIT(" \t*"));
    static const wh_str colons[] = {WH_LIT_INIT(":"), WH_LIT_INIT("\xEF\xBC\x9A")};
    size_t colon = wh_starts_nocase(rest, colons[0]) ? 1 : wh_starts_nocase(rest, colons[1]) ? 3 : 0;
    if (!known || !colon) return LABEL_NONE;
    *value = wh_trim_bytes(wh_from(rest, colon), WH_LIT(" \t*\r\n"));
    static const wh_str names[LABEL_COUNT] = {
        [LABEL_FROM] = WH_LIT_INIT("From"),
        [LABEL_DATE] = WH_LIT_INIT("Date"),
        [LABEL_SUBJECT] = WH_LIT_INIT("Subject"),
        [LABEL_TO] = WH_LIT_INIT("To"),
    };
    for (int i = LABEL_FROM; i < LABEL_COUNT; i++)
        if (wh_eq(known->name, names[i])) return (label)i;
    return LABEL_NONE;
}

static bool says_forwarded(wh_str line)
{
    return wh_find_nocase(line, WH_LIT("forwarded message"), 0) != WH_NONE_AT ||
           wh_find(line, WH_LIT("転送されたメッセージ"), 0) != WH_NONE_AT ||
           wh_find(line, WH_LIT("転送メッセージ"), 0) != WH_NONE_AT;
}

/* "Fwd: …", in the languages of mail programs. */
static bool is_forward(wh_str subject)
{
    static const wh_str marks[] = {WH_LIT_INIT("fw:"), WH_LIT_INIT("fwd:"),  WH_LIT_INIT("wg:"),
                                   WH_LIT_INIT("tr:"), WH_LIT_INIT("転送:"), WH_LIT_INIT("転送：")};
    subject = wh_trim(subject);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (wh_starts_nocase(subject, marks[i])) return true;
    return false;
}

static wh_str line_at(wh_str text, size_t at)
{
    size_t end = wh_find_byte(text, '\n', at);
    return wh_sub(text, at, end == WH_NONE_AT ? text.n : end);
}

/* The block that begins with the line at `at`: its end; 0: it is none. *from: the sender it shows. */
static size_t block_at(wh_str text, size_t at, wh_str *from)
{
    bool seen[LABEL_COUNT] = {false};
    size_t end = 0;
    wh_str value;
    for (unsigned i = 0; i < BLOCK_LINES && at < text.n; i++) {
        wh_str line = line_at(text, at), plain = unquoted(line);
        label one = label_of(plain, &value);
        if (i == 0 && one != LABEL_FROM) return 0;
        if (one == LABEL_FROM && i == 0) *from = value;
        seen[one] = true;
        if (one != LABEL_NONE) end = at + line.n;
        at += line.n + 1;
    }
    bool whole = seen[LABEL_SUBJECT] && (seen[LABEL_DATE] || seen[LABEL_TO]);
    return whole ? end : 0;
}

static bool report_in(wh_case *c, wh_str text, bool forward)
{
    for (size_t at = 0; at < text.n;) {
        wh_str line = line_at(text, at), from = WH_ABSENT;
        forward |= says_forwarded(line);
        size_t end = forward ? block_at(text, at, &from) : 0;
        if (end) {
            wh_finding *f = wh_finding_add(c, WH_F_FORWARDED_IN_TEXT);
            wh_finding_text(c, f, "from", wh_prose_line(c, from));
            wh_finding_prose(c, f, wh_sub(text, at, end));
            return true;
        }
        at += line.n + 1;
    }
    return false;
}

void wh_check_passed_on(wh_case *c)
{
    const wh_facts *facts = c->facts;
    bool forward = is_forward(facts->who.subject);
    for (uint32_t i = 0; i < facts->contents.n; i++)
        if (!facts->contents.at[i].file && report_in(c, facts->contents.at[i].visible, forward)) return;
}
