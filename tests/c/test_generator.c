/* generator.c, pattern.c, pattern_time.c and their tables: made-up ids of each software, all of
 * 2025-11-18T01:02:03Z where they hold a time, and ids that are nearly but not quite theirs. */
#include "support/exact.h"

#include "evidence/pattern.h"

#define T "2025-11-18T01:02:03.000Z"

typedef struct expected {
    const char *id, *generator, *shape, *time, *process, *user, *queue;
    bool shared, fills_in, local;
} expected;

static void split(wh_str id, wh_str *left, wh_str *right)
{
    size_t at = wh_rfind_byte(id, '@');
    *left = at == WH_NONE_AT ? id : wh_sub(id, 0, at);
    *right = at == WH_NONE_AT ? WH_ABSENT : wh_from(id, at + 1);
}

static void same(wh_str got, const char *want, const char *field, const char *about)
{
    char where[300];
    snprintf(where, sizeof where, "%s of %s", field, about);
    if (want) assert_same_about(got, want, where);
    else if (!wh_absent(got)) same_(got, WH_ABSENT, where, __FILE__, __LINE__);
}

static void judge(const expected *e)
{
    wh_arena *arena = wh_arena_new(1 << 16);
    wh_env env = {.arena = arena};
    wh_str id = exact(e->id, strlen(e->id)), left, right;
    wh_msgid_origin o;
    split(id, &left, &right);
    wh_msgid_origin_of(left, right, &o);
    same(o.generator, e->generator, "generator", e->id);
    same(o.shape, e->shape, "shape", e->id);
    same(o.parts.has_time ? wh_format_iso(&env, o.parts.ms) : WH_ABSENT, e->time, "time", e->id);
    same(o.parts.process, e->process, "process", e->id);
    same(o.parts.user, e->user, "user", e->id);
    same(o.parts.queue_id, e->queue, "queue id", e->id);
    if (o.shared != e->shared || o.fills_in != e->fills_in || o.parts.local_time != e->local)
        printf("marks of %s\n", e->id);
    assert_int_equal(o.shared, e->shared);
    assert_int_equal(o.fills_in, e->fills_in);
    assert_int_equal(o.parts.local_time, e->local);
    assert_int_equal(wh_absent(o.name), wh_absent(o.generator) || o.kind == WH_GENERATOR_KIT);
    exact_free(id);
    wh_arena_free(arena);
}

