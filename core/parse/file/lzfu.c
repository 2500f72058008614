/* Compressed RTF, MS-OXRTFCP 2.1, 2.2: what Outlook keeps a mail's text in. */
#include "base/limits.h"
#include "parse/file/list.h"

#define HEAD 16u /* size of what follows these four bytes, size of the result, kind, sum */
#define PACKED 0x75465A4Cu
#define PLAIN 0x414C454Du
#define WINDOW 4096u

/* What every text may refer back to: 2.2.3.2. */
static const wh_str dictionary = WH_LIT_INIT(
    "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    "\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    "\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx");

/* Where a reference of 12 bits leads: to the byte that was written there last; `at` itself ends the text. */
static size_t place_of(size_t at, size_t offset) { return at - ((at - offset) & (WINDOW - 1)); }

/* buf begins with the dictionary. True: the end came where the text says that it is. */
static bool unpack(wh_buf *buf, wh_str in, size_t most)
{
    for (size_t at = 0; at < in.n;) {
        unsigned control = (unsigned char)in.p[at++];
        for (unsigned bit = 0; bit < 8; bit++) {
            bool reference = control >> bit & 1;
            if (at + reference >= in.n) return false;
            if (buf->n >= most) return false;
            if (!reference) {
                wh_put_byte(buf, in.p[at++]);
                continue;
            }
            unsigned token = (unsigned)(unsigned char)in.p[at] << 8 | (unsigned char)in.p[at + 1];
            size_t from = place_of(buf->n, token >> 4);
            at += 2;
            if (from == buf->n) return true;
            for (unsigned left = (token & 15) + 2; left && !buf->failed; left--, from++)
                wh_put_byte(buf, from < buf->n ? buf->p[from] : '\0');
            if (buf->failed) return false;
        }
    }
    return false;
}

wh_str wh_unpack_lzfu(wh_env *env, wh_str packed, size_t most, bool *whole)
{
    uint32_t size = wh_little(packed, 0, 4), kind = wh_little(packed, 8, 4);
    wh_buf buf;
    *whole = false;
    if (packed.n < HEAD || size < HEAD - 4 || (kind != PACKED && kind != PLAIN)) return WH_ABSENT;
    wh_str in = wh_sub(packed, HEAD, size <= packed.n - 4 ? (size_t)size + 4 : packed.n);
    if (kind == PLAIN) {
        wh_str text = wh_sub(in, 0, wh_little(packed, 4, 4));
        *whole = text.n == wh_little(packed, 4, 4) && text.n <= most;
        return wh_sub(text, 0, most);
    }
    wh_buf_init(&buf, env->arena);
    wh_put(&buf, dictionary);
    bool ended = unpack(&buf, in, most + dictionary.n);
    wh_str all = wh_buf_str(&buf);
    *whole = ended || all.n == dictionary.n + (size_t)wh_little(packed, 4, 4); /* some leave the end out */
    return wh_absent(all) ? WH_ABSENT : wh_sub(all, dictionary.n, dictionary.n + most);
}
