// The DoH client over several questions: what is kept and for how long, what is shared, what is given up.
import { test } from "node:test";
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { A, against, answer, send } from "../support/fake-doh.mjs";
import { until } from "../support/until.mjs";

test("the same question is asked once while it is under way, and kept for as long as its TTL says", () =>
  against(
    (query, response, { name }) =>
      send(response, answer(query, [A(name, "192.0.2.1", name === "short.example" ? 0 : 300)])),
    async (resolver, server) => {
      const [one, two] = await Promise.all([
        resolver.query("example.com", "A"),
        resolver.query("EXAMPLE.com", "A"),
      ]);
      assert.deepEqual(one, two);
      one.answers.push("mine");
      assert.deepEqual(await resolver.query("example.com", "A"), two);
      assert.equal(server.requests.length, 1);
      await resolver.query("short.example", "A");
      await resolver.query("short.example", "A");
      assert.equal(server.requests.length, 3);
    },
  ));

test("an absence is kept for as long as the SOA says (RFC 2308)", () => {
  const soa = (minimum) => ({
    name: "example", type: "SOA", ttl: 900,
    data: { mname: "ns.example", rname: "a.example", serial: 1, refresh: 1, retry: 1, expire: 1, minimum },
  });
  return against(
    (query, response, { name }) =>
      send(response, answer(query, [], { rcode: 3, authorities: [soa(name === "a.example" ? 0 : 60)] })),
    async (resolver, server) => {
      for (const name of ["a.example", "a.example", "b.example", "b.example"])
        await resolver.query(name, "A");
      assert.deepEqual(
        server.requests.map(({ name }) => name),
        ["a.example", "a.example", "b.example"],
      );
    },
  );
});

test("aborting gives up the request, unless somebody else waits for it", () => {
  const waiting = [];
  return against(
    (query, response) => waiting.push(() => send(response, answer(query, [A("example.com", "192.0.2.1")]))),
    async (resolver, server) => {
      const one = new AbortController(), two = new AbortController();
      const first = resolver.query("example.com", "A", { signal: one.signal });
      const second = resolver.query("example.com", "A", { signal: two.signal });
      while (!waiting.length) await sleep(5);
      one.abort();
      await assert.rejects(first, { code: "aborted" });
      assert.equal(server.requests[0].closed, false);
      two.abort();
      await assert.rejects(second, { code: "aborted" });
      assert.ok(await until(() => server.requests[0].closed));
      assert.equal(server.requests[0].finished, false);
      const again = resolver.query("example.com", "A");
      while (waiting.length < 2) await sleep(5);
      waiting[1]();
      assert.equal((await again).answers.length, 1);
      await assert.rejects(resolver.query("other.example", "A", { signal: AbortSignal.abort() }), {
        code: "aborted",
      });
    },
  );
});

test("many questions at once are all answered, not all at the same moment", () => {
  let now = 0, most = 0;
  return against((query, response, { name }) => {
    most = Math.max(most, ++now);
    setTimeout(() => {
      now--;
      send(response, answer(query, [A(name, "192.0.2.1")]));
    }, 100);
  }, async (resolver) => {
    const names = Array.from({ length: 100 }, (_, i) => `n${i}.example`);
    const answers = await Promise.all(names.map((name) => resolver.query(name, "A")));
    assert.deepEqual(answers.map((one) => one.answers[0].name), names);
    assert.ok(most > 4 && most <= 24, `${most} at once`);
  });
});
