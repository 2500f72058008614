/* Every bound on hostile input, in one place: tests/build/limits.test.mjs lets none stand elsewhere. */
#ifndef WHENCE_LIMITS_H
#define WHENCE_LIMITS_H

/* ---- when met, the report says so: in `unread` (WH_CUTS below), or as a problem of what it is about ---- */

#define WH_MAX_SOURCE (256u << 20)     /* bytes of one message */
#define WH_ARENA_BASE (16u << 20)      /* an arena may grow to this (a session has several: session.c) ... */
#define WH_ARENA_PER_BYTE 24u          /* ... plus so much per byte of source */
#define WH_MAX_FIELDS 20000u           /* header fields looked at ... */
#define WH_MAX_FIELDS_KEPT 50u         /* ... beyond them, of each name that the verdict rests on */
#define WH_MAX_HOPS 500u               /* Received fields taken apart */
#define WH_MAX_RECEIVED_TOKENS 4000u   /* words and comments of one Received field looked at */
#define WH_MAX_AUTH_RESULTS 500u       /* results of one field, and properties of one result */
#define WH_MAX_ADDRESSES 2000u         /* mailboxes of one field */
#define WH_MAX_DEPTH 32u               /* nesting: comments, MIME parts, groups */
#define WH_MAX_PARTS 1000u             /* MIME parts */
#define WH_MAX_TYPES 8u                /* Content-Type fields of one part: its body is sought for each */
#define WH_MAX_ENCODED_PARTS 16u       /* multiparts under an encoding, where RFC 2045 6.4 allows none */
#define WH_MAX_ENTRIES 500u            /* files listed of one container */
#define WH_MAX_FILE_LINKS 2000u        /* addresses taken out of one file: of the mail's WH_MAX_LINKS */
#define WH_MAX_INFLATED (8u << 20)     /* bytes inflated of all files of a mail, to find addresses in them */
#define WH_MAX_HASHED 200u             /* attachments whose digest is asked of the host */
#define WH_MAX_PICTURES 64u            /* in which QR codes are looked for; of a mail, enclosed ones apart */
#define WH_MAX_PICTURE (12u << 20)     /* bytes of one, and of all of them together */
#define WH_MAX_CODES 8u                /* QR codes of one picture */
#define WH_MAX_CODE 4300u              /* bytes of one: ISO/IEC 18004 has 2,953, which may be Shift_JIS */
#define WH_MAX_UNREAD 100u             /* things not read that are listed */
#define WH_MAX_LINKS 2000u             /* links looked at that somebody may click */
#define WH_MAX_LINKS_FREE 500u         /* of them, of one text, to whatever house; then ... */
#define WH_MAX_LINKS_OF_HOUSE 50u      /* ... so many to each */
#define WH_MAX_READ 200000u            /* bytes of a part's text that are shown to a reader */
#define WH_MAX_RUNS 5000u              /* stretches of it, each shown or hidden, linked or not */
#define WH_MAX_EXCERPTS 2000u          /* places of the source that are shown decoded */
#define WH_MAX_EXCERPT 600u            /* bytes of one, and before and after it */
#define WH_MAX_TARGETS 8u              /* addresses inside of one link's, one in the other */
#define WH_MAX_TARGET_BYTES (1u << 20) /* of all addresses of a mail that are looked into for another one */
#define WH_MAX_LINKS_UNSEEN 1000u      /* beside them, of one text, that nobody clicks: pictures, styles */
#define WH_MAX_LINKS_FIRST 200u        /* of each text, even when others used up all others ... */
#define WH_MAX_LINKS_MORE 1000u        /* ... so many in all */
#define WH_MAX_DOMAINS 1500u           /* names judged; each place has its share: domains.c */
#define WH_MAX_FINDINGS 200u           /* of one kind: none takes another kind's place */
#define WH_MAX_SPANS 64u               /* spans of one finding */
#define WH_MAX_QUESTIONS 400u          /* of a session: DNS names, and as many of other kinds */
#define WH_MAX_LOOKUPS 250u            /* of the DNS names, those that prove nothing */
#define WH_MAX_ENCLOSED 20u            /* mails enclosed in one, at any depth, that are judged */
#define WH_MAX_ENCLOSED_DEPTH 4u       /* how deep they may be enclosed in each other */
#define WH_MAX_ENCLOSED_QUESTIONS 100u /* asked of the host for all of them together: as above */
#define WH_MAX_ANSWER (512u << 10)     /* bytes of the JSON that answers one DNS question */
#define WH_MAX_ANSWERS (4u << 20)      /* of all of them together */
#define WH_MAX_SIGNATURES 25u          /* DKIM-Signature fields that are verified */
#define WH_MAX_SIGNATURE 65536u        /* bytes of one */
#define WH_MAX_SIGNED_NAMES 400u       /* names in one h= */
#define WH_MAX_RECORDS 512u            /* of the type asked for, in one answer */
#define WH_MAX_TAGS 200u               /* tags of one list (DKIM, ARC, DMARC) */
#define WH_MAX_PARAMS 200u             /* parameters of one field, each continuation counted */
#define WH_MAX_FILTER_FIELDS 300u      /* fields of filters explained */
#define WH_MAX_FILTER_PAIRS 100u       /* things that one of them says */
#define WH_MAX_FILTER_VALUE 2000u      /* bytes of its value, and of each thing, that are shown */
#define WH_MAX_CLAIMS 100u             /* fields in which servers claim to have verified the mail */

