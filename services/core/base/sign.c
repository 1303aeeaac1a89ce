/*
 * sign.c — Ed25519 through libsodium, and the key file.
 */
#include "base/sign.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <sodium.h>

#include "base/hash.h"

enum { SEED_TEXT = 2 * crypto_sign_SEEDBYTES + 1 };

_Static_assert(SIGN_PUBLIC == crypto_sign_PUBLICKEYBYTES, "Ed25519");
_Static_assert(SIGN_SECRET == crypto_sign_SECRETKEYBYTES, "Ed25519");
_Static_assert(SIGN_BYTES == crypto_sign_BYTES, "Ed25519");

enum err sign_key_load(const char *path, struct sign_key *out)
{
    hash_ready();
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        return err_note(ERR_REJECT, "%s: %s", path, strerror(errno));
    }
    char text[SEED_TEXT];
    bool is_read = fscanf(file, "%64s", text) == 1;
    fclose(file);
    unsigned char seed[crypto_sign_SEEDBYTES];
    size_t len = 0;
    bool is_seed = is_read &&
                   sodium_hex2bin(seed, sizeof(seed), text, strlen(text), NULL, &len, NULL) == 0 &&
                   len == sizeof(seed);
    if (is_seed) {
        (void)crypto_sign_seed_keypair(out->public_key, out->secret_key, seed);
    }
    sodium_memzero(text, sizeof(text));
    sodium_memzero(seed, sizeof(seed));
    return is_seed ? ERR_NONE
                   : err_note(ERR_REJECT, "%s: does not contain the seed of a key", path);
}

enum err sign_key_make(const char *path)
{
    hash_ready();
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) {
        return errno == EEXIST ? ERR_NONE : err_note(ERR_REJECT, "%s: %s", path, strerror(errno));
    }
    unsigned char seed[crypto_sign_SEEDBYTES];
    char text[SEED_TEXT];
    randombytes_buf(seed, sizeof(seed));
    (void)sodium_bin2hex(text, sizeof(text), seed, sizeof(seed));
    bool is_written = dprintf(fd, "%s\n", text) > 0 && fsync(fd) == 0;
    close(fd);
    sodium_memzero(text, sizeof(text));
    sodium_memzero(seed, sizeof(seed));
    return is_written ? ERR_NONE : err_note(ERR_REJECT, "%s: %s", path, strerror(errno));
}

void sign_text(const struct sign_key *key, const void *data, size_t len,
               unsigned char out[static SIGN_BYTES])
{
    (void)crypto_sign_detached(out, NULL, data, len, key->secret_key);
}

bool sign_is_good(const unsigned char public_key[static SIGN_PUBLIC], const void *data, size_t len,
                  const unsigned char signature[static SIGN_BYTES])
{
    hash_ready();
    return crypto_sign_verify_detached(signature, data, len, public_key) == 0;
}
