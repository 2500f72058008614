// Starts a worker from the script that runs here, once more: the single file has no second one, and nothing
// is in it twice. The page as one file takes its own text, a script of its own its address; what others have
// packed into their own script is not run twice: who knows what else it does. Where there is no worker, a
// page's policy or the browser says so, and the caller does without.
import { isOwnScript, scriptAddress } from "../script-address.js";

export const NAME = "whence-far"; // the worker's, by which this script knows that it is one
// Which script this is: web/build.mjs writes it here. A tab may have been open while its host, or the service
// worker, came to have a newer script: that is another library, and may speak otherwise.
export const BUILD = "@BUILD@";
const PATIENCE = 15_000; // milliseconds: a busy phone evaluates a megabyte of script in some

let own = () => ({ address: import.meta.url });

/**
 * @param {() => {text?: string, address?: string}} found the script that runs here, where it is not a file
 *   of the element's
 */
export function scriptIs(found) {
  own = found;
}

const blobOf = (text) => URL.createObjectURL(new Blob([text], { type: "text/javascript" }));

/** What the worker runs: {address, type}. */
function script() {
  const { text, address } = own();
  // Chrome loads no module from a Blob of a file; what the page holds is as good as a classic script.
  if (text) return { address: blobOf(`(()=>{"use strict";${text}\n})()`), type: "classic" };
  if (!isOwnScript(address ?? "")) return null;
  // A worker's script must be of the page's origin; what it imports need not be.
  const isHere = new URL(address).origin === location.origin;
  return { address: isHere ? address : blobOf(`import ${JSON.stringify(address)};`), type: "module" };
}

/** @returns {Promise<Worker | null>} one that listens and is of this build; null where there can be none */
export async function startWorker() {
  let worker = null, source = null;
  try {
    source = script();
    if (!source || typeof Worker === "undefined") return null;
    worker = new Worker(scriptAddress(source.address), { type: source.type, name: NAME });
    await listening(worker);
    return worker;
  } catch {
    worker?.terminate();
    return null;
  } finally {
    if (source?.address.startsWith("blob:")) URL.revokeObjectURL(source.address);
  }
}

function listening(worker) {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error("late")), PATIENCE);
    const settle = (how) => (event) => {
      clearTimeout(late);
      event.preventDefault?.();
      how(event);
    };
    worker.onmessage = ({ data }) => settle(data.listening === BUILD ? resolve : reject)(data);
    worker.onerror = settle(reject);
  });
}
