/* NFKC's foldings as UTS 46 maps them, kana as hiragana, homoglyphs as ASCII. */
#include "checks/lookalike/textfold.h"
#include "checks/lookalike/fold.h"
#include "parse/name/unicode.h"

#define EUROPEAN                                                                                             \
    (WH_SCRIPT_LATIN | WH_SCRIPT_GREEK | WH_SCRIPT_CYRILLIC | WH_SCRIPT_ARMENIAN | WH_SCRIPT_GEORGIAN |      \
     WH_SCRIPT_OTHER)

/* What a letter of ASCII is read as: its lower case, with READ_WORDY for letters and digits; READ_PARTS for
 * what stands between words; nothing for bytes of other letters. */
#define READ_WORDY 0x80u
#define READ_PARTS 0xFFu
static const uint8_t read_as[0x100] = {
    0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0xFF, 0xFF, 0x0B, 0x0C, 0xFF, 0x0E, 0x0F,
    0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1A, 0x1B, 0x1C, 0x1D, 0x1E, 0x1F,
    0xFF, 0xFF, 0x22, 0x23, 0x24, 0x25, 0x26, 0xFF, 0x28, 0x29, 0xFF, 0x2B, 0x2C, 0xFF, 0xFF, 0x2F,
    0xB0, 0xB1, 0xB2, 0xB3, 0xB4, 0xB5, 0xB6, 0xB7, 0xB8, 0xB9, 0x3A, 0x3B, 0x3C, 0x3D, 0x3E, 0x3F,
    0x40, 0xE1, 0xE2, 0xE3, 0xE4, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9, 0xEA, 0xEB, 0xEC, 0xED, 0xEE, 0xEF,
    0xF0, 0xF1, 0xF2, 0xF3, 0xF4, 0xF5, 0xF6, 0xF7, 0xF8, 0xF9, 0xFA, 0x5B, 0x5C, 0x5D, 0x5E, 0xFF,
    0x60, 0xE1, 0xE2, 0xE3, 0xE4, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9, 0xEA, 0xEB, 0xEC, 0xED, 0xEE, 0xEF,
    0xF0, 0xF1, 0xF2, 0xF3, 0xF4, 0xF5, 0xF6, 0xF7, 0xF8, 0xF9, 0xFA, 0x7B, 0x7C, 0x7D, 0x7E, 0x7F,
};

static inline bool parts_ascii(unsigned char c) { return read_as[c & 0x7F] == READ_PARTS; }

static bool is_separator(uint32_t c)
{
    if (c < 0x80) return parts_ascii((unsigned char)c);
    return c == 0xA0 || c == 0xB7 || (c >= 0x2000 && c <= 0x200A) || (c >= 0x2010 && c <= 0x2015) ||
           c == 0x2019 || c == 0x2022 || c == 0x202F || c == 0x205F || c == 0x3000 || c == 0x30FB ||
           c == 0xFF65 || c == 0xFF0D || c == 0xFF01 || c == 0xFF0E;
}

static bool is_invisible(uint32_t c)
{
    return c == 0xAD || c == 0x34F || c == 0x61C || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || (c >= 0xFE00 && c <= 0xFE0F) ||
           c == 0xFEFF || (c >= 0xE0000 && c <= 0xE0FFF);
}

/* A dakuten or handakuten after a kana (half-width katakana have it apart): the two as one letter, else 0. */
static uint32_t join_kana(uint32_t kana, uint32_t mark)
{
    uint32_t pair[2] = {kana, mark};
    if ((mark != 0x3099 && mark != 0x309A) || !wh_is_hiragana(kana)) return 0;
    return wh_compose(pair, 2) == 1 ? pair[0] : 0;
}

/* "⒜" and its kin, and the ASCII that full width hides, which UTS 46 does not map into names. */
static uint32_t unwrap(uint32_t c)
{
    if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFEE0;
    if (c >= 0x249C && c <= 0x24B5) return c - 0x249C + 'a';
    if (c >= 0x1F130 && c <= 0x1F149) return c - 0x1F130 + 'a'; /* squared */
    if (c >= 0x1F170 && c <= 0x1F189) return c - 0x1F170 + 'a';
    return c;
}

