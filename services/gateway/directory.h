/*
 * directory.h — the codes of the numbers that stand in messages of the bus.
 */
#ifndef GATEWAY_DIRECTORY_H
#define GATEWAY_DIRECTORY_H

#include <stdint.h>

struct directory;
struct gateway_store;
struct loop;

enum directory_kind { DIRECTORY_CAMPAIGN = 1, DIRECTORY_UNIT = 2, DIRECTORY_CRITERION = 3 };

/* Both are borrowed. */
struct directory *directory_new(struct loop *loop, struct gateway_store *store);
void directory_free(struct directory **self); /* NULL-safe */

/* Reads all names again, until the store answers; meanwhile the old ones stay valid. */
void directory_load(struct directory *self);

/* NULL: not known (yet). */
const char *directory_code(const struct directory *self, enum directory_kind kind, uint32_t id);

#endif
