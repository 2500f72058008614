/* paste/: a header as people print its fields: in brackets, with Japanese labels, in tables, without its
 * first letter, or a value alone. */
#include "support/paste.h"

static void japanese_marks(void **state)
{
    (void)state;
    mended("Return-Path: 「<a@example.com>」\n", "Return-Path: <a@example.com>\n", NULL,
           "japanese-quotation-marks 1");
    mended("Message-ID:『<1@example.com>』\nReceived:“from a.example ([192.0.2.1])”\n",
           "Message-ID: <1@example.com>\nReceived: from a.example ([192.0.2.1])\n", NULL,
           "japanese-quotation-marks 2");
    mended("Message-ID: 〈1@example.com〉\nFrom: Example ＜info＠example.com＞\n",
           "Message-ID: <1@example.com>\nFrom: Example <info@example.com>\n", NULL,
           "japanese-quotation-marks 5");
    mended("Received:「from a.example ([192.0.2.1])\nby b.example with ESMTP id X;\n"
           "Tue, 1 Feb 2022 10:00:00 +0900」です。\n",
           "Received: from a.example ([192.0.2.1])\n by b.example with ESMTP id X;\n"
           " Tue, 1 Feb 2022 10:00:00 +0900\n",
           NULL, "lost-indentation 2, japanese-quotation-marks 1");
    mended("件名：「お知らせ」\nFrom: \"Example\" <a@example.com>\n",
           "Subject: お知らせ\nFrom: \"Example\" <a@example.com>\n", NULL,
           "field-table 1, full-width-colon 1, japanese-quotation-marks 1");
}

static void japanese_labels(void **state)
{
    (void)state;
    mended(
        "件名：お知らせ\n差出人：Example <a@example.com>\n宛先：b@example.net\n返信先：c@example.org\n送信者：d@example.com\n"
        "送信日時：2022/02/01 10:00\n",
        "Subject: お知らせ\nFrom: Example <a@example.com>\nTo: b@example.net\nReply-To: c@example.org\n"
        "Sender: d@example.com\nDate: 2022/02/01 10:00\n",
        NULL, "field-table 6, full-width-colon 6");
    mended(
        "差出人（From）：Example <a@example.com>\n送信元メールアドレス：b@example.com\nメールの件名：「お知らせ」\nタイトル：別\n",
        "From: Example <a@example.com>\nSubject: お知らせ\n", NULL,
        "field-table 2, full-width-colon 2, japanese-quotation-marks 1, text-after 2");
    mended(
        "件名は\n「[spam] お知らせ (2)」\nと書いてあります。\n\n差出人は\n「Example <a@example.com>」\n差出人は誰でしょう。\n",
        "Subject: [spam] お知らせ (2)\nFrom: Example <a@example.com>\n", NULL,
        "field-table 4, japanese-quotation-marks 2, text-after 2");
    mended("■件名：お知らせ\n【差出人】Example <a@example.com>\n",
           "Subject: お知らせ\nFrom: Example <a@example.com>\n", NULL, "field-table 4, full-width-colon 1");
    mended("件名の話です。\n差出人欄は自己申告です。\n", "", "件名の話です。\n差出人欄は自己申告です。\n",
           "");
}

static void tables(void **state)
{
    (void)state;
    mended("From\tExample <a@example.com>\nTo\tb@example.net\nSubject\tHello\n"
           "Date\tTue, 1 Feb 2022 10:00:00 +0900\n",
           "From: Example <a@example.com>\nTo: b@example.net\nSubject: Hello\n"
           "Date: Tue, 1 Feb 2022 10:00:00 +0900\n",
           NULL, "field-table 4");
    mended("From\nExample <a@example.com>\nTo\nb@example.net\nSubject\nRe: Hello\n",
           "From: Example <a@example.com>\nTo: b@example.net\nSubject: Re: Hello\n", NULL, "field-table 6");
    mended("From:\nExample <a@example.com>\nTo:\nb@example.net\nSubject:\nHello\n",
           "From: Example <a@example.com>\nTo: b@example.net\nSubject: Hello\n", NULL, "field-table 3");
    mended("Received\nfrom a.example ([192.0.2.1]) by b.example\nSubject\n「お知らせ」\n",
           "Received: from a.example ([192.0.2.1]) by b.example\nSubject: お知らせ\n", NULL,
           "field-table 4, japanese-quotation-marks 1");
    mended("差出人\tExample <a@example.com>\n件名\tお知らせ\n",
           "From: Example <a@example.com>\nSubject: お知らせ\n", NULL, "field-table 2");
    mended("**From:** Example <a@example.com>\n**Subject:** Hello\n",
           "From: Example <a@example.com>\nSubject: Hello\n", NULL, "field-table 2");
    mended("Subject　　：Hello\nFrom　　　：a@example.com\n", "Subject: Hello\nFrom: a@example.com\n", NULL,
           "full-width-colon 2");
}