static const expected ids[] = {
    /* providers and services */
    {.id = "0a1b2c3d-0000-1111-2222-0123456789ab@AB1EUR01FT001.eop-EUR01.prod.protection.outlook.com",
     .generator = "exchange-online-protection",
     .fills_in = true},
    {.id = "0a1b2c3d-0000-1111-2222-0123456789ab@AB1PR01MB0001.eurprd01.prod.outlook.com",
     .generator = "exchange-online",
     .fills_in = true},
    {.id = "AB1PR01MB0001ABCDEF0123456789ABCDEF@AB1PR01MB0001.EURPRD01.PROD.OUTLOOK.COM",
     .generator = "exchange-online"},
    {.id = "uoyh-a2i7-LZVE@AB1EUR01FT001.eop-EUR01.prod.protection.outlook.com", .generator = "kit-eop"},
    {.id = "CABcd_EF+gh=ij-KLmnopqrstuvwxyz0123456789ABCDEFGHIJ@mail.gmail.com", .generator = "gmail"},
    {.id = "691bc58b.1c69fb81.6ffb3.d431@mx.google.com",
     .generator = "gmail-smtp",
     .time = T,
     .fills_in = true},
    {.id = "000000000000c7553a05f56fb722@google.com", .generator = "google"},
    {.id = "0a1b2c3d-0000-1111-2222-0123456789abn@googlegroups.com", .generator = "google-groups"},
    {.id = "341090.85574.qm@web1.mail.example.yahoo.com", .generator = "yahoo", .process = "85574"},
    {.id = "20251118010203.66003.qmail@web42.mail.yahoo.co.jp",
     .generator = "yahoo",
     .time = T,
     .process = "66003"},
    {.id = "0100019a947ba6f8-0a1b2c3d-0000-1111-2222-0123456789ab-000000@email.amazonses.com",
     .generator = "ses",
     .time = T},
    {.id = "ziSHETDdXNA7qyfby07yFoUnJl@email.amazonses.com", .generator = "fake-ses"},
    {.id = "osOqwpQhRwOggI768pMFQg@geopod-ismtpd-10", .generator = "sendgrid"},
    {.id = "20251118010203.306b32e60da997d1@mg.example.com", .generator = "mailgun", .time = T},
    {.id = "285860ff6f4398797dd9107d1.373567c6b2.20251118010203.0abcda4d62.38dad915@mail1.example.com",
     .generator = "mailchimp",
     .time = T},
    {.id = "202518110102.4idrpvnps7j@hb.d.mailin.fr",
     .generator = "brevo",
     .time = "2025-11-18T01:02:00.000Z",
     .local = true},
    {.id = "0a1b2c3d-0000-1111-2222-0123456789ab@mtasv.net", .generator = "postmark"},
    {.id = "01KAA7Q9QRGBJTBH9910XABP00@klaviyomail.com", .generator = "klaviyo", .time = T},
    {.id = "44_HTML-1-2-3-4@a.xt.local", .generator = "salesforce-marketing"},
    {.id = "121763427723@mail.yandex.example", .generator = "yandex", .time = T},
    {.id = "1a2b3c.4d5e.19a947ba6f8.Coremail.bob@example.com",
     .generator = "coremail",
     .time = T,
     .user = "bob"},

    /* mail programs */
    {.id = "000701dc5826$f368b780$0437d30a$@example.com", .generator = "outlook", .time = T},
    {.id = "000701dc5826$f368b780$0437d30a@pc1", .generator = "outlook-express", .time = T},
    {.id = "000756bf516d$9bad2034$6e61f7fb$@pc1", .generator = "fake-outlook"},
    {.id = "MABBJEOBGNGLDOCBFDPBAECNDHAA.bob@example.com", .generator = "outlook-2000", .user = "bob"},
    {.id = "EFOOJNZYKZFPXKXDZPRSCFMBVCHB.bob@example.com", .generator = "fake-outlook-2000", .user = "bob"},
    {.id = "691BC58B.5020100@example.com", .generator = "thunderbird-old", .time = T},
    {.id = "691BC58B.5123456@example.com", .generator = "netscape", .time = T},
    {.id = "9ECB7A3E-47A4-4A7D-9F7A-71F9EA2880A2@example.com", .generator = "apple-mail", .shared = true},
    {.id = "1763427723.5121.17.camel@host", .generator = "evolution", .time = T, .process = "5121"},
    {.id = "202511180102.03147.bob@example.com",
     .generator = "kmail",
     .time = T,
     .user = "bob",
     .local = true},
    {.id = "20251118010203.GC2825702@host.example", .generator = "mutt", .time = T, .process = "2825702"},
    {.id = "aRvFiwECAwQFBgcI@host.example", .generator = "mutt", .time = T},
    {.id = "20251118010203.pjmcmwburnh3gja3@host", .generator = "neomutt", .time = T},
    {.id = "Pine.LNX.4.30.2511180102030.7395-200000@host",
     .generator = "pine",
     .time = T,
     .process = "7395",
     .local = true},
    {.id = "alpine.DEB.2.21.2511180102030.12345@host",
     .generator = "alpine",
     .time = T,
     .process = "12345",
     .local = true},
    {.id = "87v7j8rw50.fsf@host", .generator = "gnus", .time = T},
    {.id = "20251118.010203.1007215196498198399.bob@example.com",
     .generator = "mew",
     .time = T,
     .user = "bob",
     .local = true},
    {.id = "20251118010203.234a536b.bob@example.com",
     .generator = "sylpheed",
     .time = T,
     .user = "bob",
     .local = true},
    {.id = "20251118010203.5A1B.BOB@example.co.jp",
     .generator = "becky",
     .time = T,
     .user = "BOB",
     .local = true},
    {.id = "202511180102.AA00123@pc.example.jp",
     .generator = "al-mail",
     .time = "2025-11-18T01:02:00.000Z",
     .local = true},
    {.id = "234332723.20251118010203@example.com", .generator = "the-bat", .time = T, .local = true},
    {.id = "5.2.1.1.0.20251118010203.0314c5f8@mail.example", .generator = "eudora", .time = T, .local = true},
    {.id = "2611150.1763427723@host", .generator = "nmh", .time = T, .process = "2611150"},
    {.id = "26907.50571.292749.439246@host", .generator = "vm", .time = T},
    {.id = "OF0123ABCD.12345678-ON852570B4.0012ABCD-852570B4.0012AB@example.com", .generator = "notes"},

    /* libraries, scripts, tools */
    {.id = "545086862.5588543.1763427723000.JavaMail.zimbra@host", .generator = "zimbra", .time = T},
    {.id = "-15450868.1.1763427723000.JavaMail.root@host",
     .generator = "javamail",
     .time = T,
     .user = "root"},
    {.id = "545086862.3.1763427723000@host", .generator = "javamail", .time = T},
    {.id = "176342772300.4087.10728008683417299022@host",
     .generator = "python",
     .time = T,
     .process = "4087"},
    {.id = "20251118010203.25082.66933.tracker@host", .generator = "python", .time = T, .process = "25082"},
    {.id = "20251118010203.16406.1763427723.swift@host",
     .generator = "swiftmailer",
     .time = T,
     .process = "16406"},
    {.id = "sdBWmxiIN8LsmCI2IfGLRYrK4tM5zxbyMyYBV6E@www.example.com", .generator = "phpmailer"},
    {.id = "1763427723000-0a1b2c3d-0a1b2c3d-0a1b2c3d@host", .generator = "nodemailer", .time = T},
    {.id = "OUVPI6Y4RRU4.RUP48L13VCB6@host", .generator = "mimekit", .time = T, .local = true},
    {.id = "691bc58b1a9f9_aa2b0d01587d9@host.mail", .generator = "ruby-mail", .time = T},
    {.id = "20251118010203.8259-2-bob@example.org",
     .generator = "git",
     .time = T,
     .process = "8259",
     .user = "bob"},
    {.id = "1763427723-6420-1-git-send-email-bob@example.org",
     .generator = "git",
     .time = T,
     .process = "6420",
     .user = "bob"},
    {.id = "20251118-some_topic-v7-1-4aeb0f53c4ce@example.org",
     .generator = "b4",
     .time = "2025-11-18T00:00:00.000Z"},
    {.id = "1763427723.13171.TMDA@host", .generator = "tmda", .time = T, .process = "13171"},
    {.id = "20251118010203.015328@host", .generator = "swaks", .time = T, .process = "015328", .local = true},
    {.id = "mailman.12.1763427723.345.list@lists.example.org",
     .generator = "mailman",
     .time = T,
     .process = "345"},
    {.id = "rff2f1$77s$2@news.example.org", .generator = "inn", .time = "2020-07-24T16:32:33.000Z"},

    /* servers */
    {.id = "20251118010203.20778A00E4@mx.example.org",
     .generator = "postfix",
     .time = T,
     .queue = "20778A00E4",
     .fills_in = true},
    {.id = "20251118010203.4d9RCb0000z1Abc@mx.example.org",
     .generator = NULL,
     .shape = "dated",
     .time = T,
     .shared = true,
     .local = true},
    {.id = "20251118010203.4d9RCb0000z1Bcd@mx.example.org",
     .generator = "postfix",
     .time = T,
     .queue = "4d9RCb0000",
     .fills_in = true},
    {.id = "202511180102.5AI12300012345@mx.example.org",
     .generator = "sendmail",
     .time = "2025-11-18T01:02:00.000Z",
     .queue = "5AI12300012345",
     .fills_in = true},
    {.id = "E1vLA6d-0005xf-18@mx.example.org", .generator = "exim", .time = T, .fills_in = true},
    {.id = "E1vLA6d-00000001quo-0A9A@mx.example.org", .generator = "exim", .time = T, .fills_in = true},
    {.id = "20251118010203.29989.qmail@mx.example.org",
     .generator = "qmail",
     .time = T,
     .process = "29989",
     .fills_in = true},
    {.id = "72.62.31067.B85CB196@mx.example.org", .generator = "momentum", .time = T, .fills_in = true},
    {.id = "0.1.5C.AFC.1DC5826F368B780.17A45@mx.example.org",
     .generator = "powermta",
     .time = T,
     .fills_in = true},

    /* habits */
    {.id = "ec2cd3a6fe59be435c7d905d6da6b871@localhost.localdomain", .generator = "kit-localhost-hex"},
    {.id = "qD4j2g5.0.0.qD4j2g5.9.qD4j2g5@example.de", .generator = "kit-repeated"},
    {.id = "abcdefghij@aaaaaaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbbbbbccccccccccccccccccccdddddddddd.example.com",
     .generator = "kit-long-host"},
    {.id = "a=@b.60981.504+=c@d@example.art", .generator = NULL},

    /* shapes and nothing */
    {.id = "0a1b2c3d-0000-1111-2222-0123456789ab@example.com", .shape = "uuid", .shared = true},
    {.id = "0a1b2c3d00001111222201234567 89ab@example.com"},
    {.id = "0a1b2c3d0000111122220123456789ab@example.com", .shape = "hex32", .shared = true},
    {.id = "random@[192.0.2.1]", .shape = "address-literal", .shared = true},
    {.id = "hello@example.com"},
    {.id = "hello"},
    {.id = "@"},
    {.id = "@example.com"},

    /* impossible times: not what they look like */
    {.id = "20251318010203.GC28@host", .generator = NULL},
    {.id = "20250230010203.20778A00E4@host", .generator = NULL},
    {.id = "20251118250203.20778A00E4@host", .generator = NULL},
    {.id = "9999999999.5121.17.camel@host", .generator = NULL},
};

