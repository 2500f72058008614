/* Runs a target where there is no libFuzzer: small changes to its seeds, at random, for so many seconds.
 * usage: fuzz_NAME SECONDS FOLDER BROKEN [SEED]; or fuzz_NAME FILE for one input. What breaks is written to
 * BROKEN. */
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <dirent.h>

#define MOST_SEEDS 64
#define LONGEST 4096u

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
void __sanitizer_set_death_callback(void (*callback)(void));

typedef struct bytes {
    uint8_t at[LONGEST];
    size_t n;
} bytes;

static bytes seeds[MOST_SEEDS], input;
static size_t seeds_n;
static uint64_t state;
static const char *broken;

static uint32_t below(size_t n) /* xorshift64* */
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return n ? (uint32_t)((state * 2685821657736338717u) >> 32) % (uint32_t)n : 0;
}

static bool load(const char *path, bytes *out)
{
    FILE *file = fopen(path, "rb");
    if (!file) return false;
    out->n = fread(out->at, 1, LONGEST, file);
    fclose(file);
    return true;
}

static void load_all(const char *folder)
{
    DIR *dir = opendir(folder);
    const struct dirent *entry;
    while (dir && (entry = readdir(dir)) && seeds_n < MOST_SEEDS) {
        char path[1024];
        if (entry->d_name[0] == '.') continue;
        if (snprintf(path, sizeof path, "%s/%s", folder, entry->d_name) >= (int)sizeof path) continue;
        if (load(path, &seeds[seeds_n])) seeds_n++;
    }
    if (dir) closedir(dir);
}

/* Puts n bytes in at a place, as far as there is room. */
static void put_in(size_t place, const uint8_t *piece, size_t n)
{
    if (n > LONGEST - input.n) n = LONGEST - input.n;
    memmove(input.at + place + n, input.at + place, input.n - place);
    memmove(input.at + place, piece, n);
    input.n += n;
}

static void change(void)
{
    static const char *const words[] = {"\r\n",
                                        "\n\n",
                                        "=?utf-8?B?",
                                        "?=",
                                        "\"",
                                        "\\",
                                        "<",
                                        ">",
                                        "(",
                                        ")",
                                        "@",
                                        ":",
                                        ";",
                                        "%",
                                        "&#x0;",
                                        "xn--",
                                        "\xE3\x80\x80",
                                        "\xF0\x9F\x98\x80",
                                        "\xFF",
                                        "4294967296",
                                        "-1",
                                        "[::1]",
                                        "]]",
                                        "{",
                                        "0x"};
    bytes piece;
    size_t place = below(input.n + 1), n = 1 + below(below(8) ? 16 : 512);
    switch (below(7)) {
    case 0:
        if (place < input.n) input.at[place] = (uint8_t)below(256);
        return;
    case 1:
        if (place < input.n) input.at[place] ^= (uint8_t)(1u << below(8));
        return;
    case 2: { /* take out */
        if (n > input.n - place) n = input.n - place;
        memmove(input.at + place, input.at + place + n, input.n - place - n);
        input.n -= n;
        return;
    }
    case 3: { /* again, up to 64 times */
        if (n > input.n - place) n = input.n - place;
        memcpy(piece.at, input.at + place, n);
        for (uint32_t times = 1 + below(below(4) ? 2 : 64); times > 0; times--) put_in(place, piece.at, n);
        return;
    }
    case 4: { /* of another seed */
        const bytes *other = &seeds[below(seeds_n)];
        size_t from = below(other->n + 1);
        put_in(place, other->at + from, n < other->n - from ? n : other->n - from);
        return;
    }
    default: {
        const char *word = words[below(sizeof words / sizeof *words)];
        put_in(place, (const uint8_t *)word, strlen(word));
        return;
    }
    }
}

static void keep_broken(void)
{
    FILE *file = fopen(broken, "wb");
    if (!file) return;
    fwrite(input.at, 1, input.n, file);
    fclose(file);
    fprintf(stderr, "the input is in %s\n", broken);
}

static void aborted(int signal_number)
{
    (void)signal_number;
    keep_broken();
    _Exit(1);
}

/* A copy of exactly its size: AddressSanitizer sees every byte read past its end. */
static void run(void)
{
    uint8_t *copy = malloc(input.n ? input.n : 1);
    if (!copy) return;
    memcpy(copy, input.at, input.n);
    LLVMFuzzerTestOneInput(copy, input.n);
    free(copy);
}

int main(int argc, char **argv)
{
    if (argc == 2 && load(argv[1], &input)) {
        run();
        return 0;
    }
    if (argc < 4) return 2;
    load_all(argv[2]);
    if (seeds_n == 0) {
        fprintf(stderr, "no seed in %s: put one small input or two there\n", argv[2]);
        return 2;
    }
    broken = argv[3];
    state = (argc > 4 ? strtoull(argv[4], NULL, 10) : (uint64_t)time(NULL)) | 1;
    printf("seed %llu, ", (unsigned long long)state);
    fflush(stdout);
    __sanitizer_set_death_callback(keep_broken);
    signal(SIGABRT, aborted);
    time_t end = time(NULL) + strtol(argv[1], NULL, 10);
    unsigned long executions = 0;
    for (; executions < seeds_n || time(NULL) < end; executions++) {
        input = seeds[executions < seeds_n ? executions : below(seeds_n)];
        for (uint32_t changes = executions < seeds_n ? 0 : 1 + below(8); changes > 0; changes--) change();
        run();
    }
    printf("%lu executions\n", executions);
    return 0;
}
