// Whose a name is: what the brand table and the table of publishing hosts make of it.
import { test } from "node:test";
import assert from "node:assert/strict";
import { open } from "../../dist/whence.js";

const whence = await open();

test("pages that anybody may publish are not the brand's, its main domain and its mail are", () => {
  for (const name of [
    "docs.google.com",
    "sites.google.com",
    "forms.office.com",
    "contoso-my.sharepoint.com",
    "x.translate.goog",
  ])
    assert.notEqual(whence.checkDomain(name).kind, "official", name);
  for (const name of ["www.google.com", "github.com", "www.dropbox.com", "accounts.google.com"])
    assert.equal(whence.checkDomain(name).kind, "official", name);
});

test("a link to a brand's place for everybody's pages is not official, a sender there is", async () => {
  const mail = (from) =>
    `From: <a@${from}>\nTo: <hanako@example.jp>\nSubject: x\n\nhttps://www.canva.com/design/1\n`;
  const kind = async (from) =>
    (await whence.analyze(mail(from))).domains.find(({ name }) => name === "www.canva.com")?.kind;
  assert.notEqual(await kind("example.com"), "official");
});

test("short labels of the caller's, and a country's com", () => {
  const brands = [
    { id: "zqx", names: ["zqx"], domains: ["zqx.ne.jp"] },
    { id: "shopbrand", names: ["shopbrand"], domains: ["shopbrand.com"] },
  ];
  const matches = (name) => whence.checkDomain(name, { brands }).matches.length;
  assert.ok(matches("zqx.de"));
  assert.ok(matches("zqx1.ne.jp"));
  assert.equal(matches("zqxab.ne.jp"), 0);
  assert.ok(matches("shopbrand.de"));
  assert.equal(matches("shopbrand.com.br"), 0);
  assert.equal(matches("shopbrand.co.id"), 0);
});

test("a brand has the name that readers of English know", () => {
  assert.equal(
    whence.checkDomain("www.smbc.co.jp").brandNameEnglish,
    "Sumitomo Mitsui Banking Corporation (SMBC)",
  );
  assert.equal(whence.checkDomain("www.paypal.com").brandNameEnglish, null);
});
