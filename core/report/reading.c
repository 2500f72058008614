/* A mail as a person would have read it: its texts in runs, shown or hidden, linked or not. Nothing of it is
 * judged here. */
#include "base/limits.h"
#include "report/reading.h"

static void add_run(wh_env *env, wh_json *runs, wh_str text, bool hidden, int64_t link)
{
    wh_json *run = wh_json_object();
    wh_json_put_text(env, run, "text", text);
    if (hidden) wh_json_put_bool(run, "hidden", true);
    if (link >= 0) wh_json_put_number(run, "link", link);
    wh_json_add(runs, run);
}

/* The index in the report of the first link of a text; of all links when it has none. */
static uint32_t first_link(const wh_facts *facts, uint32_t content)
{
    uint32_t i = 0;
    while (i < facts->links.n && facts->links.at[i].content < content) i++;
    return i;
}

static bool is_link_of(const wh_facts *facts, uint32_t index, uint32_t content)
{
    return index < facts->links.n && facts->links.at[index].content == content;
}

static bool add_html(wh_env *env, const wh_facts *facts, uint32_t content, wh_json *runs)
{
    wh_shown_runs read;
    wh_read_html(env, facts->contents.at[content].utf8, &read);
    wh_str text = wh_buf_str(&read.text);
    uint32_t first = first_link(facts, content);
    for (uint32_t i = 0; i < read.list.n; i++) {
        const wh_shown_run *run = &read.list.at[i];
        bool linked = run->link >= 0 && is_link_of(facts, first + (uint32_t)run->link, content);
        add_run(env, runs, wh_sub(text, run->from, run->to), run->hidden,
                linked ? (int64_t)first + run->link : -1);
    }
    return read.cut;
}

/* Where in the text a link stands; WH_NONE_AT when it is not a slice of it. */
static size_t place_of(wh_str text, wh_str slice)
{
    uintptr_t start = (uintptr_t)text.p, p = (uintptr_t)slice.p;
    return wh_absent(slice) || p < start || p + slice.n > start + text.n ? WH_NONE_AT : (size_t)(p - start);
}

static bool add_plain(wh_env *env, const wh_facts *facts, uint32_t content, wh_json *runs)
{
    wh_str whole = facts->contents.at[content].visible, text = wh_sub(whole, 0, WH_MAX_READ);
    while (text.n < whole.n && text.n && ((unsigned char)whole.p[text.n] & 0xC0) == 0x80)
        text.n--; /* no half of a letter */
    size_t done = 0;
    for (uint32_t i = first_link(facts, content); is_link_of(facts, i, content); i++) {
        wh_str at = facts->links.at[i].anchor.at;
        size_t from = place_of(text, at);
        if (from == WH_NONE_AT || from < done) continue;
        if (from > done) add_run(env, runs, wh_sub(text, done, from), false, -1);
        add_run(env, runs, at, false, i);
        done = from + at.n;
    }
    if (done < text.n) add_run(env, runs, wh_from(text, done), false, -1);
    return text.n < whole.n;
}

static wh_json *text_of(wh_env *env, const wh_facts *facts, uint32_t content)
{
    const wh_content *read = &facts->contents.at[content];
    const wh_part *part = &facts->parts.at[read->part];
    wh_json *one = wh_json_object(), *runs = wh_json_array();
    wh_json_put_text(env, one, "type", part->type);
    wh_json_put_one_span(one, "spans", wh_fact_span(facts, part->body));
    bool cut =
        runs && (read->page ? add_html(env, facts, content, runs) : add_plain(env, facts, content, runs));
    wh_json_put(one, "runs", runs);
    wh_json_put_bool(one, "cut", cut);
    return one;
}

wh_json *wh_report_reading(const wh_facts *facts, const wh_spans *places)
{
    wh_json *reading = wh_json_object(), *texts = wh_json_array(), *excerpts = wh_json_array();
    for (uint32_t i = 0; texts && i < facts->contents.n; i++)
        wh_json_add(texts, text_of(facts->env, facts, i));
    for (uint32_t i = 0; excerpts && i < places->n && i < WH_MAX_EXCERPTS; i++)
        wh_json_add(excerpts, wh_report_excerpt(facts, places->at[i]));
    wh_json_put(reading, "texts", texts);
    wh_json_put(reading, "excerpts", excerpts);
    return reading;
}
