// Nothing of a mail speaks in the page's own voice: whatever its author writes, into fields that programs
// wrote and into those that filters add, stands isolated from the text around it, with what cannot be seen
// named, and in the space that there is.
import { describe, test } from "node:test";
import assert from "node:assert/strict";
import { BROWSERS, TABS, click, complete, fileUrl, openPage, openTab, paste, reports } from "./support.mjs";
import { setUp } from "./support.mjs";
import { LANGUAGES } from "../../web/i18n/languages.js";

// Turned round, isolated without an end, invisible, a blank that is a letter, a variation of nothing, marks
// without end; and one word that no line can hold, yet a host's label may be (RFC 1035, section 2.3.4).
const TURNED = "EVIL\u202egnp.exe\u2066\u200b\u2800\ufe0f\u0489\u0489\u0489\u0489";
const LONG = `EVIL${"w".repeat(58)}`;
const FIELDS = [
  "Received: from @.example.net (@ [203.0.113.9]) by mx.example.org (@) with @ id 4@\r\n" +
    "\tfor <anna@example.org> (@); Mon, 3 Nov 2025 07:21:07 +0000 (@)",
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
  "To: anna@example.org",
  "Subject: @",
  "Date: @",
  "Message-ID: <@@@>",
  "MIME-Version: 1.0 (@)",
  "Content-Type: multipart/mixed; boundary=b",
];
const BODY = [
  "--b\r\nContent-Type: text/@\r\n\r\n@",
  "--b\r\nContent-Type: text/html; charset=utf-8\r\n",
  '<p>@</p><p style="display:none">@</p><a href="https://@.example.net/x@">@</a> <form action="https://@/">',
  '--b\r\nContent-Type: application/@; name="@.exe"',
  'Content-Disposition: attachment; filename="@.exe"\r\n\r\nMZ',
  "--b\r\nContent-Type: message/rfc822\r\n",
  "From: @ <@@example.com>\r\nSubject: @\r\nMessage-ID: <@>\r\n\r\n@\r\n--b--\r\n",
];
// Each "@" that stands for itself is an address's own: those are before example.com and the like.
const OWN = /@(?=example\.(?:com|net|org))/g;
const MAIL = [...FIELDS, "", ...BODY].join("\r\n");
const mailOf = (bad) => MAIL.replace(OWN, "\0").replaceAll("@", bad).replaceAll("\0", "@");

/** Runs in the page: what of the mail stands where it may not, in all of it that is drawn. */
function faults() {
  const found = new Set();
  let seen = 0;
  const visit = (tree) => {
    for (const element of tree.querySelectorAll("*")) {
      if (element.shadowRoot) visit(element.shadowRoot);
      // A box's value is seen by nobody, and a link's address by who asks for it.
      for (const name of element.getAttributeNames().filter((one) => !/^(value|href)$/.test(one)))
        if (/evil/i.test(element.getAttribute(name))) found.add(`${name} of ${element.localName}`);
      // What may be wider scrolls, or ends in dots, in a box of its own.
      if (!element.closest(".scroll, .visually-hidden, svg, .tab-list, .evidence, .pinned, .message-list"))
        if (element.getBoundingClientRect().right > innerWidth + 0.5)
          found.add(`sticks out: ${element.localName}.${element.className}`);
      for (const { nodeType, data } of element.childNodes) {
        if (nodeType !== Node.TEXT_NODE || element.localName === "textarea") continue;
        const where = `${element.localName}.${element.className}: ${data.slice(0, 50)}`;
        // Whatever stands before it: what is named before a letter makes a text of its own of the next one.
        if (/[\u202a-\u202e\u2066-\u2069\u200b\u2800\ufe0f\u0489]/.test(data)) found.add(`unnamed: ${where}`);
        if (!/evil/i.test(data)) continue;
        seen += 1;
        if (!element.closest("bdi, .source, .excerpt, .badge")) found.add(`not isolated: ${where}`);
      }
    }
  };
  visit(document.querySelector("whence-analyzer").shadowRoot);
  const { scrollWidth } = document.documentElement;
  if (scrollWidth > innerWidth) found.add(`too wide: ${scrollWidth}`);
  if (/[\u202a-\u202e\u2066-\u2069]/.test(document.title)) found.add("the title");
  return { seen, found: [...found] };
}

const PHONE = { width: 320, height: 800 };

/** Opens one dialog alone, and what is folded in it. */
async function openDialog(page, name) {
  await page.evaluate(closeDialogs);
  await click(page, name === "share" ? "#share-button" : `#${name}`);
  const drawn = name === "share" ? ".dissection" : "details";
  await page.waitForSelector(`whence-analyzer >>> dialog.${name}[open] ${drawn}`);
  await page.evaluate(() => {
    const tree = document.querySelector("whence-analyzer").shadowRoot;
    for (const item of tree.querySelectorAll("dialog[open] details")) item.open = true;
  });
}

const closeDialogs = () => {
  const tree = document.querySelector("whence-analyzer").shadowRoot;
  for (const dialog of tree.querySelectorAll("dialog[open]")) dialog.close();
};
const showList = (mbox) => document.querySelector("whence-analyzer").analyze(mbox);

for (const name of BROWSERS) {
  describe(`the page's own voice in ${name}`, () => {
    const its = setUp(name);

    for (const language of LANGUAGES) {
      for (const [how, bad] of [["turned", TURNED], ["long", LONG]]) {
        test(`${how}, ${language}`, async () => {
          const page = await openPage(its.browser, fileUrl("whence.html"), { language, ...PHONE });
          const clean = async (where, least) => {
            const { seen, found } = await page.evaluate(faults);
            assert.ok(seen >= least, `${where}: the mail is shown, ${seen}`);
            assert.deepEqual(found, [], where);
          };
          await reports(page);
          await paste(page, mailOf(bad));
          await complete(page);
          for (const tab of TABS) {
            await openTab(page, tab);
            await clean(tab, 10);
          }
          await page.waitForSelector("whence-analyzer >>> .lookups[data-state=ready]");
          for (const dialog of ["verify", "share"]) {
            await openDialog(page, dialog);
            await clean(dialog, 50);
          }
          await page.evaluate(closeDialogs);
          if (name === "chrome") {
            await page.emulateMediaType("print"); // Firefox: not over WebDriver BiDi
            await page.waitForSelector("whence-analyzer >>> .paper");
            await clean("on paper", 10);
            await page.emulateMediaType("screen");
          }
          await page.evaluate(showList, `From - Mon Nov  3 07:21:07 2025\r\n${mailOf(bad)}\r\n`.repeat(2));
          await page.waitForSelector("whence-analyzer >>> li:nth-child(2) [data-level]");
          await clean("the list", 6);
          await page.close();
        });
      }
    }
  });
}
