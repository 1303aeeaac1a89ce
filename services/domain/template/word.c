/*
 * word.c — walks the tree of a part.
 */
#include <string.h>

#include "template/inside.h"

bool word_is(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && node->ns != NULL &&
           strstr((const char *)node->ns->href, "wordprocessingml") != NULL &&
           strcmp((const char *)node->name, name) == 0;
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
