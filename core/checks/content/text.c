/* What the words want: phrases of the subject, the shown name and the texts. Each is reported with its place
 * and weighs next to nothing by itself; what weighs is what honest mail never says, and what comes together.
 */
#include "checks/bounce.h"
#include "checks/content/phrases.h"
#include "checks/content/prose.h"
#include "checks/content/wallet.h"
#include "checks/results.h"
#include "checks/sender/identity.h"
#include "checks/standing.h"

typedef struct telling { /* a want that is reported where it is found */
    wh_want want;
    wh_finding_id id;
    uint32_t least; /* phrases that must be there */
} telling;

static const telling tellings[] = {
    {WH_WANT_CREDENTIALS, WH_F_TEXT_CREDENTIALS, 1},
    {WH_WANT_LOCKED, WH_F_TEXT_LOCKED, 1},
    {WH_WANT_DEADLINE, WH_F_TEXT_DEADLINE, 1},
    {WH_WANT_PRIZE, WH_F_TEXT_PRIZE, 1},
    {WH_WANT_MONEY, WH_F_TEXT_MONEY, 2},
    {WH_WANT_INVEST, WH_F_TEXT_INVEST, 1},
    {WH_WANT_PARCEL, WH_F_TEXT_PARCEL, 1},
    {WH_WANT_DOCUMENT, WH_F_TEXT_DOCUMENT, 1},
    {WH_WANT_CHARGE, WH_F_TEXT_CHARGE, 1},
    {WH_WANT_EXTORTION, WH_F_TEXT_EXTORTION, 3},
    {WH_WANT_MONEY, WH_F_TEXT_FORTUNE, 3},
    {WH_WANT_FAVOUR, WH_F_TEXT_FAVOUR, 1},
    {WH_WANT_BANK, WH_F_TEXT_BANK, 1},
    {WH_WANT_JOB, WH_F_TEXT_JOB, 1},
    {WH_WANT_REFUND, WH_F_TEXT_REFUND, 1},
    {WH_WANT_VIOLATION, WH_F_TEXT_VIOLATION, 1},
    {WH_WANT_LOAN, WH_F_TEXT_LOAN, 1},
    {WH_WANT_REMEDY, WH_F_TEXT_REMEDY, 1},
    {WH_WANT_DATING, WH_F_TEXT_DATING, 1},
    {WH_WANT_SEO, WH_F_TEXT_SEO, 1},
    {WH_WANT_SEO, WH_F_TEXT_PITCH, 2},
    {WH_WANT_PASTE_RUN, WH_F_TEXT_PASTE_RUN, 2},
    {WH_WANT_DEVICE_CODE, WH_F_TEXT_DEVICE_CODE, 1},
    {WH_WANT_SEED, WH_F_TEXT_SEED, 1},
    {WH_WANT_PASSWORD, WH_F_TEXT_PASSWORD, 1},
    {WH_WANT_VERIFIED, WH_F_TEXT_VERIFIED, 1},
    {WH_WANT_ENABLE, WH_F_TEXT_ENABLE, 1},
    {WH_WANT_QUOTE, WH_F_TEXT_QUOTE, 1},
    {WH_WANT_MESSENGER, WH_F_TEXT_MESSENGER, 1},
};

bool wh_words_want(const wh_case *c)
{
    const wh_phrase_hits *hits = c->results->wants;
    for (size_t i = 0; hits && i < sizeof tellings / sizeof *tellings; i++)
        if (hits->n[tellings[i].want] >= tellings[i].least) return true;
    return !hits;
}

static void tell(wh_case *c, wh_finding_id id, const wh_phrase_hits *hits, wh_want want)
{
    wh_finding *f = wh_finding_add(c, id);
    wh_finding_text(c, f, "text", wh_prose_line(c, hits->at[want][0]));
    for (uint32_t i = 0; i < hits->n[want] && i < WH_MAX_PHRASE_HITS; i++)
        wh_finding_prose(c, f, hits->at[want][i]);
}

/* "Call to cancel", and the number is only in the link (RFC 3966). */
static wh_str number_of_link(const wh_case *c)
{
    for (uint32_t i = 0; i < c->facts->links.n; i++)
        if (wh_eq(c->facts->links.at[i].uri.scheme, WH_LIT("tel"))) return c->facts->links.at[i].anchor.href;
    return WH_ABSENT;
}

