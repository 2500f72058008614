/* Who runs well-known mail servers. The table is core/tables/providers.tsv. */
#ifndef WHENCE_PROVIDERS_H
#define WHENCE_PROVIDERS_H

#include "parse/name/table.h"
#include "parse/parse.h"

typedef enum wh_provider_kind {
    WH_PROVIDER_MAILBOX,
    WH_PROVIDER_GATEWAY,
    WH_PROVIDER_SENDING,
    WH_PROVIDER_HOSTING,
    WH_PROVIDER_LIST
} wh_provider_kind;

typedef struct wh_network {
    wh_ip ip;
    unsigned length;
} wh_network;

typedef struct wh_provider {
    wh_str id;
    wh_provider_kind kind;
    const wh_str *edges; /* names of servers that take mail from outside */
    size_t edges_n;
    const wh_network *networks; /* used by nobody but its own servers */
    size_t networks_n;
    const wh_str *outbound; /* names of its servers that send to the outside */
    size_t outbound_n;
    const wh_str *inner; /* what is in the dotless names that its machines use among themselves */
    size_t inner_n;
    const wh_network *sends; /* whence mail of its customers, and of nobody else, leaves for the outside */
    size_t sends_n;
} wh_provider;

extern const wh_provider wh_providers[];
extern const size_t wh_providers_n;
extern const wh_names
    wh_provider_names; /* its servers' names end in these; their numbers: index of wh_providers */

/* Who runs the server of that name (any case), by the longest matching name; NULL when not known. */
const wh_provider *wh_provider_of(wh_str host);
/* The same, remembered: for names that are asked about again and again. */
const wh_provider *wh_house_provider(wh_env *env, wh_str host);
/* Whether that server takes mail from outside, as far as its provider's edges are known. */
bool wh_provider_edge(const wh_provider *provider, wh_str host);
/* Whether that server sends mail to the outside, its provider's own mailboxes included. */
bool wh_provider_outbound(const wh_provider *provider, wh_str host);
/* Whether the address is in a network that only the provider's own servers use. */
bool wh_provider_inside(const wh_provider *provider, const wh_ip *ip);
/* Whether mail from that address was sent by the provider, its own networks included. */
bool wh_provider_sends(const wh_provider *provider, const wh_ip *ip);

#endif
