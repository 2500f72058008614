/* From syntax to facts: what the mail says about itself, each fact with the bytes it rests on, without
 * judgement. */
#ifndef WHENCE_EVIDENCE_H
#define WHENCE_EVIDENCE_H

#include "evidence/generator.h"
#include "parse/file/file.h"
#include "base/limits.h"
#include "parse/parse.h"

/* ---- options, read once ---- */

typedef struct wh_options {
    wh_strs own_domains; /* ASCII, lower case */
    wh_strs own_servers; /* host names or addresses that the reader trusts to write Received fields */
    int32_t handover;    /* hop index that the reader chose; -1: find it */
    int64_t now_ms;      /* INT64_MIN: unknown */
    wh_strs block_lists; /* zones of DNS block lists that the reader lets be asked */
    bool link_lookups;   /* hosts of links may be looked up */
    bool from_msg; /* taken out of Outlook's .msg: the header is kept as text at best, the body not as it was
                      sent (MS-OXMSG) */
    bool incomplete; /* not all of the file around the mail could be read */
} wh_options;

/* ---- identities ---- */

typedef struct wh_person { /* one mailbox in one field */
    wh_mailbox mailbox;
    wh_name name;   /* of its domain */
    uint32_t field; /* index into facts.fields */
} wh_person;
typedef WH_LIST(wh_person) wh_persons;

typedef struct wh_identities {
    wh_persons from, sender, reply_to, return_path, to, cc, delivered_to;
    wh_persons recipients; /* named by other fields: recipients.c, for redaction alone */
    uint32_t from_fields, subject_fields, date_fields, message_id_fields;
    wh_str subject;     /* decoded; absent when there is none */
    wh_str subject_raw; /* slice */
    wh_date date;
    wh_str date_raw;
    bool has_return_path; /* also when it is <> */
    wh_str envelope_from; /* best known MAIL FROM: Return-Path, else the handover's envelope-from; absent when
                             unknown */
    bool envelope_certain; /* the reader's side wrote it: it stands above the handover's field, or in it */
    uint32_t return_path_field; /* index into facts.fields, of the first one */
    wh_str mailer, mailer_raw;  /* X-Mailer or User-Agent, decoded */
} wh_identities;

/* The domain of the envelope's sender (RFC 5321 3.3), where the reader's side wrote it: absent where the
 * author may have done so, or the envelope is empty. */
wh_str wh_certain_envelope(const wh_identities *who);

/* ---- hops ---- */

typedef enum wh_side { WH_SIDE_RECIPIENT, WH_SIDE_HANDOVER, WH_SIDE_CLAIMED } wh_side;

typedef enum wh_shown {
    WH_SHOWN_NOTHING,
    WH_SHOWN_TRUE,
    WH_SHOWN_FALSE
} wh_shown; /* by lookups; nothing: not asked, no answer */

typedef struct wh_hop {
    wh_received r;
    uint32_t field;
    bool has_delay;
    int64_t
        delay_ms; /* this hop's date minus the date of the hop before it in time (the one written below) */
    wh_side side;
    bool names_checked; /* by who wrote the field: a reverse name leads back to the address */
    wh_shown
        name_shown; /* what lookups found out about the name that the client gave, or that its address has */
    wh_str shown_name; /* name_shown is true: a name that leads to the address */
    wh_shown mx_shown; /* ... whether the recipient's MX names the client */
} wh_hop;

typedef struct wh_candidate { /* a field that may be the entrance */
    int32_t hop;
    double confidence;
    wh_str reason;
} wh_candidate;

typedef struct wh_handover {
    int32_t hop; /* index, -1: cannot tell. Where it is not settled: the outermost that no fact has made the
                    reader's own, as far as its address says anything */
    double confidence; /* 0..1 */
    bool submitted;    /* its client is a user who logged in */
    bool chosen;       /* by the reader */
    bool settled;      /* by facts: good news may rest on it */
    wh_str reason;     /* an id: "own-server", "known-provider", "same-organisation", "only-hop", ... */
    struct {
        wh_candidate at[WH_MAX_CANDIDATES]; /* outermost first; one when it is settled. Kept here: a step's
                                               own memory does not last */
        uint32_t n;
    } candidates;
} wh_handover;

