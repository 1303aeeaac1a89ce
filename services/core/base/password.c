/*
 * password.c — see password.h.
 */
#include "base/password.h"

#include <string.h>

#include "base/text.h"

/* The cost of a hash, and of each guess (OWASP: argon2id, 19 MiB, 2 passes). */
static const unsigned long long HASH_PASSES = 2;
static const size_t HASH_BYTES = 19u << 20;

bool password_hash(const char *password, char into[static PASSWORD_HASH])
{
    return crypto_pwhash_str(into, password, strlen(password), HASH_PASSES, HASH_BYTES) == 0;
}

bool password_is_weak(const char *password, const char *username)
{
    size_t len = strlen(password), same = 1;
    while (same < len && password[same] == password[0]) {
        same++;
    }
    return text_characters(password, len) < PASSWORD_LEAST || same >= len ||
           strcasecmp(password, username) == 0;
}
