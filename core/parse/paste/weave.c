/* A repaired text as it grows, and the record of what was repaired. Pieces of a text that was itself repaired
 * are carried over, so that every repair leads back to the source's own bytes. */
#include "parse/paste/paste.h"

#include "base/limits.h"

#include <string.h>

static const char *const repair_ids[] = {
#define X(name, id) id,
    WH_REPAIRS(X)
#undef X
};
static const uint8_t repair_lengths[] = {
#define X(name, id) sizeof(id) - 1,
    WH_REPAIRS(X)
#undef X
};

wh_str wh_repair_name(wh_repair_id id)
{
    if ((unsigned)id >= WH_REPAIR_COUNT) return WH_ABSENT;
    return (wh_str){repair_ids[id], repair_lengths[id]};
}

void wh_note_repair(wh_env *env, wh_paste *out, wh_repair_id id, wh_span span)
{
    wh_repair *repair = NULL;
    for (uint32_t i = 0; i < out->repairs.n; i++)
        if (out->repairs.at[i].id == id) repair = &out->repairs.at[i];
    if (!repair) {
        repair = wh_push(env->arena, &out->repairs);
        if (!repair) return;
        repair->id = id;
    }
    repair->count++;
    if (repair->spans.n >= WH_MAX_SPANS) return;
    wh_span *slot = wh_push(env->arena, &repair->spans);
    if (slot) *slot = span;
}

bool wh_was_repaired(const wh_paste *out, wh_repair_id id)
{
    for (uint32_t i = 0; i < out->repairs.n; i++)
        if (out->repairs.at[i].id == id) return true;
    return false;
}

void wh_weave_begin(wh_weave *weave, wh_env *env, const wh_text *in)
{
    *weave = (wh_weave){.env = env, .in = in};
    wh_buf_init(&weave->buf, env->arena);
    /* One block for nearly all cases: growing by doubling would leave as much again unused in the arena. */
    size_t room = in->bytes.n + in->bytes.n / 16 + 1024;
    weave->buf.p = wh_alloc(env->arena, room);
    weave->buf.cap = weave->buf.p ? room : 0;
    weave->failed = !weave->buf.p;
}

/* Beyond so many pieces, short ones are merged: what an author repeats does not use up the memory. */
static bool goes_with(const wh_weave *weave, const wh_piece *last, uint32_t from, uint32_t width)
{
    if (weave->out.pieces.n <= WH_FINE_PIECES || !last->made || from < last->from) return false;
    return from + width - last->from <= WH_MAX_PIECE_OF_PASTE;
}

/* The next bytes stand for source[from, from + width); no new piece where they continue the last one. */
static void add_piece(wh_weave *weave, uint32_t from, bool made, uint32_t width)
{
    uint32_t at = (uint32_t)weave->buf.n, n = weave->out.pieces.n;
    wh_piece *last = n ? &weave->out.pieces.at[n - 1] : NULL;
    if (last && !last->made && !made && from - last->from == at - last->at) return;
    if (last && goes_with(weave, last, from, width)) {
        if (from + width > last->from + last->width) last->width = (uint16_t)(from + width - last->from);
        return;
    }
    made = made || (n >= WH_FINE_PIECES && width <= WH_SHORT_PIECE);
    wh_piece *piece = wh_push(weave->env->arena, &weave->out.pieces);
    if (!piece) {
        weave->failed = true;
        return;
    }
    *piece = (wh_piece){
        .at = at, .from = from, .made = made, .width = (uint16_t)(width > UINT16_MAX ? UINT16_MAX : width)};
}

/* The piece of the text woven from that holds position `at`. */
static uint32_t piece_of(const wh_text *text, size_t at)
{
    uint32_t low = 0, high = text->pieces.n;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (text->pieces.at[middle].at <= at) low = middle;
        else high = middle;
    }
    return low;
}

void wh_weave_keep(wh_weave *weave, size_t from, size_t to)
{
    const wh_text *in = weave->in;
    if (from >= to || weave->failed) return;
    if (in->pieces.n == 0) {
        add_piece(weave, (uint32_t)from, false, (uint32_t)(to - from));
        wh_put(&weave->buf, wh_sub(in->bytes, from, to));
        return;
    }
    for (uint32_t i = piece_of(in, from); i < in->pieces.n && from < to; i++) {
        const wh_piece *piece = &in->pieces.at[i];
        size_t end = i + 1 < in->pieces.n ? in->pieces.at[i + 1].at : in->bytes.n;
        if (end > to) end = to;
        if (end <= from) continue;
        if (piece->made) add_piece(weave, piece->from, true, piece->width);
        else add_piece(weave, piece->from + (uint32_t)(from - piece->at), false, (uint32_t)(end - from));
        wh_put(&weave->buf, wh_sub(in->bytes, from, end));
        from = end;
    }
}

void wh_weave_made(wh_weave *weave, wh_str bytes, size_t from, size_t to)
{
    if (weave->failed || bytes.n == 0) return;
    wh_span span = wh_text_span(weave->in, wh_sub(weave->in->bytes, from, to));
    add_piece(weave, span.start, true, span.end - span.start);
    wh_put(&weave->buf, bytes);
}

bool wh_weave_end(wh_weave *weave, wh_text *out)
{
    wh_str bytes = wh_buf_str(&weave->buf);
    if (weave->failed || wh_absent(bytes) || bytes.n > UINT32_MAX) return false;
    weave->out.bytes = bytes;
    if (weave->out.pieces.n == 0) { /* nothing kept and nothing made: an empty text, not the source */
        wh_piece *piece = wh_push(weave->env->arena, &weave->out.pieces);
        if (!piece) return false;
    }
    *out = weave->out;
    return true;
}
