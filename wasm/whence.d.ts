/**
 * Whence: where did this e-mail really come from? Judged on your own machine.
 *
 * What the numbers promise: `version` of a report changes when a key is taken away or means something else; keys and ids may be added
 * without that, so read what you know and pass over the rest. The package follows semantic versioning with the same rule.
 */

/**
 * Makes an analyzer from the WebAssembly module inside the library. module: another copy of it (whence.wasm of this version), for hosts that
 * compile modules ahead or serve the file apart; the build "whence-bare.js" has none inside and needs it.
 * Rejected with "wasm-unavailable", or "bad-option" where a module is needed and not given.
 */
export function open(options?: { module?: WebAssembly.Module | BufferSource | Response | Promise<Response> | null | undefined }): Promise<Whence>;

/**
 * A resolver over DNS over HTTPS (RFC 8484, GET). Wrong, odd or late answers become rejected promises, which the analyzer takes for
 * temporary failures. Throws "bad-option" when `url` is not https (http is taken for this very machine only).
 * timeoutMs: for each of two tries, 5000 when absent. fetch: another function of the same kind.
 */
export function dohResolver(url: string | URL, options?: { timeoutMs?: number | undefined; fetch?: typeof fetch | undefined }): Resolver & { readonly url: string };

export interface RedactOptions {
  /** More words to take out. */
  words?: string[] | null | undefined;
  /** What to leave in after all: values of redactions(). */
  keep?: string[] | null | undefined;
}

/**
 * A report without whoever got the mail: addresses, names, own domains and servers, and tokens that carry them in any encoding, are
 * replaced by consistent stand-ins. The given report stays as it is.
 */
export function redact(report: Report, options?: RedactOptions): Report;
/** The same for a text that belongs to a report (a mail's source, a subject); without a report the text's own header is read. */
export function redact(text: string, options?: RedactOptions & { report?: Report | null | undefined }): string;
/** What redact() takes out of a report. */
export function redactions(report: Report, options?: RedactOptions): Redaction[];

export interface Redaction {
  kind: "address" | "name" | "local" | "domain" | "host" | "ip" | "id" | "token" | "word";
  value: string;
  standIn: string;
  count: number;
}

export type DissectionSection =
  | "subject" | "from" | "fields" | "server" | "domains" | "links" | "attachments" | "body" | "authentication" | "findings"
  | "enclosed" | "unread" | "summary";

export interface ExportOptions extends RedactOptions {
  /** "en" (when absent or unknown) or "ja". */
  lang?: string | null | undefined;
  /** false leaves the recipient in. */
  redact?: boolean | undefined;
  /** Those wanted; all when absent. */
  sections?: DissectionSection[] | null | undefined;
  /** The writer's own sentences, by section. */
  own?: Partial<Record<DissectionSection, string>> | null | undefined;
  /** The mail's bytes: for its Received line as it was written. */
  source?: Uint8Array | null | undefined;
  /** The mail's text as a person would have seen it, to be quoted. */
  text?: string | null | undefined;
}

/** A mail taken apart, as HTML without links, pictures, tables, classes or scripts: every address defanged, the recipient taken out. */
export function toHtml(report: Report, options?: ExportOptions): string;
/** The same as Markdown (CommonMark), in which no reader finds an address to make a link of. */
export function toMarkdown(report: Report, options?: ExportOptions): string;
/** The same as plain text. */
export function toText(report: Report, options?: ExportOptions): string;
/** A finding in words. lang: "en" (when absent or unknown) or "ja". */
export function describe(finding: Finding, lang?: string): { severity: string; title: string; means: string; innocent: string; advice: string };

export type WhenceErrorCode =
  | "aborted" | "bad-input" | "bad-option" | "too-large" | "out-of-memory" | "wasm-unavailable" | "internal";

/** The only thing that is ever thrown. Hostile mail is never a reason to throw. */
export class WhenceError extends Error {
  readonly name: "WhenceError";
  readonly code: WhenceErrorCode;
  /** With "bad-option": the option's name, where it is one option. */
  readonly option: string | null;
}

