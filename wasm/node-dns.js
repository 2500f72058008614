// A Resolver over this machine's own name server, for the command line: what Node's dns module makes of an
// answer, in the Resolver's form.
import { Resolver } from "node:dns/promises";

const TIMEOUT = 5000;
const TRIES = 2;
const AT_ONCE = 32;
const MOST_KEPT = 2000; // answers: a mailbox of many mails asks for ever more names

const ASK = {
  A: async (dns, name) => (await dns.resolve4(name, { ttl: true })).map(({ address, ttl }) => [address, ttl]),
  AAAA: async (dns, name) =>
    (await dns.resolve6(name, { ttl: true })).map(({ address, ttl }) => [address, ttl]),
  CNAME: async (dns, name) => (await dns.resolveCname(name)).map((target) => [target]),
  MX: async (dns, name) =>
    (await dns.resolveMx(name)).map(({ priority, exchange }) => [{ preference: priority, exchange }]),
  NS: async (dns, name) => (await dns.resolveNs(name)).map((server) => [server]),
  PTR: async (dns, name) => (await dns.resolvePtr(name)).map((target) => [target]),
  // one character for each octet
  TXT: async (dns, name) => (await dns.resolveTxt(name)).map((strings) => [strings]),
};

/**
 * @param {string[]} [servers] other name servers than the machine's, as dns.setServers() has them
 * @returns a Resolver (contract); rejected: no answer
 */
export function nodeResolver(servers) {
  const dns = new Resolver({ timeout: TIMEOUT, tries: TRIES });
  if (servers) dns.setServers(servers);
  const kept = new Map();
  let free = AT_ONCE;
  const waiting = [];

  async function ask(name, type) {
    if (free > 0) free--;
    else await new Promise((resolve) => waiting.push(resolve));
    try {
      const found = await ASK[type](dns, name);
      return { rcode: "NOERROR", answers: found.map(([data, ttl = 0]) => ({ name, type, ttl, data })) };
    } catch (error) {
      if (error.code === "ENOTFOUND") return { rcode: "NXDOMAIN", answers: [] };
      if (error.code === "ENODATA") return { rcode: "NOERROR", answers: [] };
      throw error;
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  }

  return {
    query(name, type) {
      if (!Object.hasOwn(ASK, type)) return Promise.reject(new Error("a type that is not asked for here"));
      const key = `${name.toLowerCase()} ${type}`;
      let answer = kept.get(key);
      if (!answer) {
        answer = ask(name, type);
        if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value);
        kept.set(key, answer); // for the life of the command, or until so many others came
        answer.catch(() => kept.get(key) === answer && kept.delete(key));
      }
      return answer;
    },
  };
}