static void generators(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) judge(&ids[i]);
}

static void queue_ids(void **state)
{
    (void)state;
    static const struct {
        const char *family, *id;
        wh_fit fit;
        const char *time;
    } cases[] = {
        {"postfix", "20778A00E4", WH_FIT_YES, NULL},
        {"postfix", "4d9RCb0000z1Bcd", WH_FIT_YES, T},
        {"postfix", "20778a00e4", WH_FIT_NO, NULL},
        {"postfix", "1vLA6d-0005xf-18", WH_FIT_NO, NULL},
        {"postfix", "D6X7B6JS-2AB7-8648-9FCB.8", WH_FIT_NO, NULL},
        {"exim", "1vLA6d-0005xf-18", WH_FIT_YES, T},
        {"exim", "1vLA6d-00000001quo-0A9A", WH_FIT_YES, T},
        {"exim", "3D2B1F2555D", WH_FIT_NO, NULL},
        {"sendmail", "5AI12300012345", WH_FIT_YES, T},
        {"sendmail", "5CI12300012345", WH_FIT_NO, NULL}, /* no thirteenth month */
        {"sendmail", "SAA11678", WH_FIT_YES, NULL},
        {"sendmail", "not-one", WH_FIT_NO, NULL},
        {"gmail", "d9sm1839906edt.20.2025.11.17.17.02.03", WH_FIT_YES, T},
        {"gmail", "d9sm1839906edt.20.2025.07.17.18.02.03", WH_FIT_YES, "2025-07-18T01:02:03.000Z"},
        {"gmail", "4fb4d7f45d1cf-65c01595082so4951055a12.3", WH_FIT_YES, NULL},
        {"gmail", "20778A00E4/1", WH_FIT_NO, NULL},
        {"exchange", "15.20.3763.10", WH_FIT_YES, NULL},
        {"exchange", "20778A00E4", WH_FIT_NO, NULL},
        {"momentum", "72/62-31067-B85CB196", WH_FIT_YES, T},
        {"nobody", "1", WH_FIT_UNKNOWN, NULL},
        {"postfix", "", WH_FIT_UNKNOWN, NULL},
    };
    wh_arena *arena = wh_arena_new(1 << 16);
    wh_env env = {.arena = arena};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        wh_id_parts parts;
        wh_str id = exact(cases[i].id, strlen(cases[i].id));
        wh_fit fit = wh_queue_id_fit(text_of(cases[i].family), id, &parts);
        if (fit != cases[i].fit) printf("%s %s: %d\n", cases[i].family, cases[i].id, fit);
        assert_int_equal(fit, cases[i].fit);
        same(parts.has_time ? wh_format_iso(&env, parts.ms) : WH_ABSENT, cases[i].time, "time", cases[i].id);
        assert_int_equal(wh_queue_id_fit(text_of(cases[i].family), id, NULL), fit);
        exact_free(id);
    }
    assert_int_equal(wh_queue_id_fit(WH_ABSENT, WH_ABSENT, NULL), WH_FIT_UNKNOWN);
    wh_arena_free(arena);
}