/** Bytes are analysed as they are. A string is encoded as UTF-8 first (lone surrogates as U+FFFD): spans count those bytes. */
export type Source = Uint8Array | ArrayBuffer | Blob | string;

export interface Whence {
  /** Version of the core and of its tables. */
  readonly version: string;
  /** Bytes of memory that the module holds; after a very large mail it starts afresh. */
  readonly memory: number;
  /** Judges one mail, in any state. An Outlook file (.msg) is converted first: spans are places in what splitSource gives for it. */
  analyze(source: Source, options?: AnalyzeOptions): Promise<Report>;
  /** The messages of an mbox as parts of the given bytes, not copies; a source that is no mbox is one message. */
  splitMbox(source: Uint8Array | ArrayBuffer | string): Uint8Array[];
  /**
   * A file as people have it, taken apart into mails: .eml, .msg, .emlx, an mbox, a zip of any of them. Pass `kind` and `incomplete` on to
   * analyze() as `container` and `incomplete`. name: the file's, for the items' names. Never rejected for what is in the file: what cannot be
   * read is an item without bytes. A zip's files are read up to 20,000 and 512 MB together; what is packed by more than 200 to 1 is not.
   */
  splitSource(source: Source, name?: string): Promise<SourceItem[]>;
  /** Same campaign? The reports of analyze() in groups of two and more that share wording, link hosts, files or a sending machine. */
  compare(reports: Report[]): Campaign[];
  /** A mail's texts as a person would have read them, and places of its source decoded. Nothing is judged. Not for a Blob. */
  read(source: Uint8Array | ArrayBuffer | string, options?: { spans?: Span[] | undefined }): Reading;
  /** Judges one domain name, at once and offline; of a URL its host, of a mail address its domain. */
  checkDomain(name: string, options?: Pick<AnalyzeOptions, "ownDomains" | "brands">): DomainVerdict;
  /** check_host() of RFC 7208. Without a resolver nothing is asked. */
  checkSpf(input: { ip: string; helo: string; mailFrom: string }, options?: LookupOptions): Promise<SpfResult>;
  /** DMARC by RFC 9989. from: the From field's address, or all of them. */
  checkDmarc(input: DmarcInput, options?: LookupOptions): Promise<DmarcResult>;
  /** One Received field's value. */
  parseReceived(value: string | Uint8Array): Hop;
  parseMessageId(value: string | Uint8Array): MessageId | null;
  /** One Authentication-Results field's value (RFC 8601); null when it is none. */
  parseAuthenticationResults(value: string | Uint8Array): AuthenticationResults | null;
  /** A date in any form that mail shows; null when it is none. */
  parseDate(value: string | Uint8Array): (ParsedDate & { problems: DateProblem[] }) | null;
  /** A field's value with its encoded words decoded (RFC 2047). */
  decodeHeader(value: string | Uint8Array): string;
}

export type SourceItem = { name: string; kind: "message" | "mbox" | "emlx" | "msg" | "zip" } & (
  | { /** The mail's source: a part of the given bytes, or, of a .msg, what it was converted to. */ bytes: Uint8Array;
      /** A part of the file around it was damaged. */ incomplete: boolean; problem: null }
  | { bytes: null; incomplete: false; problem: "encrypted" | "broken" | "too-large" | "too-many" | "too-deep" | "not-mail" });

export interface Campaign {
  /** Indices into the list that was given. */
  members: number[];
  /** What at least two of them share, the widest first; members: which of them. */
  shared: { what: CampaignMark; value: string; members: number[] }[];
}

/** "subject": with every number as #. */
export type CampaignMark =
  | "wording"
  | "link-host"
  | "attachment"
  | "address"
  | "network"
  | "message-id"
  | "subject";

