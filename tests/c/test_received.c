/* received/: RFC 5321 4.4 and what mail software makes of it. Lines are made up after each software's own
 * form. */
#include "support/exact.h"

#include "parse/parse.h"

/* What a line must give; NULL: absent. A family of "*" may be anything. */
typedef struct expected {
    const char *line;
    const char *helo, *rdns, *ip, *ident, *auth, *by, *by_ip, *with, *via, *version, *cipher, *id, *for_,
        *sender, *family;
} expected;

static const char *about; /* the line being judged */

static void same(wh_str got, const char *want, const char *field)
{
    char where[400];
    snprintf(where, sizeof where, "%s of: %s", field, about);
    if (want) assert_same_about(got, want, where);
    else if (!wh_absent(got)) same_(got, WH_ABSENT, where, __FILE__, __LINE__);
}

static void judge(const expected *e)
{
    wh_arena *arena = wh_arena_new(1 << 20);
    wh_env env = {.arena = arena};
    wh_received r;
    wh_str value = exact(e->line, strlen(e->line));
    about = e->line;
    wh_parse_received(&env, value, &r);
    same(r.helo, e->helo, "helo");
    same(r.rdns, e->rdns, "rdns");
    same(r.ip.family ? wh_format_ip(&env, &r.ip) : WH_ABSENT, e->ip, "ip");
    same(r.ident, e->ident, "ident");
    same(r.auth, e->auth, "auth");
    same(r.by, e->by, "by");
    same(r.by_ip.family ? wh_format_ip(&env, &r.by_ip) : WH_ABSENT, e->by_ip, "by ip");
    same(r.with, e->with, "with");
    same(r.via, e->via, "via");
    same(r.tls_version, e->version, "tls version");
    same(r.tls_cipher, e->cipher, "tls cipher");
    same(r.id, e->id, "id");
    same(r.for_, e->for_, "for");
    same(r.envelope_from, e->sender, "envelope from");
    same(r.family, e->family, "family");
    exact_free(value);
    wh_arena_free(arena);
}

#include "received_lines.h"
#include "received_lines_providers.h"

enum {
    PROGRAMS = sizeof of_programs / sizeof *of_programs,
    LINES = PROGRAMS + sizeof of_providers / sizeof *of_providers
};
static const expected *line_at(size_t i)
{
    return i < PROGRAMS ? &of_programs[i] : &of_providers[i - PROGRAMS];
}

static void families(void **state)
{
    (void)state;
    for (size_t i = 0; i < LINES; i++) judge(line_at(i));
}

static wh_received parse(wh_env *env, const char *line)
{
    wh_received r;
    wh_parse_received(env, text_of(line), &r);
    return r;
}

static void flags(void **state)
{
    (void)state;
    wh_arena *arena = wh_arena_new(1 << 20);
    wh_env env = {.arena = arena};
    wh_received r =
        parse(&env, "from a (b.example [192.0.2.1] (may be forged)) by c (8.9.3/8.9.3) with ESMTPSA id 1");
    assert_true(r.doubted && r.encrypted && r.authenticated && !r.local);
    r = parse(&env, "from a ([192.0.2.1]) by c over TLS secured channel with Microsoft SMTPSVC(8.5.9600)");
    assert_true(r.encrypted);
    r = parse(&env, "from a (Not Verified[192.0.2.1]) by c with MailMarshal (v7,2,1,1) id <B1>");
    assert_true(r.doubted);
    r = parse(&env, "from a (b.example [192.0.2.1]) by c (Postfix) with ESMTP id 1");
    assert_false(r.doubted || r.encrypted || r.authenticated || r.local);
    r = parse(&env, "from a (b.example [192.0.2.1]:4711) by c with ESMTPA id 1");
    assert_true(r.authenticated && !r.encrypted);
    assert_int_equal(r.port, 4711);
    r = parse(&env, "from a (b.example [192.0.2.1]) by c with Microsoft SMTP Server (TLS) id 1");
    assert_true(r.encrypted);
    assert_absent(r.tls_version);
    r = parse(&env, "(qmail 1 invoked by uid 1001); 29 Jan 2022 20:18:48 -0000");
    assert_true(r.local);
    r = parse(&env, "(qmail 2 invoked by alias); 29 Jan 2022 20:18:48 -0000");
    assert_true(r.local);
    r = parse(&env, "(qmail 3 invoked for bounce); 29 Jan 2022 20:18:48 -0000");
    assert_true(r.local);
    r = parse(&env, "(qmail 4 invoked from network); 29 Jan 2022 20:18:48 -0000");
    assert_false(r.local);
    r = parse(&env, "from x by y with local (Exim 4.92) id 1jz0ch-000A6l-Af");
    assert_true(r.local);
    r = parse(&env,
              "from a (b [192.0.2.1]) (No client certificate requested) (x y) by c (Postfix) with ESMTP");
    assert_int_equal(r.comments.n, 4);
    assert_same(r.comments.at[2], "x y");
    assert_same(r.software, "Postfix");
    wh_arena_free(arena);
}

