/* A header that a program wrote as data: {"Subject": "…"}, {"name": "Subject", "value": "…"} or ["Subject",
 * "…"] (RFC 8259, and as Python prints it); in a program's answer there is more around it. Of several
 * headers the first with Received counts, else the first; what one of its strings says stays in that string.
 */
#include "parse/base64.h"
#include "parse/paste/paste.h"

#define AHEAD 4096u /* bytes in which the data begins */
#define DEEP 32u    /* how deep the object of a mail may lie, for its body to be found */

typedef enum what { /* what the next string may be */
                    ANYTHING,
                    NAME,   /* behind {"name": */
                    LABEL,  /* "value", behind {"name": "…" */
                    VALUE,  /* behind "value":, a name or ["name", */
                    VALUES, /* in the list of a name */
                    TYPE,   /* behind "mimeType": or "contentType": */
                    BODY    /* behind "content": or "data": */
} what;

typedef struct group { /* pairs in one list or object */
    size_t first, end; /* from the first's name to behind the last's value */
    uint32_t depth;    /* of that list or object */
    uint32_t fields, known, rank;
    bool keyed;            /* names are keys: in what order the fields stood is lost */
    size_t mail, mail_end; /* the object of the mail, with its body */
    uint32_t mail_depth;
} group;

enum stage { FINDING, COUNTING, TRACES, FIELDS, BODIES };

typedef struct reader {
    wh_str s;
    size_t start;
    enum stage stage;
    uint32_t depth;
    size_t opened[DEEP]; /* where the lists and objects above begin */
    char before;         /* the visible character before this one */
    char sign;           /* ... that there is before a VALUE */
    what next;
    uint32_t list; /* depth of the list of VALUES; of the pair's own list or object otherwise */
    wh_str name;
    bool keyed;
    group open, best;
    wh_weave *weave;
    wh_str type; /* of the text that follows; empty: of none that is read */
    uint32_t bodies;
    bool coded, body; /* the first body is in base64; there is one */
} reader;

static bool is_name(wh_str s)
{
    if (s.n == 0 || s.n > WH_MAX_FIELD_NAME || !wh_is_alpha(s.p[0])) return false;
    for (size_t i = 0; i < s.n; i++)
        if (!wh_is_name_char(s.p[i])) return false;
    return true;
}

static size_t past_space(wh_str s, size_t at)
{
    while (at < s.n && wh_is_space(s.p[at])) at++;
    return at;
}

/* The closing quotation mark of the string whose first one stands at `at`; where it has none, the end of the
 * line or text: there is no string on the rest of it. */
static size_t closing(wh_str s, size_t at)
{
    char quote = s.p[at];
    for (at++; at < s.n && s.p[at] != '\n'; at++) {
        if (s.p[at] == quote) return at;
        if (s.p[at] == '\\') at++;
    }
    return at < s.n ? at : s.n;
}

/* The object that holds a list of fields, or is it: what else is in it is of the same mail. */
static void find_mail(const reader *r, group *g)
{
    uint32_t depth = g->depth;
    if (depth > 1 && depth < DEEP && r->s.p[r->opened[depth - 1]] == '{') depth--;
    if (depth == 0 || depth >= DEEP) return;
    g->mail = r->opened[depth];
    g->mail_end = r->s.n;
    g->mail_depth = depth;
}

static void judge(reader *r)
{
    if (r->open.known >= 3 && r->open.rank > r->best.rank) {
        find_mail(r, &r->open);
        r->best = r->open;
    }
    r->open = (group){0};
}

/* What says how a body is written says nothing of one that stands here as text. */
static bool is_of_body(wh_str name)
{
    return wh_eq_nocase(name, WH_LIT("Content-Type")) ||
           wh_eq_nocase(name, WH_LIT("Content-Transfer-Encoding"));
}

static void made(reader *r, wh_str bytes, size_t at) { wh_weave_made(r->weave, bytes, at, at); }

/* Below the Received fields of an object nothing is taken for what stood above one of them. */
static void put(reader *r, wh_str value, bool trace)
{
    if (r->best.keyed ? trace != (r->stage == TRACES) : r->stage == TRACES) return;
    size_t from = (size_t)(r->name.p - r->s.p), at = (size_t)(value.p - r->s.p);
    if (from < r->best.first || at + value.n > r->best.end || (r->body && is_of_body(r->name))) return;
    wh_weave_keep(r->weave, from, from + r->name.n);
    wh_weave_made(r->weave, WH_LIT(": "), from + r->name.n, at);
    wh_weave_string(r->weave, at, at + value.n, '\\', true);
    made(r, WH_LIT("\n"), at + value.n);
}

