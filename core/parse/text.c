/* Where each byte of a repaired text stood in the source. */
#include "parse/parse.h"

/* The source offset of text position `at`; `end` asks for the position just after the byte before it. */
static uint32_t source_at(const wh_text *text, size_t at, bool end)
{
    if (text->pieces.n == 0) return (uint32_t)at;
    size_t probe = end && at > 0 ? at - 1 : at;
    uint32_t low = 0, high = text->pieces.n;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (text->pieces.at[middle].at <= probe) low = middle;
        else high = middle;
    }
    const wh_piece *piece = &text->pieces.at[low];
    if (piece->made || probe < piece->at) return piece->from + (end && piece->made ? piece->width : 0);
    size_t rate = piece->rate ? piece->rate : 3;
    return piece->from + (uint32_t)((probe - piece->at) * rate / 3 + (probe != at ? (rate + 2) / 3 : 0));
}

wh_span wh_text_span(const wh_text *text, wh_str slice)
{
    if (wh_absent(slice) || wh_absent(text->bytes)) return (wh_span){0, 0};
    uintptr_t start = (uintptr_t)text->bytes.p, p = (uintptr_t)slice.p;
    if (p < start || p > start + text->bytes.n || slice.n > text->bytes.n - (p - start))
        return (wh_span){0, 0};
    uint32_t from = source_at(text, p - start, false);
    uint32_t to = slice.n ? source_at(text, p - start + slice.n, true) : from;
    return (wh_span){from, to < from ? from : to};
}

size_t wh_text_at(const wh_text *text, uint32_t offset)
{
    size_t low = 0, high = text->bytes.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (source_at(text, middle, false) < offset) low = middle + 1;
        else high = middle;
    }
    return low;
}
