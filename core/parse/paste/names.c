/* The names of header fields (RFC 5322, 4021 and what is met in mail), and the labels that mail programs and
 * web-mails show in their place. */
#include "parse/paste/paste.h"

/* In the order of ASCII lower case, for binary search. */
#define S(shape) WH_SHAPE_##shape
#define F(name, shape, worth, word)                                                                          \
    {                                                                                                        \
        {name, sizeof(name) - 1}, S(shape), worth, word                                                      \
    }
static const wh_known known[] = {
    F("Accept-Language", OTHER, 1, false),
    F("Apparently-To", ADDRESS, 1, false),
    F("ARC-Authentication-Results", TAGS, 3, false),
    F("ARC-Message-Signature", TAGS, 3, false),
    F("ARC-Seal", TAGS, 3, false),
    F("Authentication-Results", TAGS, 3, false),
    F("Authentication-Results-Original", TAGS, 2, false),
    F("Auto-Submitted", OTHER, 1, false),
    F("Autocrypt", TAGS, 1, false),
    F("Bcc", ADDRESS, 1, false),
    F("BIMI-Indicator", OTHER, 1, false),
    F("BIMI-Selector", TAGS, 1, false),
    F("Cc", ADDRESS, 1, false),
    F("Comments", TEXT, 1, true),
    F("Content-Class", MIME, 1, false),
    F("Content-Description", TEXT, 1, false),
    F("Content-Disposition", MIME, 1, false),
    F("Content-ID", ID, 1, false),
    F("Content-Language", OTHER, 1, false),
    F("Content-Length", OTHER, 1, false),
    F("Content-Transfer-Encoding", MIME, 2, false),
    F("Content-Type", MIME, 2, false),
    F("Date", DATE, 2, true),
    F("Delivered-To", ADDRESS, 3, false),
    F("Delivery-date", DATE, 2, false),
    F("Disposition-Notification-To", ADDRESS, 1, false),
    F("DKIM-Filter", OTHER, 1, false),
    F("DKIM-Signature", TAGS, 3, false),
    F("DomainKey-Signature", TAGS, 3, false),
    F("Encoding", OTHER, 1, true),
    F("Envelope-From", PATH, 2, false),
    F("Envelope-To", ADDRESS, 2, false),
    F("Errors-To", ADDRESS, 1, false),
    F("Feedback-ID", OTHER, 1, false),
    F("From", ADDRESS, 2, true),
    F("Importance", OTHER, 1, true),
    F("In-Reply-To", IDS, 2, false),
    F("Keywords", TEXT, 1, true),
    F("Lines", OTHER, 1, true),
    F("List-Archive", OTHER, 1, false),
    F("List-Help", OTHER, 1, false),
    F("List-ID", OTHER, 1, false),
    F("List-Owner", OTHER, 1, false),
    F("List-Post", OTHER, 1, false),
    F("List-Subscribe", OTHER, 1, false),
    F("List-Unsubscribe", OTHER, 1, false),
    F("List-Unsubscribe-Post", OTHER, 1, false),
    F("Mail-Followup-To", ADDRESS, 1, false),
    F("Mailing-List", OTHER, 1, false),
    F("Message-ID", ID, 3, false),
    F("MIME-Version", OTHER, 2, false),
    F("Newsgroups", OTHER, 1, false),
    F("Organization", TEXT, 1, true),
    F("Path", OTHER, 1, true),
    F("Precedence", OTHER, 1, true),
    F("Priority", OTHER, 1, true),
    F("Received", TRACE, 3, false),
    F("Received-SPF", TAGS, 3, false),
    F("References", IDS, 1, true),
    F("Reply-To", ADDRESS, 2, false),
    F("Resent-Date", DATE, 1, false),
    F("Resent-From", ADDRESS, 1, false),
    F("Resent-Message-ID", ID, 1, false),
    F("Resent-Sender", ADDRESS, 1, false),
    F("Resent-To", ADDRESS, 1, false),
    F("Return-Path", PATH, 3, false),
    F("Return-Receipt-To", ADDRESS, 1, false),
    F("Sender", ADDRESS, 1, true),
    F("Sensitivity", OTHER, 1, true),
    F("Status", OTHER, 1, true),
    F("Subject", TEXT, 2, true),
    F("Thread-Index", OTHER, 1, false),
    F("Thread-Topic", TEXT, 1, false),
    F("To", ADDRESS, 2, true),
    F("User-Agent", OTHER, 1, false),
    F("X-Apparently-To", ADDRESS, 2, false),
    F("X-Google-DKIM-Signature", TAGS, 2, false),
    F("X-Google-Smtp-Source", OTHER, 2, false),
    F("X-Mailer", OTHER, 2, false),
    F("X-Original-To", ADDRESS, 2, false),
    F("X-Originating-IP", OTHER, 2, false),
    F("X-Received", TRACE, 3, false),
};
#undef F

