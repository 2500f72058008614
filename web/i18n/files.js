// What the folder of a language holds for the page, the exports and the command's reports, the same for every
// language. What only the command says (cli.json), and what only the page's frame says (outside.json), is
// read where it is used.
/** What is said around the findings: a text by its key, whichever file it stands in. */
export const TEXTS = [
  "ui", // what the page itself says
  "results", // what checks of senders came to
  "page",
  "dissection",
  "composer",
  "glossary",
  "generators", // who writes Message-IDs of which shape
  "vendors", // what filters' codes mean
];
/** What each finding says, one file an area of core/checks/findings/. */
export const FINDINGS = [
  "hops",
  "message-id",
  "identity",
  "lookalike",
  "authentication",
  "links",
  "attachments",
  "filters",
  "format",
  "text",
];
