/* case_runner MAIL ANSWERS [SEED...]: judges a mail natively, through whence.h as any host would, and prints
 * its report, one line. For each SEED it does so once more, with the checks in an order that the seed
 * shuffled (0: backwards). ANSWERS: JSON {"now": date, "options": {...}, "zone": {name: [[type, data...],
 * ...]}}; without "zone" there are no lookups. */
#include "support/crypto.h"
#include "support/iconv_host.h"
#include "support/zone.h"

#include "checks/checks.h"
#include "whence.h"

#include "cJSON.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_RECORDS 500

static _Noreturn void die(const char *what)
{
    fprintf(stderr, "case_runner: %s\n", what);
    exit(1);
}

/* The file's bytes in a block of exactly their size. */
static wh_str read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file) die(path);
    fseek(file, 0, SEEK_END);
    size_t n = (size_t)ftell(file);
    rewind(file);
    char *bytes = malloc(n ? n : 1);
    if (!bytes || fread(bytes, 1, n, file) != n) die(path);
    fclose(file);
    return (wh_str){bytes, n};
}

/* A record's data as zone.h has it: character-strings apart by newlines, MX with a blank; owned by the
 * caller. */
static char *record_data(const cJSON *record)
{
    char *data = calloc(1, 70000);
    if (!data) die("memory");
    for (const cJSON *part = record->child->next; part; part = part->next) {
        if (data[0]) strcat(data, strcmp(record->child->valuestring, "TXT") == 0 ? "\n" : " ");
        if (strlen(data) > 60000) die("a record is too long");
        if (cJSON_IsNumber(part)) snprintf(data + strlen(data), 16, "%d", part->valueint);
        else if (cJSON_IsString(part) && strlen(part->valuestring) < 9000) strcat(data, part->valuestring);
        else die("a record is not understood");
    }
    return data;
}

static zone_record *read_zone(const cJSON *written)
{
    zone_record *records = calloc(MOST_RECORDS + 1, sizeof *records);
    size_t n = 0;
    if (!records) die("memory");
    for (const cJSON *name = written->child; name; name = name->next)
        for (const cJSON *record = name->child; record; record = record->next) {
            if (n == MOST_RECORDS || !cJSON_IsArray(record) || !cJSON_IsString(record->child))
                die("the zone is not understood");
            records[n++] = (zone_record){name->string, record->child->valuestring, record_data(record)};
        }
    return records;
}

static void free_zone(zone_record *records)
{
    for (zone_record *r = records; r && r->name; r++) free((void *)(uintptr_t)r->data);
    free(records);
}

static wh_str blob(whence_session *session, uint32_t id, const char *which)
{
    size_t n = 0;
    const char *p = whence_question_blob(session, id, which, strlen(which), &n);
    if (!p) die("a question without its bytes");
    return (wh_str){p, n};
}

static void answer_dns(whence_session *session, uint32_t id, const cJSON *question,
                       const zone_record *records)
{
    const char *name = cJSON_GetObjectItemCaseSensitive(question, "name")->valuestring;
    const char *type = cJSON_GetObjectItemCaseSensitive(question, "type")->valuestring;
    wh_rr rr = WH_RR_A;
    while (rr < WH_RR_OTHER && !wh_eq(wh_rr_name(rr), (wh_str){type, strlen(type)})) rr++;
    char *json = zone_json(records, (wh_str){name, strlen(name)}, rr);
    whence_answer(session, id, json ? WHENCE_ANSWERED : WHENCE_NO_ANSWER, json ? json : "",
                  json ? strlen(json) : 0);
    free(json);
}

static void answer_one(whence_session *session, const cJSON *question, const zone_record *records)
{
    uint32_t id = (uint32_t)cJSON_GetObjectItemCaseSensitive(question, "id")->valuedouble;
    const char *kind = cJSON_GetObjectItemCaseSensitive(question, "kind")->valuestring;
    if (strcmp(kind, "dns") == 0) {
        answer_dns(session, id, question, records);
        return;
    }
    if (strcmp(kind, "picture") == 0 || strcmp(kind, "msg") == 0) {
        whence_answer(session, id, WHENCE_REFUSED, NULL, 0); /* no host here decodes either */
        return;
    }
    const char *name = cJSON_GetObjectItemCaseSensitive(question, "algorithm")->valuestring;
    wh_str algorithm = {name, strlen(name)}, data = blob(session, id, "data");
    if (strcmp(kind, "digest") == 0) {
        unsigned char digest[64];
        size_t n = crypto_digest(algorithm, data, digest);
        whence_answer(session, id, WHENCE_ANSWERED, (char *)digest, n);
    } else {
        int valid = crypto_verify(algorithm, blob(session, id, "key"), blob(session, id, "signature"), data);
        whence_answer(session, id, valid < 0 ? WHENCE_NO_ANSWER : WHENCE_ANSWERED, valid > 0 ? "1" : "0", 1);
    }
}

