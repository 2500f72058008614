/* mime.c: RFC 2045, 2046, 2183. */
#include "support/env.h"

#include "base/limits.h"
#include "parse/parse.h"

static void parse(wh_str message, wh_parts *parts)
{
    wh_fields fields;
    size_t blank = wh_find(message, WH_LIT("\n\n"), 0);
    wh_parse_fields(&env, wh_sub(message, 0, blank == WH_NONE_AT ? message.n : blank + 1), &fields);
    wh_parse_mime(&env, &fields, blank == WH_NONE_AT ? WH_ABSENT : wh_from(message, blank + 2), parts);
}

/* Each part as "parent type[!](body)", "!" for broken; leaves only have their body shown. */
static wh_str shown(wh_str message)
{
    wh_parts parts;
    wh_buf buf;
    parse(message, &parts);
    wh_buf_init(&buf, env.arena);
    for (uint32_t i = 0; i < parts.n; i++) {
        const wh_part *part = &parts.at[i];
        assert_true(part->parent < (int32_t)i);
        assert_int_equal(part->depth, part->parent < 0 ? 0 : parts.at[part->parent].depth + 1);
        if (i) wh_put_byte(&buf, ' ');
        wh_put_int(&buf, part->parent);
        wh_put_byte(&buf, ':');
        wh_put(&buf, part->type);
        if (part->broken) wh_put_byte(&buf, '!');
        if (part->multipart || wh_eq(part->type, WH_LIT("message/rfc822"))) continue;
        wh_put_byte(&buf, '(');
        wh_put(&buf, part->body);
        wh_put_byte(&buf, ')');
    }
    return wh_buf_str(&buf);
}
static void reads(const char *message, const char *want)
{
    wh_str s = exact(message, strlen(message));
    wh_str got = shown(s);
    exact_free(s);
    assert_same_about(got, want, message);
}

#define MIXED "Content-Type: multipart/mixed; boundary=b\n\n"

static void structure(void **state)
{
    (void)state;
    reads("Subject: x\n\nhello\n", "-1:text/plain(hello\n)");
    reads("Subject: x\n", "-1:text/plain()");
    reads("Content-Type: TEXT/html; charset=utf-8\n\n<p>", "-1:text/html(<p>)");
    reads("Content-Type: text\n\nx", "-1:text/plain(x)");
    reads(MIXED
          "preamble\n--b\nContent-Type: text/html\n\n<p>\n--b\n\nplain\n\n--b--\nepilogue\n--bc\n\nno\n",
          "-1:multipart/mixed 0:text/html(<p>) 0:text/plain(plain\n)");
    reads(MIXED "--b \t\r\n\r\none\r\n--b\r\n\r\ntwo\r\n--b--",
          "-1:multipart/mixed 0:text/plain(one) 0:text/plain(two)");
    reads("Content-Type: multipart/mixed; boundary=\"a b;c\"\n\n--a b;c\n\none\n--a b;c--\n",
          "-1:multipart/mixed 0:text/plain(one)");
    reads(
        MIXED "--b\nContent-Type: multipart/alternative; boundary=c\n\n--c\n\none\n--c\n"
              "Content-Type: text/html\n\ntwo\n--c--\n--b\n\nthree\n--b--\n",
        "-1:multipart/mixed 0:multipart/alternative 1:text/plain(one) 1:text/html(two) 0:text/plain(three)");
    reads(MIXED "--b\nContent-Type: message/rfc822\n\nSubject: y\nContent-Type: text/html\n\n<p>\n--b--\n",
          "-1:multipart/mixed 0:message/rfc822");
    reads("Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: y\n\nhi\n--b--\n",
          "-1:multipart/digest 0:message/rfc822");
    reads(MIXED "--b\n--b\n--b--\n", "-1:multipart/mixed 0:text/plain() 0:text/plain()");
}

