/* paste/exported.c, rows.c, wrapped.c, decorated.c: headers that programs wrote as data, whole sources in
 * cells and percent signs, and what programs made links of. */
#include "support/paste.h"

#define TRACE "from a.example (a.example [192.0.2.1]) by b.example; Tue, 1 Feb 2022 10:00:00 +0900"
#define HEAD "Received: " TRACE "\nFrom: \"A\" <a@example.com>\nSubject: s\nMessage-ID: <1@example.com>\n"
#define NAMED                                                                                                \
    "[{\"name\":\"Received\",\"value\":\"" TRACE "\"},\n"                                                    \
    " {\"name\":\"From\",\"value\":\"\\\"A\\\" <a@example.com>\"},\n"                                        \
    " {\"name\":\"Subject\",\"value\":\"s\"}, {\"name\":\"Message-ID\",\"value\":\"<1@example.com>\"}]"

static void json(void **state)
{
    (void)state;
    mended(NAMED, HEAD, NULL, "exported-fields 1");
    mended("{\"internetMessageHeaders\": " NAMED "}", HEAD, NULL, "exported-fields 1");
    mended("[[\"Received\", \"" TRACE "\"], [\"From\", \"\\\"A\\\" <a@example.com>\"],\n"
           "[\"Subject\", \"s\"], [\"Message-ID\", \"<1@example.com>\"]]",
           HEAD, NULL, "exported-fields 1");
    mended("[('Received', '" TRACE "'), ('From', '\"A\" <a@example.com>'), ('Subject', 's'), "
           "('Message-ID', '<1@example.com>')]",
           HEAD, NULL, "exported-fields 1");
    mended("{\"id\": 7, \"headers\": {\"From\": \"\\\"A\\\" <a@example.com>\", \"Received\": [\"" TRACE
           "\"], \"Subject\": \"s\", \"Message-ID\": \"<1@example.com>\"}}",
           HEAD, NULL, "exported-fields 1"); /* Received first: what stood above it is not known */
    mended("The export [of today]:\n\n```json\n" NAMED "\n```\n", HEAD, NULL,
           "exported-fields 1, text-before 1");
    mended("Name           Value\n----           -----\nReceived       " TRACE
           "\nFrom           \"A\" <a@example.com>\nSubject        s\nMessage-ID     <1@example.com>\n",
           HEAD, NULL, "field-table 4, text-before 1");
    mended("To you: [see]\nFrom: a@example.com\nTo: b@example.com\nSubject: [\"Received\", \"x\"]\n",
           "From: a@example.com\nTo: b@example.com\nSubject: [\"Received\", \"x\"]\n", NULL, "text-before 1");
    pasted p = paste(NAMED);
    wh_str subject = wh_sub(p.out.head, wh_find(p.out.head, WH_LIT("Subject"), 0), p.out.head.n);
    assert_leads_to(&p, wh_sub(subject, 0, 7), "Subject");
    done(&p);
}

/* The mail's own body, as Microsoft Graph and Gmail give it. */
static void bodies(void **state)
{
    (void)state;
    mended("{\"value\": [{\"body\": {\"contentType\": \"html\", \"content\": \"<b>x</b>\\n--=_part--\\n\"},"
           " \"headers\": " NAMED "},\n {\"body\": {\"contentType\": \"html\", \"content\": \"other\"}}]}",
           HEAD "Content-Type: text/html; charset=utf-8\n", "<b>x</b>\n--=_part--\n\n",
           "exported-fields 1, text-before 1, text-after 1");
    mended("{\"mimeType\": \"multipart/alternative\", \"headers\": " NAMED ", \"parts\": [\n"
           "{\"mimeType\": \"text/plain\", \"headers\": [], \"body\": {\"size\": 1, \"data\": \"eA-_\"}},\n"
           "{\"mimeType\": \"text/html\", \"body\": {\"data\": \"eQ==\"}},\n"
           "{\"mimeType\": \"image/png\", \"body\": {\"data\": \"eg==\"}}]}",
           HEAD "Content-Type: multipart/mixed; boundary=\"=_part\"\n",
           "--=_part\nContent-Transfer-Encoding: base64\nContent-Type: text/plain; charset=utf-8\n\n"
           "eA+/\n--=_part\nContent-Transfer-Encoding: base64\nContent-Type: text/html; charset=utf-8\n\n"
           "eQ==\n--=_part--\n",
           "exported-fields 1");
}

/* What a mail's author wrote stays in its string. */
static void authors(void **state)
{
    (void)state;
    mended("[{\"name\":\"Received\",\"value\":\"x\"},{\"name\":\"From\",\"value\":\"a@example.com\"},"
           "{\"name\":\"Subject\",\"value\":\"s\\r\\nReceived: y\\u000aX: z\\r\\n\\tfold\"}]",
           "Received: x\nFrom: a@example.com\nSubject: s\n Received: y\n X: z\n\tfold\n", NULL,
           "exported-fields 1");
    mended("{\"mail\": {\"headers\": " NAMED "},\n \"attachment\": {\"headers\": " NAMED "}}", HEAD, NULL,
           "exported-fields 1, text-before 1, text-after 1");
    mended("{\"a\": [" NAMED "]}", HEAD, NULL, "exported-fields 1, text-before 1");
    mended("{\"name\": null, \"x\": 1, \"From\": null, \"To\": \"b\"}", "",
           "{\"name\": null, \"x\": 1, \"From\": null, \"To\": \"b\"}", "");
}