static void check_callback(wh_case *c, const wh_phrase_hits *hits)
{
    if (!hits->n[WH_WANT_CHARGE] || !hits->n[WH_WANT_CALL]) return;
    wh_str words = hits->at[WH_WANT_CALL][0], number = wh_number_to_call(c, &words);
    if (number.n == 0) number = number_of_link(c);
    if (number.n == 0) return;
    wh_finding *f = wh_finding_add(c, WH_F_TEXT_CALLBACK);
    wh_finding_text(c, f, "text", wh_prose_line(c, words));
    wh_finding_text(c, f, "number", wh_prose_line(c, number));
    wh_finding_prose(c, f, number);
    wh_finding_prose(c, f, words);
    wh_finding_prose(c, f, hits->at[WH_WANT_CHARGE][0]);
}

/* The law gives weeks: who threatens with it, and wants an answer by tonight, has no court behind him. */
static void check_pursuit(wh_case *c, const wh_phrase_hits *hits)
{
    if (!hits->n[WH_WANT_PURSUIT] || !hits->n[WH_WANT_DEADLINE] || wh_standing_of(c)->known_list) return;
    wh_finding *f = wh_finding_add(c, WH_F_TEXT_PURSUIT);
    wh_finding_text(c, f, "text", wh_prose_line(c, hits->at[WH_WANT_PURSUIT][0]));
    wh_finding_text(c, f, "time", wh_prose_line(c, hits->at[WH_WANT_DEADLINE][0]));
    wh_finding_prose(c, f, hits->at[WH_WANT_PURSUIT][0]);
    wh_finding_prose(c, f, hits->at[WH_WANT_DEADLINE][0]);
}

/* Words for a machine that reads the mail too: where nobody sees them they have no honest use. */
static void check_assistant(wh_case *c, const wh_phrase_hits *seen)
{
    wh_phrase_hits *raw = seen->n[WH_WANT_ASSISTANT] ? NULL : wh_alloc(c->env->arena, sizeof *raw);
    if (seen->n[WH_WANT_ASSISTANT]) tell(c, WH_F_TEXT_ASSISTANT, seen, WH_WANT_ASSISTANT);
    if (!raw) return;
    for (uint32_t i = 0; i < c->facts->contents.n; i++) {
        const wh_content *content = &c->facts->contents.at[i];
        if (content->utf8.p != content->visible.p)
            wh_find_phrases(c->env, c->phrases, wh_sub(content->utf8, 0, WH_MAX_VISIBLE),
                            WH_WANT_BIT(WH_WANT_ASSISTANT), raw);
    }
    if (raw->n[WH_WANT_ASSISTANT]) tell(c, WH_F_TEXT_ASSISTANT_HIDDEN, raw, WH_WANT_ASSISTANT);
}

/* "said: 550 5.2.1 Mailbox is frozen": what a server answered (RFC 5321 4.2), about its own user's mailbox.
 */
static bool answers(wh_str text, wh_str words)
{
    if (words.p < text.p || words.p > text.p + text.n) return false;
    wh_str before = wh_trim(wh_sub(text, 0, (size_t)(words.p - text.p)));
    size_t n = before.n;
    while (n > 0 && before.n - n < 9 && (wh_is_digit(before.p[n - 1]) || before.p[n - 1] == '.')) n--;
    bool enhanced = wh_find_byte(wh_from(before, n), '.', 0) != WH_NONE_AT; /* RFC 3463 */
    if (enhanced && n > 0 && (before.p[n - 1] == ' ' || before.p[n - 1] == '-')) n--;
    wh_str code = enhanced ? wh_sub(before, n > 3 ? n - 3 : 0, n) : wh_from(before, n);
    return code.n == 3 && (code.p[0] == '4' || code.p[0] == '5') && wh_is_digit(code.p[1]) &&
           wh_is_digit(code.p[2]);
}

/* In a delivery report such words are quoted to say why it failed, and threaten nobody. */
static void drop_answers(const wh_facts *facts, wh_phrase_hits *hits)
{
    uint32_t kept = 0, known = hits->n[WH_WANT_LOCKED];
    for (uint32_t i = 0; i < known && i < WH_MAX_PHRASE_HITS; i++) {
        wh_str words = hits->at[WH_WANT_LOCKED][i];
        bool answer = false;
        for (uint32_t k = 0; k < facts->contents.n && !answer; k++)
            answer = answers(facts->contents.at[k].visible, words);
        if (!answer) hits->at[WH_WANT_LOCKED][kept++] = words;
    }
    if (known <= WH_MAX_PHRASE_HITS) hits->n[WH_WANT_LOCKED] = kept;
}

/* A file's name can say all that the text does not: "Renewal charged 459.99 call 1 808 555 0142.pdf". */
#define IN_NAMES (WH_WANT_BIT(WH_WANT_CHARGE) | WH_WANT_BIT(WH_WANT_CALL))

