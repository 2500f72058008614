// What a report in words is made of (Inline, outline.js): a name, number or address out of the mail; other
// text out of it.

export const code = (value) => ({ code: String(value) });
export const quote = (value) => ({ quote: String(value) });
/** Whether there is something to say. */
export const present = (value) => value !== null && value !== undefined && value !== "";
