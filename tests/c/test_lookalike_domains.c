/* checks/lookalike: each technique told, each guard kept, whose a name is, and the evidence. */
#include "support/brands.h"

static wh_arena *arena;
static wh_env env;
static const wh_brands *brands;
static int setup(void **state)
{
    (void)state;
    arena = wh_arena_new(1 << 26);
    env = (wh_env){.arena = arena};
    brands = test_brands(arena);
    return brands ? 0 : -1;
}
static int teardown(void **state)
{
    (void)state;
    wh_arena_free(arena);
    return 0;
}

static wh_domain_verdict judged(const char *written)
{
    wh_domain_verdict verdict;
    wh_str name = exact(written, strlen(written));
    wh_judge_domain(&env, brands, name, &verdict);
    exact_free(name);
    return verdict;
}

/* brand NULL: structure alone */
static void told(const char *name, const char *brand, wh_technique technique, wh_severity severity)
{
    wh_domain_verdict v = judged(name);
    if (v.matches.n == 0) printf("%s is not told\n", name);
    assert_true(v.matches.n > 0);
    const wh_match *m = &v.matches.at[0];
    if (m->technique != technique || m->severity != severity)
        printf("%s: %.*s, severity %d\n", name, (int)wh_technique_name(m->technique).n,
               wh_technique_name(m->technique).p, (int)m->severity);
    assert_same_about(wh_technique_name(m->technique), wh_technique_name(technique).p, name);
    assert_int_equal(m->severity, severity);
    if (brand) assert_same_about(wh_brand_id(brands, m->brand), brand, name);
    else assert_int_equal(m->brand, WH_NO_BRAND);
    assert_same(wh_domain_kind_name(v.kind), "lookalike");
}

static void silent(const char *name)
{
    wh_domain_verdict v = judged(name);
    if (v.matches.n) {
        wh_match m = v.matches.at[0];
        printf("%s is told: %.*s, %.*s\n", name, (int)wh_technique_name(m.technique).n,
               wh_technique_name(m.technique).p, (int)m.label.n, m.label.p);
    }
    assert_int_equal(v.matches.n, 0);
}

static void kind(const char *name, const char *want, const char *owner)
{
    wh_domain_verdict v = judged(name);
    assert_same_about(wh_domain_kind_name(v.kind), want, name);
    if (owner) assert_same_about(wh_brand_id(brands, v.owner), owner, name);
    else assert_int_equal(v.owner, WH_NO_BRAND);
}

static void owners(void **state)
{
    (void)state;
    kind("millowave.co.jp", "official", "millowave");
    kind("WWW.Millowave.co.jp.", "official", "millowave");
    kind("a.b.millowave-corp.com", "official", "millowave");
    kind("millomail.com", "official", "millowave");
    assert_true(judged("millomail.com").mail_domain);
    assert_false(judged("millowave.co.jp").mail_domain);
    kind("shop.halvor", "official", "halvorpay"); /* a top-level label of its own */
    kind("kumonosu.jp", "own", "kumonosu.jp");
    kind("mail.tanuki-works.example.org", "own", "tanuki-works.example.org");
    kind("example.org", "other", NULL);
    kind("co.jp", "other", NULL);
    kind("gmail.com", "free-mail", NULL);
    kind("192.0.2.1", "other", NULL);
    kind("not a name", "other", NULL);
    assert_true(wh_brands_related(brands, judged("halvorbank.com").owner, judged("halvorpay.com").owner));
    assert_false(wh_brands_related(brands, judged("halvorbank.com").owner, judged("minatoya.co.jp").owner));
}

