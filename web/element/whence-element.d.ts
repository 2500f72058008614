/** The custom element <whence-analyzer>: paste a mail, see where it really came from. */
import type { Report, Question, Source, WhenceErrorCode } from "./whence.js";

export interface WhenceAnalyzerEventMap {
  /** A mail was judged. */
  "whence-report": CustomEvent<{ report: Report }>;
  /** It could not be. */
  "whence-error": CustomEvent<{ code: WhenceErrorCode | string }>;
  /** Questions of DNS wait for the reader's consent. */
  "whence-questions": CustomEvent<{ questions: Question[] }>;
  /** The reader chose a language or colours. */
  "whence-preferences": CustomEvent<{ language: string | null; theme: string | null }>;
}

/**
 * Attributes: lang, theme, compact, sample, src, view="summary", redact, own-domains, lookups="off". A mail may stand inside the element,
 * in <script type="message/rfc822" slot="source"> or another element with that slot. Where there is no document (Node.js) the module can be imported and does nothing.
 */
export class WhenceAnalyzer extends HTMLElement {
  lang: string;
  theme: string | null;
  compact: boolean;
  sample: string;
  src: string;
  view: "summary" | "full" | null;
  redact: boolean;
  ownDomains: string;
  lookups: string;
  /** The report that is shown, or null. */
  readonly report: Report | null;
  /** Judges a mail and shows the result. name: a file's, for showing. */
  analyze(source: Source, name?: string): Promise<void>;
  addEventListener<K extends keyof WhenceAnalyzerEventMap>(type: K, listener: (this: WhenceAnalyzer, event: WhenceAnalyzerEventMap[K]) => void,
    options?: boolean | AddEventListenerOptions): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

/** <whence-report>: a report that was frozen, as JSON in <script type="application/json"> inside it or at src. */
export class WhenceReport extends HTMLElement {
  lang: string;
  theme: string | null;
  view: "summary" | "full" | null;
  src: string;
  report: Report | null;
}

declare global {
  interface HTMLElementTagNameMap {
    "whence-analyzer": WhenceAnalyzer;
    "whence-report": WhenceReport;
  }
}
