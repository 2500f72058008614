// Lookups with the reader's consent. A second analysis runs up to its first questions and waits there: the list of
// exactly what would be asked, of whom and why. Nothing is sent before the button is pressed; what was refused stays
// "not evaluated".
import { html, nothing } from "lit";
import { code, sectionHead } from "./show.js";

const LINK_WHYS = new Set(["link-host"]);

/** Whether a question is asked only because the mail's body links to a name: its own tick. */
export function isLinkQuestion(question) {
  const whys = whysOf(question);
  return whys.length > 0 && whys.every((why) => LINK_WHYS.has(why));
}

/** A question's reasons as ids, in whichever form the core gives them. */
export function whysOf(question) {
  return (Array.isArray(question.why) ? question.why : [question.why])
    .map((why) => (typeof why === "object" && why !== null ? why.check : why))
    .filter(Boolean);
}

/** One run of lookups for one mail. */
export class Lookups {
  /**
   * @param {{analyze: Function}} library
   * @param {(changed: Lookups) => void} onChange
   */
  constructor(library, onChange) {
    this.library = library;
    this.onChange = onChange;
    this.state = "idle"; // idle, ready (waiting for consent), asking, done, refused, nothing
    this.questions = [];
    this.answered = 0;
    this.failed = 0;
    this.linkNames = false;
    this.abort = new AbortController();
  }

  /**
   * Finds out what would be asked.
   * @returns {Promise<object | null>} the report with the answers, or null when refused
   */
  async run(bytes, options, resolver) {
    const guarded = { query: (name, type, how) => this.#query(resolver, name, type, how) };
    try {
      const report = await this.library.analyze(bytes, {
        ...options,
        linkLookups: true,
        resolver: guarded,
        signal: this.abort.signal,
        onQuestions: (questions) => this.#consider(questions),
      });
      if (this.abort.signal.aborted || this.state === "refused") return null;
      this.#become(this.state === "idle" ? "nothing" : "done");
      return this.state === "done" ? report : null;
    } catch (error) {
      if (!this.abort.signal.aborted) this.#become("failed");
      return null;
    }
  }

  #consider(questions) {
    const dns = questions.filter((question) => question.kind === "dns");
    if (!dns.length) return true;
    this.questions.push(...dns);
    if (this.state === "asking") {
      this.#become("asking");
      return true;
    }
    const decision = new Promise((resolve) => {
      this.decide = (consent, linkNames) => {
        this.linkNames = linkNames;
        this.#become(consent ? "asking" : "refused");
        resolve(consent);
      };
    });
    this.#become("ready");
    return decision;
  }

  /** Names that only the body links to are refused here, question by question, unless they were ticked. */
  async #query(resolver, name, type, how) {
    const question = this.questions.find(
      (item) => item.type === type && item.name.toLowerCase() === name.toLowerCase(),
    );
    if (!question || (isLinkQuestion(question) && !this.linkNames))
      throw Object.assign(new Error("refused"), { code: "refused" });
    try {
      const answer = await resolver.query(name, type, how);
      question.outcome = "answered";
      return answer;
    } catch (error) {
      question.outcome = "failed";
      this.failed += 1;
      throw error;
    } finally {
      this.answered += 1;
      this.onChange(this);
    }
  }

  cancel() {
    this.abort.abort();
  }

  #become(state) {
    this.state = state;
    this.onChange(this);
  }
}

export function lookupsView(ctx) {
  const { lookups, t, lookupsPossible } = ctx;
  if (!lookupsPossible) {
    return html`<section class="section lookups" aria-labelledby="lookups">
      ${sectionHead("lookups", t("section.lookups"))}
      <p class="section-lead">${t("lookups.offline")}</p>
    </section>`;
  }
  if (!lookups || lookups.state === "idle") return nothing;
  return html`<section class="section lookups" aria-labelledby="lookups" data-state=${lookups.state}>
    ${sectionHead("lookups", t("section.lookups"))} ${body(ctx, lookups)}
  </section>`;
}

function body(ctx, lookups) {
  const { t } = ctx;
  if (lookups.state === "nothing") return html`<p class="section-lead">${t("lookups.nothing")}</p>`;
  if (lookups.state === "ready") return consent(ctx, lookups);
  const asked = lookups.questions.filter((question) => lookups.linkNames || !isLinkQuestion(question));
  return html`<p class="section-lead" role="status">
      ${t(`lookups.${lookups.state}`, { answered: lookups.answered, count: asked.length })}
    </p>
    ${lookups.failed ? html`<p>${t("lookups.some-failed", { count: lookups.failed })}</p>` : nothing}
    ${
      lookups.state === "refused"
        ? html`<p class="row-actions">
            <button type="button" class="button" @click=${() => ctx.actions.prepareLookups()}>
              ${t("lookups.again")}
            </button>
          </p>`
        : nothing
    }
    <details class="more">
      <summary>${t("lookups.list", { count: lookups.questions.length })}</summary>
      ${questionTable(ctx, lookups.questions)}
    </details>`;
}

function consent(ctx, lookups) {
  const { t, settings, actions } = ctx;
  const links = lookups.questions.filter(isLinkQuestion);
  const own = lookups.questions.filter((question) => !isLinkQuestion(question));
  const answer = (event, yes) => {
    const form = event.target.closest("form");
    actions.consent(yes, {
      linkNames: form.elements.links?.checked ?? false,
      always: form.elements.always?.checked ?? false,
    });
  };
  return html`<form class="consent" @submit=${(event) => event.preventDefault()}>
    <p class="section-lead">
      ${ctx.texts.rich("lookups.lead", { resolver: ctx.resolverHost, count: own.length }, code)}
    </p>
    ${questionTable(ctx, own)}
    ${
      links.length
        ? html`<label class="choice"
              ><input type="checkbox" name="links" .checked=${settings.linkNames} />
              ${t("lookups.links", { count: links.length })}</label
            >
            <details class="more">
              <summary>${t("lookups.links.list")}</summary>
              ${questionTable(ctx, links)}
            </details>`
        : nothing
    }
    <p class="fact-note">${t("lookups.follow-up")}</p>
    <label class="choice"><input type="checkbox" name="always" /> ${t("lookups.always")}</label>
    <p class="row-actions">
      <button type="button" class="primary" @click=${(event) => answer(event, true)}>${t("lookups.send")}</button>
      <button type="button" class="button" @click=${(event) => answer(event, false)}>${t("lookups.refuse")}</button>
    </p>
  </form>`;
}

function questionTable(ctx, questions) {
  const { t, texts } = ctx;
  if (!questions.length) return nothing;
  return html`<div
    class="scroll questions"
    tabindex="0"
    role="group"
    aria-label=${t("lookups.list", { count: questions.length })}
  >
    <table>
      <thead>
        <tr>
          <th scope="col">${t("lookups.name")}</th>
          <th scope="col" class="short">${t("lookups.type")}</th>
          <th scope="col">${t("lookups.why")}</th>
        </tr>
      </thead>
      <tbody>
        ${questions.map(
          (question) =>
            html`<tr data-outcome=${question.outcome ?? ""}>
              <th scope="row">${code(question.name)}</th>
              <td class="short">${question.type}</td>
              <td>${texts.formats.list(whysOf(question).map((why) => texts.name("why", why)))}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
