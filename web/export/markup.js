// What the exports that are HTML or SVG share.

/** A level's colour, where no stylesheet is. */
const COLOURS = {
  __proto__: null,
  forged: "#a1262e",
  suspicious: "#8f4d00",
  unclear: "#4d5665",
  consistent: "#1f6272",
  authentic: "#22693a",
};
export const colourOf = (level) => COLOURS[level] ?? COLOURS.unclear;

/** Text as it may stand between tags and in attributes. */
export const escapeMarkup = (text) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
