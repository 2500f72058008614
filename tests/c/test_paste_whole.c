/* paste/: what people paste as a whole: blog posts around fields, pages of web-mails, forwarded mails. */
#include "support/paste.h"

#define SOURCE                                                                                               \
    "Delivered-To: me@example.net\n"                                                                         \
    "Received: by 2002:a05:7010:1234:b0:2ab:1111 with SMTP id x1csp12;\n"                                    \
    "        Tue, 1 Feb 2022 01:00:03 -0800 (PST)\n"                                                         \
    "Return-Path: <bounce@example.com>\n"                                                                    \
    "Received: from mail.example.com (mail.example.com. [192.0.2.1])\n"                                      \
    "        by mx.example.net with ESMTPS id a1si1.1.2022.02.01.01.00.02\n"                                 \
    "        for <me@example.net>; Tue, 01 Feb 2022 01:00:03 -0800 (PST)\n"                                  \
    "From: Example <info@example.com>\n"                                                                     \
    "To: me@example.net\n"                                                                                   \
    "Subject: =?UTF-8?B?44GT44KT44Gr44Gh44Gv?=\n"                                                            \
    "Date: Tue, 1 Feb 2022 18:00:00 +0900\n"                                                                 \
    "Message-ID: <1@example.com>\n"

/* A dissection as blogs print it: labels and values in running Japanese text, values in corner brackets. The
 * public facts are those of two posts from 2022 and 2023. */
static void blog_post(void **state)
{
    (void)state;
    static const char post[] =
        "『詐欺メール』「メンテナンスのお知らせ」と、来た件\n\n"
        "では、メールのプロパティーから見ていきましょう。\n\n"
        "件名は\n「【重要なお知らせ】メンテナンス(2022年2月1日 GMT + 9)」\nいつものスタンプが付いていません。\n\n"
        "差出人は\n「カゴヤ・ジャパン <support@kagoya.jp>」\n確かに”kagoya.jp”は同社のドメインです。\n\n"
        "ソースから抜き出したのがこちらです。\n\n"
        "Return-Path: 「<support@kagoya.jp>」\n\nReturn-Path”は、不達の際に返信される\nメールアドレスです。\n\n"
        "Message-ID:「<4ee916c17c39db761cf2eb0f3e6d950e@localhost.localdomain>」\n\nMessage-ID”は、固有の識別因子。\n\n"
        "Received:「rom localhost.localdomain ([121.50.45.172])」\n\nReceived”は、通過したサーバーの情報です。\n\n"
        "使われているドメインは”cp-kagoyaprivate.main.jp\nこのドメインについて調べてみました。\n";
    pasted p = paste(post);
    assert_int_equal(p.out.kind, WH_SOURCE_FRAGMENT);
    assert_same(p.out.head, "Subject: 【重要なお知らせ】メンテナンス(2022年2月1日 GMT + 9)\n"
                            "From: カゴヤ・ジャパン <support@kagoya.jp>\n"
                            "Return-Path: <support@kagoya.jp>\n"
                            "Message-ID: <4ee916c17c39db761cf2eb0f3e6d950e@localhost.localdomain>\n"
                            "Received: from localhost.localdomain ([121.50.45.172])\n");
    assert_absent(p.out.body);
    assert_int_not_equal(wh_find(p.out.prose, WH_LIT("cp-kagoyaprivate.main.jp"), 0), WH_NONE_AT);
    wh_str found =
        wh_sub(p.out.prose, wh_find(p.out.prose, WH_LIT("cp-kagoyaprivate.main.jp"), 0), p.out.prose.n);
    assert_leads_to(&p, wh_sub(found, 0, 24), "cp-kagoyaprivate.main.jp");
    size_t at = wh_find(p.out.head, WH_LIT("121.50"), 0);
    assert_leads_to(&p, wh_sub(p.out.head, at, at + 13), "121.50.45.172");
    done(&p);

    p = paste(
        "「postmaster@03.bounce.. 」って差出人から3通。\n\n件名は\n「[spam] 未配信メッセージ (2)」\nご承知の通り…\n\n"
        "差出人は\n「postmaster@03.bounce.. <axh33983@biglobe.ne.jp>」\n皆さんはご存じでしょうか?\n\n使われているドメインは”aorz.ru\n");
    assert_same(
        p.out.head,
        "Subject: [spam] 未配信メッセージ (2)\nFrom: postmaster@03.bounce.. <axh33983@biglobe.ne.jp>\n");
    done(&p);

    /* Only one of its blocks. */
    mended(
        "Message-ID:「<4ee916c1@localhost.localdomain>」\n\nMessage-ID”は、そのメールに与えられた固有の識別因子。\n"
        "”@”以降は、デバイス名が入ります。\n",
        "Message-ID: <4ee916c1@localhost.localdomain>\n", NULL, "japanese-quotation-marks 1, text-after 1");
}

