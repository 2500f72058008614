// S/MIME with the text inside of the signature (RFC 8551 3.5.2): it is a part of the mail, read like any
// other.
import { test } from "node:test";
import assert from "node:assert/strict";
import { open } from "../../dist/whence.js";

const whence = await open();
const base64 = (bytes) => Buffer.from(bytes).toString("base64").replace(/.{64}/g, "$&\n");
const MINE = "application/pkcs7-mime; smime-type=signed-data";
const mail = (bytes, type = MINE, encoding = "base64") => Buffer.concat([
  Buffer.from(`From: Hana <hana@example.com>
To: b@example.net
Subject: Minutes
Date: Mon, 2 Nov 2026 10:00:00 +0900
Message-ID: <1@example.com>
MIME-Version: 1.0
Content-Type: ${type}; name="smime.p7m"
Content-Disposition: attachment; filename="smime.p7m"
Content-Transfer-Encoding: ${encoding}

`),
  encoding === "base64" ? Buffer.from(base64(bytes)) : bytes,
]);

// By OpenSSL 3: cms -sign -nodetach -binary -nocerts, a self-signed key of nobody.
const SIGNED = Buffer.from(
  "MIIDpwYJKoZIhvcNAQcCoIIDmDCCA5QCAQExDTALBglghkgBZQMEAgEwggE8BgkqhkiG9w0BBwGgggEtBIIBKUNvbnRlbnQtVHlw" +
  "ZTogbXVsdGlwYXJ0L21peGVkOyBib3VuZGFyeT1zDQoNCi0tcw0KQ29udGVudC1UeXBlOiB0ZXh0L2h0bWw7IGNoYXJzZXQ9dXRm" +
  "LTgNCg0KPHA+U2lnbiBpbiBhdCA8YSBocmVmPSJodHRwczovL2xvZ2luLmV4YW1wbGUub3JnL3giPnd3dy5leGFtcGxlLmNvbTwv" +
  "YT48L3A+DQotLXMNCkNvbnRlbnQtVHlwZTogdGV4dC9wbGFpbjsgbmFtZT1hLnR4dA0KQ29udGVudC1EaXNwb3NpdGlvbjogYXR0" +
  "YWNobWVudDsgZmlsZW5hbWU9YS50eHQNCg0KaHR0cHM6Ly9maWxlLmV4YW1wbGUub3JnLw0KLS1zLS0NCjGCAj4wggI6AgEBMC4w" +
  "FjEUMBIGA1UEAwwLZXhhbXBsZS5jb20CFEm7NpYYEOLUKMRdeYSOLcBRhYLeMAsGCWCGSAFlAwQCAaCB5DAYBgkqhkiG9w0BCQMx" +
  "CwYJKoZIhvcNAQcBMBwGCSqGSIb3DQEJBTEPFw0yNjExMjcyMDEzMjlaMC8GCSqGSIb3DQEJBDEiBCCIRNzjbuP2J2QVvBi5AdUN" +
  "M30qX0FEn0QZGdEHITrGHTB5BgkqhkiG9w0BCQ8xbDBqMAsGCWCGSAFlAwQBKjALBglghkgBZQMEARYwCwYJYIZIAWUDBAECMAoG" +
  "CCqGSIb3DQMHMA4GCCqGSIb3DQMCAgIAgDANBggqhkiG9w0DAgIBQDAHBgUrDgMCBzANBggqhkiG9w0DAgIBKDANBgkqhkiG9w0B" +
  "AQEFAASCAQAu3/dGruCvE4G8mXOlO5j+GUaupFyHOS7SZ/zhFEuq5m/l7LqrNQL93qoQgJ2HdJJk8PVh/zoNUgmULr0Hn/AamvwH" +
  "QBFX0yPIi2Tj6TAQqQnLZ89cJYpkU0p48Nggr79kHUWb2ojGGZCMUpdv1LNH1rp2Ha5pZ4A7DuQRr5Zr4ZBcKTzD2gFwizZE2GAK" +
  "Yu4wwGnVkMRhxgLniRYopnUXrcMBkRIRT9Q9ap/8s9qWCPKwfP/PUDGN2vBDeNE4p2SfgWKPKT1ThxSA2UpQ40KRkW9WSiHDcPBa" +
  "w+GgD3M30nX7uOt6acMiVkzA2Qi8AUJ3JFkLu8ukBF2eHALgSmY8",
  "base64",
);
const ENTITY = SIGNED.subarray(SIGNED.indexOf("Content-Type"), SIGNED.indexOf("--s--\r\n") + 7);

