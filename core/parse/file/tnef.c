/* TNEF, MS-OXTNEF 2.1.3: what Outlook packs a mail into ("winmail.dat") when it takes the recipient's program
 * for another Outlook: its files, and its texts as MAPI keeps them (MS-OXPROPS). */
#include "base/limits.h"
#include "parse/file/list.h"

#define HEAD 9u /* level, attribute, length */
#define MESSAGE_LEVEL 1u
#define ATTACHMENT_LEVEL 2u

enum { /* attributes */
       CODE_PAGE = 0x00069007,
       BODY = 0x0002800C,
       PROPERTIES = 0x00069003,
       ATTACHMENT_STARTS = 0x00069002, /* attAttachRenddata */
       ATTACHMENT_TITLE = 0x00018010,
       ATTACHMENT_DATA = 0x0006800F,
       ATTACHMENT_PROPERTIES = 0x00069005
};

enum { /* properties */
       TAG_BODY = 0x1000,
       TAG_RTF = 0x1009,
       TAG_HTML = 0x1013,
       TAG_INTERNET_CODEPAGE = 0x3FDE, /* of what is not in Unicode */
       TAG_DATA = 0x3701,
       TAG_LONG_NAME = 0x3707,
       TAG_SHOWN_NAME = 0x3001
};

enum { /* their types: MS-OXCDATA 2.11.1 */
       TYPE_LONG = 3,
       TYPE_OBJECT = 0x0D,
       TYPE_STRING8 = 0x1E,
       TYPE_STRING = 0x1F,
       TYPE_GUID = 0x48,
       TYPE_BINARY = 0x102,
       TYPE_MANY = 0x1000
};

typedef struct property {
    uint32_t tag, type;
    wh_str value; /* of several the first */
} property;

typedef struct reader {
    wh_env *env;
    wh_tnef *out;
    uint32_t page, own_page; /* of the whole, and of what is not in Unicode by the properties */
} reader;

/* ---- properties: 2.1.3.4 ---- */

typedef struct cursor {
    wh_str s;
    bool broken; /* sticks: everything after it is empty */
} cursor;

static wh_str take(cursor *c, size_t n)
{
    if (n > c->s.n) c->broken = true;
    wh_str taken = c->broken ? WH_ABSENT : wh_sub(c->s, 0, n);
    c->s = c->broken ? WH_LIT("") : wh_from(c->s, n);
    return taken;
}

static uint32_t take_number(cursor *c) { return wh_little(take(c, 4), 0, 4); }

/* Of a length that is written before it; it ends at four bytes. */
static wh_str take_long(cursor *c)
{
    uint32_t n = take_number(c);
    wh_str value = take(c, n);
    if (n % 4) take(c, 4 - n % 4 < c->s.n ? 4 - n % 4 : c->s.n); /* some leave the last ones out */
    return value;
}

static size_t fixed_size(uint32_t type)
{
    switch (type) {
    case 5:    /* double */
    case 6:    /* currency */
    case 7:    /* time of an application */
    case 0x14: /* 64 bits */
    case 0x40: /* time */ return 8;
    case TYPE_GUID: return 16;
    default: return 4;
    }
}

static bool is_long(uint32_t type)
{
    return type == TYPE_OBJECT || type == TYPE_STRING8 || type == TYPE_STRING || type == TYPE_BINARY;
}

/* A property that has a name instead of a number: nothing here asks for one. */
static void pass_name(cursor *c)
{
    take(c, 16);
    if (take_number(c) == 0) take(c, 4);
    else take_long(c);
}

static bool take_property(cursor *c, property *out)
{
    uint32_t head = take_number(c), type = head & 0xFFFF & ~(uint32_t)TYPE_MANY;
    bool many = (head & TYPE_MANY) != 0;
    *out = (property){.tag = head >> 16, .type = type, .value = WH_ABSENT};
    if (out->tag >= 0x8000) pass_name(c);
    uint32_t count = many || is_long(type) ? take_number(c) : 1;
    for (uint32_t i = 0; i < count && !c->broken; i++) {
        wh_str value = is_long(type) ? take_long(c) : take(c, fixed_size(type));
        if (i == 0) out->value = value;
    }
    return !c->broken;
}

/* ---- what they say ---- */

static wh_str label_of(wh_env *env, uint32_t page)
{
    wh_buf buf;
    if (page == 0 || page == 20127) return WH_ABSENT; /* ASCII: what it is then is guessed */
    wh_buf_init(&buf, env->arena);
    wh_put(&buf, WH_LIT("cp"));
    wh_put_int(&buf, page);
    return wh_buf_str(&buf);
}

/* Without the NUL that ends it. */
static wh_str trimmed(wh_str s, bool wide)
{
    size_t unit = wide ? 2 : 1;
    while (s.n >= unit && s.p[s.n - 1] == '\0' && (!wide || s.p[s.n - 2] == '\0')) s.n -= unit;
    return s;
}

static wh_str text_of(const reader *r, const property *p)
{
    bool wide = p->type == TYPE_STRING;
    return wh_decode_charset(r->env, wide ? WH_LIT("utf-16le") : label_of(r->env, r->page),
                             trimmed(p->value, wide));
}

