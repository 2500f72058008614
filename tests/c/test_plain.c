/* plain.c: addresses in running text. */
#include "support/links.h"

static void plain(const char *text, const char *links)
{
    EACH_PREFIX(s, text, strlen(text), {
        wh_arena *arena = wh_arena_new(1 << 20);
        wh_env env = {.arena = arena};
        wh_anchors found = {0};
        wh_parse_plain(&env, s, &found);
        check_links(s, &found);
        if (s.n == strlen(text)) assert_same_about(listed(arena, &found), links, text);
        wh_arena_free(arena);
    });
}

static void ordinary(void **state)
{
    (void)state;
    plain("See https://example.com/a?b=c#d, and (http://example.com/e_(f)).",
          "plain https://example.com/a?b=c#d\nplain http://example.com/e_(f)");
    plain("<https://example.com/>\"https://example.net/x\"",
          "plain https://example.com/\nplain https://example.net/x");
    plain("www.example.com/x, WWW.example.net; a www.",
          "plain http://www.example.com/x\nplain http://WWW.example.net");
    plain("me@www.example.com xwww.example.com", "");
    plain("HTTPS://EXAMPLE.COM", "plain HTTPS://EXAMPLE.COM");
    plain("https://user:pw@example.com:8080/", "plain https://user:pw@example.com:8080/");
    plain("https://192.0.2.1/a http://[2001:db8::1]/b",
          "plain https://192.0.2.1/a\nplain http://[2001:db8::1]/b");
    plain("a: b http:/x ://example.com", "");
    plain("ftp://example.com/x line://example", "plain ftp://example.com/x\nplain line://example");
    plain("https://example.com\r\nhttps://example.net",
          "plain https://example.com\nplain https://example.net");
}

/* RFC 3986 appendix C. */
static void broken_lines(void **state)
{
    (void)state;
    plain("See\r\n<https://example.com/long/\r\npath?x=1&y=2>\r\nok",
          "plain https://example.com/long/path?x=1&y=2");
    plain("<URL:https://example.com/long/\n   path> ok", "plain https://example.com/long/path");
    plain("<https://exam\nple.com/x>", "plain https://example.com/x");
    plain("https://example.com/long/\npath> ok", "plain https://example.com/long/"); /* not in brackets */
    plain("<https://example.com/a\nand two words>", "plain https://example.com/a");
    plain("<https://example.com/a\n\nb>", "plain https://example.com/a"); /* another paragraph */
    plain("<https://example.com/a\n<b>", "plain https://example.com/a");
}

/* As mail programs make links of them. */
static void bare(void **state)
{
    (void)state;
    plain("See example.com/path, or (www2.example.co.jp/?a=b).",
          "plain http://example.com/path\nplain http://www2.example.co.jp/?a=b");
    plain("ご確認はexample.com/loginまで。", "plain http://example.com/login");
    plain("evil.EXAMPLE.COM/x", "plain http://evil.EXAMPLE.COM/x");
    plain("and/or 1.5/2.0 TCP/IP well.In/out e.g./i.e. example.com/ example.com", "");
    plain("a@example.com/x a/example.com/x .example.com/x main.rs/x x=example.com/y", "");
    plain("https://example.net/a.example.com/b", "plain https://example.net/a.example.com/b");
}

static void japanese(void **state)
{
    (void)state;
    plain("リンクはhttps://example.com/aです。", "plain https://example.com/a");
    plain("https://example。com/a", "plain https://example。com/a");
    plain("https://example.com。See", "plain https://example.com");
    plain("「https://example.com」（https://example.net/）、https://example.org/。",
          "plain https://example.com\nplain https://example.net/\nplain https://example.org/");
    plain("ここhttps://example.comをクリック", "plain https://example.com");
    plain("https://例え.jp/x と https://xn--r8jz45g.jp/",
          "plain https://例え.jp/x\nplain https://xn--r8jz45g.jp/");
    plain("https://www.日本語.example/", "plain https://www.日本語.example/");
    plain("＞https://example.com/　全角", "plain https://example.com/");
    plain("https://p\xD0\xB0ypal.example/", "plain https://p\xD0\xB0ypal.example/");
    plain("ttps://example.com/x", "plain https://example.com/x");
}

static void defused(void **state)
{
    (void)state;
    plain("hxxps://example[.]com/a", "plain https://example.com/a");
    plain("hXXp://evil(.)example[dot]com", "plain http://evil.example.com");
    plain("h**ps://example.com https[:]//example.net http[://]example.org",
          "plain https://example.com\nplain https://example.net\nplain http://example.org");
    plain("login.example[.]com and a[.]b[.]example{.}net/x.",
          "plain http://login.example.com\nplain http://a.b.example.net/x");
    plain("me@example[.]com a[0].b f(.) [.] x[.]", "");
    plain("www[.]example.com", "plain http://www.example.com");
}

/* The names that wh_parse_hosts finds, as meant, one a line. */
static void hosts(const char *text, const char *names)
{
    EACH_PREFIX(s, text, strlen(text), {
        wh_arena *arena = wh_arena_new(1 << 20);
        wh_env env = {.arena = arena};
        wh_anchors found = {0};
        wh_parse_hosts(&env, s, &found);
        check_links(s, &found);
        if (s.n == strlen(text)) assert_same_about(listed(arena, &found), names, text);
        wh_arena_free(arena);
    });
}

static void names_in_text(void **state)
{
    (void)state;
    hosts("使われているドメインは”login-example.main.jp\nこのドメイン", "other login-example.main.jp");
    hosts("サブドメインを含め”example.ru。そして「www.example.co.jp」",
          "other example.ru\nother www.example.co.jp");
    hosts("evil[.]example[.]com and https://www.example.net/a.jp?b=c.jp",
          "other evil.example.com\nother www.example.net");
    hosts("support@example.jp <a.b@example.com> file.zip README.md 1.2.3.4 localhost.localdomain e.g. co.jp "
          "Node.js",
          "");
    hosts("example.com. (example.org), -example.net-",
          "other example.com\nother example.org\nother example.net");
}

static void pathological(void **state)
{
    (void)state;
    static const char *const patterns[] = {
        "http://",      "a.jp/",     "<http://a\n", "<URL:a://b\r\n ",     ":",   "a[.]",
        "www.",         "https://a", "(((",         "http://\xE3\x81\x82", "://", "[.]a",
        "http://a.b/(", "\xFF"};
    for (size_t k = 0; k < sizeof patterns / sizeof patterns[0]; k++) {
        size_t n = strlen(patterns[k]), total = 200000 / n * n;
        char *bytes = malloc(total);
        for (size_t i = 0; i < total; i++) bytes[i] = patterns[k][i % n];
        wh_arena *arena = wh_arena_new(64 << 20);
        wh_env env = {.arena = arena};
        wh_anchors found = {0};
        wh_parse_plain(&env, (wh_str){bytes, total}, &found);
        check_links((wh_str){bytes, total}, &found);
        wh_parse_hosts(&env, (wh_str){bytes, total}, &found);
        check_links((wh_str){bytes, total}, &found);
        wh_arena_free(arena);
        free(bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(ordinary),    cmocka_unit_test(broken_lines),
                                       cmocka_unit_test(bare),        cmocka_unit_test(japanese),
                                       cmocka_unit_test(defused),     cmocka_unit_test(names_in_text),
                                       cmocka_unit_test(pathological)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
