// The mail itself: its text as a person would have seen it, what it carries, what was not read, and its
// source.
import { html } from "lit";
import { attachmentsView } from "./attachments.js";
import { enclosedView } from "./enclosed.js";
import { mailTextView } from "./mail-text.js";
import { readingView } from "./reading.js";

export function textTab(ctx) {
  return html`${readingView(ctx)} ${mailTextView(ctx)} ${enclosedView(ctx)} ${attachmentsView(ctx)}
  ${ctx.source.view(ctx)}`;
}
