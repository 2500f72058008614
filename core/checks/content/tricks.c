/* How the words are written: a template that nobody filled in, a picture drawn with letters, a path where a
 * name belongs. */
#include "checks/content/prose.h"
#include "base/limits.h"

/* ---- "%EMAIL%", "[RANDOM_NUMBER]", "{{first_name}}", "##name##" ---- */

static bool names_a_blank(wh_str inner)
{
    static const wh_str whole[] = {
        WH_LIT_INIT("email"),      WH_LIT_INIT("e-mail"),    WH_LIT_INIT("emailaddress"),
        WH_LIT_INIT("name"),       WH_LIT_INIT("firstname"), WH_LIT_INIT("first_name"),
        WH_LIT_INIT("first name"), WH_LIT_INIT("fname"),     WH_LIT_INIT("lastname"),
        WH_LIT_INIT("last_name"),  WH_LIT_INIT("lname"),     WH_LIT_INIT("fullname"),
        WH_LIT_INIT("user"),       WH_LIT_INIT("username"),  WH_LIT_INIT("recipient"),
        WH_LIT_INIT("domain"),     WH_LIT_INIT("company"),   WH_LIT_INIT("logo"),
        WH_LIT_INIT("victim"),     WH_LIT_INIT("to"),        WH_LIT_INIT("current_date"),
        WH_LIT_INIT("date"),       WH_LIT_INIT("link"),      WH_LIT_INIT("victim_email")};
    inner = wh_trim_bytes(inner, WH_LIT(" -_$.%#[{"));
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        if (wh_eq_nocase(inner, whole[i])) return true;
    return wh_starts_nocase(inner, WH_LIT("rand")) || wh_starts_nocase(inner, WH_LIT("rnd_"));
}

/* The blank that begins at text[at]; absent: none. */
static WH_APART wh_str blank_at(wh_str text, size_t at)
{
    static const struct {
        wh_str open, close;
    } marks[] = {
        {WH_LIT_INIT("{{"), WH_LIT_INIT("}}")}, {WH_LIT_INIT("[["), WH_LIT_INIT("]]")},
        {WH_LIT_INIT("##"), WH_LIT_INIT("##")}, {WH_LIT_INIT("${"), WH_LIT_INIT("}")},
        {WH_LIT_INIT("%"), WH_LIT_INIT("%")},   {WH_LIT_INIT("*|"), WH_LIT_INIT("|*")},
    };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (marks[i].open.p[0] != text.p[at] || !wh_eq(wh_sub(text, at, at + marks[i].open.n), marks[i].open))
            continue;
        size_t start = at + marks[i].open.n;
        wh_str near = wh_sub(text, start, start + WH_MAX_BLANK_FORM + marks[i].close.n);
        size_t end = wh_find(near, marks[i].close, 0);
        if (end != WH_NONE_AT && end > 0 && names_a_blank(wh_sub(near, 0, end)))
            return wh_sub(text, at, start + end + marks[i].close.n);
    }
    if (text.p[at] != '[' && text.p[at] != '{')
        return WH_ABSENT; /* single brackets are common: only what no person writes */
    wh_str near = wh_sub(text, at + 1, at + 1 + WH_MAX_BLANK_FORM);
    size_t end = wh_find_byte(near, text.p[at] == '[' ? ']' : '}', 0);
    wh_str inner = wh_sub(near, 0, end == WH_NONE_AT ? 0 : end);
    bool random = wh_starts_nocase(inner, WH_LIT("rand")) && wh_find_byte(inner, '_', 0) != WH_NONE_AT;
    return random ? wh_sub(text, at, at + 2 + inner.n) : WH_ABSENT;
}

static bool check_blanks(wh_case *c, wh_str text)
{
    static const bool marks[0x80] = {
        ['{'] = true, ['['] = true, ['#'] = true, ['%'] = true, ['*'] = true, ['$'] = true};
    for (size_t at = 0; at < text.n; at++) {
        unsigned char first = (unsigned char)text.p[at];
        if (first >= sizeof marks || !marks[first]) continue;
        wh_str blank = blank_at(text, at);
        if (blank.n == 0) continue;
        wh_finding *f = wh_finding_add(c, WH_F_TEXT_TEMPLATE);
        wh_finding_text(c, f, "text", wh_prose_line(c, blank));
        wh_finding_prose(c, f, blank);
        return true;
    }
    return false;
}

