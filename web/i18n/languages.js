// The languages there are, each a folder here. The first is what the others are translated from, and what
// is shown to those who read none of them. A further one: a folder like en/, its code in this
// list and its name in the one below.
export const LANGUAGES = ["en", "ja"];

/** Each language's name in itself. Intl knows them, too, and takes long for the first. */
export const NAMES = { en: "English", ja: "日本語" };
