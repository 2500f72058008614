// What the element's module touches when it is loaded, for hosts without a document (Node.js: server-side
// rendering, tests; a worker): importing it there does nothing instead of throwing. In a browser these are
// the real ones. Put before the bundle by web/build.mjs.
export const HTMLElement = globalThis.HTMLElement ?? class {};
export const document = globalThis.document ?? {
  createTreeWalker: () => ({}),
  createComment: () => ({}),
  querySelector: () => null,
};
export const customElements = globalThis.customElements ?? { get: () => undefined, define: () => {} };