static void damaged(void **state)
{
    (void)state;
    reads(MIXED "--b\n\none\n--b\n\ntwo\n",
          "-1:multipart/mixed! 0:text/plain(one) 0:text/plain(two\n)"); /* no end */
    reads(MIXED "--b\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\none\n--b\n\ntwo\n--b--\n",
          "-1:multipart/mixed 0:multipart/mixed! 1:text/plain(one) 0:text/plain(two)"); /* the outer boundary
                                                                                           ends the inner part
                                                                                         */
    reads(MIXED "--bc\n\none\n--b\n\ntwo --b\n --b\n--b--x\n--b--\n",
          "-1:multipart/mixed 0:text/plain(two --b\n --b\n--b--x)"); /* look-alikes */
    reads(MIXED "nothing here\n", "-1:multipart/mixed! 0:text/plain(nothing here\n)");
    reads("Content-Type: multipart/mixed\n\n--xyz\n\none\n--xyz--\n",
          "-1:multipart/mixed 0:text/plain(one)"); /* boundary not said */
    reads("Content-Type: multipart/mixed; boundary=\"\"\n\n", "-1:multipart/mixed! 0:text/plain()");
    reads(MIXED "--b\nno header\n\nat all\n--b--\n", "-1:multipart/mixed 0:text/plain!(no header\n\nat all)");
    reads(MIXED "--b\n--c\nContent-Type: text/html\n\n<p>\n--c\n\ntwo\n--c--\n",
          "-1:multipart/mixed! 0:multipart/mixed! 1:text/html(<p>) 1:text/plain(two)"); /* another boundary */
    reads(MIXED "--c\nContent-Type: text/html\n\n<p>\n--c--\n", "-1:multipart/mixed! 0:text/html(<p>)");
    reads(MIXED "--c\nnot a header\n--c--\n", "-1:multipart/mixed! 0:text/plain(--c\nnot a header\n--c--\n)");
    reads(MIXED "--b--\n--b\nContent-Type: text/html\n\n<p>\n--b--\n",
          "-1:multipart/mixed! 0:text/html(<p>)");
    reads(MIXED "--b\nContent-Type: text/html\n<p>one\ntwo\n--b--\n",
          "-1:multipart/mixed 0:text/html!(<p>one\ntwo)"); /* no empty line */
    reads(MIXED "--b\nContent-Type: multipart/mixed; boundary=c\n--c\n\none\n--c--\n--b--\n",
          "-1:multipart/mixed 0:multipart/mixed! 1:text/plain(one)");
    reads(MIXED "--b\nContent-Type: text/html;\nname=x\n\n<p>\n--b--\n",
          "-1:multipart/mixed 0:text/html(<p>)");
    reads(MIXED "--b\nContent-Type: text/html\n--b--\n",
          "-1:multipart/mixed 0:text/html()"); /* header without an end */
    reads("Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogeQ==\n",
          "-1:message/rfc822");
}

/* RFC 2045 6.4: no encoding may stand over a multipart; 5, 6.1: each field once. */
static void disputed(void **state)
{
    (void)state;
#define UNDER(encoding)                                                                                      \
    "Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: " encoding "\n\n"
    reads(UNDER("base64") "LS1iCkNvbnRlbnQtVHlwZTogdGV4dC9odG1sCgo8cD4KLS1iLS0K\n",
          "-1:multipart/mixed! 0:text/html(<p>)");
    reads(UNDER("quoted-printable") "=2D-b\nContent-Type: text/html\n\n<p class=3Dx>\n=2D-b--\n",
          "-1:multipart/mixed! 0:text/html(<p class=x>)");
    reads(UNDER("base64") "--b\n\nplain\n--b--\n", "-1:multipart/mixed 0:text/plain(plain)"); /* not so */
    reads(UNDER("base64") "U3ViamVjdDogeQpVU3ViamVjdDogeQ==\n",
          "-1:multipart/mixed! 0:text/plain(U3ViamVjdDogeQpVU3ViamVjdDogeQ==\n)"); /* no parts in it */
    reads("Content-Type: text/plain\nContent-Type: text/html\n\n<p>", "-1:text/html!(<p>)");
    reads("Content-Type: text/html\nContent-Type: text/plain\n\n<p>", "-1:text/html!(<p>)");
    reads("Content-Type: text/html\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b--\n",
          "-1:multipart/mixed! 0:text/plain(one)");
    reads("Content-Type: text/html\nContent-Type: multipart/mixed; boundary=c\n\n--b\n\none\n--b--\n",
          "-1:text/html!(--b\n\none\n--b--\n)");
    reads("Content-Type: text/html\nContent-Type: TEXT/HTML; charset=utf-8\n\n<p>", "-1:text/html(<p>)");
    reads("Content-Type: multipart/mixed; boundary=b; boundary=c\n\n"
          "--c\nContent-Type: text/html\n\n<p>\n--c--\n--b\n\none\n--b--\n",
          "-1:multipart/mixed! 0:text/plain(one) 0:text/html(<p>)");
    reads(MIXED "--b\n\none\n--b--\n--c\nContent-Type: text/html\n\n<p>\n--c--\n",
          "-1:multipart/mixed! 0:text/plain(one) 0:text/html(<p>)");
    reads(MIXED "--b\n\none\n--b--\n\nFrom: a\nContent-Type: multipart/mixed; boundary=\"c\"\n\n"
                "--c\nContent-Type: text/html\n\n<p>\n--c--\n",
          "-1:multipart/mixed 0:text/plain(one) 0:text/html(<p>)"); /* another mail behind it */
    reads(MIXED "-- \nthis is MIME\n--b\n\none\n--b--\n-- \na list's footer\n",
          "-1:multipart/mixed 0:text/plain(one)");
#undef UNDER
}

