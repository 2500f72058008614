// What verification asks, beside mailauth, in one run: questions in all, and one after the other.
// usage: npm ci --prefix tests/bench && node tests/bench/rounds.mjs     (after a build)
import { open } from "../../dist/whence.js";
import { counting, ofVerification, ordinary } from "../support/ordinary.mjs";
import { authenticate } from "mailauth";

const whence = await open();
const now = new Date("2026-02-03T01:10:00Z");

async function ours(message) {
  const resolver = counting(message.zone);
  let rounds = 0;
  let needed = 0;
  const onQuestions = (questions) => {
    needed += ofVerification(questions).length;
    if (ofVerification(questions).length) rounds++;
    return true;
  };
  const report = await whence.analyze(message.source, { resolver, now, onQuestions });
  return { rounds, questions: needed, all: resolver.asked.size, dmarc: report.authentication.dmarc?.result };
}

async function theirs(message) {
  const zone = counting(message.zone);
  let depth = 0;
  let waiting = 0;
  const resolver = async (name, type) => {
    if (waiting++ === 0) depth++;
    await new Promise((done) => setTimeout(done, 5));
    waiting--;
    const { rcode, answers } = await zone.query(name, type);
    if (!answers.length)
      throw Object.assign(new Error(rcode), { code: rcode === "NXDOMAIN" ? "ENOTFOUND" : "ENODATA" });
    return answers.map(({ data }) =>
      type === "MX" ? { priority: data.preference, exchange: data.exchange } : data,
    );
  };
  const result = await authenticate(message.source, {
    ip: message.client,
    helo: message.helo,
    sender: message.mailFrom,
    mta: "mx.example.jp",
    resolver,
    disableBimi: true,
  });
  return { rounds: depth, questions: zone.asked.size, dmarc: result.dmarc?.status?.result };
}

console.log("message".padEnd(50), "whence: rounds questions (with facts)", "  mailauth: rounds questions");
for (const message of ordinary) {
  const [us, them] = [await ours(message), await theirs(message)];
  console.log(
    message.name.padEnd(50),
    `${us.rounds}`.padStart(14),
    `${us.questions}`.padStart(9),
    `(${us.all})`.padStart(12),
    `${them.rounds}`.padStart(18),
    `${them.questions}`.padStart(9),
    ` dmarc ${us.dmarc}/${them.dmarc}`,
  );
}