#define WH_MAX_NESTED (4u << 20)         /* bytes inflated of an archive in an archive */
#define WH_MAX_PICTURE_PACKED (2u << 20) /* bytes of a picture inside of a file */
#define WH_MAX_GRIDS 8u                  /* pictures drawn by letters or cells */
#define WH_MAX_VISIBLE (2u << 20)        /* bytes of text, as it is seen, whose words are judged */
#define WH_MAX_URI 65536u                /* bytes of an address: browsers go to longer ones, people do not */
#define WH_MAX_PLAIN_ADDRESS 8192u       /* ... and of one in plain text */
#define WH_MAX_BASE 2048u               /* ... and of a page's base, which is put before every relative one */
#define WH_MAX_OWN_SOUGHT (1u << 20)    /* bytes of links in which the reader's own address is looked for */
#define WH_MAX_FILE_TEXT (16u << 20)    /* bytes of an attached page or text that are looked through */
#define WH_MAX_FILE_PART (256u << 10)   /* bytes inflated of one piece of a file */
#define WH_MAX_UNPACKED (256u << 10)    /* bytes of a script unpacked, on top of as many as the mail has */
#define WH_MAX_RTF (4u << 20)           /* bytes of RTF unpacked, in which Outlook keeps a text */
#define WH_MAX_RTF_ALONE (32u << 20)    /* ... of a file that is nothing but the mail */
#define WH_MAX_RTF_PIECES 50000u        /* of an RTF, each decoded on its own because its font changes */
#define WH_MAX_OUTLOOK_TEXTS 8u         /* of one "winmail.dat": programs write three */
#define WH_MAX_BODY_PART (1u << 20)     /* bytes inflated of a part of a document that its reader sees ... */
#define WH_MAX_BODY_INFLATED (4u << 20) /* ... and of all of them in a mail */

/* ---- when met, the result is the one that an RFC or an option's description names ---- */

#define WH_MAX_SPF_LOOKUPS 10u /* RFC 7208 4.6.4: permerror, as the next three */
#define WH_MAX_SPF_VOID 2u
#define WH_MAX_SPF_MX 10u
#define WH_MAX_SPF_PTR 10u        /* ... but the first ten names are used (5.5) */
#define WH_MAX_SPF_SENDER 1024u   /* a path has 256 octets (RFC 5321 4.5.3.1.3): longer, no sender */
#define WH_MAX_SPF_EXPANDED 4096u /* a name has 253 octets, a reply line 512: no match */
#define WH_MAX_KEY 8192u          /* characters of p=; one of 16,384 bits has 2,900: unusable */
#define WH_MIN_KEY_BITS 1024u     /* RFC 8301 3.2: too weak */
#define WH_MAX_KEY_BITS 16384u    /* what browsers take: unusable */
#define WH_MAX_ARC_SETS 50u       /* RFC 8617 4.2.1: fail */
#define WH_MAX_SEALED (16u << 20) /* bytes that a chain's seals cover: not evaluated */
#define WH_MAX_DMARC_LABELS 7u    /* RFC 9989 4.10: the walk goes on from these */
#define WH_MAX_DMARC_WALKS 10u    /* identifiers from which is walked: temperror */
#define WH_MAX_DMARC_TAGS 100u    /* of one record: not one */
#define WH_MAX_OPTIONS (8u << 20) /* bytes of the caller's options: refused, as the next */
#define WH_MAX_OPTION_LIST 5000u
#define WH_MAX_INPUT (1u << 20) /* bytes of a question to SPF or DMARC alone: refused, as the next */
#define WH_MAX_INPUT_LIST 1000u

/* ---- forms: anything longer is not one of these, and is judged as whatever else it is ---- */