void wh_read_wants(wh_case *c)
{
    const wh_facts *facts = c->facts;
    wh_phrase_hits *hits = c->phrases ? wh_alloc(c->env->arena, sizeof *hits) : NULL;
    c->results->wants = hits;
    if (!hits) return;
    if (!wh_is_abuse_report(facts)) /* whose subject is that of the mail reported */
        wh_find_phrases(c->env, c->phrases, facts->who.subject, WH_ANY_WANT, hits);
    for (uint32_t i = 0; i < facts->who.from.n; i++)
        wh_find_phrases(c->env, c->phrases, facts->who.from.at[i].mailbox.display, WH_ANY_WANT, hits);
    for (uint32_t i = 0; i < facts->contents.n; i++)
        wh_find_phrases(c->env, c->phrases, facts->contents.at[i].visible, WH_ANY_WANT, hits);
    for (uint32_t i = 0; i < facts->attachments.n; i++)
        wh_find_phrases(c->env, c->phrases, facts->attachments.at[i].name, IN_NAMES, hits);
    if (wh_is_daemons_bounce(facts)) drop_answers(facts, hits);
}

/* Sender and reader share a domain, by the reader's own server: in an office people ask each other for
 * favours. Whether the sender's domain is genuine is for other checks to find out. */
static bool is_colleagues(const wh_case *c)
{
    const wh_identities *who = &c->facts->who;
    const wh_standing *s = wh_standing_of(c);
    if (s->from.n == 0 || wh_is_free_mail(s->from) || !wh_same_org(c->env, s->reader, s->from)) return false;
    for (uint32_t i = 0; i < who->reply_to.n; i++)
        if (!wh_same_org(c->env, who->reply_to.at[i].mailbox.domain, s->from)) return false;
    return true;
}

/* Where digital money is to be sent. Whoever is paid so cannot be found, and nobody gives it back. */
static bool check_wallet(wh_case *c)
{
    const wh_facts *facts = c->facts;
    wh_str wallet = WH_ABSENT;
    for (uint32_t i = 0; i < facts->contents.n && wallet.n == 0; i++)
        if (!facts->contents.at[i].file) wallet = wh_wallet_in(facts->contents.at[i].visible);
    if (wallet.n == 0 || wh_standing_of(c)->known_list) return false;
    wh_finding *f = wh_finding_add(c, WH_F_TEXT_WALLET);
    wh_finding_text(c, f, "wallet", wallet);
    wh_finding_prose(c, f, wallet);
    return true;
}

void wh_check_text(wh_case *c)
{
    const wh_phrase_hits *hits = c->results->wants;
    if (!hits) return;
    bool paid = check_wallet(c);
    for (size_t i = 0; i < sizeof tellings / sizeof *tellings; i++) {
        uint32_t least = tellings[i].least;
        if (paid && tellings[i].id == WH_F_TEXT_EXTORTION) least--; /* it says where to pay */
        if (hits->n[tellings[i].want] >= least) tell(c, tellings[i].id, hits, tellings[i].want);
    }
    /* Shops sell gift cards, in letters with links from servers of their own or of a service. Who signs as a
     * director asks for one thing only: are you there? */
    const wh_standing *s = wh_standing_of(c);
    bool shops = s->bulk && !s->threaded && (s->from_tied || s->served || !s->recent);
    bool ranked = hits->n[WH_WANT_FAVOUR] == 1 && hits->n[WH_WANT_RANK];
    if ((hits->n[WH_WANT_FAVOUR] >= 2 || ranked) && !shops && !is_colleagues(c))
        tell(c, WH_F_TEXT_FAVOURS, hits, WH_WANT_FAVOUR);
    if (hits->n[WH_WANT_RECORDS] && !is_colleagues(c)) tell(c, WH_F_TEXT_RECORDS, hits, WH_WANT_RECORDS);
    check_callback(c, hits);
    check_pursuit(c, hits);
    check_assistant(c, hits);
    for (uint32_t i = 0; i < c->facts->contents.n; i++) {
        wh_str turned = c->facts->contents.at[i].turned;
        if (turned.n == 0) continue;
        wh_finding *f = wh_finding_add(c, WH_F_TEXT_REVERSED);
        wh_finding_text(c, f, "text", wh_prose_line(c, turned));
        wh_finding_prose(c, f, turned);
        break;
    }
    if (!wh_absent(hits->disguised)) {
        wh_finding *f = wh_finding_add(c, WH_F_TEXT_DISGUISED);
        wh_finding_text(c, f, "text", wh_prose_line(c, hits->disguised));
        wh_finding_prose(c, f, hits->disguised);
    }
}