export interface LookupOptions {
  /** None given: no lookups, no network, ever. */
  resolver?: Resolver | null | undefined;
  /** The present; now when absent. */
  now?: Date | number | null | undefined;
  /** Aborting rejects with "aborted". */
  signal?: AbortSignal | null | undefined;
  /**
   * Called once with the report as it is without lookups, before anything is asked; its questions are all that would
   * be asked first. Not called when nothing is to be asked.
   */
  onReport?: ((report: Report) => void) | null | undefined;
  /** Called once a round with all DNS questions of it, before any is sent. false: none of them is, and what hangs on them is "not evaluated". */
  onQuestions?: ((questions: Question[]) => boolean | Promise<boolean>) | null | undefined;
  /** Called as answers come in. */
  onProgress?: ((progress: { round: number; answered: number; asked: number }) => void) | null | undefined;
}

export interface AnalyzeOptions extends LookupOptions {
  /** The reader's own domains, guarded like brands. */
  ownDomains?: string[] | null | undefined;
  /** Host names or addresses that the reader trusts to write Received lines. */
  ownServers?: string[] | null | undefined;
  /** Added to the built-in ones. */
  brands?: Brand[] | null | undefined;
  /** The reader's own choice of the handover: an index into the report's hops. */
  handover?: number | null | undefined;
  /** What the mail was taken out of, by splitSource: of "msg" signatures cannot fail, for Outlook kept neither header nor body as they were sent. */
  container?: string | null | undefined;
  /** Not all of the file around the mail could be read: that is told as unread. */
  incomplete?: boolean | null | undefined;
  /** Whether hosts that links point to may be looked up too. */
  linkLookups?: boolean | null | undefined;
  /** False: QR codes in pictures are not looked for. */
  readPictures?: boolean | null | undefined;
  /** DNS block lists to ask, by their zones; none when absent. */
  blockLists?: string[] | null | undefined;
}

export interface Brand {
  id: string;
  names: string[];
  domains: string[];
  mailDomains?: string[] | null | undefined;
}

export interface Resolver {
  /**
   * type: "A", "AAAA", "CNAME", "MX", "NS", "PTR", "TXT". A rejected promise means: no answer (temporary); with an error whose
   * `code` is "refused": not asked, so "not evaluated".
   */
  query(name: string, type: string, options?: { signal?: AbortSignal }): Promise<{ rcode: string; answers: DnsRecord[] }>;
}

export interface DnsRecord {
  name: string;
  type: string;
  ttl: number;
  /** A, AAAA, NS, PTR, CNAME: a string. TXT: one string for each character-string, bytes as Latin-1. */
  data: string | string[] | { preference: number; exchange: string };
}

export interface Question {
  id: number;
  kind: "dns" | "digest" | "verify" | "picture" | "msg";
  name: string;
  type: string;
  /** What it is asked for: "spf", "dkim-key", "dmarc", "arc-key", "reverse-name", ... */
  why: Why[];
  /** The address or domain it is about. */
  subject: string | null;
}

/** A question of a report. kind "digest" and "verify", where this host's cryptography could not answer, have an algorithm and no name. */
export type UnansweredQuestion = { id: number; state: "unasked" | "refused" | "failed" } & (
  | { kind: "dns"; name: string; type: string; why: Why[]; subject: string | null }
  | { kind: "digest" | "verify"; algorithm: string }
  | { kind: "picture" | "msg" });

/** Of the domain or address that is the subject: its records, who has it, and whether it speaks for the address that handed the mail over. */
export type NetworkKind =
  | "a" | "aaaa" | "mx" | "ns" | "spf" | "bimi" | "exists" | "hosting" | "covered-by" | "not-covered"
  | "ptr" | "ptr-confirmed" | "asn" | "as-name" | "prefix" | "country" | "registry" | "block-list";

/** Byte offsets into the source as given: from the first, up to but not including the second. */
export type Span = [start: number, end: number];
export type Level = "forged" | "suspicious" | "unclear" | "consistent" | "authentic";
export type Severity = "critical" | "high" | "medium" | "low" | "info" | "good";
export type Area =
  | "hops" | "message-id" | "identity" | "lookalike" | "authentication" | "links" | "attachments" | "filters" | "format"
  | "text";

