/* file/: what a file is, what containers list, where documents lead; files in text, pictures drawn by it. */
#include "fuzz.h"
#include "parse/file/file.h"

#define MOST_READ (64u << 10)

static void list(wh_env *env, wh_str input, wh_str type)
{
    wh_listing files;
    bool known;
    wh_list_files(env, input, type, &files, &known);
    PROMISE(known && files.entries.n <= WH_MAX_ENTRIES);
    for (uint32_t i = 0; i < files.entries.n; i++) {
        PROMISE(inside(files.entries.at[i].data, input));
        if (i < 4) PROMISE(wh_entry_content(env, &files.entries.at[i], MOST_READ).n <= MOST_READ);
    }
    if (files.entries.n == 0) return;
    wh_strs hrefs = {0};
    bool loaded = false;
    size_t budget = WH_MAX_INFLATED / 8;
    wh_office_links(env, &files.entries, &budget, &hrefs, &loaded);
    PROMISE(hrefs.n <= WH_MAX_FILE_LINKS);
}

static void read_outlook(wh_env *env, wh_str input)
{
    wh_tnef tnef;
    bool whole, page;
    wh_read_tnef(env, input, &tnef);
    PROMISE(tnef.texts.n <= WH_MAX_OUTLOOK_TEXTS);
    for (uint32_t i = 0; i < tnef.texts.n; i++) PROMISE(inside(tnef.texts.at[i].bytes, input));
    wh_str rtf = wh_unpack_lzfu(env, input, MOST_READ, &whole);
    PROMISE(rtf.n <= MOST_READ);
    wh_read_rtf(env, wh_absent(rtf) ? input : rtf, &page);
    for (uint32_t i = 0; i < tnef.texts.n; i++)
        wh_read_rtf(env, wh_unpack_lzfu(env, tnef.texts.at[i].bytes, MOST_READ, &whole), &page);
}

static void fuzz(wh_env *env, wh_str input)
{
    /* clang-format off */
    static const wh_str types[] = {
        WH_LIT_INIT("application/zip"),           WH_LIT_INIT("application/ms-tnef"),
        WH_LIT_INIT("application/gzip"),          WH_LIT_INIT("application/x-tar"),
        WH_LIT_INIT("application/vnd.rar"),       WH_LIT_INIT("application/x-7z-compressed"),
        WH_LIT_INIT("application/onenote"),       WH_LIT_INIT("application/vnd.ms-cab-compressed"),
        WH_LIT_INIT("application/x-iso9660-image"),
    };
    /* clang-format on */
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) list(env, input, types[i]);
    read_outlook(env, input);
    wh_file_type(input, WH_LIT("a.js"));
    wh_strs hrefs = {0}, pictures = {0}, scanned = {0}, drawn;
    size_t budget = WH_MAX_INFLATED / 8, at = 0;
    (void)wh_pdf_links(env, input, &budget, &hrefs);
    PROMISE(hrefs.n <= WH_MAX_FILE_LINKS);
    wh_pdf_encrypted(input);
    wh_pdf_pictures(env, input, &budget, &pictures);
    wh_scan_addresses(env, input, &scanned);
    PROMISE(pictures.n <= WH_MAX_PICTURES && scanned.n <= WH_MAX_FILE_LINKS);
    wh_str packed = input;
    for (unsigned round = 0; round < 3 && packed.n; round++) {
        size_t before = packed.n;
        packed = wh_unpack_script(env, packed);
        PROMISE(packed.n <= before * 2 + 128 + before / 2);
    }
    wh_inline_file found;
    for (unsigned left = 20; left && wh_next_inline_file(env, input, &at, &found); left--)
        PROMISE(inside(found.whole, input));
    wh_draw_grids(env, input, false, &drawn);
    wh_draw_grids(env, input, true, &drawn);
}
