/* HTML character references (HTML Living Standard 13.5): the names of HTML 4, those that are used to hide
 * something in mail, and numbers. */
#include "parse/html/html.h"

#include "base/limits.h"

typedef struct entity {
    const char *name;
    uint8_t length;
    uint8_t bare; /* known without its semicolon too */
    uint16_t rune;
} entity;

/* In the order of their bytes, for binary search. */
/* clang-format off */
static const entity entities[] = {
#define E(name, rune, bare) {name, sizeof(name) - 1, bare, rune},
    E("AElig", 0xC6, 1) E("AMP", 0x26, 1) E("Aacute", 0xC1, 1) E("Acirc", 0xC2, 1) E("Agrave", 0xC0, 1)
    E("Alpha", 0x391, 0) E("ApplyFunction", 0x2061, 0) E("Aring", 0xC5, 1) E("Atilde", 0xC3, 1)
    E("Auml", 0xC4, 1) E("Beta", 0x392, 0) E("COPY", 0xA9, 1) E("Ccedil", 0xC7, 1) E("Chi", 0x3A7, 0)
    E("Dagger", 0x2021, 0) E("Delta", 0x394, 0) E("ETH", 0xD0, 1) E("Eacute", 0xC9, 1) E("Ecirc", 0xCA, 1)
    E("Egrave", 0xC8, 1) E("Epsilon", 0x395, 0) E("Eta", 0x397, 0) E("Euml", 0xCB, 1) E("GT", 0x3E, 1)
    E("Gamma", 0x393, 0) E("Hat", 0x5E, 0) E("Iacute", 0xCD, 1) E("Icirc", 0xCE, 1) E("Igrave", 0xCC, 1)
    E("InvisibleComma", 0x2063, 0) E("InvisibleTimes", 0x2062, 0) E("Iota", 0x399, 0) E("Iuml", 0xCF, 1)
    E("Kappa", 0x39A, 0) E("LT", 0x3C, 1) E("Lambda", 0x39B, 0) E("Mu", 0x39C, 0) E("NewLine", 0xA, 0)
    E("NoBreak", 0x2060, 0) E("Ntilde", 0xD1, 1) E("Nu", 0x39D, 0) E("OElig", 0x152, 0) E("Oacute", 0xD3, 1)
    E("Ocirc", 0xD4, 1) E("Ograve", 0xD2, 1) E("Omega", 0x3A9, 0) E("Omicron", 0x39F, 0) E("Oslash", 0xD8, 1)
    E("Otilde", 0xD5, 1) E("Ouml", 0xD6, 1) E("Phi", 0x3A6, 0) E("Pi", 0x3A0, 0) E("Prime", 0x2033, 0)
    E("Psi", 0x3A8, 0) E("QUOT", 0x22, 1) E("REG", 0xAE, 1) E("Rho", 0x3A1, 0) E("Scaron", 0x160, 0)
    E("Sigma", 0x3A3, 0) E("THORN", 0xDE, 1) E("Tab", 0x9, 0) E("Tau", 0x3A4, 0) E("Theta", 0x398, 0)
    E("Uacute", 0xDA, 1) E("Ucirc", 0xDB, 1) E("Ugrave", 0xD9, 1) E("Upsilon", 0x3A5, 0) E("Uuml", 0xDC, 1)
    E("Xi", 0x39E, 0) E("Yacute", 0xDD, 1) E("Yuml", 0x178, 0) E("ZeroWidthSpace", 0x200B, 0)
    E("Zeta", 0x396, 0) E("aacute", 0xE1, 1) E("acirc", 0xE2, 1) E("acute", 0xB4, 1) E("aelig", 0xE6, 1)
    E("agrave", 0xE0, 1) E("alefsym", 0x2135, 0) E("alpha", 0x3B1, 0) E("amp", 0x26, 1) E("and", 0x2227, 0)
    E("ang", 0x2220, 0) E("apos", 0x27, 0) E("aring", 0xE5, 1) E("ast", 0x2A, 0) E("asymp", 0x2248, 0)
    E("atilde", 0xE3, 1) E("auml", 0xE4, 1) E("bdquo", 0x201E, 0) E("beta", 0x3B2, 0) E("brvbar", 0xA6, 1)
    E("bsol", 0x5C, 0) E("bull", 0x2022, 0) E("cap", 0x2229, 0) E("ccedil", 0xE7, 1) E("cedil", 0xB8, 1)
    E("cent", 0xA2, 1) E("check", 0x2713, 0) E("checkmark", 0x2713, 0) E("chi", 0x3C7, 0) E("circ", 0x2C6, 0)
    E("clubs", 0x2663, 0) E("colon", 0x3A, 0) E("comma", 0x2C, 0) E("commat", 0x40, 0) E("cong", 0x2245, 0)
    E("copy", 0xA9, 1) E("crarr", 0x21B5, 0) E("cross", 0x2717, 0) E("cup", 0x222A, 0) E("curren", 0xA4, 1)
    E("dArr", 0x21D3, 0) E("dagger", 0x2020, 0) E("darr", 0x2193, 0) E("dash", 0x2010, 0) E("deg", 0xB0, 1)
    E("delta", 0x3B4, 0) E("diams", 0x2666, 0) E("divide", 0xF7, 1) E("dollar", 0x24, 0) E("eacute", 0xE9, 1)
    E("ecirc", 0xEA, 1) E("egrave", 0xE8, 1) E("empty", 0x2205, 0) E("emsp", 0x2003, 0)
    E("emsp13", 0x2004, 0) E("emsp14", 0x2005, 0) E("ensp", 0x2002, 0) E("epsilon", 0x3B5, 0)
    E("equals", 0x3D, 0) E("equiv", 0x2261, 0) E("eta", 0x3B7, 0) E("eth", 0xF0, 1) E("euml", 0xEB, 1)
    E("euro", 0x20AC, 0) E("excl", 0x21, 0) E("exist", 0x2203, 0) E("fflig", 0xFB00, 0) E("filig", 0xFB01, 0)
    E("fllig", 0xFB02, 0) E("fnof", 0x192, 0) E("forall", 0x2200, 0) E("frac12", 0xBD, 1)
    E("frac14", 0xBC, 1) E("frac34", 0xBE, 1) E("frasl", 0x2044, 0) E("gamma", 0x3B3, 0) E("ge", 0x2265, 0)
    E("grave", 0x60, 0) E("gt", 0x3E, 1) E("hArr", 0x21D4, 0) E("hairsp", 0x200A, 0) E("harr", 0x2194, 0)
    E("hearts", 0x2665, 0) E("hellip", 0x2026, 0) E("horbar", 0x2015, 0) E("hyphen", 0x2010, 0)
    E("iacute", 0xED, 1) E("icirc", 0xEE, 1) E("iexcl", 0xA1, 1) E("igrave", 0xEC, 1) E("image", 0x2111, 0)
    E("infin", 0x221E, 0) E("inodot", 0x131, 0) E("int", 0x222B, 0) E("iota", 0x3B9, 0) E("iquest", 0xBF, 1)
    E("isin", 0x2208, 0) E("iuml", 0xEF, 1) E("kappa", 0x3BA, 0) E("lArr", 0x21D0, 0) E("lambda", 0x3BB, 0)
    E("lang", 0x2329, 0) E("laquo", 0xAB, 1) E("larr", 0x2190, 0) E("lceil", 0x2308, 0) E("lcub", 0x7B, 0)
    E("ldquo", 0x201C, 0) E("le", 0x2264, 0) E("lfloor", 0x230A, 0) E("lowast", 0x2217, 0)
    E("lowbar", 0x5F, 0) E("loz", 0x25CA, 0) E("lpar", 0x28, 0) E("lrm", 0x200E, 0) E("lsaquo", 0x2039, 0)
    E("lsqb", 0x5B, 0) E("lsquo", 0x2018, 0) E("lt", 0x3C, 1) E("macr", 0xAF, 1) E("malt", 0x2720, 0)
    E("mdash", 0x2014, 0) E("micro", 0xB5, 1) E("middot", 0xB7, 1) E("minus", 0x2212, 0) E("mldr", 0x2026, 0)
    E("mu", 0x3BC, 0) E("nabla", 0x2207, 0) E("nbsp", 0xA0, 1) E("ndash", 0x2013, 0) E("ne", 0x2260, 0)
    E("ni", 0x220B, 0) E("nldr", 0x2025, 0) E("not", 0xAC, 1) E("notin", 0x2209, 0) E("nsub", 0x2284, 0)
    E("ntilde", 0xF1, 1) E("nu", 0x3BD, 0) E("num", 0x23, 0) E("numsp", 0x2007, 0) E("oacute", 0xF3, 1)
    E("ocirc", 0xF4, 1) E("oelig", 0x153, 0) E("ograve", 0xF2, 1) E("oline", 0x203E, 0) E("omega", 0x3C9, 0)
    E("omicron", 0x3BF, 0) E("oplus", 0x2295, 0) E("or", 0x2228, 0) E("ordf", 0xAA, 1) E("ordm", 0xBA, 1)
    E("oslash", 0xF8, 1) E("otilde", 0xF5, 1) E("otimes", 0x2297, 0) E("ouml", 0xF6, 1) E("para", 0xB6, 1)
    E("part", 0x2202, 0) E("percnt", 0x25, 0) E("period", 0x2E, 0) E("permil", 0x2030, 0)
    E("perp", 0x22A5, 0) E("phi", 0x3C6, 0) E("phone", 0x260E, 0) E("pi", 0x3C0, 0) E("piv", 0x3D6, 0)
    E("plus", 0x2B, 0) E("plusmn", 0xB1, 1) E("pound", 0xA3, 1) E("prime", 0x2032, 0) E("prod", 0x220F, 0)
    E("prop", 0x221D, 0) E("psi", 0x3C8, 0) E("puncsp", 0x2008, 0) E("quest", 0x3F, 0) E("quot", 0x22, 1)
    E("rArr", 0x21D2, 0) E("radic", 0x221A, 0) E("rang", 0x232A, 0) E("raquo", 0xBB, 1) E("rarr", 0x2192, 0)
    E("rceil", 0x2309, 0) E("rcub", 0x7D, 0) E("rdquo", 0x201D, 0) E("real", 0x211C, 0) E("reg", 0xAE, 1)
    E("rfloor", 0x230B, 0) E("rho", 0x3C1, 0) E("rlm", 0x200F, 0) E("rpar", 0x29, 0) E("rsaquo", 0x203A, 0)
    E("rsqb", 0x5D, 0) E("rsquo", 0x2019, 0) E("sbquo", 0x201A, 0) E("scaron", 0x161, 0) E("sdot", 0x22C5, 0)
    E("sect", 0xA7, 1) E("semi", 0x3B, 0) E("shy", 0xAD, 1) E("sigma", 0x3C3, 0) E("sigmaf", 0x3C2, 0)
    E("sim", 0x223C, 0) E("sol", 0x2F, 0) E("spades", 0x2660, 0) E("star", 0x2606, 0) E("starf", 0x2605, 0)
    E("sub", 0x2282, 0) E("sube", 0x2286, 0) E("sum", 0x2211, 0) E("sup", 0x2283, 0) E("sup1", 0xB9, 1)
    E("sup2", 0xB2, 1) E("sup3", 0xB3, 1) E("supe", 0x2287, 0) E("szlig", 0xDF, 1) E("tau", 0x3C4, 0)
    E("there4", 0x2234, 0) E("theta", 0x3B8, 0) E("thetasym", 0x3D1, 0) E("thinsp", 0x2009, 0)
    E("thorn", 0xFE, 1) E("tilde", 0x2DC, 0) E("times", 0xD7, 1) E("trade", 0x2122, 0) E("uArr", 0x21D1, 0)
    E("uacute", 0xFA, 1) E("uarr", 0x2191, 0) E("ucirc", 0xFB, 1) E("ugrave", 0xF9, 1) E("uml", 0xA8, 1)
    E("upsih", 0x3D2, 0) E("upsilon", 0x3C5, 0) E("uuml", 0xFC, 1) E("vellip", 0x22EE, 0)
    E("verbar", 0x7C, 0) E("weierp", 0x2118, 0) E("xi", 0x3BE, 0) E("yacute", 0xFD, 1) E("yen", 0xA5, 1)
    E("yuml", 0xFF, 1) E("zeta", 0x3B6, 0) E("zwj", 0x200D, 0) E("zwnj", 0x200C, 0)
#undef E
};
/* clang-format on */