/** A header field of a known filter. */
export interface FilterField {
  name: string;
  /** An id: "microsoft", "rspamd", ... */
  vendor: string;
  /** Above the handover and, where the field names its server, bearing the recipient's side's name. */
  trusted: boolean;
  /** Not above the handover, but of a kind that the recipient's provider takes out of incoming mail: its own all the same. */
  guarded: boolean;
  /** Data for the vendor's own eyes: items is empty. */
  opaque: boolean;
  /** As written, unfolded; cut when long. */
  value: string;
  /** name: as written; key, meaning: ids; hint: what the code comes to. */
  items: {
    name: string | null; key: string; value: string; meaning: string | null;
    hint: "clean" | "spam" | "phish" | "malware" | "bulk" | "bypass" | "suspect" | null; spans: Span[];
  }[];
  spans: Span[];
}

export interface Report {
  /** Whether redact() took the recipient out. */
  redacted?: true;
  version: 1;
  source: { kind: "message" | "headers" | "fragment" | "msg"; bytes: number; bodyPresent: boolean; repairs: Repair[] };
  verdict: Verdict;
  identities: Identities;
  /** As written, newest first. */
  hops: ReportedHop[];
  handover: Handover | null;
  messageId: ReportedMessageId | null;
  domains: DomainVerdict[];
  authentication: Authentication;
  /** What filters wrote into the header, explained; the texts of the ids are the page's. */
  filters: FilterField[];
  /** A sketch of the text (MinHash), for compare(); null when the mail says too little. */
  wording: (number | null)[] | null;
  links: Link[];
  attachments: Attachment[];
  /** Mails enclosed in this one, each judged by its own header. Spans in them lead into the outermost source; their open questions
   * are in the outermost list. */
  enclosed: Enclosed[];
  /** What was not read, and why. */
  unread: Unread[];
  /** Facts that lookups brought. */
  network: { subject: string; kind: NetworkKind; value: string }[];
  findings: Finding[];
  /** What would have been needed and has no answer: never asked, for want of a resolver; refused by the reader; failed. */
  questions: UnansweredQuestion[];
  /** What this host could not do ("no-crypto": no WebCrypto, as on pages served over plain http; "no-algorithm") or passed over. */
  notices?: { id: "no-crypto" | "no-algorithm" | "option-passed-over"; text?: string }[];
}

/** A mail for reading. */
export interface Reading {
  /** One for each text part, in order of appearance. cut: there is more than is shown. */
  texts: { type: string; spans: Span[]; runs: Run[]; cut: boolean }[];
  /** One for each span that was given; null where nothing stands. */
  excerpts: (Excerpt | null)[];
}

/** A stretch of text. hidden: nobody was meant to see it. link: it stands in the link of that index in the report. */
export interface Run {
  text: string;
  hidden?: boolean;
  link?: number;
}

/** What stands at a place of the source, as people read it, with what surrounds it. decoded: the source has it encoded. */
export interface Excerpt {
  before: string;
  inside: string;
  after: string;
  decoded: boolean;
}

export interface Repair {
  id: RepairId;
  count: number;
  spans: Span[];
}

export interface Mailbox {
  display: string | null;
  address: string | null;
  local: string | null;
  domain: string | null;
  registrable: string | null;
  spans: Span[];
}

export interface Identities {
  from: Mailbox[];
  sender: Mailbox | null;
  replyTo: Mailbox[];
  returnPath: Mailbox | null;
  envelopeFrom: string | null;
  to: Mailbox[];
  cc: Mailbox[];
  deliveredTo: Mailbox[];
  /** Named by any other field that says to whom it went (Bcc, X-RCPT-To, ...): for redaction; anybody may write such fields. */
  recipients: Mailbox[];
  subject: { text: string; spans: Span[] } | null;
  date: { value: (ParsedDate & { problems: DateProblem[] }) | null; spans: Span[] } | null;
  mailer: string | null;
}

