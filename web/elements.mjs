// What the elements offer to the pages around them: one table, from which web/build.mjs makes the elements'
// types and custom-elements.json (for editors and catalogues). tests/wasm/elements.test.mjs keeps it, the
// sources and the documents in step.

import { LANGUAGES } from "./i18n/languages.js";

const LANG = {
  name: "lang",
  type: "string",
  about: `${LANGUAGES.join(" or ")}; without it the browser's language`,
};
const THEME = {
  name: "theme",
  type: '"light" | "dark" | null',
  about: "the colours; without it the color-scheme of the page around",
};
const VIEW = {
  name: "view",
  type: '"summary" | "full" | null',
  about: "summary: the verdict and its reasons alone",
};
const LOAD = {
  name: "load",
  type: "string",
  loader: true,
  about: "button: whence-loader.js waits for its button to be pressed",
};
const ERROR = {
  name: "whence-error",
  detail: "{ code: WhenceErrorCode | string }",
  about: "It could not be judged or shown.",
};
const STYLE = [
  { name: "--whence-padding", about: "the distance to the page around (1em)" },
  { name: "--whence-radius", about: "its corners (1em)" },
  { name: "--whence-top", about: "the height of what the page keeps at the top of the window (0px)" },
];

/** attributes: property is given where it is called otherwise; type is the property's. */
export const ELEMENTS = [
  {
    tag: "whence-analyzer",
    className: "WhenceAnalyzer",
    source: "whence-analyzer.js",
    about:
      "Paste a mail, see where it really came from. " +
      "Where there is no document (Node.js) the module can be imported and does nothing.",
    attributes: [
      LANG,
      THEME,
      VIEW,
      LOAD,
      { name: "compact", type: "boolean", about: "no examples, less space" },
      {
        name: "page",
        type: "boolean",
        about:
          "for Whence's own page alone: settings may be kept in the browser. Other pages keep nothing",
      },
      {
        name: "sample",
        type: "string",
        about: "the id of an example to judge at once: kagoya, bounce, parcel, newsletter",
      },
      {
        name: "src",
        type: "string",
        about: "address of a mail to fetch and judge; another site must allow it by CORS",
      },
      {
        name: "redact",
        type: "boolean",
        about:
          "the recipient, own servers and tokens are replaced before the mail is judged; no lookups then",
      },
      {
        name: "own-domains",
        property: "ownDomains",
        type: "string",
        about: "the reader's own domains, with blanks or commas between",
      },
      {
        name: "tab",
        type: "string",
        about: "which tab is open: route, domains, authentication, text, findings",
      },
      {
        name: "lookups",
        type: "string",
        about: "off: never offers lookups; otherwise each reader is asked before anything is sent",
      },
    ],
    properties: [
      { name: "report", type: "Report | null", about: "The report that is shown." },
      {
        name: "source",
        type: "{ bytes: Uint8Array; name: string } | null",
        about: "The source that is shown.",
      },
      {
        name: "list",
        type: "{ number: number; count: number; open: number | null } | null",
        about:
          "The list of mails that is there; number: of the list, another for each. " +
          "open: the mail of it that is shown, by its place as given.",
      },
      {
        name: "preferences",
        type: "{ language: string | null; theme: string | null }",
        about: "Kept preferences, for a page that wants to start with them.",
      },
    ],
    methods: [
      {
        name: "analyze",
        parameters: [
          ["source", "Source"],
          ["name?", "string"],
        ],
        returns: "Promise<void>",
        about: "Judges a mail and shows the result. name: a file's, for showing.",
      },
      {
        name: "openMessage",
        parameters: [["place", "number | null"]],
        returns: "Promise<void> | void",
        about: "Opens a mail of the list by its place as given; null: goes back to the list.",
      },
      {
        name: "clear",
        parameters: [],
        returns: "void",
        about: "Shows no mail any more, and the place where one comes in.",
      },
      {
        name: "open",
        parameters: [
          ["tab", "string"],
          ["finding?", "FindingId | null"],
        ],
        returns: "void",
        about: "Opens a tab, and in it a finding; anything that is no tab: the verdict.",
      },
      {
        name: "shortcut",
        parameters: [["event", "KeyboardEvent"]],
        returns: "boolean",
        about: "Takes a key that was pressed anywhere on the page; true when it was a shortcut.",
      },
    ],
    events: [
      { name: "whence-report", detail: "{ report: Report }", about: "A mail was judged." },
      {
        name: "whence-list",
        detail: "{ number: number; count: number; open: number | null } | null",
        about: "A list of mails was begun or gone back to; null: nothing is shown any more.",
      },
      ERROR,
      {
        name: "whence-questions",
        detail: "{ questions: Question[] }",
        about: "Questions of DNS are shown and wait for the reader's consent.",
      },
      {
        name: "whence-preferences",
        detail: "{ language: string | null; theme: string | null }",
        about: "The reader chose a language or colours.",
      },
      {
        name: "whence-tab",
        detail: "{ tab: string; finding: FindingId | null }",
        about: "The reader went to a tab, or to a finding in it; empty: to the verdict.",
      },
      {
        name: "whence-share",
        detail: "{ report: Report; source: Uint8Array }",
        about: "The reader wants to share or publish; cancelled: no dialog opens.",
      },
    ],
    slots: [
      {
        name: "source",
        about: 'a mail to judge: <script type="message/rfc822" slot="source"> or another element',
      },
      { name: "lead", about: "what stands above the place to paste into, until a mail is judged" },
      { name: "title", about: "instead of the name in the toolbar" },
    ],
    cssProperties: STYLE,
    cssParts: [],
  },
  {
    tag: "whence-report",
    className: "WhenceReport",
    source: "whence-report.js",
    about:
      'A report that was frozen, as JSON in <script type="application/json"> inside it or at src; ' +
      "judged by nobody again.",
    attributes: [LANG, THEME, VIEW, LOAD, { name: "src", type: "string", about: "address of the JSON" }],
    properties: [
      {
        name: "report",
        type: "Report | null",
        writable: true,
        about: "The report to show; redacted before it is shown.",
      },
    ],
    methods: [],
    events: [ERROR],
    slots: [],
    cssProperties: STYLE.slice(0, 2),
    cssParts: [{ name: "verdict", about: "the line with the verdict" }],
  },
];