/* Letters of mathematics, in circles and squares: nobody writes words with them. */
static bool is_ornament(uint32_t c)
{
    return (c >= 0x1D400 && c <= 0x1D7FF) || (c >= 0x2460 && c <= 0x24FF) || (c >= 0x1F100 && c <= 0x1F1FF) ||
           (c >= 0x2100 && c <= 0x214F);
}

static void fold_letter(wh_letter *letter, uint32_t c)
{
    wh_str readings[2];
    if (c < 0x80) c = (uint32_t)(unsigned char)wh_lower((char)c);
    else if (c >= 0x30A1 && c <= 0x30F6) c -= 0x60;
    else if (c < 0x3000 && (wh_rune(c).scripts & EUROPEAN) && wh_rune_readings(c, readings) > 0 &&
             readings[0].n == 1 && wh_is_alnum(readings[0].p[0])) {
        if (wh_rune(c).scripts != WH_SCRIPT_LATIN || (c >= 0x250 && c <= 0x2AF)) letter->seen |= WH_FOREIGN;
        c = (unsigned char)readings[0].p[0];
    }
    letter->rune = c;
}

bool wh_is_plain_kana_or_kanji(uint32_t c)
{
    return (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FA) || (c >= 0x4E00 && c <= 0x9FFF);
}

static inline wh_letter ascii_letter(uint32_t at, uint32_t as, uint32_t seen)
{
    return (wh_letter){.start = at, .end = at + 1, .rune = as & ~READ_WORDY, .seen = seen};
}

/* The same for what most text is made of: a byte, folded by its case alone, with nothing to map and no mark
 * that joins what stands before it. Reads up to the next byte that is none of these, or until `most` letters
 * are held. */
static inline size_t read_ascii(wh_text_reader *r, wh_letter *held, size_t n, size_t most)
{
    const unsigned char *p = (const unsigned char *)r->text.p;
    uint32_t marks = r->marks, behind = r->wordy ? READ_WORDY : 0;
    uint32_t at = (uint32_t)r->at, end = (uint32_t)r->text.n;
    while (n < most && at < end && p[at] < 0x80) {
        uint32_t as = read_as[p[at]];
        if (as == READ_PARTS) {
            marks |= WH_PARTED;
            behind = 0;
            at++;
            continue;
        }
        held[n++] = ascii_letter(at, as, p[at] | marks | (as & behind) * (WH_AMID / READ_WORDY));
        marks = 0;
        behind = as & READ_WORDY;
        at++;
        /* The rest of a word: nothing is to be told of its letters but where they stand. */
        uint32_t stop = behind == 0 ? at : end - at < most - n ? end : at + (uint32_t)(most - n);
        for (; at < stop && (as = read_as[p[at]]) - READ_WORDY < READ_PARTS - READ_WORDY; at++)
            held[n++] = ascii_letter(at, as, p[at] | WH_AMID);
    }
    r->at = at;
    r->marks = marks;
    r->wordy = behind != 0;
    return n;
}

static size_t read_plain(wh_text_reader *r, size_t start, uint32_t c, wh_letter *out)
{
    *out = (wh_letter){.start = (uint32_t)start, .end = (uint32_t)r->at, .rune = c, .seen = c | r->marks};
    if (c >= 0x30A1 && c <= 0x30F6) out->rune -= 0x60;
    r->marks = 0;
    return 1;
}