/* ---- content ---- */

typedef struct wh_content { /* a part, decoded */
    uint32_t part;
    wh_text bytes;  /* transfer-decoded, pieces lead into the part's body */
    wh_str utf8;    /* text parts: charset-decoded; absent for others */
    wh_str visible; /* what a reader sees of it; absent for others, and for files, which nobody sees before
                       opening them */
    wh_str turned;  /* words of utf8 that a style shows from their end; absent: none */
    bool page;      /* it was read as HTML */
    bool file;      /* of an attachment: nobody sees it before opening that; visible is what he sees then */
} wh_content;

typedef struct wh_link_target { /* an address that a link's address says it leads on to */
    const wh_wrapper *via;
    wh_str href;
    wh_uri uri;
    int32_t domain; /* index into facts.domains, -1: none */
} wh_link_target;

typedef struct wh_link {
    wh_anchor anchor;
    wh_uri uri;
    uint32_t content;                /* index */
    int32_t domain;                  /* index into facts.domains, -1: none */
    wh_span span;                    /* in the source */
    WH_LIST(wh_link_target) targets; /* outermost first */
    bool cut; /* the address may lead further: it was not followed, or not to the end */
} wh_link;
/* Where a link leads as far as its address tells: the innermost target, or the link's own address. */
const wh_uri *wh_link_end(const wh_link *link);
int32_t wh_link_end_domain(const wh_link *link); /* its index into facts.domains, -1: none */

/* X(name, "id"): what is to be said about a file, besides what kind it is */
/* clang-format off */
#define WH_FILE_PROBLEMS(X)                                                                                  \
    X(RUNS, "runs-programs")                                                                                 \
    X(CONNECTS, "connects-elsewhere") X(DOUBLE, "double-extension") X(TURNED, "name-turned")                 \
        X(PADDED, "name-padded") X(DIFFERS, "not-what-it-says") X(HOLDS, "holds-program")                    \
            X(PAGE, "web-page") X(SCRIPT, "script") X(FORM, "asks-for-password")                             \
                X(ASSEMBLES, "assembles-a-file") X(REMOTE, "loads-from-outside") X(MACROS, "macros")         \
                    X(LEADS, "leads-elsewhere") X(CLOSED, "closed-box") X(SOFT, "runs-when-allowed")         \
                        X(IN_TEXT, "written-into-the-text") X(CUT, "not-read-whole")
/* clang-format on */

typedef enum wh_file_problem {
#define X(name, id) WH_FILE_##name,
    WH_FILE_PROBLEMS(X)
#undef X
        WH_FILE_PROBLEM_COUNT
} wh_file_problem;
#define WH_FILE_BIT(name) (1u << WH_FILE_##name)

typedef struct wh_attachment {
    uint32_t part;
    wh_str name, type, detected; /* detected: by its content; absent when not recognised */
    uint64_t bytes;              /* decoded */
    wh_str data;                 /* decoded */
    bool cut;                    /* data is not all of it */
    bool encrypted;
    bool shown;          /* read as a text of the mail as well */
    bool settled;        /* Outlook's: the mail in it is enclosed, or cannot be had */
    wh_entries entries;  /* what a container holds, by its own list */
    wh_strs entry_types; /* of each entry as far as its content shows; absent ones where it does not */
    uint32_t problems;   /* bits of wh_file_problem */
    wh_span span;
} wh_attachment;

/* X(name, "id"): where a domain name occurs */
/* clang-format off */
#define WH_ROLES(X)                                                                                        \
    X(FROM, "from") X(SENDER, "sender") X(REPLY_TO, "reply-to") X(RETURN_PATH, "return-path")             \
    X(DISPLAY, "display-name") X(MESSAGE_ID, "message-id") X(HELO, "helo") X(RDNS, "reverse-name")         \
    X(BY, "by") X(DKIM, "dkim") X(LINK, "link") X(LINK_TEXT, "link-text") X(BODY, "body")                  \
    X(RECIPIENT, "recipient") X(SUBJECT, "subject") X(LIST, "list")
