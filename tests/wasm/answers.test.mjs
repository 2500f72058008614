// Anybody can write that his mail answers another (In-Reply-To, References): it makes no mail better, but for
// what is only found where nothing is answered.
import { test } from "node:test";
import assert from "node:assert/strict";
import { open } from "../../dist/whence.js";
import { NOW, areas, blocksOf, mailOf } from "../support/finding-mails.mjs";
import { zoneResolver } from "../support/zone.mjs";

const whence = await open();
const CLAIM = "In-Reply-To: <a1@example.jp>\nReferences: <a1@example.jp>\n";
// "Hi" finds out who answers; in a conversation people write addresses of files to each other.
const UNANSWERED = new Set([
  "reply-to-nothing",
  "thread-unreferenced",
  "thread-asks",
  "only-greeting",
  "link-to-file",
]);

for (const [area, all] of areas())
  test(`${area}: no mail is better for saying that it answers another`, async () => {
    let compared = 0;
    for (const id of all) {
      const lines = blocksOf(area).get(id)?.raises[0];
      if (!lines) continue;
      const { source, options, dns } = mailOf(lines, area);
      if (!/^From: /m.test(source) || /^(In-Reply-To|References):/im.test(source)) continue;
      const settings = { ...options, now: options.now ? new Date(options.now) : NOW };
      const judged = (mail) =>
        whence.analyze(mail, { ...settings, ...(dns && { resolver: zoneResolver(dns) }) });
      const plain = await judged(source), claims = await judged(source.replace(/^From: /m, `${CLAIM}From: `));
      const found = new Set(claims.findings.map((one) => one.id));
      const lost = plain.findings.filter((one) => !found.has(one.id) && one.weight > 0);
      compared++;
      if (lost.some((one) => UNANSWERED.has(one.id))) continue;
      assert.deepEqual(
        lost.map((one) => one.id),
        [],
        `${id}\n${source}`,
      );
      assert.ok(claims.verdict.score >= plain.verdict.score, `${id}\n${source}`);
    }
    assert.ok(compared > 0);
  });
