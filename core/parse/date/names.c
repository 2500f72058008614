/* Names that stand in dates: RFC 5322 3.3 and 4.3, and what mail programs of other languages write. */
#include "parse/date/names.h"

typedef struct name {
    char word[12];
    uint8_t least; /* letters of it that are enough */
    uint8_t number;
} name;

/* clang-format off */
static const name months[] = {
    {"january", 3, 1}, {"february", 3, 2}, {"march", 3, 3}, {"april", 3, 4}, {"may", 3, 5}, {"june", 3, 6},
    {"july", 3, 7}, {"august", 3, 8}, {"september", 3, 9}, {"october", 3, 10}, {"november", 3, 11},
    {"december", 3, 12},
    /* French */
    {"janvier", 3, 1}, {"fevrier", 3, 2}, {"mars", 3, 3}, {"avril", 3, 4}, {"mai", 3, 5}, {"juin", 4, 6},
    {"juillet", 4, 7}, {"aout", 3, 8}, {"septembre", 3, 9}, {"octobre", 3, 10}, {"novembre", 3, 11},
    {"decembre", 3, 12},
    /* German */
    {"januar", 3, 1}, {"janner", 3, 1}, {"februar", 3, 2}, {"marz", 3, 3}, {"maerz", 3, 3}, {"mrz", 3, 3},
    {"juni", 3, 6}, {"juli", 3, 7}, {"oktober", 3, 10}, {"dezember", 3, 12},
    /* Spanish */
    {"enero", 3, 1}, {"febrero", 3, 2}, {"marzo", 3, 3}, {"abril", 3, 4}, {"mayo", 3, 5}, {"junio", 3, 6},
    {"julio", 3, 7}, {"agosto", 3, 8}, {"septiembre", 3, 9}, {"setiembre", 3, 9}, {"octubre", 3, 10},
    {"noviembre", 3, 11}, {"diciembre", 3, 12},
    /* Italian */
    {"gennaio", 3, 1}, {"febbraio", 3, 2}, {"aprile", 3, 4}, {"maggio", 3, 5}, {"giugno", 3, 6},
    {"luglio", 3, 7}, {"settembre", 3, 9}, {"ottobre", 3, 10}, {"dicembre", 3, 12},
    /* Portuguese */
    {"janeiro", 3, 1}, {"fevereiro", 3, 2}, {"marco", 3, 3}, {"maio", 3, 5}, {"junho", 3, 6},
    {"julho", 3, 7}, {"setembro", 3, 9}, {"outubro", 3, 10}, {"novembro", 3, 11}, {"dezembro", 3, 12},
    /* Dutch */
    {"januari", 3, 1}, {"februari", 3, 2}, {"maart", 4, 3}, {"mrt", 3, 3}, {"mei", 3, 5},
    {"augustus", 3, 8},
};
/* clang-format on */

/* clang-format off */
static const name weekdays[] = {
    {"monday", 3, 1}, {"tuesday", 3, 2}, {"wednesday", 3, 3}, {"thursday", 3, 4}, {"friday", 3, 5},
    {"saturday", 3, 6}, {"sunday", 3, 7},
    /* French */
    {"lundi", 3, 1}, {"mardi", 3, 2}, {"mercredi", 3, 3}, {"jeudi", 3, 4}, {"vendredi", 3, 5},
    {"samedi", 3, 6}, {"dimanche", 3, 7},
    /* German */
    {"montag", 2, 1}, {"dienstag", 2, 2}, {"mittwoch", 2, 3}, {"donnerstag", 2, 4}, {"freitag", 2, 5},
    {"samstag", 2, 6}, {"sonnabend", 4, 6}, {"sonntag", 2, 7},
    /* Spanish */
    {"lunes", 3, 1}, {"martes", 3, 2}, {"miercoles", 3, 3}, {"jueves", 3, 4}, {"viernes", 3, 5},
    {"sabado", 3, 6}, {"domingo", 3, 7},
    /* Italian */
    {"lunedi", 3, 1}, {"martedi", 3, 2}, {"mercoledi", 3, 3}, {"giovedi", 3, 4}, {"venerdi", 3, 5},
    {"sabato", 3, 6}, {"domenica", 3, 7},
    /* Portuguese */
    {"segunda", 3, 1}, {"terca", 3, 2}, {"quarta", 3, 3}, {"quinta", 3, 4}, {"sexta", 3, 5},
    /* Dutch */
    {"maandag", 2, 1}, {"dinsdag", 2, 2}, {"woensdag", 2, 3}, {"donderdag", 2, 4}, {"vrijdag", 2, 5},
    {"zaterdag", 2, 6}, {"zondag", 2, 7},
};
/* clang-format on */

