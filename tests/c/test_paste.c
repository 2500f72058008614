/* paste/: undamaged input is left alone, and what goes on in a header block is found. */
#include "support/paste.h"

#include "parse/paste/paste.h"

/* ---- nothing to repair ---- */

#define MESSAGE                                                                                              \
    "Return-Path: <bounce@example.com>\r\n"                                                                  \
    "Received: from mail.example.com (mail.example.com [192.0.2.1])\r\n"                                     \
    "\tby mx.example.net (Postfix) with ESMTPS id 4ABCDEF\r\n"                                               \
    "\tfor <me@example.net>; Tue, 1 Feb 2022 10:00:00 +0900 (JST)\r\n"                                       \
    "From: Example <info@example.com>\r\n"                                                                   \
    "Subject: =?UTF-8?B?44GT44KT44Gr44Gh44Gv?=\r\n"                                                          \
    "Message-ID: <20220201010000.ABC@example.com>\r\n"

static void undamaged(void **state)
{
    (void)state;
    static const char message[] = MESSAGE "\r\nhello\r\n";
    pasted p = paste(message);
    assert_int_equal(p.out.kind, WH_SOURCE_MESSAGE);
    assert_int_equal(p.out.text.pieces.n, 0);
    assert_ptr_equal(p.out.text.bytes.p, p.source.p);
    assert_int_equal(p.out.repairs.n, 0);
    assert_true(p.out.head_exact);
    assert_true(p.out.body_exact);
    assert_same(p.out.head, MESSAGE);
    assert_same(p.out.body, "hello\r\n");
    assert_absent(p.out.prose);
    done(&p);
}

static void header_block_alone(void **state)
{
    (void)state;
    pasted p = paste(MESSAGE);
    assert_int_equal(p.out.kind, WH_SOURCE_HEADERS);
    assert_absent(p.out.body);
    assert_same(p.out.head, MESSAGE);
    assert_int_equal(p.out.repairs.n, 0);
    done(&p);
    p = paste(MESSAGE "\r\n");
    assert_int_equal(p.out.kind, WH_SOURCE_HEADERS);
    assert_same(p.out.body, "");
    assert_true(p.out.body_exact);
    done(&p);
}

/* What looks odd but is how mail is written: nothing of it is damage. */
static void honest_oddities(void **state)
{
    (void)state;
    static const char *const honest[] = {
        "From: a@example.com\nSubject: 「大事」な話\nMessage-ID: <1@example.com>\n\nx\n",
        "From: =?UTF-8?B?5pel5pys?= <a@example.com>\nTo: b@example.net\nSubject: R&amp;D &lt;3\n"
        "Date: Tue, 1 Feb 2022 10:00:00 +0900\n\nx\n",
        "X-Odd/Name: 1\nFrom: a@example.com\nTo: b@example.net\nSubject: odd names\n"
        "Message-ID: <1@example.com>\n\nx\n",
        "H:list-Unsubscribe: <https://example.com/u>\nFrom: a@example.com\nTo: b@example.net\nSubject: s\n"
        "Message-ID: <1@example.com>\nX-Mailer: m\nX-A: 1\n\nx\n",
        "From: a@example.com\nSubject: two fields\n\nhello\n",
        "From: a@example.com\nTo: b@example.net\nSubject: forwarded\nDate: Tue, 1 Feb 2022 10:00:00 +0900\n"
        "\nFrom: c@example.org\nTo: a@example.com\n"
        "Received: from x.example (x.example [192.0.2.9]) by y.example; Tue, 1 Feb 2022 09:00:00 +0900\n"
        "Message-ID: <9@example.org>\n\nold text\n",
        "Received:from a.example (a.example [192.0.2.1])\n by b.example; Tue, 1 Feb 2022 10:00:00 +0900\n"
        "From:a@example.com\nSubject:\n folded\nX-Empty:\n\nx\n",
    };
    for (size_t i = 0; i < sizeof honest / sizeof honest[0]; i++) {
        pasted p = paste(honest[i]);
        if (p.out.repairs.n) print_paste(&p);
        assert_int_equal(p.out.repairs.n, 0);
        assert_int_equal(p.out.kind, WH_SOURCE_MESSAGE);
        assert_true(p.out.head_exact && p.out.body_exact);
        assert_ptr_equal(p.out.text.bytes.p, p.source.p);
        /* The slow way, which they need not go, finds nothing to repair either. */
        wh_paste slow = {.kind = WH_SOURCE_FRAGMENT};
        wh_text text = {.bytes = p.source};
        wh_paste_mend(&p.env, &slow, &text, 0);
        if (slow.repairs.n) printf("the slow way repairs %s\n", honest[i]);
        assert_int_equal(slow.repairs.n, 0);
        assert_ptr_equal(slow.text.bytes.p, p.source.p);
        assert_same_str(slow.head, p.out.head);
        assert_same_str(slow.body, p.out.body);
        done(&p);
    }
}

