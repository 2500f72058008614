/* The rules of resemblance: rows, of which the first that fits decides. Grave (high) is what only a forger
 * makes: lookalike letters, an official domain inside another's name. Typos and words beside a brand belong
 * to brands themselves, or to chance, often enough to be medium outside bad places. Brands of the built-in
 * table, whose domains no list names whole, need more than the caller's. The name after each row is one that
 * it decides; tests/c/test_lookalike_rules.c has the brands, and asks about every one. */
#include "checks/lookalike/rules.h"

enum {
    /* the brand */
    BUILT_IN = 1 << 0, /* of our table, not the caller's */
    COMMON = 1 << 1,   /* its label is an everyday word */
    BRIEF = 1 << 2,    /* ... or has four letters or fewer */
    PLENTY = 1 << 3,   /* its domain has so many letters, or labels, that nobody writes it by accident */
    /* the name around it */
    REGISTRABLE = 1 << 4, /* it stands in the registrable label */
    HOSTED = 1 << 5,      /* ... of a tenant */
    BAD_PLACE = 1 << 6,   /* nothing honest needs to be here: place.h */
    CHEAP = 1 << 7,       /* under a top-level label that phishers buy by the hundred */
    STRUCTURED = 1 << 8,  /* a foreign suffix stands left of the registrable label */
    SAME_SUFFIX = 1 << 9, /* under the suffix of the brand's main domain */
    ABROAD = 1 << 10,     /* a Japanese brand under another country's label, or a rare one */
    COUNTRYS_COM =
        1 << 11, /* under "com.br", "co.id": there companies register their own name for a country */
    /* its label */
    WHOLE = 1 << 12,    /* it is all of it */
    SPANS = 1 << 13,    /* it goes over dots */
    EDGES = 1 << 14,    /* a hyphen or an end of the label is at both its ends */
    TOUCHES = 1 << 15,  /* ... at one at least */
    KNOWN = 1 << 16,    /* the rest of the label is words of the table and digits */
    REST_ONE = 1 << 17, /* the rest is one letter */
    WWW = 1 << 18,      /* the rest is "www" */
    /* how it is written */
    IDN = 1 << 19,
    SAME = 1 << 20,    /* in the very letters */
    PARTED = 1 << 21,  /* with hyphens or dots; of a label: with others than the brand's own */
    LEET = 1 << 22,    /* a digit stands for a letter */
    WORD = 1 << 23,    /* it is a word of its own that happens to be near */
    UNKNOWN = 1 << 24, /* a character of its label is like none of the alphabet's */
    /* the edit */
    SLY = 1 << 25,   /* the eye passes over it, where another letter would have made another word */
    FIRST = 1 << 26, /* it changes the first letter */
    TAIL = 1 << 27,  /* it puts digits in */
    FAR = 1 << 28,   /* there are two, and the eye sees them */
    PLURAL = 1 << 29,
    INSERTED = 1 << 30
};
#define PLAIN (1u << 31) /* there is one, and no hyphen comes or goes with it */

typedef struct rule {
    uint32_t must, must_not;
    uint8_t least, most; /* letters of the brand's; 0: any */
    uint8_t weight;      /* of the heaviest word beside it, at least: words.h */
    uint8_t rest;        /* letters beside it, at least */
    int8_t grade;        /* a wh_severity */
} rule;

#define NO (-1)
#define HIGH WH_HIGH
#define MEDIUM WH_MEDIUM
#define LOW WH_LOW

/* clang-format off */
static const rule domain_rules[] = {
    /* must, must not, letters: least, most, weight of the words beside, rest, grade */
    {0, SAME | IDN, 0, 7, 0, 0, NO}, /* v7c0m.de */
    {EDGES | PARTED, 0, 0, 0, 0, 0, HIGH}, /* v7.com.jp */
    {EDGES | PLENTY, 0, 0, 0, 0, 0, HIGH}, /* qdxnejp.jp */
    {EDGES, 0, 8, 0, 0, 0, HIGH}, /* nelvonet.jp */
    {EDGES | WHOLE, 0, 6, 0, 0, 0, MEDIUM}, /* kumojp.de */
    {EDGES | BAD_PLACE, 0, 6, 0, 0, 0, MEDIUM}, /* kumojp-7.top */
    {EDGES | KNOWN, 0, 6, 0, 0, 0, MEDIUM}, /* kumojp-7.de */
    {EDGES, 0, 0, 0, 0, 0, NO}, /* v7com.jp */
    {KNOWN | PLENTY, 0, 0, 0, 0, 0, HIGH}, /* qdxnejp1.de */
    {KNOWN, 0, 7, 0, 3, 0, HIGH}, /* wwwzuqocom.jp */
    {WWW, 0, 6, 0, 0, 0, HIGH}, /* wwwkumojp.jp */
    {PLENTY | TOUCHES | BAD_PLACE, 0, 0, 0, 0, 0, HIGH}, /* rqdxnejp.top */
    {0, 0, 0, 0, 0, 0, NO}, /* v7coms.jp */
};

