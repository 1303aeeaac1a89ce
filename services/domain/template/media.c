/*
 * media.c — the files of pictures in the package: each once, whatever shows it, with a relation
 * from each part that does, and the content type of JPEG.
 */
#include <libxml/parser.h>
#include <string.h>

#include "template/inside.h"
#include "template/pictures.h"

enum { PART_MAX = 8 << 20 };

static const char TYPES[] = "[Content_Types].xml", JPEG[] = "image/jpeg", ENDING[] = "jpeg";
static const char NEW_TYPES[] =
    "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>";
static const char NEW_LINKS[] =
    "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'/>";

/* ---------------------------------------------------------------- parts as trees */

static xmlDoc *tree_of(const char *text, size_t len)
{
    xmlDoc *tree = xmlReadMemory(text, (int)len, NULL, NULL,
                                 XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                                     XML_PARSE_NOCDATA);
    if (tree != NULL && (tree->intSubset != NULL || xmlDocGetRootElement(tree) == NULL)) {
        xmlFreeDoc(tree); /* the format forbids a DTD */
        tree = NULL;
    }
    return tree;
}

xmlDoc *part_read(struct package *package, const char *name)
{
    struct buf text = {0};
    bool is_loaded = package_load(package, name, &text) && text.len <= PART_MAX;
    xmlDoc *tree = is_loaded ? tree_of(buf_string(&text), text.len) : NULL;
    buf_free(&text);
    return tree;
}

/* What it begins as if the package does not have it. */
static xmlDoc *part_or(struct package *package, const char *name, const char *beginning)
{
    return package_has(package, name) ? part_read(package, name)
                                      : tree_of(beginning, strlen(beginning));
}

struct part_text part_write(const char *name, xmlDoc *tree)
{
    struct part_text out = {.name = name};
    xmlChar *text = NULL;
    int len = 0;
    xmlDocDumpMemoryEnc(tree, &text, &len, "UTF-8");
    buf_add(&out.text, text, (size_t)len);
    xmlFree(text);
    return out;
}

static bool has_value(const xmlNode *node, const char *name, const char *value, bool is_exact)
{
    xmlChar *found = xmlGetNoNsProp(node, (const xmlChar *)name);
    bool is_it = found != NULL && (is_exact ? xmlStrEqual(found, (const xmlChar *)value)
                                            : xmlStrcasecmp(found, (const xmlChar *)value) == 0);
    xmlFree(found);
    return is_it;
}

/* The child whose attribute has the value; NULL: none. */
static xmlNode *child_with(const xmlNode *root, const char *name, const char *value, bool is_exact)
{
    xmlNode *node = root->children;
    while (node != NULL &&
           (node->type != XML_ELEMENT_NODE || !has_value(node, name, value, is_exact))) {
        node = node->next;
    }
    return node;
}

/* ---------------------------------------------------------------- relations */

/* Beside the main part, under a name that the template does not have. */
static const char *media_name(struct pictures *self, size_t number)
{
    const char *main = self->parts[0].name, *slash = strrchr(main, '/'), *name;
    int folder = slash != NULL ? (int)(slash - main) + 1 : 0;
    do {
        name = arena_print(self->arena, "%.*smedia/anh%zu.%s", folder, main, number, ENDING);
        number += TEMPLATE_PICTURES_MAX;
    } while (package_has(self->package, name));
    return name;
}

static bool links_read(struct pictures *self, struct part *part)
{
    const char *name = package_relations_name(self->package, part->name);
    part->links = part->links != NULL ? part->links : part_or(self->package, name, NEW_LINKS);
    return part->links != NULL;
}

/* Relations of a strict document have another name. */
static const char IMAGE[] =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image";
static const char STRICT_IMAGE[] = "http://purl.oclc.org/ooxml/officeDocument/relationships/image";

static void add_link(xmlNode *root, const char *id, bool is_strict, const char *target)
{
    xmlNode *link = xmlNewChild(root, root->ns, (const xmlChar *)"Relationship", NULL);
    xmlSetProp(link, (const xmlChar *)"Id", (const xmlChar *)id);
    xmlSetProp(link, (const xmlChar *)"Type", (const xmlChar *)(is_strict ? STRICT_IMAGE : IMAGE));
    xmlSetProp(link, (const xmlChar *)"Target", (const xmlChar *)target);
}

const char *media_link(struct pictures *self, struct part *part, struct shown *shown,
                       bool is_strict)
{
    size_t number = (size_t)(shown - self->shown) + 1;
    shown->media = shown->media != NULL ? shown->media : media_name(self, number);
    if (!links_read(self, part)) {
        return NULL;
    }
    xmlNode *root = xmlDocGetRootElement(part->links);
    const char *target = arena_print(self->arena, "/%s", shown->media);
    for (;; number += TEMPLATE_PICTURES_MAX) {
        const char *id = arena_print(self->arena, "rIdAnh%zu", number);
        const xmlNode *link = child_with(root, "Id", id, true);
        if (link == NULL) {
            add_link(root, id, is_strict, target);
        }
        if (link == NULL || has_value(link, "Target", target, true)) {
            return id;
        }
    }
}

/* ---------------------------------------------------------------- content types */

static void add_type(xmlNode *root, const char *element, const char *name, const char *value)
{
    xmlNode *type = xmlNewDocNode(root->doc, root->ns, (const xmlChar *)element, NULL);
    xmlSetProp(type, (const xmlChar *)name, (const xmlChar *)value);
    xmlSetProp(type, (const xmlChar *)"ContentType", (const xmlChar *)JPEG);
    if (root->children != NULL) {
        xmlAddPrevSibling(root->children, type);
    } else {
        xmlAddChild(root, type);
    }
}

bool media_types(struct pictures *self, struct part_text *out)
{
    xmlDoc *tree = part_or(self->package, TYPES, NEW_TYPES);
    if (tree == NULL) {
        return false;
    }
    xmlNode *root = xmlDocGetRootElement(tree);
    const xmlNode *known = child_with(root, "Extension", ENDING, false);
    for (size_t i = 0; known != NULL && i < self->shown_count; i++) {
        if (self->shown[i].media != NULL && !has_value(known, "ContentType", JPEG, false)) {
            add_type(root, "Override", "PartName",
                     arena_print(self->arena, "/%s", self->shown[i].media));
        }
    }
    if (known == NULL) {
        add_type(root, "Default", "Extension", ENDING);
    }
    *out = part_write(TYPES, tree);
    xmlFreeDoc(tree);
    return true;
}
