/* html/, entities.c: HTML Living Standard 13. */
#include "support/links.h"

#include "parse/html/grid.h"

/* links and visible: what the whole gives (NULL: not asked); every prefix is read before. */
static void html(const char *text, const char *links, const char *visible)
{
    EACH_PREFIX(s, text, strlen(text), {
        wh_arena *arena = wh_arena_new(1 << 20);
        wh_env env = {.arena = arena};
        wh_anchors found = {0};
        wh_buf seen;
        wh_buf_init(&seen, arena);
        wh_parse_html(&env, s, &found, &seen);
        check_links(s, &found);
        if (s.n == strlen(text)) {
            if (links) assert_same_about(listed(arena, &found), links, text);
            if (visible) assert_same_about(wh_buf_str(&seen), visible, text);
        }
        wh_arena_free(arena);
    });
}

static void anchors(void **state)
{
    (void)state;
    html("<p>Go <A HREF=\"https://example.com/a?b=1&amp;c=2\">to <b>us</b>\n now</A>.</p>",
         "anchor https://example.com/a?b=1&c=2 [to us now]", "Go to us now.");
    html("<a href='https://example.com/1'>one<a href=https://example.com/2>two",
         "anchor https://example.com/1 [one]\nanchor https://example.com/2 [two]", "onetwo");
    html("<a href=\"  https://example.com/\n\">x</a>", "anchor https://example.com/ [x]", NULL);
    html("<a title='a>b' href=\"https://example.com/\" href=\"https://example.net/\">x</a>",
         "anchor https://example.com/ [x]", "x");
    html("<a href=\"\">x</a><a>y</a><a name=z>z</a>", "", "xyz");
    html("<a href=\"https&colon;&sol;&sol;example&period;com&#47;&#x61;\">x</a>",
         "anchor https://example.com/a [x]", NULL);
    html("<a href=\"https://example.com/\"><img src=\"https://example.com/i.png\"></a>",
         "anchor https://example.com/ []\nimage https://example.com/i.png", "");
    html("<a/href=https://example.com/ >x</a>", "anchor https://example.com/ [x]", "x");
    html("<map><area href=\"https://example.com/\"></map>", "anchor https://example.com/", "");
    html("<a href=\"https://example.com/", "anchor https://example.com/ []", "");
    html("<a href=\"https://example.com/\">a<br>b<div>c</div></a>", "anchor https://example.com/ [a b c]",
         "a\nb\nc");
}

static void other_links(void **state)
{
    (void)state;
    html("<form action=\"https://example.com/f\"><input type=submit formaction=https://example.com/g></form>",
         "form https://example.com/f\nform https://example.com/g", "");
    html("<meta http-equiv=\"Refresh\" content=\"0; URL='https://example.com/r'\">",
         "other https://example.com/r", "");
    html("<meta name=viewport content=\"width=1\"><link rel=stylesheet href=https://example.com/s.css>", "",
         "");
    html("<td background=\"https://example.com/b.png\">x</td>", "image https://example.com/b.png", "x");
    html("<iframe src=https://example.com/i>no</iframe>y", "other https://example.com/i", "y");
    html(
        "<script>window.location.href = \"https://example.com/s\"; var a = \"https://example.net/\"</script>",
        "other https://example.com/s", "");
    html("<!--[if mso]><v:roundrect href=\"https://example.com/v\">Button</v:roundrect><![endif]-->x",
         "other https://example.com/v", "x");
    html(
        "<svg><a href=#><set attributeName=href to=https://example.com/s /><animate attributeName=href "
        "values=\"https://example.com/t;https://example.com/u\">x</a></svg>",
        "anchor # [x]\nother https://example.com/s\nother https://example.com/t\nother https://example.com/u",
        "x");
    html("<a ping=\"https://example.com/p https://example.com/q\" href=https://example.com/>x</a>",
         "other https://example.com/p\nother https://example.com/q\nanchor https://example.com/ [x]", "x");
    html("<meta http-equiv=refresh content='1; url = \"https://example.com/r\"; x'>",
         "other https://example.com/r", "");
    html("<style>@import\"https://example.com/a.css\";@import url(https://example.com/b.css)</style>",
         "image https://example.com/b.css\nimage https://example.com/a.css", "");
    html("<svg><a xlink:href=\"https://example.com/x\">s</a></svg>", "anchor https://example.com/x [s]", "s");
}

