/* Whose form a Received field has: by what the software calls itself, else by the words only it uses, else by
 * the shape of its ids and of the client part. A family is a way of writing, not a proof: anybody can write
 * like it. */
#include "parse/received/parts.h"

typedef struct name_row {
    wh_str start, family;
} name_row;
/* clang-format off */
#define ROW(start, family) {WH_LIT_INIT(start), WH_LIT_INIT(family)}

/* How the comment after "by" or "with" begins. */
/* clang-format off */
static const name_row software[] = {
    ROW("Postfix", "postfix"), ROW("Mailchimp", "postfix"), ROW("Exim", "exim"), ROW("Gmexim", "exim"),
    ROW("connectmail/exim", "exim"), ROW("qmail", "qmail"), ROW("qp ", "qmail"), ROW("qpsmtpd", "qpsmtpd"),
    ROW("CommuniGate", "communigate"), ROW("MDaemon", "mdaemon"), ROW("InterMail", "intermail"),
    ROW("Openwave", "intermail"), ROW("iPlanet", "iplanet"), ROW("Sun ", "iplanet"),
    ROW("Oracle Comm", "iplanet"), ROW("PMDF", "pmdf"), ROW("Post.Office", "post.office"),
    ROW("PowerMTA", "powermta"), ROW("ecelerity", "momentum"), ROW("Momentum", "momentum"),
    ROW("Nemesis", "nemesis"), ROW("JAMES", "james"), ROW("Apache James", "james"),
    ROW("Mercury", "mercury"), ROW("SMTPD32", "imail"), ROW("SMTPD-", "imail"),
    ROW("MailEnable", "mailenable"), ROW("Cyrus", "cyrus"), ROW("Dovecot", "dovecot"),
    ROW("fetchmail", "fetchmail"), ROW("getmail", "getmail"), ROW("amavis", "amavis"), ROW("ASSP", "assp"),
    ROW("Haraka", "haraka"),
    ROW("chasquid", "chasquid"), ROW("OpenSMTPD", "opensmtpd"), ROW("KumoMTA", "kumomta"),
    ROW("ZoneMTA", "zonemta"), ROW("Halon", "halon"), ROW("Axigen", "axigen"),
    ROW("hMailServer", "hmailserver"), ROW("Kerio", "kerio"), ROW("Merak", "icewarp"),
    ROW("IceWarp", "icewarp"), ROW("Lotus Domino", "domino"), ROW("IBM Domino", "domino"),
    ROW("HCL Domino", "domino"), ROW("Lotus SMTP", "domino"), ROW("IBM ESMTP", "domino"),
    ROW("GroupWise", "groupwise"), ROW("Novell", "groupwise"), ROW("Symantec", "symantec"),
    ROW("SAVSMTP", "symantec"), ROW("Trend", "trend-micro"), ROW("IMSVA", "trend-micro"),
    ROW("InterScan", "trend-micro"), ROW("MailShield", "mailshield"), ROW("MessageWall", "messagewall"),
    ROW("MailGate", "mailgate"), ROW("ArGoSoft", "argosoft"), ROW("Eudora Internet", "eims"),
    ROW("AppleMail", "apple"), ROW("Apple ", "apple"), ROW("Xserve", "sendmail"), ROW("LSMTP", "listserv"),
    ROW("LISTSERV", "listserv"), ROW("sSMTP", "ssmtp"), ROW("DragonFly", "dma"), ROW("SG", "sendgrid"),
    ROW("EzMTS", "ezmts"), ROW("Tumbleweed", "tumbleweed"), ROW("F-Secure", "f-secure"),
    ROW("Sophos", "sophos"), ROW("Content Tech", "content-technologies"), ROW("AVG SMTP", "avg"),
    ROW("Scalix", "scalix"), ROW("Zimbra", "zimbra"), ROW("MEProxy", "fastmail"), ROW("PPS", "proofpoint"),
    ROW("Horde", "webmail"), ROW("IMP", "webmail"), ROW("SquirrelMail", "webmail"),
    ROW("Roundcube", "webmail"), ROW("SMTPL release", "smtpl"), ROW("mail_out_v", "aol"),
    ROW("SimpleEmail", "ses"), ROW("Microsoft Exchange Internet", "exchange"),
    ROW("Barracuda", "barracuda"), ROW("Spam Firewall", "barracuda"), ROW("Smail", "smail"),
    ROW("masqmail", "masqmail"), ROW("nullmailer", "nullmailer"), ROW("msmtp", "msmtp"),
    ROW("Stalwart", "stalwart"), ROW("Maddy", "maddy"), ROW("mox", "mox"), ROW("Mailman", "mailman"),
    ROW("Smtp Server", "smtp-server"), ROW("bulk_mailer", "bulk_mailer"), ROW("OpenXP", "openxp"),
    ROW("WebSTAR", "webstar"), ROW("VOPmail", "vopmail"), ROW("NTMail", "ntmail"), ROW("XMail", "xmail"),
    ROW("WinGate", "wingate"), ROW("V8/", "sendmail"), ROW("smtpd", "smtpd"), ROW("EZweb", "au"),
    ROW("trex/", "trex"), ROW("DOCOMO", "docomo"), ROW("shby", "biglobe"), ROW("Coremail", "coremail"),
    ROW("Oracle Beehive", "beehive"), ROW("MOS ", "mirapoint"), ROW("mxfront", "yandex"),
    ROW("Yandex", "yandex"), ROW("NewM", "qq"), ROW("Micro Focus GroupWise", "groupwise"),
    ROW("SurgeMail", "surgemail"),
};
/* clang-format on */

