/* Attachments: what they are, against what they say they are. Nothing is opened. */
#include "checks/common.h"

static const wh_str runnable[] = {
    WH_LIT_INIT("exe"), WH_LIT_INIT("scr"), WH_LIT_INIT("com"), WH_LIT_INIT("pif"), WH_LIT_INIT("bat"), WH_LIT_INIT("cmd"), WH_LIT_INIT("js"),
    WH_LIT_INIT("jse"), WH_LIT_INIT("vbs"), WH_LIT_INIT("vbe"), WH_LIT_INIT("wsf"), WH_LIT_INIT("wsh"), WH_LIT_INIT("hta"), WH_LIT_INIT("lnk"),
    WH_LIT_INIT("ps1"), WH_LIT_INIT("jar"), WH_LIT_INIT("msi"), WH_LIT_INIT("cpl"), WH_LIT_INIT("dll"), WH_LIT_INIT("reg"), WH_LIT_INIT("iso"),
    WH_LIT_INIT("img"), WH_LIT_INIT("vhd"), WH_LIT_INIT("one"), WH_LIT_INIT("url"), WH_LIT_INIT("apk"), WH_LIT_INIT("dmg"), WH_LIT_INIT("app"),
    WH_LIT_INIT("docm"), WH_LIT_INIT("xlsm"), WH_LIT_INIT("pptm"), WH_LIT_INIT("xll"), WH_LIT_INIT("xlam"),
};
static const wh_str harmless[] = {WH_LIT_INIT("pdf"), WH_LIT_INIT("doc"), WH_LIT_INIT("docx"), WH_LIT_INIT("xls"), WH_LIT_INIT("xlsx"), WH_LIT_INIT("jpg"),
                                  WH_LIT_INIT("jpeg"), WH_LIT_INIT("png"), WH_LIT_INIT("txt"), WH_LIT_INIT("csv"), WH_LIT_INIT("zip"), WH_LIT_INIT("ppt"), WH_LIT_INIT("pptx")};

static bool among(wh_str extension, const wh_str *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (wh_eq_nocase(extension, list[i])) return true;
    return false;
}

/* Behind the last dot; the name before it is left in *rest. Spaces and dots at the end are what Windows drops. */
static wh_str extension_of(wh_str name, wh_str *rest)
{
    name = wh_trim_bytes(name, WH_LIT(" ."));
    size_t dot = wh_rfind_byte(name, '.');
    *rest = dot == WH_NONE_AT ? WH_ABSENT : wh_sub(name, 0, dot);
    return dot == WH_NONE_AT ? WH_ABSENT : wh_from(name, dot + 1);
}

static wh_str known(wh_str type) { return type.n ? type : WH_LIT("?"); }

static void add(wh_case *c, wh_finding_id id, const wh_attachment *a)
{
    wh_finding *f = wh_finding_add(c, id);
    wh_finding_text(c, f, "name", a->name);
    wh_finding_text(c, f, "type", known(a->type));
    wh_finding_text(c, f, "detected", known(a->detected));
    wh_finding_span(c, f, a->span);
}

static bool turns_direction(wh_str name) /* U+202A..U+202E, U+2066..U+2069: a name that reads backwards */
{
    for (size_t at = 0; at < name.n;) {
        uint32_t rune = wh_next_rune(name, &at, NULL);
        if ((rune >= 0x202A && rune <= 0x202E) || (rune >= 0x2066 && rune <= 0x2069)) return true;
    }
    return false;
}

static bool is_program(wh_str detected)
{
    return wh_eq(detected, WH_LIT("application/x-msdownload")) || wh_eq(detected, WH_LIT("application/x-elf")) ||
           wh_eq(detected, WH_LIT("application/x-ms-shortcut")) || wh_eq(detected, WH_LIT("application/x-iso9660-image"));
}

static void check_one(wh_case *c, const wh_attachment *a)
{
    wh_str rest, before, extension = extension_of(a->name, &rest);
    wh_str second = extension_of(rest, &before);
    bool runs = among(extension, runnable, sizeof runnable / sizeof *runnable);
    if (turns_direction(a->name)) add(c, WH_F_ATTACHMENT_NAME_REVERSED, a);
    if (runs && among(second, harmless, sizeof harmless / sizeof *harmless)) add(c, WH_F_ATTACHMENT_DOUBLE_EXTENSION, a);
    else if (runs || is_program(a->detected)) add(c, WH_F_ATTACHMENT_EXECUTABLE, a);
    bool page = wh_eq_nocase(extension, WH_LIT("html")) || wh_eq_nocase(extension, WH_LIT("htm")) || wh_eq_nocase(extension, WH_LIT("shtml")) ||
                wh_eq_nocase(extension, WH_LIT("svg")) || wh_eq_nocase(extension, WH_LIT("xhtml"));
    if (page) add(c, WH_F_ATTACHMENT_HTML, a);
    bool posed = wh_starts_nocase(a->type, WH_LIT("image/")) || wh_eq(a->type, WH_LIT("application/pdf"));
    if (posed && is_program(a->detected)) add(c, WH_F_ATTACHMENT_TYPE_DIFFERS, a);
}

const wh_digest *wh_attachment_digest(const wh_case *c, uint32_t index)
{
    static const wh_digest unknown = {.state = WH_NOT_ASKED};
    if (wh_absent(c->facts->attachments.at[index].data)) return &unknown; /* never of a piece */
    wh_buf key;
    wh_buf_init(&key, c->env->arena);
    wh_put(&key, WH_LIT("attachment:"));
    wh_put_int(&key, index);
    return wh_ask_digest(c->oracle, wh_buf_str(&key), WH_LIT("sha256"), c->facts->attachments.at[index].data);
}

void wh_check_attachments(wh_case *c)
{
    for (uint32_t i = 0; i < c->facts->attachments.n; i++) {
        check_one(c, &c->facts->attachments.at[i]);
        wh_attachment_digest(c, i);
    }
}
