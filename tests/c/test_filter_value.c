/* filter/value.c, filter/verdict.c: the forms in which filters write. */
#include "support/env.h"

#include "base/limits.h"
#include "checks/receiver/filter_table.h"
#include "parse/filter/value.h"

typedef struct scene {
    wh_filter_form form;
    const char *value;
    const char *want; /* "key=value|key=value"; a thing without a name begins with "=" */
} scene;

static const scene scenes[] = {
    {WH_FILTER_TEXT, " add header ", "=add header"},
    {WH_FILTER_TEXT, "  ", ""},
    {WH_FILTER_WORD, "clean(F-Secure/fsigk_smtp/550/mx.example.jp)",
     "=clean|remark=F-Secure/fsigk_smtp/550/mx.example.jp"},
    {WH_FILTER_WORD, "6 (nemesis text pattern profiler); Detail=V3;",
     "=6|remark=nemesis text pattern profiler); Detail=V3"},
    {WH_FILTER_WORD, "Yes", "=Yes"},
    {WH_FILTER_LIST, "BAYES_00 -1.9, LANGUAGES en,, SA_VERSION 3.4.6",
     "=BAYES_00 -1.9|=LANGUAGES en|=SA_VERSION 3.4.6"},
    {WH_FILTER_SEMI_COLON, "CIP:2001:db8::1;CTRY:;\r\n\tSCL:5; SFV:SPM;;",
     "CIP=2001:db8::1|CTRY=|SCL=5|SFV=SPM"},
    {WH_FILTER_SEMI_COLON, ";;:;a", "=|=a"},
    {WH_FILTER_SEMI_EQUALS, "Policy=A - B;\r\n Similar Internal Domain=false",
     "Policy=A - B|Similar Internal Domain=false"},
    {WH_FILTER_SEMI_EQUALS, "E=Sophos;i=\"6.21,237;x\"; d=\"scan'208\";a=\"1\"",
     "E=Sophos|i=6.21,237;x|d=scan'208|a=1"},
    {WH_FILTER_SEMI_EQUALS, "a=\"never closed; b=2", "a=\"never closed|b=2"},
    {WH_FILTER_SPACE_EQUALS, "rule=notspam score=0\r\n reason=mlx scancount=1 x",
     "rule=notspam|score=0|reason=mlx|scancount=1|=x"},
    {WH_FILTER_COMMA_EQUALS, "Gauge=III, Probability=7%, Report='\r\n HTML, PHRASE'",
     "Gauge=III|Probability=7%|Report=HTML, PHRASE"},
    {WH_FILTER_VERDICT,
     "No, score=-2.1 required=5.0 tests=BAYES_00,DKIM_SIGNED,\r\n\tDKIM_VALID autolearn=ham version=3.4.6",
     "=No|score=-2.1|required=5.0|test=BAYES_00|test=DKIM_SIGNED|test=DKIM_VALID|autolearn=ham|version=3.4."
     "6"},
    {WH_FILTER_VERDICT,
     "No, score=-7 tagged_above=-10000 required=5.3 tests=[BAYES_00=-2, X=-5] autolearn=ham",
     "=No|score=-7|tagged_above=-10000|required=5.3|test=BAYES_00=-2|test=X=-5|autolearn=ham"},
    {WH_FILTER_VERDICT, "Yes, SCORE=3.60 using per-user scores of TAG_LEVEL=3.5 KILL_LEVEL=1000.0 tests=A, B",
     "=Yes|SCORE=3.60|TAG_LEVEL=3.5|KILL_LEVEL=1000.0|test=A|test=B"},
    {WH_FILTER_VERDICT, "not spam, SpamAssassin (not cached, score=-1.422, required 5, BAYES_50 0.00)",
     "=not spam|score=-1.422"},
    {WH_FILTER_VERDICT, "Ham, tests=bogofilter, spamicity=0.000000, version=1.2.4",
     "=Ham|test=bogofilter|spamicity=0.000000|version=1.2.4"},
    {WH_FILTER_VERDICT, "score=3.1 required=5", "score=3.1|required=5"},
    {WH_FILTER_VERDICT, "YES score=3.1", "=YES|score=3.1"},
    {WH_FILTER_VERDICT, "No, level 0, Unknown - Unknown", "=No"},
    {WH_FILTER_VERDICT, "=,=(=", "==,=(="},
    {WH_FILTER_RSPAMD,
     "default: False [-0.61 / 15.00];\r\n\tARC_REJECT(1.00)[signature check failed; {[1] = "
     "sig:a}];\r\n\tMIME_GOOD(-0.10)[text/plain];\r\n\tMAILLIST(-0.20)",
     "=False|score=-0.61|required=15.00|test=ARC_REJECT(1.00)[signature check failed; {[1] = "
     "sig:a}]|test=MIME_GOOD(-0.10)[text/plain]|test=MAILLIST(-0.20)"},
    {WH_FILTER_RSPAMD, "False, score=1", "=False, score=1"},
    {WH_FILTER_DASHES, "Yes--5.339-5.0-31-1", "0=Yes|1=-5.339|2=5.0|3=31|4=1"},
    {WH_FILTER_DASHES, "10-5.534000-4.000000", "0=10|1=5.534000|2=4.000000"},
    {WH_FILTER_DASHES, "No-1-2-3-4-5-6", "0=No|1=1|2=2|3=3|4=4"},
    {WH_FILTER_DASHES, "---", "0=-|1=-"},
    {WH_FILTER_BASE64, "Vj0xLjE7dXM9MDtTQ0w9Ng==", "V=1.1|us=0|SCL=6"},
    {WH_FILTER_BASE64, "AAECAwQ=", ""},
    {WH_FILTER_SERVER, "MIMEDefang 2.84 on 10.5.11.22", "program=MIMEDefang 2.84|server=10.5.11.22"},
    {WH_FILTER_SERVER, "by amavisd-new at mx.example.com", "program=amavisd-new|server=mx.example.com"},
    {WH_FILTER_SERVER, "at lists.example.org with policy bank en-ht", "server=lists.example.org"},
    {WH_FILTER_SERVER, "ClamAV using ClamSMTP", "program=ClamAV using ClamSMTP"},
    {WH_FILTER_SERVER, "looked at", "program=looked at"},
    {WH_FILTER_STAMP, "OpenDKIM Filter v2.11.0 mx.example.com 4XyZ1a2b3cz1L7",
     "program=OpenDKIM Filter v2.11.0|server=mx.example.com"},
    {WH_FILTER_STAMP, "OpenDKIM v2", "program=OpenDKIM v2"},
    {WH_FILTER_DELAY,
     "Sender IP whitelisted, not delayed by milter-greylist-4.6.2 (mx.example.jp [10.0.1.20]); Fri, 27 Mar "
     "2020",
     "=Sender IP whitelisted, not delayed by milter-greylist-4.6.2|server=mx.example.jp"},
    {WH_FILTER_DELAY, "delayed 331 seconds by postgrey-1.36 at mx.example.jp; Mon",
     "=delayed 331 seconds by postgrey-1.36|server=mx.example.jp"},
    {WH_FILTER_OPAQUE, "eyJhIjoxfQ==", ""},
};