export interface ParsedDate {
  /** In UTC. */
  iso: string;
  offsetMinutes: number;
}

export interface Hop {
  from: { helo: string | null; rdns: string | null; ip: string | null; ident: string | null; auth: string | null };
  by: { host: string | null; ip: string | null };
  with: string | null;
  via: string | null;
  tls: { version: string | null; cipher: string | null } | null;
  encrypted: boolean;
  id: string | null;
  for: string | null;
  envelopeFrom: string | null;
  /** The server software whose form the field has. */
  software: string | null;
  date: (ParsedDate & { problems: DateProblem[] }) | null;
  /** Where each part stands: {helo: [start, end], ...}. */
  places: Record<string, Span>;
  spans: Span[];
  problems: HopProblem[];
}

export interface ReportedHop extends Hop {
  delaySeconds: number | null;
  /** Who wrote it: the reader's own side, the line of the handover itself, or whoever sent the mail. */
  side: "recipient" | "handover" | "claimed";
}

export interface HandoverCandidate {
  hop: number;
  ip: string | null;
  rdns: string | null;
  helo: string | null;
  by: string | null;
  reason: string;
  confidence: number;
}

export interface Entrance {
  hop: number;
  ip: string | null;
  rdns: string | null;
  helo: string | null;
  by: string | null;
  confidence: number;
  reason: string;
  chosen: boolean;
  /** By facts. Not settled: several fields may be the entrance; good news must hold for all of them, bad news counts at the outermost. */
  settled: boolean;
  /** Outermost first; one when it is settled. */
  candidates: HandoverCandidate[];
}

export interface Handover extends Entrance {
  /** Where the mailing list that is proven to have handed the mail over had taken it. Null: no such list. */
  list: Entrance | null;
  /** Who vouches for the user who handed the mail in, having logged in (RFC 6409): for the account, not for the name in From. Null:
   * no login, or only lines below the handover tell of one, which is the sender's word. */
  vouches: Vouching | null;
}

export interface Vouching {
  /** The server that took the login, and the registrable domain of its name. */
  server: string | null;
  organisation: string | null;
  /** The account, where the server wrote it. */
  user: string | null;
}

export interface MessageId {
  value: string;
  left: string | null;
  right: string | null;
  /** The software that makes ids of this form, by its name; null: unknown. Its id is in origin. */
  generator: string | null;
  /** ISO 8601: when it was made, by what is written in it. */
  embeddedTime: string | null;
  origin: MessageIdOrigin | null;
  problems: MessageIdProblem[];
  spans: Span[];
}

export interface ReportedMessageId extends MessageId {
  /** The worst that the findings about it say. */
  verdict: "suspicious" | "odd" | "fits" | "plain";
}

/** What the form of a Message-ID gives away. */
export interface MessageIdOrigin {
  id: GeneratorId | null;
  shape: string | null;
  kind: GeneratorKind | null;
  shared: boolean;
  fillsIn: boolean;
  localTime: boolean;
  process: string | null;
  user: string | null;
  host: string | null;
  queueId: string | null;
}

export interface DomainVerdict {
  name: string;
  unicode: string;
  registrable: string | null;
  suffix: string | null;
  sharedHosting: boolean;
  dynamicDns: boolean;
  shortener: boolean;
  /** A sending service's counter of clicks, or a filter's: many senders lead through it. */
  countsClicks: boolean;
  roles: Role[];
  kind: "official" | "own" | "lookalike" | "free-mail" | "other";
  /** Whose it is, when it is a brand's. */
  brand: string | null;
  brandName: string | null;
  /** Domains that only the mail of the brand comes from, where they are known. */
  mailDomains: string[];
  /** As readers of English know it, where that is another name. */
  brandNameEnglish: string | null;
  problems: NameProblem[];
  matches: DomainMatch[];
  spans: Span[];
}

