/* paste/: each form of damage that copying does to a header, undone; RFC 5322 says what it should have
 * been. */
#include "support/paste.h"

/* ---- folding ---- */

static void lost_indentation(void **state)
{
    (void)state;
    mended("Received: from a.example (a.example [192.0.2.1])\nby b.example (Postfix) with ESMTP id X\n"
           "for <x@example.net>; Tue, 1 Feb 2022 10:00:00 +0900\nFrom: a@example.com\nTo: b@example.net\n",
           "Received: from a.example (a.example [192.0.2.1])\n by b.example (Postfix) with ESMTP id X\n"
           " for <x@example.net>; Tue, 1 Feb 2022 10:00:00 +0900\nFrom: a@example.com\nTo: b@example.net\n",
           NULL, "lost-indentation 2");
    mended("Received: from a.example (2a01:111:f400::203) by\n"
           "2a01:111:f400:7e1b::203 (2001:db8::16) with Microsoft SMTP Server\n"
           "id 15.20.7113.17; Tue, 1 Feb 2022\n10:00:00 +0000\nFrom: a@example.com\nSubject: s\n",
           "Received: from a.example (2a01:111:f400::203) by\n"
           " 2a01:111:f400:7e1b::203 (2001:db8::16) with Microsoft SMTP Server\n"
           " id 15.20.7113.17; Tue, 1 Feb 2022\n 10:00:00 +0000\nFrom: a@example.com\nSubject: s\n",
           NULL, "lost-indentation 3");
    mended("DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=s1;\nh=From:To:\nSubject:Date:Message-ID;\n"
           "bh=abc=;\nb=base64line/+\nmorebase64==\nFrom: a@example.com\nSubject: s\n"
           "Date: Tue, 1 Feb 2022 10:00:00 +0900\n",
           "DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=s1;\n h=From:To:\n Subject:Date:Message-ID;\n"
           " bh=abc=;\n b=base64line/+\n morebase64==\nFrom: a@example.com\nSubject: s\n"
           "Date: Tue, 1 Feb 2022 10:00:00 +0900\n",
           NULL, "lost-indentation 5");
    mended("X-Forefront-Antispam-Report: CIP:192.0.2.1;CTRY:US;\nIPV:NLI;SFV:SPM;\nSFS:(1)(2);DIR:INB;\n"
           "From: a@example.com\nTo: b@example.net\nSubject: s\n",
           "X-Forefront-Antispam-Report: CIP:192.0.2.1;CTRY:US;\n IPV:NLI;SFV:SPM;\n SFS:(1)(2);DIR:INB;\n"
           "From: a@example.com\nTo: b@example.net\nSubject: s\n",
           NULL, "lost-indentation 2");
    mended("From: a@example.com\nSubject: =?UTF-8?B?44GT?=\n=?UTF-8?B?44KT?=\nTo: Bee <b@example.net>,\n"
           "See Three\n<c@example.net>\nContent-Type: multipart/mixed;\nboundary=\"b1\"\n",
           "From: a@example.com\nSubject: =?UTF-8?B?44GT?=\n =?UTF-8?B?44KT?=\nTo: Bee <b@example.net>,\n"
           " See Three\n <c@example.net>\nContent-Type: multipart/mixed;\n boundary=\"b1\"\n",
           NULL, "lost-indentation 4");
}

/* What stands below a field and is none of it stays out. */
static void prose_stays_out(void **state)
{
    (void)state;
    mended("Return-Path: <a@example.com>\nThis line is easy to forge.\nMessage-ID: <1@example.com>\n"
           "This one too.\n",
           "Return-Path: <a@example.com>\nMessage-ID: <1@example.com>\n", NULL, "text-after 2");
    mended(
        "Received: from a.example ([192.0.2.1])\nこれは最初のサーバーです。\nSubject: hello\n　この件名は…\n",
        "Received: from a.example ([192.0.2.1])\nSubject: hello\n", NULL, "text-after 2");
    mended("From: Example <info@example.com>\nWrite to abuse@example.net about it.\n",
           "From: Example <info@example.com>\n", NULL, "text-after 1");
    mended("from my point of view, by the way, it is a fraud\nTo: be honest\n", "",
           "from my point of view, by the way, it is a fraud\nTo: be honest\n", "");
}