size_t wh_read_letters(wh_text_reader *r, wh_letter out[WH_LETTERS_AT_ONCE])
{
    while (r->at < r->text.n) {
        size_t start = r->at;
        if ((unsigned char)r->text.p[start] < 0x80) {
            if (read_ascii(r, out, 0, 1)) return 1;
            continue;
        }
        r->wordy = false;
        uint32_t mapped[WH_RUNES_MAPPED], c = wh_next_rune(r->text, &r->at, NULL);
        if (wh_is_plain_kana_or_kanji(c)) return read_plain(r, start, c, out);
        uint32_t plain = unwrap(c);
        if (is_separator(plain)) {
            r->marks |= WH_PARTED;
            continue;
        }
        if (is_invisible(c)) {
            r->marks |= WH_HIDDEN;
            continue;
        }
        int n = plain < 0x80 ? -1 : wh_map_rune(plain, mapped);
        if (n == 0 || (c >= 0x300 && c <= 0x36F)) continue; /* accents laid over a letter */
        if (n < 0) {
            mapped[0] = plain;
            n = 1;
        }
        for (int i = 0; i < n; i++) {
            out[i] = (wh_letter){
                .start = (uint32_t)start, .end = (uint32_t)r->at, .seen = c | (i == 0 ? r->marks : 0)};
            fold_letter(&out[i], mapped[i]);
            if (is_ornament(c)) out[i].seen |= WH_FOREIGN;
        }
        r->marks = 0;
        return (size_t)n;
    }
    return 0;
}

size_t wh_read_on(wh_text_reader *reader, wh_letter *held, size_t n, size_t room)
{
    while (n + WH_LETTERS_AT_ONCE <= room && reader->at < reader->text.n) {
        if ((unsigned char)reader->text.p[reader->at] < 0x80) {
            n = read_ascii(reader, held, n, room - WH_LETTERS_AT_ONCE + 1);
            continue;
        }
        wh_letter some[WH_LETTERS_AT_ONCE];
        size_t more = wh_read_letters(reader, some);
        if (more == 0) break;
        for (size_t i = 0; i < more; i++) {
            wh_letter *last = n ? &held[n - 1] : NULL;
            uint32_t joined = last ? join_kana(last->rune, some[i].rune) : 0;
            if (!joined) {
                held[n++] = some[i];
                continue;
            }
            last->rune = joined;
            last->end = some[i].end;
        }
    }
    return n;
}

/* wh_fold_text for what most names are made of: ASCII, kana and kanji that are mapped to nothing else.
 * WH_NONE_AT: there is something else in it. */
static size_t fold_plain(wh_str text, size_t most, char *out, size_t *bytes, uint64_t *gaps)
{
    size_t n = 0, length = 0;
    bool parted = false;
    *gaps = 0;
    for (size_t at = 0; at < text.n;) {
        unsigned char byte = (unsigned char)text.p[at];
        uint32_t c = byte;
        if (byte < 0x80) at++;
        else c = wh_next_rune(text, &at, NULL);
        if (byte < 0x80 ? is_separator(byte) : c == 0x30FB) {
            parted = true;
            continue;
        }
        if (byte >= 0x80 && c != 0x30FC && !wh_is_plain_kana_or_kanji(c)) return WH_NONE_AT;
        if (n++ >= most) continue;
        if (parted && n > 1) *gaps |= 1ull << (n - 1);
        parted = false;
        if (byte < 0x80) out[length++] = wh_lower((char)byte);
        else length += wh_encode_rune(c >= 0x30A1 && c <= 0x30F6 ? c - 0x60 : c, out + length);
    }
    *bytes = length;
    return n;
}

size_t wh_fold_text(wh_str text, size_t most, char *out, size_t *bytes, uint64_t *gaps)
{
    wh_letter letters[64 + 1 + WH_LETTERS_AT_ONCE];
    size_t plain = fold_plain(text, most, out, bytes, gaps);
    if (plain != WH_NONE_AT) return plain;
    wh_text_reader reader = {.text = text};
    size_t n = wh_read_on(&reader, letters, 0, sizeof letters / sizeof *letters);
    *bytes = 0;
    *gaps = 0;
    for (size_t i = 0; i < n && i < most; i++) {
        if (letters[i].seen & WH_PARTED && i) *gaps |= 1ull << i;
        *bytes += wh_encode_rune(letters[i].rune, out + *bytes);
    }
    return n;
}
