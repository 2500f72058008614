/* parse/name/table.c, on the tables that are compiled in. */
#include "support/exact.h"

#include "evidence/known.h"
#include "evidence/providers.h"

static void nearest(void **state)
{
    (void)state;
    assert_int_equal(wh_domain_roles(WH_LIT("gmail.com")) & WH_DOMAIN_FREE_MAIL, WH_DOMAIN_FREE_MAIL);
    assert_int_equal(wh_domain_roles(WH_LIT("x.y.GMAIL.com")) & WH_DOMAIN_FREE_MAIL, WH_DOMAIN_FREE_MAIL);
    assert_int_equal(wh_domain_roles(WH_LIT("notgmail.com")), 0);
    assert_int_equal(wh_domain_roles(WH_LIT("gmail.com.example.net")), 0);
    assert_int_equal(wh_domain_roles(WH_LIT("")), 0);
    assert_int_equal(wh_domain_roles(WH_LIT(".")), 0);
    /* Bytes as they end an entry, in a name. */
    for (int c = 1; c < 256; c++) {
        char odd[] = {'g', 'm', 'a', 'i', 'l', '.', 'c', 'o', 'm', (char)c};
        if (c != '.') assert_int_equal(wh_domain_roles((wh_str){odd, sizeof odd}), 0);
    }
    assert_int_equal(wh_domain_roles(WH_LIT("..gmail.com")) & WH_DOMAIN_FREE_MAIL, WH_DOMAIN_FREE_MAIL);
    size_t before = 99;
    assert_true(wh_names_find(&wh_known_domains, WH_LIT("mail.example.gmail.com"), &before) > 0);
    assert_int_equal(before, strlen("mail.example."));
    /* A name longer than any may be is known by its end, never by half a label. */
    char endless[400];
    memset(endless, 'a', sizeof endless);
    memcpy(endless + sizeof endless - 10, ".gmail.com", 10);
    assert_int_equal(wh_domain_roles((wh_str){endless, sizeof endless}) & WH_DOMAIN_FREE_MAIL,
                     WH_DOMAIN_FREE_MAIL);
    char half[253 + 3] = "not";
    memset(half + 3, 'a', sizeof half - 3);
    memcpy(half + 3, "gmail.com", 9);
    assert_int_equal(wh_domain_roles((wh_str){half, sizeof half}), 0);
}

/* Every entry is found by itself, below itself, and in a block of exactly its size. */
static void every_entry(void **state)
{
    (void)state;
    const wh_names *tables[] = {&wh_known_domains, &wh_provider_names};
    for (size_t t = 0; t < 2; t++) {
        const unsigned char *entry = tables[t]->entries;
        for (uint32_t i = 0; i < tables[t]->n; i++, entry++) {
            char below[300] = "a.";
            size_t n = 2;
            for (; !wh_names_ends(*entry); entry++) below[n++] = (char)*entry;
            wh_str name = exact(below, n);
            int32_t number = wh_names_number(tables[t], *entry);
            size_t before;
            assert_int_equal(wh_names_find(tables[t], wh_from(name, 2), &before), number);
            assert_int_equal(before, 0);
            assert_int_equal(wh_names_find(tables[t], name, &before), number);
            assert_int_equal(before, 2);
            exact_free(name);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(nearest), cmocka_unit_test(every_entry)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
