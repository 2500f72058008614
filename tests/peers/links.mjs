// Hosts of links as other programs find them: postal-mime takes the mail apart, parse5 reads its pages like
// browsers, the WHATWG URL parser of Node takes addresses apart. node tests/peers/links.mjs FOLDER [COUNT]
// compares them with Whence's on COUNT mails of a folder, chosen by the hash of their bytes, and prints what
// differs.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse, parseFragment } from "parse5";
import PostalMime from "postal-mime";

const ADDRESSES = new Set(["href", "src", "action", "formaction", "background", "xlink:href"]);

function hostOf(address, base) {
  try {
    const { protocol, hostname } = new URL(address.trim(), base);
    return /^(https?|ftp|file):$/.test(protocol) && hostname ? hostname.replace(/\.$/, "") : null;
  } catch {
    return null;
  }
}

function* elements(node) {
  if (node.attrs) yield node;
  for (const child of node.childNodes ?? []) yield* elements(child);
  if (node.content) yield* elements(node.content);
}

/** @param {string} html  @param {Set<string>} hosts added to */
function fromPage(html, hosts, read = parse) {
  const all = [...elements(read(html))];
  const attribute = (element, name) => element.attrs.find((one) => one.name === name)?.value;
  const base = all
    .filter(({ tagName }) => tagName === "base")
    .map((one) => attribute(one, "href"))
    .find(Boolean);
  for (const element of all) {
    if (element.tagName === "base" || element.tagName === "link" || element.tagName === "script") continue;
    for (const { name, prefix, value } of element.attrs) {
      if (ADDRESSES.has(prefix ? `${prefix}:${name}` : name)) hosts.add(hostOf(value, base));
      if (name === "srcdoc") fromPage(value, hosts, parseFragment);
    }
    const refresh = element.tagName === "meta" && /^refresh$/i.test(attribute(element, "http-equiv") ?? "");
    const target = refresh && /url\s*=\s*['"]?([^'"\s]+)/i.exec(attribute(element, "content") ?? "");
    if (target) hosts.add(hostOf(target[1], base));
  }
}

function fromText(text, hosts) {
  for (const [address] of text.matchAll(
    /\b(?:https?|ftp):\/\/[^\s<>"'()[\]{}|\\^`\u3000-\u303f\uff00-\uffef]+/gi,
  ))
    hosts.add(hostOf(address.replace(/[.,;:!?]+$/, "")));
}

/** @returns {Promise<Set<string>>} the hosts of all links in a mail's texts */
export async function hostsByPeers(bytes) {
  const mail = await new PostalMime({ forceRfc822Attachments: true }).parse(bytes);
  const hosts = new Set();
  if (mail.html) fromPage(mail.html, hosts);
  const ownText = !mail.html || /^content-type:\s*text\/plain/im.test(Buffer.from(bytes).toString("latin1"));
  if (mail.text && ownText) fromText(mail.text, hosts); // else it was made from the page
  hosts.delete(null);
  return hosts;
}

/** The same by Whence: of the texts, not of files. */
export async function hostsByWhence(whence, bytes) {
  const { links, attachments } = await whence.analyze(bytes, { readPictures: false });
  const inFile = ({ spans }) =>
    attachments.some((file) =>
      spans.some(([start, end]) => file.spans.some(([from, to]) => start >= from && end <= to)),
    );
  const web = links.filter((link) => link.host && /^\s*(https?|ftp|file):/i.test(link.href) && !inFile(link));
  return new Set(web.map(({ host }) => hostOf(`http://${host.includes(":") ? `[${host}]` : host}/`) ?? host));
}

export function difference(one, other) {
  return {
    missed: [...one].filter((host) => !other.has(host)),
    more: [...other].filter((host) => !one.has(host)),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { open } = await import("../../dist/whence.js");
  const whence = await open();
  const [folder, count = "200"] = process.argv.slice(2);
  const mails = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath ?? file.path, file.name))
    .map((path) => ({ path, bytes: readFileSync(path) }))
    .map((mail) => ({ ...mail, order: createHash("sha256").update(mail.bytes).digest("hex") }))
    .sort((a, b) => (a.order < b.order ? -1 : 1))
    .slice(0, Number(count));
  let equal = 0,
    hosts = 0;
  for (const { path, bytes } of mails) {
    const [peers, ours] = [await hostsByPeers(bytes), await hostsByWhence(whence, bytes)];
    const { missed, more } = difference(peers, ours);
    hosts += peers.size;
    if (missed.length + more.length === 0) equal++;
    else console.log(`${path}\n  not found: ${missed.join(" ")}\n  more: ${more.join(" ")}`);
  }
  console.log(`${mails.length} mails, ${hosts} hosts: the same in ${equal}`);
}
