/*
 * page.c — a web page that a piece cites: its titles, the day on which it was published, its
 * main text without what surrounds it, and whether it is an article at all.
 */
#include <ctype.h>
#include <libxml/HTMLparser.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "validation/formats/format.h"

enum { MAIN_MIN = 200, HEAD_SEARCHED = 800, TITLES_MAX = 3, LINKS_MIN = 10 };

struct found {
    struct buf titles[TITLES_MAX]; /* og:title, h1, title */
    char day[DATE_TEXT];
    int rank;                      /* of who said the day: the lowest counts */
    xmlNode *best, *article;
    size_t best_len, text_len, link_len, links;
    bool asks_password;
};

static bool is_named(const xmlNode *node, const char *const *names)
{
    for (; *names != NULL; names++) {
        if (node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, *names) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_called(const xmlNode *node, const char *name)
{
    return is_named(node, (const char *const[]){name, NULL});
}

static bool is_beside(const xmlNode *node)
{
    static const char *const BESIDE[] = {"script", "style",    "nav",  "header", "footer", "aside",
                                         "form",   "noscript", "head", "button", NULL};
    return is_named(node, BESIDE);
}

/* Text nodes of what belongs to the page's own text. */
static void take_text(const xmlNode *node, struct buf *text)
{
    if (node->type == XML_TEXT_NODE && node->content != NULL) {
        buf_text(text, (const char *)node->content);
    }
    if (node->type != XML_ELEMENT_NODE || is_beside(node)) {
        return;
    }
    for (const xmlNode *child = node->children; child != NULL; child = child->next) {
        take_text(child, text);
    }
    const htmlElemDesc *about = htmlTagLookup(node->name);
    if (about == NULL || about->isinline == 0) {
        buf_byte(text, '\n');
    }
}

static size_t text_len(const xmlNode *node)
{
    struct buf text = {0};
    take_text(node, &text);
    size_t len = text.len;
    buf_free(&text);
    return len;
}

/* ------------------------------------------------------------- the day */

static void take_day(struct found *found, int rank, const char *text)
{
    date_days day;
    char iso[DATE_TEXT];
    snprintf(iso, sizeof(iso), "%.10s", text);
    if (rank < found->rank && date_parse(iso, &day)) {
        found->rank = rank;
        snprintf(found->day, sizeof(found->day), "%s", iso);
    }
}

/* Day, month and year: at most 2, 2 and 4 digits, a sign between them. */
static bool read_parts(const char *at, long part[static 3])
{
    static const size_t DIGITS[] = {2, 2, 4};
    for (size_t i = 0; i < 3; i++) {
        char *end;
        if (!isdigit((unsigned char)*at)) {
            return false;
        }
        part[i] = strtol(at, &end, 10);
        bool has_sign = *end != '\0' && strchr("/.-", *end) != NULL;
        if ((size_t)(end - at) > DIGITS[i] || (i < 2 && !has_sign)) {
            return false;
        }
        at = end + 1;
    }
    return true;
}

/* "20/5/2023", "20-05-2023" somewhere in the text's beginning. */
static void search_day(struct found *found, const char *text)
{
    for (const char *at = text; *at != '\0' && at < text + HEAD_SEARCHED; at++) {
        long part[3];
        date_days date;
        char into[DATE_TEXT];
        bool is_start = isdigit((unsigned char)*at) &&
                        (at == text || !isdigit((unsigned char)at[-1]));
        if (is_start && read_parts(at, part) && part[2] >= 1990 &&
            date_from((int)part[2], (int)part[1], (int)part[0], &date)) {
            take_day(found, 9, date_print(date, into));
            return;
        }
    }
}

/* "datePublished": "2023-05-20T..." of JSON-LD. */
static void search_data(struct found *found, const char *script)
{
    static const char KEY[] = "\"datePublished\"";
    const char *at = strstr(script, KEY);
    const char *value = at != NULL ? strchr(at + sizeof(KEY) - 1, '"') : NULL;
    if (value != NULL) {
        take_day(found, 3, value + 1);
    }
}

/* ------------------------------------------------------------- what is where */

static void take_line(struct buf *into, const char *text)
{
    if (into->len > 0) {
        return;
    }
    for (const char *c = text; *c != '\0'; c++) {
        bool is_blank = *c == '\t' || *c == '\n' || *c == '\r' || *c == ' ';
        if (!is_blank) {
            buf_byte(into, *c);
        } else if (into->len > 0 && into->data[into->len - 1] != ' ') {
            buf_byte(into, ' ');
        }
    }
}

static void take_meta(xmlNode *node, struct found *found)
{
    static const struct {
        const char *attribute, *value;
        int rank;
    } DAYS[] = {{"property", "article:published_time", 1}, {"itemprop", "datePublished", 2},
                {"name", "pubdate", 4}, {"name", "date", 6}, {"name", "DC.date.issued", 5}};
    xmlChar *content = xmlGetProp(node, (const xmlChar *)"content");
    const char *text = content != NULL ? (const char *)content : "";
    xmlChar *property = xmlGetProp(node, (const xmlChar *)"property");
    if (property != NULL && strcmp((const char *)property, "og:title") == 0) {
        take_line(&found->titles[0], text);
    }
    xmlFree(property);
    for (size_t i = 0; i < sizeof(DAYS) / sizeof(DAYS[0]); i++) {
        xmlChar *value = xmlGetProp(node, (const xmlChar *)DAYS[i].attribute);
        if (value != NULL && strcmp((const char *)value, DAYS[i].value) == 0) {
            take_day(found, DAYS[i].rank, text);
        }
        xmlFree(value);
    }
    xmlFree(content);
}

static void take_attribute(xmlNode *node, struct found *found)
{
    bool is_time = is_called(node, "time");
    xmlChar *value = xmlGetProp(node, (const xmlChar *)(is_time ? "datetime" : "type"));
    if (value != NULL && is_time) {
        take_day(found, 7, (const char *)value);
    } else if (value != NULL) {
        found->asks_password |= strcmp((const char *)value, "password") == 0;
    }
    xmlFree(value);
}

/* A paragraph speaks for what it stands in: that with the most is the main text. */
static void weigh(xmlNode *node, struct found *found)
{
    xmlNode *parent = node->parent;
    size_t len = (size_t)(uintptr_t)parent->_private + text_len(node);
    parent->_private = (void *)(uintptr_t)len;
    if (len > found->best_len) {
        found->best_len = len;
        found->best = parent;
    }
}

static void take_element(xmlNode *node, struct found *found)
{
    bool is_title = is_called(node, "title");
    if (is_title || is_called(node, "h1") || is_called(node, "script")) {
        xmlChar *content = xmlNodeGetContent(node);
        const char *text = content != NULL ? (const char *)content : "";
        if (is_called(node, "script")) {
            search_data(found, text);
        } else {
            take_line(&found->titles[is_title ? 2 : 1], text);
        }
        xmlFree(content);
    } else if (is_called(node, "meta")) {
        take_meta(node, found);
    } else if (is_called(node, "time") || is_called(node, "input")) {
        take_attribute(node, found);
    } else if (is_called(node, "p") && node->parent != NULL) {
        weigh(node, found);
    } else if (is_called(node, "a")) {
        found->links++;
        found->link_len += text_len(node);
    } else if (is_called(node, "article") && found->article == NULL) {
        found->article = node;
    }
}

static void walk(xmlNode *node, struct found *found)
{
    for (; node != NULL; node = node->next) {
        if (node->type == XML_ELEMENT_NODE) {
            take_element(node, found);
            walk(node->children, found);
        }
    }
}

/* ------------------------------------------------------------- the answer */

static void answer(struct found *found, const struct buf *text, int output)
{
    struct buf head = {0};
    bool is_short = found->best_len < MAIN_MIN;
    bool is_list = is_short && found->links >= LINKS_MIN && found->link_len * 2 > found->text_len;
    buf_text(&head, is_short && found->asks_password ? ",login," : is_list ? ",list," : "");
    for (size_t i = 0; i < TITLES_MAX; i++) {
        if (found->titles[i].len > 0) {
            buf_print(&head, "\t%s", found->titles[i].data);
        }
    }
    format_answer(output, found->day, buf_string(&head), text);
    buf_free(&head);
}

int format_page(const struct format_input *input, int output)
{
    struct buf data = {0}, utf8 = {0}, text = {0}, whole = {0};
    struct found found = {.rank = 100};
    format_load(input, &data);
    format_utf8(&data, &utf8);
    xmlDoc *document = htmlReadMemory(buf_string(&utf8), (int)utf8.len, NULL, "UTF-8",
                                      HTML_PARSE_NONET | HTML_PARSE_NOERROR |
                                          HTML_PARSE_NOWARNING | HTML_PARSE_RECOVER);
    xmlNode *root = document != NULL ? xmlDocGetRootElement(document) : NULL;
    if (root != NULL) {
        take_text(root, &whole);
        found.text_len = whole.len;
        walk(root, &found);
        const xmlNode *main = found.best_len >= MAIN_MIN ? found.best
                              : found.article != NULL    ? found.article
                                                         : root;
        take_text(main, &text);
        search_day(&found, buf_string(&whole));
    }
    xmlFreeDoc(document);
    answer(&found, &text, output);
    buf_free(&data);
    buf_free(&utf8);
    buf_free(&text);
    buf_free(&whole);
    for (size_t i = 0; i < TITLES_MAX; i++) {
        buf_free(&found.titles[i]);
    }
    return 0;
}