/* A chat made one line of it. */
static void lost_line_breaks(void **state)
{
    (void)state;
    mended(
        "Return-Path: <a@example.com> Received: from a.example ([192.0.2.1]) by b.example; Tue, 1 Feb 2022 "
        "10:00:00 +0900 From: A <a@example.com> Subject: one: two MIME-Version: 1.0",
        "Return-Path: <a@example.com>\n"
        "Received: from a.example ([192.0.2.1]) by b.example; Tue, 1 Feb 2022 10:00:00 +0900\n"
        "From: A <a@example.com>\nSubject: one: two\nMIME-Version: 1.0\n",
        NULL, "lost-line-breaks 4");
    mended("Subject: From: and To: are two of the fields that every header has, and Date: is another one of "
           "them\n",
           "Subject: From: and To: are two of the fields that every header has, and Date: is another one of "
           "them\n",
           NULL, "");
}

/* ---- before each line ---- */

#define FIVE                                                                                                 \
    "Received: from a.example ([192.0.2.1])\n\tby b.example; Tue, 1 Feb 2022 10:00:00 +0900\n"               \
    "From: a@example.com\nSubject: s\nMessage-ID: <1@example.com>\n"

static void quoted(void **state)
{
    (void)state;
    mended("> Received: from a.example ([192.0.2.1])\n> \tby b.example; Tue, 1 Feb 2022 10:00:00 +0900\n"
           "> From: a@example.com\n> Subject: s\n> Message-ID: <1@example.com>\n",
           FIVE, NULL, "quoted-lines 5");
    mended(">> Received: from a.example ([192.0.2.1])\n>> \tby b.example; Tue, 1 Feb 2022 10:00:00 +0900\n"
           ">> From: a@example.com\n>> Subject: s\n>> Message-ID: <1@example.com>\n",
           FIVE, NULL, "quoted-lines 5");
    mended("| Received: from a.example ([192.0.2.1])\n| \tby b.example; Tue, 1 Feb 2022 10:00:00 +0900\n"
           "| From: a@example.com\n| Subject: s\n| Message-ID: <1@example.com>\n",
           FIVE, NULL, "quoted-lines 5");
    mended("> From: a@example.com\n> To: b@example.net\n> Subject: s\n> Message-ID: <1@example.com>\n>\n"
           "> hello\n",
           "From: a@example.com\nTo: b@example.net\nSubject: s\nMessage-ID: <1@example.com>\n", "hello\n",
           "quoted-lines 6");
    /* Out of a difference between files. */
    mended("+Received: from a.example ([192.0.2.1])\n+\tby b.example; Tue, 1 Feb 2022 10:00:00 +0900\n"
           "+From: a@example.com\n+Subject: s\n+Message-ID: <1@example.com>\n+\n+- one\n+--b\n",
           FIVE, "- one\n--b\n", "quoted-lines 8");
    mended("-From: a@example.com\n-To: b@example.net\n-Subject: s\n-Message-ID: <1@example.com>\n",
           "From: a@example.com\nTo: b@example.net\nSubject: s\nMessage-ID: <1@example.com>\n", NULL,
           "quoted-lines 4");
    mended("> From: a@example.com\n> To: b@example.net\n> Subject: s\n> Message-ID: <1@example.com>\n>\n"
           "--b\n",
           "From: a@example.com\nTo: b@example.net\nSubject: s\nMessage-ID: <1@example.com>\n", "--b\n",
           "quoted-lines 5");
    /* Without the space behind the mark, folding is lost too. */
    mended(">Received: from a.example ([192.0.2.1])\n>by b.example; Tue, 1 Feb 2022 10:00:00 +0900\n"
           ">From: a@example.com\n>Subject: s\n",
           "Received: from a.example ([192.0.2.1])\n by b.example; Tue, 1 Feb 2022 10:00:00 +0900\n"
           "From: a@example.com\nSubject: s\n",
           NULL, "quoted-lines 4, lost-indentation 1");
}

static void numbered_and_indented(void **state)
{
    (void)state;
    mended("  12: Received: from a.example ([192.0.2.1])\n"
           "  13: \tby b.example; Tue, 1 Feb 2022 10:00:00 +0900\n  14: From: a@example.com\n"
           "  15: Subject: s\n  16: Message-ID: <1@example.com>\n",
           FIVE, NULL, "line-numbers 5");
    mended("8\tReceived: from a.example ([192.0.2.1])\n9\t\tby b.example; Tue, 1 Feb 2022 10:00:00 +0900\n"
           "10\tFrom: a@example.com\n11\tSubject: s\n12\tMessage-ID: <1@example.com>\n",
           FIVE, NULL, "line-numbers 5");
    mended("    Received: from a.example ([192.0.2.1])\n    \tby b.example; Tue, 1 Feb 2022 10:00:00 +0900\n"
           "    From: a@example.com\n    Subject: s\n    Message-ID: <1@example.com>\n",
           FIVE, NULL, "leading-spaces 5");
    mended("Received: from a.example ([192.0.2.1])\n    \tby b.example; Tue, 1 Feb 2022 10:00:00 +0900\n"
           "    From: a@example.com\n    Subject: s\n    Message-ID: <1@example.com>\n",
           FIVE, NULL, "leading-spaces 4");
}