static void test_forms(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof scenes / sizeof *scenes; i++) {
        wh_filter_pairs pairs;
        wh_buf buf;
        wh_str value = exact(scenes[i].value, strlen(scenes[i].value));
        wh_parse_filter_value(&env, scenes[i].form, value, &pairs);
        wh_buf_init(&buf, env.arena);
        wh_put(&buf, WH_LIT(""));
        for (uint32_t k = 0; k < pairs.n; k++) {
            if (k) wh_put_byte(&buf, '|');
            wh_put(&buf, pairs.at[k].key);
            wh_put_byte(&buf, '=');
            wh_put(&buf, pairs.at[k].value);
        }
        wh_put_byte(&buf, '\n');
        wh_str got = wh_buf_str(&buf);
        assert_same_about(wh_sub(got, 0, got.n - 1), scenes[i].want, scenes[i].value);
        exact_free(value);
    }
}

static void test_prefixes(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof scenes / sizeof *scenes; i++)
        for (int form = 0; form < WH_FILTER_FORM_COUNT; form++)
            EACH_PREFIX(value, scenes[i].value, strlen(scenes[i].value), {
                wh_filter_pairs pairs;
                wh_parse_filter_value(&env, (wh_filter_form)form, value, &pairs);
                assert_true(pairs.n <= WH_MAX_FILTER_PAIRS);
            });
}

/* Shapes that tempt a parser to look at the rest again for each of them. */
static void test_large(void **state)
{
    (void)state;
    static const char *const shapes[] = {"a=[", "a,", "a=\"", "a='b", "tests=,", "=", "x(1)[;",
                                         "on ", "-",  "1a,",  ";",    ":",       "(", "a=b,c "};
    enum { N = 1 << 20 };
    char *bytes = malloc(N);
    assert_non_null(bytes);
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        size_t n = strlen(shapes[i]);
        for (size_t at = 0; at < N; at++) bytes[at] = shapes[i][at % n];
        for (int form = 0; form < WH_FILTER_FORM_COUNT; form++) {
            wh_filter_pairs pairs;
            wh_arena *whole = env.arena;
            env.arena = wh_arena_new(16u << 20);
            wh_parse_filter_value(&env, (wh_filter_form)form, (wh_str){bytes, N}, &pairs);
            assert_true(pairs.n <= WH_MAX_FILTER_PAIRS);
            wh_arena_free(env.arena);
            env.arena = whole;
        }
    }
    free(bytes);
}

/* Its meaning and hint; NULL: it has none. */
static const wh_filter_code *code(const char *field, const char *key, const char *value)
{
    static wh_filter_code out;
    wh_filter_field row;
    wh_filter_key of;
    assert_true(wh_filter_field_of(text_of(field), &row));
    bool known = wh_filter_key_of(&row, key ? text_of(key) : WH_ABSENT, &of);
    return known && wh_filter_code_of(&of, text_of(value), &out) ? &out : NULL;
}

