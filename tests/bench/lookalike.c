/* How long one domain takes to judge, and how that grows with the number of brands. make -f core/Makefile
 * build/bench/lookalike, then build/bench/lookalike. Times are medians of rounds over all names; the names
 * are made up here, honest and not. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "checks/lookalike/brand_table.h"
#include "checks/lookalike/lookalike.h"

#define ROUNDS 9

static const char *const hosts[] = {
    "example.com",
    "www.example.co.jp",
    "mail.example.net",
    "smtp.mail.example.org",
    "news.example.jp",
    "cdn.static.example.io",
    "a-rather-long-label-of-many-words.example.com",
    "example-login.com",
    "secure-update-account.example.top",
    "xn--wgv71a119e.jp",
    "xn--mazon-3ve.co.jp",
    "www.amaz0n-card.top",
    "amazon.co.jp.example.cn",
    "rakuten-card.example.shop",
    "mitsuisumitomo.example.org",
    "microsoftonline-login.example.net",
    "paypa1.com",
    "gooogle.com",
    "faecbook.com",
    "netfllx-billing.com",
    "docomo.example.icu",
    "www.e-tax.nta.go.jp.example.cn",
    "eki-net-update.example.com",
    "mx01.customer.example.ne.jp",
    "em8421.example.com",
    "xn--b1acd3aibadcc7a8h.xn--p1ai",
    "ec2-192-0-2-1.ap-northeast-1.compute.amazonaws.com",
    "tenant.github.io",
    "s3.eu-west-1.example.dev",
    "bounce-12345-67890.sender.example.com",
};
#define HOSTS (sizeof hosts / sizeof *hosts)

static double now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

/* The first n rows of the built-in table, without the names, or all of it. */
static wh_str rows(unsigned n)
{
    wh_str table = {(const char *)wh_brand_table, wh_brand_table_n};
    size_t at = 0;
    for (unsigned i = 0; i < n && at < table.n; i++) {
        size_t end = wh_find_byte(table, '\n', at);
        at = end == WH_NONE_AT ? table.n : end + 1;
    }
    return wh_sub(table, 0, at);
}

static double judge_all(const wh_brands *brands)
{
    wh_arena *arena = wh_arena_new(16u << 20);
    wh_env env = {.arena = arena};
    double start = now_us();
    for (size_t i = 0; i < HOSTS; i++) {
        wh_domain_verdict verdict;
        wh_judge_domain(&env, brands, (wh_str){hosts[i], strlen(hosts[i])}, &verdict);
    }
    double took = now_us() - start;
    wh_arena_free(arena);
    return took / (double)HOSTS;
}

int main(void)
{
    static const unsigned sizes[] = {50, 100, 200, 400, 800, 100000};
    printf("%8s %12s %14s\n", "brands", "build, us", "domain, us");
    for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
        double times[ROUNDS * 20];
        wh_arena *arena = wh_arena_new(256u << 20);
        double start = now_us();
        const wh_brands *brands = wh_brands_from(arena, rows(sizes[k]), NULL, 0, NULL, 0);
        double built = now_us() - start;
        if (!brands) return 1;
        for (size_t i = 0; i < ROUNDS * 20; i++) times[i] = judge_all(brands);
        qsort(times, ROUNDS * 20, sizeof *times, by_value);
        printf("%8u %12.0f %14.2f\n", brands->list.n, built, times[ROUNDS * 10]);
        wh_arena_free(arena);
    }
    return 0;
}
