/*
 * token.h — secrets that stand for a signed-in account, and how the store knows them.
 */
#ifndef BASE_TOKEN_H
#define BASE_TOKEN_H

#include <stddef.h>

#include "base/hash.h"

enum { TOKEN_TEXT = 44 }; /* 32 random bytes in URL-safe base64, with the NUL */

void token_new(char into[static TOKEN_TEXT]);

/* What table `session` keeps of it. */
struct hash token_hash(const char *text, size_t len);

#endif