#define WH_MAX_LINE 998u         /* RFC 5322 2.1.1: of a Message-ID, of a boundary */
#define WH_MAX_LABEL 63u         /* RFC 1035 2.3.4; a longer one is a problem of the name */
#define WH_MAX_HOST_NAME 253u    /* ... as is a longer name */
#define WH_MAX_NAME_RUNES 1024u  /* code points of a name before it is mapped: too long */
#define WH_MAX_LABEL_RUNES 256u  /* ... of one label: broken Punycode */
#define WH_MAX_GRID 220u         /* cells side by side: a QR code has 177 (ISO/IEC 18004 5.1), and a margin */
#define WH_MAX_CLASS_LOOKS 64u   /* classes of a style sheet: pictures have few */
#define WH_MAX_RTF_FONTS 4096u   /* by number: others have the text's own charset */
#define WH_MAX_RTF_DEPTH 1000u   /* groups in groups: deeper ones are read as their outer one is */
#define WH_MAX_SCHEME 12u        /* letters before "://" in running text */
#define WH_MAX_ENTITY 16         /* letters of an entity's name: longer than any of the table */
#define WH_MAX_PARAM_NAME 100u   /* bytes of a parameter's name: none has so many */
#define WH_MAX_CHARSET_LABEL 60u /* ... of a charset's in an encoded word */
#define WH_MAX_FIELD_NAME 80u    /* ... of a field's, where a paste is mended */
#define WH_MAX_FIELD_NAME_JOINED 90u /* ... where all lines of a header were joined to one */
#define WH_MAX_SEPARATOR 1024u       /* ... of an mbox "From " line */
#define WH_MAX_IN_GROUP 400u         /* ... of "[...]", "<...>" or a quoted string in a Received field */
#define WH_MAX_ZIP_COMMENT 65535u    /* ... of a zip's comment (APPNOTE 4.3.16) */
#define WH_MAX_MAILBOX 320u          /* ... of an address of e-mail (RFC 5321 4.5.3.1: 64, "@", 255) */
#define WH_MAX_ECHOES                                                                                        \
    64u /* ids of a Received field that may repeat the HELO: then nobody is known to have the address */
#define WH_MAX_JSON_KEY 40u         /* ... of a report's key, each of which is ours */
#define WH_MAX_JSON_TEXT 0xFFFFFFFu /* ... of a text in it; a longer one, of a whole source, is null */
#define WH_MAX_LINK_TEXT 2000u      /* ... of a link's text that shows an address */
#define WH_MAX_BLANK_FORM 28u       /* ... of "[Your name here]", a form that was not filled in */
#define WH_MAX_BRAND_NAME 60u       /* letters of a brand's name: the table's are shorter ... */
#define WH_MAX_PHRASE 384u          /* ... of a phrase, with what "*" passes over */
#define WH_MAX_DICTIONARY_WORD 20u  /* ... of a common word that a label is taken apart into */
#define WH_MAX_WORD_PASSED 48u      /* ... of a word that "*" passes over */
#define WH_MAX_FORM 96u             /* bytes of a label's form: 63 letters, some read as two */
#define WH_MAX_SUBJECT 300u         /* letters of a name: its 253 bytes have fewer */
#define WH_MAX_PIECE 20u            /* ... of a piece of a label that is tried as a misspelt brand */

/* ---- an order of search: nearer ones count, and farther ones could only speak for the mail ---- */

