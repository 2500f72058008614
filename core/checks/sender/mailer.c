/* The program that the mail says it was written with (X-Mailer, User-Agent): RFC 2076 3.4, RFC 5536 3.2.13
 * know the fields; nothing in them is proof, but forgers copy names without thinking. */
#include "checks/common.h"
#include "checks/sender/identity.h"

static void add(wh_case *c, wh_finding_id id)
{
    wh_finding *f = wh_finding_add(c, id);
    wh_finding_text(c, f, "mailer", c->facts->who.mailer);
    wh_finding_slice(c, f, c->facts->who.mailer_raw);
}

static bool names_any(wh_str mailer, const wh_str *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (wh_find_nocase(mailer, names[i], 0) != WH_NONE_AT) return true;
    return false;
}

/* Programs for mass mail that are sold or passed around among senders of unasked mail, or left on web sites
 * that were broken into. */
static bool is_mass_tool(wh_str mailer)
{
    /* clang-format off */
    static const wh_str names[] = {
        WH_LIT_INIT("Supmailer"),     WH_LIT_INIT("Leaf PHPMailer"),       WH_LIT_INIT("LeafMailer"),
        WH_LIT_INIT("Alexus Mailer"), WH_LIT_INIT("Dark Mailer"),          WH_LIT_INIT("DarkMailer"),
        WH_LIT_INIT("Send-Safe"),     WH_LIT_INIT("Advanced Mass Sender"), WH_LIT_INIT("DirectMail Express"),
    };
    /* clang-format on */
    return names_any(mailer, names, sizeof names / sizeof *names);
}

/* Services and programs with which companies send their newsletters. */
static bool is_bulk_service(wh_str mailer)
{
    /* clang-format off */
    static const wh_str names[] = {
        WH_LIT_INIT("Mailchimp"),   WH_LIT_INIT("Sendinblue"),  WH_LIT_INIT("Brevo"),
        WH_LIT_INIT("Create Send"), WH_LIT_INIT("Customer.io"), WH_LIT_INIT("nlserver"),
        WH_LIT_INIT("XyzMailer"),   WH_LIT_INIT("Inxmail"),     WH_LIT_INIT("Accucast"),
        WH_LIT_INIT("HubSpot"),     WH_LIT_INIT("Klaviyo"),     WH_LIT_INIT("Marketo"),
        WH_LIT_INIT("phplist"),     WH_LIT_INIT("Mautic"),      WH_LIT_INIT("acmailer"),
        WH_LIT_INIT("blastmail"),   WH_LIT_INIT("Cuenote"),     WH_LIT_INIT("blayn"),
        WH_LIT_INIT("Benchmark"),   WH_LIT_INIT("GetResponse"), WH_LIT_INIT("ActiveCampaign"),
        WH_LIT_INIT("Mailjet"),     WH_LIT_INIT("MailerLite"),  WH_LIT_INIT("Zendesk"),
        WH_LIT_INIT("optivo"),      WH_LIT_INIT("Listrak"),     WH_LIT_INIT("Emarsys"),
        WH_LIT_INIT("SendGrid"),    WH_LIT_INIT("SendBlaster"), WH_LIT_INIT("MaxBulk Mailer"),
        WH_LIT_INIT("GroupMail"),   WH_LIT_INIT("Gammadyne"),   WH_LIT_INIT("SuperMailer"),
    };
    /* clang-format on */
    return names_any(mailer, names, sizeof names / sizeof *names);
}

/* Programs that their makers gave up long before the mail arrived, and that phishing kits still claim to be.
 * From the year given, the program is next to impossible in an honest mail. */
