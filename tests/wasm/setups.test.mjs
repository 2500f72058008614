// Whole set-ups of recipients, each from both sides: in an honest mail the right field is the entrance and
// nothing accuses it; whoever writes the same below his own line, under any name, gains nothing.
import { test } from "node:test";
import assert from "node:assert/strict";
import { open } from "../../dist/whence.js";
import { dice, helos, invented } from "../support/author.mjs";
import { names } from "../support/helos.mjs";
import { filled, modesOf, rank, recipientSetups, sender, stranger } from "../support/setups.mjs";

const whence = await open();
const mail = (head) =>
  `Return-Path: <sato@example.org>\n${head}From: Sato <sato@example.org>\n` +
  "To: hanako@example.jp\nSubject: Minutes\n" +
  "Date: Tue, 3 Feb 2026 10:00:00 +0900\nMessage-ID: <20260203010000.a1@out.example.org>\n\nSee you.\n";
for (const setup of recipientSetups) {
  test(`an honest mail: ${setup.name}`, async () => {
    for (const [mode, options] of modesOf(setup))
      for (const rdns of ["out.example.org", "unknown"]) {
        const report = await whence.analyze(mail(filled(setup, "out.example.org", rdns, sender)), options);
        const { handover, verdict, findings } = report;
        const said = `${mode} ${rdns} ${JSON.stringify(handover)}`;
        const open = setup.kind === "open" && mode === "offline";
        if (!open) assert.equal(handover.ip, sender, said);
        if (!open) assert.equal(handover.settled, setup.kind !== "never", said);
        const accused = findings.filter(({ severity }) => ["critical", "high", "medium"].includes(severity));
        assert.deepEqual(accused.map(({ id }) => id), [], said);
        assert.ok(rank[verdict.level] <= rank.consistent, `${verdict.level} ${verdict.score} ${said}`);
        if (mode !== "offline" && setup.kind !== "never") assert.equal(verdict.basis, "address", said);
      }
  });

  test(`whoever writes the same below his line gains nothing: ${setup.name}`, async () => {
    const { random, pick } = dice(Number(process.env.WHENCE_SEED ?? 20260203) + setup.name.length);
    const house = [...setup.form.matchAll(/\b(?:by|from)\s+([\w.-]+)/gu)].map(([, name]) => name);
    const whole = filled(setup, "out.example.org", "out.example.org", sender);
    const entrance = whole.slice(whole.lastIndexOf("Received: from"));
    for (const [mode, options] of modesOf(setup)) {
      const plain = mail(filled(setup, "host66.example.com", "host66.example.com", stranger));
      const { verdict: { level } } = await whence.analyze(plain, options);
      for (let round = 0; round < Number(process.env.WHENCE_ROUNDS ?? 16); round++) {
        const helo = pick([house, house.map((name) => `relay.${name}`), helos, names][round % 4]);
        const own = filled(setup, helo, pick(["unknown", "host66.example.com"]), stranger);
        const more = Array.from({ length: random(3) }, () => invented(pick, helo, stranger)).join("");
        const source = mail(own + more + pick([whole, entrance, ""]));
        const { handover, verdict } = await whence.analyze(source, options);
        const outer = handover.candidates[0].ip, told = `${mode} ${JSON.stringify(handover)}\n${source}`;
        const open = setup.kind === "open" && mode === "offline" && setup.facts.includes(outer);
        assert.ok(open || [stranger, null].includes(outer), told);
        assert.equal(verdict.basis, null, told);
        assert.ok(rank[verdict.level] >= rank[level], `${level} -> ${verdict.level} ${told}`);
      }
    }
  });
}
