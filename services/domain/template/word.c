/*
 * word.c — walks the tree of a part, and reads and writes its attributes.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "template/inside.h"

bool word_is(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && node->ns != NULL &&
           strstr((const char *)node->ns->href, "wordprocessingml") != NULL &&
           strcmp((const char *)node->name, name) == 0;
}

bool word_is_picture(const xmlNode *node)
{
    return node->type == XML_ELEMENT_NODE && node->ns == NULL &&
           strcmp((const char *)node->name, PICTURE) == 0;
}

xmlNode *word_next(xmlNode *node, const xmlNode *root, bool is_deep)
{
    if (is_deep && node->type == XML_ELEMENT_NODE && node->children != NULL) {
        return node->children;
    }
    while (node != root && node->next == NULL) {
        node = node->parent;
    }
    return node != root ? node->next : NULL;
}

bool word_is_within(const xmlNode *node, const xmlNode *ancestor)
{
    while (node != NULL && node != ancestor) {
        node = node->parent;
    }
    return node != NULL;
}

xmlNode *word_ancestor(xmlNode *node, const char *name)
{
    while (node != NULL && !word_is(node, name)) {
        node = node->parent != NULL && node->parent->type == XML_ELEMENT_NODE ? node->parent : NULL;
    }
    return node;
}

xmlNode *word_child_of(const xmlNode *ancestor, xmlNode *node)
{
    while (node->parent != ancestor) {
        node = node->parent;
    }
    return node;
}

xmlNode *word_next_in(xmlNode *whole, xmlNode *behind, const char *name)
{
    xmlNode *node = behind;
    do {
        node = word_next(node, whole, node == whole || !word_is(node, name));
    } while (node != NULL && !word_is(node, name));
    return node;
}

xmlNode *word_child(const xmlNode *parent, const char *name)
{
    xmlNode *node = parent->children;
    while (node != NULL && !word_is(node, name)) {
        node = node->next;
    }
    return node;
}

/* ---------------------------------------------------------------- attributes */

int word_number(const xmlNode *node, const char *name)
{
    xmlChar *value = xmlGetNsProp(node, (const xmlChar *)name, node->ns->href);
    long number = value != NULL ? strtol((const char *)value, NULL, 10) : 0;
    xmlFree(value);
    return number > 0 && number < 100000 ? (int)number : 0;
}

void word_set_text(xmlNode *node, const char *name, const char *text)
{
    xmlNs *space = node->ns;
    if (space->prefix == NULL) {
        space = xmlSearchNs(node->doc, node, (const xmlChar *)"w");
        space = space != NULL && xmlStrEqual(space->href, node->ns->href)
                    ? space
                    : xmlNewNs(node, node->ns->href, (const xmlChar *)"w");
    }
    xmlSetNsProp(node, space, (const xmlChar *)name, (const xmlChar *)text);
}

void word_set_number(xmlNode *node, const char *name, int number)
{
    char value[16];
    snprintf(value, sizeof(value), "%d", number);
    word_set_text(node, name, value);
}

xmlNode *word_add_first(xmlNode *parent, const char *name)
{
    xmlNode *node = xmlNewDocNode(parent->doc, parent->ns, (const xmlChar *)name, NULL);
    if (parent->children != NULL) {
        xmlAddPrevSibling(parent->children, node);
    } else {
        xmlAddChild(parent, node);
    }
    return node;
}
