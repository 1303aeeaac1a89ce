/*
 * faults.c — a fault with the place where an office finds it: the text of its paragraph, or of the
 * row of its table.
 */
#include <string.h>

#include "base/text.h"
#include "template/inside.h"

enum { PLACE_MAX = 160 };

static void place_text(xmlNode *root, struct buf *out)
{
    for (xmlNode *node = root; node != NULL; node = word_next(node, root, true)) {
        if (node != root && (word_is(node, "tc") || word_is(node, "p")) && out->len > 0 &&
            out->data[out->len - 1] != ' ') {
            buf_text(out, word_is(node, "tc") ? " | " : " ");
        } else if (node->type == XML_TEXT_NODE &&
                   (word_is(node->parent, "t") || node->parent->ns == NULL)) {
            buf_text(out, (const char *)node->content);
        }
    }
}

static xmlNode *place_of(xmlNode *node)
{
    xmlNode *place = node;
    for (xmlNode *at = node; at != NULL && at->type == XML_ELEMENT_NODE; at = at->parent) {
        if (word_is(at, "tr")) {
            return at;
        }
        place = word_is(at, "p") && !word_is(place, "p") ? at : place;
    }
    return place;
}

void fault_add(struct faults *self, const char *code, const char *tag, xmlNode *node,
               const char *message)
{
    struct buf place = {0};
    if (node != NULL) {
        place_text(place_of(node), &place);
    }
    json_object_start(&self->json, NULL);
    json_text(&self->json, "code", code);
    json_text_len(&self->json, "tag", tag, text_cut(tag, strlen(tag), PLACE_MAX));
    json_text(&self->json, "part", self->part);
    json_text_len(&self->json, "place", buf_string(&place),
                  text_cut(buf_string(&place), place.len, PLACE_MAX));
    json_text(&self->json, "message", message);
    json_object_end(&self->json);
    self->count++;
    buf_free(&place);
}
