/*
 * expand.c — puts data in the place of tags, in the order of the text.  What a value says is never
 * read as a tag.
 */
#include <string.h>

#include "base/text.h"
#include "template/inside.h"

/* ---------------------------------------------------------------- values */

static xmlNode *add_text(xmlNode *before, const char *text, size_t len)
{
    xmlNode *run = before->parent;
    xmlNode *element = xmlNewDocNode(run->doc, run->ns, (const xmlChar *)"t", NULL);
    xmlAddPrevSibling(before, element);
    xmlAddChild(element, xmlNewDocTextLen(run->doc, (const xmlChar *)text, (int)len));
    xmlSetNsProp(element, xmlSearchNs(run->doc, element, (const xmlChar *)"xml"),
                 (const xmlChar *)"space", (const xmlChar *)"preserve");
    return element;
}

/* U+FFFE and U+FFFF, which XML does not have. */
static void clean(struct buf *text)
{
    text_clean(text->data, text->len);
    for (size_t i = 0; i + 2 < text->len; i++) {
        if (memcmp(text->data + i, "\xef\xbf\xbe", 3) == 0 ||
            memcmp(text->data + i, "\xef\xbf\xbf", 3) == 0) {
            memset(text->data + i, ' ', 3);
        }
    }
}

static bool ends_section(const xmlNode *looks)
{
    for (const xmlNode *node = looks->children; node != NULL; node = node->next) {
        if (word_is(node, "sectPr")) {
            return true;
        }
    }
    return false;
}

/* Continues in a new paragraph of the same looks, behind `text`: a line break within a justified
 * paragraph would stretch the line before it.  What is no plain paragraph gets the line break. */
static void break_line(xmlNode *text, xmlNode *tag)
{
    xmlNode *paragraph = text->parent->parent, *looks = paragraph->children, *clone = NULL;
    bool has_looks = looks != NULL && word_is(looks, "pPr");
    if (!word_is(paragraph, "p") || (has_looks && ends_section(looks))) {
        xmlAddPrevSibling(tag,
                          xmlNewDocNode(tag->doc, tag->parent->ns, (const xmlChar *)"br", NULL));
        return;
    }
    run_cut(text);
    xmlNode *rest = xmlNewDocNode(tag->doc, paragraph->ns, (const xmlChar *)"p", NULL);
    xmlAddNextSibling(paragraph, rest);
    if (has_looks) {
        xmlDOMWrapCloneNode(NULL, tag->doc, looks, &clone, tag->doc, rest, 1, 0);
        xmlAddChild(rest, clone);
    }
    for (xmlNode *run = tag->parent, *next; run != NULL; run = next) {
        next = run->next;
        xmlUnlinkNode(run);
        xmlAddChild(rest, run);
    }
}

/* Each of its lines becomes a paragraph. */
static void put_value(xmlNode *tag, struct buf *value)
{
    clean(value);
    const char *line = buf_string(value);
    for (;;) {
        size_t len = strcspn(line, "\n");
        xmlNode *text = add_text(tag, line, len);
        if (line[len] == '\0') {
            break;
        }
        break_line(text, tag);
        line += len + 1;
    }
    xmlUnlinkNode(tag);
    xmlFreeNode(tag);
}

static void set_said(xmlNode *node, const char *name, const char *said)
{
    struct buf text = {0};
    buf_text(&text, said);
    clean(&text);
    xmlSetProp(node, (const xmlChar *)name, (const xmlChar *)buf_string(&text));
    buf_free(&text);
}

/* An element that pictures_place finds once columns have their width; none for a picture that is
 * missing in the data. */
static void put_picture(xmlNode *node, const struct tag *tag, const json_t *value)
{
    const char *hash = json_string_value(json_object_get(value, "hash"));
    const char *alt = json_string_value(json_object_get(value, "alt"));
    if (hash != NULL) {
        xmlNode *picture = xmlNewDocNode(node->doc, NULL, (const xmlChar *)PICTURE, NULL);
        set_said(picture, "hash", hash);
        set_said(picture, "alt", alt != NULL ? alt : "");
        set_said(picture, "form", tag->form);
        set_said(picture, "tag", tag->text);
        xmlAddPrevSibling(node, picture);
    }
    xmlUnlinkNode(node);
    xmlFreeNode(node);
}

static void expand_value(xmlNode *node, const struct tag *tag, const struct name *name,
                         const struct scope *scope)
{
    struct buf value = {0};
    json_t *number = strcmp(name->path, "stt") == 0 ? json_integer(scope->number) : NULL;
    form_write(tag->form, name->type, number != NULL ? number : name->value, &value);
    buf_text(&value, "");
    put_value(node, &value);
    json_decref(number);
    buf_free(&value);
}

/* ---------------------------------------------------------------- sections */

static void expand_each(xmlNode *between, const json_t *names, const struct name *name,
                        const struct scope *scope, struct arena *arena)
{
    for (size_t i = 0; i < json_array_size(name->value); i++) {
        xmlNode *copy = NULL;
        const struct scope inner = {.path = name->path,
                                    .outer = scope,
                                    .member = json_array_get(name->value, i),
                                    .number = (int)i + 1};
        xmlDOMWrapCloneNode(NULL, between->doc, between, &copy, between->doc, between->parent, 1,
                            0);
        xmlAddPrevSibling(between, copy);
        expand(copy, names, &inner, arena);
        block_open(copy);
    }
    block_remove(between);
}

static void expand_section(xmlNode *start, xmlNode *root, const struct tag *tag,
                           const struct name *name, const json_t *names, const struct scope *scope,
                           struct arena *arena)
{
    xmlNode *end = tag_end(start, tag->name, root, arena);
    bool is_column = tag_is_column(tag);
    xmlNode *between = is_column ? block_take_cells(start, end) : block_take(start, end);
    if (is_column && json_array_size(name->value) == 0) {
        column_empty(between);
    } else if (tag->kind == TAG_EACH) {
        expand_each(between, names, name, scope, arena);
    } else if (name_holds(name->value) == (tag->kind == TAG_IF)) {
        block_open(between);
    } else {
        block_remove(between);
    }
}

void expand(xmlNode *root, const json_t *names, const struct scope *scope, struct arena *arena)
{
    xmlNode *node;
    while ((node = tag_first(root)) != NULL) {
        struct tag tag = tag_of(node, arena);
        struct name name = name_find(names, scope, tag.name, arena);
        if (tag.kind == TAG_VALUE && strcmp(name.type, "picture") == 0) {
            put_picture(node, &tag, name.value);
        } else if (tag.kind == TAG_VALUE) {
            expand_value(node, &tag, &name, scope);
        } else {
            expand_section(node, root, &tag, &name, names, scope, arena);
        }
    }
}