static void base(void **state)
{
    (void)state;
    html("<base href=\"https://example.com/a/b\"><a href=c>1</a><a href=/d>2</a><a "
         "href=//example.net/e>3</a><a href=#f>4</a><a href=mailto:g@example.com>5</a>",
         "anchor https://example.com/a/c [1]\nanchor https://example.com/d [2]\n"
         "anchor https://example.net/e [3]\nanchor #f [4]\nanchor mailto:g@example.com [5]",
         NULL);
    html("<base href=https://example.com><a href=x>1</a><a href=/y>2</a>",
         "anchor https://example.com/x [1]\nanchor https://example.com/y [2]", NULL);
}

static void visible_text(void **state)
{
    (void)state;
    html("a &lt;b&gt; &amp; c&nbsp;&nbsp;d &#12354;&#x3042; &copy &unknown; AT&T", NULL,
         "a <b> & c d ああ © &unknown; AT&T");
    html("  a\r\n\t b  ", NULL, "a b");
    html("<h1>T</h1><p>one<p>two<ul><li>x<li>y</ul><table><tr><td>1<td>2<tr><td>3</table>z", NULL,
         "T\none\ntwo\nx\ny\n1 2\n3\nz");
    html("a<b", NULL, "a");
    html("1 < 2 <3 <", NULL, "1 < 2 <3 <");
    html("pay&#8203;pal p&shy;a&zwnj;y", NULL, "paypal pay");
    html("日本<b>語</b>、「テスト」", NULL, "日本語、「テスト」");
    html("\x82\xA0 bad", NULL, NULL);
}

static void hidden_text(void **state)
{
    (void)state;
    html("<title>t</title><style>a{}</style><script>x<b>y</script><!-- c --><noembed>w</noembed>seen", NULL,
         "seen");
    html("a<span style=\"display:none\">b<span>c</span></span>d", NULL, "ad");
    html("a<div style='color:red; DISPLAY : none !important'>b</div>c", NULL, "ac");
    html("a<p style=\"display:none\">b<p>c", NULL, "a\nc");
    html("a<td style=display:none>b<td>c", NULL, "a c");
    html("<div><span style=\"display:none\">b</div>c", NULL, "c");
    html("<div><font style=\"font-size:0\">b</div>c</font>d", NULL, "d");
    html("<td style=\"font-size:0px\">b<span style=\"font-size:12px\">c</span><i "
         "style=\"font-size:1em\">d</i></td>e",
         NULL, "c e");
    html("<div style=\"visibility:hidden\">b<b style=\"visibility:visible\">c</b></div>d", NULL, "c\nd");
    html("<div style=\"max-height:0;overflow:hidden\">b</div>c<div style=\"height:0\">d</div>", NULL, "c\nd");
    html("<div style=\"opacity:0\">b</div><div style=\"opacity:0.5\">c</div><i hidden>d</i>", NULL, "c");
    html("<td style=\"font-size:0\"><h3 style=\"font:700 17px/25px arial\">a</h3><b style=\"font:0px "
         "arial\">b</b>c</td>",
         NULL, "a");
    html("a</!-- b -->c</>d</ e>f", NULL, "acdf");
    html("<template>b</template>c", NULL, "bc\nc"); /* programs that do not know it show what is in it */
    html("a<!-- b", NULL, "a b"); /* what never ends hides nothing: not every program is a browser */
    html("a<!-->b", NULL, "ab");
    html("<textarea>seen &amp; <b>so</b></textarea> <xmp>too</xmp>", NULL, "seen & <b>so</b>\ntoo");
    html("<a href=\"https://example.com/\">x<span style=display:none>y</span>z</a>",
         "anchor https://example.com/ [xz]", "xz");
}

static void style_sheets(void **state)
{
    (void)state;
    html("<style>.x{display:none} #y, p.z { visibility : hidden }</style>a<b class=\"w x\">b</b><i "
         "id=y>c</i><p class=z>d</p><i class=z>e</i>",
         NULL, "a\ne");
    html("<style><!-- /* c */ div.big{max-height:0;overflow:hidden} --></style><div class=big>a</div><p "
         "class=big>b</p>",
         NULL, "b");
    html("<style>.x{display:none}</style><b class=x style=\"display:inline\">a</b>", NULL, "a");
    html("<style>.x{display:none !important}</style><b class=x style=\"display:inline\">a</b>b", NULL, "b");
    html("<style>@import url(x);@media screen{.x{display:none}}.a "
         ".x{display:none}.x:hover{display:none}*{}</style><b class=x>a</b>",
         NULL, "a");
    html("<style>.x{display:none", NULL, ".x{display:none");
    html("<style>.x{display:none</style><b class=x>a</b>b", NULL, "b");
    html("<style>.y{font-size:16px} td{font-size:14px}</style><p style=font-size:0>a<b class=y>b</b></p><td "
         "style=font-size:0>c</td><td>d</td>",
         NULL, "b\nd");
    html("<style>blockquote{display:none}</style><blockquote>a</blockquote>b", NULL, "b");
}