/* clang-format on */

typedef enum wh_role {
#define X(name, id) WH_ROLE_##name,
    WH_ROLES(X)
#undef X
        WH_ROLE_COUNT
} wh_role;

typedef struct wh_domain {
    wh_name name;
    wh_str key;     /* what it was found under: ascii, or the raw name when it cannot be one */
    uint32_t roles; /* bits 1u << wh_role */
    wh_spans spans; /* at most WH_MAX_SPANS */
} wh_domain;

/* ---- enclosed mails ---- */

typedef struct wh_picture { /* in which QR codes are looked for: pictures.c */
    wh_str data;            /* a file, or drawn as a PGM */
    uint32_t content;       /* index: the part it is in */
    wh_str name;            /* of its file; absent for others */
    wh_span span;
    bool read; /* its codes are among the links, or will never be */
} wh_picture;

typedef struct wh_enclosed { /* a mail enclosed in this one */
    uint32_t part;
    wh_span span;
    struct wh_facts *facts; /* its own; spans lead into the source of the outermost mail */
} wh_enclosed;

/* ---- what was not read ---- */

/* X(name, "id"): what it was. What a bound leaves out of many things is counted instead: WH_CUTS of
 * base/limits.h. */
/* clang-format off */
#define WH_UNREAD_WHATS(X)                                                                                   \
    X(PART, "part") X(ATTACHMENT, "attachment") X(MAIL, "mail") X(TEXT, "text") X(PICTURE, "picture") \
    X(REST, "rest")
/* clang-format on */
/* X(name, "id"): why */
/* clang-format off */
#define WH_UNREAD_REASONS(X)                                                                                 \
    X(ENCRYPTED, "encrypted") X(BROKEN, "broken") X(UNKNOWN, "unknown") X(IMAGE, "image") \
    X(NO_MEMORY, "no-memory") X(TOO_LARGE, "too-large") X(TOO_MANY, "too-many") X(TOO_DEEP, "too-deep") \
    X(ELSEWHERE, "elsewhere")
/* clang-format on */

typedef enum wh_unread_what {
#define X(name, id) WH_UNREAD_##name,
    WH_UNREAD_WHATS(X)
#undef X
        WH_UNREAD_WHAT_COUNT
} wh_unread_what;
typedef enum wh_unread_reason {
#define X(name, id) WH_UNREAD_BECAUSE_##name,
    WH_UNREAD_REASONS(X)
#undef X
        WH_UNREAD_REASON_COUNT
} wh_unread_reason;

typedef struct wh_unread {
    wh_unread_what what;
    wh_unread_reason reason;
    wh_str type; /* MIME type; absent for what has none */
    wh_str name; /* of a file; absent for what has none */
    wh_span span;
} wh_unread;

/* ---- all of it ---- */

typedef struct wh_facts {
    wh_env *env;            /* where what is made of the facts goes */
    const wh_env *reading;  /* where they themselves lie; says what was left out of them */
    struct wh_facts *outer; /* of the mail that this one is enclosed in; NULL: in none */
    uint32_t depth;         /* 0: in none */
    uint32_t number;        /* of the enclosed mail, counted as they were found; 0: in none */
    uint32_t enclosed_n;    /* of the outermost: how many there are, at any depth */
    wh_text carried;        /* enclosed: how this source stood in carrier, a slice of the outer text */
    wh_str carrier;
    const wh_options *options;
    wh_str source;
    wh_paste paste;
    wh_fields fields;
    bool list_fields; /* those of RFC 2369 and 2919 are among them */
    wh_identities who;
    WH_LIST(wh_hop) hops; /* as written, newest first */
    wh_handover handover;
    wh_handover
        list; /* where the list that handed it over had taken it; hop -1: no list is proven, or none tells */
    bool list_listed; /* the list's own domain lists the address that handed the mail over (RFC 7208) */
    wh_msgid msgid;
    wh_msgid_origin msgid_origin;
    uint32_t msgid_field;
    wh_parts parts;
    WH_LIST(uint32_t) unpacked; /* of parts: multiparts that were decoded whole */
    WH_LIST(wh_content) contents;
    size_t visible_bytes; /* of all contents; at most WH_MAX_VISIBLE */
    WH_LIST(wh_link) links;
    WH_LIST(wh_attachment) attachments;
    WH_LIST(wh_picture) pictures;
    size_t picture_bytes;   /* of all of them; at most WH_MAX_PICTURE */
    size_t inflatable;      /* bytes of files that may still be inflated: WH_MAX_INFLATED in all */
    size_t body_inflatable; /* the same, of what documents show: WH_MAX_BODY_INFLATED */
    char *body_room;        /* where it is inflated to; NULL: not yet */
    WH_LIST(wh_domain) domains;
    WH_LIST(wh_enclosed) enclosed;      /* filled by wh_gather_enclosed */
    WH_LIST(wh_unread) unread;          /* what was not read, each thing once */
    uint32_t domains_of[WH_ROLE_COUNT]; /* how many came in by each place */
    uint16_t *domain_slots;             /* the index of domains by name: domains.c */
} wh_facts;