static void blank_lines(void **state)
{
    (void)state;
    mended("Received: from a.example ([192.0.2.1])\n\n\tby b.example; Tue, 1 Feb 2022 10:00:00 +0900\n\n"
           "From: a@example.com\n\nSubject: s\n\nMessage-ID: <1@example.com>\n",
           FIVE, NULL, "blank-lines 4");
    mended("Received: from a.example ([192.0.2.1])\n\tby b.example; Tue, 1 Feb 2022 10:00:00 +0900\n\n"
           "From: a@example.com\n\nSubject: s\n\nMessage-ID: <1@example.com>\n",
           FIVE, NULL, "blank-lines 3");
    mended("\n\nFrom: a@example.com\nTo: b@example.net\nSubject: s\n\nx\n",
           "From: a@example.com\nTo: b@example.net\nSubject: s\n", "x\n", "blank-lines 1");
    /* A line of white space folds; it ends nothing. */
    mended("X-Spam-Report: first\n \n\tlast\nFrom: a@example.com\nTo: b@example.net\nSubject: s\n\nx\n",
           "X-Spam-Report: first\n \n\tlast\nFrom: a@example.com\nTo: b@example.net\nSubject: s\n", "x\n",
           "");
}

/* ---- characters ---- */

static void entities(void **state)
{
    (void)state;
    mended("Return-Path: &lt;a@example.com&gt;\nFrom: &quot;A &amp; B&#39;s&quot; &lt;a@example.com&gt;\n"
           "Subject: 1 &lt; 2\nTo: b@example.net\n",
           "Return-Path: <a@example.com>\nFrom: \"A & B's\" <a@example.com>\nSubject: 1 < 2\n"
           "To: b@example.net\n",
           NULL, "html-entities 9");
    /* As often as it was escaped. */
    mended("Return-Path: &amp;lt;a@example.com&amp;gt;\nFrom: &amp;quot;A &amp;amp; B&amp;quot; "
           "&amp;lt;a@example.com&amp;gt;\nSubject: s\nTo: b@example.net\n",
           "Return-Path: <a@example.com>\nFrom: \"A & B\" <a@example.com>\nSubject: s\nTo: b@example.net\n",
           NULL, "html-entities 7");
    mended("Return-Path: &amp;amp;lt;a@example.com&amp;amp;gt;\nSubject: s\nTo: b@example.net\n",
           "Return-Path: <a@example.com>\nSubject: s\nTo: b@example.net\n", NULL, "html-entities 2");
    mended("Return-Path: &lt;a@example.com&gt;\nSubject: &amp;lt;\nTo: b@example.net\n",
           "Return-Path: <a@example.com>\nSubject: &lt;\nTo: b@example.net\n", NULL, "html-entities 3");
    mended("Received:&nbsp;from a.example ([192.0.2.1])\n"
           "&nbsp;&nbsp;by b.example; Tue, 1 Feb 2022 10:00:00 +0900\nFrom: a@example.com\n",
           "Received: from a.example ([192.0.2.1])\n by b.example; Tue, 1 Feb 2022 10:00:00 +0900\n"
           "From: a@example.com\n",
           NULL, "html-entities 3, special-spaces 2");
    mended("&#82;&#x65;turn-Path: &#60;a&#64;example.com&#x3E;\nFrom&#58; &LT;a@example.com&GT;\n"
           "Subject: s\nTo: b@example.net\n",
           "Return-Path: <a@example.com>\nFrom: <a@example.com>\nSubject: s\nTo: b@example.net\n", NULL,
           "html-entities 8");
    mended("Received:&#xA0;from a.example ([192.0.2.1])\n"
           "&#160;&#160;by b.example; Tue, 1 Feb 2022 10:00:00 +0900\n"
           "From: a@example.com\n",
           "Received: from a.example ([192.0.2.1])\n by b.example; Tue, 1 Feb 2022 10:00:00 +0900\n"
           "From: a@example.com\n",
           NULL, "html-entities 3, special-spaces 2");
    pasted p = paste("Message-ID: &lt;1@example.com&gt;\n");
    assert_same(p.out.head, "Message-ID: <1@example.com>\n");
    assert_leads_to(&p, wh_sub(p.out.head, 12, 27), "&lt;1@example.com&gt;");
    assert_leads_to(&p, wh_sub(p.out.head, 13, 26), "1@example.com");
    assert_false(p.out.head_exact);
    done(&p);
}