static const rule letters_rules[] = {
    {SPANS, 0, 0, 0, 0, 0, NO}, /* v.t7.de */
    {IDN | WHOLE, UNKNOWN, 3, 0, 0, 0, HIGH}, /* xn--gd-1mc.de */
    {IDN | WHOLE, 0, 0, 0, 0, 0, NO}, /* xn--t-5wb.github.io */
    {IDN | EDGES | KNOWN, 0, 3, 0, 0, 0, HIGH}, /* xn--dx-id-e1f.de */
    {IDN | EDGES | BAD_PLACE, 0, 3, 0, 0, 0, HIGH}, /* xn--dx-coa-2zg.top */
    {IDN | EDGES, 0, 3, 0, 0, 0, MEDIUM}, /* xn--zuo-a-g1f.de */
    {IDN | KNOWN, 0, 5, 0, 2, 0, HIGH}, /* xn--wwwmrv-o-whh.jp */
    {IDN, 0, 0, 0, 0, 0, NO}, /* xn--v7-18d.de */
    {WORD, 0, 0, 0, 0, 0, NO}, /* modern.de */
    {LEET | EDGES | KNOWN | BAD_PLACE, WHOLE, 3, 4, 2, 0, MEDIUM}, /* co-zuq0.top */
    {LEET | EDGES | KNOWN, WHOLE, 4, 4, 2, 0, MEDIUM}, /* id-zuq0.de */
    {0, WHOLE, 0, 4, 0, 0, NO}, /* vt7.de */
    {WHOLE | BUILT_IN, LEET, 4, 4, 0, 0, NO}, /* zvqo.jp */
    {WHOLE, 0, 4, 4, 0, 0, MEDIUM}, /* zuq0.de */
    {WHOLE | LEET, BUILT_IN, 3, 3, 0, 0, LOW}, /* z0l.de */
    {0, 0, 0, 4, 0, 0, NO}, /* u7.jp */
    {WHOLE | BUILT_IN | BAD_PLACE, LEET, 5, 5, 0, 0, MEDIUM}, /* mlrvo.top */
    {WHOLE | BUILT_IN, LEET, 5, 5, 0, 0, NO}, /* miruo.jp */
    {WHOLE, 0, 0, 0, 0, 0, HIGH}, /* m0dem.de */
    {EDGES | KNOWN, 0, 0, 0, 0, 0, HIGH}, /* neivo-me.jp */
    {EDGES | BAD_PLACE, 0, 0, 0, 0, 0, HIGH}, /* pi1vex-mya.top */
    {EDGES | BUILT_IN, 0, 0, 0, 0, 0, NO}, /* zqxv-mlrvo.jp */
    {EDGES, 0, 0, 0, 0, 0, MEDIUM}, /* x-n3lvo.jp */
    {BUILT_IN, LEET, 0, 0, 0, 0, NO}, /* mlrvox.jp */
    {KNOWN, 0, 6, 0, 2, 0, MEDIUM}, /* meh4rborid.jp */
    {0, 0, 0, 0, 0, 0, NO}, /* n-eluome.jp */
};