export interface DomainMatch {
  brand: string | null;
  name: string | null;
  /** As readers of English know the brand, where that is another name. */
  nameEnglish: string | null;
  official: string | null;
  technique: Technique;
  severity: Severity;
  evidence: Evidence;
}

/** What of the name gave it away. */
export interface Evidence {
  part: string | null;
  label: string | null;
  shown: string | null;
  from: string | null;
  to: string | null;
  word: string | null;
  distance: number;
  /** Where the part is in the domain's name. */
  at: Span;
}

export interface AuthenticationResults {
  /** Empty where the field names no server, as Outlook's; null in a claim that cannot be read. */
  authservId: string | null;
  version: number | null;
  results: AuthenticationResult[];
  /** Of an ARC-Authentication-Results field. */
  instance?: number;
}

export interface AuthenticationResult {
  method: string;
  result: string;
  reason: string | null;
  comment: string | null;
  props: { ptype: string | null; property: string; value: string }[];
  /** In a report: ids of texts that explain the result and its reason. */
  meaning?: string | null;
  reasonMeaning?: string | null;
}

/** A header field that a filter wrote: its raw value, and what its parts mean. */
export interface Filter {
  name: string;
  vendor: string;
  trusted: boolean;
  guarded: boolean;
  opaque: boolean;
  value: string;
  items: FilterItem[];
  spans: Span[];
}

export interface FilterItem {
  name: string | null;
  key: string | null;
  value: string | null;
  meaning: string | null;
  hint: string | null;
  spans: Span[];
}

/** claimed: what servers on the way wrote. The others were verified here; null or without an entry: not evaluated. */
export interface Authentication {
  claimed: Claim[];
  spf: SpfResult | null;
  /** One for each DKIM-Signature field, from the top. */
  dkim: DkimResult[];
  dmarc: DmarcResult | null;
  arc: ArcResult | null;
  /** Why a check was not made: {spf: "not-asked", ...}. */
  notEvaluated: Record<string, string>;
}

export interface Link {
  kind: "anchor" | "plain" | "image" | "form" | "other" | "qr";
  text: string | null;
  href: string | null;
  host: string | null;
  /** An index into the report's domains. */
  domain: number | null;
  /** Where the address itself says it leads on to, outermost first, the innermost last. Nothing was opened. */
  targets: Target[];
  /** "address", "disguised-address": its host is a number. "not-followed": the address may lead further than was looked. */
  problems: ("unreadable" | "disguised-address" | "address" | "user-information" | "port" | "unencrypted" | "active" | "not-followed")[];
  spans: Span[];
}

export interface Target {
  href: string;
  host: string;
  /** An index into the report's domains; null for a bare address. */
  domain: number | null;
  /** The wrapper that carried it: an id of core/tables/wrappers.tsv ("safelinks", "google-url", "redirect"). */
  via: string;
}

export interface Attachment {
  name: string | null;
  type: string | null;
  /** What it is by its content. */
  detected: string | null;
  /** Of the whole; null: it was not read whole. */
  bytes: number | null;
  sha256: string | null;
  encrypted: boolean;
  /** What a zip, TNEF or the like holds, by its own list. */
  entries: AttachmentEntry[];
  problems: FileProblem[];
  spans: Span[];
}

export interface AttachmentEntry {
  name: string | null;
  type: string | null;
  detected: string | null;
  bytes: number;
  encrypted: boolean;
}

export interface Enclosed {
  spans: Span[];
  report: Report;
}

/** Something that was not read, or many things of one kind of which more were there than are looked at. */
export interface Unread {
  /** "part", "attachment", "mail", "text"; of many things: "fields", "hops", "addresses", "links", "domains", "parts", ... */
  what: UnreadWhat;
  type: string | null;
  name: string | null;
  /** "encrypted", "broken", "unknown", "image", "elsewhere", "too-large", "too-many", "too-long", "too-deep", "in-part", "no-memory". */
  reason: UnreadReason;
  /** How many, at least. */
  count: number;
  spans: Span[];
}

