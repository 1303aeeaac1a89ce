/*
 * feed.c — see feed.h: which of the kinds a document is, and how an item is told.
 */
#include "formats/feed.h"

#include <libxml/HTMLparser.h>
#include <libxml/uri.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"

/* In one line, without blanks at its ends; cut at FEED_FIELD_MAX. */
static void put_line(const char *text, struct buf *into)
{
    size_t start = into->len;
    bool is_apart = false;
    for (const char *c = text; *c != '\0' && into->len - start < FEED_FIELD_MAX; c++) {
        if ((unsigned char)*c <= ' ') {
            is_apart = into->len > start;
            continue;
        }
        if (is_apart) {
            buf_byte(into, ' ');
        }
        is_apart = false;
        buf_byte(into, *c);
    }
}

/* Titles are written as HTML inside XML or JSON, some of them twice. */
void feed_words(const char *text, struct buf *into)
{
    size_t len = strnlen(text, (size_t)8 * FEED_FIELD_MAX);
    len = text_cut(text, len, len);
    bool has_markup = memchr(text, '&', len) != NULL || memchr(text, '<', len) != NULL;
    htmlDocPtr page = has_markup
                          ? htmlReadMemory(text, (int)len, NULL, "UTF-8",
                                           HTML_PARSE_NONET | HTML_PARSE_NOERROR |
                                               HTML_PARSE_NOWARNING | HTML_PARSE_RECOVER)
                          : NULL;
    xmlNode *root = page != NULL ? xmlDocGetRootElement(page) : NULL;
    xmlChar *content = root != NULL ? xmlNodeGetContent(root) : NULL;
    put_line(content != NULL ? (const char *)content : has_markup ? "" : text, into);
    xmlFree(content);
    xmlFreeDoc(page);
}

static void put_address(const char *link, const char *url, struct buf *into)
{
    struct buf trimmed = {0};
    put_line(link, &trimmed);
    xmlChar *whole = xmlBuildURI((const xmlChar *)buf_string(&trimmed), (const xmlChar *)url);
    put_line(whole != NULL ? (const char *)whole : buf_string(&trimmed), into);
    xmlFree(whole);
    buf_free(&trimmed);
}

void feed_put_category(struct feed_item *item, const char *name)
{
    size_t tabs = 0;
    for (size_t i = 0; i < item->categories.len; i++) {
        tabs += item->categories.data[i] == '\t' ? 1 : 0;
    }
    if (tabs < FEED_CATEGORIES_MAX && name[0] != '\0') {
        buf_byte(&item->categories, '\t');
        feed_words(name, &item->categories);
    }
}

void feed_put_item(const struct feed_item *item, const char *url, struct buf *answer)
{
    struct buf title = {0};
    feed_words(item->title != NULL ? item->title : "", &title);
    if (item->day != NULL && item->day[0] != '\0' && title.len > 0) {
        buf_print(answer, "I\t%s\t%s\t", item->day, title.data);
        if (item->link != NULL && item->link[0] != '\0') {
            put_address(item->link, url, answer);
        }
        buf_text(answer, buf_string(&item->categories));
        buf_byte(answer, '\n');
    }
    buf_free(&title);
}

/* ------------------------------------------------------------- pages */

static bool has_word(const char *list, const char *word)
{
    size_t len = strlen(word);
    for (const char *at = list; (at = strcasestr(at, word)) != NULL; at += len) {
        bool is_start = at == list || at[-1] == ' ';
        if (is_start && (at[len] == '\0' || at[len] == ' ' || at[len] == ';')) {
            return true;
        }
    }
    return false;
}

struct leads {
    struct buf wordpress, feed;
};

static void take_lead(xmlNode *node, const char *url, struct leads *leads)
{
    xmlChar *rel = xmlGetProp(node, (const xmlChar *)"rel");
    xmlChar *type = xmlGetProp(node, (const xmlChar *)"type");
    xmlChar *href = xmlGetProp(node, (const xmlChar *)"href");
    if (rel != NULL && href != NULL) {
        bool is_feed = type != NULL && has_word((const char *)rel, "alternate") &&
                       (has_word((const char *)type, "application/rss+xml") ||
                        has_word((const char *)type, "application/atom+xml"));
        if (has_word((const char *)rel, "https://api.w.org/") && leads->wordpress.len == 0) {
            put_address((const char *)href, url, &leads->wordpress);
        } else if (is_feed && leads->feed.len == 0) {
            put_address((const char *)href, url, &leads->feed);
        }
    }
    xmlFree(rel);
    xmlFree(type);
    xmlFree(href);
}

static void walk(xmlNode *node, const char *url, struct leads *leads)
{
    for (; node != NULL; node = node->next) {
        if (node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, "link") == 0) {
            take_lead(node, url, leads);
        }
        walk(node->children, url, leads);
    }
}

bool feed_read_page(const struct buf *text, const char *url, struct buf *answer)
{
    struct leads leads = {{0}, {0}};
    htmlDocPtr page = htmlReadMemory(buf_string(text), (int)text->len, NULL, "UTF-8",
                                     HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                         HTML_PARSE_RECOVER);
    walk(page != NULL ? xmlDocGetRootElement(page) : NULL, url, &leads);
    bool is_found = leads.wordpress.len > 0 || leads.feed.len > 0;
    if (leads.wordpress.len > 0) {
        buf_print(answer, "A\twordpress\t%s\n", leads.wordpress.data);
    }
    if (leads.feed.len > 0) {
        buf_print(answer, "A\tfeed\t%s\n", leads.feed.data);
    }
    xmlFreeDoc(page);
    buf_free(&leads.wordpress);
    buf_free(&leads.feed);
    return is_found;
}

/* ------------------------------------------------------------- which it is */

static bool is_html(const char *text)
{
    enum { SEARCHED = 2048 };
    char start[SEARCHED + 1];
    size_t len = strnlen(text, SEARCHED);
    memcpy(start, text, len);
    start[len] = '\0';
    return strcasestr(start, "<!doctype html") != NULL || strcasestr(start, "<html") != NULL;
}

static void read_text(const struct buf *text, const char *url, struct buf *answer)
{
    const char *start = buf_string(text) + strspn(buf_string(text), " \t\r\n");
    bool is_json = *start == '[' || *start == '{';
    bool is_read = is_json          ? feed_read_json(text, url, answer)
                   : is_html(start) ? feed_read_page(text, url, answer)
                                    : feed_read_xml(text, url, answer);
    if (!is_read) {
        buf_text(answer, "P\tno_feed\n");
    }
}

int format_feed(const struct feed_input *input, int output)
{
    struct buf data = {0}, text = {0}, answer = {0};
    format_load(&input->input, &data);
    format_utf8(&data, &text);
    read_text(&text, input->url, &answer);
    for (size_t at = 0; at < answer.len;) {
        ssize_t written = write(output, answer.data + at, answer.len - at);
        if (written <= 0) {
            return 1;
        }
        at += (size_t)written;
    }
    buf_free(&data);
    buf_free(&text);
    buf_free(&answer);
    return 0;
}