/* The base letters of U+00C0..U+00FF, which are also their ISO 8859-1 bytes. */
static const char base_letters[] = "aaaaaaaceeeeiiiidnooooo*ouuuuytsaaaaaaaceeeeiiiidnooooo/ouuuuyty";

/* Lower case without accents, out of UTF-8 or ISO 8859-1; 0 when the word cannot be a name. */
static size_t fold_word(wh_str word, char out[WH_WORD_FOLDED])
{
    size_t n = 0;
    for (size_t at = 0; at < word.n;) {
        if (n == WH_WORD_FOLDED) return 0;
        bool ok;
        unsigned char byte = (unsigned char)word.p[at];
        uint32_t rune = wh_next_rune(word, &at, &ok);
        if (!ok) rune = byte;
        if (rune >= 0xC0 && rune <= 0xFF) out[n++] = base_letters[rune - 0xC0];
        else if (rune < 0x80) out[n++] = wh_lower((char)rune);
        else return 0;
    }
    return n;
}

/* word: not empty. */
static int number_of(const name *names, size_t count, wh_str word)
{
    for (size_t i = 0; i < count; i++) {
        if (names[i].word[0] != word.p[0] || word.n < names[i].least) continue;
        if (word.n > sizeof names[i].word || !names[i].word[word.n - 1]) continue; /* longer than the name */
        if (wh_eq(word, (wh_str){names[i].word, word.n})) return names[i].number;
    }
    return 0;
}

bool wh_date_word_named(wh_str word, wh_date_word *out)
{
    char folded[WH_WORD_FOLDED];
    wh_str s = {folded, fold_word(word, folded)};
    *out = (wh_date_word){0};
    if (s.n == 0) return false;
    out->month = number_of(months, sizeof months / sizeof *months, s);
    out->weekday = number_of(weekdays, sizeof weekdays / sizeof *weekdays, s);
    out->english_short = s.n == 3 && ((out->month && number_of(months, 12, s) == out->month) ||
                                      (out->weekday && number_of(weekdays, 7, s) == out->weekday));
    return out->month || out->weekday;
}

typedef struct zone {
    char word[6];
    int16_t minutes;
    bool in_rfc;
} zone;

/* "CST" and "EST" are America's by the RFC; of the other names that several places use, the one that most
 * mail means. */
/* clang-format off */
static const zone zones[] = {
    {"ut", 0, true}, {"gmt", 0, true}, {"est", -300, true}, {"edt", -240, true}, {"cst", -360, true},
    {"cdt", -300, true}, {"mst", -420, true}, {"mdt", -360, true}, {"pst", -480, true}, {"pdt", -420, true},
    {"utc", 0, false}, {"wet", 0, false}, {"west", 60, false}, {"bst", 60, false}, {"cet", 60, false},
    {"cest", 120, false}, {"met", 60, false}, {"mest", 120, false}, {"mez", 60, false},
    {"mesz", 120, false}, {"eet", 120, false}, {"eest", 180, false}, {"msk", 180, false},
    {"msd", 240, false}, {"trt", 180, false}, {"yekt", 300, false}, {"omst", 360, false},
    {"novt", 420, false}, {"krat", 420, false}, {"irkt", 480, false}, {"vlat", 600, false},
    {"sast", 120, false}, {"cat", 120, false}, {"eat", 180, false}, {"wat", 60, false}, {"idt", 180, false},
    {"irst", 210, false}, {"gst", 240, false}, {"pkt", 300, false}, {"ist", 330, false},
    {"npt", 345, false}, {"ict", 420, false}, {"wib", 420, false}, {"hkt", 480, false}, {"sgt", 480, false},
    {"myt", 480, false}, {"pht", 480, false}, {"awst", 480, false}, {"jst", 540, false},
    {"kst", 540, false}, {"acst", 570, false}, {"aest", 600, false}, {"acdt", 630, false},
    {"aedt", 660, false}, {"nzst", 720, false}, {"nzdt", 780, false}, {"nst", -210, false},
    {"ndt", -150, false}, {"ast", -240, false}, {"adt", -180, false}, {"brt", -180, false},
    {"brst", -120, false}, {"art", -180, false}, {"clt", -240, false}, {"clst", -180, false},
    {"akst", -540, false}, {"akdt", -480, false}, {"hst", -600, false},
};
/* clang-format on */

