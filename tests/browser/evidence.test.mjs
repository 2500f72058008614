// What is drawn of a mail: a finding's evidence is the place that tells most, as in the verdict; nothing is
// drawn of what the mail does not name; a forger's own domain passes its checks, which is no good news.
import { describe, test } from "node:test";
import assert from "node:assert/strict";
import { exampleText } from "../support/examples.mjs";
import { complete, fileUrl, openPage, openTab, paste, reports, setUp } from "./support.mjs";

const HEAD = `Received: from mail.example.org (mail.example.org [203.0.113.9]) by mx.example.jp
 with ESMTPS id A1; Tue, 3 Feb 2026 10:00:00 +0900
From: Example <info@example.org>
Date: Tue, 3 Feb 2026 10:00:00 +0900
Message-ID: <a1@example.org>
`;
// What is said in a brand's name rests on From, and on the line above it that nothing of the brand's is in.
const CLAIM = HEAD.replace("Example <info@example.org>", "Smbc-card.com <info@vpass.ne.jp>").replace(
  "Date",
  "Subject: =?utf-8?B?5LiJ5LqV5L2P5Y+L44Kr44O844OJ44CQ6YeN6KaB44CR?=\nDate",
);
const ASKS = "三井住友カードをご利用の方へ。確認のため、ログインしてください。\nhttp://login.example.net/\n";

describe("what is drawn", () => {
  const its = setUp("chrome");
  const shown = async (mail) => {
    const page = await openPage(its.browser, fileUrl("whence.html"), { language: "en" });
    await reports(page);
    await paste(page, mail);
    await complete(page);
    return page;
  };
  const kinds = (page) =>
    page.evaluate(() =>
      [...document.querySelector("whence-analyzer").shadowRoot.querySelectorAll(".route .node")].map(
        ({ dataset }) => dataset.kind,
      ),
    );

  test("a mailbox where one is named", async () => {
    const named = await shown(`${HEAD}To: <hanako@example.jp>\n\nHello\n`);
    assert.deepEqual(await kinds(named), ["claim", "fact", "own", "mailbox"]);
    const unnamed = await shown(`${HEAD}\nHello\n`);
    assert.deepEqual(await kinds(unnamed), ["claim", "fact", "own"]);
    await named.close();
    await unnamed.close();
  });

  test("each finding's evidence holds its first place", async () => {
    let later = 0; // findings whose first place is not the first in the mail
    for (const mail of [`${CLAIM}\n${ASKS}`, exampleText("kagoya.eml")]) {
      const page = await shown(mail);
      await openTab(page, "findings");
      const found = await page.evaluate(() => {
        const { report, source, shadowRoot } = document.querySelector("whence-analyzer");
        const flat = (text) => text.replace(/\s+/g, " ").trim();
        return [...shadowRoot.querySelectorAll(".finding")].flatMap((one) => {
          const { spans = [] } = report.findings[Number(one.id.replace("finding-", ""))];
          const excerpt = one.querySelector(".excerpt");
          if (!spans.length || !excerpt || one.textContent.includes("Decoded:")) return [];
          const [[start, end]] = spans;
          const text = new TextDecoder().decode(source.bytes.subarray(start, Math.min(end, start + 40)));
          const isLater = spans.some(([other]) => other < start);
          return [{ id: one.id, isLater, text: flat(text), shown: flat(excerpt.textContent) }];
        });
      });
      assert.ok(found.length > 3);
      for (const { id, text, shown: lines } of found)
        assert.ok(lines.includes(text), `${id}: ${text}: ${lines}`);
      later += found.filter(({ isLater }) => isLater).length;
      await page.close();
    }
    assert.ok(later > 0, "a finding of this kind is there");
  });

  test("of a name in any letters the registered part is strong, and runs from left to right", async () => {
    // Cyrillic "a" in "apple", Hebrew before a name in ASCII, ASCII before a name in Cyrillic letters.
    const hosts = ["xn--pple-43d.com.login.example.net", "xn--4dbrk0ce.paypal.example.com"];
    hosts.push("login.xn--80ak6aa92e.com");
    const page = await shown(`${HEAD}\n${hosts.map((host) => `http://${host}/\n`).join("")}`);
    await openTab(page, "domains");
    const names = await page.evaluate(() =>
      [...document.querySelector("whence-analyzer").shadowRoot.querySelectorAll("bdi.domain")].map((one) => ({
        sub: one.querySelector(".sub")?.textContent ?? "",
        own: one.querySelector("strong")?.textContent ?? "",
        way: getComputedStyle(one).direction,
      })),
    );
    for (const [sub, own] of [
      ["\u0430pple.com.login.", "example.net"],
      ["\u05d9\u05e9\u05e8\u05d0\u05dc.paypal.", "example.com"],
      ["login.", "\u0430\u0440\u0440\u04cf\u0435.com"],
    ])
      assert.ok(names.some((one) => one.sub === sub && one.own === own), JSON.stringify(names));
    assert.ok(names.every(({ way }) => way === "ltr"));
    await page.close();
  });

  test("beside a bad verdict it is said what a pass proves", async () => {
    const passed =
      "Authentication-Results: mx.google.com; spf=pass smtp.mailfrom=info@example.org; " +
      "dmarc=pass (p=NONE) header.from=example.org\nReceived: from mail.example.org (mail.example.org. " +
      "[203.0.113.9]) by mx.google.com with ESMTPS id d2e1a72fcca58.12.2026.02.03.00.00.05 for " +
      "<hanako@gmail.com> (version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256); " +
      "Tue, 03 Feb 2026 00:00:05 -0800 (PST)\n";
    const fields = HEAD.slice(HEAD.indexOf("From:"));
    const lure = fields.replace("Example <", "PayPal Service <").replace("Date", "Subject: PayPal\nDate");
    const asks = "Verify your PayPal account: http://paypal.signin.example.net/";
    for (const [mail, note] of [
      [`${passed}${lure}\n${asks}\n`, /example\.org sent/],
      [`${passed}${fields}\nSee you at five.\n`, null],
    ]) {
      const page = await shown(mail);
      const checks = await page.evaluate(() => {
        const tree = document.querySelector("whence-analyzer").shadowRoot;
        const colour = (one) => getComputedStyle(one).color;
        const pass = tree.querySelector(".check[data-result=pass]");
        return { text: pass.closest("dd").textContent, plain: colour(pass) === colour(pass.closest("dd")) };
      });
      if (note) assert.match(checks.text, note);
      else assert.doesNotMatch(checks.text, /sent it/);
      assert.equal(checks.plain, Boolean(note));
      await page.close();
    }
  });
});