static const rule label_rules[] = {
    /* a dot set into it */
    {SPANS, 0, 0, 4, 0, 0, NO}, /* ku.mo.de */
    {SPANS, REGISTRABLE, 0, 0, 0, 0, NO}, /* mi.rvo.vkqzw.jp */
    {SPANS | COMMON | BUILT_IN, 0, 0, 0, 0, 0, NO}, /* har.bor.jp */
    {SPANS | COMMON, 0, 0, 0, 0, 0, LOW}, /* orcha.rd.jp */
    {SPANS, 0, 0, 0, 0, 0, MEDIUM}, /* mi.rvo.jp */
    /* characters that vanish, or read as just these letters */
    {IDN | UNKNOWN, 0, 0, 0, 0, 0, NO}, /* none known */
    {IDN, 0, 0, 0, 0, 0, HIGH}, /* xn--7-5wb.jp */
    /* left of another's name */
    {BAD_PLACE, REGISTRABLE, 0, 2, 0, 0, NO}, /* v7.es.top */
    {BAD_PLACE | COMMON | BUILT_IN, REGISTRABLE, 0, 0, 0, 0, LOW}, /* harbor.22.top */
    {BAD_PLACE, REGISTRABLE, 0, 0, 0, 0, HIGH}, /* kumo.p.top */
    {0, REGISTRABLE, 0, 2, 0, 0, NO}, /* v7.om.jp */
    {BUILT_IN | BRIEF, REGISTRABLE, 0, 0, 0, 0, NO}, /* zuqo.o.jp */
    {BUILT_IN | COMMON, REGISTRABLE, 0, 0, 0, 0, NO}, /* harbor.s.de */
    {COMMON | BRIEF, REGISTRABLE, 0, 0, 0, 0, NO}, /* kumo.o.de */
    {COMMON, REGISTRABLE, 0, 0, 0, 0, LOW}, /* orchard.d.de */
    {BRIEF, REGISTRABLE, 0, 0, 0, 0, LOW}, /* qdx.x.de */
    {BUILT_IN, REGISTRABLE, 0, 0, 0, 0, LOW}, /* mirvo.1.de */
    {0, REGISTRABLE, 0, 0, 0, 0, MEDIUM}, /* modem.m.de */
    /* a tenant's */
    {HOSTED | BRIEF, 0, 0, 0, 0, 0, NO}, /* v7.com.de */
    {HOSTED | COMMON, 0, 0, 0, 0, 0, NO}, /* harbor.com.de */
    {HOSTED, 0, 0, 0, 0, 0, LOW}, /* mirvo.com.de */
    /* with hyphens that the brand does not write */
    {PARTED, 0, 0, 4, 0, 0, NO}, /* v-7.de */
    {PARTED | COMMON | BUILT_IN, 0, 0, 0, 0, 0, NO}, /* harb-or.jp */
    {PARTED | COMMON, 0, 0, 0, 0, 0, LOW}, /* or-chard.jp */
    {PARTED | BUILT_IN, BAD_PLACE, 0, 0, 0, 0, LOW}, /* pilvex.jp */
    {PARTED, 0, 0, 0, 0, 0, MEDIUM}, /* ne-lvo.jp */
    /* under another top-level label */
    {COUNTRYS_COM, CHEAP, 0, 0, 0, 0, NO}, /* v7.com.br */
    {0, BUILT_IN, 5, 0, 0, 0, LOW}, /* nelvo.de */
    {CHEAP, BUILT_IN, 3, 0, 0, 0, LOW}, /* qdx.top */
    {0, BUILT_IN | COMMON, 3, 0, 0, 0, LOW}, /* qdx.de */
    {0, BUILT_IN, 0, 0, 0, 0, NO}, /* v7.jp */
    {BRIEF, 0, 0, 0, 0, 0, NO}, /* zuqo.de */
    {COMMON, 0, 0, 0, 0, 0, NO}, /* harbor.jp */
    {CHEAP, 0, 0, 0, 0, 0, LOW}, /* mirvo.top */
    {ABROAD, 0, 0, 0, 0, 0, LOW}, /* minatoya.de */
    {0, 0, 0, 0, 0, 0, NO}, /* mirvo.de */
};