/* Any field beginning with these is a header field of mail, whatever follows. */
/* clang-format off */
static const wh_known families[] = {
    {{"X-", 2}, S(OTHER), 1, false},     {{"ARC-", 4}, S(TAGS), 2, false},      {{"Content-", 8}, S(MIME),
    1, false},
    {{"List-", 5}, S(OTHER), 1, false},  {{"Resent-", 7}, S(OTHER), 1, false},  {{"DKIM-", 5}, S(TAGS),
    1, false},
    {{"Old-", 4}, S(OTHER), 1, false},   {{"Thread-", 7}, S(OTHER), 1, false},  {{"Original-", 9},
    S(OTHER), 1, false},
    {{"Received-", 9}, S(OTHER), 1, false},
};
/* clang-format on */

static int order_nocase(wh_str a, wh_str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    for (size_t i = 0; i < n; i++) {
        unsigned char x = (unsigned char)wh_lower(a.p[i]), y = (unsigned char)wh_lower(b.p[i]);
        if (x != y) return x < y ? -1 : 1;
    }
    return a.n < b.n ? -1 : a.n > b.n;
}

const wh_known *wh_known_field(wh_str name)
{
    size_t low = 0, high = sizeof known / sizeof known[0];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = order_nocase(name, known[middle].name);
        if (order == 0) return &known[middle];
        if (order < 0) high = middle;
        else low = middle + 1;
    }
    for (size_t i = 0; i < sizeof families / sizeof families[0]; i++)
        if (name.n > families[i].name.n + 1 && wh_starts_nocase(name, families[i].name)) return &families[i];
    return NULL;
}

const wh_known *wh_known_without_first(wh_str rest)
{
    if (rest.n < 3) return NULL;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (known[i].worth > 1 && wh_eq_nocase(wh_from(known[i].name, 1), rest)) return &known[i];
    return NULL;
}

/* Labels as shown to people, longest first where one begins another. */
static const struct {
    const char *label;
    uint8_t length;
    const char *field;
    uint8_t field_length;
} labels[] = {
#define L(label, field)                                                                                      \
    {                                                                                                        \
        label, sizeof(label) - 1, field, sizeof(field) - 1                                                   \
    }
    L("メールの件名", "Subject"),
    L("タイトル", "Subject"),
    L("メールタイトル", "Subject"),
    L("件名", "Subject"),
    L("表題", "Subject"),
    L("題名", "Subject"),
    L("差出人", "From"),
    L("送信元", "From"),
    L("送信者", "Sender"),
    L("宛先", "To"),
    L("宛て先", "To"),
    L("返信先", "Reply-To"),
    L("返信アドレス", "Reply-To"),
    L("送信日時", "Date"),
    L("受信日時", "Date"),
    L("送信日", "Date"),
    L("日時", "Date"),
    L("日付", "Date"),
    L("メッセージ ID", "Message-ID"),
    L("メッセージID", "Message-ID"),
    L("Message ID", "Message-ID"),
    L("Created at", "Date"),
    L("作成日", "Date"),
    L("Return path", "Return-Path"),
    L("Reply to", "Reply-To"),
    L("Sent", "Date"),
#undef L
};

const wh_known *wh_label_at(wh_str s, size_t *length)
{
    for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++) {
        if (!wh_starts_nocase(s, (wh_str){labels[i].label, labels[i].length})) continue;
        *length = labels[i].length;
        return wh_known_field((wh_str){labels[i].field, labels[i].field_length});
    }
    return NULL;
}
