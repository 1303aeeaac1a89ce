/*
 * package.h — an Open Packaging file (DOCX, XLSX, PPTX): a ZIP whose parts are found by content
 * types and relations, whatever the parts are called.
 *
 * Names of parts have no leading slash ("xl/workbook.xml"); upper and lower case are the same, and
 * so are slash and backslash.  Files come from outside: entries, sizes and compression ratios are
 * limited, and no DTD or entity is expanded.
 */
#ifndef PACKAGE_PACKAGE_H
#define PACKAGE_PACKAGE_H

#include <libxml/xmlreader.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

struct package;

/* NULL: not a ZIP, or a damaged one.  `fd` stays the caller's. */
MUST_CHECK struct package *package_open(int fd);
/* The same of bytes in memory, which must live as long as the package. */
MUST_CHECK struct package *package_open_bytes(const struct buf *bytes);
void package_close(struct package **self); /* NULL-safe */
/* Why something of it could not be read: "damaged", "too_large", "encrypted" or "xml_bomb" (it
 * declares entities); "" if nothing failed. */
const char *package_problem(const struct package *self);
/* States a problem with what a part holds; the first problem stays. */
void package_fail(struct package *self, const char *problem);
/* It has too many entries, or they would become too large: do not read it. */
bool package_is_bomb(const struct package *self);

bool package_has(const struct package *self, const char *part);
/* Adds the whole part to `out`; false: it is missing, or the package has a problem now. */
MUST_CHECK bool package_load(struct package *self, const char *part, struct buf *out);

/* What a part holds in a copy. */
struct part_text {
    const char *name;
    struct buf text;
};
/* Adds the whole package to `out` as a ZIP, with these texts in place of what the parts of those
 * names hold; a part that it does not have is added at the end.  The same input gives the same
 * bytes.  False: it has a problem now. */
MUST_CHECK bool package_copy(struct package *self, const struct part_text *parts, size_t count,
                             struct buf *out);

/* ------------------------------------------------------------- what it is */

enum package_kind { PACKAGE_OTHER, PACKAGE_DOCUMENT, PACKAGE_WORKBOOK, PACKAGE_SLIDES };

enum package_kind package_kind(struct package *self);
/* The part that the package is about, "xl/workbook.xml"; NULL if it is PACKAGE_OTHER. */
const char *package_main(struct package *self);
bool package_has_macros(const struct package *self);

/* ------------------------------------------------------------- relations */

struct relation {
    const char *id;
    const char *type; /* the last step of its URI: "worksheet" */
    const char *part; /* NULL: the target is outside of the package, or missing */
};

struct relations {
    const struct relation *of;
    size_t count;
};

/* Those of a part; of "", those of the package itself. They live as long as the package. */
struct relations package_relations(struct package *self, const char *part);
/* The name of the part that has the relations of another, whether it is there or not. */
const char *package_relations_name(struct package *self, const char *part);
/* The first related part of a type; NULL: none. */
const char *package_related(struct package *self, const char *part, const char *type);

/* ------------------------------------------------------------- XML */

/* Reads a part node by node. */
struct part_reader {
    xmlTextReaderPtr xml; /* for libxml2's functions */
    struct package *package;
    struct buf bytes;
};

/* False: the part cannot be loaded.  Close it in any case. */
MUST_CHECK bool part_open(struct package *package, const char *part, struct part_reader *out);
/* Goes to the next node; false at the end.  XML that is not well-formed is "damaged". */
bool part_next(struct part_reader *self);
void part_close(struct part_reader *self);
/* The start, or the end, of an element of this local name is here; an element without content
 * has a start only. */
bool part_is_start(const struct part_reader *self, const char *name);
bool part_is_end(const struct part_reader *self, const char *name);
bool part_is_empty(const struct part_reader *self);
/* Characters are here (part_value), white space and CDATA among them. */
bool part_is_text(const struct part_reader *self);
const char *part_value(const struct part_reader *self);
/* The attribute of this local name, with or without a prefix; NULL: none.  The caller frees. */
char *part_attribute(const struct part_reader *self, const char *name);

#endif