/* A label that is common or brief, with words beside it. */
static const rule weak_part_rules[] = {
    {0, EDGES, 0, 2, 0, 0, NO}, /* v77.jp */
    {EDGES | BUILT_IN | COMMON, BAD_PLACE, 0, 0, 0, 0, NO}, /* harbor-sec.de */
    {EDGES | KNOWN | BAD_PLACE, 0, 0, 0, 3, 0, HIGH}, /* www-v7.top */
    {EDGES | KNOWN, 0, 0, 0, 3, 0, MEDIUM}, /* v7-pay.jp */
    {0, 0, 0, 2, 0, 0, NO}, /* 7-v7.jp */
    {EDGES | BAD_PLACE, KNOWN | BUILT_IN, 3, 0, 0, 0, LOW}, /* qdx-xa.top */
    {EDGES, KNOWN, 0, 0, 0, 0, NO}, /* zuqo-x.de */
    {EDGES | BAD_PLACE, 0, 0, 0, 2, 0, MEDIUM}, /* qdx-jp.top */
    {EDGES, REGISTRABLE, 0, 0, 2, 0, MEDIUM}, /* qdx-ne.j.de */
    {EDGES | BUILT_IN, 0, 0, 0, 2, 0, NO}, /* zuqo-me.de */
    {EDGES, 0, 0, 0, 2, 0, LOW}, /* co-qdx.de */
    {EDGES, 0, 0, 0, 0, 0, NO}, /* zuqo-7.jp */
    {0, KNOWN, 0, 0, 0, 0, NO}, /* zzuqo.de */
    {BUILT_IN, BAD_PLACE, 0, 0, 0, 0, NO}, /* zuqo9.jp */
    {BAD_PLACE, 0, 0, 0, 3, 3, MEDIUM}, /* qdxsec.top */
    {0, 0, 0, 0, 3, 3, LOW}, /* qdxwww.de */
    {BAD_PLACE, BUILT_IN, 0, 0, 2, 0, LOW}, /* jpqdx.top */
    {SAME_SUFFIX, BUILT_IN, 0, 0, 2, 0, LOW}, /* jpkumo.jp */
    {0, 0, 0, 0, 0, 0, NO}, /* qdxme.de */
};

static const rule part_rules[] = {
    {SPANS, 0, 0, 0, 0, 0, NO}, /* vv.7.de */
    {EDGES | KNOWN | BAD_PLACE, 0, 0, 0, 2, 0, HIGH}, /* mirvo-co.top */
    {EDGES | KNOWN, 0, 0, 0, 3, 0, MEDIUM}, /* mirvo-sec.de */
    {EDGES | KNOWN | BUILT_IN | REGISTRABLE, 0, 0, 0, 2, 0, NO}, /* mirvo-my.jp */
    {EDGES | KNOWN, 0, 0, 0, 2, 0, MEDIUM}, /* id-nelvo.de */
    {EDGES | BAD_PLACE, 0, 0, 0, 0, 0, MEDIUM}, /* mirvo-7a.top */
    {EDGES | BUILT_IN, REGISTRABLE, 6, 0, 0, 0, LOW}, /* blog-tavrin.n.de */
    {EDGES | BUILT_IN, 0, 0, 0, 0, 0, NO}, /* mirvo-cm.de */
    {EDGES, REGISTRABLE, 0, 0, 0, 0, MEDIUM}, /* nelvo-et.sample.de */
    {EDGES, 0, 0, 0, 0, 0, LOW}, /* nelvo-ax.de */
    {KNOWN | BAD_PLACE, 0, 0, 0, 3, 4, HIGH}, /* wwwnelvojp.top */
    {KNOWN, 0, 0, 0, 3, 4, MEDIUM}, /* conelvopay.de */
    {KNOWN | BAD_PLACE, 0, 0, 0, 2, 0, MEDIUM}, /* m-irvoco.top */
    {KNOWN | BUILT_IN, 0, 0, 0, 2, 0, NO}, /* mir-void.de */
    {KNOWN, 0, 0, 0, 2, 0, LOW}, /* cone-lvo.de */
    {KNOWN | BAD_PLACE, 0, 0, 0, 0, 0, LOW}, /* mirvo1.top */
    {KNOWN | TOUCHES, BUILT_IN, 0, 0, 0, 0, LOW}, /* nelvo1.de */
    {KNOWN, 0, 0, 0, 0, 0, NO}, /* mi-rvo22.de */
    {TOUCHES | BAD_PLACE | BUILT_IN, 0, 0, 6, 0, 0, NO}, /* mirvoz.top */
    {TOUCHES | BAD_PLACE, 0, 0, 0, 0, 0, MEDIUM}, /* ne-lvoes.top */
    {TOUCHES | REST_ONE, BUILT_IN, 0, 0, 0, 0, LOW}, /* knelvo.jp */
    {TOUCHES, 0, 0, 0, 0, 0, NO}, /* m-irvos1.jp */
    {BAD_PLACE, BUILT_IN, 6, 0, 0, 0, LOW}, /* mybantryes.top */
    {0, 0, 0, 0, 0, 0, NO}, /* aanelvojp.jp */
};

