/* Where the text wants the conversation to continue, and the one that it says went before: a free-mail
 * address to write to instead, and a thread of which the header knows nothing. */
#include "checks/content/prose.h"
#include "checks/sender/identity.h"
#include "checks/sender/message_id.h"
#include "checks/standing.h"

#define BEFORE 100u     /* bytes in which the words stand that ask to write */
#define AFTER 40u       /* the same behind the address, where the language has its verbs at the end */
#define BLOCK 800u      /* bytes of the fields that a program puts above what it quotes */
#define ADDRESSES 1000u /* looked at: who hides one behind others writes a long mail */

/* ---- an address to write to ---- */

static bool asks_to_write(wh_str before)
{
    static const wh_str words[] = {
        WH_LIT_INIT("contact"),
        WH_LIT_INIT("mail"),
        WH_LIT_INIT("reply"),
        WH_LIT_INIT("respond"),
        WH_LIT_INIT("write"),
        WH_LIT_INIT("reach"),
        WH_LIT_INIT("send"),
        WH_LIT_INIT("text "),
        WH_LIT_INIT("kontakt"),
        WH_LIT_INIT("schreib"),
        WH_LIT_INIT("\xC3\xA9"
                    "crire"),
        WH_LIT_INIT("escrib"),
        WH_LIT_INIT("contate"),
        WH_LIT_INIT("responda"),
        WH_LIT_INIT("\xE9\x80\xA3\xE7\xB5\xA1"),            /* 連絡 */
        WH_LIT_INIT("\xE8\xBF\x94\xE4\xBF\xA1"),            /* 返信 */
        WH_LIT_INIT("\xE3\x83\xA1\xE3\x83\xBC\xE3\x83\xAB") /* メール */
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (wh_find_nocase(before, words[i], 0) != WH_NONE_AT) return true;
    return false;
}

/* "... までご連絡ください", on the same line. */
static bool is_asked_to_write(wh_str after)
{
    static const wh_str words[] = {WH_LIT_INIT("連絡"), WH_LIT_INIT("返信"), WH_LIT_INIT("メール")};
    after = wh_sub(after, 0, wh_find_byte(after, '\n', 0));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (wh_find(after, words[i], 0) != WH_NONE_AT) return true;
    return false;
}

static bool is_in(const wh_persons *persons, wh_str address)
{
    for (uint32_t i = 0; i < persons->n && i < 20; i++)
        if (wh_eq_nocase(persons->at[i].mailbox.address, address)) return true;
    return false;
}

/* Of somebody whom the header names. */
static bool is_known(const wh_identities *who, wh_str address)
{
    return is_in(&who->from, address) || is_in(&who->to, address) || is_in(&who->cc, address) ||
           is_in(&who->delivered_to, address);
}

static bool is_local(char c) { return wh_is_atext(c) || c == '.'; }

static bool check_address(wh_case *c, wh_str text)
{
    unsigned seen = 0;
    for (size_t at = wh_find_byte(text, '@', 0); at != WH_NONE_AT && seen < ADDRESSES;
         at = wh_find_byte(text, '@', at + 1), seen++) {
        size_t start = at, end = at + 1;
        while (start > 0 && at - start < 64 && is_local(text.p[start - 1])) start--;
        while (end < text.n && end - at < 253 && wh_is_hostname_char(text.p[end])) end++;
        wh_str address = wh_trim_bytes(wh_sub(text, start, end), WH_LIT(".-"));
        wh_str domain = wh_trim_bytes(wh_sub(text, at + 1, end), WH_LIT(".-"));
        /* "<x@example.com>: host ... said" tells what became of a mail to it. */
        if (wh_eq(wh_sub(text, end, end + 2), WH_LIT(">:"))) continue;
        /* ".../4B0A.90@example.com" names a message in an archive: no mailbox that anybody can have has a
         * "/". */
        if (wh_find_byte(wh_sub(text, start, at), '/', 0) != WH_NONE_AT) continue;
        if (start == at || !wh_is_free_mail(domain) || is_known(&c->facts->who, address)) continue;
        if (!asks_to_write(wh_sub(text, start > BEFORE ? start - BEFORE : 0, start)) &&
            !is_asked_to_write(wh_sub(text, end, end + AFTER)))
            continue;
        wh_finding *f = wh_finding_add(c, WH_F_TEXT_WRITE_ELSEWHERE);
        wh_finding_text(c, f, "address", wh_prose_line(c, address));
        wh_finding_text(c, f, "from", wh_standing_of(c)->from);
        wh_finding_prose(c, f, address);
        return true;
    }
    return false;
}

/* ---- a thread without a beginning ---- */

/* Where a line begins with the label and a colon; WH_NONE_AT: nowhere. */
static size_t find_line(wh_str text, wh_str label, size_t from)
{
    for (size_t at = from; (at = wh_find_nocase(text, label, at)) != WH_NONE_AT; at++) {
        size_t before = at, behind = at + label.n;
        while (before > 0 &&
               (text.p[before - 1] == ' ' || text.p[before - 1] == '>' || text.p[before - 1] == '*'))
            before--;
        while (behind < text.n && (text.p[behind] == ' ' || text.p[behind] == '*')) behind++;
        bool colon = behind < text.n && (text.p[behind] == ':' ||
                                         wh_eq(wh_sub(text, behind, behind + 3), WH_LIT("\xEF\xBC\x9A")));
        if (colon && (before == 0 || text.p[before - 1] == '\n')) return at;
    }
    return WH_NONE_AT;
}

/* "On 6 May 2026, Hanako wrote:" */
static wh_str line_of_wrote(wh_str text)
{
    static const wh_str ends[] = {WH_LIT_INIT("wrote:"), WH_LIT_INIT("schrieb:"), WH_LIT_INIT("crit :"),
                                  WH_LIT_INIT("escribi\xC3\xB3:"), WH_LIT_INIT("escreveu:")};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t at = wh_find(text, ends[i], 0), start = at;
        if (at == WH_NONE_AT) continue;
        while (start > 0 && text.p[start - 1] != '\n') start--;
        wh_str line = wh_trim_bytes(wh_sub(text, start, at + ends[i].n), WH_LIT("> *"));
        bool dated = false;
        for (size_t k = 0; k < line.n; k++) dated = dated || wh_is_digit(line.p[k]);
        if (dated && line.n < 200) return line;
    }
    return WH_ABSENT;
}

