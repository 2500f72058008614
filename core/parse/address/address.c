/* Address lists: RFC 5322 3.4, 4.4; RFC 6531. Whatever is written, no address that a person would see in it
 * is lost. */
#include "base/limits.h"
#include "parse/address/parts.h"

typedef struct list_reader {
    wh_address_reader r;
    size_t start; /* where the item that is being read begins */
    size_t last_semicolon;
    uint32_t pending; /* mailboxes at the end of the list that are only words: "Doe" of "Doe, John <...>" */
    size_t pending_from;
    size_t with_at; /* an "@" that was seen in the item: no group's name */
    bool nested;
} list_reader;

static void read_list(list_reader *l, wh_str value);

static char byte_at(wh_str s, size_t at) { return at < s.n ? s.p[at] : '\0'; }

/* The next of "<", ",", ";", ":" outside strings and comments. */
static size_t next_delimiter(wh_lexer *lexer, size_t at)
{
    while (at < lexer->s.n) {
        char c = lexer->s.p[at];
        if (c == '<' || c == ',' || c == ';' || c == ':') return at;
        at = wh_lex(lexer, at);
    }
    return lexer->s.n;
}

/* Where the contents of "<" end, which begin at `at`; *after is where reading goes on. Without a ">" they end
 * at the first comma or semicolon (outside a route), or the next "<". */
static size_t angle_end(wh_lexer *lexer, size_t at, size_t *after, bool *closed)
{
    size_t separator = WH_NONE_AT, first = wh_lex_cfws(lexer, at);
    bool route = byte_at(lexer->s, first) == '@';
    *closed = false;
    for (; at < lexer->s.n; at = wh_lex(lexer, at)) {
        char c = lexer->s.p[at];
        if (c == '>') {
            *closed = true;
            *after = at + 1;
            return at;
        }
        if (c == '<') break;
        if (c == ':') route = false;
        if ((c == ',' || c == ';') && !route && separator == WH_NONE_AT) separator = at;
    }
    return *after = separator != WH_NONE_AT ? separator : at;
}

/* "=?utf-8?B?...?=" may hold name and address together: what a reader sees is still an address. */
static bool add_decoded(list_reader *l, wh_str words, wh_str display)
{
    wh_mailboxes inner = {0};
    list_reader nested = {.r = {.env = l->r.env, .out = &inner}, .nested = true};
    if (l->nested || wh_find_byte(display, '@', 0) == WH_NONE_AT) return false;
    read_list(&nested, display);
    bool any = false;
    for (uint32_t i = 0; i < inner.n; i++) {
        if (wh_absent(inner.at[i].domain)) continue;
        wh_mailbox *mailbox = wh_address_new(&l->r);
        if (!mailbox) break;
        *mailbox = inner.at[i];
        mailbox->raw = mailbox->raw_domain = words;
        mailbox->bad = any = true;
    }
    return any;
}

/* "root", or the "Doe" of "Doe, John <...>": a word that is not an address. */
static void add_words(list_reader *l, size_t to)
{
    wh_str words = wh_address_slice(&l->r, l->start, to), display = wh_address_display(&l->r, l->start, to);
    if (wh_find(words, WH_LIT("=?"), 0) != WH_NONE_AT && add_decoded(l, words, display)) return;
    wh_mailbox *mailbox = words.n ? wh_address_new(&l->r) : NULL;
    if (!mailbox) return;
    bool word = true;
    for (size_t i = 0; i < words.n; i++)
        word = word && (unsigned char)words.p[i] < 0x80 && (wh_is_atext(words.p[i]) || words.p[i] == '.');
    if (word && wh_eq(display, words)) wh_address_spec(&l->r, l->start, to, mailbox);
    else mailbox->display = display;
    mailbox->raw = words;
    mailbox->bad = true;
    if (l->pending++ == 0) l->pending_from = l->start;
}

/* "＜a@example.jp＞": full-width brackets, where they hold an address and there are no others. */
static bool add_full_width(list_reader *l, size_t to)
{
    wh_str s = wh_sub(l->r.lexer.s, 0, to);
    size_t open = wh_find(s, WH_LIT("＜"), l->start),
           close = open == WH_NONE_AT ? open : wh_find(s, WH_LIT("＞"), open);
    if (close == WH_NONE_AT) return false;
    wh_str inside = wh_sub(s, open + 3, close);
    if (wh_find_byte(inside, '@', 0) == WH_NONE_AT && wh_find(inside, WH_LIT("＠"), 0) == WH_NONE_AT)
        return false;
    wh_mailbox *mailbox = wh_address_new(&l->r);
    if (!mailbox) return false;
    wh_address_spec(&l->r, open + 3, close, mailbox);
    mailbox->display = wh_address_display(&l->r, l->start, open);
    mailbox->raw = wh_address_slice(&l->r, l->start, close + 3);
    mailbox->bad = true;
    return true;
}

/* An item without angle brackets, up to `to`. */
static void add_item(list_reader *l, size_t to)
{
    if (add_full_width(l, to) || wh_address_bare(&l->r, l->start, to) > 0) l->pending = 0;
    else if (wh_lex_cfws(&l->r.lexer, l->start) < to) add_words(l, to);
}