static void never_across_a_suffix(void **state)
{
    (void)state;
    static wh_str name[] = {{"kumo", 4}}, domain[] = {{"github.io", 9}};
    wh_brand_input in = {.id = WH_LIT("kumo"), .names = {name, 1, 1}, .domains = {domain, 1, 1}};
    const wh_brands *b = wh_brands_new(arena, &in, 1, NULL, 0);
    wh_domain_verdict v;
    wh_judge_domain(&env, b, WH_LIT("github.io"), &v);
    assert_same(wh_brand_id(b, v.owner), "kumo");
    wh_judge_domain(&env, b, WH_LIT("tenant.github.io"), &v);
    assert_int_equal(v.owner, WH_NO_BRAND);
    assert_true(v.shared_hosting);
}

static void roles(void **state)
{
    (void)state;
    assert_true(judged("somebody.duckdns.org").dynamic_dns);
    assert_true(judged("bit.ly").shortener);
    assert_true(judged("gmail.com").free_mail);
    assert_false(judged("example.com").free_mail || judged("example.com").shortener ||
                 judged("example.com").dynamic_dns);
}

static void lookalike_letters(void **state)
{
    (void)state;
    told("rnillowave.com", "millowave", WH_TECHNIQUE_HOMOGLYPH, WH_HIGH);
    told("mi1lowave.com", "millowave", WH_TECHNIQUE_HOMOGLYPH, WH_HIGH);
    told("mill0vvave.com", "millowave", WH_TECHNIQUE_HOMOGLYPH, WH_HIGH);
    told("m1ll0wav3.net", "millowave", WH_TECHNIQUE_HOMOGLYPH, WH_HIGH);
    told("mi1lowave-login.com", "millowave", WH_TECHNIQUE_HOMOGLYPH, WH_HIGH);
    told("nnillouuave.co.jp", "millowave", WH_TECHNIQUE_HOMOGLYPH, WH_HIGH);
    told("mlllovvaue.com", "millowave", WH_TECHNIQUE_HOMOGLYPH, WH_HIGH);
    told("millewavc.com", "millowave", WH_TECHNIQUE_HOMOGLYPH, WH_MEDIUM); /* at a glance */
    silent("rnilk.com");
}

static void unicode_letters(void **state)
{
    (void)state;
    told("millоwave.com", "millowave", WH_TECHNIQUE_IDN, WH_HIGH);       /* Cyrillic o */
    told("míllowave.com", "millowave", WH_TECHNIQUE_IDN, WH_HIGH);       /* an accent */
    told("mıllowave.com", "millowave", WH_TECHNIQUE_IDN, WH_HIGH);       /* dotless i */
    told("millowave-ӏogin.com", "millowave", WH_TECHNIQUE_IDN, WH_HIGH); /* in the word beside it */
    told("miłłowave.com", "millowave", WH_TECHNIQUE_IDN, WH_HIGH);
    told("ᴍillowave.com", "millowave", WH_TECHNIQUE_IDN, WH_HIGH);
    told("qԁx.com", "qdx", WH_TECHNIQUE_IDN, WH_HIGH); /* short ones too */
    wh_domain_verdict v = judged("millоwave.com");
    assert_true(v.unsafe_unicode);
    assert_same(v.matches.at[0].part, "xn--millwave-qbh");
    assert_same(v.matches.at[0].shown, "millоwave");
    silent("日本語.jp");
    silent("бабушка.ru");
    silent("bücher.de");
}

static void typos(void **state)
{
    (void)state;
    told("milowave.com", "millowave", WH_TECHNIQUE_OMISSION, WH_MEDIUM);
    told("millowwave.com", "millowave", WH_TECHNIQUE_REPETITION, WH_MEDIUM);
    told("millowvae.com", "millowave", WH_TECHNIQUE_TRANSPOSITION, WH_MEDIUM);
    told("millowove.com", "millowave", WH_TECHNIQUE_VOWEL_SWAP, WH_MEDIUM);
    told("millowavd.com", "millowave", WH_TECHNIQUE_TYPO, WH_MEDIUM);     /* next to e */
    told("mhllowave.com", "millowave", WH_TECHNIQUE_BITSQUAT, WH_MEDIUM); /* one bit from i */
    told("millowgave.com", "millowave", WH_TECHNIQUE_INSERTION, WH_MEDIUM);
    told("millowsave.com", "millowave", WH_TECHNIQUE_PLURAL, WH_MEDIUM);
    told("willowave.com", "millowave", WH_TECHNIQUE_TYPO, WH_LOW); /* only the first letter */
    told("millowave7.com", "millowave", WH_TECHNIQUE_COMBOSQUAT, WH_LOW);
    told("mollawave.com", "millowave", WH_TECHNIQUE_TYPO, WH_LOW); /* two letters of a long label */
    silent("mallawova.com");
    silent("qdz.com"); /* short labels have no typos */
    silent("orchids.com");
}

