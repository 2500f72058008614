/* iconv as the WHATWG Encoding Standard would have it: its names, its Japanese tables (those of code page
 * 932), U+FFFD for what is malformed, and C1 controls for the bytes that windows-125x leave undefined. */
#include "support/iconv_host.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

typedef struct out {
    char *p;
    size_t n, cap;
} out;

static void put(out *o, const char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++, o->n++)
        if (o->n < o->cap) o->p[o->n] = bytes[i];
}
static void put_rune(out *o, uint32_t rune)
{
    char bytes[4];
    put(o, bytes, wh_encode_rune(rune, bytes));
}

static const struct {
    const char *whatwg, *iconv;
    bool multibyte;
} charsets[] = {
    {"shift_jis", "CP932", true},
    {"euc-jp", "EUC-JP", true},
    {"gb18030", "GB18030", true},
    {"big5", "BIG5-HKSCS", true},
    {"euc-kr", "CP949", true},
    {"utf-16le", "UTF-16LE", true},
    {"utf-16be", "UTF-16BE", true},
    {"koi8-r", "KOI8-R", false},
    {"koi8-u", "KOI8-U", false},
    {"ibm866", "CP866", false},
    {"macintosh", "MACINTOSH", false},
    {"x-mac-cyrillic", "MAC-UK", false},
    {"iso-8859-8-i", "ISO-8859-8", false},
    {"windows-874", "CP874", false},
    {"windows-1250", "CP1250", false},
    {"windows-1251", "CP1251", false},
    {"windows-1252", "CP1252", false},
    {"windows-1253", "CP1253", false},
    {"windows-1254", "CP1254", false},
    {"windows-1255", "CP1255", false},
    {"windows-1256", "CP1256", false},
    {"windows-1257", "CP1257", false},
    {"windows-1258", "CP1258", false},
};

/* iconv's name; those not listed are the same ("iso-8859-2"). */
static bool iconv_name(const char *label, size_t n, char name[32], bool *multibyte)
{
    if (n >= 31) return false;
    memset(name, 0, 32);
    memcpy(name, label, n);
    *multibyte = false;
    for (size_t i = 0; i < sizeof charsets / sizeof *charsets; i++)
        if (strcmp(name, charsets[i].whatwg) == 0) {
            *multibyte = charsets[i].multibyte;
            strcpy(name, charsets[i].iconv);
            return true;
        }
    return strncmp(name, "iso-8859-", 9) == 0;
}

/* One character of EUC-JP of two bytes as Shift_JIS, so that code page 932's table decides. */
static void to_shift_jis(unsigned char lead, unsigned char trail, char sjis[2])
{
    unsigned row = lead - 0xA1u, cell = trail - 0xA1u;
    unsigned first = row / 2 + (row < 62 ? 0x81 : 0xC1),
             second = row % 2 ? cell + 0x9F : cell + 0x40 + (cell >= 63);
    sjis[0] = (char)(unsigned char)first;
    sjis[1] = (char)(unsigned char)second;
}

static bool convert(iconv_t cd, const char *in, size_t n, out *o)
{
    char runes[16], *to = runes, *from = (char *)(uintptr_t)in;
    size_t room = sizeof runes;
    iconv(cd, NULL, NULL, NULL, NULL);
    if (iconv(cd, &from, &n, &to, &room) == (size_t)-1 || n > 0) return false;
    iconv(cd, NULL, NULL, &to, &room); /* Big5-HKSCS and windows-1255 keep one character back */
    put(o, runes, (size_t)(to - runes));
    return true;
}

/* Converts the shortest run of bytes at `at` that is a character, or says what is wrong with it. */
static size_t one(iconv_t cd, iconv_t sjis, const char *bytes, size_t n, size_t at, bool multibyte, bool euro,
                  out *o)
{
    const unsigned char *b = (const unsigned char *)bytes + at;
    size_t left = n - at;
    if (sjis != (iconv_t)-1 && left >= 2 && b[0] >= 0xA1 && b[0] <= 0xFE && b[1] >= 0xA1 && b[1] <= 0xFE) {
        char both[2];
        to_shift_jis(b[0], b[1], both);
        if (convert(sjis, both, 2, o)) return 2;
    } else {
        for (size_t length = 1; length <= 4 && length <= left; length++)
            if (convert(cd, bytes + at, length, o)) return length;
    }
    if (!multibyte && b[0] >= 0x80 && b[0] < 0xA0) put_rune(o, b[0]);
    else if (euro && b[0] == 0x80) put_rune(o, 0x20AC);
    else put_rune(o, WH_BAD_RUNE);
    return multibyte && left >= 2 && b[0] > 0x80 && b[0] < 0xFF && b[1] >= 0x80 ? 2 : 1;
}

long iconv_host(void *host, const char *label, size_t label_n, const char *bytes, size_t n, char *buffer,
                size_t cap)
{
    (void)host;
    char name[32];
    bool multibyte;
    if (!iconv_name(label, label_n, name, &multibyte)) return -1;
    iconv_t cd = iconv_open("UTF-8", name), sjis = (iconv_t)-1;
    if (cd == (iconv_t)-1) return -1;
    if (strcmp(name, "EUC-JP") == 0) sjis = iconv_open("UTF-8", "CP932");
    out o = {buffer, 0, cap};
    bool wide = strncmp(name, "UTF-16", 6) == 0;
    for (size_t at = 0; at < n;) {
        if (!wide && (unsigned char)bytes[at] < 0x80) put(&o, bytes + at++, 1);
        else at += one(cd, sjis, bytes, n, at, multibyte, strcmp(name, "GB18030") == 0, &o);
    }
    iconv_close(cd);
    if (sjis != (iconv_t)-1) iconv_close(sjis);
    return (long)o.n;
}
