// Same campaign? Mails grouped by what they share: wording, where their links lead, files, the network and
// machine that handed them over, the shape of their Message-ID. Each thing that two mails share weighs as
// much as it tells: what half of the mails at hand have, or what every mail of a kind has, tells little.
// Linear in the number of mails.

const LIKE = 0.5; // share of the sketch's classes in which two texts agree
const LIKE_SHORT = 0.75; // ... of texts of a line or two
const SHORT = 16; // classes of a sketch that are taken
const CLASSES_A_BAND = 2;
const CANDIDATES = 8; // of one bucket that are compared
const ENOUGH = 1; // weight at which two mails are one campaign
const FEW = 20; // mails: of fewer, nobody can tell what is common among them
const COMMON = 0.1; // share of the mails from which on a thing is common

const WEIGHTS = {
  wording: 1,
  attachment: 1,
  "link-host": 1,
  address: 0.5,
  network: 0.2,
  "message-id": 0.2,
  subject: 0.4,
};

// Hosts that stand in everybody's mail, beside those that the core knows: definitions of formats, social
// networks, list servers, storage whose tenants are told apart by the path.
const EVERYBODYS = new Set(
  (
    "w3.org schema.org schemas.microsoft.com xmlsoap.org openxmlformats.org wikipedia.org gravatar.com " +
    "facebook.com twitter.com x.com t.co instagram.com linkedin.com youtube.com youtu.be pinterest.com " +
    "tiktok.com line.me lin.ee googleapis.com gstatic.com googlegroups.com groups.io yahoogroups.com " +
    "freelists.org sourceforge.net github.com gitlab.com storage.googleapis.com s3.amazonaws.com " +
    "firebasestorage.googleapis.com storage.cloud.google.com ipfs.io dweb.link"
  ).split(" "),
);

// RFC 1918, 4193 and their kin.
const INNER = /^(10\.|127\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|::1$|fe[89ab]|f[cd])/i;

/** The network of an address, as wide as one customer commonly has: /24 of IPv4, /48 of IPv6. */
function networkOf(ip) {
  if (typeof ip !== "string" || INNER.test(ip)) return null;
  if (!ip.includes(":")) return `${ip.split(".").slice(0, 3).join(".")}.0/24`;
  const [head, tail = null] = ip.split("::");
  const groups = head ? head.split(":") : [];
  if (tail !== null) while (groups.length < 3) groups.push("0");
  return `${groups.slice(0, 3).join(":")}::/48`;
}

/** How far two sketches agree, 0 to 1; 0 when there are none, or when too short texts differ at all. */
function likeness(a, b) {
  let same = 0,
    all = 0;
  for (let i = 0; i < a.length; i++) {
    if (a[i] === null && b[i] === null) continue;
    all++;
    if (a[i] === b[i]) same++;
  }
  const share = all ? same / all : 0;
  return share >= (all < SHORT ? LIKE_SHORT : LIKE) ? share : 0;
}

/**
 * Hosts where a mail's links end, that belong to somebody in particular: no brand's, no shortener's, no
 * counter's.
 */
function linkHosts(report) {
  const hosts = new Set();
  for (const link of report.links ?? []) {
    if (link.kind === "image" || link.kind === "other") continue;
    const end = link.targets?.at(-1) ?? link;
    const domain = report.domains?.[end.domain];
    if (!domain) continue;
    const readers = (domain.roles ?? []).some((role) => role === "recipient" || role === "list");
    const somebodys = domain.kind === "other" || domain.kind === "lookalike";
    const host = domain.sharedHosting || !domain.registrable ? domain.name : domain.registrable;
    const everybodys =
      domain.shortener || domain.countsClicks || EVERYBODYS.has(host) || EVERYBODYS.has(domain.name);
    if (somebodys && !everybodys && !readers) hosts.add(host);
  }
  return [...hosts].slice(0, 50);
}

/** What may be shared, as [what, value]. */
function marksOf(report) {
  const handover = report.handover,
    id = report.messageId;
  const shape = id?.generator ?? id?.origin?.shape ?? null;
  const network = networkOf(handover?.ip);
  const subject = (report.identities?.subject?.text ?? report.identities?.subject ?? "")
    .replace(/\d+/g, "0")
    .trim();
  const files = (report.attachments ?? []).filter(
    ({ sha256, type }) => sha256 && !/^image\//.test(type ?? ""),
  );
  return [
    ...linkHosts(report).map((host) => ["link-host", host]),
    ...files.map(({ sha256 }) => ["attachment", sha256]),
    ...(network
      ? [
          ["address", handover.ip],
          ["network", network],
        ]
      : []),
    ...(shape ? [["message-id", shape]] : []),
    ...(subject.length >= 8 ? [["subject", subject]] : []),
  ];
}

