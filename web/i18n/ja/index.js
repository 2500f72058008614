// ja: what the page itself says (ui.json), and the texts of the findings, one file for each area.
import ui from "./ui.json";
import hops from "./hops.json";
import messageId from "./message-id.json";
import identity from "./identity.json";
import lookalike from "./lookalike.json";
import authentication from "./authentication.json";
import links from "./links.json";
import attachments from "./attachments.json";
import filters from "./filters.json";
import format from "./format.json";

const findings = {
  ...hops, ...messageId, ...identity, ...lookalike, ...authentication, ...links, ...attachments, ...filters, ...format,
};
export const ja = { ui, findings };
