// Trusted Types take a script's address from a policy only: this one lets through the page's own scripts,
// which stand here.
const OWN = /(^|\/)(sw|whence-page|whence-element|whence-element-class)\.js([?#].*)?$/;

const RULES = { createScriptURL: own };
let policy = null;

/**
 * @param {string} address of one of the page's own scripts, or of a Blob that holds one
 * @returns {TrustedScriptURL | string} throws where the page around forbids the policy, and for any other
 *   address
 */
export function scriptAddress(address) {
  policy ??= globalThis.trustedTypes?.createPolicy("whence-worker", RULES) ?? RULES;
  return policy.createScriptURL(address);
}

function own(address) {
  if (!address.startsWith("blob:") && !OWN.test(address)) throw new TypeError("no script of this page");
  return address;
}

/**
 * Whether an address is that of a file that web/build.mjs made: it holds this page's script and nothing
 * else.
 */
export const isOwnScript = (address) => OWN.test(address);