/* How the with clause begins. */
static const name_row protocols[] = {
    ROW("Microsoft SMTP Server", "exchange"),
    ROW("Microsoft SMTPSVC", "smtpsvc"),
    ROW("mapi", "exchange"),
    ROW("Internet Mail Service", "exchange"),
    ROW("XMail", "xmail"),
    ROW("HTTPREST", "gmail"),
    ROW("MailEnable", "mailenable"),
    ROW("Novell_GroupWise", "groupwise"),
    ROW("NNFMP", "yahoo"),
    ROW("IBM ESMTP", "domino"),
    ROW("IBM SMTP", "domino"),
    ROW("qmail-scanner", "qmail-scanner"),
    ROW("bizsmtp", "intermail"),
    ROW("comcast", "intermail"),
    ROW("Smtp server", "smtp-server"),
    ROW("HTTPU", "communigate"),
    ROW("Exchange", "exchange"),
    ROW("BSMTP", "bsmtp"),
};

/* Names of hosts whose owner runs his own software. */
/* clang-format off */
static const name_row hosts[] = {
    ROW("google.com", "gmail"), ROW("googlemail.com", "gmail"), ROW("yahoo.com", "yahoo"),
    ROW("yahoo.co.jp", "yahoo"), ROW("outlook.com", "exchange"), ROW("hotmail.com", "exchange"),
    ROW("hotmail.msn.com", "hotmail"), ROW("mimecast.com", "mimecast"), ROW("pphosted.com", "proofpoint"),
    ROW("sendgrid.net", "sendgrid"), ROW("mailgun.org", "mailgun"), ROW("mailgun.net", "mailgun"),
    ROW("amazonses.com", "ses"), ROW("messagelabs.com", "messagelabs"), ROW("gmx.net", "gmx"),
    ROW("aol.com", "aol"),
};
/* clang-format on */
/* clang-format on */

static wh_str row_for(const name_row *rows, size_t n, wh_str s)
{
    for (size_t i = 0; i < n && s.n; i++) /* most names that a field may have it has not */
        if (wh_starts_nocase(s, rows[i].start)) return rows[i].family;
    return WH_ABSENT;
}

#define FAMILY(table, s) row_for((table), sizeof(table) / sizeof(table)[0], (s))

/* ---- shapes ---- */

/* "8.16.1/8.16.1", "8.13.0.PreAlpha4/8.13.0.PreAlpha4", "5.65/UW-NDC": sendmail and its configuration. */
static bool is_sendmail_version(wh_str s)
{
    size_t stroke = wh_find_byte(s, '/', 0), dot = wh_find_byte(s, '.', 0);
    return s.n > 3 && wh_is_digit(s.p[0]) && stroke != WH_NONE_AT && dot != WH_NONE_AT && dot < stroke &&
           wh_find_byte(wh_sub(s, 0, stroke), ' ', 0) == WH_NONE_AT;
}

/* "7.0.030.2", "8.5.016": Critical Path. */
static bool is_critical_path_version(wh_str s)
{
    return s.n >= 7 && s.n <= 12 && wh_is_digit(s.p[0]) && s.p[1] == '.' && wh_is_digit(s.p[2]) &&
           s.p[3] == '.' && s.p[4] == '0' && wh_is_digit(s.p[5]) && wh_is_digit(s.p[6]) &&
           (s.n == 7 || s.p[7] == '.');
}