bool wh_zone_named(wh_str word, wh_zone_name *out)
{
    *out = (wh_zone_name){0};
    if (word.n == 1 && wh_is_alpha(word.p[0]) && wh_lower(word.p[0]) != 'j') {
        /* RFC 5322 4.3: RFC 822 had the signs of the military letters wrong, so they say nothing: -0000. Z is
         * right. */
        out->in_rfc = true;
        return true;
    }
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
        size_t n = 0;
        if (word.n == 0 || wh_lower(word.p[0]) != zones[i].word[0]) continue;
        while (n < sizeof zones[i].word && zones[i].word[n]) n++;
        if (!wh_eq_nocase(word, (wh_str){zones[i].word, n})) continue;
        out->minutes = zones[i].minutes;
        out->in_rfc = zones[i].in_rfc;
        return true;
    }
    return false;
}

typedef struct cjk {
    char bytes[10];
    uint8_t n;
    char means;
} cjk;

static const cjk units[] = {
    {"年", 3, 'Y'}, {"月", 3, 'M'}, {"日", 3, 'D'}, {"時", 3, 'h'}, {"时", 3, 'h'},
    {"点", 3, 'h'}, {"分", 3, 'm'}, {"秒", 3, 's'}, {"号", 3, 'D'}, {"년", 3, 'Y'},
    {"월", 3, 'M'}, {"일", 3, 'D'}, {"시", 3, 'h'}, {"분", 3, 'm'}, {"초", 3, 's'},
};

/* clang-format off */
static const cjk words[] = {
    {"午前", 6, 'a'}, {"午後", 6, 'p'}, {"上午", 6, 'a'}, {"下午", 6, 'p'}, {"오전", 6, 'a'}, {"오후", 6, 'p'},
    {"月曜日", 9, '1'}, {"火曜日", 9, '2'}, {"水曜日", 9, '3'}, {"木曜日", 9, '4'}, {"金曜日", 9, '5'}, {"土曜日", 9, '6'},
    {"日曜日", 9, '7'}, {"月曜", 6, '1'}, {"火曜", 6, '2'}, {"水曜", 6, '3'}, {"木曜", 6, '4'}, {"金曜", 6, '5'},
    {"土曜", 6, '6'}, {"日曜", 6, '7'}, {"月", 3, '1'}, {"火", 3, '2'}, {"水", 3, '3'}, {"木", 3, '4'},
    {"金", 3, '5'}, {"土", 3, '6'}, {"日", 3, '7'}, {"星期一", 9, '1'}, {"星期二", 9, '2'}, {"星期三", 9, '3'},
    {"星期四", 9, '4'}, {"星期五", 9, '5'}, {"星期六", 9, '6'}, {"星期日", 9, '7'}, {"周一", 6, '1'}, {"周二", 6, '2'},
    {"周三", 6, '3'}, {"周四", 6, '4'}, {"周五", 6, '5'}, {"周六", 6, '6'}, {"周日", 6, '7'}, {"週一", 6, '1'},
    {"週二", 6, '2'}, {"週三", 6, '3'}, {"週四", 6, '4'}, {"週五", 6, '5'}, {"週六", 6, '6'}, {"週日", 6, '7'},
    {"월요일", 9, '1'}, {"화요일", 9, '2'}, {"수요일", 9, '3'}, {"목요일", 9, '4'}, {"금요일", 9, '5'}, {"토요일", 9, '6'},
    {"일요일", 9, '7'}, {"월", 3, '1'}, {"화", 3, '2'}, {"수", 3, '3'}, {"목", 3, '4'}, {"금", 3, '5'},
    {"토", 3, '6'}, {"일", 3, '7'},
};
/* clang-format on */

static char find_cjk(const cjk *list, size_t count, wh_str word, size_t *n)
{
    for (size_t i = 0; i < count; i++) {
        wh_str one = {list[i].bytes, list[i].n};
        if (!wh_eq(wh_sub(word, 0, one.n), one)) continue;
        *n = one.n;
        return list[i].means;
    }
    return 0;
}

char wh_date_cjk(wh_str word, bool after_number, size_t *n)
{
    *n = 0;
    if (word.n == 0 || (unsigned char)word.p[0] < 0xE0) return 0;
    if (after_number) return find_cjk(units, sizeof units / sizeof *units, word, n);
    return find_cjk(words, sizeof words / sizeof *words, word, n);
}
