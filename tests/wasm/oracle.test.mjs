// The oracle's host side with a session that only asks: consent, one round at once, refusal, failure,
// abortion, WebCrypto.
import { test } from "node:test";
import assert from "node:assert/strict";
import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { drive } from "../../wasm/oracle.js";

const STATE = ["answered", "no answer", "refused"];
const dns = (id, name, type = "TXT") => ({ id, kind: "dns", name, type, why: ["spf"], subject: name });

/** A session that asks these rounds of questions, with these blobs, and notes the answers. */
function session(rounds, blobs = {}) {
  const answers = {};
  let round = -1;
  return {
    answers,
    steps: 0,
    prepare: () => false,
    step() {
      this.steps++;
      return ++round < rounds.length;
    },
    questions: () => rounds[round],
    withBlobs: (id, names, use) => {
      const borrowed = names.map((name) => Uint8Array.from(blobs[id][name]));
      const result = use(...borrowed);
      for (const bytes of borrowed) bytes.fill(0); // memory that is not ours any more
      return result;
    },
    answer(id, state, answer) {
      assert.equal(answers[id], undefined, `question ${id} was answered twice`);
      answers[id] = [STATE[state], answer];
    },
  };
}

const resolver = (query) => ({ query });
const found = async (name, type) => ({
  rcode: "NOERROR",
  answers: [{ name, type, ttl: 1, data: ["x"] }],
  more: "is not passed on",
});

test("asks nobody when nothing is open", async () => {
  const nothing = session([]);
  assert.deepEqual(await drive(nothing, { resolver: resolver(assert.fail) }), {
    rounds: 0,
    asked: 0,
    notices: [],
  });
  assert.equal(nothing.steps, 1);
});

test("a round's questions leave all at once, the next round after it", async () => {
  const open = session([[dns(1, "a.example"), dns(2, "b.example")], [dns(3, "c.example")]]);
  let flying = 0, most = 0;
  const done = await drive(open, {
    resolver: resolver(async (name, type) => {
      most = Math.max(most, ++flying);
      await new Promise((resolve) => setTimeout(resolve, 5));
      flying--;
      return found(name, type);
    }),
  });
  assert.deepEqual(done, { rounds: 2, asked: 3, notices: [] });
  assert.equal(most, 2);
  assert.deepEqual(open.answers[1], [
    "answered",
    '{"rcode":"NOERROR","answers":[{"name":"a.example","type":"TXT","ttl":1,"data":["x"]}]}',
  ]);
  assert.deepEqual(Object.keys(open.answers), ["1", "2", "3"]);
});

test("what is shown before a round: its DNS questions, whole, once, before anything is sent", async () => {
  const shown = [],
    sent = [];
  const open = session(
    [[dns(1, "a.example"), { id: 2, kind: "digest", algorithm: "sha256" }], [dns(3, "b.example", "A")]],
    { 2: { data: "" } },
  );
  await drive(open, {
    resolver: resolver((name, type) => (sent.push(name), found(name, type))),
    onQuestions: async (questions) => {
      shown.push(questions);
      assert.equal(sent.length, shown.length - 1);
      await new Promise((resolve) => setTimeout(resolve, 5));
      assert.equal(sent.length, shown.length - 1);
      return true;
    },
  });
  assert.deepEqual(shown, [[dns(1, "a.example")], [dns(3, "b.example", "A")]]);
});

test("what a callback does to the questions it is shown does not change what is asked", async () => {
  const sent = [];
  await drive(session([[dns(1, "a.example")]]), {
    resolver: resolver((name, type) => (sent.push(name), found(name, type))),
    onQuestions: (questions) => {
      questions[0].name = "evil.example";
      questions.length = 0;
    },
  });
  assert.deepEqual(sent, ["a.example"]);
});

test("no consent and no resolver: refused, and digests are still made", async () => {
  for (const host of [
    { resolver: resolver(assert.fail), onQuestions: () => false },
    { resolver: resolver(assert.fail), onQuestions: async () => false },
    {},
  ]) {
    const open = session([[dns(1, "a.example"), { id: 2, kind: "digest", algorithm: "sha256" }]], {
      2: { data: "abc" },
    });
    await drive(open, host);
    assert.deepEqual(open.answers[1], ["refused", undefined]);
    assert.equal(open.answers[2][0], "answered");
  }
});

test("a round of digests alone needs no consent", async () => {
  const open = session([[{ id: 1, kind: "digest", algorithm: "sha1" }]], { 1: { data: [97, 98, 99] } });
  await drive(open, { onQuestions: assert.fail });
  assert.equal(
    Buffer.from(open.answers[1][1]).toString("hex"),
    createHash("sha1").update("abc").digest("hex"),
  );
});

test("a consent that throws or is rejected is the caller's error, and nothing is sent", async () => {
  for (const onQuestions of [
    () => {
      throw new Error("mine");
    },
    () => Promise.reject(new Error("mine")),
  ]) {
    await assert.rejects(
      drive(session([[dns(1, "a.example")]]), { resolver: resolver(assert.fail), onQuestions }),
      (error) =>
        error.name === "WhenceError" && error.code === "bad-option" && error.cause.message === "mine",
    );
  }
});

test("a resolver that rejects, throws or answers nonsense: no answer, or a refusal", async () => {
  const circle = { rcode: "NOERROR", answers: [] };
  circle.answers.push(circle);
  const ways = [
    () => Promise.reject(new Error("time-out")),
    () => {
      throw new Error("at once");
    },
    () => undefined,
    async () => null,
    async () => circle,
    () => Promise.reject(Object.assign(new Error(), { code: "refused" })),
  ];
  const open = session([ways.map((_, i) => dns(i, `${i}.example`))]);
  await drive(open, { resolver: resolver((name) => ways[parseInt(name)]()) });
  assert.deepEqual(
    Object.values(open.answers).map(([state]) => state),
    [...new Array(5).fill("no answer"), "refused"],
  );
});

