// What of DNS is known without reading a message: the types that are asked for, and a message's bound.

export const LARGEST = 65535;
/** RFC 1035 3.2.2, RFC 3596 2.1 */
export const TYPES = { A: 1, NS: 2, CNAME: 5, SOA: 6, PTR: 12, MX: 15, TXT: 16, AAAA: 28 };

export const canAsk = (type) => Object.hasOwn(TYPES, type) && type !== "SOA";
