/* file/: containers' own lists, cut anywhere; what text holds and draws. */
#include "support/env.h"

#include "base/limits.h"
#include "parse/file/file.h"

#define BYTES(literal) (literal), sizeof(literal) - 1

static wh_listing list_of(wh_str data, const char *type)
{
    wh_listing list;
    bool known;
    wh_list_files(&env, data, text_of(type), &list, &known);
    assert_true(known);
    return list;
}

/* Whole it has this one file; cut anywhere it has that, or none, and nothing is read past the end. */
static void one_file(const char *bytes, size_t n, const char *type, const char *name, bool encrypted)
{
    wh_listing whole = list_of((wh_str){bytes, n}, type);
    assert_int_equal(whole.entries.n, 1);
    assert_same_about(whole.entries.at[0].name, name, type);
    assert_int_equal(whole.entries.at[0].encrypted, encrypted);
    EACH_PREFIX(cut, bytes, n, {
        wh_listing part = list_of(cut, type);
        assert_true(part.entries.n <= 1);
        if (part.entries.n) wh_entry_content(&env, &part.entries.at[0], 100);
        wh_file_type(cut, WH_ABSENT);
    });
}

static const char zip[] =
    "PK\x03\x04\x0A\0\0\0\0\0\0\0\0\0\0\0\0\0\x02\0\0\0\x02\0\0\0\x05\0\0\0a.txthi"
    "PK\x01\x02\x0A\0\x0A\0\x01\0\0\0\0\0\0\0\0\0\0\0\x02\0\0\0\x02\0\0\0\x05\0\0\0\0\0\0\0\0\0\0\0\0\0"
    "\0\0\0\0a.txtPK\x05\x06\0\0\0\0\x01\0\x01\0\x33\0\0\0\x25\0\0\0\0\0";

static void lists(void **state)
{
    (void)state;
    one_file(BYTES(zip), "application/zip", "a.txt", true); /* the bit is set in its directory */
    one_file(
        BYTES("\x78\x9F\x3E\x22\x01\0\x02\x02\x90\x06\0\0\0\0\0\0\0\x02\x10\x80\x01\0\x06\0\0\0a.txt\0\0\0"
              "\x02\x0F\x80\x06\0\x02\0\0\0hi\0\0"),
        "application/ms-tnef", "a.txt", false);
    one_file(BYTES("\x1F\x8B\x08\x08\0\0\0\0\0\x03"
                   "a.txt\0\xCB\xC8\x04\0\xAC\x2A\x93\xD8\x02\0\0\0"),
             "application/gzip", "a.txt", false);
    one_file(
        BYTES("Rar!\x1A\x07\0\0\0\x73\0\0\x0D\0\0\0\0\0\0\0"
              "\0\0\x74\x04\x80\x25\0\x02\0\0\0\x02\0\0\0\x02\0\0\0\0\0\0\0\0\x1D\x30\x05\0\0\0\0\0a.txthi"),
        "application/vnd.rar", "a.txt", true);
    one_file(BYTES("Rar!\x1A\x07\x01\0\0\0\0\0\x0E\x02\x02\x02\0\x02\0\0\0\x05"
                   "a.txthi"),
             "application/vnd.rar", "a.txt", false);
    one_file(BYTES("MSCF\0\0\0\0\0\0\0\0\0\0\0\0\x24\0\0\0\0\0\0\0\x03\x01\0\0\x01\0\0\0\0\0\0\0"
                   "\x02\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0a.txt\0"),
             "application/vnd.ms-cab-compressed", "a.txt", false);
}

static void tar_of_many(void **state)
{
    (void)state;
    static char block[512 * 600];
    for (size_t i = 0; i < 600; i++) {
        memcpy(block + i * 512, "a.txt", 6);
        memcpy(block + i * 512 + 124, "00000000000", 12);
        block[i * 512 + 156] = '0';
    }
    wh_listing list = list_of((wh_str){block, sizeof block}, "application/x-tar");
    assert_int_equal(list.entries.n, WH_MAX_ENTRIES);
    assert_true(list.more);
    memcpy(block + 124, "77777777777", 12); /* eight thousand million bytes that are not there */
    assert_int_equal(list_of((wh_str){block, sizeof block}, "application/x-tar").entries.n, 1);
}

static void folders_in_themselves(void **state)
{
    (void)state;
    static char disc[24 * 2048];
    memcpy(disc + 16 * 2048,
           "\x01"
           "CD001\x01",
           7);
    memcpy(disc + 16 * 2048 + 156 + 2, "\x12\0\0\0", 4);
    memcpy(disc + 16 * 2048 + 156 + 10, "\0\x08\0\0", 4);
    for (size_t i = 0; i < 40; i++) { /* each leads back to the first */
        char *record = disc + 18 * 2048 + i * 34;
        record[0] = 34;
        record[2] = 18;
        record[11] = 8;
        record[25] = 2;
        record[32] = 1;
        record[33] = 'A';
    }
    assert_int_equal(list_of((wh_str){disc, sizeof disc}, "application/x-iso9660-image").entries.n, 0);
}