#define TAGGED                                                                                               \
    "Received: from a.example ([192.0.2.1])\n\tby b.example; Tue, 1 Feb 2022 10:00:00 +0900\n"               \
    "From: A <a@example.com>\nSubject: s\nMessage-ID: <1@example.com>\n"

/* Copied as HTML: the tags stand around the source, what was in it is escaped. */
static void tags_around(void **state)
{
    (void)state;
    mended("<pre>Received: from a.example ([192.0.2.1])\n\tby b.example; Tue, 1 Feb 2022 10:00:00 +0900\n"
           "From: A &lt;a@example.com&gt;\nSubject: s\nMessage-ID: &lt;1@example.com&gt;\n</pre>",
           TAGGED, NULL, "html-tags 2, html-entities 4");
    mended("Received: from a.example ([192.0.2.1])<br>\n\tby b.example; Tue, 1 Feb 2022 10:00:00 +0900<br>\n"
           "From: A &lt;<a href=\"mailto:a@example.com\">a@example.com</a>&gt;<br/>\nSubject: s<br>\n"
           "Message-ID: &lt;1@example.com&gt;<br>\n",
           TAGGED, NULL, "html-tags 7, html-entities 4");
    /* One line of HTML, the lines of the source in elements of their own; the blank one ends the header. */
    mended("<div class=\"raw\"><div>Received: from a.example ([192.0.2.1])</div><div>&#9;by b.example; "
           "Tue, 1 Feb 2022 10:00:00 +0900</div><div><span>From:</span> A &lt;a@example.com&gt;</div>"
           "<div>Subject: s</div><div>Message-ID: &lt;1@example.com&gt;</div>"
           "<div><br></div><div>1 &lt; 2</div></div>",
           TAGGED, "1 < 2\n", "html-tags 19, html-entities 6");
    /* What the mail's own text has of tags was escaped with it, and stays. */
    mended("<pre>From: A &lt;a@example.com&gt;<br>To: b@example.net<br>Subject: s&lt;br&gt;Bcc: c<br><br>"
           "&lt;a href=&quot;https://example.org/&quot;&gt;</pre>",
           "From: A <a@example.com>\nTo: b@example.net\nSubject: s<br>Bcc: c\n",
           "<a href=\"https://example.org/\">\n", "html-tags 6, html-entities 8");
    /* A style sheet in front is no text. */
    mended("<!DOCTYPE html><html><head><style>pre { color: red }</style></head>\n<body><pre>\n"
           "From: A &lt;a@example.com&gt;\nTo: b@example.net\nSubject: s\n</pre></body></html>\n",
           "From: A <a@example.com>\nTo: b@example.net\nSubject: s\n", NULL, "html-tags 11, html-entities 2");
}

/* Tags were put around the source, and nothing in it was escaped: addresses in angle brackets are no tags. */
static void tags_around_plain(void **state)
{
    (void)state;
    mended("Received: from a.example ([192.0.2.1])<br>\n\tby b.example; Tue, 1 Feb 2022 10:00:00 +0900<br>\n"
           "From: A <a@example.com><br>\nSubject: s<br>\nMessage-ID: <1@example.com><br>\n<br>\n"
           "<b>x</b><br>\n",
           TAGGED, "<b>x</b><br>\n", "html-tags 6");
    mended("<pre>\n" TAGGED "</pre>\n", TAGGED, NULL, "html-tags 2");
    mended("<html><pre>From: a@example.com\nTo: b@example.net\nSubject: s\n\n<p>1 &lt; 2\n",
           "From: a@example.com\nTo: b@example.net\nSubject: s\n", "<p>1 &lt; 2\n", "html-tags 2");
    /* A tag in a subject, and none around the source: the subject's own. */
    mended("Received:\xC2\xA0"
           "from a.example ([192.0.2.1])\n\tby b.example; Tue, 1 Feb 2022 10:00:00 +0900\n"
           "From: A <a@example.com>\nSubject: s<br>Received: from b.example\nMessage-ID: <1@example.com>\n",
           "Received: from a.example ([192.0.2.1])\n\tby b.example; Tue, 1 Feb 2022 10:00:00 +0900\n"
           "From: A <a@example.com>\nSubject: s<br>Received: from b.example\nMessage-ID: <1@example.com>\n",
           NULL, "special-spaces 1");
}