static void other_marks(void **state)
{
    (void)state;
    told("millo-wave.com", "millowave", WH_TECHNIQUE_HYPHENATION, WH_MEDIUM);
    told("millo.wave.com", "millowave", WH_TECHNIQUE_SUBDOMAIN, WH_MEDIUM);
    told("millowave.org", "millowave", WH_TECHNIQUE_TLD_SWAP, WH_LOW);
    told("millowave.pages.dev", "millowave", WH_TECHNIQUE_SHARED_HOSTING, WH_LOW);
    told("millowave-login.pages.dev", "millowave", WH_TECHNIQUE_SHARED_HOSTING, WH_HIGH);
    told("qdx.org", "qdx", WH_TECHNIQUE_TLD_SWAP, WH_LOW);
    silent("qdx.com.br"); /* where companies of the world register themselves */
    silent("millowave.co.id");
}

static void words_beside(void **state)
{
    (void)state;
    told("millowave-login.com", "millowave", WH_TECHNIQUE_COMBOSQUAT, WH_MEDIUM);
    told("millowave-login.top", "millowave", WH_TECHNIQUE_COMBOSQUAT, WH_HIGH);
    told("loginmillowave.com", "millowave", WH_TECHNIQUE_COMBOSQUAT, WH_MEDIUM);
    told("millowave-taikai.jp", "millowave", WH_TECHNIQUE_COMBOSQUAT, WH_MEDIUM);
    told("millowave-kaiin-ninsho.cyou", "millowave", WH_TECHNIQUE_COMBOSQUAT, WH_HIGH);
    told("millowave-xkcq.com", "millowave", WH_TECHNIQUE_COMBOSQUAT, WH_LOW);
    told("qdx-login.com", "qdx", WH_TECHNIQUE_COMBOSQUAT,
         WH_MEDIUM); /* a short one needs a word that tells */
    told("orchard-login.com", "orchard", WH_TECHNIQUE_COMBOSQUAT, WH_MEDIUM);
    silent("qdxyz.com");
    silent("cherryorchard.com"); /* an everyday word among others */
    silent("orchardview.org");
    silent("orchard-street.org");
    silent("lovemillowavemusic.com"); /* words that phishers do not use */
    wh_domain_verdict v = judged("millowave-login.com");
    assert_same(v.matches.at[0].word, "login");
    assert_same(v.matches.at[0].part, "millowave");
}

static void embedded(void **state)
{
    (void)state;
    told("millowave.co.jp.example.cn", "millowave", WH_TECHNIQUE_EMBEDDED, WH_HIGH);
    told("www.my.millowave.co.jp.example.org", "millowave", WH_TECHNIQUE_EMBEDDED, WH_HIGH);
    told("www-millowave-co-jp.com", "millowave", WH_TECHNIQUE_EMBEDDED, WH_HIGH);
    told("millowave-co-jp-login.net", "millowave", WH_TECHNIQUE_EMBEDDED, WH_HIGH);
    told("millowavecojp.com", "millowave", WH_TECHNIQUE_EMBEDDED, WH_HIGH);
    told("wwwqdxnejp.icu", "qdx", WH_TECHNIQUE_EMBEDDED, WH_HIGH);
    told("miilowave.co.jp.example.cn", "millowave", WH_TECHNIQUE_EMBEDDED,
         WH_HIGH); /* with lookalike letters */
    told("milolwaev.co.jp.example.cn", "millowave", WH_TECHNIQUE_TYPO, WH_MEDIUM);
    silent("millowave.co.jp");
}