static void rows(void **state)
{
    (void)state;
    mended("name,value\nReceived,\"" TRACE "\"\nFrom,\"\"\"A\"\" <a@example.com>\"\nSubject,s\n"
           "Message-ID,<1@example.com>\n",
           HEAD, NULL, "exported-fields 1");
    mended("\"Received\";\"" TRACE "\"\n\"From\";\"\"\"A\"\" <a@example.com>\"\n\"Subject\";\"s\"\n"
           "\"Message-ID\";\"<1@example.com>\"\nthe end",
           HEAD, NULL, "exported-fields 1, text-after 1");
    mended("id,source\n7,\"Received: " TRACE "\nFrom: \"\"A\"\" <a@example.com>\nSubject: s\n"
           "Message-ID: <1@example.com>\n\nsee \"\"x\"\"\n\"\n8,none\n",
           HEAD, "see \"x\"\n", "escaped-string 1, text-before 1, text-after 1");
    mended("| Field | Value |\n|---|---|\n| Received | " TRACE " |\n| **From** | `\"A\" <a@example.com>` |\n"
           "| Subject | s |\n| Message-ID | <1@example.com> |\n",
           HEAD, NULL, "quoted-lines 5, field-table 5, text-before 1");
}

static void percent(void **state)
{
    (void)state;
    mended("Received%3A%20from%20a.example%20by%20b.example%0AFrom%3A+a%40example.com%0aSubject%3A%20s%0A"
           "%0Ax%3D1%2Z",
           "Received: from a.example by b.example\nFrom:+a@example.com\nSubject: s\n", "x=1%2Z",
           "escaped-string 1");
    mended("id=7&source=Received%3A+from+a.example+by+b.example%0AFrom%3A+a%40example.com%0ASubject%3A+s%0A"
           "&send=1",
           "Received: from a.example by b.example\nFrom: a@example.com\nSubject: s\n", NULL,
           "escaped-string 1, text-before 1, text-after 1");
}

static void links(void **state)
{
    (void)state;
    mended("Received: from a.example by <http://b.example|b.example> for <<mailto:c@b.example|c@b.example>>\n"
           "From: A <a@example.com<mailto:a@example.com>>\nTo: [c@b.example](mailto:c@b.example)\n"
           "Subject: s <https://x.example|other>\n",
           "Received: from a.example by b.example for <c@b.example>\nFrom: A <a@example.com>\n"
           "To: c@b.example\nSubject: s <https://x.example|other>\n",
           NULL, "linked-addresses 4");
    /* An author's own, where the server wrote addresses as they are. */
    mended("Received: from a.example by b.example for <c@b.example>\n"
           "From: A <a@example.com<mailto:a@example.com>>\nTo: [c@b.example](mailto:c@b.example)\n",
           "Received: from a.example by b.example for <c@b.example>\n"
           "From: A <a@example.com<mailto:a@example.com>>\nTo: [c@b.example](mailto:c@b.example)\n",
           NULL, "");
}

#define CURLY(s) "\xE2\x80\x9C" s "\xE2\x80\x9D"
static void curly(void **state)
{
    (void)state;
    mended("Received: from a.example by b.example\nFrom: " CURLY(
               "A") " <a@example.com>\nSubject: s\n"
                    "Content-Type: multipart/mixed; boundary=" CURLY("b") "\n\n\xE2\x80\x94"
                                                                          "b\n\nx\n",
           "Received: from a.example by b.example\nFrom: \"A\" <a@example.com>\nSubject: s\n"
           "Content-Type: multipart/mixed; boundary=\"b\"\n",
           "--b\n\nx\n", "curly-quotation-marks 5");
    /* One whose delimiters have them. */
    mended("Received: from a.example by b.example\nFrom: A <a@example.com>\nSubject: s\n"
           "Content-Type: multipart/mixed; boundary=" CURLY("b") "\n\n--" CURLY("b") "\n\nx\n",
           "Received: from a.example by b.example\nFrom: A <a@example.com>\nSubject: s\n"
           "Content-Type: multipart/mixed; boundary=" CURLY("b") "\n",
           "--" CURLY("b") "\n\nx\n", "");
}

/* Numbers with a gap behind them; a body as double-spaced as its header. */
static void lines(void **state)
{
    (void)state;
    mended("1  Received: from a.example\n2      by b.example; Tue, 1 Feb 2022 10:00:00 +0900\n"
           "3  From: a@example.com\n4  Subject: s\n5\n6  x\n",
           "Received: from a.example\n    by b.example; Tue, 1 Feb 2022 10:00:00 +0900\n"
           "From: a@example.com\nSubject: s\n",
           "x\n", "line-numbers 6");
    mended(
        "Received: from a.example by b.example\n\nFrom: a@example.com\n\nTo: b@example.com\n\nSubject: s\n\n"
        "Date: Tue, 1 Feb 2022 10:00:00 +0900\n\nMIME-Version: 1.0\n\nContent-Type: text/plain\n\n\n\n"
        "one=\n\ntwo\n\nthree\n",
        "Received: from a.example by b.example\nFrom: a@example.com\nTo: b@example.com\nSubject: s\n"
        "Date: Tue, 1 Feb 2022 10:00:00 +0900\nMIME-Version: 1.0\nContent-Type: text/plain\n",
        "\none=\ntwo\nthree\n", "blank-lines 7");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json),  cmocka_unit_test(bodies),  cmocka_unit_test(authors),
        cmocka_unit_test(rows),  cmocka_unit_test(percent), cmocka_unit_test(links),
        cmocka_unit_test(curly), cmocka_unit_test(lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