static wh_filter_field field(const char *name)
{
    wh_filter_field row;
    assert_true(wh_filter_field_of(text_of(name), &row));
    return row;
}

/* Every row is found by its name and none other is; what follows the names is what can be. */
static void test_packed(void **state)
{
    (void)state;
    const unsigned char *at = wh_filter_exact;
    wh_str before = WH_ABSENT;
    for (uint32_t i = 0; i < wh_filter_exact_n; i++) {
        wh_filter_field row;
        const unsigned char *end = at;
        if (i % 8 == 0) assert_ptr_equal(at, wh_filter_exact + wh_filter_exact_at[i / 8]);
        while (*end < 0x80) end++;
        wh_str name = {(const char *)at, (size_t)(end - at)};
        assert_true(!i || wh_compare(before, name) < 0);
        assert_true(wh_filter_field_of(name, &row));
        assert_int_equal(row.keys, end[2]);
        assert_int_equal(row.keys == 0, row.form == WH_FILTER_OPAQUE);
        assert_int_equal((*end - 0x80u) / wh_filter_guards_n, row.form);
        assert_true(row.vendor.n > 0 && !wh_eq(wh_filter_vendor_name(row.vendor), WH_LIT("")));
        before = name;
        at = end + 3;
    }
}

static void test_fields(void **state)
{
    (void)state;
    wh_filter_field row;
    assert_false(wh_filter_field_of(WH_LIT("Subject"), &row));
    assert_false(wh_filter_field_of(WH_LIT(""), &row));
    assert_false(wh_filter_field_of(WH_LIT("\xff"), &row));
    assert_false(wh_filter_field_of(WH_LIT("X-MailScannerSpamCheck"), &row));
    assert_same(field("X-House-MailScanner-SpamCheck").vendor, "mailscanner");
    assert_same(field("X-TMASE-Anything").vendor, "trendmicro");
    assert_int_equal(field("X-MS-Exchange-Organization-Network-Message-Id").form, WH_FILTER_OPAQUE);
    assert_int_equal(field("x-ms-exchange-organization-scl").form, WH_FILTER_TEXT);
    assert_same(field("X-Forefront-Antispam-Report").guard, "microsoft");
    assert_same(field("X-Forefront-Antispam-Report-Untrusted").guard, "never");
    assert_same(field("X-Spam-Flag").guard, "");
    assert_same(wh_filter_vendor_name(WH_LIT("mimecast")), "Mimecast");
    assert_same(wh_filter_vendor_name(WH_LIT("nobody")), "nobody");
    assert_same(wh_filter_vendor_name(WH_LIT("")), "");
}

static void test_codes(void **state)
{
    (void)state;
    assert_same(code("X-MS-Exchange-Organization-SCL", NULL, "-1")->meaning, "scl-skipped");
    assert_same(code("X-MS-Exchange-Organization-SCL", NULL, "0")->meaning, "scl-not-spam");
    assert_same(code("X-MS-Exchange-Organization-SCL", NULL, "6")->meaning, "scl-spam");
    assert_null(code("X-MS-Exchange-Organization-SCL", NULL, "10"));
    assert_null(code("X-MS-Exchange-Organization-SCL", NULL, ""));
    assert_null(code("X-MS-Exchange-Organization-SCL", NULL, "5 6"));
    assert_same(code("X-Forefront-Antispam-Report", "cat", "phsh")->meaning, "cat-phish");
    assert_null(code("X-Forefront-Antispam-Report", "CAT", "WHAT"));
    assert_null(code("X-Forefront-Antispam-Report", "NONSENSE", "1"));
    assert_same(code("X-SBRS", NULL, "-10.0")->meaning, "sbrs-bad");
    assert_same(code("X-SBRS", NULL, "-2.5")->meaning, "sbrs-doubtful");
    assert_same(code("X-SBRS", NULL, "+3.5")->meaning, "sbrs-good");
    assert_null(code("X-SBRS", NULL, "10.0001x"));
    assert_null(code("X-SBRS", NULL, "99999999999999999999"));
    assert_same(code("X-OCN-SPAM-CHECK", NULL, "100.00%")->meaning, "percent-spam");
    assert_same(code("X-OCN-SPAM-CHECK", NULL, "99.99%")->meaning, "percent-less");
    assert_same(code("X-Spam-Status", "test", "BAYES_999=3")->meaning, "test-words-spam");
    assert_same(code("X-Spamd-Result", "test", "R_SPF_ALLOW(-0.20)[+ip4:203.0.113.0/24]")->meaning,
                "test-spf-pass");
    assert_same(code("X-Proofpoint-Spam-Details", "rule", "outbound_notspam")->meaning, "not-spam");
    assert_int_equal(code("X-Proofpoint-Spam-Details", "rule", "spam")->hint, WH_HINT_SPAM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_forms, setup, teardown),
        cmocka_unit_test_setup_teardown(test_prefixes, setup, teardown),
        cmocka_unit_test_setup_teardown(test_large, setup, teardown),
        cmocka_unit_test(test_packed),
        cmocka_unit_test(test_fields),
        cmocka_unit_test(test_codes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
