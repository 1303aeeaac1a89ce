/*
 * inside.h — what the files of this library share.
 */
#ifndef PACKAGE_INSIDE_H
#define PACKAGE_INSIDE_H

#include <stdlib.h>
#include <zip.h>

#include "base/arena.h"
#include "package/package.h"

struct package {
    zip_t *zip;
    struct arena *arena;
    const char **entries; /* normal forms of their names */
    size_t entry_count;
    bool is_crowded; /* more entries than are looked at */
    const char *problem;
    bool is_known; /* kind and main are set */
    enum package_kind kind;
    const char *main;
};

/* The part as the package writes it; NULL: none. */
const char *package_name(const struct package *self, const char *part);

/* The target of a relation of `part` as the name of a part: "../media/a.png", "/xl/a.xml" and
 * "xl\a%20b.xml" in one form. */
const char *name_resolve(struct arena *arena, const char *part, const char *target);

#endif
