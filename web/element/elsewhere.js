// Services that know more of a domain. Each opens only on a click, in a tab of its own, without a referrer,
// and learns no more than the name.
import { html, nothing } from "lit";

const WHOIS = {
  jp: (name) => `https://whois.jprs.jp/?type=DOM&key=${name}`,
  other: (name) => `https://lookup.icann.org/en/lookup?name=${name}`,
};

const SERVICES = [
  ["WHOIS", (host, registrable) => (registrable.endsWith(".jp") ? WHOIS.jp : WHOIS.other)(registrable)],
  ["urlscan.io", (host) => `https://urlscan.io/domain/${host}`],
  ["VirusTotal", (host) => `https://www.virustotal.com/gui/domain/${host}`],
  [
    "Google Safe Browsing",
    (host) => `https://transparencyreport.google.com/safe-browsing/search?url=${host}`,
  ],
  ["Trend Micro Site Safety", () => "https://global.sitesafety.trendmicro.com/"],
];

/** @param {{name: string, registrable: string | null}} domain */
export function elsewhere(ctx, domain) {
  // Only what is a host name in ASCII goes into another site's address.
  if (!ctx.lookupsPossible || !domain.registrable || !/^[a-z0-9._-]+$/.test(domain.name)) return nothing;
  return html`<details class="more elsewhere">
    <summary>${ctx.t("elsewhere.title")}</summary>
    <p class="fact-note">${ctx.t("elsewhere.note")}</p>
    <ul>
      ${SERVICES.map(
        ([name, address]) =>
          html`<li>
            <a
              href=${address(encodeURIComponent(domain.name), encodeURIComponent(domain.registrable))}
              target="_blank"
              rel="noopener noreferrer"
              referrerpolicy="no-referrer"
              >${name}</a
            >
          </li>`,
      )}
    </ul>
  </details>`;
}