/* Reads everything; never fails as a whole. options and source must outlive facts. */
void wh_gather(wh_env *env, wh_str source, const wh_options *options, wh_facts *facts);

/* Of these only the fields, the parts with their texts, links and pictures: for showing the mail. */
void wh_gather_texts(wh_env *env, wh_str source, const wh_options *options, wh_facts *facts);

/* The mails enclosed in facts, each gathered like a mail of its own, and those in them: at most
 * WH_MAX_ENCLOSED, the others are noted as unread. All memory is env's, so that they use up none of the
 * mail's own. options as for wh_gather. */
void wh_gather_enclosed(wh_env *env, const wh_options *options, wh_facts *facts);

/* The same for a mail that the host took out of attachment `index`; options lives as long as env. False:
 * there is no room. */
bool wh_enclose_converted(wh_env *env, const wh_options *options, wh_facts *facts, uint32_t index,
                          wh_str mail);

/* The source span of a slice of the repaired text (of a header value, say). */
wh_span wh_fact_span(const wh_facts *facts, wh_str slice);
wh_span wh_field_span(const wh_facts *facts, uint32_t field); /* the whole field */
wh_str wh_role_name(wh_role role);

/* Notes what was not read: at most WH_MAX_UNREAD, of one kind and reason without a span only once. */
void wh_note_unread(wh_facts *facts, wh_unread unread);
wh_str wh_unread_what_name(wh_unread_what what);
wh_str wh_unread_reason_name(wh_unread_reason reason);

/* A span of this mail's own source as one of the outermost mail's; the span itself for a mail that is
 * enclosed in none. */
wh_span wh_outer_span(const wh_facts *facts, wh_span span);
wh_span wh_part_span(const wh_facts *facts, const wh_part *part); /* its header and body */
bool wh_part_is_mail(
    const wh_part *part); /* message/rfc822 and what is one by its type: not to be read as text */

/* wh_gather for facts whose source, options and, for an enclosed mail, way to the outer one are set. */
void wh_gather_mail(wh_facts *facts);
/* Finds, among the links of the mail, the addresses that a part links to. */
void wh_add_links(wh_facts *facts, uint32_t content, const wh_anchors *anchors);
/* What of a text's words is judged: as much of it as WH_MAX_VISIBLE leaves room for; the rest is noted as
 * cut. */
wh_str wh_within_bound(wh_facts *facts, wh_str visible);
/* What is seen of a content whose utf8 and page are set, and its links. unfolded: plain text as it is shown.
 * This and the next: texts.c. */
void wh_read_content(wh_facts *facts, uint32_t content, wh_str unfolded);
/* One more text of the mail, which was made out of part's body; all of that stands for each of its bytes.
 * page: it is HTML. Does nothing where another text says the same. */
void wh_add_made_text(wh_facts *facts, uint32_t part, wh_str utf8, bool page);
/* Adds the part to the attachments: what it is, what it holds, where it leads. shown: it is one of the texts
 * as well. */