static const rule near_rules[] = {
    {WORD, 0, 0, 0, 0, 0, NO}, /* kubo.jp */
    {SPANS, 0, 0, 0, 0, 0, NO}, /* none known */
    /* of a short label, under its very suffix: four letters with one changed, three with one more */
    {BRIEF, PLAIN, 0, 0, 0, 0, NO}, /* k-uuo.jp */
    {BRIEF, WHOLE, 0, 0, 0, 0, NO}, /* qx1.jp */
    {BRIEF, SAME_SUFFIX, 0, 0, 0, 0, NO}, /* qd.de */
    {BRIEF, FIRST, 4, 4, 0, 0, LOW}, /* kmo.jp */
    {BRIEF, 0, 4, 4, 0, 0, NO}, /* umo.jp */
    {BRIEF | SLY, 0, 0, 0, 0, 0, LOW}, /* dqx.ne.jp */
    {BRIEF | INSERTED, 0, 0, 0, 0, 0, LOW}, /* qidx.ne.jp */
    {BRIEF, 0, 0, 0, 0, 0, NO}, /* zoo.jp */
    /* two edits */
    {FAR | WHOLE | STRUCTURED, REGISTRABLE | FIRST, 0, 0, 0, 0, MEDIUM}, /* havrbo.co.jp.host.de */
    {FAR, PLURAL, 0, WH_NEAR_LONG - 1, 0, 0, NO}, /* arbbor.de */
    {FAR | BUILT_IN | BAD_PLACE | WHOLE, FIRST, 10, 0, 0, 0, LOW}, /* hallvrbank.top */
    {FAR | BUILT_IN, 0, 0, 0, 0, 0, NO}, /* mvinatya.de */
    {FAR, WHOLE | EDGES, 0, 0, 0, 0, NO}, /* none known */
    {FAR, WHOLE | BAD_PLACE, 0, 0, 0, 0, NO}, /* millwove-my.com */
    {FAR | FIRST, BAD_PLACE, 0, 8, 0, 0, NO}, /* oandel.de */
    {FAR, 0, 0, 0, 0, 0, LOW}, /* sandel.de */
    /* all of another's label */
    {WHOLE | BUILT_IN | SAME_SUFFIX | SLY, FIRST | TAIL, 6, 0, 0, 0, MEDIUM}, /* harpor.com */
    {WHOLE | BUILT_IN | SAME_SUFFIX, FIRST | TAIL, 6, 0, 0, 0, LOW}, /* habor.com */
    {WHOLE | BUILT_IN | FIRST | BAD_PLACE, 0, 8, 0, 0, 0, LOW}, /* inatoya.top */
    {WHOLE | BUILT_IN | FIRST, 0, 0, 0, 0, 0, NO}, /* irvo.jp */
    {WHOLE | BUILT_IN | STRUCTURED, REGISTRABLE, 0, 0, 0, 0, MEDIUM}, /* mintoya.co.jp.de */
    {WHOLE | BUILT_IN | SLY | BAD_PLACE, 0, 0, 5, 0, 0, LOW}, /* mrivo.top */
    {WHOLE | BUILT_IN, 0, 0, 5, 0, 0, NO}, /* mivo.de */
    {WHOLE | BUILT_IN | BAD_PLACE, REGISTRABLE, 0, 0, 0, 0, MEDIUM}, /* pilyex.x.top */
    {WHOLE | BUILT_IN | SLY, TAIL, 7, 0, 0, 0, MEDIUM}, /* mniatoya.de */
    {WHOLE | BUILT_IN | SLY | BAD_PLACE, TAIL, 0, 0, 0, 0, MEDIUM}, /* atvrin.top */
    {WHOLE | BUILT_IN | SLY, TAIL, 0, 0, 0, 0, LOW}, /* harbro.jp */
    {WHOLE | BUILT_IN, 0, 9, 0, 0, 0, LOW}, /* halvobank.de */
    {WHOLE | BUILT_IN | BAD_PLACE, 0, 0, 0, 0, 0, LOW}, /* tvrin.top */
    {WHOLE | BUILT_IN, 0, 0, 0, 0, 0, NO}, /* haror.jp */
    {WHOLE | BAD_PLACE, REGISTRABLE | FIRST, 0, 5, 0, 0, MEDIUM}, /* nelo.v.top */
    {WHOLE, REGISTRABLE, 0, 5, 0, 0, NO}, /* nelv.w.jp */
    {WHOLE | FIRST, 0, 0, 0, 0, 0, LOW}, /* elvo.de */
    {WHOLE | TAIL, 0, 0, 0, 0, 0, LOW}, /* nelvo1.de */
    {WHOLE | SLY | BAD_PLACE, 0, 6, 0, 0, 0, HIGH}, /* batnry.top */
    {WHOLE, 0, 0, 0, 0, 0, MEDIUM}, /* ne1o.de */
    /* with words beside it */
    {FIRST, BAD_PLACE, 0, 0, 0, 0, NO}, /* elvo1.de */
    {EDGES | KNOWN | BUILT_IN, 0, 0, 5, 2, 0, NO}, /* my-mirv.de */
    {EDGES | KNOWN | BUILT_IN, SLY | BAD_PLACE, 0, 0, 2, 0, NO}, /* me-tavrn.de */
    {EDGES | KNOWN | BAD_PLACE, FIRST | BUILT_IN, 0, 0, 3, 0, HIGH}, /* www-nelo.top */
    {EDGES | KNOWN, 0, 6, 0, 3, 0, MEDIUM}, /* www-batry.jp */
    {EDGES | KNOWN, 0, 0, 0, 3, 0, LOW}, /* www-nelv.de */
    {EDGES | KNOWN | BAD_PLACE, FIRST, 0, 0, 2, 0, MEDIUM}, /* nevo-id.top */
    {EDGES | KNOWN | BUILT_IN, 0, 0, 0, 2, 0, NO}, /* id-pilevx.jp */
    {EDGES | KNOWN, 0, 0, 0, 2, 0, LOW}, /* nelv-my.jp */
    {0, 0, 0, 5, 0, 0, NO}, /* nevo1.de */
    {FIRST, 0, 0, 0, 0, 0, NO}, /* iayrinz.top */
    {BUILT_IN, 0, 0, 6, 0, 0, NO}, /* habor22.jp */
    {EDGES | BAD_PLACE | BUILT_IN, 0, 0, 0, 0, 0, LOW}, /* minawoya-coa.top */
    {EDGES | BAD_PLACE, 0, 0, 0, 0, 0, MEDIUM}, /* 123-bantr.top */
    {KNOWN | BAD_PLACE, BUILT_IN, 0, 0, 3, 0, MEDIUM}, /* wwwbangry.top */
    {KNOWN, BUILT_IN, 0, 0, 3, 0, LOW}, /* bantrtsec.de */
    {BAD_PLACE | SLY | TOUCHES, 0, 0, 0, 0, 0, LOW}, /* abntryes.top */
    {BAD_PLACE | TOUCHES, BUILT_IN, 0, 0, 0, 0, LOW}, /* batry22.top */
    {0, 0, 0, 0, 0, 0, NO}, /* batry22.de */
};
/* clang-format on */

