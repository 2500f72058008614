// The person who got the mails of the redaction's tests, and what betrays her.
export const LOCAL = "hana.mori";
export const DOMAIN = "post.mori-family.example";
export const ADDRESS = `${LOCAL}@${DOMAIN}`;
export const NAME = "Hana Mori";
export const KANJI = "森 花子";
export const LEFT = /hana|mori|森|花子|\bken@/i;

export const b64 = (text) => Buffer.from(text).toString("base64");
export const mail = (lines) => lines.join("\r\n");