void wh_gather_attachment(wh_facts *facts, uint32_t part, bool shown);
/* Files written into a text of the mail. */
void wh_gather_inline_files(wh_facts *facts, uint32_t content);
/* Judges nothing: sets the problems that a file's name, type and list show. */
void wh_describe_file(wh_attachment *a);
wh_str wh_attachment_name(wh_env *env, const wh_part *part);
/* For a file that runs something, what kind of thing it is: "program", "script", "shortcut", "installer",
 * "disk", "archive", "settings" or "document". */
wh_str wh_file_kind(const wh_attachment *a);
/* Whether bytes hold the name of a file that runs, ended by a NUL as packers write it. */
bool wh_holds_program_name(wh_str bytes);
/* Whether a file is the source of a mail: fields of one, its sender's among them, and a text below. */
bool wh_begins_mail(wh_str text);
/* The same at a glance: with a field, or the line of an mbox before it. */
bool wh_begins_with_field(wh_str text);
/* Letters of a text, counted up to `most`. */
size_t wh_letters(wh_str text, size_t most);
/* Where a file leads: its links become links of the mail, its problems are noted. data leads into the part's
 * body. */
void wh_gather_file_links(wh_facts *facts, wh_attachment *a, const wh_text *data);
wh_str wh_file_problem_name(wh_file_problem problem);
/* The client's reverse name where the writing software checked that it leads back to the address, or lookups
 * have shown a name that does; absent when neither. */
wh_str wh_proven_name(const wh_hop *hop);
/* Whether the server that wrote the field checks that a reverse name leads back to the address before writing
 * it. */
bool wh_checks_reverse_names(const wh_received *r);

/* The fields of RFC 2369 and 2919 are there. Anybody can write them. */
bool wh_has_list_fields(const wh_facts *facts);
/* ... and the server that handed the mail over is proven to be of the list's own organisation, or one that
 * the list's domain lists: then they explain why the envelope, the sender and the like are somebody else's.
 */
bool wh_is_list_mail(const wh_facts *facts);
/* Notes whether the list's domain lists that server's address (RFC 7208), and where such a list had taken the
 * mail: facts.list. */
void wh_note_list_spf(wh_facts *facts, bool listed);
/* ... of a known list service's: only then does a list explain that the author is not proven. Whoever forges
 * can run a list as well. */
bool wh_is_known_list(const wh_facts *facts);
/* The outermost field that may be the entrance, -1: none. The reader's side wrote what is above it; what is
 * between it and handover.hop, where these differ (the outermost's client is hidden behind a gateway), may be
 * anybody's. */
int32_t wh_outermost_entrance(const wh_facts *facts);
/* The entrance that the sender's own side handed the mail in at: that of a known list service where one
 * handed it on, else the reader's; NULL when there is none. */
const wh_handover *wh_senders_entrance(const wh_facts *facts);

/* Each file's part of wh_gather, in the order in which it runs. */
void wh_gather_list_fields(wh_facts *facts);
void wh_gather_identities(wh_facts *facts);
void wh_gather_recipients(wh_facts *facts);
void wh_gather_hops(wh_facts *facts);
void wh_gather_handover(
    wh_facts *facts); /* the trust boundary: handover/. Again, when lookups have shown more: hops[].*_shown */
void wh_gather_parts(wh_facts *facts);
void wh_gather_targets(wh_facts *facts); /* addresses inside of addresses: targets.c */
void wh_gather_pictures(
    wh_facts *facts); /* pictures.c: those among files, in addresses, and drawn by letters */
void wh_gather_domains(wh_facts *facts);
/* What the QR codes of picture `index` say becomes links of the mail; `env` is where the facts lie. */
void wh_add_codes(wh_facts *facts, wh_env *env, uint32_t index, const wh_strs *texts);
void wh_note_link(wh_facts *facts, wh_link *link);                   /* domains.c: the domains of one link */
void wh_follow_link(wh_facts *facts, wh_link *link, size_t *budget); /* targets.c: its targets */

#endif
