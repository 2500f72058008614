/* uri.c, uri/ip.c: RFC 3986 after the clean-up of the WHATWG URL Standard. */
#include "support/exact.h"

#include "parse/parse.h"

/* "scheme|userinfo|host|port|path|query", with "!" before it when it is not ok, "-" for what is absent. want:
 * NULL for a prefix. */
static void one(wh_str s, const char *want)
{
    wh_arena *arena = wh_arena_new(1 << 20);
    wh_env env = {.arena = arena};
    wh_uri u;
    wh_parse_uri(&env, s, &u);
    const wh_str parts[] = {u.scheme, u.userinfo, u.host, u.port, u.path, u.query};
    wh_buf got;
    wh_buf_init(&got, arena);
    if (!u.ok) wh_put_byte(&got, '!');
    for (size_t i = 0; i < 6; i++) {
        if (i) wh_put_byte(&got, '|');
        wh_put(&got, wh_absent(parts[i]) ? WH_LIT("-") : parts[i]);
    }
    if (u.odd_ip) wh_put(&got, WH_LIT("|odd"));
    if (want) assert_same_about(wh_buf_str(&got), want, want);
    wh_arena_free(arena);
}

static void uri(const char *href, const char *want)
{
    size_t n = strlen(href);
    EACH_PREFIX(s, href, n, one(s, s.n == n ? want : NULL));
}

static void ordinary(void **state)
{
    (void)state;
    uri("https://www.example.com/a/b?c=d#e", "https|-|www.example.com|-|/a/b|c=d");
    uri("HTTP://Example.COM:8080", "http|-|example.com|8080|-|-");
    uri("https://example.com?x", "https|-|example.com|-|-|x");
    uri("https://example.com/a b/\xE3\x81\x82?q=\"<>", "https|-|example.com|-|/a%20b/%E3%81%82|q=%22%3C%3E");
    uri("ftp://example.com/x", "ftp|-|example.com|-|/x|-");
    uri("//example.com/x", "https|-|example.com|-|/x|-");
    uri("https://example.com./", "https|-|example.com|-|/|-");
    uri("https://[2001:DB8::1]:443/", "https|-|2001:db8::1|443|/|-");
    uri("https://example.com:99999/", "!https|-|example.com|-|-|-");
    uri("https://example.com:/", "https|-|example.com|-|/|-");
    uri("https://example.com/%zz%41", "https|-|example.com|-|/%25zz%41|-");
}

static void files(void **state)
{
    (void)state;
    uri("file://share.example/a", "file|-|share.example|-|//share.example/a|-");
    uri("\\\\share.example\\a", "file|-|share.example|-|\\\\share.example\\a|-");
    uri("file:///C:/a", "file|-|-|-|///C:/a|-");
    uri("file://%43/a", "file|-|-|-|//%43/a|-");
}

static void as_browsers_do(void **state)
{
    (void)state;
    uri(" \thttps://exa\nmple.com/\r\n", "https|-|example.com|-|/|-");
    uri("https:\\\\example.com\\a", "https|-|example.com|-|/a|-");
    uri("https:example.com", "https|-|example.com|-|-|-");
    uri("https:/example.com/", "https|-|example.com|-|/|-");
    uri("https:////example.com/", "https|-|example.com|-|/|-");
    /* Windows opens a share; a page without a base cannot be left by it */
    uri("\\\\example.com/", "file|-|example.com|-|\\\\example.com/|-");
    uri("https://paypal.com@evil.example/", "https|paypal.com|evil.example|-|/|-");
    uri("https://a@b@evil.example/", "https|a%40b|evil.example|-|/|-");
    uri("https://paypal.com\\@evil.example/", "https|-|paypal.com|-|/@evil.example/|-");
    uri("https://a:b@evil.example:81/", "https|a:b|evil.example|81|/|-");
    uri("https://%65vil.example/", "https|-|evil.example|-|/|-");
    uri("https://ｅｘａｍｐｌｅ．ｃｏｍ/", "https|-|example.com|-|/|-");
    uri("https://example。com/", "https|-|example.com|-|/|-");
    uri("https://例え.jp/", "https|-|xn--r8jz45g.jp|-|/|-");
}

static void addresses(void **state)
{
    (void)state;
    uri("http://192.0.2.1/", "http|-|192.0.2.1|-|/|-");
    uri("http://3221225985/", "http|-|192.0.2.1|-|/|-|odd");
    uri("http://0xC0000201/", "http|-|192.0.2.1|-|/|-|odd");
    uri("http://0300.0.2.1/", "http|-|192.0.2.1|-|/|-|odd");
    uri("http://0xc0.0.0x2.01/", "http|-|192.0.2.1|-|/|-|odd");
    uri("http://192.0.513/", "http|-|192.0.2.1|-|/|-|odd");
    uri("http://%31%39%32.0.2.1/", "http|-|192.0.2.1|-|/|-|odd");
    uri("http://256.1.1.1/", "http|-|256.1.1.1|-|/|-");
    uri("http://4294967296/", "http|-|4294967296|-|/|-");
    uri("http://1.2.3.4.5/", "http|-|1.2.3.4.5|-|/|-");
    uri("http://[::ffff:192.0.2.1]/", "http|-|192.0.2.1|-|/|-");
}

static void without_host(void **state)
{
    (void)state;
    uri("mailto:a@example.com?subject=x", "mailto|-|-|-|a@example.com|subject=x");
    uri("javascript:alert('x')", "javascript|-|-|-|alert('x')|-");
    uri("JaVa\tScript:alert(1)", "javascript|-|-|-|alert(1)|-");
    uri("data:text/html,<b>", "data|-|-|-|text/html,<b>|-");
    uri("cid:part1@example.com", "cid|-|-|-|part1@example.com|-");
    uri("#top", "!-|-|-|-|#top|-");
    uri("/path", "!-|-|-|-|/path|-");
    uri("", "!-|-|-|-|-|-");
    uri("https://", "!https|-|-|-|-|-");
    uri("https:///", "!https|-|-|-|-|-");
    uri("https://a b/", "!https|-|a b|-|-|-");
    uri("https://a:b:80/", "!https|-|a:b|-|-|-");
    uri("https://[::1/", "!https|-|-|-|-|-");
    uri("https://a]b/", "!https|-|a]b|-|-|-");
    uri("https://\xA2\x87.example/", NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(ordinary), cmocka_unit_test(files),
                                       cmocka_unit_test(as_browsers_do), cmocka_unit_test(addresses),
                                       cmocka_unit_test(without_host)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
