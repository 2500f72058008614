/* The words of RTF (RTF 1.9.1, "Contents of an RTF File") and its charsets as Windows numbers them. */
#include "parse/file/rtf_words.h"

wh_rtf_word wh_rtf_word_named(wh_str name, wh_str *sign)
{
    static const struct {
        wh_str name;
        wh_rtf_word word;
        wh_str sign;
    } words[] = {
    /* clang-format off */
#define W(name, word) {WH_LIT_INIT(name), WH_RTF_##word, WH_LIT_INIT("")}
#define S(name, sign) {WH_LIT_INIT(name), WH_RTF_SIGN, WH_LIT_INIT(sign)}
        W("f", FONT), W("u", UNIT), W("uc", STAND_INS), W("par", BREAK), W("line", BREAK), W("row", BREAK),
        W("sect", BREAK), W("page", BREAK), W("v", HIDDEN), W("plain", PLAIN), W("htmlrtf", HTMLRTF),
        W("htmltag", HTMLTAG), W("fldinst", FLDINST), W("fldrslt", FLDRSLT), W("bin", BIN),
        W("ansicpg", ANSICPG), W("deff", DEFAULT_FONT), W("fcharset", CHARSET), W("fonttbl", FONTTBL),
        W("colortbl", SILENT), W("stylesheet", SILENT), W("info", SILENT), W("pict", SILENT),
        W("objdata", SILENT), W("objclass", SILENT), W("objname", SILENT), W("themedata", SILENT),
        W("colorschememapping", SILENT), W("datastore", SILENT), W("latentstyles", SILENT),
        W("generator", SILENT), W("listtable", SILENT), W("listoverridetable", SILENT),
        W("rsidtbl", SILENT), W("xmlnstbl", SILENT), W("bkmkstart", SILENT), W("bkmkend", SILENT),
        W("mhtmltag", SILENT), W("pntext", SILENT), W("nonshppict", SILENT), W("filetbl", SILENT),
        S("tab", "\t"), S("cell", "\t"), S("emdash", "\xE2\x80\x94"), S("endash", "\xE2\x80\x93"),
        S("lquote", "\xE2\x80\x98"), S("rquote", "\xE2\x80\x99"), S("ldblquote", "\xE2\x80\x9C"),
        S("rdblquote", "\xE2\x80\x9D"), S("bullet", "\xE2\x80\xA2"), S("emspace", " "), S("enspace", " "),
#undef W
#undef S
        /* clang-format on */
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!wh_eq(words[i].name, name)) continue;
        if (words[i].sign.n) *sign = words[i].sign;
        return words[i].word;
    }
    return WH_RTF_UNKNOWN;
}

uint16_t wh_rtf_page(uint32_t charset)
{
    /* clang-format off */
    static const struct {
        uint8_t charset;
        uint16_t page;
    } pages[] = {
        {77, 10000}, {128, 932}, {129, 949}, {130, 1361}, {134, 936}, {136, 950}, {161, 1253}, {162, 1254},
        {163, 1258}, {177, 1255}, {178, 1256}, {186, 1257}, {204, 1251}, {222, 874}, {238, 1250},
    };
    /* clang-format on */
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        if (pages[i].charset == charset) return pages[i].page;
    return 0;
}