export interface Finding {
  id: FindingId;
  area: Area;
  severity: Severity;
  /** The values that the finding's text names. */
  args: Record<string, string | number>;
  /** What it adds to the verdict's sum. */
  weight: number;
  spans: Span[];
  origin: string | null;
}

export interface Verdict {
  /** 0-9 authentic, 10-29 consistent, 30-49 unclear, 50-79 suspicious, 80-100 forged. */
  level: Level;
  /** 100 = surely forged; one scale for all mail. */
  score: number;
  kind: MailKind;
  /** Of the findings' weights; the score is made of it. */
  sum: number;
  /** The two sides of the sum: what speaks against the mail, and (negative) what speaks for it. */
  against: number;
  inFavour: number;
  /** How many points more, or less, would lead to the next level; 0: there is none, or no sum leads there. */
  toWorse: number;
  toMilder: number;
  /** Between which scores the lookups that were not made could move it. */
  lookups: { lowest: number; highest: number };
  /** What "authentic" rests on; null on other levels. */
  basis: "signature" | "address" | null;
  /** What set the score where the sum did not. */
  bound: "serious-finding" | "not-earned" | "piece" | "not-all-read" | "no-way" | null;
  /** Those that carry the verdict, heaviest first. */
  findings: number[];
}

export interface Claim extends AuthenticationResults {
  /** The field it stands in. */
  source: string;
  /** Whether the reader's own side wrote it. */
  trusted: boolean;
  spans: Span[];
}

/** RFC 7208. result null: not evaluated, because nothing may be asked. */
export interface SpfResult {
  result: "pass" | "fail" | "softfail" | "neutral" | "none" | "temperror" | "permerror" | null;
  reason: string | null;
  /** The domain owner's explanation of a "fail" (exp=). */
  explanation: string | null;
  /** The mechanism that matched. */
  mechanism: string | null;
  lookups: number;
  voidLookups: number;
  /** What is wrong, where, and with which term of the record. */
  problem: string | null;
  problemDomain: string | null;
  problemTerm: string | null;
  /** The domain checked, and whose it is: the envelope sender's or HELO. */
  domain: string | null;
  identity: "mailfrom" | "helo";
  record: string | null;
  /** What was evaluated, step by step. */
  trace: { event: string; domain: string | null; text: string | null; target: string | null; depth: number }[];
}

/** RFC 6376. */
export interface DkimResult {
  result: string | null;
  reason: string | null;
  domain: string | null;
  selector: string | null;
  algorithm: string | null;
  identity: string | null;
  canonicalization: string | null;
  /** Whether the signing domain is the From domain's (RFC 9989). */
  aligned: boolean | null;
  keyBits: number | null;
  testing: boolean;
  /** How the two halves of the signature fared, each by itself, and what would make them verify. */
  header: string | null;
  body: string | null;
  headerVerifies: string | null;
  bodyVerifies: string | null;
  signedFields: string[];
  bodyLength: number | null;
  unsignedBytes: number;
  signedAt: string | null;
  expiresAt: string | null;
  expiredSince: boolean;
  /** The key record. */
  record: string | null;
  spans: Span[];
}

/** RFC 8617. */
export interface ArcResult {
  result: string | null;
  reason: string | null;
  /** The instance at which the chain broke. */
  at: number | null;
  sets: Record<string, unknown>[];
  message: string | null | Record<string, unknown>;
}

export interface DmarcInput {
  from: string | string[];
  spf: { result: string; domain: string } | null;
  dkim: { result: string; domain: string }[];
}

/** RFC 9989. */
export interface DmarcResult {
  result: string | null;
  reason: string | null;
  policyDomain: string | null;
  orgDomain: string | null;
  policy: string | null;
  disposition: string | null;
  spfAligned: boolean;
  dkimAligned: boolean;
  problems: string[];
  /** The author's domain. */
  domain: string | null;
  record: string | null;
  spfAlignment: string;
  dkimAlignment: string;
}
