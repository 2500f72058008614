// What the page says of trust: the entrance that is open and the question that settles it, one that the
// receiver's own record has settled, the door of a list, and an "authentic" with what it rests on. The
// screenshots (build/screenshots/trust-*) are for people to look at.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import {
  chooseResolver,
  click,
  complete,
  dist,
  openPage,
  openTab,
  paste,
  reports,
  screenshot,
  setUp,
  text,
} from "./support.mjs";
import { startDoh } from "../support/doh.mjs";
import { LANGUAGES } from "../../web/i18n/languages.js";

const date = "; Tue, 3 Feb 2026 10:00:05 +0900";
const line = (client, by) =>
  `Received: from ${client}\r\n by ${by} (Postfix) with ESMTPS id 4XyZ1a2b3cz1L7${date}\r\n`;
const rest =
  "From: Sato <sato@example.org>\r\nTo: hanako@example.jp\r\nSubject: The minutes of Monday\r\n" +
  "Date: Tue, 3 Feb 2026 10:00:00 +0900\r\nMessage-ID: <20260203010000.a1@out.example.org>\r\n";
const back = "Return-Path: <sato@example.org>\r\n";
const sender = "out.example.org (out.example.org [198.51.100.70])";
const relay = line("relay.example.jp (unknown [203.0.113.7])", "mx.example.jp");
const record = "Received-SPF: Pass (mailfrom) identity=mailfrom; client-ip=198.51.100.70; helo=x\r\n";
const list = "List-Id: <talk.mm2.emwd.com>\r\nList-Post: <mailto:talk@mm2.emwd.com>\r\n";
const body = "\r\nPlease find the minutes of Monday's meeting below.\r\n";

const MAILS = {
  open: back + relay + line(sender, "relay.example.jp") + rest + body,
  settled: back + record + relay + line(sender, "relay.example.jp") + rest + body,
  list:
    "Return-Path: <talk-bounces@mm2.emwd.com>\r\n" +
    line("mm2.emwd.com (mm2.emwd.com [192.0.2.70])", "mx.example.jp") +
    line("mm2.emwd.com (localhost [127.0.0.1])", "mm2.emwd.com") +
    line(sender, "mm2.emwd.com") + rest + list + body,
  nameless:
    back + "Received: from relay.example.jp by mx.example.jp\r\n id 613106aB012345" + date + "\r\n" +
    line(sender, "relay.example.jp") + rest + body,
  address: back + line(sender, "mx.example.jp") + rest + body,
};
const ZONE = [
  'example.org. TXT "v=spf1 ip4:198.51.100.0/24 -all"',
  '_dmarc.example.org. TXT "v=DMARC1; p=reject"',
  "example.org. A 198.51.100.70",
  "example.org. MX 10 out.example.org.",
  "out.example.org. A 198.51.100.70",
  "70.100.51.198.in-addr.arpa. PTR out.example.org.",
  "mm2.emwd.com. A 192.0.2.70",
];

describe("what the page says of trust", () => {
  const its = setUp("chrome", { routes: { "/": dist }, acceptInsecureCerts: true });
  let doh;
  before(async () => {
    doh = await startDoh(ZONE);
  });
  after(() => doh?.stop());

  const report = (page) => page.evaluate(() => globalThis.lastReport);
  /** @param {{resolver?: string}} options chosen first: another one makes another list of questions */
  async function shown(id, { resolver, ...options }) {
    const page = await openPage(its.browser, `${its.url}/whence.html`, options);
    await reports(page);
    if (resolver) await chooseResolver(page, resolver);
    await paste(page, MAILS[id]);
    await complete(page);
    return page;
  }

  for (const language of LANGUAGES)
    for (const [width, height] of [[1280, 800], [390, 844]]) {
      const shot = (page, id) => screenshot(page, `trust-${id}-${language}-${width}`);

      test(`the entrance, open, settled and a list's: ${language}, ${width}`, async () => {
        for (const [id, ip, settled] of [["open", "203.0.113.7", false], ["settled", "198.51.100.70", true],
          ["list", "192.0.2.70", true]]) {
          const page = await shown(id, { language, width, height });
          const { handover } = await report(page);
          assert.deepEqual([handover.ip, handover.settled], [ip, settled]);
          assert.equal(handover.list?.ip ?? null, id === "list" ? "198.51.100.70" : null);
          await shot(page, id);
          await openTab(page, "route");
          const route = await text(page, "#tab-panel");
          assert.ok(route.includes(ip), route);
          assert.equal(route.includes("198.51.100.70"), true);
          await shot(page, `${id}-route`);
          await page.close();
        }
      });

      test(`a line without an address is asked for by its name: ${language}, ${width}`, async () => {
        const page = await shown("nameless", { language, width, height });
        const { handover } = await report(page);
        assert.deepEqual([handover.settled, handover.candidates[0].ip], [false, null]);
        assert.ok((await text(page, "#entrance-question")).includes("relay.example.jp"));
        await shot(page, "nameless");
        const before = await reports(page);
        await click(page, ".entrance button"); // yes: the line below it was the entrance
        await page.waitForFunction((count) => globalThis.reported > count, {}, before);
        const moved = await report(page);
        assert.deepEqual([moved.handover.hop, moved.handover.chosen], [1, true]);
        assert.equal(await text(page, ".entrance"), null);
        await page.close();
      });

      test(`an "authentic" with what it rests on: ${language}, ${width}`, async () => {
        const page = await shown("address", { language, width, height, resolver: doh.url });
        const state = (wanted) => page.waitForFunction(
          (value) => document.querySelector("whence-analyzer").shadowRoot.querySelector(".lookups")
            ?.dataset.state === value, {}, wanted);
        await state("ready");
        await click(page, "#verify");
        await click(page, ".consent .primary");
        await state("done");
        const { verdict } = await report(page);
        assert.deepEqual([verdict.level, verdict.basis], ["authentic", "address"]);
        assert.match(await text(page, ".verdict-basis"), /SPF/u);
        await shot(page, "address");
        await page.close();
      });
    }
});