static void files_in_text(void **state)
{
    (void)state;
    static const char text[] = "Hello\nbegin 644 a.txt\n\"86)C\n`\nend\n=ybegin line=128 size=3 "
                               "name=b.txt\n\x8B\x8C\x8D\n=yend size=3\n";
    wh_inline_file found;
    size_t at = 0;
    assert_true(wh_next_inline_file(&env, text_of(text), &at, &found));
    assert_same(found.name, "a.txt");
    assert_true(wh_next_inline_file(&env, text_of(text), &at, &found));
    assert_same(found.name, "b.txt");
    assert_same(found.data, "abc");
    assert_false(wh_next_inline_file(&env, text_of(text), &at, &found));
    EACH_PREFIX(cut, text, sizeof text - 1, {
        size_t from = 0;
        while (wh_next_inline_file(&env, cut, &from, &found)) assert_true(from <= cut.n);
    });
}

static void documents(void **state)
{
    (void)state;
    static const char pdf[] =
        "%PDF-1.4\n<< /URI (https://example.com/\\050a\\051) >> << /URI <68747470> >>\n<< /Type /ObjStm "
        "/Filter /FlateDecode >>\nstream\n\x78\x9C\x03\0\nendstream /Encrypt 3 0 R\n";
    wh_strs hrefs = {0};
    size_t budget = WH_MAX_INFLATED;
    assert_true(wh_pdf_links(&env, text_of(pdf), &budget, &hrefs));
    assert_int_equal(hrefs.n, 2);
    assert_same(hrefs.at[0], "https://example.com/(a)");
    EACH_PREFIX(cut, pdf, sizeof pdf - 1, {
        size_t left = WH_MAX_INFLATED;
        hrefs = (wh_strs){0};
        (void)wh_pdf_links(&env, cut, &left, &hrefs);
        wh_pdf_encrypted(cut);
    });
}

/* A frame of 25 letters is square, and drawn; of one that is a letter short nothing is. */
static void pictures(void **state)
{
    (void)state;
    static char page[30000], frame[25 * 26];
    size_t n = 0;
    for (size_t y = 0; y < 25; y++) {
        for (size_t x = 0; x < 25; x++) frame[y * 26 + x] = (y % 12 == 0 || x % 24 == 0) ? '#' : ' ';
        frame[y * 26 + 25] = '\n';
    }
    for (size_t i = 0; i < sizeof frame; i++) {
        bool block = frame[i] == '#';
        memcpy(page + n, block ? "\xE2\x96\x88" : frame + i, block ? 3 : 1);
        n += block ? 3 : 1;
    }
    wh_strs drawn;
    wh_draw_grids(&env, (wh_str){page, n}, false, &drawn);
    assert_int_equal(drawn.n, 1);
    assert_true(wh_starts_nocase(drawn.at[0], WH_LIT("P5 132 132 255\n")));
    wh_draw_grids(&env, (wh_str){page, n - 4}, false, &drawn); /* the last letter of the frame is gone */
    assert_int_equal(drawn.n, 1);
    wh_draw_grids(&env, (wh_str){page, n - 77}, false, &drawn); /* ... its last line */
    assert_int_equal(drawn.n, 0);
}

static void is_of_type(const char *bytes, size_t n, const char *name, const char *want)
{
    wh_str data = exact(bytes, n), got = wh_file_type(data, text_of(name));
    if (want) assert_same_about(got, want, name);
    else assert_absent(got);
    exact_free(data);
}

/* What is told by more than one mark, and what has all of them but one. */
static void types(void **state)
{
    (void)state;
    is_of_type(BYTES("From a@example.com Tue Feb  3 10:00:00 2026\nReceived: by x\n"), "a",
               "application/mbox");
    is_of_type(BYTES("From a@example.com Tue Feb  3 10:00:00 2026\nno field\n"), "a", NULL);
    is_of_type(BYTES("From a@example.com Tue Feb  3 10:00:00 2026\nReceived"), "a", NULL);
    is_of_type(BYTES("Dear a@example.com Tue Feb  3 10:00:00 2026\nReceived: by x\n"), "a", NULL);
    static const char bitmap[] = "BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x02\0\0\0\x02\0\0\0";
    is_of_type(bitmap, 27, "a", "image/bmp");
    is_of_type(bitmap, 26, "a", NULL); /* a header alone */
    is_of_type(BYTES("BM\x46\0\0\0\x01\0\0\0\x36\0\0\0\x28\0\0\0\x02\0\0\0\x02\0\0\0"), "a", NULL);
    is_of_type(BYTES("\xCA\xFE\xBA\xBE\0\0\0\x1D"), "a", "application/x-mach-binary");
    is_of_type(BYTES("\xCA\xFE\xBA\xBE\0\0\0\x2D"), "a", "application/java-vm"); /* Java 1.1 */
    is_of_type(BYTES("\xCA\xFE\xBA\xBE\0\0\x01\x02"), "a", "application/java-vm");
    is_of_type(BYTES("PK\x03\x04 content.xml META-INF/manifest.xml"), "a",
               "application/vnd.oasis.opendocument");
    is_of_type(BYTES("PK\x03\x04 content.xml"), "a", "application/zip");
    is_of_type(BYTES("PK\x03\x04 META-INF/manifest.xml"), "a", "application/zip");
    is_of_type(BYTES("<?xml version='1.0'?> \n<!-- a > b -->\n<svg/>"), "a", "image/svg+xml");
    is_of_type(BYTES("<!-- no end <svg/>"), "a", NULL);
    is_of_type(BYTES("<?xml version='1.0'?>\n"), "a", "text/xml");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(types),         cmocka_unit_test(lists),
        cmocka_unit_test(tar_of_many),   cmocka_unit_test(folders_in_themselves),
        cmocka_unit_test(files_in_text), cmocka_unit_test(documents),
        cmocka_unit_test(pictures),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
