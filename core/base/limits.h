/* Every bound on hostile input, in one place. */
#ifndef WHENCE_LIMITS_H
#define WHENCE_LIMITS_H

#define WH_MAX_SOURCE (256u << 20)      /* bytes of one message */
#define WH_ARENA_BASE (16u << 20)       /* an arena may grow to this (a session has several: session.c) ... */
#define WH_ARENA_PER_BYTE 24u           /* ... plus so much per byte of source */
#define WH_MAX_FIELDS 20000u            /* header fields looked at ... */
#define WH_MAX_FIELDS_KEPT 50u          /* ... and beyond them so many of each name that the verdict rests on */
#define WH_MAX_HOPS 500u                /* Received fields taken apart */
#define WH_MAX_RECEIVED_TOKENS 4000u    /* words and comments of one Received field looked at */
#define WH_MAX_AUTH_RESULTS 500u        /* results of one Authentication-Results field, and properties of one result */
#define WH_MAX_MSGIDS 1000u             /* ids of one References field */
#define WH_MAX_ADDRESSES 2000u          /* mailboxes of one field */
#define WH_MAX_DEPTH 32u                /* nesting: comments, MIME parts, groups */
#define WH_MAX_PARTS 1000u              /* MIME parts */
#define WH_MAX_ENTRIES 500u             /* files listed of one container */
#define WH_MAX_FILE_LINKS 200u          /* addresses taken out of one file */
#define WH_MAX_INFLATED (8u << 20)      /* bytes inflated of all files of a mail, to find addresses in them */
#define WH_MAX_HASHED 200u              /* attachments whose digest is asked of the host */
#define WH_MAX_PICTURES 64u             /* in which QR codes are looked for; of a mail, enclosed ones apart */
#define WH_MAX_PICTURE (12u << 20)      /* bytes of one, and of all of them together */
#define WH_MAX_CODES 8u                 /* QR codes of one picture */
#define WH_MAX_CODE 4300u               /* bytes of one: ISO/IEC 18004 has 2,953, which may be Shift_JIS */
#define WH_MAX_UNREAD 100u              /* things not read that are listed */
#define WH_MAX_LINKS 2000u              /* links looked at */
#define WH_MAX_READ 200000u             /* bytes of a part's text that are shown to a reader */
#define WH_MAX_RUNS 5000u               /* stretches of it, each shown or hidden, linked or not */
#define WH_MAX_EXCERPTS 2000u           /* places of the source that are shown decoded */
#define WH_MAX_EXCERPT 600u             /* bytes of one, and before and behind it */
#define WH_MAX_TARGETS 8u               /* addresses inside of one link's, one in the other */
#define WH_MAX_TARGET_BYTES (1u << 20)  /* of all addresses of a mail that are looked into for another one */
#define WH_MAX_LINKS_UNSEEN 1000u       /* of them, of one text, that nobody clicks: pictures, styles */
#define WH_MAX_LINKS_FIRST 20u          /* of each text, looked at even when others used up WH_MAX_LINKS ... */
#define WH_MAX_LINKS_MORE 1000u         /* ... so many in all */
#define WH_MAX_DOMAINS 1500u            /* different domain names judged; each place has its share: evidence/domains.c */
#define WH_MAX_FINDINGS 200u            /* of one kind: what the author multiplies takes no other finding's place */
#define WH_MAX_SPANS 64u                /* spans of one finding */
#define WH_MAX_QUESTIONS 400u           /* asked of the host in one session: so many DNS names, and so many of the other kinds */
#define WH_MAX_LOOKUPS 250u             /* of the DNS names, those that tell more about a network, a domain or a link */
#define WH_MAX_ENCLOSED 20u             /* mails enclosed in one, at any depth, that are judged */
#define WH_MAX_ENCLOSED_DEPTH 4u        /* how deep they may be enclosed in each other */
#define WH_MAX_ENCLOSED_QUESTIONS 100u  /* asked of the host for all of them together: as above */
#define WH_MAX_ANSWER (512u << 10)      /* bytes of the JSON that answers one DNS question */
#define WH_MAX_ANSWERS (4u << 20)       /* of all of them together */
#define WH_MAX_SIGNATURES 25u           /* DKIM-Signature fields that are verified */
#define WH_MAX_SIGNATURE 65536u         /* bytes of one */
#define WH_MAX_SIGNED_NAMES 400u        /* names in one h= */
#define WH_MAX_RECORDS 512u             /* of the type asked for, in one answer */
#define WH_MAX_TAGS 200u                /* tags of one list (DKIM, ARC, DMARC) */
#define WH_MAX_PARAMS 200u              /* parameters of one field, each continuation counted */
#define WH_MAX_FILTER_FIELDS 300u       /* fields of filters explained */
#define WH_MAX_FILTER_PAIRS 100u        /* things that one of them says */
#define WH_MAX_FILTER_VALUE 2000u       /* bytes of its value, and of each thing, that are shown */
#define WH_MAX_CLAIMS 100u              /* fields in which servers claim to have verified the mail */

#define WH_MAX_VISIBLE (2u << 20)       /* bytes of text, as a person sees it, whose words are judged: of all parts together */

/* What a bound leaves out: X(NAME, "what", "reason"), as the report's `unread` says it. wh_note_cut counts. */
#define WH_CUTS(X)                                                                                           \
    X(FIELDS, "fields", "too-many") X(HOPS, "hops", "too-many") X(RECEIVED, "hop", "too-long")               \
    X(AUTH_RESULTS, "results", "too-many") X(CLAIMS, "result-fields", "too-many")                            \
    X(SIGNATURES, "signatures", "too-many") X(TAGS, "tags", "too-many") X(PARAMS, "parameters", "too-many")  \
    X(ADDRESSES, "addresses", "too-many") X(DOMAINS, "domains", "too-many") X(LINKS, "links", "too-many")    \
    X(PARTS, "parts", "too-many") X(DEPTH, "parts", "too-deep") X(TEXT, "text", "too-long")                  \
    X(FILTERS, "filters", "too-many") X(FILTER_PAIRS, "filter-items", "too-many")                            \
    X(FINDINGS, "findings", "too-many") X(QUESTIONS, "questions", "too-many") X(LOOKUPS, "lookups", "too-many") X(UNREAD, "parts", "too-many")

#endif
