/* params.c: RFC 2045 5.1, RFC 2231. */
#include "support/env.h"

#include "base/limits.h"
#include "parse/parse.h"

/* "value|name=value|name=value" */
static void reads(const char *written, const char *want)
{
    wh_params params;
    wh_buf buf;
    wh_str s = exact(written, strlen(written));
    wh_parse_params(&env, s, &params);
    wh_buf_init(&buf, env.arena);
    wh_put(&buf, params.value);
    for (uint32_t i = 0; i < params.list.n; i++) {
        wh_put_byte(&buf, '|');
        wh_put(&buf, params.list.at[i].name);
        wh_put_byte(&buf, '=');
        wh_put(&buf, params.list.at[i].value);
    }
    exact_free(s);
    assert_same_about(wh_buf_str(&buf), want, written);
}

static void plain(void **state)
{
    (void)state;
    reads(" text/plain; charset=us-ascii (Plain text)", "text/plain|charset=us-ascii");
    reads("Text/HTML; Charset=\"UTF-8\"", "text/html|charset=UTF-8");
    reads("multipart/mixed;\r\n\tboundary=\"a;b=\\\"c\"; x = y", "multipart/mixed|boundary=a;b=\"c|x=y");
    reads("text (a) / (b) plain (c)", "text/plain");
    reads("inline", "inline");
    reads("", "");
    reads(";a=b", "|a=b");
    reads("a/b;c", "a/b");
    reads("a/b;=c;d=;e=\"\"", "a/b|d=|e=");
    reads("a/b; c=1; C=2", "a/b|c=1|c=2"); /* the first counts */
    wh_params params;
    wh_parse_params(&env, WH_LIT("a/b; c=1"), &params);
    assert_same(wh_param_named(&params, WH_LIT("C")), "1");
    assert_absent(wh_param_named(&params, WH_LIT("d")));
    wh_parse_params(&env, WH_ABSENT, &params);
    assert_absent(params.value);
}

static void rfc2231(void **state)
{
    (void)state;
    reads("message/external-body; access-type=URL;\r\n URL*0=\"ftp://\";\r\n"
          " URL*1=\"cs.example.edu/pub/moore/bulk-mailer/bulk-mailer.tar\"",
          "message/external-body|access-type=URL|url=ftp://cs.example.edu/pub/moore/bulk-mailer/bulk-mailer.t"
          "ar");
    reads("application/x-stuff; title*=us-ascii'en-us'This%20is%20%2A%2A%2Afun%2A%2A%2A",
          "application/x-stuff|title=This is ***fun***");
    reads("application/x-stuff;\r\n title*0*=us-ascii'en'This%20is%20even%20more%20;\r\n"
          " title*1*=%2A%2A%2Afun%2A%2A%2A%20;\r\n title*2=\"isn't it!\"",
          "application/x-stuff|title=This is even more ***fun*** isn't it!");
    reads("a/b; n*1=b; n*0=a; n*2=c; n*4=e", "a/b|n=abce");         /* in any order, with gaps */
    reads("a/b; n*0*=utf-8''%E3%81; n*1*=%82", "a/b|n=あ");         /* a character split between sections */
    reads("a/b; n=plain; n*=utf-8''%E3%81%82", "a/b|n=あ|n=plain"); /* the extended one wins */
    reads("a/b; n=plain; n*1=b; n*0=a", "a/b|n=ab|n=plain");
    reads("a/b; n*=iso-2022-jp''%1B$B$%22%1B(B", "a/b|n=あ");
    reads("a/b; n*=''%E3%81%82", "a/b|n=あ");
    reads("a/b; n*=%E3%81%82", "a/b|n=あ");          /* without charset and language */
    reads("a/b; n*1*=utf-8''a; n*2*=b", "a/b|n=ab"); /* counted from one */
    reads("a/b; n*=utf-8''100%; m*=utf-8''%4", "a/b|n=100%|m=%4");
    reads("a/b; n*x=1; *=2; *0*=3; **=4", "a/b|n*x=1|*=4"); /* a name of stars alone is none */
}

static void against_the_rules(void **state)
{
    (void)state;
    reads("a/b; name=\"=?UTF-8?B?44GC?=\"", "a/b|name=あ");
    reads("a/b; name=\"=?UTF-8?B?44E=?=\r\n =?UTF-8?B?gg==?=.pdf\"", "a/b|name=あ.pdf");
    reads("a/b; name=two words.pdf; x=y", "a/b|name=two words.pdf|x=y");
    reads("a/b; name=\"never ends.pdf", "a/b|name=never ends.pdf");
    reads("a/b; name=\"\x82\xA0\x95\x5C.pdf\"",
          "a/b|name=あ表.pdf"); /* raw Shift_JIS, whose second byte is a backslash */
    reads("a/b; name=\"あ.pdf\"", "a/b|name=あ.pdf");
    reads("attachment filename=\"a.pdf\"", "attachment|filename=a.pdf");
    reads("\"text/html\"; a=b", "text/html|a=b");
    reads("filename=a.pdf", "|filename=a.pdf");
    reads("text/html, charset=utf-8", "text/html|charset=utf-8");
    reads("a/b; name=\"a\" x=y", "a/b|name=a|x=y");
    reads("a/b; charset = utf-8 ;; x=y;", "a/b|charset=utf-8|x=y");
}

static void every_prefix(void **state)
{
    (void)state;
    static const char *const inputs[] = {
        "a (c\\)) / b; n*0*=utf-8'en'%E3%81; n*1=\"\\\"%82\" m=x (y); o*=''%4; \"p\"=q; "
        "name=\"=?UTF-8?B?44GC?=\x82\xA0\x95\x5C",
        "attachment filename*9999999=\"a; b=c\"; filename*=%;=;*=;x*0*",
    };
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++)
        EACH_PREFIX(s, inputs[i], strlen(inputs[i]), {
            wh_params params;
            wh_parse_params(&env, s, &params);
        });
}

static void linear(void **state)
{
    (void)state;
    static const char *const parts[] = {
        ";", "\"", "(", ";a=b", ";a*0=b", ";a=\"b\"", "=", ";a=\"b\" c=\"d\" ", "*", "a", " ", ";a*=%41"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        size_t n = strlen(parts[i]), times = (1u << 20) / n;
        wh_env big = {.arena = wh_arena_new(64u << 20), .charset = iconv_host};
        char *p = malloc(n * times);
        assert_non_null(p);
        for (size_t k = 0; k < times; k++) memcpy(p + k * n, parts[i], n);
        wh_params params;
        wh_parse_params(&big, (wh_str){p, n * times}, &params);
        assert_true(params.list.n <= WH_MAX_PARAMS);
        wh_arena_free(big.arena);
        free(p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain),        cmocka_unit_test(rfc2231), cmocka_unit_test(against_the_rules),
        cmocka_unit_test(every_prefix), cmocka_unit_test(linear),
    };
    return cmocka_run_group_tests_name("params", tests, setup, teardown);
}