static void take(reader *r, wh_str value, uint32_t depth)
{
    const wh_known *known = wh_known_field(r->name);
    bool trace = known && known->shape == WH_SHAPE_TRACE;
    if ((r->stage == FIELDS || r->stage == TRACES) && depth == r->best.depth) put(r, value, trace);
    if (r->stage != FINDING) return;
    if (r->open.fields && r->open.depth != depth) judge(r);
    if (r->open.fields++ == 0) {
        r->open.first = (size_t)(r->name.p - r->s.p);
        r->open.depth = depth;
        r->open.rank = 1;
    }
    r->open.end = (size_t)(value.p - r->s.p) + value.n;
    r->open.known += known != NULL;
    r->open.keyed |= r->keyed;
    if (trace) r->open.rank = 2;
}

static bool is_base64(wh_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (wh_base64_value(s.p[i]) < 0 && s.p[i] != '-' && s.p[i] != '_' && s.p[i] != '=') return false;
    return s.n > 0;
}

/* In base64 no line is a boundary; one that stands as text is the only one, to the end. */
static void take_body(reader *r, wh_str value)
{
    size_t at = (size_t)(value.p - r->s.p), end = at + value.n;
    bool html = wh_ends_nocase(r->type, WH_LIT("html"));
    bool coded = wh_eq(r->name, WH_LIT("data")) && is_base64(value);
    if (at < r->best.mail || end > r->best.mail_end || r->type.n == 0) return;
    r->type = WH_LIT("");
    if (r->bodies++ == 0) r->coded = coded;
    else if (!coded || !r->coded) return;
    if (r->stage != BODIES) return;
    if (coded && r->bodies == 1) made(r, WH_LIT("Content-Type: multipart/mixed; boundary=\"=_part\"\n"), at);
    if (coded) made(r, WH_LIT("\n--=_part\nContent-Transfer-Encoding: base64\n"), at);
    made(r, html ? WH_LIT("Content-Type: text/html") : WH_LIT("Content-Type: text/plain"), at);
    made(r, WH_LIT("; charset=utf-8\n\n"), at);
    wh_weave_string(r->weave, at, end, coded ? '-' : '\\', false);
    if (!coded) made(r, WH_LIT("\n"), end);
}

/* ---- the strings ---- */

/* A string where anything may stand: the beginning of a pair, or nothing. */
static void begin(reader *r, wh_str string, size_t behind)
{
    char after = behind < r->s.n ? r->s.p[behind] : '\0';
    bool named = is_name(string);
    r->next = ANYTHING;
    r->list = r->depth;
    r->name = string;
    r->sign = after;
    r->keyed = false;
    if (after == ',' && (r->before == '[' || r->before == '(') && named &&
        (r->open.fields || r->stage != FINDING || wh_known_field(string))) {
        r->next = VALUE;
        r->list--;
    }
    if (after != ':') return;
    size_t value = past_space(r->s, behind + 1);
    if (wh_lists_word(WH_LIT(" name Name key header headerName "), string)) r->next = NAME;
    else if (wh_lists_word(WH_LIT(" mimeType contentType "), string)) r->next = TYPE;
    else if (wh_lists_word(WH_LIT(" content data "), string)) r->next = BODY;
    else if (named && wh_known_field(string)) {
        bool list = value < r->s.n && r->s.p[value] == '[';
        r->next = list ? VALUES : VALUE;
        r->keyed = true;
        r->list += list;
    }
}

static void read_string(reader *r, wh_str string, size_t behind)
{
    what now = r->next;
    bool valued = r->before == ':';
    r->next = now == VALUES ? VALUES : ANYTHING;
    if (now == VALUE && r->before == r->sign) take(r, string, r->list);
    else if (now == VALUES && r->depth == r->list) take(r, string, r->list - 1);
    else if (now == NAME && valued && is_name(string)) {
        r->name = string;
        r->next = LABEL;
    } else if (now == LABEL && r->before == ',' && r->depth == r->list) {
        bool label = wh_lists_word(WH_LIT(" value Value "), string);
        r->next = label ? VALUE : LABEL;
        r->sign = ':';
        r->list -= label && r->list > 0;
    } else if (now == TYPE && valued) {
        bool text = wh_starts_nocase(string, WH_LIT("text")) || wh_eq_nocase(string, WH_LIT("html"));
        r->type = text ? string : WH_LIT("");
    } else if (now == BODY && valued) take_body(r, string);
    else begin(r, string, behind);
}

