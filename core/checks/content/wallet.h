/* Addresses of digital money in running text. */
#ifndef WHENCE_WALLET_H
#define WHENCE_WALLET_H

#include "base/base.h"

/* The first address to which Bitcoin or Ethereum is paid: one of bech32 by its checksum (BIP 173, BIP 350),
 * others by their alphabet and length. A slice of the text; absent: none. Linear. */
wh_str wh_wallet_in(wh_str text);

#endif