/* The fields that mail programs put above a mail that is being answered. */
static wh_str quoted_head(wh_str text)
{
    static const wh_str labels[][3] = {
        {WH_LIT_INIT("From"), WH_LIT_INIT("To"), WH_LIT_INIT("Subject")},
        {WH_LIT_INIT("Von"), WH_LIT_INIT("An"), WH_LIT_INIT("Betreff")},
        {WH_LIT_INIT("De"), WH_LIT_INIT("\xC3\x80"), WH_LIT_INIT("Objet")},
        {WH_LIT_INIT("De"), WH_LIT_INIT("Para"), WH_LIT_INIT("Asunto")},
        {WH_LIT_INIT("De"), WH_LIT_INIT("Para"), WH_LIT_INIT("Assunto")},
        {WH_LIT_INIT("Da"), WH_LIT_INIT("A"), WH_LIT_INIT("Oggetto")},
        {WH_LIT_INIT("\xE5\xB7\xAE\xE5\x87\xBA\xE4\xBA\xBA"), WH_LIT_INIT("\xE5\xAE\x9B\xE5\x85\x88"),
         WH_LIT_INIT("\xE4\xBB\xB6\xE5\x90\x8D")} /* 差出人 宛先 件名 */
    };
    text = wh_sub(text, 0, 20000);
    wh_str wrote = line_of_wrote(text);
    if (wrote.n) return wrote;
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        size_t at = find_line(text, labels[i][0], 0);
        wh_str block = at == WH_NONE_AT ? WH_ABSENT : wh_sub(text, at, at + BLOCK);
        if (block.n && find_line(block, labels[i][1], 0) != WH_NONE_AT &&
            find_line(block, labels[i][2], 0) != WH_NONE_AT)
            return wh_sub(block, 0, wh_find_byte(block, '\n', 0));
    }
    return WH_ABSENT;
}

void wh_check_talk(wh_case *c)
{
    const wh_standing *s = wh_standing_of(c);
    bool written = s->known_list;
    bool quoted = !wh_answers_nothing(c);
    for (uint32_t i = 0; i < c->facts->contents.n && !(written && quoted); i++) {
        const wh_content *content = &c->facts->contents.at[i];
        if (content->file) continue;
        written = written || check_address(c, content->visible);
        wh_str head = quoted ? WH_ABSENT : quoted_head(content->visible);
        if (head.n == 0) continue;
        quoted = true;
        wh_finding *f = wh_finding_add(c, WH_F_THREAD_UNREFERENCED);
        wh_finding_text(c, f, "text", wh_prose_line(c, head));
        wh_finding_prose(c, f, head);
    }
}
