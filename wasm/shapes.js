// The objects that reports are mostly made of: eight keys in ten stand in one of these. An engine makes an
// object that it sees written out in a third of the time that it takes to give one key after another.
// words.js finds its kind by the keys, so nothing else depends on this list.

/**
 * @type {((key: number[], behind: (key: number) => any) => object)[]} behind gives what stands behind a key;
 *   called in order
 */
export const SHAPES = [
  (k, v) => ({
    display: v(k[0]), address: v(k[1]), local: v(k[2]), domain: v(k[3]), registrable: v(k[4]), spans: v(k[5]),
  }),
  (k, v) => ({
    name: v(k[0]), unicode: v(k[1]), registrable: v(k[2]), suffix: v(k[3]), sharedHosting: v(k[4]),
    dynamicDns: v(k[5]), shortener: v(k[6]), countsClicks: v(k[7]), kind: v(k[8]), brand: v(k[9]),
    brandName: v(k[10]), brandNameEnglish: v(k[11]), mailDomains: v(k[12]), problems: v(k[13]),
    matches: v(k[14]), roles: v(k[15]), spans: v(k[16]),
  }),
  (k, v) => ({
    name: v(k[0]), key: v(k[1]), value: v(k[2]), meaning: v(k[3]), hint: v(k[4]), spans: v(k[5]),
  }),
  (k, v) => ({ iso: v(k[0]), offsetMinutes: v(k[1]), problems: v(k[2]) }),
  (k, v) => ({
    name: v(k[0]), vendor: v(k[1]), trusted: v(k[2]), guarded: v(k[3]), opaque: v(k[4]), value: v(k[5]),
    items: v(k[6]), spans: v(k[7]),
  }),
  (k, v) => ({ helo: v(k[0]), rdns: v(k[1]), ip: v(k[2]), ident: v(k[3]), auth: v(k[4]) }),
  (k, v) => ({ host: v(k[0]), ip: v(k[1]) }),
  (k, v) => ({
    from: v(k[0]), by: v(k[1]), with: v(k[2]), via: v(k[3]), tls: v(k[4]), encrypted: v(k[5]), id: v(k[6]),
    for: v(k[7]), envelopeFrom: v(k[8]), software: v(k[9]), date: v(k[10]), spans: v(k[11]),
    places: v(k[12]), problems: v(k[13]), delaySeconds: v(k[14]), side: v(k[15]),
  }),
  (k, v) => ({ ptype: v(k[0]), property: v(k[1]), value: v(k[2]) }),
  (k, v) => ({
    id: v(k[0]), area: v(k[1]), severity: v(k[2]), args: v(k[3]), weight: v(k[4]), spans: v(k[5]),
    origin: v(k[6]),
  }),
  (k, v) => ({
    id: v(k[0]), kind: v(k[1]), name: v(k[2]), type: v(k[3]), why: v(k[4]), subject: v(k[5]), state: v(k[6]),
  }),
  (k, v) => ({
    method: v(k[0]), result: v(k[1]), reason: v(k[2]), comment: v(k[3]), props: v(k[4]), meaning: v(k[5]),
    reasonMeaning: v(k[6]),
  }),
  (k, v) => ({
    kind: v(k[0]), text: v(k[1]), href: v(k[2]), host: v(k[3]), domain: v(k[4]), targets: v(k[5]),
    problems: v(k[6]), spans: v(k[7]),
  }),
];