static void encoding_is(const char *message, const char *want)
{
    wh_parts parts;
    wh_str s = exact(message, strlen(message));
    parse(s, &parts);
    wh_str encoding = parts.at[parts.n - 1].encoding;
    assert_same_about(wh_absent(encoding) ? WH_LIT("") : encoding, want, message);
    exact_free(s);
}

static void encodings(void **state)
{
    (void)state;
#define TWICE(one, two) "Content-Transfer-Encoding: " one "\nContent-Transfer-Encoding: " two "\n\n"
    encoding_is(TWICE("7bit", "base64") "PHA+SGVsbG8gdGhlcmU8L3A+\n", "base64");
    encoding_is(TWICE("quoted-printable", "base64") "PHA+SGVsbG8gdGhlcmU8L3A+\n", "base64");
    encoding_is(TWICE("base64", "quoted-printable") "<p id=3Dx>\n", "quoted-printable");
    encoding_is(TWICE("7bit", "base64") "Hello there, all of you.\n", "7bit");
    encoding_is("Content-Transfer-Encoding: \"Base 64\"\n\nx", "base64");
    encoding_is("Content-Transfer-Encoding: quoted printable\n\nx", "quoted-printable");
    encoding_is("Content-Transfer-Encoding: mime64\n\nPHA+SGVsbG8gdGhlcmU8L3A+\n", "base64");
    encoding_is("Content-Transfer-Encoding: mime64\n\nHello there, all.\n", "mime64");
    encoding_is("Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: quoted-printable\n\n"
                "--b\n\n<p id=3Dx>\n--b--\n",
                "quoted-printable"); /* of the parts, which say nothing themselves */
    encoding_is("Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: quoted-printable\n\n"
                "--b\n\n<p id=\"3D\">\n--b--\n",
                "");
#undef TWICE
}

static void details(void **state)
{
    (void)state;
    wh_parts parts;
    parse(
        text_of(
            "Content-Type: Application/PDF; name=\"=?utf-8?B?44GC?=\"; charset=UTF-8\nContent-Disposition: "
            "ATTACHMENT;\n filename*=utf-8''%E3%81%84.pdf\nContent-Transfer-Encoding: Base64 (x)\n\nQQ==\n"),
        &parts);
    assert_int_equal(parts.n, 1);
    assert_same(parts.at[0].type, "application/pdf");
    assert_same(parts.at[0].charset, "utf-8");
    assert_same(parts.at[0].disposition, "attachment");
    assert_same(parts.at[0].encoding, "base64");
    assert_same(parts.at[0].name, "い.pdf");
    parse(text_of("Content-Type: a/b; name=\"=?utf-8?B?44GC?=\"\n\n"), &parts);
    assert_same(parts.at[0].name, "あ");
    parse(text_of("Content-Type: a/b; x=1;\nname=\"c.js\"\nContent-Disposition: attachment\n\n"),
          &parts); /* not folded */
    assert_same(parts.at[0].name, "c.js");
    assert_same(parts.at[0].disposition, "attachment");
    parse(text_of("Subject: x\n\n"), &parts);
    assert_absent(parts.at[0].charset);
    assert_absent(parts.at[0].disposition);
    assert_absent(parts.at[0].encoding);
    assert_absent(parts.at[0].name);
    parse(text_of("Subject: x"), &parts);
    assert_absent(parts.at[0].body);
}

