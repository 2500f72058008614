// The second card: the Message-ID taken apart.
import { html, nothing } from "lit";
import { code, fact, none, value } from "./show.js";

export function messageIdCard(ctx) {
  const { t, texts } = ctx;
  const id = ctx.report.messageId;
  return html`<section class="card" aria-labelledby="card-message-id">
    <h3 id="card-message-id">${t("card.message-id")}</h3>
    ${id ? html`
      <p class="card-main message-id">${idParts(ctx, id)}</p>
      <dl class="facts">
        ${fact(t("message-id.left"), id.left ? code(id.left) : none(ctx))}
        ${fact(t("message-id.right"), id.right ? code(id.right) : none(ctx))}
        ${fact(t("message-id.generator"), id.generator ? value(generatorName(id.generator)) : t("message-id.generator.unknown"))}
        ${id.embeddedTime ? fact(t("message-id.time"), texts.formats.date(embeddedIso(id.embeddedTime))) : nothing}
        ${id.verdict ? fact(t("message-id.verdict"), texts.name("message-id.verdict", id.verdict)) : nothing}
      </dl>
      ${id.problems?.length ? html`<ul class="problems">${id.problems.map((problem) => html`<li>${
        texts.name("message-id.problem", problem)}</li>`)}</ul>` : nothing}
    ` : html`<p class="card-main unknown">${t("card.message-id.none")}</p><p class="card-note">${t("card.message-id.none.note")}</p>`}
  </section>`;
}

/** The whole value with its two sides told apart. */
function idParts(ctx, id) {
  if (!id.left || !id.right) return id.value ? code(id.value) : none(ctx);
  return html`<bdi class="code"><span class="id-bracket">&lt;</span><span class="id-left">${code(id.left)}</span><span class="id-at">@</span><span
    class="id-right">${code(id.right)}</span><span class="id-bracket">&gt;</span></bdi>`;
}

function generatorName(generator) {
  return typeof generator === "string" ? generator : generator.name ?? generator.id ?? "";
}

function embeddedIso(time) {
  return typeof time === "string" ? time : time.iso;
}
