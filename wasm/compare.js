// Same campaign? Mails grouped by what they share: wording, where their links lead, files, the network and machine that
// handed them over, the shape of their Message-ID. Linear in the number of reports.

const LIKE = 0.5; // share of the sketch's classes in which two texts agree
const CLASSES_A_BAND = 2;
const CANDIDATES = 8; // of one bucket that are compared

/** The network of an address, as wide as one customer commonly has: /24 of IPv4, /48 of IPv6. */
function networkOf(ip) {
  if (typeof ip !== "string") return null;
  if (!ip.includes(":")) return `${ip.split(".").slice(0, 3).join(".")}.0/24`;
  const [head, tail = null] = ip.split("::");
  const groups = head ? head.split(":") : [];
  if (tail !== null) while (groups.length < 3) groups.push("0");
  return `${groups.slice(0, 3).join(":")}::/48`;
}

/** How far two sketches agree, 0 to 1; 0 when there are none. */
function likeness(a, b) {
  let same = 0, all = 0;
  for (let i = 0; i < a.length; i++) {
    if (a[i] === null && b[i] === null) continue;
    all++;
    if (a[i] === b[i]) same++;
  }
  return all ? same / all : 0;
}

/** Hosts where a mail's links end, that belong to somebody in particular: no brand's, no shortener's, no counter's. */
function linkHosts(report) {
  const hosts = new Set();
  for (const link of report.links ?? []) {
    if (link.kind === "image") continue;
    const end = link.targets?.at(-1) ?? link;
    const domain = report.domains?.[end.domain];
    if (!domain) continue;
    const readers = (domain.roles ?? []).some((role) => role === "recipient" || role === "list");
    if ((domain.kind !== "other" && domain.kind !== "lookalike") || domain.shortener || domain.countsClicks || readers) continue;
    hosts.add(domain.sharedHosting || !domain.registrable ? domain.name : domain.registrable);
  }
  return [...hosts].slice(0, 50);
}

/** What may be shared, as [what, value]; strong: it alone makes two mails one campaign. */
function marks(report) {
  const handover = report.handover, id = report.messageId;
  const shape = id?.generator ?? id?.origin?.shape ?? null;
  const network = networkOf(handover?.ip), subject = report.identities?.subject ?? "";
  return {
    strong: [
      ...linkHosts(report).map((host) => ["link-host", host]),
      ...(report.attachments ?? []).filter(({ sha256, type }) => sha256 && !/^image\//.test(type ?? "")).map(({ sha256 }) => ["attachment", sha256]),
    ],
    weak: [...(network ? [["network", network]] : []), ...(shape ? [["message-id", shape]] : [])],
    machine: handover?.ip && shape && subject.length >= 8 ? `${handover.ip} ${shape} ${subject}` : null,
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

function joinByWording(reports, groups) {
  const buckets = new Map();
  reports.forEach(({ wording }, i) => {
    if (!Array.isArray(wording)) return;
    for (let band = 0; band < wording.length; band += CLASSES_A_BAND) {
      const key = `${band}:${wording.slice(band, band + CLASSES_A_BAND).join()}`;
      const bucket = buckets.get(key);
      if (!bucket) buckets.set(key, [i]);
      else {
        for (const other of bucket) if (groups.find(other) !== groups.find(i) && likeness(wording, reports[other].wording) >= LIKE) groups.join(other, i);
        if (bucket.length < CANDIDATES) bucket.push(i);
      }
    }
  });
}

/** What at least two members share; members: which of them, when not all do. */
function sharedBy(members, reports, all) {
  const holders = new Map();
  for (const i of members)
    for (const [what, value] of [...all[i].strong, ...all[i].weak]) {
      const key = `${what}\0${value}`;
      const entry = holders.get(key) ?? { what, value, members: new Set() };
      holders.set(key, entry);
      entry.members.add(i);
    }
  const shared = [...holders.values()].filter((entry) => entry.members.size > 1).map(({ what, value, members: who }) => ({ what, value, members: [...who] }));
  const worded = members.filter((i) => Array.isArray(reports[i].wording));
  const like = worded.slice(1).map((i) => ({ i, by: likeness(reports[worded[0]].wording, reports[i].wording) })).filter(({ by }) => by >= LIKE);
  if (like.length) {
    const least = Math.min(...like.map(({ by }) => by));
    shared.push({ what: "wording", value: `${Math.round(least * 100)}%`, members: [worded[0], ...like.map(({ i }) => i)] });
  }
  return shared.sort((a, b) => b.members.length - a.members.length || (a.what < b.what ? -1 : 1));
}

/**
 * @param {object[]} reports
 * @returns {{members: number[], shared: {what: string, value: string, members: number[]}[]}[]} groups of two and more
 */
export function compare(reports) {
  const groups = new Groups(reports.length), first = new Map(), all = reports.map(marks);
  all.forEach(({ strong, machine }, i) => {
    for (const key of [...strong.map((mark) => mark.join("\0")), ...(machine ? [`machine\0${machine}`] : [])]) {
      if (first.has(key)) groups.join(first.get(key), i);
      else first.set(key, i);
    }
  });
  joinByWording(reports, groups);
  const members = new Map();
  reports.forEach((_, i) => {
    const root = groups.find(i);
    if (members.has(root)) members.get(root).push(i);
    else members.set(root, [i]);
  });
  return [...members.values()].filter((group) => group.length > 1).sort((a, b) => b.length - a.length || a[0] - b[0])
    .map((group) => ({ members: group, shared: sharedBy(group, reports, all) }));
}
