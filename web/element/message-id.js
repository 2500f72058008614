// The Message-ID taken apart: what it gives away of where it was made, and by what.
import { html, nothing } from "lit";
import { code, fact, none, value } from "./show.js";

export function messageIdView(ctx) {
  const { t, texts } = ctx;
  const id = ctx.report.messageId;
  const missing = [t("card.message-id.none"), t("card.message-id.none.note")];
  if (!id) return html`<p>${texts.formats.sentences(missing)}</p>`;
  return html`${idParts(ctx, id)}
    <dl class="facts">
      ${fact(t("message-id.generator"), generatorText(ctx, id))}
      ${id.embeddedTime ? fact(t("message-id.time"), texts.formats.date(embeddedIso(id.embeddedTime))) : nothing}
      ${id.verdict ? fact(t("message-id.verdict"), texts.name("message-id.verdict", id.verdict)) : nothing}
    </dl>
    ${
      id.problems?.length
        ? html`<ul class="problems">
            ${id.problems.map((problem) => html`<li>${texts.name("message-id.problem", problem)}</li>`)}
          </ul>`
        : nothing
    }`;
}

/** The value taken apart: the number that was made up, and the place where it was made. */
function idParts(ctx, id) {
  if (!id.left || !id.right) return html`<p class="message-id">${id.value ? code(id.value) : none(ctx)}</p>`;
  return html`<dl class="id-parts">
    <div class="id-left">
      <dt>${ctx.t("message-id.left")}</dt>
      <dd>${code(id.left)}</dd>
    </div>
    <div class="id-right">
      <dt>${ctx.t("message-id.right")}</dt>
      <dd>${code(id.right)}</dd>
    </div>
  </dl>`;
}

/** A product's name, or the text for a habit or a shape that is no product's own. */
function generatorText(ctx, { generator, origin }) {
  const key = `generator.${generator ?? origin?.shape}`;
  if (ctx.texts.has(key)) return ctx.t(key);
  return generator ? value(generator) : ctx.t("message-id.generator.unknown");
}

function embeddedIso(time) {
  return typeof time === "string" ? time : time.iso;
}