static void problems(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        uint32_t bits;
    } cases[] = {
        {"from a ([192.0.2.1]) by b with SMTP; Tue, 1 Apr 2003 15:04:55 +0100", 0},
        {"by b with SMTP; Tue, 1 Apr 2003 15:04:55 +0100",
         1u << WH_RECEIVED_NO_FROM | 1u << WH_RECEIVED_NO_IP},
        {"from a ([192.0.2.1]); Tue, 1 Apr 2003 15:04:55 +0100", 1u << WH_RECEIVED_NO_BY},
        {"from a ([192.0.2.1]) by b with SMTP", 1u << WH_RECEIVED_NO_DATE},
        {"from a ([192.0.2.1]) by b with SMTP; the day before yesterday", 1u << WH_RECEIVED_BAD_DATE},
        {"from a ([192.0.2.999]) by b; Tue, 1 Apr 2003 15:04:55 +0100",
         1u << WH_RECEIVED_NO_IP | 1u << WH_RECEIVED_BAD_IP},
        {"from a (192.0.masked.1) by b; Tue, 1 Apr 2003 15:04:55 +0100", 1u << WH_RECEIVED_NO_IP},
        {"from a (192.0.x@y.1) by b; Tue, 1 Apr 2003 15:04:55 +0100",
         1u << WH_RECEIVED_NO_IP | 1u << WH_RECEIVED_BAD_IP},
        {"", 1u << WH_RECEIVED_NO_FROM | 1u << WH_RECEIVED_NO_BY | 1u << WH_RECEIVED_NO_DATE |
                 1u << WH_RECEIVED_NO_IP | 1u << WH_RECEIVED_UNKNOWN_FORM},
    };
    wh_arena *arena = wh_arena_new(1 << 20);
    wh_env env = {.arena = arena};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        wh_received r = parse(&env, cases[i].line);
        if (r.problems != cases[i].bits)
            printf("%s: problems %x, want %x\n", cases[i].line, r.problems, cases[i].bits);
        assert_int_equal(r.problems, cases[i].bits);
    }
    wh_arena_free(arena);
}

static void dates(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        int64_t ms;
    } cases[] = {
        {"from a by b; Sat, 21 Apr 2018 03:01:32 +0000", 1524279692000},
        {"from a by b; Sat, 21 Apr 2018 03:01:32 +0000 (UTC)", 1524279692000},
        {"from a by b; Sat, 21 Apr 2018 03:01:32 +0000 (envelope-from <x;y@example.com>)", 1524279692000},
        {"from a by b; Sat, 21 Apr 2018 03:01:32 +0000 id 4711", 1524279692000},
        {"from a by b with SMTP id 17 Sat, 21 Apr 2018 03:01:32 +0000", 1524279692000},
        {"by a with SMTP id a-1-5ADBF958-25\n        2018-04-21 03:01:32.5 +0000 UTC m=+349867.49",
         1524279692500},
        {"from 192.0.2.1 (SquirrelMail authenticated user x); by b with HTTP; Sat, 21 Apr 2018 03:01:32 "
         "+0000",
         1524279692000},
        {"from a (Sat, 21 Apr 2018 03:01:33 +0000) by b; Sat, 21 Apr 2018 03:01:32 +0000", 1524279692000},
        {"(qmail 47739 invoked by uid 1001); 21 Apr 2018 03:01:32 -0000", 1524279692000},
    };
    wh_arena *arena = wh_arena_new(1 << 20);
    wh_env env = {.arena = arena};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        wh_received r = parse(&env, cases[i].line);
        if (!r.date.ok || r.date.ms != cases[i].ms) printf("%s: %lld\n", cases[i].line, (long long)r.date.ms);
        assert_true(r.date.ok);
        assert_int_equal(r.date.ms, cases[i].ms);
    }
    wh_received r = parse(&env, "from a by b; Sat, 21 Apr 2018 03:01:32 +0000 id 4711");
    assert_same(r.id, "4711");
    r = parse(
        &env,
        "from mail.utc.example (PST.example [192.0.2.1]) by b.utc.example; Sat, 21 Apr 2018 03:01:32 +0000");
    assert_same(r.helo, "mail.utc.example");
    assert_same(r.rdns, "PST.example");
    assert_same(r.by, "b.utc.example");
    wh_arena_free(arena);
}

