// QR codes for tests, in the forms in which mails bring them.
import encodeQR from "qr";
import { encode } from "fast-png";

/** Rows of true (dark) and false, without a margin. */
export const modules = (text) =>
  encodeQR(text, "raw", { ecc: "medium", border: 1 })
    .slice(1, -1)
    .map((row) => row.slice(1, -1));

/** A PNG. @param {{scale?: number, margin?: number, inverted?: boolean}} [form] */
export function qrPng(text, { scale = 4, margin = 4, inverted = false } = {}) {
  const rows = modules(text),
    side = (rows.length + 2 * margin) * scale;
  const data = new Uint8Array(side * side).fill(inverted ? 0 : 255);
  rows.forEach((row, y) =>
    row.forEach((dark, x) => {
      for (let dy = 0; dark && dy < scale; dy++)
        data.fill(
          inverted ? 255 : 0,
          ((y + margin) * scale + dy) * side + (x + margin) * scale,
          ((y + margin) * scale + dy) * side + (x + margin + 1) * scale,
        );
    }),
  );
  return encode({ width: side, height: side, data, channels: 1, depth: 8 });
}

const margin = (rows, n) => {
  const blank = Array(rows.length + 2 * n).fill(false);
  return [
    ...Array(n).fill(blank),
    ...rows.map((row) => [...Array(n).fill(false), ...row, ...Array(n).fill(false)]),
    ...Array(n).fill(blank),
  ];
};

/** In letters: two a module, one a module, or one for two modules above each other. */
export function qrLetters(text, form) {
  const rows = margin(modules(text), 2);
  if (form === "double")
    return rows.map((row) => row.map((dark) => (dark ? "██" : "  ")).join("")).join("\n");
  if (form === "inverted")
    return rows.map((row) => row.map((dark) => (dark ? "  " : "██")).join("")).join("\n");
  if (form === "single")
    return rows.map((row) => row.map((dark) => (dark ? "⬛" : "⬜")).join("")).join("\n");
  const halves = [" ", "▄", "▀", "█"];
  return Array.from({ length: Math.ceil(rows.length / 2) }, (_, i) =>
    rows[i * 2].map((dark, x) => halves[Number(dark) * 2 + Number(rows[i * 2 + 1]?.[x] ?? false)]).join(""),
  ).join("\n");
}

/** As a page draws it. */
export function qrPage(text, form) {
  const rows = modules(text);
  const cell = {
    table: (dark) => `<td style="width:5px;height:5px;background-color:${dark ? "#000" : "#ffffff"}"></td>`,
    attribute: (dark) => `<td width=5 height=5 bgcolor=${dark ? "black" : "white"}></td>`,
    classes: (dark) => `<td class="${dark ? "b" : "w"}"></td>`,
    spans: (dark) => `<span style="color:${dark ? "rgb(0,0,0)" : "transparent"}">█</span>`,
    entities: (dark) => (dark ? "&#9608;&#9608;" : "&nbsp;&nbsp;"),
  }[form];
  if (form === "spans" || form === "entities")
    return `<div>${rows.map((row) => row.map(cell).join("")).join("<br>")}</div>`;
  const style = form === "classes" ? "<style>.b{padding:3px;background:#111}.w{background:#fff}</style>" : "";
  const lines = rows.map((row) => `<tr>${row.map(cell).join("")}</tr>`);
  return `${style}<table cellspacing=0>${lines.join("")}</table>`;
}

/** A part of a multipart mail. */
export function pngPart(png, name = "code.png") {
  const lines = Buffer.from(png).toString("base64").replace(/.{76}/g, "$&\n");
  const fields = [`Content-Type: image/png; name="${name}"`, "Content-Transfer-Encoding: base64"];
  return `${fields.join("\n")}\nContent-Disposition: inline; filename="${name}"\n\n${lines}\n`;
}
