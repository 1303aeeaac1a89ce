/*
 * directory.c — keeps the codes of campaigns, units and criteria in memory; a new reading replaces
 * the old one only when it is complete.
 */
#include "gateway/directory.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/map.h"
#include "bus/loop.h"

#include "gateway/store.h"

enum { AGAIN_MS = 200 };

struct key {
    uint32_t kind;
    uint32_t id;
};

struct directory {
    struct loop *loop;
    struct gateway_store *store;
    int timer;         /* of the next try; 0: none */
    struct map *codes; /* struct key -> text of `text` */
    struct arena *text;
    struct map *next_codes; /* being read */
    struct arena *next_text;
};

struct directory *directory_new(struct loop *loop, struct gateway_store *store)
{
    struct directory *self = memory_zero(sizeof(*self));
    self->loop = loop;
    self->store = store;
    self->codes = map_new();
    self->text = arena_new();
    return self;
}

static void drop_next(struct directory *self)
{
    map_free(&self->next_codes);
    arena_free(&self->next_text);
}

void directory_free(struct directory **self_p)
{
    struct directory *self = *self_p;
    if (self == NULL) {
        return;
    }
    if (self->timer != 0) {
        loop_cancel(self->loop, self->timer);
    }
    drop_next(self);
    map_free(&self->codes);
    arena_free(&self->text);
    free(self);
    *self_p = NULL;
}

/* The new version is announced once only, so a failed reading is repeated here. */
static void load_again(void *arg)
{
    struct directory *self = arg;
    self->timer = 0;
    directory_load(self);
}

static void name_came(void *arg, enum err err, const struct store_name *name)
{
    struct directory *self = arg;
    if (self->next_codes == NULL) {
        self->next_codes = map_new();
        self->next_text = arena_new();
    }
    if (name->kind != 0) {
        struct key key = {(uint32_t)name->kind, (uint32_t)name->id};
        (void)map_put(self->next_codes, &key, sizeof(key),
                      arena_print(self->next_text, "%s", name->code));
        return;
    }
    if (err == ERR_NONE) {
        struct map *codes = self->codes;
        struct arena *text = self->text;
        self->codes = self->next_codes;
        self->text = self->next_text;
        self->next_codes = codes;
        self->next_text = text;
    } else if (self->timer == 0) {
        self->timer = loop_after(self->loop, AGAIN_MS, load_again, self);
    }
    drop_next(self);
}

void directory_load(struct directory *self)
{
    store_names(self->store, name_came, self);
}

const char *directory_code(const struct directory *self, enum directory_kind kind, uint32_t id)
{
    struct key key = {(uint32_t)kind, id};
    return map_get(self->codes, &key, sizeof(key));
}