const named = ({ name, about }) => ({ name, description: about });
const typed = (text) => ({ type: { text } });
const parameter = ([name, text]) => ({
  name: name.replace("?", ""),
  ...(name.endsWith("?") ? { optional: true } : {}),
  ...typed(text),
});

function members({ attributes, properties, methods }) {
  const fields = attributes
    .filter(({ loader }) => !loader)
    .map(({ name, property, type, about }) => ({
      kind: "field",
      name: property ?? name,
      description: about,
      ...typed(type),
    }));
  const others = properties.map(({ name, type, about, writable }) => ({
    kind: "field",
    name,
    description: about,
    ...typed(type),
    ...(writable ? {} : { readonly: true }),
  }));
  return [
    ...fields,
    ...others,
    ...methods.map(({ name, parameters, returns, about }) => ({
      kind: "method",
      name,
      description: about,
      parameters: parameters.map(parameter),
      return: typed(returns),
    })),
  ];
}

/** The Custom Elements Manifest, schema 1.0.0, of the modules in dist/. */
export function manifest() {
  const declarations = ELEMENTS.map((element) => ({
    kind: "class",
    customElement: true,
    name: element.className,
    tagName: element.tag,
    description: element.about,
    superclass: { name: "HTMLElement" },
    attributes: element.attributes.map(({ name, property, type, about, loader }) => ({
      name,
      description: about,
      ...typed(type),
      ...(loader ? {} : { fieldName: property ?? name }),
    })),
    members: members(element),
    events: element.events.map(({ name, detail, about }) => ({
      name,
      description: about,
      ...typed(`CustomEvent<${detail}>`),
    })),
    slots: element.slots.map(named),
    cssProperties: element.cssProperties.map(named),
    cssParts: element.cssParts.map(named),
  }));
  const exported = (path) =>
    ELEMENTS.map(({ className }) => ({
      kind: "js",
      name: className,
      declaration: { name: className, module: path },
    }));
  const defined = (path) =>
    ELEMENTS.map(({ className, tag }) => ({
      kind: "custom-element-definition",
      name: tag,
      declaration: { name: className, module: path },
    }));
  const module = (path, exports) => ({ kind: "javascript-module", path, declarations, exports });
  return {
    schemaVersion: "1.0.0",
    modules: [
      module("dist/whence-element.js", [
        ...exported("dist/whence-element.js"),
        ...defined("dist/whence-element.js"),
      ]),
      module("dist/whence-element-class.js", exported("dist/whence-element-class.js")),
    ],
  };
}

const comment = (text, indent) => `${indent}/** ${text} */\n`;
const typeOf = ({ name, type }) => (name === "lang" ? "string" : type); // HTMLElement's own is no other

/** A member of an interface or a class, with its comment. */
const line = (about, code) => `${comment(about, "  ")}  ${code};\n`;

function declarationOf({ className, tag, about, attributes, properties, methods, events }) {
  const map = `${className}EventMap`;
  const listen = (generic, listener) =>
    `  addEventListener${generic}, listener: ${listener}, ` +
    "options?: boolean | AddEventListenerOptions): void;\n";
  const heard = events.map((one) =>
    line(one.about, `${JSON.stringify(one.name)}: CustomEvent<${one.detail}>`),
  );
  const own = [
    ...attributes
      .filter(({ loader }) => !loader)
      .map((one) =>
        line(`Attribute ${one.name}: ${one.about}.`, `${one.property ?? one.name}: ${typeOf(one)}`),
      ),
    ...properties.map((one) =>
      line(one.about, `${one.writable ? "" : "readonly "}${one.name}: ${one.type}`),
    ),
    ...methods.map((one) => {
      const given = one.parameters.map(([key, type]) => `${key}: ${type}`).join(", ");
      return line(one.about, `${one.name}(${given}): ${one.returns}`);
    }),
    listen(`<K extends keyof ${map}>(type: K`, `(this: ${className}, event: ${map}[K]) => void`),
    listen("(type: string", "EventListenerOrEventListenerObject"),
  ];
  const head = `${comment(`<${tag}>: ${about}`, "")}export class ${className} extends HTMLElement {\n`;
  return `export interface ${map} {\n${heard.join("")}}\n\n${head}${own.join("")}}\n`;
}

/** The types of whence-element.js and whence-element-class.js. */
export function declarations() {
  return (
    `/** The custom elements ${ELEMENTS.map(({ tag }) => `<${tag}>`).join(" and ")}. */\n` +
    'import type { FindingId, Question, Report, Source, WhenceErrorCode } from "./whence.js";\n\n' +
    `${ELEMENTS.map(declarationOf).join("\n")}\ndeclare global {\n  interface HTMLElementTagNameMap {\n` +
    `${ELEMENTS.map(({ tag, className }) => `    ${JSON.stringify(tag)}: ${className};\n`).join("")}  }\n}\n`
  );
}
