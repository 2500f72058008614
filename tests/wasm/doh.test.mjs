// The DoH client (RFC 8484) against a server that answers well, badly, late and not at all. What is odd must
// be a rejected promise.
import { test } from "node:test";
import assert from "node:assert/strict";
import { dohResolver } from "../../wasm/doh.js";
import { A, against, answer, fakeDoh, send } from "../support/fake-doh.mjs";

test("asks by GET with id 0, unpadded base64url and the right Accept, and carries nothing else", () =>
  against(
    (query, response) => send(response, answer(query, [A("example.com", "192.0.2.1")])),
    async (resolver, server) => {
      const result = await resolver.query("Example.COM.", "A");
      assert.deepEqual(result, {
        rcode: "NOERROR",
        answers: [{ name: "example.com", type: "A", ttl: 300, data: "192.0.2.1" }],
      });
      const [request] = server.requests;
      assert.equal(request.method, "GET");
      assert.equal(request.headers.accept, "application/dns-message");
      assert.equal(request.headers.cookie, undefined);
      assert.equal(request.headers.referer, undefined);
      assert.equal(request.query.id, 0);
      assert.equal(request.query.flag_rd, true);
      assert.equal(request.query.questions.length, 1);
      assert.equal(request.name, "example.com");
      assert.match(request.raw, /^[\w-]+$/);
    },
  ));

test("every type comes in the Resolver's form", () => {
  const data = {
    A: "192.0.2.1",
    AAAA: "2001:db8::1",
    NS: "ns.example.com",
    PTR: "host.example.com",
    CNAME: "www.example.net",
    MX: { preference: 10, exchange: "mx.example.com" },
    TXT: [Buffer.from("v=spf1 "), Buffer.from([0x2d, 0x61, 0x6c, 0x6c, 0xff, 0])],
  };
  return against(
    (query, response, { name, type }) =>
      send(response, answer(query, [{ name, type, ttl: 60, data: data[type] }])),
    async (resolver) => {
      for (const type of Object.keys(data)) {
        const want = type === "TXT" ? ["v=spf1 ", "-all\xff\0"] : data[type];
        assert.deepEqual((await resolver.query("example.com", type)).answers, [
          { name: "example.com", type, ttl: 60, data: want },
        ]);
      }
      await assert.rejects(resolver.query("example.com", "ANY"));
    });
});

test("a null MX is the root", () =>
  against(
    (query, response) =>
      send(
        response,
        answer(query, [{ name: "example.com", type: "MX", ttl: 60, data: { preference: 0, exchange: "." } }]),
      ),
    async (resolver) =>
      assert.deepEqual((await resolver.query("example.com", "MX")).answers[0].data, {
        preference: 0,
        exchange: ".",
      }),
  ));

test("NXDOMAIN and no data are answers, SERVFAIL is one that says so", () =>
  against(
    (query, response, { name }) =>
      send(response, answer(query, [], { rcode: { "none.example": 3, "broken.example": 2 }[name] ?? 0 })),
    async (resolver) => {
      assert.deepEqual(await resolver.query("none.example", "A"), { rcode: "NXDOMAIN", answers: [] });
      assert.deepEqual(await resolver.query("empty.example", "A"), { rcode: "NOERROR", answers: [] });
      assert.deepEqual(await resolver.query("broken.example", "A"), { rcode: "SERVFAIL", answers: [] });
    },
  ));

test("a chain of CNAMEs is followed; records that do not belong to it are left out", () =>
  against(
    (query, response) =>
      send(
        response,
        answer(query, [
          A("other.example", "203.0.113.9"),
          { name: "a.example", type: "CNAME", ttl: 5, data: "B.example" },
          { name: "b.example", type: "CNAME", ttl: 300, data: "c.example" },
          A("C.example", "192.0.2.7"),
          A("c.example", "192.0.2.8"),
        ]),
      ),
    async (resolver) => {
      const { answers } = await resolver.query("a.example", "A");
      assert.deepEqual(
        answers.map((record) => [record.name, record.type, record.data]),
        [
          ["a.example", "CNAME", "B.example"],
          ["b.example", "CNAME", "c.example"],
          ["c.example", "A", "192.0.2.7"],
          ["c.example", "A", "192.0.2.8"],
        ],
      );
    },
  ));

const raw = (edit) => (query, response) => {
  const bytes = Buffer.from(answer(query, [A(query.questions[0].name, "192.0.2.1")]));
  send(response, edit(bytes) ?? bytes);
};
/** An answer whose one record has this type and RDATA, and what follows it. */
const record =
  (type, data, behind = []) =>
  (query, response) => {
    const head = answer(query, []);
    head.writeUInt16BE(1, 6);
    send(
      response,
      Buffer.concat([
        head,
        Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 9, 0, data.length, ...data, ...behind]),
      ]),
    );
  };