static void matching(void **state)
{
    (void)state;
    /* Classes that overlap: only a way back from the end can tell where one stops. a{1,3}a{2}a* over four
     * letters. */
    static const wh_pattern_step steps[] = {
        {0, 0, 1, 1, 3, WH_FIELD_USER, 0},
        {0, 0, 1, 2, 2, WH_FIELD_NONE, 0},
        {0, 0, 1, 0, WH_PATTERN_UNBOUNDED, WH_FIELD_HOST, 0},
        {0, 2, 0, 0, 0, WH_FIELD_NONE, 1},
    };
    static const wh_pattern pattern = {0, 0, 4, 5, 0, WH_PATTERN_NO_STEP};
    static const wh_pattern_table table = {&pattern, NULL, steps, "xy", 1, 0};
    uint16_t where[WH_PATTERN_STEPS + 1];
    assert_true(
        wh_pattern_match(&table, &pattern, WH_LIT("abcdXY"), WH_NONE_AT, where)); /* class 1: lower case */
    assert_int_equal(where[1], 2);
    assert_int_equal(where[2], 4);
    assert_int_equal(where[3], 4);
    assert_int_equal(where[4], 6);
    assert_false(wh_pattern_match(&table, &pattern, WH_LIT("abXY"), WH_NONE_AT, where));
    assert_false(wh_pattern_match(&table, &pattern, WH_LIT("abc9XY"), WH_NONE_AT, where));
    assert_false(wh_pattern_match(&table, &pattern, WH_LIT("abcdXZ"), WH_NONE_AT, where));
    assert_false(wh_pattern_match(&table, &pattern, WH_LIT(""), WH_NONE_AT, where));
}

static void hostile(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        EACH_PREFIX(id, ids[i].id, strlen(ids[i].id), {
            wh_str left;
            wh_str right;
            wh_msgid_origin o;
            split(id, &left, &right);
            wh_msgid_origin_of(left, right, &o);
            (void)wh_queue_id_fit(WH_LIT("sendmail"), id, NULL);
        });
    }
    char bytes[2000];
    for (int c = 0; c < 256; c++) {
        for (size_t n = 0; n < sizeof bytes; n += 97) {
            memset(bytes, c, sizeof bytes);
            wh_msgid_origin o;
            wh_msgid_origin_of((wh_str){bytes, n}, (wh_str){bytes, (size_t)(c * 7) % 600}, &o);
            wh_msgid_origin_of((wh_str){bytes, n}, WH_ABSENT, &o);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(generators),
        cmocka_unit_test(queue_ids),
        cmocka_unit_test(matching),
        cmocka_unit_test(hostile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