static void add_text(reader *r, wh_outlook_form form, wh_str bytes, wh_str charset)
{
    if (bytes.n == 0) return;
    if (r->out->texts.n >= WH_MAX_OUTLOOK_TEXTS) {
        wh_note_cut(r->env, WH_CUT_FILES, WH_ABSENT);
        return;
    }
    wh_outlook_text *one = wh_push(r->env->arena, &r->out->texts);
    if (one) *one = (wh_outlook_text){.form = form, .bytes = bytes, .charset = charset};
}

static void read_message_property(reader *r, const property *p)
{
    bool wide = p->type == TYPE_STRING, string = wide || p->type == TYPE_STRING8;
    wh_outlook_form form = p->tag == TAG_HTML ? WH_OUTLOOK_HTML : WH_OUTLOOK_PLAIN;
    if (p->tag == TAG_INTERNET_CODEPAGE && p->type == TYPE_LONG) r->own_page = wh_little(p->value, 0, 4);
    if (p->tag == TAG_RTF && p->type == TYPE_BINARY) add_text(r, WH_OUTLOOK_RTF, p->value, WH_ABSENT);
    if (p->tag == TAG_HTML && p->type == TYPE_BINARY) /* its page may come after it */
        add_text(r, form, trimmed(p->value, false), WH_ABSENT);
    if ((p->tag == TAG_BODY || p->tag == TAG_HTML) && string)
        add_text(r, form, trimmed(p->value, wide), wide ? WH_LIT("utf-16le") : label_of(r->env, r->page));
}

static void read_file_property(reader *r, wh_entry *entry, const property *p)
{
    bool string = p->type == TYPE_STRING || p->type == TYPE_STRING8;
    bool unnamed = wh_absent(entry->name) || entry->name.n == 0;
    if (string && (p->tag == TAG_LONG_NAME || (p->tag == TAG_SHOWN_NAME && unnamed))) {
        wh_str name = text_of(r, p);
        if (name.n) entry->name = name;
    }
    if (p->tag != TAG_DATA || entry->data.n) return;
    if (p->type == TYPE_BINARY) entry->data = p->value;
    if (p->type == TYPE_OBJECT) entry->data = wh_from(p->value, 16); /* after the id of its interface */
    entry->bytes = entry->data.n;
}

/* entry: the file that they are of; NULL: they are the message's. */
static bool read_properties(reader *r, wh_str value, wh_entry *entry)
{
    cursor c = {.s = value};
    property p;
    for (uint32_t left = take_number(&c); left; left--) {
        if (!take_property(&c, &p)) return false;
        if (entry) read_file_property(r, entry, &p);
        else read_message_property(r, &p);
    }
    return !c.broken;
}

/* ---- attributes ---- */

static bool read_message_attribute(reader *r, uint32_t attribute, wh_str value)
{
    if (attribute == CODE_PAGE) r->page = wh_little(value, 0, 4);
    if (attribute == BODY) add_text(r, WH_OUTLOOK_PLAIN, trimmed(value, false), label_of(r->env, r->page));
    return attribute != PROPERTIES || read_properties(r, value, NULL);
}

static bool read_file_attribute(reader *r, uint32_t attribute, wh_str value)
{
    wh_entries *files = &r->out->files.entries;
    if (attribute == ATTACHMENT_STARTS && !wh_list_add(r->env, &r->out->files)) return false;
    if (files->n == 0) return true;
    wh_entry *entry = &files->at[files->n - 1];
    if (attribute == ATTACHMENT_TITLE)
        entry->name = wh_decode_charset(r->env, label_of(r->env, r->page), trimmed(value, false));
    if (attribute == ATTACHMENT_DATA) {
        entry->data = value;
        entry->bytes = value.n;
    }
    return attribute != ATTACHMENT_PROPERTIES || read_properties(r, value, entry);
}

/* HTML in bytes is in the page that the message names, wherever it names it. */
static void label_pages(reader *r)
{
    for (uint32_t i = 0; i < r->out->texts.n; i++) {
        wh_outlook_text *text = &r->out->texts.at[i];
        if (text->form == WH_OUTLOOK_HTML && wh_absent(text->charset))
            text->charset = label_of(r->env, r->own_page);
    }
}

bool wh_read_tnef(wh_env *env, wh_str data, wh_tnef *out)
{
    reader r = {.env = env, .out = out};
    bool whole = true;
    *out = (wh_tnef){.files = {.more = false}};
    if (data.n < 6 || wh_little(data, 0, 4) != 0x223E9F78u) return false;
    size_t at = 6; /* signature and key */
    while (whole && at + HEAD <= data.n) {
        uint32_t level = wh_little(data, at, 1), attribute = wh_little(data, at + 1, 4),
                 length = wh_little(data, at + 5, 4);
        whole = (level == MESSAGE_LEVEL || level == ATTACHMENT_LEVEL) && length <= data.n - at - HEAD;
        if (!whole) break;
        wh_str value = wh_sub(data, at + HEAD, at + HEAD + length);
        at += HEAD + (size_t)length + 2; /* a sum of 16 bits after it */
        if (level == MESSAGE_LEVEL) whole = read_message_attribute(&r, attribute, value);
        else whole = read_file_attribute(&r, attribute, value);
    }
    label_pages(&r);
    return whole || out->files.more;
}