static void in_subdomains(void **state)
{
    (void)state;
    told("millowave.example.com", "millowave", WH_TECHNIQUE_SUBDOMAIN, WH_MEDIUM);
    told("millowave.example.top", "millowave", WH_TECHNIQUE_SUBDOMAIN, WH_HIGH);
    told("login-millowave.example.com", "millowave", WH_TECHNIQUE_SUBDOMAIN, WH_MEDIUM);
    told("millowvae.example.com", "millowave", WH_TECHNIQUE_TRANSPOSITION, WH_MEDIUM);
    told("qdx.jp.example.com", "qdx", WH_TECHNIQUE_SUBDOMAIN, WH_HIGH); /* before what could end a name */
    told("qdx.example.com", "qdx", WH_TECHNIQUE_SUBDOMAIN, WH_LOW);
    silent("millowave.co.jp.bounces.amazonses.com"); /* its mail through a sending service */
}

static void structure(void **state)
{
    (void)state;
    told("anybody.co.jp.example.cn", NULL, WH_TECHNIQUE_SUFFIX_STRUCTURE, WH_MEDIUM);
    told("anybody-co-jp.example.cn", NULL, WH_TECHNIQUE_SUFFIX_STRUCTURE, WH_MEDIUM);
    told("www.anybody-ne-jp.com", NULL, WH_TECHNIQUE_SUFFIX_STRUCTURE, WH_MEDIUM);
    silent("anybody.co.jp");
    silent("co.jp.example.jp");
    silent("deco-jpeg.com");
}

static void built_in_needs_more(void **state)
{
    (void)state;
    told("halv0rbank.com", "halvorbank", WH_TECHNIQUE_HOMOGLYPH, WH_HIGH);
    told("halvorbnak.com", "halvorbank", WH_TECHNIQUE_TRANSPOSITION, WH_MEDIUM);
    told("halvorbank-login.com", "halvorbank", WH_TECHNIQUE_COMBOSQUAT, WH_MEDIUM);
    told("minatoya.cn", "minatoya", WH_TECHNIQUE_TLD_SWAP, WH_LOW);
    silent("halvorbank.fr");       /* an international brand may be at home there */
    silent("minatoya.com");        /* and a Japanese one here */
    silent("minatoys.de");         /* an unsly letter under another suffix */
    silent("halvorbank-xkcq.com"); /* a word that says nothing */
    silent("halvorpay.com");
    told("halvorpya.com", "halvorpay", WH_TECHNIQUE_TRANSPOSITION, WH_MEDIUM);
    assert_int_equal(judged("halvorpay.xyz").matches.n,
                     1); /* another's very label is not also "halvorbank, changed" */
}

static void short_labels(void **state)
{
    (void)state; /* the caller's only */
    told("qdx.top", "qdx", WH_TECHNIQUE_TLD_SWAP, WH_LOW);
    told("qddx.ne.jp", "qdx", WH_TECHNIQUE_REPETITION, WH_LOW);
    told("qxd.ne.jp", "qdx", WH_TECHNIQUE_TRANSPOSITION, WH_LOW);
    told("qdxmail.ne.jp", "qdx", WH_TECHNIQUE_COMBOSQUAT, WH_LOW);
    silent("qdz.ne.jp");
    silent("qddx.com");
    silent("q-xd.ne.jp");
}