static bool is_outdated(const wh_facts *facts, int64_t clock_ms)
{
    static const struct {
        wh_str start;
        int64_t year;
    } rows[] = {
        {WH_LIT_INIT("Microsoft Outlook Express"), 2016}, /* came with Windows XP, unsupported since 2014 */
        {WH_LIT_INIT("PHPMailer [version 1."), 2012},     /* last version 2005 */
        {WH_LIT_INIT("Microsoft Outlook IMO"), 2014},     /* Outlook 2000 */
        {WH_LIT_INIT("Microsoft Outlook CWS"), 2014},
        {WH_LIT_INIT("Foxmail 4"), 2014},
        {WH_LIT_INIT("Foxmail 5"), 2016},
        {WH_LIT_INIT("Foxmail 6"), 2018}, /* last version 2009 */
        {WH_LIT_INIT("Internet Mail Service"), 2014},
        {WH_LIT_INIT("The Bat! (v1"), 2012},
        {WH_LIT_INIT("The Bat! (v2"), 2012},
        {WH_LIT_INIT("The Bat! (v3"), 2014},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (wh_starts_nocase(facts->who.mailer, rows[i].start))
            return clock_ms >= wh_days_of(rows[i].year, 1, 1) * 86400000;
    return false;
}

static bool is_vowel(char ch) { return wh_find_byte(WH_LIT("aeiouyAEIOUY"), ch, 0) != WH_NONE_AT; }

/* A word with no language's syllables in it: many consonants in a row. Words with two capitals or more are
 * abbreviations, and so are some without. */
static bool is_gibberish(wh_str word)
{
    static const wh_str parts[] = {WH_LIT_INIT("smtp"), WH_LIT_INIT("php"), WH_LIT_INIT("script"),
                                   WH_LIT_INIT("html"), WH_LIT_INIT("xml"), WH_LIT_INIT("http")};
    unsigned row = 0, longest = 0, first = 0, upper = 0;
    bool vowel = false;
    for (size_t i = 0; i < word.n; i++) {
        char ch = word.p[i];
        upper += wh_is_upper(ch);
        if (is_vowel(ch)) {
            vowel = true;
            row = 0;
        } else if (i == 0 || wh_lower(ch) != 'h') { /* "sch", "th" are one sound */
            if (++row > longest) longest = row;
        }
        if (!vowel) first = row;
    }
    return upper <= 1 && (first >= 5 || (first >= 4 && vowel) || longest >= 6) &&
           !names_any(word, parts, sizeof parts / sizeof *parts);
}

/* Words of letters, perhaps with a number after them: "Ncjgunu 5". Real programs' names can be pronounced. */
static bool is_random_words(wh_str mailer)
{
    unsigned words = 0, odd = 0;
    for (size_t at = 0; at < mailer.n;) {
        size_t end = at;
        while (end < mailer.n && mailer.p[end] != ' ') end++;
        wh_str word = wh_trim_bytes(wh_sub(mailer, at, end), WH_LIT("0123456789."));
        for (size_t i = 0; i < word.n; i++)
            if (!wh_is_alpha(word.p[i])) return false;
        words += word.n > 0;
        odd += is_gibberish(word);
        at = end + 1;
    }
    return words > 0 && words <= 3 && odd > 0;
}

/* Five letters and digits, capitals strewn among them: "bwbKE", "7TbRC". Product names with a capital inside
 * go on in small letters. */
static bool is_random_code(wh_str mailer)
{
    static const wh_str parts[] = {WH_LIT_INIT("smtp"), WH_LIT_INIT("php"), WH_LIT_INIT("OS")};
    unsigned rises = 0;
    if (mailer.n != 5 || names_any(mailer, parts, sizeof parts / sizeof *parts)) return false;
    for (size_t i = 0; i < mailer.n; i++) {
        if (!wh_is_alnum(mailer.p[i])) return false;
        rises += i && wh_is_upper(mailer.p[i]) && !wh_is_upper(mailer.p[i - 1]);
    }
    return (rises > 0 && wh_is_upper(mailer.p[4]) && !wh_is_upper(mailer.p[0])) || rises > 1;
}

void wh_check_mailer(wh_case *c)
{
    const wh_facts *facts = c->facts;
    wh_str mailer = facts->who.mailer;
    const wh_received *r = wh_handover_hop(facts);
    if (mailer.n == 0 || mailer.n > 200) return;
    int64_t clock = r && r->date.ok ? r->date.ms : facts->who.date.ok ? facts->who.date.ms : INT64_MIN;
    if (is_mass_tool(mailer)) add(c, WH_F_MAILER_MASS_TOOL);
    else if (is_bulk_service(mailer)) add(c, WH_F_MAILER_BULK);
    else if (is_outdated(facts, clock)) add(c, WH_F_MAILER_OUTDATED);
    else if (is_random_words(mailer) || is_random_code(mailer)) add(c, WH_F_MAILER_RANDOM);
}