/* ---- what is seen ---- */

static bool has_digit(wh_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (wh_is_digit(s.p[i])) return true;
    return false;
}

static bool is_digits(wh_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!wh_is_digit(s.p[i])) return false;
    return s.n > 0;
}

static uint32_t when(bool seen, uint32_t bit) { return seen ? bit : 0; }

static bool is_countrys_com(wh_str suffix)
{
    size_t dot = wh_find_byte(suffix, '.', 0);
    if (dot == WH_NONE_AT) return false;
    wh_str second = wh_sub(suffix, 0, dot), country = wh_from(suffix, dot + 1);
    return country.n == 2 && !wh_eq(country, WH_LIT("jp")) &&
           (wh_eq(second, WH_LIT("com")) || wh_eq(second, WH_LIT("co")));
}

/* A Japanese brand has no business under other countries' labels; an international one may be at home there.
 */
static bool is_abroad(const wh_place *p)
{
    wh_str suffix = p->scene->s->name->suffix,
           category = p->scene->s->brands->list.at[p->target->brand].category;
    bool usual =
        wh_under_domain(suffix, WH_LIT("jp")) || wh_eq(suffix, WH_LIT("com")) || wh_eq(suffix, WH_LIT("net"));
    return !usual && wh_ends_nocase(category, WH_LIT("-jp"));
}

static bool is_plenty(const wh_place *p)
{
    size_t dots = 0;
    for (size_t i = 0; i < p->target->text.n; i++) dots += p->target->text.p[i] == '.';
    return p->letters >= 9 || (dots > 1 && p->letters >= 7);
}

