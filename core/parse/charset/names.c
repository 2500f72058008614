/* Charset labels: the WHATWG Encoding Standard's names, and what mail writes instead (RFC 2978's registry,
 * vendors, typing). */
#include "parse/charset/charset.h"

typedef struct alias {
    char squeezed[22]; /* the label in lower case, letters and digits only */
    uint8_t n, name;
} alias;
/* clang-format off */
#define A(squeezed, name) {squeezed, sizeof(squeezed) - 1, name}

/* The names; indices are used below. */
enum {
    UTF_8, UTF_7, ASCII, W1252, SJIS, EUC_JP, JIS, GB, BIG5, EUC_KR, KOI8_R, KOI8_U, UTF_16LE, UTF_16BE,
    IBM866, MAC, MAC_CYRILLIC, L2, L3, L4, L5, L6, L7, L8, L8I, L10, L13, L14, L15, L16, W874, W1250, W1251,
    W1253, W1254, W1255, W1256, W1257, W1258, JIS_KR, HZ, UTF_32LE, UTF_32BE,
};

static const char names[][16] = {
    "utf-8", "utf-7", "us-ascii", "windows-1252", "shift_jis", "euc-jp", "iso-2022-jp", "gb18030", "big5",
    "euc-kr", "koi8-r", "koi8-u", "utf-16le", "utf-16be", "ibm866", "macintosh", "x-mac-cyrillic",
    "iso-8859-2", "iso-8859-3", "iso-8859-4", "iso-8859-5", "iso-8859-6", "iso-8859-7", "iso-8859-8",
    "iso-8859-8-i", "iso-8859-10", "iso-8859-13", "iso-8859-14", "iso-8859-15", "iso-8859-16",
    "windows-874", "windows-1250", "windows-1251", "windows-1253", "windows-1254", "windows-1255",
    "windows-1256", "windows-1257", "windows-1258", "iso-2022-kr", "hz-gb-2312",
    "utf-32le", "utf-32be",
};

