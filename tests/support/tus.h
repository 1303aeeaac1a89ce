/*
 * tus.h — uploads by the tus protocol, as a client of the API does them.
 */
#ifndef SUPPORT_TUS_H
#define SUPPORT_TUS_H

#include "support/system.h"
#include "support/system_http.h"

/* A new upload of this length; `sha256` NULL: none is announced.  The answer as it is. */
struct http_answer tus_create(struct system *system, const char *username, const char *name,
                              size_t size, const char *sha256);
/* The same, expects 201 and copies the id. */
void tus_begin(struct system *system, const char *username, const char *name, size_t size,
               const char *sha256, char id[static 37]);
/* A part at this offset; `checksum` NULL: none. */
struct http_answer tus_append(struct system *system, const char *username, const char *id,
                              size_t offset, const void *data, size_t len, const char *checksum);
/* HEAD; -1: not found. */
long long tus_offset(struct system *system, const char *username, const char *id);
/* A whole file at once; copies the id. */
void tus_send(struct system *system, const char *username, const char *name, const void *data,
              size_t len, char id[static 37]);
/* The value of a header of an answer; "" if there is none. */
const char *tus_header(const struct http_answer *answer, const char *name, char into[static 200]);
/* SHA-256 in hexadecimal, and as Upload-Checksum has it. */
const char *tus_sha256(const void *data, size_t len, char into[static 65]);
const char *tus_checksum(const void *data, size_t len, char into[static 60]);

#endif
