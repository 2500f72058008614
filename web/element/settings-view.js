// The settings, in a dialog.
import { html } from "lit";
import { icon } from "./icons.js";
import { listOf, RESOLVERS } from "./settings.js";

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
        .value=${settings[name].join("\n")}
      ></textarea>
    </div>`;
  return html`<dialog
    class="settings"
    aria-labelledby="settings-title"
    @close=${(event) => {
      if (event.target.returnValue === "save")
        ctx.actions.changeSettings(read(event.target.querySelector("form"), settings));
      event.target.returnValue = "";
    }}
  >
    <form method="dialog">
      <h2 id="settings-title">${t("settings.title")}</h2>
      ${list("ownDomains", 2)}${list("ownServers", 2)}${list("brands", 2)}
      ${
        lookupsPossible
          ? html`<fieldset class="field">
              <legend>${t("settings.resolver")}</legend>
              ${[...Object.keys(RESOLVERS), "own"].map(
                (name) =>
                  html`<label class="choice"
                    ><input type="radio" name="resolver" value=${name} .checked=${settings.resolver === name} />
                    ${t(`settings.resolver.${name}`)}</label
                  >`,
              )}
              <input
                type="url"
                name="resolverUrl"
                aria-label=${t("settings.resolver.own")}
                placeholder="https://dns.example/dns-query"
                .value=${settings.resolverUrl}
              />
              <label class="choice"
                ><input type="checkbox" name="ask" .checked=${settings.lookups === "ask"} /> ${t("settings.ask")}</label
              >
            </fieldset>`
          : ""
      }
      <div class="field">
        <label class="choice"
          ><input type="checkbox" name="remember" .checked=${settings.remember} /> ${t("settings.remember")}</label
        >
        <p class="fact-note">${t("settings.remember.help")}</p>
      </div>
      <div class="row-actions">
        <button class="primary" value="save">${t("settings.save")}</button
        ><button class="button" value="cancel" formnovalidate>${t("settings.cancel")}</button>
      </div>
    </form>
  </dialog>`;
}

function read(form, settings) {
  const data = new FormData(form);
  const asks = data.has("ask");
  return {
    ...settings,
    ownDomains: listOf(data.get("ownDomains")),
    ownServers: listOf(data.get("ownServers")),
    brands: String(data.get("brands"))
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean),
    resolver: data.get("resolver") ?? settings.resolver,
    resolverUrl: String(data.get("resolverUrl") ?? settings.resolverUrl).trim(),
    lookups: asks ? "ask" : settings.lookups === "ask" && data.has("resolver") ? "always" : settings.lookups,
    remember: data.has("remember"),
  };
}

/** The row above everything: the page's own title on the left, language, theme and settings on the right. */
export function toolbar(ctx) {
  const { t, language } = ctx;
  const themes = ["", "light", "dark"];
  return html`<div class="toolbar">
    <div class="brand">
      <slot name="title"><span class="wordmark">Whence</span></slot>
    </div>
    <div class="tools">
      <div class="segmented" role="group" aria-label=${t("tool.language")}>
        ${[
          ["ja", "日本語"],
          ["en", "English"],
        ].map(
          ([code, name]) =>
            html`<button
              type="button"
              lang=${code}
              aria-pressed=${String(code === language)}
              @click=${() => ctx.actions.prefer({ language: code })}
            >
              ${name}
            </button>`,
        )}
      </div>
      <button
        type="button"
        class="tool"
        title=${t(`tool.theme.${ctx.theme || "auto"}`)}
        aria-label=${t(`tool.theme.${ctx.theme || "auto"}`)}
        @click=${() => ctx.actions.prefer({ theme: themes[(themes.indexOf(ctx.theme) + 1) % themes.length] })}
      >
        ${icon("theme")}
      </button>
      <button
        type="button"
        class="tool"
        title=${t("settings.title")}
        aria-label=${t("settings.title")}
        @click=${() => ctx.actions.openSettings()}
      >
        ${icon("settings")}
      </button>
    </div>
  </div>`;
}