/** The same in BER: each length left open, the text in pieces of n bytes. */
function inPieces(n, open = true) {
  const end = Buffer.alloc(open ? 2 : 0);
  const size = (length) => [0x84, length >>> 24, (length >>> 16) & 255, (length >>> 8) & 255, length & 255];
  const around = (tag, ...inner) => {
    const all = Buffer.concat(inner.map((one) => Buffer.from(one)));
    return Buffer.concat([Buffer.from(open ? [tag, 0x80] : [tag, ...size(all.length)]), all, end]);
  };
  const object = (last) => Buffer.from(`06092a864886f70d0107${last}`, "hex");
  const pieces = [];
  for (let at = 0; at < ENTITY.length; at += n)
    pieces.push(Buffer.from([4, Math.min(n, ENTITY.length - at)]), ENTITY.subarray(at, at + n));
  const content = around(0x30, object("01"), around(0xa0, around(0x24, ...pieces)));
  return around(0x30, object("02"), around(0xa0, around(0x30, [2, 1, 1], around(0x31), content)));
}

const seen = ({ links, attachments, unread }) =>
  [links.map(({ href }) => href), attachments.map(({ name }) => name), unread.map(({ reason }) => reason)];
const WHOLE = [["https://login.example.org/x", "https://file.example.org/"], ["smime.p7m", "a.txt"], []];
const analyze = (source) => whence.analyze(source, { now: 0 });

test("the parts in it are parts of the mail", async () => {
  const forms = { DER: SIGNED, open: inPieces(100), pieces: inPieces(7), counted: inPieces(9, false) };
  for (const [what, bytes] of Object.entries(forms)) {
    const report = await analyze(mail(bytes));
    assert.deepEqual(seen(report), WHOLE, what);
    assert.equal(report.links[0].text, "www.example.com", what);
    for (const source of [mail(bytes), mail(bytes, undefined, "binary")]) {
      const [{ spans: [[start, end]] }] = (await analyze(source)).links;
      const digits = (from, to) => source.subarray(from, to).toString("latin1").replaceAll("\n", "");
      const place = digits(start, end), before = digits(source.indexOf("\n\n") + 2, start);
      const from = Math.floor((before.length * 3) / 4), n = Math.ceil((place.length * 3) / 4) + 1;
      const words = source.includes("base64") ? bytes.subarray(from, from + n) : place;
      if (what === "DER" || what === "open")
        assert.match(words.toString("latin1"), /login\.example\.org/, what);
    }
  }
  assert.deepEqual(seen(await analyze(mail(SIGNED, "application/octet-stream"))), WHOLE, "by its name");
});

test("what is sealed or signs another part holds nothing to read", async () => {
  const enveloped = Buffer.from(SIGNED);
  enveloped[SIGNED.indexOf(Buffer.from("2a864886f70d010702", "hex")) + 8] = 3;
  assert.deepEqual(seen(await analyze(mail(enveloped)))[2], ["encrypted"]);
  const detached = Buffer.from("3027" + "06092a864886f70d010702" + "a01a" + "3018" + "020101" + "3100" +
    "300b" + "06092a864886f70d010701" + "3100", "hex");
  assert.deepEqual((await analyze(mail(detached))).links, []);
});

test("cut anywhere: what is there is read, the rest is said", async () => {
  for (let n = 0; n < SIGNED.length; n += 13) {
    const report = await analyze(mail(SIGNED.subarray(0, n)));
    assert.ok(report.links.length <= 2, String(n));
  }
  const some = await analyze(mail(SIGNED.subarray(0, SIGNED.indexOf("</a>") + 4)));
  assert.equal(some.links[0].href, "https://login.example.org/x");
  assert.ok(some.findings.some(({ id }) => id === "mime-damaged"));
});
