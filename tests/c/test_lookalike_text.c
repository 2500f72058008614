/* mentions.c, textfold.c: brands named in running text. */
#include "support/brands.h"

#include "checks/lookalike/textfold.h"
#include "parse/name/unicode.h"

static wh_arena *arena;
static wh_env env;
static const wh_brands *brands;

static const char table[] = "\tbank\nhalvor\thalvor\thalvor.com\n\tsns\nraine\traine\traine.com\n"
                            "\tparcel\nqdx\tqdx\tqdx.com\n\tshop\nokini\tokini\tokini.jp\n"
                            "\nHalvor Bank,Halvor,ハルボル銀行,ハルボル,はるぼる\n~Raine,ライネ\n"
                            "QDX,QDX急便,三友銀行,三友\nおきにっと,@okini,Okini! Mail\n";

static int setup(void **state)
{
    (void)state;
    arena = wh_arena_new(1 << 26);
    env = (wh_env){.arena = arena};
    brands = wh_brands_from(arena, (wh_str){table, sizeof table - 1}, NULL, 0, NULL, 0);
    return brands ? 0 : -1;
}
static int teardown(void **state)
{
    (void)state;
    wh_arena_free(arena);
    return 0;
}

/* want: "brand how slice" for each mention, joined by "; " */
static void finds(const char *text, const char *want)
{
    static const char *const hows[] = {"plain", "folded", "spaced", "disguised"};
    wh_mentions found;
    wh_str s = exact(text, strlen(text));
    wh_buf buf;
    wh_find_brands_in_text(&env, brands, s, &found);
    wh_buf_init(&buf, arena);
    for (uint32_t i = 0; i < found.n; i++) {
        const wh_mention *m = &found.at[i];
        if (i) wh_put(&buf, WH_LIT("; "));
        wh_put(&buf, wh_brand_id(brands, m->brand));
        wh_put_byte(&buf, ' ');
        wh_put(&buf, text_of(hows[m->how]));
        if (m->weak) wh_put(&buf, WH_LIT(" weak"));
        wh_put_byte(&buf, ' ');
        wh_put(&buf, m->slice);
    }
    assert_same_about(wh_buf_str(&buf), want, text);
    exact_free(s);
}

static void latin_names(void **state)
{
    (void)state;
    finds("Halvor", "halvor plain Halvor");
    finds("Your Halvor Bank account", "halvor plain Halvor Bank");
    finds("your HALVOR  bank", "halvor folded HALVOR  bank");
    finds("ＨＡＬＶＯＲからのお知らせ", "halvor folded ＨＡＬＶＯＲ");
    finds("Halvor's terms, (halvor)", "halvor plain Halvor; halvor folded halvor");
    finds("Halvorian halvors ahalvor halvor2", "");
    finds("私のHalvorカード", "halvor plain Halvor");
    finds("http://www.halvor.com/halvor me@halvor.com", "");
    finds("Halvor.com", "halvor plain Halvor");
    finds("raine it is", "raine folded weak raine");
    finds("QDX and qdx", "qdx plain QDX; qdx folded weak qdx");
    finds("Okini!Mail", "okini folded Okini!Mail");
    finds("＠okini", "okini folded ＠okini");
}

static void disguises(void **state)
{
    (void)state;
    finds("Hаlvоr", "halvor disguised Hаlvоr"); /* Cyrillic a and o */
    finds("HaIvor", "halvor disguised HaIvor"); /* a capital i */
    finds("Ha1v0r", "halvor disguised Ha1v0r");
    finds("Hal\xE2\x80\x8Bvor", "halvor disguised Hal\xE2\x80\x8Bvor");
    finds("𝐇𝐚𝐥𝐯𝐨𝐫", "halvor disguised 𝐇𝐚𝐥𝐯𝐨𝐫");
    finds("H a l v o r", "halvor spaced H a l v o r");
    finds("H.A.L.V.O.R", "halvor spaced H.A.L.V.O.R");
    finds("hal vor", "");
    finds("Halvur", "");
    finds("на вор", ""); /* another language */
}

static void japanese_names(void **state)
{
    (void)state;
    finds("【重要】ハルボル銀行より", "halvor plain ハルボル銀行");
    finds("ﾊﾙﾎﾞﾙ銀行", "halvor folded ﾊﾙﾎﾞﾙ銀行");
    finds("はるぼる銀行", "halvor folded はるぼる銀行");
    finds("ハルボル", "halvor plain ハルボル");
    finds("オンライネ", ""); /* the end of another word */
    finds("ライネージ", "");
    finds("ライネからの", "raine plain ライネ");
    finds("三 友 銀 行", "qdx spaced 三 友 銀 行");
    finds("三友 銀行", "qdx folded 三友 銀行");
    finds("三\n友", "");
    finds("のおきにっとは", "okini plain おきにっと");
    finds("QDX急便とハルボル", "qdx plain QDX急便; halvor plain ハルボル");
}

