// dist/api.md: the library's types as a page, each declaration with its comment, in the order of the types.

/** A comment's text, as prose. */
const prose = (comment) => comment.trim().replace(/^\/\*\*?|\*\/$/g, "").replace(/^\s*\* ?/gm, "").trim();

/** @param {string} types the declarations  @returns {string} Markdown */
export function apiPage(types) {
  const [, about] = types.match(/^\/\*\*([^]*?)\*\//) ?? ["", ""];
  // A declaration ends where the next line is neither indented nor its closing brace.
  const parts = types.matchAll(
    /(\/\*\*(?:[^*]|\*(?!\/))*\*\/\n)?(export (\w+) (\w+)[^]*?[;}])(?=\n(?![ }]))/g,
  );
  const chapters = {
    function: "Functions",
    class: "Classes",
    const: "Functions",
    interface: "Types",
    type: "Types",
  };
  const pages = new Map();
  for (const [, comment, code, kind, name] of parts) {
    const text = `### ${name}\n\n${comment ? `${prose(comment)}\n\n` : ""}\`\`\`ts\n${code}\n\`\`\`\n`;
    const chapter = name === "Whence" ? "The analyzer" : chapters[kind];
    pages.set(chapter, [...pages.get(chapter) ?? [], text]);
  }
  const order = ["Functions", "The analyzer", "Classes", "Types"];
  return `# The library\n\n${prose(about)}\n\n${order
    .filter((chapter) => pages.has(chapter))
    .map((chapter) => `## ${chapter}\n\n${pages.get(chapter).join("\n")}`)
    .join("\n")}`;
}
