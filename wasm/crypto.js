// Digests and signatures by WebCrypto (design: the oracle). Nothing here leaves the machine.

const DIGESTS = { "sha256": "SHA-256", "sha1": "SHA-1" };
const RSA = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
const ED25519 = { name: "Ed25519" };

class Unsupported extends Error {}

/** Whether an error says that this host cannot do it at all: browsers that do not know Ed25519 yet. */
export const isUnsupported = (error) => error instanceof Unsupported || error?.name === "NotSupportedError";

/** WebCrypto: undefined on pages served over plain http. @returns {SubtleCrypto | undefined} */
export function hostCrypto() {
  return globalThis.crypto?.subtle;
}

/**
 * @param {SubtleCrypto} subtle
 * @param {string} algorithm "sha256" or "sha1"
 * @param {Uint8Array} data copied before this returns
 */
export async function digest(subtle, algorithm, data) {
  const name = DIGESTS[algorithm];
  if (!name) throw new Unsupported(algorithm);
  return new Uint8Array(await subtle.digest(name, /** @type {BufferSource} */ (data)));
}

/**
 * @param {string} algorithm "rsa-sha256" (key: SubjectPublicKeyInfo) or "ed25519-sha256" (key: its 32 bytes;
 * RFC 8463 3: what is
 *   signed is the SHA-256 of the data)
 * @returns {Promise<boolean>} rejected when the key cannot be used
 */
export async function verify(subtle, algorithm, key, signature, data) {
  if (algorithm === "rsa-sha256") {
    const owned = [key, signature, data].map((bytes) => bytes.slice());
    const imported = await subtle.importKey("spki", owned[0], RSA, false, ["verify"]);
    return subtle.verify(RSA, imported, owned[1], owned[2]);
  }
  if (algorithm !== "ed25519-sha256") throw new Unsupported(algorithm);
  const [ownKey, ownSignature] = [key.slice(), signature.slice()];
  const hash = await subtle.digest("SHA-256", data);
  const imported = await subtle.importKey("raw", ownKey, ED25519, false, ["verify"]);
  return subtle.verify(ED25519, imported, ownSignature, hash);
}
