// What every view is given: the texts, the actions, what is judged and how it is being looked at.
import { canRememberConsent, keepsSettings, resolverAddress } from "./settings.js";
import { TABS } from "./tabs.js";

/**
 * @param {object} element the analyzer: theme, compact, page, tab
 * @param {import("./session.js").Session} session
 * @param {object} state texts, actions, settings, and where the reader is
 */
export function contextOf(element, session, state) {
  const { texts, settings } = state;
  const address = resolverAddress(settings);
  const { mail, mails, lookups, change, error, busy } = session;
  const { messages = null, order, campaigns, campaign, open: openMessage } = mails ?? {};
  const { report, bytes, source, evidence, handover } = mail ?? {};
  return {
    ...state,
    language: texts.language,
    t: (key, args) => texts.t(key, args),
    theme: element.theme ?? "",
    compact: element.compact,
    isPage: keepsSettings(element),
    error,
    busy,
    messages,
    order,
    campaigns,
    campaign,
    openMessage,
    report,
    bytes,
    source,
    evidence,
    change,
    handoverMoved: handover !== null && handover !== undefined,
    tab: TABS.includes(element.tab) ? element.tab : TABS[0],
    lookups,
    canRemember: canRememberConsent(keepsSettings(element)),
    resolverHost: address ? new URL(address).host : "",
  };
}
