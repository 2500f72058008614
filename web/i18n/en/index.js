// A language: what the page itself says (ui.json; results.json: what checks of senders came to;
// generators.json: who writes Message-IDs of which shape; vendors.json: what filters' codes mean), and the
// findings' texts.
import ui from "./ui.json";
import results from "./results.json";
import composer from "./composer.json";
import dissection from "./dissection.json";
import page from "./page.json";
import glossary from "./glossary.json";
import generators from "./generators.json";
import hops from "./hops.json";
import messageId from "./message-id.json";
import identity from "./identity.json";
import lookalike from "./lookalike.json";
import authentication from "./authentication.json";
import links from "./links.json";
import attachments from "./attachments.json";
import filters from "./filters.json";
import format from "./format.json";
import text from "./text.json";
import vendors from "./vendors.json";

const findings = {
  ...hops,
  ...messageId,
  ...identity,
  ...lookalike,
  ...authentication,
  ...links,
  ...attachments,
  ...filters,
  ...format,
  ...text,
};
export default {
  ui: { ...ui, ...results, ...page, ...dissection, ...composer, ...glossary, ...generators, ...vendors },
  findings,
};