/* A display name may hold anything but what RFC 5322 calls specials, unless it is quoted; the dot is obsolete
 * but fine. */
static bool is_phrase(wh_lexer *lexer, size_t at, size_t to)
{
    for (size_t end; at < to; at = end) {
        end = wh_lex(lexer, at);
        char c = lexer->s.p[at];
        if (end == at + 1 && !wh_is_space(c) && !wh_is_atext(c) && c != '.') return false;
    }
    return true;
}

/* Text after "<...>", up to the next "<", "," or ";": comments are fine, addresses are kept, the rest is
 * passed over. */
static size_t read_rest(list_reader *l, size_t at, uint32_t mailbox)
{
    wh_lexer *lexer = &l->r.lexer;
    size_t end = next_delimiter(lexer, at);
    while (byte_at(lexer->s, end) == ':') end = next_delimiter(lexer, end + 1);
    if (mailbox >= l->r.out->n) return end;
    bool comments_only = wh_lex_cfws(lexer, at) >= end;
    if (comments_only && wh_absent(l->r.out->at[mailbox].display))
        l->r.out->at[mailbox].display = wh_address_display(&l->r, at, end);
    if (!comments_only || byte_at(lexer->s, end) == '<') l->r.out->at[mailbox].bad = true;
    if (!comments_only && byte_at(lexer->s, end) != '<') wh_address_bare(&l->r, at, end);
    return end;
}

/* "phrase <...>", whose "<" is at `at`. */
static size_t read_angle(list_reader *l, size_t at)
{
    wh_lexer *lexer = &l->r.lexer;
    size_t from = at + 1, after;
    bool closed, valid = true;
    while (byte_at(lexer->s, from) == '<') { /* "<<a@example.com>>" */
        from++;
        valid = false;
    }
    size_t to = angle_end(lexer, from, &after, &closed);
    while (!valid && byte_at(lexer->s, after) == '>') after++;
    if (l->pending) {
        l->r.out->n -= l->pending;
        l->start = l->pending_from;
        l->pending = 0;
    }
    uint32_t index = l->r.out->n;
    size_t comma = wh_find_byte(wh_sub(lexer->s, 0, to), ',', from);
    bool several = comma != WH_NONE_AT && byte_at(lexer->s, wh_lex_cfws(lexer, from)) != '@';
    if (!several || wh_address_bare(&l->r, from, to) == 0) {
        wh_mailbox *mailbox = wh_address_new(&l->r);
        if (!mailbox) return lexer->s.n;
        wh_address_spec(&l->r, from, to, mailbox);
    }
    if (index >= l->r.out->n) return lexer->s.n;
    wh_mailbox *mailbox = &l->r.out->at[index];
    mailbox->display = wh_address_display(&l->r, l->start, at);
    mailbox->raw = wh_address_slice(&l->r, l->start, after);
    if (!closed || !valid || several || !is_phrase(lexer, l->start, at)) mailbox->bad = true;
    return read_rest(l, after, index);
}

/* A ":" ends the name of a group where a ";" later ends the group (RFC 5322 3.4). */
static void read_colon(list_reader *l, size_t at)
{
    wh_str name = wh_address_slice(&l->r, l->start, at);
    bool mailto = wh_eq_nocase(name, WH_LIT("mailto"));
    bool group = !l->r.in_group && l->last_semicolon != WH_NONE_AT && l->last_semicolon > at;
    if (group && l->with_at <= l->start) { /* looked for once an item */
        size_t hit = wh_find_byte(name, '@', 0);
        if (hit != WH_NONE_AT) l->with_at = at;
    }
    if (l->with_at > l->start) group = false;
    if (!mailto && !group) return;
    l->start = at + 1;
    l->r.in_group = l->r.in_group || group;
    l->pending = 0;
}

static void read_list(list_reader *l, wh_str value)
{
    *l->r.out = (wh_mailboxes){0};
    l->last_semicolon = wh_rfind_byte(value, ';');
    wh_lexer_init(&l->r.lexer, value);
    for (size_t at = 0;;) {
        if (l->r.out->n >= WH_MAX_ADDRESSES) {
            wh_note_cut(l->r.env, WH_CUT_ADDRESSES, wh_from(value, at));
            return;
        }
        size_t end = next_delimiter(&l->r.lexer, at);
        char c = byte_at(value, end);
        if (end < value.n && c == ':') {
            read_colon(l, end);
            at = end + 1;
            continue;
        }
        if (end < value.n && c == '<') {
            end = read_angle(l, end);
            c = byte_at(value, end);
        } else {
            add_item(l, end);
        }
        if (end >= value.n) return;
        at = l->start = c == '<' ? end : end + 1;
        if (c == ';') {
            l->r.in_group = false;
            l->pending = 0;
        }
    }
}

void wh_parse_addresses(wh_env *env, wh_str value, wh_mailboxes *out)
{
    list_reader l = {.r = {.env = env, .out = out}};
    read_list(&l, value);
}