static bool all_alnum(wh_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!wh_is_alnum(s.p[i])) return false;
    return s.n > 0;
}

/* "1nBmHM-0005cN-Ad", and since 4.97 "1wS4ys-00000001quo-0A9A". */
static bool is_exim_id(wh_str s)
{
    bool old = s.n == 16 && s.p[6] == '-' && s.p[13] == '-';
    bool recent = s.n == 23 && s.p[6] == '-' && s.p[18] == '-';
    if (!old && !recent) return false;
    size_t second = old ? 13 : 18;
    return all_alnum(wh_sub(s, 0, 6)) && all_alnum(wh_sub(s, 7, second)) && all_alnum(wh_from(s, second + 1));
}

/* "n12mr8614290ugh", "4fb4d7f45d1cf-65c01595082so4951055a12.3", "d9sm1839906edt.20.2020.08.21.15.57.54":
 * letters and digits, two letters for the kind, digits, then letters of the machine. */
static bool is_gmail_id(wh_str s)
{
    static const wh_str kinds[] = {
        WH_LIT_INIT("mr"),  WH_LIT_INIT("so"),  WH_LIT_INIT("sm"), WH_LIT_INIT("si"), WH_LIT_INIT("sor"),
        WH_LIT_INIT("csp"), WH_LIT_INIT("cwc"), WH_LIT_INIT("cs"), WH_LIT_INIT("ls"), WH_LIT_INIT("pz"),
        WH_LIT_INIT("wf"),  WH_LIT_INIT("dh"),  WH_LIT_INIT("qt"),
    };
    size_t dot = wh_find_byte(s, '.', 0);
    wh_str head = dot == WH_NONE_AT ? s : wh_sub(s, 0, dot);
    if (head.n < 10 || head.n > 60 || !wh_is_alnum(head.p[head.n - 1])) return false;
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        size_t at = wh_find(head, kinds[k], 1);
        if (at == WH_NONE_AT || !(wh_is_digit(head.p[at - 1]) || wh_is_hex(head.p[at - 1]))) continue;
        size_t digits = at + kinds[k].n, i = digits;
        while (i < head.n && wh_is_digit(head.p[i])) i++;
        if (i - digits >= 5 && head.n - i <= 4 && (i == head.n || all_alnum(wh_from(head, i)))) return true;
    }
    return false;
}

/* Mailgun's API: "by HASH with HTTP id" and 24 hexadecimal digits. */
static bool is_mailgun_api(const wh_received *out)
{
    if (!wh_starts_nocase(out->with, WH_LIT("HTTP")) || out->id.n != 24) return false;
    for (size_t i = 0; i < out->id.n; i++)
        if (!wh_is_hex(out->id.p[i])) return false;
    return wh_find_byte(out->by, '.', 0) == WH_NONE_AT;
}

static bool is_lower_alnum(wh_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!wh_is_digit(s.p[i]) && !wh_is_lower(s.p[i])) return false;
    return true;
}

/* PowerMTA names neither itself nor a protocol: "by host id hdjpv42n8lgl for <...>; DATE (envelope-from
 * <...>)". */
static bool is_powermta(const wh_rline *line, const wh_received *out)
{
    return !line->clause[WH_RC_WITH].present && !wh_absent(out->envelope_from) && wh_absent(out->software) &&
           out->id.n >= 10 && out->id.n <= 16 && is_lower_alnum(out->id);
}

/* Dovecot's sessions: 16 octets in base64 without padding, after LMTP or with the envelope sender beside
 * it. */
static bool is_dovecot(const wh_received *out)
{
    if (out->id.n != 22 || !wh_absent(out->software)) return false;
    for (size_t i = 0; i < out->id.n; i++)
        if (!wh_is_alnum(out->id.p[i]) && out->id.p[i] != '+' && out->id.p[i] != '/') return false;
    return wh_starts_nocase(out->with, WH_LIT("LMTP")) || !wh_absent(out->envelope_from);
}

/* SendGrid: "by filter0652p1las1.sendgrid.net with SMTP id filter0652p1las1-5089-5ADBF958-25" */
static bool repeats_host(const wh_received *out)
{
    size_t dot = wh_find_byte(out->by, '.', 0);
    wh_str host = dot == WH_NONE_AT ? out->by : wh_sub(out->by, 0, dot);
    return host.n > 4 && wh_starts_nocase(out->id, host) && out->id.n > host.n + 8 &&
           out->id.p[host.n] == '-';
}