static void bounds(void **state)
{
    (void)state;
    wh_parts parts;
    wh_buf buf;
    wh_buf_init(&buf, env.arena); /* a thousand multiparts, one in the other */
    for (int i = 0; i < 1000; i++) {
        wh_put(&buf, WH_LIT("Content-Type: multipart/mixed; boundary=b"));
        wh_put_int(&buf, i);
        wh_put(&buf, WH_LIT("\n\n--b"));
        wh_put_int(&buf, i);
        wh_put(&buf, WH_LIT("\n"));
    }
    parse(wh_buf_str(&buf), &parts);
    assert_int_equal(parts.n, WH_MAX_DEPTH + 1);
    assert_true(parts.at[parts.n - 1].damage & WH_MIME_BIT(DEEP));
    buf.n = 0;
    wh_put(&buf, WH_LIT(MIXED));
    for (unsigned i = 0; i < WH_MAX_PARTS * 2; i++) wh_put(&buf, WH_LIT("--b\n\nx\n"));
    parse(wh_buf_str(&buf), &parts);
    assert_int_equal(parts.n, WH_MAX_PARTS);
    assert_true(parts.at[0].damage & WH_MIME_BIT(MANY));
    buf.n = 0;
    wh_put(&buf, WH_LIT(MIXED)); /* each holds "--c", an empty line, "x" and "--c--" */
    for (unsigned i = 0; i <= WH_MAX_ENCODED_PARTS; i++)
        wh_put(&buf,
               WH_LIT("--b\nContent-Type: multipart/x; boundary=c\nContent-Transfer-Encoding: base64\n\n"
                      "LS1jCgp4Ci0tYy0tCg==\n"));
    parse(wh_buf_str(&buf), &parts);
    assert_int_equal(parts.n, 1 + 2 * (WH_MAX_ENCODED_PARTS + 1));
    assert_non_null(parts.at[parts.n - 4].unpacked);
    assert_null(parts.at[parts.n - 2].unpacked); /* one too many: its text stays as it is */
    assert_true(parts.at[parts.n - 2].damage & WH_MIME_BIT(MANY));
    buf.n = 0;
    wh_put(&buf, WH_LIT("Content-Type: multipart/mixed; boundary="));
    for (int i = 0; i < 100000; i++) wh_put_byte(&buf, '-');
    wh_put(&buf, WH_LIT("\n\n"));
    for (int i = 0; i < 100000; i++) wh_put(&buf, WH_LIT("-------\n"));
    parse(wh_buf_str(&buf), &parts);
    assert_true(parts.n > 0);
}

static void every_prefix(void **state)
{
    (void)state;
    static const char *const messages[] = {
        ("Content-Type: multipart/mixed; boundary=b\r\n\n--b\nContent-Type: message/rfc822\n\nSubject: y\n"
         "Content-Type: multipart/x; boundary=c\n\n--c\n\none\r\n--c--\n--b\r\n\r\n2\n--b--\n"),
        "Content-Type: multipart/mixed\n\n--xyz\r\rone\r--xyz--\r",
        "Content-Type: multipart/digest; boundary=b\n\n--b\nx\n--b",
    };
    for (size_t i = 0; i < sizeof messages / sizeof *messages; i++)
        EACH_PREFIX(s, messages[i], strlen(messages[i]), (void)shown(s));
}

static void no_memory(void **state)
{
    (void)state;
    for (size_t limit = 0; limit < 200000; limit += 33000) {
        wh_env poor = {.arena = wh_arena_new(limit)};
        wh_parts parts;
        wh_fields fields;
        wh_parse_fields(&poor, WH_LIT("Content-Type: multipart/mixed; boundary=b\n"), &fields);
        for (int i = 0; i < 300; i++)
            wh_parse_mime(&poor, &fields,
                          WH_LIT("--b\nContent-Type: text/html; charset=x\n\none\n--b\n\ntwo\n--b--"),
                          &parts);
        wh_arena_free(poor.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(structure),    cmocka_unit_test(disputed),  cmocka_unit_test(encodings),
        cmocka_unit_test(damaged),      cmocka_unit_test(details),   cmocka_unit_test(bounds),
        cmocka_unit_test(every_prefix), cmocka_unit_test(no_memory),
    };
    return cmocka_run_group_tests_name("mime", tests, setup, teardown);
}
