// What filters wrote, on the page: in words, in both languages, the line as written beside it.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { complete, fileUrl, openPage, openTab, paste, reports, setUp, text } from "./support.mjs";

const mail = [
  "Received: from host4.example.com (203.0.113.206) by AM7EUR06FT021.mail.protection.outlook.com " +
  "(10.233.255.227) with Microsoft SMTP Server" +
    " id 15.20.6631.45 via Frontend Transport; Tue, 3 Feb 2026 01:00:05 +0000",
  "From: Taro <taro@example.net>",
  "Date: Tue, 3 Feb 2026 10:00:02 +0900",
  "Message-ID: <1@example.net>",
  "X-Forefront-Antispam-Report: CIP:203.0.113.206;CTRY:JP;LANG:pt_BR;SCL:9;SFV:SPM;CAT:PHSH;DIR:INB;",
  "X-Microsoft-Antispam-Message-Info: eyJhIjoxfQ==",
  "X-Yandex-Spam: 3",
  "X-Microsoft-Antispam: BCL:0;",
  "", "Hello", "",
].join("\n");
const expected = {
  "en-US": [
    /Treated as spam, with great confidence/,
    /Japan/,
    /Brazil/,
    /Phishing\./,
    /A code whose meaning the maker has not published/,
  ],
  ja: [/確度の高い迷惑メール/, /日本/, /ブラジル/, /フィッシング。/, /意味が公開されていない/],
};

describe("what filters wrote", () => {
  const its = setUp("chrome");
  for (const [language, patterns] of Object.entries(expected)) {
    test(language, async () => {
      const page = await openPage(its.browser, fileUrl("whence.html"), { language });
      await reports(page);
      await paste(page, mail);
      await complete(page);
      await openTab(page, "authentication");
      const shown = await text(page, "section[aria-labelledby=filters]");
      for (const pattern of [...patterns, /SCL:9;SFV:SPM;CAT:PHSH/, /X-Microsoft-Antispam-Message-Info/])
        assert.match(shown, pattern);
      const heads = await page.evaluate(() => {
        const tree = document.querySelector("whence-analyzer").shadowRoot;
        return [...tree.querySelectorAll(".filter-list > li")].map((one) => [
          one.querySelector("strong").textContent.split(/[ ,、]/)[0],
          one.querySelectorAll(".raw").length,
        ]);
      });
      assert.deepEqual(heads, [["Microsoft", 2], ["Yandex", 1]], "a filter is named once");
      assert.deepEqual(page.seen.problems, []);
      await page.close();
    });
  }
});
