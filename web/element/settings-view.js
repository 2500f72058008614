// The settings, in a dialog.
import { html, nothing } from "lit";
import { LANGUAGES, NAMES } from "../i18n/languages.js";
import { icon } from "./icons.js";
import { code } from "./show.js";
import { listOf, RESOLVERS, THEMES } from "./settings.js";

export function settingsView(ctx) {
  const { t, settings, lookupsPossible } = ctx;
  const list = (name, rows) =>
    html`<div class="field">
      <label for=${`set-${name}`}>${t(`settings.${name}`)}</label>
      <p class="fact-note" id=${`help-${name}`}>${t(`settings.${name}.help`)}</p>
      <textarea
        id=${`set-${name}`}
        name=${name}
        rows=${rows}
        spellcheck="false"
        autocapitalize="off"
        translate="no"
        aria-describedby=${`help-${name}`}
        .defaultValue=${settings[name].join("\n")}
      ></textarea>
    </div>`;
  return html`<dialog
    class="panel settings"
    aria-labelledby="settings-title"
    @close=${(event) => {
      const form = event.target.querySelector("form");
      if (event.target.returnValue === "save") ctx.actions.changeSettings(read(form, settings));
      event.target.returnValue = "";
      form.reset(); // what was not saved does not wait there for the next time
    }}
  >
    <form method="dialog">
      <h2 id="settings-title">${t("settings.title")}</h2>
      ${looks(ctx)}
      ${list("ownDomains", 2)}${list("ownServers", 2)}${list("brands", 2)}
      ${
        lookupsPossible
          ? html`<fieldset class="field">
              <legend>${t("settings.resolver")}</legend>
              ${[...Object.keys(RESOLVERS), "own"].map(
                (name) =>
                  html`<label class="choice"
                    ><input type="radio" name="resolver" value=${name} .defaultChecked=${settings.resolver === name} />
                    <span>${t(`settings.resolver.${name}`)}</span></label
                  >`,
              )}
              <input
                type="url"
                name="resolverUrl"
                aria-label=${t("settings.resolver.own")}
                placeholder="https://dns.example/dns-query"
                .defaultValue=${settings.resolverUrl}
              />
              ${
                settings.consent
                  ? html`<p class="fact-note">
                      ${ctx.texts.rich("lookups.remembered", { resolver: new URL(settings.consent.resolver).host }, code)}
                      <button type="button" class="link" @click=${() => ctx.actions.revokeConsent()}>
                        ${t("lookups.revoke")}
                      </button>
                    </p>`
                  : nothing
              }
            </fieldset>`
          : ""
      }
      ${
        ctx.isPage
          ? html`<div class="field">
              <label class="choice"
                ><input type="checkbox" name="remember" .defaultChecked=${settings.remember} />
                <span>${t("settings.remember")}</span></label
              >
              <p class="fact-note">${t("settings.remember.help")}</p>
            </div>`
          : nothing
      }
      <div class="row-actions">
        <button class="primary" value="save">${t("settings.save")}</button
        ><button class="button" value="cancel" formnovalidate>${t("settings.cancel")}</button>
      </div>
    </form>
  </dialog>`;
}

/** Language and colours: where there is little room the row above has no place for them. */
function looks(ctx) {
  const { t, language, theme } = ctx;
  return html`<div class="looks">
    <label class="field"
      ><span>${t("tool.language")}</span>
      <select id="set-language" @change=${(event) => ctx.actions.prefer({ language: event.target.value })}>
        ${LANGUAGES.map((code) => html`<option value=${code} lang=${code} ?selected=${code === language}>${NAMES[code]}</option>`)}
      </select></label
    >
    <label class="field"
      ><span>${t("tool.theme")}</span>
      <select id="set-theme" @change=${(event) => ctx.actions.prefer({ theme: event.target.value })}>
        ${THEMES.map(
          (name) =>
            html`<option value=${name} ?selected=${name === theme}>${t(`tool.theme.name.${name || "auto"}`)}</option>`,
        )}
      </select></label
    >
  </div>`;
}

function read(form, settings) {
  const data = new FormData(form);
  const resolver = data.get("resolver") ?? settings.resolver;
  const resolverUrl = String(data.get("resolverUrl") ?? settings.resolverUrl).trim();
  const same = resolver === settings.resolver && resolverUrl === settings.resolverUrl;
  return {
    ...settings,
    ownDomains: listOf(data.get("ownDomains")),
    ownServers: listOf(data.get("ownServers")),
    brands: String(data.get("brands"))
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean),
    resolver,
    resolverUrl,
    // A consent was given for one resolver.
    consent: same ? settings.consent : null,
    remember: data.has("remember"),
  };
}

/** The row above everything: the page's own title on the left, language, theme and settings on the right. */
export function toolbar(ctx) {
  const { t, language } = ctx;
  return html`<div class="toolbar">
    <div class="brand">
      <slot name="title"><span class="wordmark">Whence</span></slot>
    </div>
    <div class="tools" data-folded=${String(ctx.folded)}>
      ${
        ctx.folded
          ? html`<button type="button" class="button another" @click=${() => ctx.actions.unfold()}>
              ${icon("letter")}<span>${t("intake.another.short")}</span>
            </button>`
          : nothing
      }
      <div class="segmented" role="group" aria-label=${t("tool.language")}>
        ${LANGUAGES.map(
          (code) =>
            html`<button
              type="button"
              lang=${code}
              aria-pressed=${String(code === language)}
              @click=${() => ctx.actions.prefer({ language: code })}
            >
              ${NAMES[code]}
            </button>`,
        )}
      </div>
      <button
        type="button"
        class="tool theme-button"
        title=${t(`tool.theme.${ctx.theme || "auto"}`)}
        aria-label=${t(`tool.theme.${ctx.theme || "auto"}`)}
        @click=${() => ctx.actions.prefer({ theme: THEMES[(THEMES.indexOf(ctx.theme) + 1) % THEMES.length] })}
      >
        ${icon("theme")}
      </button>
      <button
        type="button"
        class="tool settings-button"
        title=${t("settings.title")}
        aria-label=${t("settings.title")}
        @click=${() => ctx.actions.openDialog("settings")}
      >
        ${icon("settings")}
      </button>
    </div>
  </div>`;
}