/* ---- before the header ---- */

static void byte_order_and_mbox(void **state)
{
    (void)state;
    pasted p = paste("\xEF\xBB\xBF" MESSAGE "\r\nhello\r\n");
    assert_same(p.out.head, MESSAGE);
    assert_repairs(&p, "byte-order-mark 1");
    assert_leads_to(&p, p.out.body, "hello\r\n");
    assert_true(p.out.body_exact);
    done(&p);

    p = paste("From bounce@example.com Tue Feb  1 10:00:00 2022\n"
              ">From other@example.com Tue Feb  1 10:00:00 2022\n" MESSAGE "\nhello\n");
    assert_same(p.out.head, MESSAGE);
    assert_repairs(&p, "mbox-from-line 2, mixed-line-endings 1");
    assert_true(p.out.head_exact && p.out.body_exact);
    done(&p);

    p = paste(
        "From - Tue Feb  1 10:00:00 2022\nX-Mozilla-Status: 0001\nFrom: a@example.com\nTo: b@example.net\n"
        "Subject: s\n\nx\n");
    assert_repairs(&p, "mbox-from-line 1");
    assert_same(p.out.body, "x\n");
    done(&p);
}

static void utf16(void **state)
{
    (void)state;
    static const char text[] = "From: a@example.com\r\nTo: b@example.net\r\nSubject: hi\r\n\r\nx\r\n";
    for (int big = 0; big < 2; big++) {
        char wide[2 * sizeof text + 6];
        size_t n = 0;
        for (size_t i = 0; i < sizeof text - 1; i++) {
            if (i == 0) {
                wide[n++] = big ? '\xFE' : '\xFF';
                wide[n++] = big ? '\xFF' : '\xFE';
            }
            wide[n++] = big ? '\0' : text[i];
            wide[n++] = big ? text[i] : '\0';
        }
        pasted p = paste_bytes(wide, n);
        assert_repairs(&p, "utf-16 1");
        assert_same(p.out.head, "From: a@example.com\r\nTo: b@example.net\r\nSubject: hi\r\n");
        assert_same(p.out.body, "x\r\n");
        assert_false(p.out.body_exact);
        wh_span span = wh_text_span(&p.out.text, wh_sub(p.out.head, 6, 19));
        assert_int_equal(span.start, 2 + 12);
        assert_int_equal(span.end, 2 + 38);
        done(&p);
    }
}

/* Far down each line is led back as a whole: memory stays in proportion. */
static void long_utf16(void **state)
{
    (void)state;
    static const char line[] = "a line of a long text\n";
    size_t lines = 20000, units = lines * (sizeof line - 1), n = 2;
    char *wide = malloc(2 + 2 * units);
    wide[0] = '\xFF';
    wide[1] = '\xFE';
    for (size_t i = 0; i < units; i++) {
        wide[n++] = line[i % (sizeof line - 1)];
        wide[n++] = '\0';
    }
    pasted p = paste_once(exact(wide, n));
    free(wide);
    assert_int_equal(p.out.text.bytes.n, units);
    wh_span first = wh_text_span(&p.out.text, wh_sub(p.out.text.bytes, 2, 6));
    assert_int_equal(first.start, 2 + 2 * 2);
    assert_int_equal(first.end, 2 + 2 * 6);
    size_t at = (lines - 1) * (sizeof line - 1);
    wh_span last = wh_text_span(&p.out.text, wh_sub(p.out.text.bytes, at + 2, at + 6));
    assert_int_equal(last.start, 2 + 2 * at);
    assert_int_equal(last.end, p.source.n);
    done(&p);
}

static void line_endings(void **state)
{
    (void)state;
    pasted p = paste("From: a@example.com\rTo: b@example.net\rSubject: s\r\rx\r");
    assert_int_equal(p.out.repairs.n, 0);
    assert_same(p.out.body, "x\r");
    done(&p);
    p = paste("From: a@example.com\r\nTo: b@example.net\nSubject: s\r\n\r\nx\r\n");
    assert_repairs(&p, "mixed-line-endings 1");
    assert_true(p.out.head_exact);
    done(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(undamaged),       cmocka_unit_test(header_block_alone),
        cmocka_unit_test(honest_oddities), cmocka_unit_test(byte_order_and_mbox),
        cmocka_unit_test(utf16),           cmocka_unit_test(long_utf16),
        cmocka_unit_test(line_endings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
