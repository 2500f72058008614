// A Resolver (whence.d.ts) over a zone written as data, with the meaning that tests/c/support/zone.c gives
// it:
//   {"example.com": [["A", "192.0.2.1"], ["MX", 10, "mx.example.com"], ["TXT", "part 1", "part 2"]]}
// ["TIMEOUT"] or ["SERVFAIL"]: so for every type that is not listed; with a type behind it: for that type.
// A name with others below it exists without data; every other name does not exist.

const MOST_ALIASES = 8;
const fold = (name) => name.toLowerCase().replace(/\.$/, "");

function dataOf([type, ...parts]) {
  if (type === "TXT") return parts.length ? parts : [""];
  if (type === "MX") return { preference: parts[0], exchange: parts[1] };
  return parts[0];
}

/** What the zone says of one name: {rcode, records, alias}; rcode null: no answer. */
function lookUp(zone, name, type) {
  const records = zone.get(name);
  if (!records)
    return {
      rcode: [...zone.keys()].some((other) => other.endsWith(`.${name}`)) ? "NOERROR" : "NXDOMAIN",
      records: [],
    };
  const found = records.filter(([kind]) => kind === type);
  if (found.length) return { rcode: "NOERROR", records: found };
  const fault = (kind) =>
    records.some(([other, only]) => other === kind && (only === undefined || only === type));
  if (fault("TIMEOUT")) return { rcode: null, records: [] };
  if (fault("SERVFAIL")) return { rcode: "SERVFAIL", records: [] };
  return { rcode: "NOERROR", records: [], alias: records.find(([kind]) => kind === "CNAME") };
}

export function zoneResolver(records) {
  const zone = new Map(Object.entries(records).map(([name, list]) => [fold(name), list]));
  return {
    asked: [],
    async query(name, type) {
      this.asked.push(`${fold(name)} ${type}`);
      const answers = [];
      let at = fold(name);
      for (let hops = 0; hops < MOST_ALIASES; hops++) {
        const { rcode, records: found, alias } = lookUp(zone, at, type);
        if (rcode === null) throw new Error("no answer");
        for (const record of found) answers.push({ name: at, type, ttl: 300, data: dataOf(record) });
        if (!alias) return { rcode, answers };
        answers.push({ name: at, type: "CNAME", ttl: 300, data: alias[1] });
        at = fold(alias[1]);
      }
      return { rcode: "SERVFAIL", answers: [] };
    },
  };
}
