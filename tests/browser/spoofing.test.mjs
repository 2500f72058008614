// Nothing of a mail speaks in the page's own voice: whatever its author writes, into fields that programs
// wrote and into those that filters add, stands isolated from the text around it, with what cannot be seen
// named, and in the space that there is.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { BROWSERS, TABS, complete, fileUrl, launch, openPage, openTab, paste, reports } from "./support.mjs";

// Turned round, isolated without an end, invisible, a blank that is a letter, a variation of nothing, marks
// without end.
const BAD = "EVIL\u202egnp.exe\u2066\u200b\u2800\ufe0f\u0489\u0489\u0489\u0489";
const FIELDS = [
  "Received: from @.example.net (@ [203.0.113.9]) by mx.example.org (@) with @ id @\r\n" +
    "\tfor <@@example.org>; Mon, 3 Nov 2025 07:21:07 +0000 (@)",
  "Received: from @ ([198.51.100.7]) by @ via @; @",
  'Authentication-Results: mx.example.org; spf=@ reason="@" smtp.mailfrom=@; dkim=fail (@) header.d=@',
  "ARC-Authentication-Results: i=1; @; spf=pass smtp.mailfrom=@",
  "Received-SPF: @ (@) client-ip=@; envelope-from=@; helo=@",
  "DKIM-Signature: v=1; a=@; c=@; d=@; s=@; i=@@; h=from; bh=@; b=@",
  "X-Forefront-Antispam-Report: CIP:@;CTRY:@;LANG:@;SCL:@;SRV:@;IPV:@;SFV:@;H:@;PTR:@;CAT:@;SFS:@;DIR:@;",
  "X-Microsoft-Antispam: BCL:@;ARA:@",
  "X-Spam-Status: @, score=@ required=@ tests=@,@",
  ...["Score", "Level", "Flag", "Report", "Checker-Version"].map((name) => `X-Spam-${name}: @`),
  "X-Spamd-Result: default: @ [@ / @]; @(@)[@]",
  "X-Proofpoint-Spam-Details: rule=@ policy=@ score=@",
  "X-Barracuda-Spam-Score: @",
  "X-Amavis-Alert: @",
  "X-Virus-Scanned: @",
  "X-Mailer: @",
  "User-Agent: @",
  "Feedback-ID: @",
  "X-Google-Smtp-Source: @",
  "X-SES-Outgoing: @",
  "X-PHP-Originating-Script: @",
  "X-Originating-IP: [@]",
  "List-Id: @ <@>",
  "List-Unsubscribe: <https://@/>",
  "X-MS-Exchange-Organization-SCL: @",
  "Return-Path: <@@@.example.com>",
  'From: "@" <@@example.com>',
  "Sender: @ <a@example.com>",
  'Reply-To: "@" <x@example.net>',
  "To: @ <anna@example.org>",
  "Subject: @",
  "Date: @",
  "Message-ID: <@@@>",
  "MIME-Version: 1.0 (@)",
  "Content-Type: multipart/mixed; boundary=b",
];
const BODY = [
  "--b\r\nContent-Type: text/html; charset=utf-8\r\n",
  '<a href="https://@.example.net/@">@</a> <form action="https://@/">',
  '--b\r\nContent-Type: application/@; name="@.exe"',
  'Content-Disposition: attachment; filename="@.exe"\r\n\r\nMZ',
  "--b\r\nContent-Type: message/rfc822\r\n",
  "From: @ <@@example.com>\r\nSubject: @\r\nMessage-ID: <@>\r\n\r\n@\r\n--b--\r\n",
];
// Each "@" that stands for itself is an address's own: those are before example.com and the like.
const OWN = /@(?=example\.(?:com|net|org))/g;
const filled = (text) => text.replace(OWN, "\0").replaceAll("@", BAD).replaceAll("\0", "@");
const MAIL = filled([...FIELDS, "", ...BODY].join("\r\n"));

/** Runs in the page: what of the mail stands where it may not. */
function faults() {
  const found = new Set();
  let seen = 0;
  const visit = (tree) => {
    for (const element of tree.querySelectorAll("*")) {
      if (element.shadowRoot) visit(element.shadowRoot);
      for (const name of element.getAttributeNames())
        if (/EVIL/.test(element.getAttribute(name))) found.add(`${name} of ${element.localName}`);
      for (const { nodeType, data } of element.childNodes) {
        if (nodeType !== Node.TEXT_NODE || element.localName === "textarea") continue;
        const where = `${element.localName}.${element.className}: ${data.slice(0, 50)}`;
        // Whatever stands before it: what is named before a letter makes a text of its own of the next one.
        if (/[\u202a-\u202e\u2066-\u2069\u200b\u2800\ufe0f\u0489]/.test(data)) found.add(`unnamed: ${where}`);
        if (!/EVIL/.test(data)) continue;
        seen += 1;
        if (!element.closest("bdi, .source, .excerpt")) found.add(`not isolated: ${where}`);
      }
    }
  };
  visit(document.querySelector("whence-analyzer").shadowRoot);
  const { scrollWidth } = document.documentElement;
  if (scrollWidth > innerWidth) found.add(`too wide: ${scrollWidth}`);
  if (/[\u202a-\u202e\u2066-\u2069]/.test(document.title)) found.add("the title");
  return { seen, found: [...found] };
}

for (const name of BROWSERS) {
  describe(`the page's own voice in ${name}`, () => {
    let browser;
    before(async () => {
      browser = await launch(name);
    });
    after(() => browser?.close());

    for (const language of ["en", "ja"]) {
      test(language, async () => {
        const page = await openPage(browser, fileUrl("whence.html"), { language, width: 360, height: 800 });
        await reports(page);
        await paste(page, MAIL);
        await complete(page);
        for (const tab of TABS) {
          await openTab(page, tab);
          const { seen, found } = await page.evaluate(faults);
          assert.ok(seen > 10, `${tab}: the mail is shown`);
          assert.deepEqual(found, [], tab);
        }
        await page.evaluate(() =>
          document.querySelector("whence-analyzer").shadowRoot.querySelector("#share-button").click(),
        );
        await new Promise((resolve) => setTimeout(resolve, 500));
        assert.deepEqual((await page.evaluate(faults)).found, [], "the dialog to publish it");
        await page.close();
      });
    }
  });
}
