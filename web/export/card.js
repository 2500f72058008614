// A picture of the verdict and the route, 1200 by 630, for cards of blogs and social networks: SVG without
// scripts, links or fonts.
import { isScored, sentence } from "../words/verdict.js";
import { code, quote } from "../words/inline.js";
import { plain } from "../words/shown.js";
import { colourOf, escapeMarkup } from "./markup.js";

const WIDTH = 1200,
  HEIGHT = 630,
  MARGIN = 70;
const FACES = "system-ui, 'Hiragino Sans', 'Noto Sans JP', 'Yu Gothic UI', sans-serif";
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/;

const escape = (text) => escapeMarkup(text.replace(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g, ""));

/** Lines of at most so many half-width columns; what is left is cut. */
function lines(text, columns, most) {
  const found = [""];
  let width = 0;
  for (const piece of text.match(/[\u2e80-\uffef]|[^\u2e80-\uffef\s]+\s*|\s+/gu) ?? []) {
    for (const part of piece.match(new RegExp(`[^]{1,${columns}}`, "gu")) ?? []) {
      const wide = [...part].reduce((sum, c) => sum + (WIDE.test(c) ? 2 : 1), 0);
      if (width && width + wide > columns) {
        if (found.length === most) return [...found.slice(0, -1), `${found.at(-1).trimEnd()}…`];
        found.push("");
        width = 0;
      }
      found[found.length - 1] += part;
      width += wide;
    }
  }
  return found;
}

class Card {
  #parts = [];
  #y = MARGIN;

  put(text, { size, colour = "#20242b", bold = false, most = 2, gap = 0 }) {
    this.#y += gap;
    const columns = Math.floor((WIDTH - 2 * MARGIN) / (size * 0.54));
    for (const line of lines(text, columns, most)) {
      this.#y += size * 1.3;
      const style = `font-size="${size}" fill="${colour}"${bold ? ' font-weight="700"' : ""}`;
      this.#parts.push(`<text x="${MARGIN}" y="${Math.round(this.#y)}" ${style}>${escape(line)}</text>`);
    }
  }

  toString() {
    return this.#parts.join("\n");
  }
}

/**
 * @param {object} report redacted
 * @param {import("../words/texts.js").Texts} texts
 */
export function cardSvg(report, texts) {
  const { verdict, identities, handover } = report,
    colour = colourOf(verdict.level);
  const card = new Card(),
    inline = (parts) => parts.map((part) => plain(part, texts)).join(""),
    label = (key, parts) => `${texts.t(key)}${texts.t("punctuation.colon")}${inline(parts)}`;
  const from = identities?.from?.[0];
  const score = isScored(report) ? ` · ${texts.t("score.of", { score: verdict.score })}` : "";
  card.put(`${texts.t(`level.${verdict.level}`)}${score}`, {
    size: 34,
    colour,
    bold: true,
    most: 1,
  });
  card.put(inline(sentence(report, texts)), { size: 52, bold: true, most: 3, gap: 10 });
  if (identities?.subject?.text)
    card.put(label("identity.subject", [quote(identities.subject.text)]), { size: 30, gap: 26 });
  if (from) {
    const name = from.display ? [quote(from.display), " "] : [];
    card.put(label("identity.from", [...name, code(`<${from.address ?? ""}>`)]), { size: 30, gap: 8 });
  }
  if (handover?.ip) {
    const { helo, ip, by } = handover;
    const from = [...(helo ? [code(helo), " "] : []), code(ip)];
    const way = [...from, " → ", by ? code(by) : texts.t("hop.by.unnamed")];
    card.put(inline(way), { size: 28, colour: "#575d68", gap: 18 });
  }
  const size = `viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="${FACES}" role="img" lang="${texts.language}">
<rect width="${WIDTH}" height="${HEIGHT}" fill="#faf9f6"/>
<rect width="22" height="${HEIGHT}" fill="${colour}"/>
${card}
<text x="${WIDTH - MARGIN}" y="${HEIGHT - 36}" font-size="24" fill="#575d68" text-anchor="end">Whence</text>
</svg>
`;
}

/**
 * The same as PNG, by the browser's own canvas.
 * @returns {Promise<Blob | null>} null where the browser does not let us
 */
export async function cardPng(svg) {
  try {
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = WIDTH;
    canvas.height = HEIGHT;
    canvas.getContext("2d").drawImage(image, 0, 0);
    return await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  } catch {
    return null;
  }
}
