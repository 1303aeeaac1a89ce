/*
 * directory.h — the codes behind the numbers that the bus speaks of.
 */
#ifndef GATEWAY_DIRECTORY_H
#define GATEWAY_DIRECTORY_H

#include <stdint.h>

struct directory;
struct gateway_store;

enum directory_kind { DIRECTORY_CAMPAIGN = 1, DIRECTORY_UNIT = 2, DIRECTORY_CRITERION = 3 };

struct directory *directory_new(void);
void directory_free(struct directory **self); /* NULL-safe */

/* Reads all names again; until they are here the old ones stand. */
void directory_load(struct directory *self, struct gateway_store *store);

/* NULL: not known (yet). */
const char *directory_code(const struct directory *self, enum directory_kind kind, uint32_t id);

#endif