/* Slices lie in the value, so that each has its place in the source; only what is itself folded is copied. */
static void borrowed(void **state)
{
    (void)state;
    static const char line[] =
        "from client.example (host.example\r\n\t[192.0.2.1]) by\r\n mx.example with Microsoft\r\n"
        " SMTP Server "
        "id 15.1.2.3; Sat, 21 Apr 2018 03:01:32 +0000";
    wh_arena *arena = wh_arena_new(1 << 20);
    wh_env env = {.arena = arena};
    wh_str value = exact(line, sizeof line - 1);
    wh_received r;
    wh_parse_received(&env, value, &r);
    const wh_str slices[] = {r.helo, r.rdns, r.ip_raw, r.by, r.id, r.name};
    for (size_t i = 0; i < sizeof slices / sizeof slices[0]; i++) {
        assert_false(wh_absent(slices[i]));
        assert_true(slices[i].p >= value.p && slices[i].p + slices[i].n <= value.p + value.n);
    }
    assert_same(r.with, "Microsoft SMTP Server");
    exact_free(value);
    wh_arena_free(arena);
}

static void hostile(void **state)
{
    (void)state;
    static const char *const odd[] = {
        "((((((((((((((((((((((((((((((((((((((((",
        "))))))))",
        "[[[[[[[[[[[[[[[",
        "<<<<<<<<<",
        "\"\"\"\"\"\"\"",
        ";;;;;;;;;;",
        "from",
        "from from from by by with with id id for for",
        "from ( by ( with ( id (",
        "by (",
        "from [",
        "from (\\",
        "from (x\\)",
        "from ?[@]? ([@]:) by @ with / id <> for <>; ,",
        "from ([]) by () with [] id [;",
        "from (HELO",
        "from (helo=) by (helo=",
        "from (AUTH:) (account) (authenticated user) (uid) by x",
        "from x (@) (a@) (@[) (IDENT:@) by",
        "from x (envelope-from",
    };
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        EACH_PREFIX(value, odd[i], strlen(odd[i]), {
            wh_arena *arena = wh_arena_new(1 << 20);
            wh_env env = {.arena = arena};
            wh_received r;
            wh_parse_received(&env, value, &r);
            wh_arena_free(arena);
        });
    }
    for (size_t i = 0; i < LINES; i++) {
        EACH_PREFIX(value, line_at(i)->line, strlen(line_at(i)->line), {
            wh_arena *arena = wh_arena_new(1 << 20);
            wh_env env = {.arena = arena};
            wh_received r;
            wh_parse_received(&env, value, &r);
            wh_arena_free(arena);
        });
    }
}

/* Input of one kind, a hundred thousand times: nothing may be quadratic. */
static void long_ones(void **state)
{
    (void)state;
    static const char *const units[] = {"(",      ")",     "(a ",   "[",    "<a ", "\"a ", ";",
                                        "; Mon ", "from ", "by x ", "(by ", "a@",  "1.",   "Mon, "};
    enum { times = 100000 };
    for (size_t u = 0; u < sizeof units / sizeof units[0]; u++) {
        size_t n = strlen(units[u]);
        char *bytes = malloc(n * times);
        assert_non_null(bytes);
        for (size_t i = 0; i < times; i++) memcpy(bytes + i * n, units[u], n);
        wh_arena *arena = wh_arena_new(64 << 20);
        wh_env env = {.arena = arena};
        wh_received r;
        wh_parse_received(&env, (wh_str){bytes, n * times}, &r);
        wh_arena_free(arena);
        free(bytes);
    }
}

static void no_memory(void **state)
{
    (void)state;
    wh_arena *arena = wh_arena_new(0);
    wh_env env = {.arena = arena};
    wh_received r = parse(&env, "from a (b [192.0.2.1]) by c with SMTP; Sat, 21 Apr 2018 03:01:32 +0000");
    assert_absent(r.helo);
    assert_true(wh_arena_failed(arena));
    wh_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(families),  cmocka_unit_test(flags),     cmocka_unit_test(problems),
        cmocka_unit_test(dates),     cmocka_unit_test(borrowed),  cmocka_unit_test(hostile),
        cmocka_unit_test(long_ones), cmocka_unit_test(no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