#define WH_MAX_PACKED 3u       /* files of an archive, all of which are read: one for a reader has few ... */
#define WH_MAX_PACKED_PAGES 8u /* ... and the pages among more */
#define WH_MAX_HEAD_LOOKED_AT (64u << 10) /* bytes of a file in which a mail's header must end */
#define WH_MAX_SAME 64u /* addresses of a file that a further one is compared with: it may repeat one */
#define WH_MAX_PDF_STREAMS 64u /* ... of a PDF, from its beginning, whose words are read: its first pages */
#define WH_MAX_PDF_STREAM (128u << 10)
#define WH_MAX_PDF_TEXT (64u << 10)
#define WH_MAX_LINES_BETWEEN 60u        /* lines between two halves of a header that a paste tore */
#define WH_MAX_PIECE_OF_PASTE 32768u    /* bytes that a repair maps to one place: coarser places */
#define WH_MAX_DATE_TRIES 8             /* places, from a field's end, where its date could begin */
#define WH_MAX_REOPENED 16u             /* elements opened again after a block: less is hidden */
#define WH_MAX_STYLE_RULES 256u         /* of style sheets, that hide or show again: more, and none hides */
#define WH_MAX_STYLE_LOOKS 4u           /* looks ahead for style sheets that follow */
#define WH_MAX_STYLE_DEPTH 4u           /* "@media" within "@media": the same */
#define WH_MAX_CANDIDATES 4             /* fields that may be the handover: good news for all */
#define WH_MAX_RECIPIENT_DOMAINS 8u     /* by which his servers are known: fewer, less is trusted */
#define WH_MAX_SERVER_RECORDS 8u        /* results read to learn a server's names: the same */
#define WH_MAX_PROVEN 16u               /* domains that a fact ties to the mail, which excuses them */
#define WH_MAX_HOMES 24u                /* organisations that the mail names as its own, which excuses them */
#define WH_MAX_SUBJECT_WORDS 24u        /* of a subject, looked for in the text: one found is enough */
#define WH_MAX_SHOWN_NAME 120u          /* letters of a shown name compared with the address */
#define WH_MAX_MENTIONS 256u            /* of brands in one text: one that names so many is no brand's own */
#define WH_MAX_BODY_CUTS 14u            /* undone changes excuse a broken signature: more are not tried */
#define WH_MAX_BODY_HASHED (8u << 20)   /* ... nor in bodies of more bytes, of which cuts are hashed */
#define WH_MAX_BODY_COPIED (256u << 10) /* ... or copies made */
#define WH_MAX_HEAD_COPIED (256u << 10)
#define WH_MAX_SETTLE_TURNS 6u /* lookups that settle the handover: else it stays unsure */
#define WH_MAX_SETTLE_NAMES 3u
#define WH_MAX_SETTLE_DOMAINS 3u
#define WH_MAX_SETTLE_SERVERS 4u
#define WH_MAX_PTR_NAMES 4u   /* names of an address asked back: one is good news */
#define WH_MAX_MX_COMPARED 3u /* mail servers of the author's: one that fits is good news */
#define WH_MAX_GROUP 24u      /* findings of a row of combinations.def: the compiler sees */

#define WH_MAX_KNOWN_NAMES 512u /* host names kept parsed, four times as many: others are parsed anew */

/* ---- what is shown: no check reads it ---- */

#define WH_MAX_LINK_MISSES 50u /* links not found in their part: its text is the place */
#define WH_MAX_WRAPPED 16384u  /* bytes of a link in which another is sought: marked */
#define WH_MAX_PHRASE_HITS 6u  /* places kept of each want, the first ones: none takes another's */
#define WH_MAX_PROSE 120u      /* letters of a line that a finding shows */
#define WH_MAX_OF_A_KIND 3u    /* findings about hops that are reported one by one; the rest are counted */
#define WH_MAX_MATCHES 4u      /* brands that a domain resembles: the worst */
#define WH_MAX_WORDING (64u << 10) /* bytes of the text of which the wording is shown */
#define WH_MAX_WORD_SHOWN 24u      /* letters without a blank: a token, no word */
#define WH_MAX_SPF_STEPS 300u      /* of the trace */
#define WH_MAX_NETWORK_FACTS 300u
#define WH_MAX_RECORDS_SHOWN 6u
#define WH_MAX_PATH_OWNERS 3u /* addresses of the path whose network is asked */
#define WH_MAX_LINK_HOSTS 12u /* hosts of links that are looked up, where the reader wants that */

/* What a bound leaves out: X(NAME, "what", "reason"), as `unread` says it. wh_note_cut counts. */
/* clang-format off */
#define WH_CUTS(X)                                                                                           \
    X(FIELDS, "fields", "too-many") X(HOPS, "hops", "too-many") X(RECEIVED, "hop", "too-long")               \
    X(AUTH_RESULTS, "results", "too-many") X(CLAIMS, "result-fields", "too-many")                            \
    X(SIGNATURES, "signatures", "too-many") X(TAGS, "tags", "too-many") X(PARAMS, "parameters", "too-many")  \
    X(ADDRESSES, "addresses", "too-many") X(DOMAINS, "domains", "too-many") X(LINKS, "links", "too-many")    \
    X(PARTS, "parts", "too-many") X(DEPTH, "parts", "too-deep") X(TEXT, "text", "too-long")                  \
    X(FILTERS, "filters", "too-many") X(FILTER_PAIRS, "filter-items", "too-many")                            \
    X(FINDINGS, "findings", "too-many") X(QUESTIONS, "questions", "too-many")                                \
    X(LOOKUPS, "lookups", "too-many") X(UNREAD, "parts", "too-many") X(FILES, "files", "too-long")           \
    X(DIGESTS, "digests", "too-many") X(ENCLOSED, "mail", "in-part")
/* clang-format on */

#endif
