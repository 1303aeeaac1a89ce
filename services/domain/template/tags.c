/*
 * tags.c — finds {{…}} in the paragraphs of a part.
 *
 * Word cuts a paragraph into runs wherever it likes, in the middle of a name too.  So the text of a
 * paragraph is joined first; each tag in it then becomes an element "tag" in a run of its own, with
 * the looks of the run in which it begins.  What is around a tag keeps its runs, so that later a
 * part of a paragraph can be repeated by repeating runs.
 */
#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "template/inside.h"

static const char TAG[] = "tag";

static bool is_tag(const xmlNode *node)
{
    return node->type == XML_ELEMENT_NODE && node->ns == NULL &&
           strcmp((const char *)node->name, TAG) == 0;
}

xmlNode *tag_next(xmlNode *tag, const xmlNode *root)
{
    do {
        tag = word_next(tag, root, true);
    } while (tag != NULL && !is_tag(tag));
    return tag;
}

xmlNode *tag_first(xmlNode *root)
{
    return is_tag(root) ? root : tag_next(root, root);
}

/* ---------------------------------------------------------------- the text of a paragraph */

enum { TEXTS_MAX = 4096 };

struct line {
    struct buf text;
    xmlNode *of[TEXTS_MAX]; /* elements t */
    size_t starts[TEXTS_MAX + 1];
    size_t count;
};

static void line_add(struct line *self, xmlNode *element)
{
    xmlChar *content = xmlNodeGetContent(element);
    self->of[self->count] = element;
    self->starts[self->count++] = self->text.len;
    buf_text(&self->text, content != NULL ? (const char *)content : "");
    self->starts[self->count] = self->text.len;
    xmlFree(content);
}

/* Without the paragraphs of text boxes inside, which come on their own. */
static void line_read(struct line *self, xmlNode *paragraph)
{
    buf_clear(&self->text);
    self->count = 0;
    xmlNode *node = word_next(paragraph, paragraph, true);
    while (node != NULL && self->count < TEXTS_MAX) {
        bool is_inner = word_is(node, "p");
        if (word_is(node, "t") && word_is(node->parent, "r")) {
            line_add(self, node);
        }
        node = word_next(node, paragraph, !is_inner);
    }
}

/* ---------------------------------------------------------------- cutting runs */

static void set_text(xmlNode *element, const char *text, size_t len)
{
    xmlNode *old = element->children;
    while (old != NULL) {
        xmlNode *next = old->next;
        xmlUnlinkNode(old);
        xmlFreeNode(old);
        old = next;
    }
    xmlAddChild(element, xmlNewDocTextLen(element->doc, (const xmlChar *)text, (int)len));
    xmlSetNsProp(element, xmlSearchNs(element->doc, element, (const xmlChar *)"xml"),
                 (const xmlChar *)"space", (const xmlChar *)"preserve");
}

void run_cut(xmlNode *last)
{
    xmlNode *run = last->parent, *next = last->next;
    if (next == NULL) {
        return;
    }
    xmlNode *rest = xmlNewDocNode(run->doc, run->ns, run->name, NULL);
    xmlAddNextSibling(run, rest);
    if (run->children != NULL && word_is(run->children, "rPr")) {
        xmlNode *looks = NULL;
        xmlDOMWrapCloneNode(NULL, run->doc, run->children, &looks, run->doc, rest, 1, 0);
        xmlAddChild(rest, looks);
    }
    while (next != NULL) {
        xmlNode *after = next->next;
        xmlUnlinkNode(next);
        xmlAddChild(rest, next);
        next = after;
    }
}

/* The element that holds the byte. */
static size_t text_at(const struct line *line, size_t offset)
{
    size_t at = 0;
    while (at + 1 < line->count && line->starts[at + 1] <= offset) {
        at++;
    }
    return at;
}

/* Puts an element for the tag, which is from `start` to `end` of the line, behind the text before
 * it; the line is read again afterwards. */