test("RSA and Ed25519 signatures (RFC 8463: over the digest)", async () => {
  const data = Buffer.from("from:a@example.com\r\n");
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const ed = generateKeyPairSync("ed25519");
  const spki = rsa.publicKey.export({ type: "spki", format: "der" });
  const raw = Buffer.from(ed.publicKey.export({ format: "jwk" }).x, "base64url");
  const rsaSignature = sign("sha256", data, rsa.privateKey);
  const edSignature = sign(null, createHash("sha256").update(data).digest(), ed.privateKey);
  const bent = (bytes) => Buffer.from(bytes).fill(bytes[3] ^ 1, 3, 4);
  const cases = [
    ["rsa-sha256", { key: spki, signature: rsaSignature, data }, ["answered", "1"]],
    ["rsa-sha256", { key: spki, signature: bent(rsaSignature), data }, ["answered", "0"]],
    ["rsa-sha256", { key: spki, signature: Buffer.alloc(3), data }, ["answered", "0"]],
    ["rsa-sha256", { key: spki, signature: rsaSignature, data: bent(data) }, ["answered", "0"]],
    ["rsa-sha256", { key: spki.subarray(0, 40), signature: rsaSignature, data }, ["no answer", undefined]],
    ["ed25519-sha256", { key: raw, signature: edSignature, data }, ["answered", "1"]],
    ["ed25519-sha256", { key: raw, signature: bent(edSignature), data }, ["answered", "0"]],
    ["ed25519-sha256", { key: raw, signature: edSignature, data: bent(data) }, ["answered", "0"]],
    ["ed25519-sha256", { key: raw.subarray(1), signature: edSignature, data }, ["no answer", undefined]],
    ["rot13", { key: raw, signature: edSignature, data }, ["refused", undefined]],
  ];
  const open = session(
    [cases.map(([algorithm], id) => ({ id, kind: "verify", algorithm }))],
    cases.map(([, blobs]) => blobs),
  );
  assert.deepEqual((await drive(open, {})).notices, ["no-algorithm"]);
  cases.forEach(([algorithm, , want], id) => assert.deepEqual(open.answers[id], want, `${id} ${algorithm}`));
});

test("what this machine answers itself comes before the first step, if that saves one", async () => {
  const prepared = () => {
    const open = session([[dns(2, "a.example")]], { 1: { data: [7] } }), { questions } = open;
    let early = false;
    open.prepare = () => (early = true);
    const first = [{ id: 1, kind: "digest", algorithm: "rot13" }, dns(2, "a.example")];
    open.questions = () => open.steps ? questions() : first;
    return { open, wasEarly: () => early };
  };
  const alone = prepared(), withReport = prepared(), atOnce = prepared(), reports = [];
  await drive(alone.open, {});
  assert.equal(alone.open.answers[1][0], "refused");
  await drive(withReport.open, {
    resolver: resolver(found),
    onReport: () => reports.push({ ...withReport.open.answers }),
  });
  assert.deepEqual(reports, [{ 1: ["refused", undefined] }]);
  assert.equal(withReport.open.answers[2][0], "answered");
  await drive(atOnce.open, { resolver: resolver(found) });
  assert.equal(atOnce.wasEarly(), false);
});

test("without WebCrypto: refused, with a notice", async () => {
  const open = session([
    [
      { id: 1, kind: "digest", algorithm: "sha256" },
      { id: 2, kind: "verify", algorithm: "rsa-sha256" },
    ],
  ]);
  assert.deepEqual(await drive(open, { subtle: undefined }), { rounds: 0, asked: 0, notices: ["no-crypto"] });
  assert.deepEqual(open.answers, { 1: ["refused", undefined], 2: ["refused", undefined] });
});

test("WebCrypto is looked for with the first question for it: Node loads its own only then", async (t) => {
  const property = Object.getOwnPropertyDescriptor(globalThis, "crypto");
  t.after(() => Object.defineProperty(globalThis, "crypto", property));
  let looked = 0;
  const get = () => void looked++;
  Object.defineProperty(globalThis, "crypto", { get, configurable: true });
  await drive(session([[dns(1, "a.example")]]), {});
  assert.equal(looked, 0);
  const { notices } = await drive(session([[{ id: 1, kind: "digest", algorithm: "sha256" }]]), {});
  assert.deepEqual([looked, notices], [1, ["no-crypto"]]);
});

test("aborting ends it at once: before, while consent is asked for, while answers are awaited", async () => {
  const never = () => new Promise(() => {});
  await assert.rejects(
    drive(session([[dns(1, "a.example")]]), { resolver: resolver(never), signal: AbortSignal.abort() }),
    { code: "aborted" },
  );
  for (const host of [{ resolver: resolver(never) }, { resolver: resolver(found), onQuestions: never }]) {
    const stopper = new AbortController();
    const open = session([[dns(1, "a.example")]]);
    const running = drive(open, { ...host, signal: stopper.signal });
    setTimeout(() => stopper.abort("enough"), 10);
    await assert.rejects(
      running,
      (error) => error.name === "WhenceError" && error.code === "aborted" && error.cause === "enough",
    );
    assert.deepEqual(open.answers, {});
  }
});

test("progress is told, and who watches cannot stop the work", async () => {
  const seen = [];
  const open = session([[dns(1, "a.example"), dns(2, "b.example")]]);
  await drive(open, {
    resolver: resolver(found),
    onProgress: (progress) => {
      seen.push(progress);
      throw new Error("mine");
    },
  });
  assert.deepEqual(seen, [0, 1, 2].map((answered) => ({ round: 1, answered, asked: 2 })));
});