static void places(void **state)
{
    (void)state;
    told("halvorbank.example.com", "halvorbank", WH_TECHNIQUE_SUBDOMAIN, WH_LOW);
    told("halvorbank.dygqwx.com", "halvorbank", WH_TECHNIQUE_SUBDOMAIN,
         WH_HIGH); /* nobody chose that name to be read */
    told("halvorbank.zb-ipr.com", "halvorbank", WH_TECHNIQUE_SUBDOMAIN, WH_LOW);
    told("minatoya-sec.example.top", "minatoya-sec", WH_TECHNIQUE_SUBDOMAIN, WH_HIGH);
    assert_int_equal(judged("minatoya-sec.example.top").matches.n,
                     1); /* and not minatoya, with a word beside it */
    told("minatoya-login.example.top", "minatoya", WH_TECHNIQUE_SUBDOMAIN, WH_HIGH);
}

static void evidence(void **state)
{
    (void)state;
    wh_domain_verdict v = judged("www.milqowave.com");
    const wh_match *m = &v.matches.at[0];
    assert_same(m->part, "milqowave");
    assert_same(m->label, "millowave");
    assert_same(m->official, "millowave.co.jp");
    assert_same(m->from, "l");
    assert_same(m->to, "q");
    assert_int_equal(m->distance, 1);
    assert_absent(m->word);
    v = judged("rnillowave.com");
    m = &v.matches.at[0];
    assert_same(m->from, "m");
    assert_same(m->to, "rn");
    assert_int_equal(m->distance, 0);
}

/* IDNA makes a space of U+3000: such a top-level label is met at the first byte of the list of labels. */
static void tops_that_are_no_label(void **state)
{
    static const char *const names[] = {
        "example.\xE3\x80\x80", "example.\xE3\x80\x80xyz", "example. ", "example.", ".", " "};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) assert_int_equal(judged(names[i]).matches.n, 0);
    judged("rnillowave.\xE3\x80\x80jp.example"); /* ... and of suffixes */
}

static void hostile(void **state)
{
    (void)state;
    static const char all[] =
        "xn--millwave-qbh.rnill0wave-login.co-jp.\xD0\xBE\xCC\x81--.millowave.co.jp.xsrv.jp";
    EACH_PREFIX(s, all, sizeof all - 1, {
        wh_arena *small = wh_arena_new(1 << 20);
        wh_env e = {.arena = small};
        wh_domain_verdict v;
        wh_judge_domain(&e, brands, s, &v);
        wh_arena_free(small);
    });
    char name[254];
    static const char *const fillers[] = {"a.", "a", "rn", "-", "millowave", "xn--a-", "vv.", "l1", "co-jp."};
    for (size_t f = 0; f < sizeof fillers / sizeof *fillers; f++) {
        for (size_t i = 0, n = strlen(fillers[f]); i < 249; i++) name[i] = fillers[f][i % n];
        memcpy(name + 249, ".com", 5);
        judged(name);
        for (size_t i = 63; i < 249; i += 64) name[i] = '.';
        judged(name);
    }
}

/* Allocation may fail at any point: no verdict is made up, nothing crashes. */
static void no_memory(void **state)
{
    (void)state;
    for (size_t limit = 32 << 10; limit < 4u << 20; limit += 96 << 10) {
        wh_arena *small = wh_arena_new(limit);
        assert_true(small);
        const wh_brands *b = test_brands(small);
        wh_env e = {.arena = small};
        wh_domain_verdict v;
        if (b) wh_judge_domain(&e, b, WH_LIT("www.millowvae-login.com"), &v);
        wh_arena_free(small);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(owners),          cmocka_unit_test(never_across_a_suffix),
        cmocka_unit_test(roles),           cmocka_unit_test(lookalike_letters),
        cmocka_unit_test(unicode_letters), cmocka_unit_test(typos),
        cmocka_unit_test(other_marks),     cmocka_unit_test(words_beside),
        cmocka_unit_test(embedded),        cmocka_unit_test(in_subdomains),
        cmocka_unit_test(structure),       cmocka_unit_test(built_in_needs_more),
        cmocka_unit_test(short_labels),    cmocka_unit_test(places),
        cmocka_unit_test(evidence),        cmocka_unit_test(tops_that_are_no_label),
        cmocka_unit_test(hostile),         cmocka_unit_test(no_memory),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