/* Postfix under another name (its mail_name is a setting): "helo (rdns [ip]) by host (name) with ESMTP id
 * 689D070B7501". */
static bool is_renamed_postfix(const wh_received *out, const wh_rclient *client)
{
    if (!client->bracketed || wh_absent(client->host) || wh_absent(out->software)) return false;
    bool hex = out->id.n >= 8 && out->id.n <= 16, brief = out->id.n >= 13 && out->id.n <= 18;
    size_t letters = 0;
    for (size_t i = 0; i < out->id.n; i++) {
        char c = out->id.p[i];
        if (!wh_is_digit(c) && !(c >= 'A' && c <= 'F')) hex = false;
        if (!wh_is_alnum(c) || wh_find_byte(WH_LIT("AEIOUaeiou"), c, 0) != WH_NONE_AT)
            brief = false; /* base 52: no vowels */
        if (c == 'z') letters++;
    }
    return hex || (brief && letters > 0 && wh_is_digit(out->id.p[0]));
}

/* "38ef37gby1-1": ten letters and digits and a number, with the TLS comment after. */
static bool is_proofpoint_id(wh_str s)
{
    return s.n >= 12 && s.n <= 13 && s.p[10] == '-' && is_lower_alnum(wh_sub(s, 0, 10)) &&
           wh_is_digit(s.p[11]) && wh_is_digit(s.p[s.n - 1]);
}

/* sendmail without its version: eight letters and digits for the time, six digits for the process. */
static bool is_sendmail_id(wh_str s)
{
    if (s.n != 14 || !all_alnum(s)) return false;
    for (size_t i = 8; i < s.n; i++)
        if (!wh_is_digit(s.p[i])) return false;
    return wh_is_alpha(s.p[7]) || wh_is_alpha(s.p[2]);
}

/* OpenSMTPD alone says in its TLS comment whether the client's certificate was verified. */
static bool is_opensmtpd(const wh_received *out)
{
    for (uint32_t i = 0; i < out->comments.n; i++) {
        wh_str comment = out->comments.at[i];
        if (wh_starts_nocase(comment, WH_LIT("TLS")) &&
            (wh_ends_nocase(comment, WH_LIT(":NO")) || wh_ends_nocase(comment, WH_LIT(":YES"))))
            return true;
    }
    return false;
}

/* Yahoo's machines inside go by their addresses. */
static bool is_yahoo_inside(const wh_rline *line, const wh_received *out, const wh_rclient *client)
{
    bool theirs = wh_eq(out->with, WH_LIT("SMTPs")) || line->date_end <= line->date_first || line->weekday;
    return client->helo_said && theirs && out->by_ip.family && wh_absent(out->software);
}

/* Google's machines name themselves by addresses that nobody can reach: private IPv4, or 6to4 made of it. */
static bool is_google_inside(const wh_rline *line, const wh_received *out)
{
    const unsigned char *b = out->by_ip.b;
    if (line->clause[WH_RC_FROM].present || out->by_ip.family == 0) return false;
    return out->by_ip.family == 4 ? b[0] == 10 : b[0] == 0x20 && b[1] == 0x02;
}

static wh_str family_by_id(const wh_received *out)
{
    if (wh_starts_nocase(out->id, WH_LIT("us-mta-")) || wh_starts_nocase(out->id, WH_LIT("uk-mta-")))
        return WH_LIT("mimecast");
    if (is_exim_id(out->id)) return WH_LIT("exim");
    return is_gmail_id(out->id) ? WH_LIT("gmail") : WH_ABSENT;
}

static wh_str family_by_via(const wh_received *out)
{
    if (wh_starts_nocase(out->via, WH_LIT("smap")) || wh_starts_nocase(out->via, WH_LIT("csmap")))
        return WH_LIT("smap");
    if (!wh_absent(out->via) && wh_starts_nocase(out->id, WH_LIT("smtpd")) && all_alnum(out->id))
        return WH_LIT("obtuse-smtpd");
    return wh_starts_nocase(out->via, WH_LIT("listexpand")) ? WH_LIT("zmailer") : WH_ABSENT;
}

