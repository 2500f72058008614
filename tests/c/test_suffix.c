/* suffix.c: the public suffix list's rules and our shared-hosting table. */
#include "support/exact.h"

#include "parse/parse.h"
#include "parse/name/suffix.h"

static void splits(const char *written, const char *suffix, const char *registrable, bool private_suffix,
                   bool known)
{
    wh_str name = exact(written, strlen(written));
    wh_split split = wh_split_suffix(name);
    if (suffix) assert_same_about(split.suffix, suffix, written);
    else assert_absent(split.suffix);
    if (registrable) assert_same_about(split.registrable, registrable, written);
    else assert_absent(split.registrable);
    if (split.private_suffix != private_suffix || split.known != known)
        printf("%s: private or known is wrong\n", written);
    assert_int_equal(split.private_suffix, private_suffix);
    assert_int_equal(split.known, known);
    assert_same_str(wh_organizational(name), registrable ? split.registrable : name);
    exact_free(name);
}

static void icann_rules(void **state)
{
    (void)state;
    splits("example.com", "com", "example.com", false, true);
    splits("a.b.example.co.jp", "co.jp", "example.co.jp", false, true);
    splits("example.ne.jp", "ne.jp", "example.ne.jp", false, true);
    splits("co.jp", "co.jp", NULL, false, true);
    splits("jp", "jp", NULL, false, true);
    splits("a.city.kawasaki.jp", "kawasaki.jp", "city.kawasaki.jp", false, true); /* an exception */
    splits("a.b.kawasaki.jp", "b.kawasaki.jp", "a.b.kawasaki.jp", false, true);   /* a wildcard */
    splits("www.ck", "ck", "www.ck", false, true);
    splits("example.xn--p1ai", "xn--p1ai", "example.xn--p1ai", false, true);
}

static void private_rules(void **state)
{
    (void)state;
    splits("tenant.github.io", "github.io", "tenant.github.io", true, true);
    splits("a.tenant.xsrv.jp", "xsrv.jp", "tenant.xsrv.jp", true, true); /* ours */
    splits("xsrv.jp", "xsrv.jp", NULL, true, true);
    splits("tenant.web.fc2.com", "web.fc2.com", "tenant.web.fc2.com", true, true);
    splits("notxsrv.jp", "jp", "notxsrv.jp", false, true);
}

static void odd_names(void **state)
{
    (void)state;
    splits("", NULL, NULL, false, false);
    splits("localhost", "localhost", NULL, false, false);
    splits("host.internal-name", "internal-name", "host.internal-name", false, false);
    splits(".", NULL, NULL, false, false);
    char name[300];
    memset(name, 'a', sizeof name);
    assert_absent(wh_split_suffix((wh_str){name, sizeof name}).suffix);
    for (size_t i = 1; i < sizeof name; i += 2) name[i] = '.';
    memcpy(name + 249, ".com", 4);
    assert_same(wh_split_suffix((wh_str){name, 253}).suffix, "com");
    assert_absent(wh_split_suffix((wh_str){"a\0b.com", 7}).suffix);
    static const char all[] = "..a.b.tenant.xsrv.jp.co.jp..com";
    EACH_PREFIX(s, all, sizeof all - 1, wh_split_suffix(s));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(icann_rules), cmocka_unit_test(private_rules),
                                       cmocka_unit_test(odd_names)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
