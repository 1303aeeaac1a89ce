/*
 * page.c — a web page that a submission cites: its titles, the day on which it was published, its
 * main text without what surrounds it, and whether it is an article at all.  The day comes from the
 * most reliable source that has one; the main text is the element whose paragraphs are longest.
 */
#include <ctype.h>
#include <libxml/HTMLparser.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "formats/feed.h"
#include "formats/format.h"
#include "formats/markup.h"
#include "formats/page_title.h"

enum { MAIN_MIN = 200, HEAD_SEARCHED = 800, BESIDE_TITLE = 300, LINKS_MIN = 10 };

struct found {
    struct buf titles[TITLES_MAX], site;
    char day[DATE_TEXT];
    int rank; /* of the day's source: the lowest wins */
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

/* Text nodes that belong to the page's own text. */
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

/* The value ends at a quotation mark: it may come from a script. */
static void take_day(struct found *found, int rank, const char *text)
{
    enum { VALUE_MAX = 80 };
    char value[VALUE_MAX], day[DATE_TEXT];
    const struct feed_days days = {.today = 0};
    snprintf(value, sizeof(value), "%.*s", (int)strcspn(text, "\""), text);
    if (rank < found->rank && feed_day(&days, value, false, day)) {
        found->rank = rank;
        snprintf(found->day, sizeof(found->day), "%s", day);
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

/* Whether "20/5/2023" or "20-05-2023" is at `at`, in a text that begins at `start`. */
static bool is_day(const char *start, const char *at, date_days *date)
{
    long part[3];
    bool is_first = isdigit((unsigned char)*at) && (at == start || !isdigit((unsigned char)at[-1]));
    return is_first && read_parts(at, part) && part[2] >= 1990 &&
           date_from((int)part[2], (int)part[1], (int)part[0], date);
}

/* How many bytes from `from` the next day is, going by `step` for at most `most` bytes; SIZE_MAX:
 * there is none. */
static size_t page_distance(const char *text, const char *from, int step, size_t most,
                            date_days *date)
{
    const char *at = from;
    for (size_t gone = 0; gone < most && (step > 0 ? *at != '\0' : at > text); gone++) {
        at += step < 0 ? -1 : 0;
        if (is_day(text, at, date)) {
            return gone;
        }
        at += step > 0 ? 1 : 0;
    }
    return SIZE_MAX;
}

/* The day nearest to the title, before or after it: a page often also shows the current day.  If
 * the title is not in the text, the first day near its beginning. */
static void search_day(struct found *found, const char *text)
{
    const char *title = page_titles_best(found->titles);
    const char *middle = title[0] != '\0' ? strstr(text, title) : NULL;
    date_days date = 0, before = 0;
    char into[DATE_TEXT];
    size_t behind = middle != NULL
                        ? page_distance(text, middle + strlen(title), 1, BESIDE_TITLE, &date)
                        : page_distance(text, text, 1, HEAD_SEARCHED, &date);
    size_t ahead =
        middle != NULL ? page_distance(text, middle, -1, BESIDE_TITLE, &before) : SIZE_MAX;
    size_t own = ahead < DATE_TEXT ? ahead : DATE_TEXT; /* the day's own length */
    if (ahead != SIZE_MAX && ahead - own < behind) {
        date = before;
    } else if (behind == SIZE_MAX) {
        return;
    }
    take_day(found, 9, date_print(date, into));
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
    } DAYS[] = {{"property", "article:published_time", 1},
                {"itemprop", "datePublished", 2},
                {"name", "pubdate", 4},
                {"name", "date", 6},
                {"name", "DC.date.issued", 5}};
    xmlChar *content = xmlGetProp(node, (const xmlChar *)"content");
    const char *text = content != NULL ? (const char *)content : "";
    xmlChar *property = xmlGetProp(node, (const xmlChar *)"property");
    if (property != NULL && strcmp((const char *)property, "og:title") == 0) {
        take_line(&found->titles[TITLE_META], text);
    } else if (property != NULL && strcmp((const char *)property, "og:site_name") == 0) {
        take_line(&found->site, text);
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

/* A bold line may be the headline where no element is marked as one. */
static void take_bold(const xmlNode *node, struct found *found)
{
    enum { LEAST = 15, MOST = 300 };
    struct buf text = {0};
    take_text(node, &text);
    if (text.len >= LEAST && text.len <= MOST) {
        take_line(&found->titles[TITLE_BOLD], text.data);
    }
    buf_free(&text);
}

/* Adds a paragraph's length to its parent: the parent with the most is the main text.  Paragraphs
 * in navigation and the like do not count. */
static void page_weigh(xmlNode *node, struct found *found)
{
    xmlNode *parent = node->parent;
    if (parent == NULL) {
        return;
    }
    for (const xmlNode *above = parent; above != NULL; above = above->parent) {
        if (is_beside(above)) {
            return;
        }
    }
    size_t len = (size_t)(uintptr_t)parent->_private + text_len(node);
    parent->_private = (void *)(uintptr_t)len;
    if (len > found->best_len) {
        found->best_len = len;
        found->best = parent;
    }
}

static void take_element(xmlNode *node, struct found *found)
{
    static const char *const BOLD[] = {"h2", "h3", "b", "strong", NULL};
    bool is_title = is_called(node, "title");
    if (is_title || is_called(node, "h1") || is_called(node, "script")) {
        xmlChar *content = xmlNodeGetContent(node);
        const char *text = content != NULL ? (const char *)content : "";
        if (is_called(node, "script")) {
            search_data(found, text);
        } else {
            take_line(&found->titles[is_title ? TITLE_WINDOW : TITLE_HEADING], text);
        }
        xmlFree(content);
    } else if (is_called(node, "meta")) {
        take_meta(node, found);
    } else if (is_called(node, "time") || is_called(node, "input")) {
        take_attribute(node, found);
    } else if (is_called(node, "p") && node->parent != NULL) {
        page_weigh(node, found);
    } else if (is_named(node, BOLD) && found->titles[TITLE_BOLD].len == 0) {
        take_bold(node, found);
    } else if (is_called(node, "a")) {
        found->links++;
        found->link_len += text_len(node);
    } else if (is_called(node, "article") && found->article == NULL) {
        found->article = node;
    }
}

static void page_walk(xmlNode *node, struct found *found)
{
    for (; node != NULL; node = node->next) {
        if (node->type == XML_ELEMENT_NODE) {
            take_element(node, found);
            page_walk(node->children, found);
        }
    }
}

/* ------------------------------------------------------------- the answer */

/* Signs that the page is no article, though the server answered 200. */
static const char *flags_of(const struct found *found)
{
    if (found->best_len >= MAIN_MIN) {
        return "";
    }
    bool is_list = found->links >= LINKS_MIN && found->link_len * 2 > found->text_len;
    return found->asks_password              ? ",login,"
           : page_titles_deny(found->titles) ? ",missing,"
           : is_list                         ? ",list,"
                                             : "";
}

static void page_answer(struct found *found, const struct buf *text, int output)
{
    struct buf head = {0};
    buf_text(&head, flags_of(found));
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
    format_declared_utf8(&data, input->content_type, &utf8);
    xmlDoc *document = html_parse(buf_string(&utf8), utf8.len);
    xmlNode *root = document != NULL ? xmlDocGetRootElement(document) : NULL;
    if (root != NULL) {
        take_text(root, &whole);
        found.text_len = whole.len;
        page_walk(root, &found);
        const xmlNode *main = found.best_len >= MAIN_MIN ? found.best
                              : found.article != NULL    ? found.article
                                                         : root;
        take_text(main, &text);
        page_titles_settle(found.titles, buf_string(&found.site), buf_string(&whole));
        search_day(&found, buf_string(&whole));
    }
    xmlFreeDoc(document);
    page_answer(&found, &text, output);
    buf_free(&data);
    buf_free(&utf8);
    buf_free(&text);
    buf_free(&whole);
    buf_free(&found.site);
    for (size_t i = 0; i < TITLES_MAX; i++) {
        buf_free(&found.titles[i]);
    }
    return 0;
}