const hostile = {
  "status 500": (query, response) => send(response, answer(query, []), { status: 500 }),
  "status 204 without a body": (query, response) => send(response, undefined, { status: 204 }),
  "a redirect": (query, response, { count }) =>
    send(response, "", {
      status: 302,
      headers: { location: `/elsewhere${count}?dns=AAABAAABAAAAAAAAA3d3dwdleGFtcGxlA2NvbQAAAQAB` },
    }),
  HTML: (query, response) =>
    send(response, "<!DOCTYPE html><title>Log in to the network</title>", { type: "text/html" }),
  "HTML that says it is DNS": (query, response) =>
    send(response, "<!DOCTYPE html><title>Log in to the network</title>"),
  "the right bytes under another type": (query, response) =>
    send(response, answer(query, []), { type: "application/octet-stream" }),
  "an empty body": (query, response) => send(response, ""),
  "a body that breaks off": (query, response) => {
    response.writeHead(200, { "content-type": "application/dns-message", "content-length": 100 });
    response.write(answer(query, []).subarray(0, 8));
    setTimeout(() => response.destroy(), 5);
  },
  "a body larger than a DNS message": (query, response) =>
    send(response, Buffer.concat([answer(query, []), Buffer.alloc(70000)])),
  "a body without end": (query, response) => {
    response.writeHead(200, { "content-type": "application/dns-message" });
    const more = () => response.destroyed || (response.write(Buffer.alloc(30000)), setTimeout(more, 1));
    more();
  },
  "another id": (query, response) => send(response, answer(query, [], { id: 7 })),
  "a query instead of a response": raw((bytes) => void (bytes[2] &= 0x7f)),
  "another opcode": raw((bytes) => void (bytes[2] |= 0x10)),
  "the truncation bit": raw((bytes) => void (bytes[2] |= 2)),
  "another name": (query, response) =>
    send(
      response,
      answer(query, [A("evil.example", "192.0.2.66")], { questions: [{ name: "evil.example", type: "A" }] }),
    ),
  "another type": (query, response) =>
    send(response, answer(query, [], { questions: [{ name: "example.com", type: "MX" }] })),
  "no question": (query, response) => send(response, answer(query, [], { questions: [] })),
  "two questions": (query, response) =>
    send(response, answer(query, [], { questions: [query.questions[0], query.questions[0]] })),
  "a loop of CNAMEs": (query, response) =>
    send(
      response,
      answer(query, [
        { name: "example.com", type: "CNAME", ttl: 9, data: "b.example" },
        { name: "b.example", type: "CNAME", ttl: 9, data: "example.com" },
      ]),
    ),
  "a CNAME to itself": (query, response) =>
    send(response, answer(query, [{ name: "example.com", type: "CNAME", ttl: 9, data: "example.com" }])),
  "a message cut short": raw((bytes) => bytes.subarray(0, bytes.length - 2)),
  "more answers promised than there are": raw((bytes) => void bytes.writeUInt16BE(65535, 6)),
  "an A record of 5 octets": raw((bytes) => {
    bytes.writeUInt16BE(5, bytes.length - 6);
    return Buffer.concat([bytes, Buffer.from([1])]);
  }),
  "an A record of 3 octets": raw((bytes) => {
    bytes.writeUInt16BE(3, bytes.length - 6);
    return bytes.subarray(0, bytes.length - 1);
  }),
  "a name that points at itself": (query, response) => {
    const head = answer(query, []);
    head.writeUInt16BE(1, 6);
    send(
      response,
      Buffer.concat([head, Buffer.from([0xc0, head.length, 0, 1, 0, 1, 0, 0, 0, 9, 0, 4, 192, 0, 2, 1])]),
    );
  },
  "pointers to pointers, without end": (query, response) => {
    // A record of a type that nobody asked for holds the chain; the answer's name begins at its end.
    const head = answer(query, []), first = head.length + 11, chain = Buffer.alloc(2001);
    for (let i = 1; i < chain.length; i += 2) chain.writeUInt16BE(0xc000 | (first + Math.max(i - 2, 0)), i);
    head.writeUInt16BE(2, 6);
    const holder = Buffer.from([0, 0, 99, 0, 1, 0, 0, 0, 9, chain.length >> 8, chain.length & 255]);
    const name = Buffer.alloc(2);
    name.writeUInt16BE(0xc000 | (first + chain.length - 2));
    const rest = Buffer.from([0, 99, 0, 1, 0, 0, 0, 9, 0, 0]);
    send(response, Buffer.concat([head, holder, chain, name, rest]));
  },
  "TXT: a character-string that ends beyond its record": record(
    16,
    [9, 65, 66],
    [67, 68, 69, 70, 71, 72, 73],
  ),
  "TXT: no string at all": record(16, []),
  "AAAA: 4 octets": record(28, [192, 0, 2, 1]),
  "PTR: a name shorter than its record": record(12, [1, 97, 0, 0, 0]),
  "PTR: a name longer than its record": record(12, [1, 97], [0]),
  "MX: a name shorter than its record": record(15, [0, 1, 1, 97, 0, 7]),
  "MX: no name": record(15, [0, 1]),
};
for (const [name, behave] of Object.entries(hostile)) {
  test(`no answer: ${name}`, () =>
    against(behave, async (resolver, server) => {
      await assert.rejects(resolver.query("example.com", name.match(/^([A-Z]+): /)?.[1] ?? "A"));
      assert.equal(
        server.requests.filter((request) => request.request.url.startsWith("/dns-query")).length,
        2,
        "tried twice",
      );
      assert.ok(
        server.requests.every((request) => request.request.url.startsWith("/dns-query")),
        "followed nobody elsewhere",
      );
    }));
}

