// The oracle's host side (design): step, answer what is asked, step again. DNS goes to the resolver, after
// consent; digests, signatures and pictures stay on this machine.
import { ANSWER } from "./core.js";
import { WhenceError, stopIfAborted } from "./errors.js";
import { digest, hostCrypto, isUnsupported, verify } from "./crypto.js";
import { readMsg } from "./files/outlook.js";
import { PictureReader } from "./pictures/codes.js";

const NO_CRYPTO = "no-crypto"; // no WebCrypto at all: a page on plain http
const NO_ALGORITHM = "no-algorithm"; // WebCrypto without Ed25519

/** Resolves as the promise does, or rejects as soon as the signal is aborted. */
function unlessAborted(promise, signal) {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const stop = () => reject(new WhenceError("aborted", undefined, signal.reason));
    signal.addEventListener("abort", stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
    if (signal.aborted) stop();
  });
}

/**
 * What one question of DNS comes to.
 * @returns {Promise<{state: number, answer?: string}>} never rejected: what goes wrong is "no answer", or
 * "refused" when the error's code says so
 */
async function askDns(question, { resolver, signal }) {
  try {
    const { rcode, answers } = await resolver.query(question.name, question.type, { signal });
    return { state: ANSWER.answered, answer: JSON.stringify({ rcode, answers }) };
  } catch (error) {
    return { state: error?.code === "refused" ? ANSWER.refused : ANSWER.noAnswer };
  }
}

async function askCrypto(session, question, { crypto, notices }) {
  const subtle = crypto();
  if (!subtle) {
    notices.add(NO_CRYPTO);
    return { state: ANSWER.refused };
  }
  const { id, kind, algorithm } = question;
  try {
    if (kind === "digest") {
      const hash = await session.withBlobs(id, ["data"], (data) => digest(subtle, algorithm, data));
      return { state: ANSWER.answered, answer: hash };
    }
    const valid = await session.withBlobs(id, ["key", "signature", "data"],
      (key, signature, data) => verify(subtle, algorithm, key, signature, data));
    return { state: ANSWER.answered, answer: valid ? "1" : "0" };
  } catch (error) {
    if (!isUnsupported(error)) return { state: ANSWER.noAnswer };
    notices.add(NO_ALGORITHM);
    return { state: ANSWER.refused };
  }
}

/** Pictures one after the other: unpacked they are large. */
async function answerPictures(session, questions, { pictures, signal }) {
  const answers = [];
  for (const { id } of questions) {
    if (signal?.aborted) break;
    try {
      const texts = pictures ? await session.withBlobs(id, ["data"], (data) => pictures.codesIn(data)) : null;
      const answer = texts?.map((text) => `${text.replaceAll("\0", " ")}\0`).join("");
      answers.push(texts ? { id, state: ANSWER.answered, answer } : { id, state: ANSWER.refused });
    } catch {
      answers.push({ id, state: ANSWER.noAnswer });
    }
  }
  return answers;
}

/** Outlook's files as mails, each with a sign before it whether it is whole. */
function answerMsgs(session, questions, { rtf }) {
  return questions.map(({ id }) => {
    try {
      // A copy: the core is called while it is read.
      const { bytes, incomplete } = readMsg(session.withBlobs(id, ["data"], (data) => data.slice()), rtf);
      const answer = new Uint8Array(bytes.length + 1);
      answer[0] = (incomplete ? "1" : "0").charCodeAt(0);
      answer.set(bytes, 1);
      return { id, state: ANSWER.answered, answer };
    } catch {
      return { id, state: ANSWER.noAnswer };
    }
  });
}

/**
 * Answers what this machine answers itself: all questions but those of DNS.
 * @returns {Promise<{id: number, state: number, answer?: string | Uint8Array}[]>}
 */
async function answerLocally(session, open, host) {
  const of = (...kinds) => open.filter(({ kind }) => kinds.includes(kind));
  const looking = answerPictures(session, of("picture"), host);
  const local = of("digest", "verify").map(async (question) => ({
    id: question.id,
    ...(await askCrypto(session, question, host)),
  }));
  const [seen, ...rest] = await Promise.all([looking, ...local]);
  return [...seen, ...rest, ...answerMsgs(session, of("msg"), host)];
}

/** Whether a round's DNS questions may be sent. */
async function consent(questions, { onQuestions, signal }) {
  if (!onQuestions) return true;
  const shown = questions.map(({ id, kind, name, type, why, subject }) => ({
    id,
    kind,
    name,
    type,
    why,
    subject,
  }));
  let answer;
  try {
    answer = onQuestions(shown);
  } catch (error) {
    throw new WhenceError("bad-option", "onQuestions threw an error.", error);
  }
  const given = await unlessAborted(Promise.resolve(answer).catch((error) => {
    throw new WhenceError("bad-option", "onQuestions was rejected.", error);
  }), signal);
  return given !== false;
}

/**
 * Asks all DNS questions of a round at once.
 * @returns {Promise<{id: number, state: number, answer?: string}[]>}
 */
async function answerDns(questions, host, round) {
  if (questions.length === 0) return [];
  if (!host.resolver || !(await consent(questions, host)))
    return questions.map(({ id }) => ({ id, state: ANSWER.refused }));
  let answered = 0;
  const progress = () => {
    try {
      host.onProgress?.({ round, answered, asked: questions.length });
    } catch { /* who watches must not stop the work */ }
  };
  progress();
  return Promise.all(questions.map(async (question) => {
    const result = await askDns(question, host);
    answered++;
    if (!host.signal?.aborted) progress();
    return { id: question.id, ...result };
  }));
}

/**
 * Runs a session to its end.
 * @param {object} session a Session of core.js stays the caller's, who closes it
 * @param {{resolver?: object, onReport?: Function, onQuestions?: Function, onProgress?: Function,
 *   signal?: AbortSignal, subtle?: SubtleCrypto, readPictures?: boolean, rtf?: Function}} host onReport:
 *   called once, before DNS is asked; not at all when nothing is to be asked. rtf: reads compressed RTF
 * @returns {Promise<{rounds: number, asked: number, notices: string[]}>} rounds and questions of DNS; what
 * this host could not do
 */
export async function drive(session, host) {
  const noted = new Set();
  // Asked for with the first question: a host may load its own only then, which takes longer than a mail.
  const crypto = "subtle" in host ? () => host.subtle : hostCrypto;
  const pictures = host.readPictures === false ? null : new PictureReader();
  const machine = { crypto, pictures, notices: noted, signal: host.signal, rtf: host.rtf };
  const answer = (answers) => {
    for (const { id, state, answer } of answers) session.answer(id, state, answer);
  };
  let rounds = 0, asked = 0, toReport = host.onReport;
  stopIfAborted(host.signal);
  // What is known of the files before the first step saves a whole one, unless that one asks the network too.
  if ((!host.resolver || toReport) && session.prepare())
    answer(await unlessAborted(answerLocally(session, session.questions(), machine), host.signal));
  while (session.step()) {
    const open = session.questions();
    // A first report has what this machine finds out alone; only then is the network asked.
    const isFirst = toReport && open.every(({ kind }) => kind === "dns");
    const dns = toReport && !isFirst ? [] : open.filter(({ kind }) => kind === "dns");
    if (isFirst) {
      toReport([...noted]);
      toReport = null;
    }
    if (dns.length) rounds++;
    asked += dns.length;
    const work = Promise.all([answerDns(dns, host, rounds), answerLocally(session, open, machine)]);
    answer((await unlessAborted(work, host.signal)).flat());
  }
  return { rounds, asked, notices: [...noted] };
}
