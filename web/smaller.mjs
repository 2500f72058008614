// What the page's bundles are made smaller by beside esbuild, which takes a hundredth of the time.
import { readFile } from "node:fs/promises";
import { parse } from "acorn";
import { minify } from "terser";
import { kept } from "../wasm/kept.mjs";

const TAGS = ["html", "svg"];

/** Every template of lit's in a syntax tree, those inside others as well. */
function* templatesIn(node) {
  if (node?.type === "TaggedTemplateExpression" && TAGS.includes(node.tag.name)) yield node.quasi;
  for (const value of Object.values(node ?? {})) {
    if (Array.isArray(value)) for (const one of value) yield* templatesIn(one);
    else if (typeof value?.type === "string") yield* templatesIn(value);
  }
}

/**
 * Source with its templates' lines not indented: white space stays white space, the page looks and reads the
 * same. @param {string} source of a module
 */
export function unindented(source) {
  const texts = [...templatesIn(parse(source, { ecmaVersion: "latest", sourceType: "module" }))]
    .flatMap(({ quasis }) => quasis)
    .sort((a, b) => b.start - a.start);
  for (const { start, end } of texts)
    source = source.slice(0, start) + source.slice(start, end).replace(/\s*\n\s*/g, "\n") + source.slice(end);
  return source;
}

/** An esbuild plugin: modules with templates are read unindented. */
export const unindentedTemplates = {
  name: "unindented-templates",
  setup(builder) {
    builder.onLoad({ filter: /\/web\/.*\.js$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      return TAGS.some((tag) => source.includes(`${tag}\``)) ? { contents: unindented(source) } : null;
    });
  },
};

const options = {
  module: true,
  // Of the functions without a name none is called with `new`, nor asked for its prototype: arrows will do.
  compress: { ecma: 2020, passes: 3, unsafe_arrows: true, unsafe_methods: true },
  format: { ecma: 2020, comments: false },
};

/**
 * A module once more, where time is no matter (WHENCE_SMALL): 5 KB of the page for who loads it compressed.
 * @param {string} code  @returns {Promise<string>}
 */
export async function smallest(code) {
  const made = await kept(`terser ${JSON.stringify(options)}`, code, async () => {
    const { code: smaller } = await minify(code, structuredClone(options)); // it writes into what it is given
    return smaller;
  });
  return made.toString();
}