static uint32_t see_name(const wh_place *p)
{
    wh_str suffix = p->scene->s->name->suffix;
    return when(p->built_in, BUILT_IN) | when(p->common, COMMON) | when(p->brief, BRIEF) |
           when(is_plenty(p), PLENTY) | when(p->registrable, REGISTRABLE) | when(p->hosted, HOSTED) |
           when(p->bad_place, BAD_PLACE) | when(p->scene->cheap, CHEAP) |
           when(p->scene->structured, STRUCTURED) | when(p->same_suffix, SAME_SUFFIX) |
           when(is_abroad(p), ABROAD) | when(is_countrys_com(suffix), COUNTRYS_COM);
}

static uint32_t see_label(const wh_place *p)
{
    bool www = wh_eq(p->rest.word, WH_LIT("www")) && p->rest.letters == 3;
    return when(p->whole, WHOLE) | when(p->spans, SPANS) | when(p->starts && p->ends, EDGES) |
           when(p->starts || p->ends, TOUCHES) | when(p->rest_known, KNOWN) |
           when(p->rest.letters == 1, REST_ONE) | when(www, WWW);
}

static uint32_t see_writing(const wh_place *p, wh_resemblance kind)
{
    const wh_subject *s = p->scene->s;
    wh_str label = wh_subject_part(s, p->piece->start, p->piece->end);
    bool near = kind == WH_RESEMBLES_NEAR;
    bool word =
        (near || kind == WH_RESEMBLES_LETTERS) &&
        (wh_keyword_weight(p->text) || wh_is_common_word(p->text) || (near && wh_is_common_word(label)));
    bool parted = kind == WH_RESEMBLES_DOMAIN ? p->text.n > p->letters : p->text.n != p->target->text.n;
    return when(p->idn, IDN) | when(p->hit->same, SAME) | when(parted, PARTED) |
           when(has_digit(p->text) && !has_digit(p->target->letters), LEET) | when(word, WORD) |
           when(p->piece->unknown != 0, UNKNOWN);
}

static uint32_t see_edit(const wh_place *p, wh_technique technique)
{
    const wh_edit *e = &p->hit->edit;
    bool sly = p->hit->glance || technique == WH_TECHNIQUE_TRANSPOSITION ||
               technique == WH_TECHNIQUE_REPETITION || technique == WH_TECHNIQUE_HOMOGLYPH;
    bool first = e->from.p == p->target->letters.p && e->kind != WH_EDIT_SWAPPED;
    bool inserted = e->kind == WH_EDIT_INSERTED;
    bool plain =
        e->distance <= 1 && p->target->text.n == p->letters && wh_find_byte(p->text, '-', 0) == WH_NONE_AT;
    return when(sly, SLY) | when(first, FIRST) | when(inserted && is_digits(e->to), TAIL) |
           when(e->distance > 1 && !p->hit->glance, FAR) |
           when(inserted && technique == WH_TECHNIQUE_PLURAL, PLURAL) | when(inserted, INSERTED) |
           when(plain, PLAIN);
}

/* ---- which rule ---- */

static bool fits(const rule *r, const wh_place *p, uint32_t seen)
{
    return (seen & r->must) == r->must && (seen & r->must_not) == 0 && p->letters >= r->least &&
           (r->most == 0 || p->letters <= r->most) && p->rest.weight >= r->weight &&
           p->rest.letters >= r->rest;
}

static const rule *rules_for(const wh_place *p, wh_resemblance kind)
{
    switch (kind) {
    case WH_RESEMBLES_DOMAIN: return domain_rules;
    case WH_RESEMBLES_LETTERS: return letters_rules;
    case WH_RESEMBLES_LABEL: return label_rules;
    case WH_RESEMBLES_PART: return !p->spans && (p->common || p->brief) ? weak_part_rules : part_rules;
    case WH_RESEMBLES_NEAR: break;
    }
    return near_rules;
}

wh_severity wh_grade(const wh_place *p, wh_resemblance kind, wh_technique technique)
{
    const rule *r = rules_for(p, kind);
    uint32_t seen = see_name(p) | see_label(p) | see_writing(p, kind) |
                    (kind == WH_RESEMBLES_NEAR ? see_edit(p, technique) : 0);
    while (!fits(r, p, seen)) r++; /* the last row of each asks for nothing */
    return (wh_severity)r->grade;
}
