/* Charset labels: the WHATWG Encoding Standard's names, and what mail writes instead (RFC 2978 registry, vendors, typing). */
#include "parse/charset.h"

typedef struct alias {
    char squeezed[24]; /* the label in lower case, letters and digits only */
    uint8_t name;
} alias;

/* The names; indices are used below. */
enum { UTF_8, UTF_7, ASCII, W1252, SJIS, EUC_JP, JIS, GB, BIG5, EUC_KR, KOI8_R, KOI8_U, UTF_16LE, UTF_16BE, IBM866, MAC, MAC_CYRILLIC,
       L2, L3, L4, L5, L6, L7, L8, L8I, L10, L13, L14, L15, L16, W874, W1250, W1251, W1253, W1254, W1255, W1256, W1257, W1258,
       JIS_KR, HZ };

static const char names[][16] = {
    "utf-8", "utf-7", "us-ascii", "windows-1252", "shift_jis", "euc-jp", "iso-2022-jp", "gb18030", "big5", "euc-kr", "koi8-r",
    "koi8-u", "utf-16le", "utf-16be", "ibm866", "macintosh", "x-mac-cyrillic", "iso-8859-2", "iso-8859-3", "iso-8859-4",
    "iso-8859-5", "iso-8859-6", "iso-8859-7", "iso-8859-8", "iso-8859-8-i", "iso-8859-10", "iso-8859-13", "iso-8859-14",
    "iso-8859-15", "iso-8859-16", "windows-874", "windows-1250", "windows-1251", "windows-1253", "windows-1254", "windows-1255",
    "windows-1256", "windows-1257", "windows-1258", "iso-2022-kr", "hz-gb-2312",
};

