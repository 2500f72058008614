// The example mails that the page offers: written for it, with example domains for the innocent, and what two
// Japanese blog posts published about two phishing mails.
import kagoya from "./kagoya.eml";
import bounce from "./bounce.eml";
import parcel from "./parcel.eml";
import newsletter from "./newsletter.eml";

export const EXAMPLES = [
  { id: "kagoya", text: kagoya },
  { id: "bounce", text: bounce },
  { id: "parcel", text: parcel },
  { id: "newsletter", text: newsletter },
];

/** Mail has CRLF line ends (RFC 5322 2.3); the files here have those of the repository. */
export function exampleText(id) {
  const example = EXAMPLES.find((item) => item.id === id);
  return example ? example.text.replace(/\r?\n/g, "\r\n") : null;
}
