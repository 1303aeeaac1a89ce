/*
 * password.h — hashes of passwords, at one cost wherever one is made, and which passwords are too
 * weak.
 */
#ifndef BASE_PASSWORD_H
#define BASE_PASSWORD_H

#include <stdbool.h>

#include <sodium.h>

#include "base/err.h"

/* Characters; NIST SP 800-63B asks for 8, without rules of their make. */
enum { PASSWORD_LEAST = 10, PASSWORD_HASH = crypto_pwhash_STRBYTES };

/* False: there was no memory. */
MUST_CHECK bool password_hash(const char *password, char into[static PASSWORD_HASH]);
/* Too short, one character only, or the user name itself. */
bool password_is_weak(const char *password, const char *username);

#endif