/* A mail that quotes an escaped header in its own HTML is no such copy: below its header nothing changes. */
static void tags_of_the_mail(void **state)
{
    (void)state;
    static const char text[] = "<div>Received: from x.example<br>From: X &lt;x@example.org&gt;<br></div>\n";
    pasted p = paste("From: a@example.com\nTo:\xC2\xA0"
                     "b@example.net\nSubject: s\nContent-Type: text/html\n\n"
                     "<div>Received: from x.example<br>From: X &lt;x@example.org&gt;<br></div>\n");
    assert_same(p.out.body, text);
    assert_same(p.out.head, "From: a@example.com\nTo: b@example.net\nSubject: s\nContent-Type: text/html\n");
    done(&p);
    /* An address in angle brackets is no tag, and what follows it is no escaped text. */
    p = paste(" From: <b@example.com>\n To: c@example.net\n Subject: <br>Bcc: &lt;d@example.org&gt;\n");
    assert_same(p.out.head,
                "From: <b@example.com>\nTo: c@example.net\nSubject: <br>Bcc: &lt;d@example.org&gt;\n");
    done(&p);
}

/* References without end use up no memory that the header needs. */
static void entities_without_end(void **state)
{
    (void)state;
    static const char head[] = "From: &lt;a@example.com&gt;\nSubject: 1 &lt; 2\nTo: b@example.net\n"
                               "Date: Tue, 1 Feb 2022 10:00:00 +0900\n\n";
    static const char line[] = "1 &lt; 2 &amp; 3 &gt; 2 and &quot;so on&quot;\n";
    const size_t times = 200000, n = sizeof head - 1 + times * (sizeof line - 1);
    char *p = malloc(n), *at = p;
    if (!p) abort();
    memcpy(at, head, sizeof head - 1);
    at += sizeof head - 1;
    for (size_t i = 0; i < times; i++, at += sizeof line - 1) memcpy(at, line, sizeof line - 1);
    pasted of = {.source = {p, n}, .arena = wh_arena_new((16u << 20) + 6 * n)};
    of.env = (wh_env){.arena = of.arena};
    wh_parse_paste(&of.env, of.source, &of.out);
    check_paste(&of);
    assert_false(wh_arena_failed(of.arena));
    assert_true(wh_starts_nocase(of.out.head, WH_LIT("From: <a@example.com>\n")));
    assert_int_equal(of.out.body.n, times * (sizeof "1 < 2 & 3 > 2 and \"so on\"\n" - 1));
    assert_leads_to(&of, wh_sub(of.out.head, 6, 21), "&lt;a@example.com&gt;");
    wh_span last = wh_text_span(&of.out.text, wh_from(of.out.body, of.out.body.n - 4));
    assert_true(last.end == n && last.start > n - 40000);
    wh_arena_free(of.arena);
    free(p);
}

static void special_spaces(void **state)
{
    (void)state;
    mended("Received:\xC2\xA0"
           "from a.example\xC2\xA0([192.0.2.1])\n\xC2\xA0\xC2\xA0"
           "by b.example; Tue, 1 Feb 2022 10:00:00 +0900\nFrom: a@example.com\n",
           "Received: from a.example ([192.0.2.1])\n by b.example; Tue, 1 Feb 2022 10:00:00 +0900\n"
           "From: a@example.com\n",
           NULL, "special-spaces 3");
    mended("Message-ID:　<1@example.com>\nSubject:　全角　空白\n",
           "Message-ID: <1@example.com>\nSubject: 全角　空白\n", NULL, "special-spaces 2");
    mended("\xE2\x80\x8BMessage-ID: <1\xE2\x80\x8B@example.com>\nFrom: a@example.com\n",
           "Message-ID: <1@example.com>\nFrom: a@example.com\n", NULL,
           "leading-spaces 1, invisible-characters 1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lost_line_breaks),
        cmocka_unit_test(lost_indentation),
        cmocka_unit_test(prose_stays_out),
        cmocka_unit_test(quoted),
        cmocka_unit_test(numbered_and_indented),
        cmocka_unit_test(blank_lines),
        cmocka_unit_test(entities),
        cmocka_unit_test(tags_around),
        cmocka_unit_test(tags_around_plain),
        cmocka_unit_test(tags_of_the_mail),
        cmocka_unit_test(entities_without_end),
        cmocka_unit_test(special_spaces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