static void show_original(void **state)
{
    (void)state;
    pasted p =
        paste("Original Message\n\nMessage ID\t<1@example.com>\nCreated at:\tTue, Feb 1, 2022 at 6:00 PM\n"
              "From:\tExample <info@example.com>\n"
              "To:\tme@example.net\nSubject:\tHello\nSPF:\tPASS with IP 192.0.2.1 Learn more\n"
              "DKIM:\t'PASS' with domain example.com Learn more\n\n"
              "Download Original\nCopy to clipboard\n" SOURCE "\nhello\n");
    assert_same(p.out.head, SOURCE);
    assert_same(p.out.body, "hello\n");
    assert_repairs(&p, "text-before 1");
    assert_true(p.out.head_exact && p.out.body_exact);
    assert_leads_to(&p, p.out.body, "hello\n");
    done(&p);

    p = paste(
        "メッセージ ID\t<1@example.com>\n作成日:\t2022年2月1日 18:00\nFrom:\tExample <info@example.com>\n"
        "To:\tme@example.net\n件名:\tこんにちは\n"
        "SPF:\tPASS（IP: 192.0.2.1）。 詳細\n元のメッセージをダウンロード\tクリップボードにコピー\n" SOURCE
        "\nhello\n");
    assert_same(p.out.head, SOURCE);
    assert_repairs(&p, "text-before 1");
    done(&p);

    p = paste("Message ID\t<1@example.com>\nCreated at:\tTue, Feb 1, 2022 at 6:00 PM\n"
              "From:\tExample <info@example.com>\nTo:\tme@example.net\nSubject:\tHello\n");
    assert_same(p.out.head, "Message-ID: <1@example.com>\nDate:\tTue, Feb 1, 2022 at 6:00 PM\n"
                            "From:\tExample <info@example.com>\nTo:\tme@example.net\nSubject:\tHello\n");
    done(&p);
}

static void mail_programs(void **state)
{
    (void)state;
    /* Outlook's box of Internet headers; Thunderbird's source view; X- fields first. */
    pasted p = paste("Microsoft Mail Internet Headers Version 2.0\n" SOURCE);
    assert_same(p.out.head, SOURCE);
    assert_int_equal(p.out.kind, WH_SOURCE_HEADERS);
    assert_repairs(&p, "text-before 1");
    assert_true(p.out.head_exact);
    done(&p);
    mended("From - Tue Feb  1 10:00:00 2022\nX-Mozilla-Status: 0001\nX-Mozilla-Keys:          \n" SOURCE
           "\nhello\n",
           "X-Mozilla-Status: 0001\nX-Mozilla-Keys:          \n" SOURCE, "hello\n", "mbox-from-line 1");
    mended("-----Original Message-----\nFrom: Example <info@example.com>\n"
           "Sent: Tuesday, February 1, 2022 6:00 PM\nTo: me@example.net\nSubject: Your account\n\n"
           "Dear customer\n",
           "From: Example <info@example.com>\nDate: Tuesday, February 1, 2022 6:00 PM\nTo: me@example.net\n"
           "Subject: Your account\n",
           "Dear customer\n", "field-table 1, text-before 1");
    mended(
        "件名：お支払いについて\n差出人：Example <info@example.com>\n日時：2022年2月1日 18:00\n\nお客様各位\n",
        "Subject: お支払いについて\nFrom: Example <info@example.com>\nDate: 2022年2月1日 18:00\n",
        "お客様各位\n", "field-table 3, full-width-colon 3");
}

static void text_around(void **state)
{
    (void)state;
    mended("I got this yesterday. Is it real?\n\n" SOURCE "\nI did not click it.\n", SOURCE,
           "I did not click it.\n", "text-before 1");
    mended("今日のメールです。\n" SOURCE "これは偽物です。\n", SOURCE, NULL, "text-before 1, text-after 1");
    mended("Return-Path: <a@example.com>\n← これは偽装\nReceived: from a.example ([192.0.2.1])\n"
           "\tby b.example; Tue, 1 Feb 2022 10:00:00 +0900\n※海外\nFrom: a@example.com\nSubject: s\n"
           "Message-ID: <1@example.com>\n",
           "Return-Path: <a@example.com>\nReceived: from a.example ([192.0.2.1])\n"
           "\tby b.example; Tue, 1 Feb 2022 10:00:00 +0900\nFrom: a@example.com\nSubject: s\n"
           "Message-ID: <1@example.com>\n",
           NULL, "text-after 2");
    /* A multipart header without its parts: what stands below it is somebody's text. */
    mended(SOURCE "Content-Type: multipart/mixed; boundary=\"b1\"\n\nThat was the header.\n",
           SOURCE "Content-Type: multipart/mixed; boundary=\"b1\"\n", NULL, "text-after 1");
    mended(SOURCE "Content-Type: multipart/mixed; boundary=\"b1\"\n\n--b1\n\nx\n--b1--\n",
           SOURCE "Content-Type: multipart/mixed; boundary=\"b1\"\n", "--b1\n\nx\n--b1--\n", "");
    /* ... unless it reads like a body: programs show one that stands under no boundary, or under no empty
     * line. */
    mended(SOURCE "Content-Type: multipart/mixed; boundary=\"b1\"\n\nSee https://example.com/a\n",
           SOURCE "Content-Type: multipart/mixed; boundary=\"b1\"\n", "See https://example.com/a\n", "");
    mended(SOURCE "Dear customer\n\nSee our page.\n", SOURCE, "Dear customer\n\nSee our page.\n", "");
    mended(SOURCE "<div>Dear customer</div>\n", SOURCE, "<div>Dear customer</div>\n", "");
#define UNDATED                                                                                              \
    "Received: from mail.example.com (mail.example.com [192.0.2.1]) by mx.example.net with ESMTPS id 1; "    \
    "Tue, 1 Feb 2022 01:00:02 -0800\nFrom: Shop <shop@example.com>\nTo: me@example.net\nSubject: Order\n"
    mended(UNDATED "<div>Dear customer</div>\n", UNDATED, "<div>Dear customer</div>\n", "");
    /* Two mails in one text: a field that a mail has once is taken once. */
    mended("一通目\nSubject: 「one」\nFrom: 「a@example.com」\n\n二通目\nSubject: 「two」\n"
           "Received: 「from a.example ([192.0.2.1])」\n",
           "Subject: one\nFrom: a@example.com\nReceived: from a.example ([192.0.2.1])\n", NULL,
           "japanese-quotation-marks 3, text-before 1, text-after 1");
}

