// Addresses as browsers read them: random ones, bent in the ways that deceivers bend them, each taken apart
// by the WHATWG URL parser of Node, and by Whence as the link of a page.
// node tests/peers/addresses.mjs [COUNT] [SEED] prints where the host differs.
import { fileURLToPath } from "node:url";
import { Random } from "../fuzz/random.mjs";

const NAMES = [
  "example.com",
  "www.example.co.jp",
  "pay.example.net",
  "EXAMPLE.org",
  "例え.jp",
  "bücher.example.com",
];
const ADDRESSES = [
  "192.0.2.235",
  "3221226219",
  "0xC0.0.2.0xEB",
  "0300.0.2.235",
  "192.0.747",
  "[2001:db8::1]",
  "[::ffff:192.0.2.235]",
];
const USERS = ["user@", "user:pass@", "www.example.com@", "www.example.com%2f@", "a@b@", ":@", "@"];
const SLASHES = ["//", "//", "//", "/", "", "///", "\\\\", "/\\", "\\/\\"];
const WIDE = { ".": "．。｡", a: "ａ", e: "ｅ", o: "ｏ", m: "ｍ" };

/** @param {Random} source @returns {string} */
export function bentAddress(source) {
  const random = () => source.below(1000) / 1000;
  const pick = (list) => source.pick(list);
  const maybe = (chance, change, text) => (random() < chance ? change(text) : text);
  const somewhere = (text, piece) => {
    const letters = [...text], at = Math.floor(random() * (letters.length + 1));
    return [...letters.slice(0, at), piece, ...letters.slice(at)].join("");
  };
  const anywhere = (text, chance, change) =>
    [...text].map((c) => (random() < chance ? change(c) : c)).join("");
  const percent = (c) => [...Buffer.from(c)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");

  let host = random() < 0.2 ? pick(ADDRESSES) : pick(NAMES);
  host = maybe(0.1, (text) => anywhere(text, 0.3, percent), host);
  host = maybe(0.1, (text) => anywhere(text, 0.4, (c) => (WIDE[c] ? pick([...WIDE[c]]) : c)), host);
  host = maybe(0.05, (text) => somewhere(text, pick(["\u00ad", "\u200b", "\u2060"])), host);
  host = maybe(0.05, (text) => `${text}.`, host);
  const scheme = pick(["http:", "https:", "https:", "HTTPS:", "hTTp:", "ftp:", ""]);
  const slashes = pick(scheme === "" ? ["//", "\\\\", "/\\", "\\/"] : SLASHES);
  const user = random() < 0.2 ? pick(USERS) : "";
  const port = random() < 0.2 ? pick([":80", ":443", ":8443", ":", ":00080"]) : "";
  const path = pick(["", "/", "/a?b=c#d", "?q", "#f", "\\a", "/%2e%2e/x", "/a@b", "/http://example.org/"]);
  const whole = scheme + slashes + user + host + port + path;
  const torn = maybe(0.15, (text) => somewhere(text, pick(["\t", "\n", "\r\n"])), whole);
  return maybe(0.1, (text) => pick([" ", "\u0001", "\n"]) + text + pick([" ", "\n", ""]), torn);
}

/** As browsers have it, where the page itself has no address: the host; null: there is none. */
function hostByPeer(address) {
  const read = (base) => {
    const { protocol, hostname } = new URL(address, base);
    if (!/^(https?|ftp):$/.test(protocol) || hostname === "base.invalid") return null;
    return hostname.replace(/\.$/, "").replace(/^\[|\]$/g, "");
  };
  for (const base of [undefined, "https://base.invalid/"])
    try {
      return read(base);
    } catch {
      // no whole address, or none
    }
  return null;
}

/** An IPv4 address in IPv6 is told as what it is. @param {string} host */
const plain = (host) => {
  const mapped = /^::ffff:([0-9a-f]+):([0-9a-f]+)$/.exec(host ?? "");
  if (!mapped) return host;
  const [high, low] = mapped.slice(1).map((group) => parseInt(group, 16));
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
};

/** @returns {Promise<{address: string, peer: string | null, ours: string | null}[]>} */
export async function differences(whence, addresses) {
  const escaped = (text) => text.replace(/[&"<>]/g, (c) => `&#${c.charCodeAt(0)};`);
  const anchors = addresses.map((address, i) => `<a href="${escaped(address)}">n${i}</a>`);
  const head = "From: a@example.net\nContent-Type: text/html; charset=utf-8\n\n";
  const page = Buffer.from(`${head}${anchors.join("\n")}\n`);
  const { links } = await whence.analyze(page);
  const byText = new Map(links.map((link) => [link.text, link]));
  return addresses
    .map((address, i) => ({
      address,
      peer: plain(hostByPeer(address)),
      ours: byText.get(`n${i}`)?.host ?? null,
    }))
    .filter(({ peer, ours }) => peer !== ours);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { open } = await import("../../dist/whence.js");
  const whence = await open();
  const [count = "5000", seed = "1"] = process.argv.slice(2);
  const random = new Random(Number(seed));
  let all = 0;
  for (let left = Number(count); left > 0; left -= 100) {
    const some = Array.from({ length: Math.min(left, 100) }, () => bentAddress(random));
    const found = await differences(whence, some);
    all += found.length;
    for (const one of found) console.log(JSON.stringify(one));
  }
  console.log(`${count} addresses: ${all} read otherwise`);
}
