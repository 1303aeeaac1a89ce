/*
 * feed.c — decides which kind of feed a document is, and writes where a page links to one.
 */
#include "formats/feed.h"

#include <string.h>

#include "base/file.h"
#include "formats/markup.h"

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
            feed_put_address((const char *)href, url, &leads->wordpress);
        } else if (is_feed && leads->feed.len == 0) {
            feed_put_address((const char *)href, url, &leads->feed);
        }
    }
    xmlFree(rel);
    xmlFree(type);
    xmlFree(href);
}

static void feed_walk(xmlNode *node, const char *url, struct leads *leads)
{
    for (; node != NULL; node = node->next) {
        if (node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, "link") == 0) {
            take_lead(node, url, leads);
        }
        feed_walk(node->children, url, leads);
    }
}

bool feed_read_page(const struct feed_text *text, struct buf *answer)
{
    struct leads leads = {{0}, {0}};
    xmlDoc *page = html_parse(buf_string(text->utf8), text->utf8->len);
    feed_walk(page != NULL ? xmlDocGetRootElement(page) : NULL, text->url, &leads);
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

/* ------------------------------------------------------------- the kind of document */

static bool is_html(const char *text)
{
    enum { SEARCHED = 2048 };
    char start[SEARCHED + 1];
    size_t len = strnlen(text, SEARCHED);
    memcpy(start, text, len);
    start[len] = '\0';
    static const char *const FEEDS[] = {"<rss", "<feed", "<rdf:rdf"};
    for (size_t i = 0; i < sizeof(FEEDS) / sizeof(FEEDS[0]); i++) {
        char *feed = strcasestr(start, FEEDS[i]);
        if (feed != NULL) {
            *feed = '\0'; /* its items may hold whole pages */
        }
    }
    return strcasestr(start, "<!doctype html") != NULL || strcasestr(start, "<html") != NULL;
}

static void read_text(const struct feed_text *text, struct buf *answer)
{
    const char *start = buf_string(text->utf8) + strspn(buf_string(text->utf8), " \t\r\n");
    bool is_json = *start == '[' || *start == '{';
    bool is_read = is_json          ? feed_read_json(text, answer)
                   : is_html(start) ? feed_read_page(text, answer)
                                    : feed_read_xml(text, answer);
    if (!is_read) {
        buf_text(answer, "P\tno_feed\n");
    }
}

int format_feed(const struct feed_input *input, int output)
{
    struct buf data = {0}, text = {0}, answer = {0};
    format_load(&input->input, &data);
    format_declared_utf8(&data, input->input.content_type, &text);
    read_text(&(struct feed_text){&text, input->url, input->today}, &answer);
    bool is_written = file_write(output, answer.data, answer.len);
    buf_free(&data);
    buf_free(&text);
    buf_free(&answer);
    return is_written ? 0 : 1;
}
