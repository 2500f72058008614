// The places in a mail that a domain stands in (the report's `roles`), and what each says of it:
//   sent   whoever sent the mail put it there
//   told   the reader is told it, or sent to it
//   trace  it leads to whoever sent the mail: something to block, or to look for elsewhere
// In the order in which they matter to the reader; those that are not here say nothing of this.
const ROLES = new Map([
  ["from", ["sent", "told", "trace"]],
  ["sender", ["sent", "told", "trace"]],
  ["reply-to", ["sent", "told", "trace"]],
  ["return-path", ["sent", "told", "trace"]],
  ["display-name", ["sent", "told"]],
  ["link", ["sent", "told", "trace"]],
  ["link-text", ["sent", "told", "trace"]],
  ["message-id", ["sent"]],
  ["helo", ["trace"]],
  ["subject", ["told"]],
  ["dkim", ["sent", "told"]],
  ["reverse-name", ["trace"]],
]);
const RANKS = new Map([...ROLES.keys()].map((role, rank) => [role, rank]));

/** @param {string[] | undefined} roles  @param {"sent" | "told" | "trace"} what */
export const anyRole = (roles, what) => (roles ?? []).some((role) => ROLES.get(role)?.includes(what));

/** 0 for a domain of the From; the higher, the less it matters where a domain stands. */
export const roleRank = (roles) =>
  Math.min(ROLES.size, ...(roles ?? []).map((role) => RANKS.get(role) ?? ROLES.size));