/** How much it tells that two of the mails share a mark. */
function weigher(all) {
  const holders = new Map();
  for (const { marks } of all)
    for (const mark of marks) holders.set(mark.join("\0"), (holders.get(mark.join("\0")) ?? 0) + 1);
  return (mark) => {
    const count = holders.get(mark.join("\0"));
    const common = all.length >= FEW && count > all.length * COMMON;
    return WEIGHTS[mark[0]] * (common ? 0.5 : 1);
  };
}

class Groups {
  constructor(n) {
    this.parent = Array.from({ length: n }, (_, i) => i);
  }

  find(i) {
    while (this.parent[i] !== i) i = this.parent[i] = this.parent[this.parent[i]];
    return i;
  }

  join(a, b) {
    this.parent[this.find(b)] = this.find(a);
  }
}

/**
 * Of a report what a comparison needs: thousands of reports are too much to keep.
 * talk: a mail of a list is its members'; that two of them have the list's pages below tells nothing.
 */
export function traitsOf(report) {
  const { wording, verdict } = report;
  return {
    marks: marksOf(report),
    wording: Array.isArray(wording) ? wording : null,
    talk: verdict?.kind === "list" || verdict?.kind === "bounce",
  };
}

/** What two mails share, weighed. */
function together(one, other, held, weigh) {
  let sum = one.wording && other.wording && likeness(one.wording, other.wording) ? WEIGHTS.wording : 0;
  const talk = one.talk || other.talk;
  for (const mark of other.marks) {
    if (held.has(mark.join("\0")) && (!talk || mark[0] === "attachment")) sum += weigh(mark);
  }
  return sum;
}

/** Keys under which mails meet that may be one campaign: their marks, and bands of their sketches. */
function* meetingPoints({ marks, wording }) {
  for (const mark of marks) if (mark[0] !== "network" && mark[0] !== "message-id") yield mark.join("\0");
  for (let band = 0; wording && band < wording.length; band += CLASSES_A_BAND) {
    const values = wording.slice(band, band + CLASSES_A_BAND);
    if (!values.includes(null)) yield `${band}:${values.join()}`;
  }
}

/** What at least two members share; members: which of them, when not all do. */
function sharedBy(members, all) {
  const holders = new Map();
  for (const i of members)
    for (const [what, value] of all[i].marks) {
      const key = `${what}\0${value}`;
      const entry = holders.get(key) ?? { what, value, members: new Set() };
      holders.set(key, entry);
      entry.members.add(i);
    }
  const shared = [...holders.values()]
    .filter((entry) => entry.members.size > 1)
    .map(({ what, value, members: who }) => ({ what, value, members: [...who] }));
  const worded = members.filter((i) => all[i].wording);
  const like = worded
    .slice(1)
    .map((i) => ({ i, by: likeness(all[worded[0]].wording, all[i].wording) }))
    .filter(({ by }) => by);
  if (like.length) {
    const least = Math.min(...like.map(({ by }) => by));
    shared.push({
      what: "wording",
      value: `${Math.round(least * 100)}%`,
      members: [worded[0], ...like.map(({ i }) => i)],
    });
  }
  const told = (entry) =>
    entry.what !== "network" ||
    !shared.some(({ what, members: who }) => what === "address" && who.length >= entry.members.length);
  return shared
    .filter(told)
    .sort((a, b) => b.members.length - a.members.length || (a.what < b.what ? -1 : 1));
}

/**
 * @param {object[]} reports
 * @returns {{members: number[], shared: {what: string, value: string, members: number[]}[]}[]} groups of two
 * and more
 */
export const compare = (reports) => campaignsOf(reports.map(traitsOf));

/** The same of what traitsOf kept. */
export function campaignsOf(all) {
  const groups = new Groups(all.length),
    buckets = new Map();
  const held = all.map(({ marks }) => new Set(marks.map((mark) => mark.join("\0"))));
  const weigh = weigher(all);
  const belong = (one, other) => together(all[one], all[other], held[one], weigh) >= ENOUGH;
  all.forEach((traits, i) => {
    for (const key of meetingPoints(traits)) {
      const bucket = buckets.get(key);
      if (!bucket) {
        buckets.set(key, [i]);
        continue;
      }
      for (const other of bucket)
        if (groups.find(other) !== groups.find(i) && belong(other, i)) groups.join(other, i);
      if (bucket.length < CANDIDATES) bucket.push(i);
    }
  });
  const members = new Map();
  all.forEach((_, i) => {
    const root = groups.find(i);
    if (members.has(root)) members.get(root).push(i);
    else members.set(root, [i]);
  });
  return [...members.values()]
    .filter((group) => group.length > 1)
    .sort((a, b) => b.length - a.length || a[0] - b[0])
    .map((group) => ({ members: group, shared: sharedBy(group, all) }));
}