test("random bytes and every truncation of a good message are no answer, or a good one", async () => {
  const good = answer({ id: 0, questions: [{ name: "example.com", type: "MX", class: "IN" }] },
    [{ name: "example.com", type: "MX", ttl: 9, data: { preference: 1, exchange: "mx.example.com" } }]);
  let seed = 1;
  const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
  let body;
  const fetch = async () => new Response(body, { headers: { "content-type": "application/dns-message" } });
  for (let i = 0; i < 400; i++) {
    if (i < good.length) body = good.subarray(0, i);
    else {
      body = Buffer.from(good);
      for (let k = 0; k < 3; k++) body[Math.floor(random() * body.length)] = Math.floor(random() * 256);
    }
    const resolver = dohResolver("https://dns.example/dns-query", { fetch });
    await resolver.query("example.com", "MX").then(
      ({ rcode, answers }) => {
        assert.equal(typeof rcode, "string");
        assert.ok(i >= good.length, `truncated at ${i}`);
        for (const record of answers) {
          assert.equal(typeof record.name, "string");
          if (record.type === "MX")
            assert.ok(Number.isInteger(record.data.preference) && typeof record.data.exchange === "string");
        }
      },
      (error) => assert.ok(error instanceof Error),
    );
  }
});

test("a slow server: no answer after two time-outs, also when fetch does not mind the signal", async () => {
  await against(
    () => {},
    (resolver) => assert.rejects(resolver.query("example.com", "A")),
    { timeoutMs: 60 },
  );
  const deaf = dohResolver("https://dns.example/", { timeoutMs: 60, fetch: () => new Promise(() => {}) });
  await assert.rejects(deaf.query("example.com", "A"));
});

test("a refused connection is no answer", async () => {
  const server = await fakeDoh(() => {});
  await server.close();
  await assert.rejects(dohResolver(server.url).query("example.com", "A"));
});

test("the second try counts", () =>
  against(
    (query, response, { count }) =>
      count === 1
        ? send(response, "", { status: 503 })
        : send(response, answer(query, [A("example.com", "192.0.2.1")])),
    async (resolver, server) => {
      assert.equal((await resolver.query("example.com", "A")).answers[0].data, "192.0.2.1");
      assert.equal(server.requests.length, 2);
    },
  ));

test("names that cannot be asked for are no answer, and nothing is sent", () =>
  against(
    () => assert.fail("sent"),
    async (resolver, server) => {
      for (const name of [
        "",
        ".",
        "a..b",
        `${"x".repeat(64)}.example`,
        "caf\u00e9.example",
        "a b.example",
        `${"abc.".repeat(70)}example`,
      ]) {
        await assert.rejects(resolver.query(name, "A"), name);
      }
      assert.equal(server.requests.length, 0);
    },
  ));

test("the server's address is https, or this machine; a template is understood", () => {
  for (const url of [
    "http://dns.example/dns-query",
    "ftp://dns.example/",
    "nonsense",
    "",
    "file:///etc/passwd",
  ]) {
    assert.throws(() => dohResolver(url), { name: "WhenceError", code: "bad-option" }, url);
  }
  assert.throws(() => dohResolver("https://dns.example/", { timeoutMs: -1 }), { code: "bad-option" });
  assert.equal(dohResolver("https://dns.example/dns-query{?dns}").url, "https://dns.example/dns-query");
  assert.equal(dohResolver(new URL("https://dns.example/q?key=1")).url, "https://dns.example/q?key=1");
});
