/*
 * token.h — secrets that identify a signed-in account, and the hashes that the store keeps.
 */
#ifndef BASE_TOKEN_H
#define BASE_TOKEN_H

#include <stddef.h>

#include "base/hash.h"

enum { TOKEN_TEXT = 44 }; /* 32 random bytes in URL-safe base64, with the NUL */

void token_new(char into[static TOKEN_TEXT]);

/* The hash of the secret in table `session`. */
struct hash token_hash(const char *text, size_t len);

#endif
