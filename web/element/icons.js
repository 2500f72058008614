// The page's drawings. A level and a severity differ in shape, not only in colour.
import { html, svg, nothing } from "lit";

const LEVELS = {
  // An octagon with a cross.
  forged: svg`
    <path class="fill" d="M16.5 4h15L44 16.5v15L31.5 44h-15L4 31.5v-15z"/>
    <path class="cut" d="M17 17l14 14M31 17L17 31"/>`,
  // A triangle with an exclamation mark.
  suspicious: svg`
    <path class="fill" d="M24 4.5c1.3 0 2.4.7 3 1.8l18 33c1.3 2.4-.4 5.2-3 5.2H6c-2.6 0-4.3-2.8-3-5.2l18-33c.6-1.1
      1.7-1.8 3-1.8z"/>
    <path class="cut" d="M24 17v13"/>
    <circle class="dot" cx="24" cy="37" r="2.6"/>`,
  // A circle with a question mark.
  unclear: svg`
    <circle class="fill" cx="24" cy="24" r="20"/>
    <path class="cut" d="M18 19.5c0-3.5 2.7-6 6-6s6 2.3 6 5.5c0 4.5-6 4.8-6 9.5"/>
    <circle class="dot" cx="24" cy="35" r="2.6"/>`,
  // A circle's outline with two bars: things agree, no more than that.
  consistent: svg`<circle class="ring" cx="24" cy="24" r="18.5"/><path class="stroke" d="M16 20h16M16 28h16"/>`,
  // A seal with a tick: verified.
  authentic: svg`
    <path class="fill" d="M24 3l5.6 4.3 7-.6 1.8 6.8 6 3.7-2.3 6.7 2.3 6.7-6 3.7-1.8 6.8-7-.6L24 45l-5.6-4.5-7
      .6-1.8-6.8-6-3.7L5.9 24l-2.3-6.8 6-3.7 1.8-6.8 7 .6z"/>
    <path class="cut" d="M15.5 24.5l6 6 11-12.5"/>`,
};

const SEVERITIES = {
  critical: svg`<path class="fill" d="M7 2h6l5 5v6l-5 5H7l-5-5V7z"/><path class="cut" d="M7 7l6 6M13 7l-6 6"/>`,
  high: svg`
    <path class="fill" d="M10 1.8l8.7 15.7H1.3z"/>
    <path class="cut" d="M10 7.5v4.5"/>
    <circle class="dot" cx="10" cy="14.8" r="1.1"/>`,
  medium: svg`
    <path class="fill" d="M10 1l9 9-9 9-9-9z"/>
    <path class="cut" d="M10 6v5"/>
    <circle class="dot" cx="10" cy="14" r="1.1"/>`,
  low: svg`
    <circle class="ring" cx="10" cy="10" r="7"/>
    <path class="stroke" d="M10 6.5v4.5"/>
    <circle class="ink" cx="10" cy="13.6" r="1"/>`,
  info: svg`
    <rect class="ring" x="3" y="3" width="14" height="14" rx="3"/>
    <path class="stroke" d="M10 9.5v4.5"/>
    <circle class="ink" cx="10" cy="6.6" r="1"/>`,
  good: svg`<circle class="fill" cx="10" cy="10" r="8"/><path class="cut" d="M10 6v8M6 10h8"/>`,
};

const ICONS = {
  copy: svg`
    <rect x="7" y="7" width="10" height="10" rx="2"/>
    <path d="M13 7V5a2 2 0 0 0-2-2H5a2 2 0 0 0-2 2v6a2 2 0 0 0 2 2h2"/>`,
  download: svg`<path d="M10 3v9m-4-4 4 4 4-4M3.5 16.5h13"/>`,
  source: svg`<path d="M7 6l-4 4 4 4M13 6l4 4-4 4"/>`,
  left: svg`<path d="M12 4l-6 6 6 6"/>`,
  right: svg`<path d="M8 4l6 6-6 6"/>`,
  lock: svg`<rect x="4" y="9" width="12" height="8" rx="2"/><path d="M7 9V6.5a3 3 0 0 1 6 0V9"/>`,
  open: svg`<rect x="4" y="9" width="12" height="8" rx="2"/><path d="M7 9V6a3 3 0 0 1 5.5-1.7"/>`,
  settings: svg`<path d="M3 6h8m4 0h2M3 14h2m4 0h8"/><circle cx="13" cy="6" r="2"/><circle cx="7" cy="14" r="2"/>`,
  theme: svg`<circle cx="10" cy="10" r="7"/><path class="half" d="M10 3a7 7 0 0 1 0 14z"/>`,
  letter: svg`<rect x="2.5" y="4.5" width="15" height="11" rx="2"/><path d="M3 6l7 5.5L17 6"/>`,
  person: svg`<circle cx="10" cy="7" r="3.2"/><path d="M3.5 17c.8-3.5 3.3-5 6.5-5s5.7 1.5 6.5 5"/>`,
  back: svg`<path d="M8 5l-5 5 5 5M3.5 10H17"/>`,
  grip: svg`<path d="M4 8h12M4 12h12"/>`,
  close: svg`<path d="M5 5l10 10M15 5L5 15"/>`,
};

export function levelMark(level) {
  return html`<svg class="level-mark" viewBox="0 0 48 48" aria-hidden="true" focusable="false">
    ${LEVELS[level] ?? LEVELS.unclear}
  </svg>`;
}

export function severityMark(severity) {
  return html`<svg
    class="severity-mark"
    data-severity=${severity}
    viewBox="0 0 20 20"
    aria-hidden="true"
    focusable="false"
  >
    ${SEVERITIES[severity] ?? nothing}
  </svg>`;
}

export function icon(name) {
  return html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
    ${ICONS[name] ?? nothing}
  </svg>`;
}
