/* Words of offices. */
#include "checks/content/office.h"

static const wh_str words[] = {
    WH_LIT_INIT("team"),          WH_LIT_INIT("support"),       WH_LIT_INIT("service"),
    WH_LIT_INIT("services"),      WH_LIT_INIT("security"),      WH_LIT_INIT("center"),
    WH_LIT_INIT("centre"),        WH_LIT_INIT("account"),       WH_LIT_INIT("accounts"),
    WH_LIT_INIT("alert"),         WH_LIT_INIT("alerts"),        WH_LIT_INIT("billing"),
    WH_LIT_INIT("notice"),        WH_LIT_INIT("customer"),      WH_LIT_INIT("notification"),
    WH_LIT_INIT("admin"),         WH_LIT_INIT("help"),          WH_LIT_INIT("helpdesk"),
    WH_LIT_INIT("desk"),          WH_LIT_INIT("care"),          WH_LIT_INIT("department"),
    WH_LIT_INIT("office"),        WH_LIT_INIT("official"),      WH_LIT_INIT("verification"),
    WH_LIT_INIT("rewards"),       WH_LIT_INIT("refund"),        WH_LIT_INIT("payment"),
    WH_LIT_INIT("payments"),      WH_LIT_INIT("fraud"),         WH_LIT_INIT("delivery"),
    WH_LIT_INIT("no-reply"),      WH_LIT_INIT("noreply"),       WH_LIT_INIT("administrator"),
    WH_LIT_INIT("notifications"), WH_LIT_INIT("kundenservice"), WH_LIT_INIT("sicherheit"),
    WH_LIT_INIT("atendimento"),   WH_LIT_INIT("suporte"),       WH_LIT_INIT("soporte"),
    WH_LIT_INIT("seguridad"),
};
static const wh_str dense[] = {
    WH_LIT_INIT("サポート"),   WH_LIT_INIT("センター"), WH_LIT_INIT("カスタマー"),
    WH_LIT_INIT("お知らせ"),   WH_LIT_INIT("事務局"),   WH_LIT_INIT("セキュリティ"),
    WH_LIT_INIT("サービス"),   WH_LIT_INIT("運営"),     WH_LIT_INIT("窓口"),
    WH_LIT_INIT("チーム"),     WH_LIT_INIT("株式会社"), WH_LIT_INIT("公式"),
    WH_LIT_INIT("アカウント"), WH_LIT_INIT("お客様"),   WH_LIT_INIT("管理"),
    WH_LIT_INIT("通知"),
};

static bool has_word(wh_str text, wh_str word)
{
    for (size_t at = 0; (at = wh_find_nocase(text, word, at)) != WH_NONE_AT; at++) {
        size_t end = at + word.n;
        bool starts = at == 0 || !wh_is_alnum(text.p[at - 1]),
             ends = end == text.n || !wh_is_alnum(text.p[end]);
        if (starts && ends) return true;
    }
    return false;
}

bool wh_names_office(wh_str text)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (has_word(text, words[i])) return true;
    for (size_t i = 0; i < sizeof dense / sizeof *dense; i++)
        if (wh_find(text, dense[i], 0) != WH_NONE_AT) return true;
    return false;
}