static void long_texts(void **state)
{
    (void)state;
    size_t n = 60000;
    char *text = malloc(n);
    assert_true(text);
    for (size_t i = 0; i < n; i++) text[i] = "Hal vor\n"[i % 8];
    memcpy(text + n - 12, " Halvor Bank", 12);
    wh_mentions found;
    wh_find_brands_in_text(&env, brands, (wh_str){text, n}, &found);
    assert_int_equal(found.n, 1);
    assert_ptr_equal(found.at[0].slice.p, text + n - 11);
    for (size_t i = 0; i < n; i++) text[i] = "Halvor "[i % 7];
    wh_find_brands_in_text(&env, brands, (wh_str){text, n}, &found);
    assert_int_equal(found.n, WH_MAX_MENTIONS);
    free(text);
    static const char all[] =
        "Hаlvо\xE2\x80\x8Br \xEF\xBE\x8A\xEF\xBE\x99\xEF\xBE\x8E\xEF\xBE\x9E\xEF\xBE\x99銀行 QDX急便 "
        "\xF0\x9D\x90\x87 \xFF\xE3\x83";
    EACH_PREFIX(s, all, sizeof all - 1, wh_find_brands_in_text(&env, brands, s, &found));
    wh_find_brands_in_text(&env, brands, WH_ABSENT, &found);
    assert_int_equal(found.n, 0);
}

/* What is read without a look into the tables is what they leave as it is. */
static void plain_kana_and_kanji(void **state)
{
    (void)state;
    uint32_t mapped[WH_RUNES_MAPPED], plain = 0;
    for (uint32_t c = 0; c < 0x110000; c++) {
        if (!wh_is_plain_kana_or_kanji(c)) continue;
        plain++;
        assert_true(wh_map_rune(c, mapped) < 0);
    }
    assert_true(plain > 20000);
    char bytes[4];
    size_t n = wh_encode_rune(0x30D1, bytes);
    wh_text_reader reader = {.text = {bytes, n}};
    wh_letter letters[WH_LETTERS_AT_ONCE];
    assert_int_equal(wh_read_letters(&reader, letters), 1);
    assert_int_equal(letters[0].rune, 0x3071);
    assert_int_equal(wh_unfolded(&letters[0]), 0x30D1);
}

/* Letters are the same, read one after the other or many at once, in however little room. */
static void reads_alike(void **state)
{
    (void)state;
    static const char *const pieces[] = {"Paypal", "a", "9", "I1l", " ", "-", "\n", "'", "&", "{", "é", "а"};
    uint32_t seed = 3;
    for (unsigned round = 0; round < 20000; round++) {
        char text[256];
        size_t n = 0, at = 0;
        for (unsigned i = 0, most = round % 24; i < most; i++) {
            seed = seed * 1664525u + 1013904223u;
            const char *piece = pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)];
            memcpy(text + n, piece, strlen(piece));
            n += strlen(piece);
        }
        wh_str s = exact(text, n);
        wh_letter one[WH_LETTERS_AT_ONCE], many[16];
        wh_text_reader slow = {.text = s}, fast = {.text = s};
        size_t room = WH_LETTERS_AT_ONCE + round % 12, held = wh_read_on(&fast, many, 0, room);
        while (wh_read_letters(&slow, one)) {
            if (at == held) at = 0, held = wh_read_on(&fast, many, 0, room);
            assert_true(at < held);
            assert_memory_equal(&one[0], &many[at], sizeof *one);
            at++;
        }
        assert_int_equal(at, held);
        assert_int_equal(wh_read_on(&fast, many, 0, room), 0);
        exact_free(s);
    }
}

/* A name is folded as text is, whichever way it is read. */
static void folds_alike(void **state)
{
    (void)state;
    static const char *const pieces[] = {"Ab",     "z9",     " ",  "-",  "_",    "'",        ".",    "&",
                                         "ソフト", "バンク", "ー", "ヶ", "ヿ",   "ゖ",       "銀行", "・",
                                         "！",     "é",      "ß",  "ア゙", "が",   "は\u3099", "ﾊﾞ",   "㌔",
                                         "\u200b", "𝐀",      "а",  "Ａ", "\xE3", "\xE3\x82"};
    enum { N = sizeof pieces / sizeof *pieces };
    uint32_t seed = 7;
    for (unsigned round = 0; round < 20000; round++) {
        char name[256], fast[4 * 60], slow[4 * 80];
        size_t n = 0, fast_n, slow_n = 0, letters, plain = 0;
        uint64_t gaps, want = 0;
        for (unsigned i = 0, most = round % 24; i < most; i++) {
            seed = seed * 1664525u + 1013904223u;
            const char *piece = pieces[(seed >> 16) % (round % 2 ? N : 17)];
            memcpy(name + n, piece, strlen(piece));
            n += strlen(piece);
        }
        wh_str s = exact(name, n);
        wh_letter held[80];
        wh_text_reader reader = {.text = s};
        letters = wh_read_on(&reader, held, 0, 80);
        for (; plain < letters && plain < 60; plain++) {
            if (held[plain].seen & WH_PARTED && plain) want |= 1ull << plain;
            slow_n += wh_encode_rune(held[plain].rune, slow + slow_n);
        }
        size_t got = wh_fold_text(s, 60, fast, &fast_n, &gaps);
        assert_int_equal(got > 60, letters > 60);
        if (letters <= 60) assert_int_equal(got, letters);
        assert_int_equal(fast_n, slow_n);
        assert_memory_equal(fast, slow, slow_n);
        assert_true(gaps == want);
        exact_free(s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(reads_alike),         cmocka_unit_test(folds_alike),
                                       cmocka_unit_test(latin_names),         cmocka_unit_test(disguises),
                                       cmocka_unit_test(japanese_names),      cmocka_unit_test(long_texts),
                                       cmocka_unit_test(plain_kana_and_kanji)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
