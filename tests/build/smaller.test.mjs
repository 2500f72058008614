// What makes the page's bundles smaller changes nothing but white space that nobody sees.
import { test } from "node:test";
import assert from "node:assert/strict";
import { unindented } from "../../web/smaller.mjs";

test("templates lose their indentation, inside of others too, and no white space as such", () => {
  const source =
    "const a = html`<p>\n    one\n    ${list.map((b) => html`\n      <i\n        class=x>${b}</i>" +
    "  two\n`)}\n  </p>`;";
  assert.equal(
    unindented(source),
    "const a = html`<p>\none\n${list.map((b) => html`\n<i\nclass=x>${b}</i>  two\n`)}\n</p>`;",
  );
  assert.equal(unindented("x = svg`<g>\r\n\t\n <a/></g>`"), "x = svg`<g>\n<a/></g>`");
});

test("other texts stay as they are", () => {
  for (const source of [
    "const mail = `Received: from a\n    by b`;",
    "const a = html`${plain(`one\n   two`)}`;",
    "const css = unsafeCSS`a {\n  color: red;\n}`;",
    'const a = "html`\\n   `"; /* html`\n   x` */',
  ])
    assert.equal(unindented(source), source);
});