static const alias aliases[] = {
    {"utf8", UTF_8}, {"unicode11utf8", UTF_8}, {"unicode20utf8", UTF_8}, {"xunicode20utf8", UTF_8}, {"utf8mb4", UTF_8},
    {"cp65001", UTF_8}, {"utf7", UTF_7}, {"unicode11utf7", UTF_7}, {"unicode20utf7", UTF_7}, {"xunicode20utf7", UTF_7},
    {"csunicode11utf7", UTF_7}, {"cp65000", UTF_7},
    {"usascii", ASCII}, {"ascii", ASCII}, {"ansix341968", ASCII}, {"ansix341986", ASCII}, {"iso646us", ASCII}, {"us", ASCII},
    {"iso646irv1991", ASCII}, {"ibm367", ASCII}, {"cp367", ASCII}, {"csascii", ASCII}, {"isoir6", ASCII}, {"cp20127", ASCII},
    {"iso88591", W1252}, {"iso885911987", W1252}, {"latin1", W1252}, {"l1", W1252}, {"csisolatin1", W1252}, {"cp819", W1252},
    {"ibm819", W1252}, {"isoir100", W1252}, {"windows1252", W1252}, {"cp1252", W1252}, {"xcp1252", W1252}, {"win1252", W1252},
    {"ansi1252", W1252}, {"ansix31101983", W1252}, {"ansix3110", W1252}, {"iso8859", W1252}, {"cp28591", W1252},
    {"shiftjis", SJIS}, {"sjis", SJIS}, {"xsjis", SJIS}, {"mskanji", SJIS}, {"csshiftjis", SJIS}, {"windows31j", SJIS},
    {"cswindows31j", SJIS}, {"cp932", SJIS}, {"ms932", SJIS}, {"mscp932", SJIS}, {"xms932", SJIS}, {"xmscp932", SJIS},
    {"windows932", SJIS}, {"ibm943", SJIS}, {"ibm943c", SJIS}, {"cp943", SJIS}, {"cp943c", SJIS}, {"ibm932", SJIS},
    {"xshiftjis", SJIS}, {"shiftjis2004", SJIS}, {"shiftjisx0213", SJIS}, {"sjiswin", SJIS}, {"pck", SJIS},
    {"eucjp", EUC_JP}, {"xeucjp", EUC_JP}, {"xeuc", EUC_JP}, {"ujis", EUC_JP}, {"cseucpkdfmtjapanese", EUC_JP}, {"eucjpms", EUC_JP},
    {"eucjpwin", EUC_JP}, {"cp51932", EUC_JP}, {"cp20932", EUC_JP}, {"eucjis2004", EUC_JP}, {"eucjpopen", EUC_JP},
    {"iso2022jp", JIS}, {"csiso2022jp", JIS}, {"iso2022jpms", JIS}, {"iso2022jp1", JIS}, {"iso2022jp2", JIS}, {"iso2022jp3", JIS},
    {"iso2022jp2004", JIS}, {"iso2022jpext", JIS}, {"cp50220", JIS}, {"cp50221", JIS}, {"cp50222", JIS}, {"jis", JIS}, {"jis7", JIS},
    {"gb18030", GB}, {"gb180302000", GB}, {"gb180302005", GB}, {"gb180302022", GB}, {"gb2312", GB}, {"gb231280", GB},
    {"csgb2312", GB}, {"csiso58gb231280", GB}, {"gb23121980", GB}, {"isoir58", GB}, {"chinese", GB}, {"gbk", GB}, {"xgbk", GB},
    {"cp936", GB}, {"ms936", GB}, {"windows936", GB}, {"euccn", GB}, {"xeuccn", GB}, {"gb", GB}, {"cngb", GB},
    {"big5", BIG5}, {"csbig5", BIG5}, {"cnbig5", BIG5}, {"xxbig5", BIG5}, {"big5hkscs", BIG5}, {"big5eten", BIG5}, {"big5tw", BIG5},
    {"cp950", BIG5}, {"ms950", BIG5}, {"windows950", BIG5},
    {"euckr", EUC_KR}, {"cseuckr", EUC_KR}, {"ksc56011987", EUC_KR}, {"ksc56011989", EUC_KR}, {"ksc5601", EUC_KR},
    {"csksc56011987", EUC_KR}, {"ksx1001", EUC_KR}, {"korean", EUC_KR}, {"isoir149", EUC_KR}, {"windows949", EUC_KR},
    {"cp949", EUC_KR}, {"ms949", EUC_KR}, {"uhc", EUC_KR}, {"xwindows949", EUC_KR},
    {"iso2022kr", JIS_KR}, {"csiso2022kr", JIS_KR}, {"hzgb2312", HZ}, {"hz", HZ},
    {"koi8r", KOI8_R}, {"koi8", KOI8_R}, {"koi", KOI8_R}, {"cskoi8r", KOI8_R}, {"cp20866", KOI8_R}, {"koi8u", KOI8_U},
    {"koi8ru", KOI8_U}, {"cp21866", KOI8_U},
    {"utf16", UTF_16LE}, {"utf16le", UTF_16LE}, {"unicode", UTF_16LE}, {"csunicode", UTF_16LE}, {"iso10646ucs2", UTF_16LE},
    {"ucs2", UTF_16LE}, {"unicodefeff", UTF_16LE}, {"utf16be", UTF_16BE}, {"unicodefffe", UTF_16BE},
    {"ibm866", IBM866}, {"cp866", IBM866}, {"866", IBM866}, {"csibm866", IBM866}, {"macintosh", MAC}, {"mac", MAC}, {"macroman", MAC},
    {"xmacroman", MAC}, {"csmacintosh", MAC}, {"xmaccyrillic", MAC_CYRILLIC}, {"xmacukrainian", MAC_CYRILLIC}, {"maccyrillic", MAC_CYRILLIC},
    {"iso88592", L2}, {"latin2", L2}, {"l2", L2}, {"iso885921987", L2}, {"csisolatin2", L2}, {"iso88593", L3}, {"latin3", L3},
    {"iso88594", L4}, {"latin4", L4}, {"iso88595", L5}, {"cyrillic", L5}, {"iso88596", L6}, {"arabic", L6}, {"asmo708", L6},
    {"iso88596e", L6}, {"iso88596i", L6}, {"iso88597", L7}, {"greek", L7}, {"greek8", L7}, {"elot928", L7}, {"iso88598", L8},
    {"hebrew", L8}, {"visual", L8}, {"iso88598e", L8}, {"iso88598i", L8I}, {"logical", L8I}, {"csiso88598i", L8I},
    {"iso885910", L10}, {"latin6", L10}, {"iso885913", L13}, {"iso885914", L14}, {"iso885915", L15}, {"latin9", L15},
    {"latin0", L15}, {"iso885916", L16}, {"iso885911", W874}, {"tis620", W874}, {"tis6202533", W874}, {"windows874", W874}, {"cp874", W874},
    {"dos874", W874}, {"iso88599", W1254}, {"latin5", W1254}, {"windows1254", W1254}, {"cp1254", W1254},
    {"windows1250", W1250}, {"cp1250", W1250}, {"xcp1250", W1250}, {"windows1251", W1251}, {"cp1251", W1251}, {"xcp1251", W1251},
    {"win1251", W1251}, {"ansi1251", W1251}, {"windows1253", W1253}, {"cp1253", W1253}, {"windows1255", W1255}, {"cp1255", W1255},
    {"windows1256", W1256}, {"cp1256", W1256}, {"windows1257", W1257}, {"cp1257", W1257}, {"windows1258", W1258}, {"cp1258", W1258},
};

static wh_str until_nul(const char *c, size_t most)
{
    size_t n = 0;
    while (n < most && c[n]) n++;
    return (wh_str){c, n};
}

wh_str wh_charset_named(wh_str label)
{
    char squeezed[sizeof aliases->squeezed];
    size_t n = 0;
    label = wh_sub(label, 0, wh_find_byte(label, '*', 0)); /* RFC 2231 5: a language behind it */
    for (size_t i = 0; i < label.n; i++) {
        if (!wh_is_alnum(label.p[i])) continue;
        if (n == sizeof squeezed) return WH_ABSENT;
        squeezed[n++] = wh_lower(label.p[i]);
    }
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
        if (wh_eq((wh_str){squeezed, n}, until_nul(aliases[i].squeezed, sizeof aliases[i].squeezed)))
            return until_nul(names[aliases[i].name], sizeof names[0]);
    return WH_ABSENT;
}
