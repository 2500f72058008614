// The worker's side: the library, asked by messages. {id, what, args} is a call, answered with {id, value}
// or {id, error}; a function of the caller's is called with {id, hook, args, reply} and answers with {id,
// reply, value | error}; {id, abort} ends a call.
import { isFar } from "./far.js";
import { BUILD } from "./far-start.js";
import { masked } from "./given.js";
import { library } from "./library.js";

// Nothing here needs a network: what a policy does not reach is taken away.
const DOORS = ["fetch", "XMLHttpRequest", "WebSocket", "WebSocketStream", "WebTransport", "EventSource"];

/** @param {DedicatedWorkerGlobalScope} scope */
function serve(scope) {
  for (let object = scope; object; object = Object.getPrototypeOf(object))
    for (const door of DOORS) delete object[door];
  const calls = new Map(); // id -> AbortController
  const replies = new Map(); // number -> {resolve, reject}
  let last = 0, held = null; // the source that came last: null in a message stands for it

  const ask = (id, hook) => (...args) =>
    new Promise((resolve, reject) => {
      replies.set(++last, { resolve, reject });
      scope.postMessage({ id, hook, args, reply: last });
    });

  const deeds = {
    analyze(whence, id, [bytes, options, hooks]) {
      const asked = Object.fromEntries(hooks.map((hook) => [hook, ask(id, hook)]));
      const { query, ...functions } = asked;
      const resolver = query && { query: (name, type) => query(name, type) };
      return whence.analyze(bytes, { ...options, ...functions, resolver, signal: calls.get(id).signal });
    },
    read: (whence, _, args) => whence.read(...args),
    async splitSource(whence, _, [bytes, name]) {
      const items = await whence.splitSource(bytes, name);
      return items.map((item) => {
        const isSource = item.bytes?.buffer === bytes.buffer && item.bytes.length === bytes.length;
        return { ...item, isSource, bytes: isSource ? null : item.bytes?.slice() ?? null };
      });
    },
    masked: (whence, _, [bytes]) => masked(bytes, whence),
  };

  async function perform({ id, what, args }) {
    calls.set(id, new AbortController());
    try {
      scope.postMessage({ id, value: await deeds[what](await library(), id, args) });
    } catch (error) {
      const { code = "unexpected", message } = error ?? {};
      scope.postMessage({ id, error: { code, message: `${message}` } });
    } finally {
      calls.delete(id);
    }
  }

  function settle({ reply, value, error }) {
    const waiting = replies.get(reply);
    replies.delete(reply);
    if (error) waiting?.reject(Object.assign(new Error(error.message), { code: error.code }));
    else waiting?.resolve(value);
  }

  scope.onmessage = ({ data }) => {
    if (data.abort) calls.get(data.id)?.abort();
    else if (data.reply) settle(data);
    else {
      held = data.args[0] ?? held;
      perform({ ...data, args: [held, ...data.args.slice(1)] });
    }
  };
  scope.postMessage({ listening: BUILD });
}

if (isFar()) serve(globalThis);