/* Nothing of a header: all of it is what the mail says. */
static void no_header(void **state)
{
    (void)state;
    static const char *const texts[] = {"",
                                        " ",
                                        "\n",
                                        "hello",
                                        "https://example.com/\n",
                                        "Note: be careful.\nNothing else: really.\n",
                                        "<p>件名は</p>\n",
                                        "\xFF\xFE",
                                        "\xEF\xBB\xBF",
                                        "From ",
                                        ">",
                                        "12",
                                        "「",
                                        "件名"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        pasted p = paste(texts[i]);
        assert_same(p.out.head, "");
        assert_absent(p.out.prose);
        if (wh_trim(p.out.text.bytes).n) assert_same_str(p.out.body, p.out.text.bytes);
        else assert_absent(p.out.body);
        assert_int_equal(p.out.kind, WH_SOURCE_FRAGMENT);
        done(&p);
    }
}

/* 200 KB of each: linear, bounded, every slice in its place. */
static void pathological(void **state)
{
    (void)state;
    static const char *const patterns[] = {"Received: from a\n",
                                           "Received:\n",
                                           "a\n",
                                           "\n",
                                           "\r",
                                           " \n",
                                           "> ",
                                           "> From: a@b\n",
                                           "1\tFrom: a@b\n",
                                           "From\n",
                                           "From\tx\n",
                                           "件名は\n",
                                           "件名は\n「",
                                           "「",
                                           "Received:「",
                                           "&lt;",
                                           "&lt;a@b&gt;\n",
                                           "\xC2\xA0",
                                           "Subject: x\n\n",
                                           "h=From:\n",
                                           "DKIM-Signature: h=a:\nb:\n",
                                           "from a.example (b [1.2.3.4])\n",
                                           "From a@b Tue Feb  1 10:00:00 2022\n",
                                           "X-a: b\ny\n",
                                           "To: a,\n",
                                           "\xFF",
                                           "\xE3\x80",
                                           "A:",
                                           "件名：\n\n",
                                           "Return-Path: “\n"};
    for (size_t k = 0; k < sizeof patterns / sizeof patterns[0]; k++) {
        size_t n = strlen(patterns[k]), total = 200000 / n * n;
        char *bytes = malloc(total);
        for (size_t i = 0; i < total; i++) bytes[i] = patterns[k][i % n];
        wh_arena *arena = wh_arena_new((16u << 20) + 24 * total);
        wh_env env = {.arena = arena};
        pasted p = {.source = {bytes, total}, .arena = arena, .env = env};
        wh_parse_paste(&env, p.source, &p.out);
        check_paste(&p);
        assert_false(wh_arena_failed(arena));
        wh_arena_free(arena);
        free(bytes);
    }
}

static void without_memory(void **state)
{
    (void)state;
    static const char text[] =
        "\xEF\xBB\xBF件名は\n「お知らせ」\nReceived: &lt;rom a.example ([192.0.2.1])\nby b.example\n\n"
        "> From: a@example.com\n";
    for (size_t limit = 0; limit < 120000; limit += 1024) {
        pasted p = {.source = text_of(text), .arena = wh_arena_new(limit)};
        p.env = (wh_env){.arena = p.arena};
        wh_parse_paste(&p.env, p.source, &p.out);
        check_paste(&p);
        wh_arena_free(p.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blog_post),      cmocka_unit_test(show_original), cmocka_unit_test(mail_programs),
        cmocka_unit_test(text_around),    cmocka_unit_test(no_header),     cmocka_unit_test(pathological),
        cmocka_unit_test(without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