/* ---- a QR code of block elements, U+2580 to U+259F ---- */

#define QR_BLOCKS                                                                                            \
    120u /* the smallest code has 21 rows of 21 modules, half of them dark: drawn in halves, more than so    \
            many */

#define LEADS_BLOCKS '\xE2' /* the first byte of each of them in UTF-8 */

static bool is_block(uint32_t rune)
{
    return (rune >= 0x2580 && rune <= 0x259F) || rune == 0x25A0 || rune == 0x2B1B || rune == 0x2B1C;
}
static bool is_blank(uint32_t rune)
{
    return rune <= ' ' || rune == 0xA0 || rune == 0x3000 || (rune >= 0x2000 && rune <= 0x200B);
}

/* A long run of blocks of several kinds and blanks, with nothing else between: bars and rules are of one
 * kind. HTML has lost its lines by now, so only the run counts. */
static void check_drawing(wh_case *c, wh_str text)
{
    size_t blocks = 0, start = 0, end = 0;
    uint32_t first = 0;
    bool mixed = false;
    for (size_t at = 0; at <= text.n;) {
        if (blocks == 0 && (at = wh_find_byte(text, LEADS_BLOCKS, at)) == WH_NONE_AT) return;
        size_t here = at;
        uint32_t rune = 'x';
        if (at < text.n) rune = wh_next_rune(text, &at, NULL);
        else at++;
        if (is_block(rune)) {
            if (blocks++ == 0) start = here, first = rune;
            mixed |= rune != first;
            end = at;
        } else if (!is_blank(rune)) {
            if (blocks >= QR_BLOCKS && mixed) break;
            blocks = 0;
            mixed = false;
        }
    }
    if (blocks < QR_BLOCKS || !mixed) return;
    wh_finding *f = wh_finding_add(c, WH_F_TEXT_QR_DRAWN);
    wh_finding_prose(c, f, wh_sub(text, start, end));
}

/* ---- a path of somebody's disk as shown name ---- */

static bool is_path(wh_str name)
{
    name = wh_trim_bytes(name, WH_LIT(" \"'"));
    if (name.n >= 4 && wh_is_alpha(name.p[0]) && name.p[1] == ':' && (name.p[2] == '\\' || name.p[2] == '/'))
        return true;
    if (wh_starts_nocase(name, WH_LIT("/o=")) && wh_find_nocase(name, WH_LIT("/cn="), 0) != WH_NONE_AT)
        return true; /* a directory's name for a mailbox (X.500) */
    size_t steps = 0, blanks = 0;
    for (size_t i = 0; i < name.n; i++) {
        steps += name.p[i] == '/' || name.p[i] == '\\';
        blanks += wh_is_space(name.p[i]);
    }
    bool rooted = name.n && (name.p[0] == '/' || name.p[0] == '\\' || name.p[0] == '~');
    bool places = wh_find_nocase(name, WH_LIT("public_html"), 0) != WH_NONE_AT ||
                  wh_find_nocase(name, WH_LIT("/www/"), 0) != WH_NONE_AT;
    return blanks == 0 && (rooted ? steps >= 2 : places && steps >= 2);
}

static void check_display(wh_case *c, const wh_person *person)
{
    if (!is_path(person->mailbox.display)) return;
    wh_finding *f = wh_finding_add(c, WH_F_DISPLAY_PATH);
    wh_finding_text(c, f, "name", wh_prose_line(c, person->mailbox.display));
    wh_finding_slice(c, f, person->mailbox.raw);
}

void wh_check_tricks(wh_case *c)
{
    const wh_facts *facts = c->facts;
    bool told = check_blanks(c, facts->who.subject);
    for (uint32_t i = 0; i < facts->who.from.n; i++) {
        check_display(c, &facts->who.from.at[i]);
        told = told || check_blanks(c, facts->who.from.at[i].mailbox.display);
    }
    for (uint32_t i = 0; i < facts->contents.n; i++) {
        told = told || check_blanks(c, facts->contents.at[i].visible);
        check_drawing(c, facts->contents.at[i].visible);
    }
}