/* Windows-1252 for the numbers that are controls in Unicode. */
static const uint16_t c1[32] = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

static const entity *named(wh_str name)
{
    size_t low = 0, high = sizeof entities / sizeof entities[0];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = wh_compare(name, (wh_str){entities[middle].name, entities[middle].length});
        /* wh_compare puts a shorter one first, as this table does. */
        if (order == 0) return &entities[middle];
        if (order < 0) high = middle;
        else low = middle + 1;
    }
    return NULL;
}

static size_t numeric(wh_str s, uint32_t *rune)
{
    bool hex = s.n > 2 && (s.p[2] == 'x' || s.p[2] == 'X');
    size_t start = hex ? 3 : 2, at = start;
    uint32_t value = 0;
    for (; at < s.n && (hex ? wh_is_hex(s.p[at]) : wh_is_digit(s.p[at])); at++) {
        value = value * (hex ? 16 : 10) + (uint32_t)wh_hex_value(s.p[at]);
        if (value > 0x10FFFF) value = 0x110000; /* stays invalid, does not overflow */
    }
    if (at == start) return 0;
    if (at < s.n && s.p[at] == ';') at++;
    if (value >= 0x80 && value < 0xA0) value = c1[value - 0x80];
    *rune = value == 0 || value > 0x10FFFF ? WH_BAD_RUNE : value;
    return at;
}

