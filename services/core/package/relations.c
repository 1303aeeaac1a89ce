/*
 * relations.c — which part the package is about, and which parts a part refers to.
 *
 * The relation "officeDocument" of the package names its main part, and the content type of that
 * part its kind.  Packages of careless programs lack one or both: then the part with a main content
 * type is the main part, else the one with the usual name.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "package/inside.h"

/* ------------------------------------------------------------- relations */

/* The last step of a URI; the transitional and the strict one have the same. */
static const char *type_of(struct arena *arena, const char *uri)
{
    const char *slash = strrchr(uri, '/');
    return arena_print(arena, "%s", slash != NULL ? slash + 1 : uri);
}

static bool read_relation(struct part_reader *reader, const char *part, struct relation *out)
{
    struct arena *arena = reader->package->arena;
    char *id = part_attribute(reader, "Id"), *type = part_attribute(reader, "Type"),
         *target = part_attribute(reader, "Target"), *mode = part_attribute(reader, "TargetMode");
    bool is_whole = type != NULL && target != NULL;
    if (is_whole) {
        bool is_inside = mode == NULL || strcasecmp(mode, "External") != 0;
        out->id = arena_print(arena, "%s", id != NULL ? id : "");
        out->type = type_of(arena, type);
        out->part =
            is_inside ? package_name(reader->package, name_resolve(arena, part, target)) : NULL;
    }
    free(id);
    free(type);
    free(target);
    free(mode);
    return is_whole;
}

const char *package_relations_name(struct package *self, const char *part)
{
    const char *slash = strrchr(part, '/'), *file = slash != NULL ? slash + 1 : part;
    return arena_print(self->arena, "%.*s_rels/%s.rels", (int)(file - part), part, file);
}

struct relations package_relations(struct package *self, const char *part)
{
    struct part_reader reader;
    struct buf found = {0};
    if (part_open(self, package_relations_name(self, part), &reader)) {
        struct relation relation;
        while (part_next(&reader)) {
            if (part_is_start(&reader, "Relationship") && read_relation(&reader, part, &relation)) {
                buf_add(&found, &relation, sizeof(relation));
            }
        }
    }
    part_close(&reader);
    struct relations relations = {arena_copy(self->arena, buf_string(&found), found.len),
                                  found.len / sizeof(struct relation)};
    buf_free(&found);
    return relations;
}

const char *package_related(struct package *self, const char *part, const char *type)
{
    struct relations relations = package_relations(self, part);
    for (size_t i = 0; i < relations.count; i++) {
        if (relations.of[i].part != NULL && strcmp(relations.of[i].type, type) == 0) {
            return relations.of[i].part;
        }
    }
    return NULL;
}

/* ------------------------------------------------------------- the main part */

/* Content types of main parts differ in their ends: document, template, with macros. */
static const struct {
    enum package_kind kind;
    const char *name, *type, *macro_type;
} KINDS[] = {
    {PACKAGE_DOCUMENT, "word/document.xml",
     "application/vnd.openxmlformats-officedocument.wordprocessingml.", "application/vnd.ms-word."},
    {PACKAGE_WORKBOOK, "xl/workbook.xml",
     "application/vnd.openxmlformats-officedocument.spreadsheetml.", "application/vnd.ms-excel."},
    {PACKAGE_SLIDES, "ppt/presentation.xml",
     "application/vnd.openxmlformats-officedocument.presentationml.",
     "application/vnd.ms-powerpoint."},
};
enum { KIND_COUNT = sizeof(KINDS) / sizeof(KINDS[0]) };

static bool has_prefix(const char *text, const char *prefix)
{
    return strncasecmp(text, prefix, strlen(prefix)) == 0;
}

static enum package_kind kind_of_type(const char *type)
{
    size_t len = strlen(type);
    static const char MAIN[] = ".main+xml";
    if (len < sizeof(MAIN) || strcasecmp(type + len - (sizeof(MAIN) - 1), MAIN) != 0) {
        return PACKAGE_OTHER;
    }
    for (size_t i = 0; i < KIND_COUNT; i++) {
        if (has_prefix(type, KINDS[i].type) || has_prefix(type, KINDS[i].macro_type)) {
            return KINDS[i].kind;
        }
    }
    return PACKAGE_OTHER;
}

/* Takes a part with a main content type; `wanted` (may be NULL) before all others. */
static void take_type(struct package *self, const struct part_reader *reader, const char *wanted)
{
    char *name = part_attribute(reader, "PartName"), *type = part_attribute(reader, "ContentType");
    const char *part =
        name != NULL ? package_name(self, name_resolve(self->arena, "", name)) : NULL;
    enum package_kind kind = type != NULL ? kind_of_type(type) : PACKAGE_OTHER;
    bool is_wanted = part != NULL && part == wanted;
    if (part != NULL && kind != PACKAGE_OTHER &&
        (is_wanted || (wanted == NULL && self->main == NULL))) {
        self->main = part;
        self->kind = kind;
    }
    free(name);
    free(type);
}

static void find_by_type(struct package *self, const char *wanted)
{
    struct part_reader reader;
    if (part_open(self, "[Content_Types].xml", &reader)) {
        while (part_next(&reader)) {
            if (part_is_start(&reader, "Override")) {
                take_type(self, &reader, wanted);
            }
        }
    }
    part_close(&reader);
}

static void find_by_name(struct package *self)
{
    for (size_t i = 0; i < KIND_COUNT && self->main == NULL; i++) {
        self->main = package_name(self, KINDS[i].name);
        self->kind = self->main != NULL ? KINDS[i].kind : PACKAGE_OTHER;
    }
}

enum package_kind package_kind(struct package *self)
{
    if (!self->is_known) {
        self->is_known = true;
        find_by_type(self, package_related(self, "", "officeDocument"));
        if (self->main == NULL) {
            find_by_type(self, NULL);
        }
        if (self->main == NULL) {
            find_by_name(self);
        }
    }
    return self->kind;
}

const char *package_main(struct package *self)
{
    return package_kind(self) != PACKAGE_OTHER ? self->main : NULL;
}
