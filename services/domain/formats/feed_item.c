/*
 * feed_item.c — writes an item of a feed into the answer.
 */
#include "formats/feed.h"

#include <libxml/uri.h>
#include <string.h>

#include "base/text.h"
#include "formats/markup.h"

/* One line, trimmed, U+00A0 as a blank; cut at FEED_FIELD_MAX. */
static void put_line(const char *text, struct buf *into)
{
    size_t start = into->len;
    bool is_apart = false;
    for (const char *c = text; *c != '\0' && into->len - start < FEED_FIELD_MAX; c++) {
        bool is_wide = strncmp(c, "\xc2\xa0", 2) == 0;
        if ((unsigned char)*c <= ' ' || is_wide) {
            is_apart = into->len > start;
            c += is_wide ? 1 : 0;
            continue;
        }
        if (is_apart) {
            buf_byte(into, ' ');
        }
        is_apart = false;
        buf_byte(into, *c);
    }
}

/* Titles are HTML inside XML or JSON, some of them escaped twice. */
void feed_words(const char *text, struct buf *into)
{
    size_t len = strnlen(text, (size_t)8 * FEED_FIELD_MAX);
    len = text_cut(text, len, len);
    bool has_markup = memchr(text, '&', len) != NULL || memchr(text, '<', len) != NULL;
    xmlDoc *page = has_markup ? html_parse(text, len) : NULL;
    xmlNode *root = page != NULL ? xmlDocGetRootElement(page) : NULL;
    xmlChar *content = root != NULL ? xmlNodeGetContent(root) : NULL;
    put_line(content != NULL ? (const char *)content : has_markup ? "" : text, into);
    xmlFree(content);
    xmlFreeDoc(page);
}

void feed_put_address(const char *link, const char *url, struct buf *into)
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
            feed_put_address(item->link, url, answer);
        }
        buf_text(answer, buf_string(&item->categories));
        buf_byte(answer, '\n');
    }
    buf_free(&title);
}
