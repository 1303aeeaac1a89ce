/*
 * html.c — the text of a page without its head, scripts and styles; a line for each block.
 */
#include <libxml/HTMLparser.h>
#include <string.h>
#include <strings.h>

#include "formats/format.h"
#include "formats/markup.h"

xmlDoc *html_parse(const char *text, size_t len)
{
    return htmlReadMemory(text, (int)len, NULL, "UTF-8",
                          HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                              HTML_PARSE_RECOVER);
}

bool html_is(const char *start, size_t len)
{
    static const char *const MARKS[] = {"<html", "<!doctype html", "<body", "<p", "<div", "<table"};
    enum { SEARCHED = 2048 };
    size_t most = len < SEARCHED ? len : SEARCHED;
    for (size_t at = 0; at < most; at++) {
        for (size_t i = 0; start[at] == '<' && i < sizeof(MARKS) / sizeof(MARKS[0]); i++) {
            size_t mark = strlen(MARKS[i]);
            if (len - at > mark && strncasecmp(start + at, MARKS[i], mark) == 0) {
                return true;
            }
        }
    }
    return false;
}

static bool is_shown(const xmlNode *node)
{
    static const char *const HIDDEN[] = {"script", "style", "head"};
    bool is_hidden = false;
    for (size_t i = 0; i < sizeof(HIDDEN) / sizeof(HIDDEN[0]); i++) {
        is_hidden = is_hidden || strcmp((const char *)node->name, HIDDEN[i]) == 0;
    }
    return !is_hidden;
}

static void take_nodes(const xmlNode *node, struct buf *text)
{
    for (; node != NULL; node = node->next) {
        if (node->type == XML_TEXT_NODE && node->content != NULL) {
            buf_text(text, (const char *)node->content);
        } else if (node->type == XML_ELEMENT_NODE && is_shown(node)) {
            take_nodes(node->children, text);
            const htmlElemDesc *about = htmlTagLookup(node->name);
            if (about == NULL || about->isinline == 0) {
                buf_byte(text, '\n');
            }
        }
    }
}

void html_read(const struct buf *data, const char *content_type, struct buf *text)
{
    struct buf utf8 = {0};
    format_declared_utf8(data, content_type, &utf8);
    xmlDoc *document = html_parse(buf_string(&utf8), utf8.len);
    if (document != NULL) {
        take_nodes(xmlDocGetRootElement(document), text);
        xmlFreeDoc(document);
    } else {
        buf_add(text, utf8.data, utf8.len);
    }
    buf_free(&utf8);
}