static void lost_letters(void **state)
{
    (void)state;
    mended("Received: rom localhost.localdomain ([192.0.2.1])\n",
           "Received: from localhost.localdomain ([192.0.2.1])\n", NULL, "lost-first-letter 1");
    mended("eceived: from a.example ([192.0.2.1])\n\tby b.example; Tue, 1 Feb 2022 10:00:00 +0900\n"
           "From: a@example.com\n",
           "Received: from a.example ([192.0.2.1])\n\tby b.example; Tue, 1 Feb 2022 10:00:00 +0900\n"
           "From: a@example.com\n",
           NULL, "lost-first-letter 1");
    mended(
        "eturn-Path: <a@example.com>\nTo: b@example.net\nSubject: s\nDate: Tue, 1 Feb 2022 10:00:00 +0900\n"
        "\nx\n",
        "Return-Path: <a@example.com>\nTo: b@example.net\nSubject: s\nDate: Tue, 1 Feb 2022 10:00:00 +0900\n",
        "x\n", "lost-first-letter 1");
}

static void bare_values(void **state)
{
    (void)state;
    mended("from a (b [192.0.2.1]) by c; Tue, 1 Feb 2022 10:00:00 +0900",
           "Received: from a (b [192.0.2.1]) by c; Tue, 1 Feb 2022 10:00:00 +0900\n", NULL, "bare-value 1");
    mended("rom localhost.localdomain ([192.0.2.1])", "Received: from localhost.localdomain ([192.0.2.1])\n",
           NULL, "bare-value 1, lost-first-letter 1");
    mended("from a.example (b [192.0.2.1]) by c; Tue, 1 Feb 2022 10:00:00 +0900",
           "Received: from a.example (b [192.0.2.1]) by c; Tue, 1 Feb 2022 10:00:00 +0900\n", NULL,
           "bare-value 1");
    mended("from a.example (b.example [192.0.2.1])\nby c.example with ESMTP id X\n"
           "for <x@example.net>; Tue, 1 Feb 2022 10:00:00 +0900\nfrom d.example ([192.0.2.2])\n"
           "by a.example; Tue, 1 Feb 2022 09:59:00 +0900\n",
           "Received: from a.example (b.example [192.0.2.1])\n by c.example with ESMTP id X\n"
           " for <x@example.net>; Tue, 1 Feb 2022 10:00:00 +0900\nReceived: from d.example ([192.0.2.2])\n"
           " by a.example; Tue, 1 Feb 2022 09:59:00 +0900\n",
           NULL, "bare-value 2, lost-indentation 3");
    mended("<4ee916c17c39db76@localhost.localdomain>",
           "Message-ID: <4ee916c17c39db76@localhost.localdomain>\n", NULL, "bare-value 1");
    mended("「<4ee916c17c39db76@localhost.localdomain>」",
           "Message-ID: <4ee916c17c39db76@localhost.localdomain>\n", NULL,
           "bare-value 1, japanese-quotation-marks 1");
    mended("<support@example.jp>", "Return-Path: <support@example.jp>\n", NULL, "bare-value 1");
    mended("Example <support@example.jp>\n", "From: Example <support@example.jp>\n", NULL, "bare-value 1");
    mended("v=1; a=rsa-sha256; d=example.com; s=s1;\n h=from; bh=a=; b=b=\n",
           "DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=s1;\n h=from; bh=a=; b=b=\n", NULL,
           "bare-value 1");
    mended("mx.example.net; spf=pass smtp.mailfrom=example.com; dkim=none",
           "Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=example.com; dkim=none\n", NULL,
           "bare-value 1");
    mended("Tue, 1 Feb 2022 10:00:00 +0900", "Date: Tue, 1 Feb 2022 10:00:00 +0900\n", NULL, "bare-value 1");
    mended("https://example.com/login", "", "https://example.com/login", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(japanese_marks), cmocka_unit_test(japanese_labels), cmocka_unit_test(tables),
        cmocka_unit_test(lost_letters),   cmocka_unit_test(bare_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