static void answer_open(whence_session *session, const zone_record *records)
{
    size_t n;
    cJSON *questions = cJSON_ParseWithLength(whence_questions(session, &n), n), *question;
    cJSON_ArrayForEach(question, questions) answer_one(session, question, records);
    cJSON_Delete(questions);
}

/* As the library does it: files first, unless the first step asks the network. */
static void run(whence_session *session, const zone_record *records)
{
    whence_status status;
    if (!records && whence_prepare(session) == WHENCE_ASKING) answer_open(session, records);
    while ((status = whence_step(session)) == WHENCE_ASKING) answer_open(session, records);
    if (status == WHENCE_FAILED) die(whence_problem(session));
}

/* The core reads this table in place of its own (the linker's --wrap, core/Makefile). */
#define MOST_CHECKS 64
extern wh_check *const __real_wh_checks[];
extern wh_check *__wrap_wh_checks[MOST_CHECKS];
wh_check *__wrap_wh_checks[MOST_CHECKS];

static void order_of_table(void)
{
    if (wh_checks_n > MOST_CHECKS) die("more checks than this has room for");
    memcpy(__wrap_wh_checks, __real_wh_checks, wh_checks_n * sizeof *__wrap_wh_checks);
}

static void swap_checks(uint32_t a, uint32_t b)
{
    wh_check *kept = __wrap_wh_checks[a];
    __wrap_wh_checks[a] = __wrap_wh_checks[b];
    __wrap_wh_checks[b] = kept;
}

static void order_of_seed(uint32_t seed)
{
    order_of_table();
    if (seed == 0)
        for (uint32_t i = 0; i < wh_checks_n / 2; i++) swap_checks(i, wh_checks_n - 1 - i);
    else
        for (uint32_t i = wh_checks_n; i > 1; i--) {
            seed = seed * 1664525u + 1013904223u;
            swap_checks(i - 1, (seed >> 8) % i);
        }
}

typedef struct answers {
    cJSON *json;
    zone_record *records; /* their names and types are borrowed from json */
    whence_profile *profile;
    int64_t now;
} answers;

static answers read_answers(wh_str text)
{
    answers a = {.json = cJSON_ParseWithLength(text.p, text.n)};
    const cJSON *written = cJSON_GetObjectItemCaseSensitive(a.json, "zone"),
                *options = cJSON_GetObjectItemCaseSensitive(a.json, "options");
    const char *now = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(a.json, "now"));
    wh_date date = {0};
    if (!now) die("the answers are not understood");
    wh_parse_date((wh_str){now, strlen(now)}, &date);
    if (!date.ok) die("now is no date");
    a.now = date.ms;
    char *printed = options ? cJSON_PrintUnformatted(options) : NULL;
    a.profile = whence_profile_open(printed, printed ? strlen(printed) : 0);
    cJSON_free(printed);
    a.records = written ? read_zone(written) : NULL;
    return a;
}

static void print_report(wh_str mail, const answers *a)
{
    static const whence_host host = {NULL, iconv_host};
    whence_session *session =
        whence_open(WHENCE_MAIL, mail.p, mail.n, a->profile, &host, a->now, a->records != NULL);
    if (!session) die("memory");
    run(session, a->records);
    size_t n;
    const char *report = whence_report(session, &n);
    fwrite(report, 1, n, stdout);
    putchar('\n');
    whence_close(session);
}

int main(int argc, char **argv)
{
    if (argc < 3) die("usage: case_runner MAIL ANSWERS [SEED...]");
    wh_str mail = read_file(argv[1]), text = read_file(argv[2]);
    answers a = read_answers(text);
    order_of_table();
    print_report(mail, &a);
    for (int i = 3; i < argc; i++) {
        order_of_seed((uint32_t)strtoul(argv[i], NULL, 10));
        print_report(mail, &a);
    }
    free_zone(a.records);
    whence_profile_close(a.profile);
    cJSON_Delete(a.json);
    free((void *)(uintptr_t)mail.p);
    free((void *)(uintptr_t)text.p);
    return 0;
}