static void open(reader *r, char c, size_t at)
{
    if (c == '{' && r->next != VALUES) r->next = ANYTHING;
    if (++r->depth < DEEP) r->opened[r->depth] = at;
}

static void close(reader *r, char c, size_t at)
{
    if (r->depth) r->depth--;
    if (r->next == VALUES ? r->depth < r->list : c == '}') r->next = ANYTHING;
    if (r->open.fields && r->depth < r->open.depth) judge(r);
    if (r->stage == FINDING && r->best.mail_end == r->s.n && r->depth < r->best.mail_depth)
        r->best.mail_end = at;
}

static void read_all(reader *r, enum stage stage)
{
    r->stage = stage;
    r->depth = r->bodies = 0;
    r->next = ANYTHING;
    r->type = WH_LIT("");
    for (size_t at = r->start; at < r->s.n; at++) {
        char c = r->s.p[at];
        if (c == '"' || c == '\'') {
            size_t end = closing(r->s, at);
            if (end < r->s.n && r->s.p[end] == c)
                read_string(r, wh_sub(r->s, at + 1, end), past_space(r->s, end + 1));
            at = end;
        } else if (c == '{' || c == '[' || c == '(') open(r, c, at);
        else if (c == '}' || c == ']' || c == ')') close(r, c, at);
        else if (wh_is_space(c) || (c == 'b' && at + 1 < r->s.n && r->s.p[at + 1] == '\'')) continue;
        r->before = c;
    }
    if (stage == FINDING) judge(r);
}

static bool says_something(wh_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (wh_is_alnum(s.p[i])) return true;
    return false;
}

/* Where the data begins: behind some words at most, among which there is no field. s.n: nowhere. */
static size_t data_start(wh_str s)
{
    bool starts = true;
    for (size_t at = 0; at < s.n && at < AHEAD; at++) {
        if (starts && wh_paste_field_at(s, at)) return s.n;
        starts = s.p[at] == '\n' || (starts && wh_is_space(s.p[at]));
        if (wh_find_byte(WH_LIT("{[("), s.p[at], 0) == WH_NONE_AT) continue;
        size_t next = past_space(wh_sub(s, 0, at + AHEAD), at + 1);
        if (next < s.n && wh_find_byte(WH_LIT("{[(\"'"), s.p[next], 0) != WH_NONE_AT) return at;
    }
    return s.n;
}

bool wh_paste_exported(wh_env *env, wh_paste *out, wh_text *text)
{
    size_t start = data_start(text->bytes);
    if (start == text->bytes.n) return false;
    reader *r = wh_alloc(env->arena, sizeof *r);
    if (!r) return false;
    wh_weave weave;
    wh_text plain;
    r->s = text->bytes;
    r->start = start;
    r->weave = &weave;
    read_all(r, FINDING);
    if (r->best.rank == 0) return false;
    wh_weave_begin(&weave, env, text);
    read_all(r, COUNTING);
    r->body = r->bodies > 0;
    read_all(r, TRACES);
    read_all(r, FIELDS);
    if (r->body) read_all(r, BODIES);
    if (r->body && r->coded) made(r, WH_LIT("\n--=_part--\n"), r->best.mail_end);
    if (!wh_weave_end(&weave, &plain)) return false;
    size_t from = r->best.mail_end ? r->best.mail : r->best.first;
    size_t end = r->best.mail_end ? r->best.mail_end : r->best.end;
    wh_str before = wh_sub(r->s, 0, from), after = wh_from(r->s, end);
    wh_note_repair(env, out, WH_REPAIR_EXPORTED, wh_text_span(text, wh_sub(r->s, from, end)));
    if (says_something(before)) wh_note_repair(env, out, WH_REPAIR_TEXT_BEFORE, wh_text_span(text, before));
    if (says_something(after)) wh_note_repair(env, out, WH_REPAIR_TEXT_AFTER, wh_text_span(text, after));
    *text = plain;
    return true;
}