size_t wh_entity_at(wh_str s, bool in_attribute, uint32_t *rune)
{
    if (s.n < 3 || s.p[0] != '&') return 0;
    if (s.p[1] == '#') return numeric(s, rune);
    size_t n = 0;
    while (n < WH_MAX_ENTITY && 1 + n < s.n && wh_is_alnum(s.p[1 + n])) n++;
    if (1 + n < s.n && s.p[1 + n] == ';') {
        const entity *hit = named(wh_sub(s, 1, 1 + n));
        if (!hit) return 0;
        *rune = hit->rune;
        return n + 2;
    }
    /* Without a semicolon: the longest old name that begins here, but "?a=1&lt=2" in an address holds none.
     */
    for (size_t k = n; k >= 2; k--) {
        const entity *hit = named(wh_sub(s, 1, 1 + k));
        if (!hit || !hit->bare) continue;
        char after = 1 + k < s.n ? s.p[1 + k] : ' ';
        if (in_attribute && (after == '=' || wh_is_alnum(after))) return 0;
        *rune = hit->rune;
        return k + 1;
    }
    return 0;
}

void wh_put_unescaped(wh_buf *out, wh_str s, bool in_attribute)
{
    for (size_t at = 0; at < s.n;) {
        size_t amp = wh_find_byte(s, '&', at);
        if (amp == WH_NONE_AT) amp = s.n;
        wh_put(out, wh_sub(s, at, amp));
        if (amp == s.n) return;
        uint32_t rune;
        size_t n = wh_entity_at(wh_from(s, amp), in_attribute, &rune);
        if (n) wh_put_rune(out, rune);
        else wh_put_byte(out, '&');
        at = amp + (n ? n : 1);
    }
}