static const alias aliases[] = {
    A("utf8", UTF_8), A("unicode11utf8", UTF_8), A("unicode20utf8", UTF_8), A("xunicode20utf8", UTF_8),
    A("utf8mb4", UTF_8), A("cp65001", UTF_8), A("utf7", UTF_7), A("unicode11utf7", UTF_7),
    A("unicode20utf7", UTF_7), A("xunicode20utf7", UTF_7), A("csunicode11utf7", UTF_7), A("cp65000", UTF_7),
    A("usascii", ASCII), A("ascii", ASCII), A("ansix341968", ASCII), A("ansix341986", ASCII),
    A("iso646us", ASCII), A("us", ASCII), A("iso646irv1991", ASCII), A("ibm367", ASCII), A("cp367", ASCII),
    A("csascii", ASCII), A("isoir6", ASCII), A("cp20127", ASCII), A("iso88591", W1252),
    A("iso885911987", W1252), A("latin1", W1252), A("l1", W1252), A("csisolatin1", W1252),
    A("cp819", W1252), A("ibm819", W1252), A("isoir100", W1252), A("windows1252", W1252),
    A("cp1252", W1252), A("xcp1252", W1252), A("win1252", W1252), A("ansi1252", W1252),
    A("ansix31101983", W1252), A("ansix3110", W1252), A("iso8859", W1252), A("cp28591", W1252),
    A("shiftjis", SJIS), A("sjis", SJIS), A("xsjis", SJIS), A("mskanji", SJIS), A("csshiftjis", SJIS),
    A("windows31j", SJIS), A("cswindows31j", SJIS), A("cp932", SJIS), A("ms932", SJIS), A("mscp932", SJIS),
    A("xms932", SJIS), A("xmscp932", SJIS), A("windows932", SJIS), A("ibm943", SJIS), A("ibm943c", SJIS),
    A("cp943", SJIS), A("cp943c", SJIS), A("ibm932", SJIS), A("xshiftjis", SJIS), A("shiftjis2004", SJIS),
    A("shiftjisx0213", SJIS), A("sjiswin", SJIS), A("pck", SJIS), A("eucjp", EUC_JP), A("xeucjp", EUC_JP),
    A("xeuc", EUC_JP), A("ujis", EUC_JP), A("cseucpkdfmtjapanese", EUC_JP), A("eucjpms", EUC_JP),
    A("eucjpwin", EUC_JP), A("cp51932", EUC_JP), A("cp20932", EUC_JP), A("eucjis2004", EUC_JP),
    A("eucjpopen", EUC_JP), A("iso2022jp", JIS), A("csiso2022jp", JIS), A("iso2022jpms", JIS),
    A("iso2022jp1", JIS), A("iso2022jp2", JIS), A("iso2022jp3", JIS), A("iso2022jp2004", JIS),
    A("iso2022jpext", JIS), A("cp50220", JIS), A("cp50221", JIS), A("cp50222", JIS), A("jis", JIS),
    A("jis7", JIS), A("gb18030", GB), A("gb180302000", GB), A("gb180302005", GB), A("gb180302022", GB),
    A("gb2312", GB), A("gb231280", GB), A("csgb2312", GB), A("csiso58gb231280", GB), A("gb23121980", GB),
    A("isoir58", GB), A("chinese", GB), A("gbk", GB), A("xgbk", GB), A("cp936", GB), A("ms936", GB),
    A("windows936", GB), A("euccn", GB), A("xeuccn", GB), A("gb", GB), A("cngb", GB), A("big5", BIG5),
    A("csbig5", BIG5), A("cnbig5", BIG5), A("xxbig5", BIG5), A("big5hkscs", BIG5), A("big5eten", BIG5),
    A("big5tw", BIG5), A("cp950", BIG5), A("ms950", BIG5), A("windows950", BIG5), A("euckr", EUC_KR),
    A("cseuckr", EUC_KR), A("ksc56011987", EUC_KR), A("ksc56011989", EUC_KR), A("ksc5601", EUC_KR),
    A("csksc56011987", EUC_KR), A("ksx1001", EUC_KR), A("korean", EUC_KR), A("isoir149", EUC_KR),
    A("windows949", EUC_KR), A("cp949", EUC_KR), A("ms949", EUC_KR), A("uhc", EUC_KR),
    A("xwindows949", EUC_KR), A("iso2022kr", JIS_KR), A("csiso2022kr", JIS_KR), A("hzgb2312", HZ),
    A("hz", HZ), A("koi8r", KOI8_R), A("koi8", KOI8_R), A("koi", KOI8_R), A("cskoi8r", KOI8_R),
    A("cp20866", KOI8_R), A("koi8u", KOI8_U), A("koi8ru", KOI8_U), A("cp21866", KOI8_U),
    A("utf16", UTF_16LE), A("utf16le", UTF_16LE), A("unicode", UTF_16LE), A("csunicode", UTF_16LE),
    A("iso10646ucs2", UTF_16LE), A("ucs2", UTF_16LE), A("unicodefeff", UTF_16LE), A("utf16be", UTF_16BE),
    A("utf32", UTF_32BE), A("utf32be", UTF_32BE), A("utf32le", UTF_32LE), A("iso10646ucs4", UTF_32BE),
    A("ucs4", UTF_32BE),
    A("unicodefffe", UTF_16BE), A("ibm866", IBM866), A("cp866", IBM866), A("866", IBM866),
    A("csibm866", IBM866), A("macintosh", MAC), A("mac", MAC), A("macroman", MAC), A("xmacroman", MAC),
    A("csmacintosh", MAC), A("cp10000", MAC),
    A("xmaccyrillic", MAC_CYRILLIC), A("xmacukrainian", MAC_CYRILLIC),
    A("maccyrillic", MAC_CYRILLIC), A("iso88592", L2), A("latin2", L2), A("l2", L2), A("iso885921987", L2),
    A("csisolatin2", L2), A("iso88593", L3), A("latin3", L3), A("iso88594", L4), A("latin4", L4),
    A("iso88595", L5), A("cyrillic", L5), A("iso88596", L6), A("arabic", L6), A("asmo708", L6),
    A("iso88596e", L6), A("iso88596i", L6), A("iso88597", L7), A("greek", L7), A("greek8", L7),
    A("elot928", L7), A("iso88598", L8), A("hebrew", L8), A("visual", L8), A("iso88598e", L8),
    A("iso88598i", L8I), A("logical", L8I), A("csiso88598i", L8I), A("iso885910", L10), A("latin6", L10),
    A("iso885913", L13), A("iso885914", L14), A("iso885915", L15), A("latin9", L15), A("latin0", L15),
    A("iso885916", L16), A("iso885911", W874), A("tis620", W874), A("tis6202533", W874),
    A("windows874", W874), A("cp874", W874), A("dos874", W874), A("iso88599", W1254), A("latin5", W1254),
    A("windows1254", W1254), A("cp1254", W1254), A("windows1250", W1250), A("cp1250", W1250),
    A("xcp1250", W1250), A("windows1251", W1251), A("cp1251", W1251), A("xcp1251", W1251),
    A("win1251", W1251), A("ansi1251", W1251), A("windows1253", W1253), A("cp1253", W1253),
    A("windows1255", W1255), A("cp1255", W1255), A("windows1256", W1256), A("cp1256", W1256),
    A("windows1257", W1257), A("cp1257", W1257), A("windows1258", W1258), A("cp1258", W1258),
};
/* clang-format on */

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
    label = wh_sub(label, 0, wh_find_byte(label, '*', 0)); /* RFC 2231 5: a language after it */
    for (size_t i = 0; i < label.n; i++) {
        if (!wh_is_alnum(label.p[i])) continue;
        if (n == sizeof squeezed) return WH_ABSENT;
        squeezed[n++] = wh_lower(label.p[i]);
    }
    if (n == 0) return WH_ABSENT;
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
        if (aliases[i].n == n && aliases[i].squeezed[0] == squeezed[0] &&
            wh_eq((wh_str){squeezed, n}, (wh_str){aliases[i].squeezed, n}))
            return until_nul(names[aliases[i].name], sizeof names[0]);
    return WH_ABSENT;
}
