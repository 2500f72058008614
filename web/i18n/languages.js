// The languages there are, each a folder here. The first is what the others are translated from, and what
// is shown to those who read none of them. A further one: a folder like en/, and its name in this list.
export const LANGUAGES = ["en", "ja"];