/* qmail and IronPort alone leave the weekday out; IronPort has the address in brackets. */
static wh_str family_by_date(const wh_rline *line, const wh_received *out, const wh_rclient *client)
{
    bool without_weekday = line->date_end > line->date_first && !line->weekday;
    bool bare = client->has_address && !client->bracketed;
    if (wh_starts_nocase(out->with, WH_LIT("ESMTP")) && without_weekday && wh_absent(out->id))
        return bare ? WH_LIT("qmail") : WH_LIT("ironport");
    if (!client->helo_said && !(bare && wh_absent(client->host))) return WH_ABSENT;
    return without_weekday || wh_starts_nocase(out->with, WH_LIT("QMQP")) ? WH_LIT("qmail") : WH_ABSENT;
}

static wh_str family_by_shape(const wh_rline *line, const wh_received *out, const wh_rclient *client)
{
    wh_str family;
    if (line->echo.end) return WH_LIT("intermail");
    if (is_powermta(line, out)) return WH_LIT("powermta");
    if (is_dovecot(out)) return WH_LIT("dovecot");
    if (repeats_host(out)) return WH_LIT("sendgrid");
    if (is_renamed_postfix(out, client)) return WH_LIT("postfix");
    if (is_yahoo_inside(line, out, client)) return WH_LIT("yahoo");
    if (family = family_by_id(out), !wh_absent(family)) return family;
    if (is_google_inside(line, out)) return WH_LIT("gmail");
    if (is_mailgun_api(out)) return WH_LIT("mailgun");
    if (is_proofpoint_id(out->id) && !wh_absent(out->tls_version)) return WH_LIT("proofpoint");
    if (is_opensmtpd(out)) return WH_LIT("opensmtpd");
    if (wh_absent(out->software) && is_sendmail_id(out->id)) return WH_LIT("sendmail");
    if (family = family_by_via(out), !wh_absent(family)) return family;
    return family_by_date(line, out, client);
}

static wh_str family_of_head(const wh_rline *line)
{
    const wh_rclause *head = &line->clause[WH_RC_HEAD];
    if (head->first >= head->end || line->tokens.at[head->first].kind != WH_R_COMMENT) return WH_ABSENT;
    wh_str comment = line->tokens.at[head->first].s;
    if (wh_starts_nocase(comment, WH_LIT("ofmipd"))) return WH_LIT("qmail");
    if (wh_starts_nocase(comment, WH_LIT("from "))) return WH_LIT("sendmail");
    return FAMILY(software, comment);
}

/* A comment in the from clause that only one server writes: ZMailer's flags on its reverse lookup. */
static wh_str family_of_client(const wh_rline *line)
{
    const wh_rclause *from = &line->clause[WH_RC_FROM];
    for (uint32_t i = from->first; from->present && i < from->end; i++) {
        const wh_rtoken *token = &line->tokens.at[i];
        if (token->kind != WH_R_COMMENT || line->stuffed) continue;
        if (wh_find(token->s, WH_LIT("rhost-flags"), 0) != WH_NONE_AT ||
            wh_find(token->s, WH_LIT(" \"EHLO "), 0) != WH_NONE_AT)
            return WH_LIT("zmailer");
        if (wh_find(token->s, WH_LIT("SquirrelMail auth"), 0) != WH_NONE_AT) return WH_LIT("webmail");
        if (wh_starts_nocase(token->s, WH_LIT("AUTH: "))) return WH_LIT("courier");
        if (wh_starts_nocase(token->s, WH_LIT("LHLO "))) return WH_LIT("zimbra");
    }
    return WH_ABSENT;
}

wh_str wh_received_family(const wh_rline *line, const wh_received *out, const wh_rclient *client)
{
    wh_str family = FAMILY(software, out->software);
    if (wh_absent(family) && is_sendmail_version(out->software)) family = WH_LIT("sendmail");
    if (wh_absent(family) && is_critical_path_version(out->software)) family = WH_LIT("critical-path");
    if (wh_absent(family)) family = FAMILY(protocols, out->with);
    if (wh_absent(family) && wh_absent(out->by))
        family = FAMILY(software, wh_received_phrase(line, WH_RC_BY));
    if (wh_absent(family)) family = family_of_head(line);
    if (wh_absent(family)) family = family_of_client(line);
    for (size_t i = 0; wh_absent(family) && i < sizeof hosts / sizeof hosts[0]; i++)
        if (wh_under_domain(out->by, hosts[i].start)) family = hosts[i].family;
    if (wh_absent(family)) family = family_by_shape(line, out, client);
    return family;
}