/* Unclosed, doubled and crossed elements in numbers: linear, and within the stack's bound. */
static void pathological(void **state)
{
    (void)state;
    static const char *const patterns[] = {"<a href=x>",
                                           "<div>",
                                           "</div>",
                                           "<!--",
                                           "<!--[if x]>",
                                           "<b><p>",
                                           "<",
                                           "<a ",
                                           "&",
                                           "&#",
                                           "<script>location='",
                                           "<td><table>",
                                           "<p style=display:none>",
                                           "</p",
                                           "\xE3\x81",
                                           "=\"",
                                           "<i></x>",
                                           "<style>.x{display:none}</style>",
                                           "<style>.x{display:none}",
                                           "<style>@",
                                           "<style>{{",
                                           "<style>/*"};
    for (size_t k = 0; k < sizeof patterns / sizeof patterns[0]; k++) {
        size_t n = strlen(patterns[k]), total = 200000 / n * n;
        char *bytes = malloc(total);
        for (size_t i = 0; i < total; i++) bytes[i] = patterns[k][i % n];
        wh_arena *arena = wh_arena_new(64 << 20);
        wh_env env = {.arena = arena};
        wh_anchors found = {0};
        wh_parse_html(&env, (wh_str){bytes, total}, &found, NULL);
        check_links((wh_str){bytes, total}, &found);
        wh_arena_free(arena);
        free(bytes);
    }
}

static void without_memory(void **state)
{
    (void)state;
    static const char text[] =
        "<a href=\"https://example.com/?a&amp;b\">x</a><p>text text text</p><a href=y>z</a>";
    for (size_t limit = 0; limit < 60000; limit += 1024) {
        wh_arena *arena = wh_arena_new(limit);
        wh_env env = {.arena = arena};
        wh_anchors found = {0};
        wh_buf seen;
        wh_buf_init(&seen, arena);
        wh_parse_html(&env, text_of(text), &found, &seen);
        wh_arena_free(arena);
    }
}

/* Of cells and letters that draw a picture: what is transparent is as light as the page. */
static void shades(void **state)
{
    (void)state;
    static const struct {
        const char *colour;
        wh_shade shade;
    } want[] = {
        {"black", WH_SHADE_DARK},
        {" 'White'", WH_SHADE_LIGHT},
        {"transparent", WH_SHADE_LIGHT},
        {"#000", WH_SHADE_DARK},
        {"#fff", WH_SHADE_LIGHT},
        {"#0a0B0c", WH_SHADE_DARK},
        {"f0f0f0", WH_SHADE_LIGHT},
        {"#000f", WH_SHADE_DARK},
        {"#0000", WH_SHADE_LIGHT},
        {"#000000ff", WH_SHADE_DARK},
        {"#00000000", WH_SHADE_LIGHT},
        {"rgb(0, 0, 0)", WH_SHADE_DARK},
        {"rgb(250 250 250)", WH_SHADE_LIGHT},
        {"rgba(0,0,0,1)", WH_SHADE_DARK},
        {"rgba(0,0,0,0)", WH_SHADE_LIGHT},
        {"rgba(0,0,0,0.9)", WH_SHADE_DARK},
        {"", WH_SHADE_NONE},
        {"#12", WH_SHADE_NONE},
        {"inherit", WH_SHADE_NONE},
    };
    for (size_t i = 0; i < sizeof want / sizeof *want; i++)
        assert_int_equal(wh_read_shade(text_of(want[i].colour)), want[i].shade);
    assert_same(wh_style_property(text_of("background-color:red;COLOR :blue}"), WH_LIT("color")), "blue");
    assert_absent(wh_style_property(text_of("bgcolor:red; color"), WH_LIT("color")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(anchors),      cmocka_unit_test(other_links),  cmocka_unit_test(base),
        cmocka_unit_test(visible_text), cmocka_unit_test(hidden_text),  cmocka_unit_test(style_sheets),
        cmocka_unit_test(shades),       cmocka_unit_test(pathological), cmocka_unit_test(without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