static void put_tag(const struct line *line, size_t start, size_t end)
{
    const char *all = buf_string(&line->text);
    size_t first = text_at(line, start), last = text_at(line, end - 1);
    xmlNode *element = line->of[first];
    xmlNode *tag = xmlNewDocNode(element->doc, NULL, (const xmlChar *)TAG, NULL);
    xmlAddChild(tag,
                xmlNewDocTextLen(element->doc, (const xmlChar *)all + start, (int)(end - start)));
    xmlNode *behind = xmlNewDocNode(element->doc, element->ns, (const xmlChar *)"t", NULL);
    for (size_t i = first + 1; i <= last; i++) {
        size_t from = i == last ? end : line->starts[i + 1];
        set_text(line->of[i], all + from, line->starts[i + 1] - from);
    }
    size_t rest = first == last ? line->starts[first + 1] - end : 0;
    xmlAddNextSibling(element, tag);
    xmlAddNextSibling(tag, behind);
    set_text(behind, all + end, rest);
    set_text(element, all + line->starts[first], start - line->starts[first]);
    run_cut(element);
    run_cut(tag);
}

/* ---------------------------------------------------------------- finding */

/* Cuts off the last tag of the line; false: there is none, or the braces do not match. */
static bool isolate_last(struct line *line, xmlNode *paragraph, struct faults *faults)
{
    const char *text = buf_string(&line->text), *open = NULL, *at = text;
    while ((at = strstr(at, "{{")) != NULL) {
        open = at;
        at += 2;
    }
    const char *close = open != NULL ? strstr(open, "}}") : strstr(text, "}}");
    if (open == NULL && close == NULL) {
        return false;
    }
    if (open == NULL || close == NULL) {
        fault_add(faults, "braces", open != NULL ? open : close, paragraph,
                  open != NULL ? "Ngoặc {{ mở mà chưa đóng trong cùng đoạn. Thêm }} vào cuối tên."
                               : "Có }} nhưng không có {{ ở trước. Thêm {{ hoặc xóa }}.");
        return false;
    }
    put_tag(line, (size_t)(open - text), (size_t)(close - text) + 2);
    return true;
}

/* The tags from the last to the first; a cut leaves what is before it as it was. */
static void isolate_line(struct line *line, xmlNode *paragraph, struct faults *faults)
{
    do {
        line_read(line, paragraph);
    } while (isolate_last(line, paragraph, faults));
}

void tags_isolate(xmlNode *root, struct faults *faults)
{
    struct line *line = memory_zero(sizeof(*line));
    for (xmlNode *node = root; node != NULL; node = word_next(node, root, true)) {
        if (word_is(node, "p")) {
            isolate_line(line, node, faults);
        }
    }
    buf_free(&line->text);
    free(line);
}

/* ---------------------------------------------------------------- what a tag says */

static char *trimmed(struct arena *arena, const char *text, size_t len)
{
    const char *start = text_trim(text, &len);
    return text_nfc(arena, start, len);
}

bool tag_is_column(const struct tag *tag)
{
    return tag->kind == TAG_EACH && strcmp(tag->form, "cột") == 0;
}

xmlNode *tag_end(xmlNode *start, const char *name, const xmlNode *root, struct arena *arena)
{
    int depth = 1;
    xmlNode *node = tag_next(start, root);
    for (; node != NULL; node = tag_next(node, root)) {
        struct tag tag = tag_of(node, arena);
        if (strcmp(tag.name, name) == 0 && tag.kind != TAG_VALUE) {
            depth += tag.kind == TAG_END ? -1 : 1;
        }
        if (depth == 0) {
            break;
        }
    }
    return node;
}

struct tag tag_of(const xmlNode *node, struct arena *arena)
{
    static const char SIGNS[] = "#?^/";
    static const enum tag_kind KINDS[] = {TAG_EACH, TAG_IF, TAG_UNLESS, TAG_END};
    xmlChar *content = xmlNodeGetContent(node);
    char *whole = arena_text(arena, (const char *)content, strlen((const char *)content));
    xmlFree(content);
    char *inside = trimmed(arena, whole + 2, strlen(whole) - 4);
    const char *sign = inside[0] != '\0' ? strchr(SIGNS, inside[0]) : NULL;
    char *name = sign != NULL ? inside + 1 : inside;
    char *bar = strchr(name, '|');
    size_t len = bar != NULL ? (size_t)(bar - name) : strlen(name);
    return (struct tag){.kind = sign != NULL ? KINDS[sign - SIGNS] : TAG_VALUE,
                        .name = trimmed(arena, name, len),
                        .form = bar != NULL ? trimmed(arena, bar + 1, strlen(bar + 1)) : "",
                        .text = whole};
}
