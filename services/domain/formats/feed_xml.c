/*
 * feed_xml.c — RSS (0.9 to 2.0, also as RDF) and Atom.  A document that declares entities is an
 * attack, not a feed, and is not read at all.  The items are gone through twice: what their days
 * show together decides how each of them is read.
 */
#include "formats/feed.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <string.h>

enum { TEXT_MAX = 4 * FEED_FIELD_MAX };

struct reading {
    const char *kind;
    struct feed_days days;
    bool is_vote_over; /* the second time */
    struct buf items;
    size_t total;
};

static bool is_called(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

/* Of the same namespace as its parent: no "media:title". */
static bool is_own(const xmlNode *node, const char *name)
{
    const xmlNs *own = node->ns, *outer = node->parent->ns;
    bool is_same =
        own == outer || (own != NULL && outer != NULL && xmlStrEqual(own->href, outer->href));
    return is_same && is_called(node, name);
}

static bool is_dublin(const xmlNode *node, const char *name)
{
    return is_called(node, name) && node->ns != NULL &&
           strstr((const char *)node->ns->href, "purl.org/dc/") != NULL;
}

/* The first value wins. */
static void feed_xml_take(const xmlNode *node, struct buf *into)
{
    xmlChar *content = into->len == 0 ? xmlNodeGetContent(node) : NULL;
    if (content != NULL) {
        buf_add(into, content, strnlen((const char *)content, TEXT_MAX));
    }
    xmlFree(content);
}

static void take_attribute(const xmlNode *node, const char *name, struct buf *into)
{
    xmlChar *value = xmlGetProp(node, (const xmlChar *)name);
    if (value != NULL) {
        buf_add(into, value, strnlen((const char *)value, TEXT_MAX));
    }
    xmlFree(value);
}

static bool has_attribute(const xmlNode *node, const char *name, const char *value)
{
    struct buf text = {0};
    take_attribute(node, name, &text);
    bool is_it = strcmp(buf_string(&text), value) == 0;
    buf_free(&text);
    return is_it;
}

/* Many feeds mark any name as a permanent link: only an address counts. */
static void take_guid(const xmlNode *node, struct buf *into)
{
    feed_xml_take(node, into);
    const char *text = buf_string(into) + strspn(buf_string(into), " \t\r\n");
    if (strncmp(text, "http", 4) != 0 || has_attribute(node, "isPermaLink", "false")) {
        buf_clear(into);
    }
}

static void take_category(const xmlNode *node, const char *attribute, struct feed_item *item)
{
    struct buf name = {0};
    if (attribute != NULL) {
        take_attribute(node, attribute, &name);
    } else {
        feed_xml_take(node, &name);
    }
    feed_put_category(item, buf_string(&name));
    buf_free(&name);
}

/* The values of an item, from the preferred element first. */
struct parsed {
    struct buf title, link, place, day, later_day;
    const xmlNode *place_of_link; /* its element, or the item */
    struct feed_item item;
};

/* Addresses are relative to the nearest xml:base, or to the document. */
static void put_parsed(struct reading *reading, struct parsed *parsed, const char *instant)
{
    char day[DATE_TEXT] = "";
    const xmlNode *place = parsed->place_of_link;
    xmlChar *base = place != NULL ? xmlNodeGetBase(place->doc, place) : NULL;
    (void)feed_day(&reading->days, instant, false, day);
    parsed->item.day = day;
    parsed->item.title = buf_string(&parsed->title);
    parsed->item.link = buf_string(parsed->link.len > 0 ? &parsed->link : &parsed->place);
    feed_put_item(&parsed->item, base != NULL ? (const char *)base : "", &reading->items);
    xmlFree(base);
}

static void parsed_end(struct reading *reading, struct parsed *parsed)
{
    const char *instant = buf_string(parsed->day.len > 0 ? &parsed->day : &parsed->later_day);
    if (!reading->is_vote_over) {
        feed_days_note(&reading->days, instant);
    } else if (reading->total++ < FEED_ITEMS_MAX) {
        put_parsed(reading, parsed, instant);
    }
    buf_free(&parsed->title);
    buf_free(&parsed->link);
    buf_free(&parsed->place);
    buf_free(&parsed->day);
    buf_free(&parsed->later_day);
    buf_free(&parsed->item.categories);
}

static void read_item(const xmlNode *item, struct reading *reading)
{
    struct parsed parsed = {.place_of_link = item};
    for (const xmlNode *node = item->children; node != NULL; node = node->next) {
        if (is_own(node, "title")) {
            feed_xml_take(node, &parsed.title);
        } else if (is_own(node, "link")) {
            feed_xml_take(node, &parsed.link);
            parsed.place_of_link = node;
        } else if (is_own(node, "guid")) {
            take_guid(node, &parsed.place);
        } else if (is_own(node, "pubDate")) {
            feed_xml_take(node, &parsed.day);
        } else if (is_dublin(node, "date")) {
            feed_xml_take(node, &parsed.later_day);
        } else if (is_own(node, "category") || is_dublin(node, "subject")) {
            take_category(node, NULL, &parsed.item);
        }
    }
    parsed_end(reading, &parsed);
}

static void read_entry(const xmlNode *entry, struct reading *reading)
{
    struct parsed parsed = {.place_of_link = entry};
    for (const xmlNode *node = entry->children; node != NULL; node = node->next) {
        if (is_own(node, "title")) {
            feed_xml_take(node, &parsed.title);
        } else if (is_own(node, "link")) {
            bool is_it = has_attribute(node, "rel", "alternate") || has_attribute(node, "rel", "");
            if (is_it && parsed.link.len == 0) {
                take_attribute(node, "href", &parsed.link);
                parsed.place_of_link = node;
            }
        } else if (is_own(node, "published") || is_own(node, "issued")) {
            feed_xml_take(node, &parsed.day);
        } else if (is_own(node, "updated") || is_own(node, "modified")) {
            feed_xml_take(node, &parsed.later_day);
        } else if (is_own(node, "category")) {
            take_category(node, "term", &parsed.item);
            take_category(node, "label", &parsed.item);
        }
    }
    parsed_end(reading, &parsed);
}

static void read_channel(const xmlNode *channel, struct reading *reading)
{
    for (const xmlNode *node = channel->children; node != NULL; node = node->next) {
        if (is_called(node, "item")) {
            read_item(node, reading);
        } else if (is_called(node, "channel")) {
            read_channel(node, reading);
        } else if (is_own(node, "entry")) {
            read_entry(node, reading);
        }
    }
}

static bool read_root(const xmlNode *root, struct reading *reading)
{
    bool is_rss = is_called(root, "rss") || is_called(root, "RDF");
    if (!is_rss && !is_called(root, "feed")) {
        return false;
    }
    reading->kind = is_rss ? "rss" : "atom";
    read_channel(root, reading);
    return true;
}

bool feed_read_xml(const struct feed_text *text, struct buf *answer)
{
    struct reading reading = {.days = {.today = text->today}};
    struct buf xml = {0};
    bool is_clean = feed_clean(text->utf8, &xml);
    xmlDoc *document =
        is_clean ? xmlReadMemory(buf_string(&xml), (int)xml.len, text->url, "UTF-8",
                                 XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                                     XML_PARSE_RECOVER | XML_PARSE_NOCDATA)
                 : NULL;
    const xmlNode *root = document != NULL ? xmlDocGetRootElement(document) : NULL;
    bool is_read = root != NULL && read_root(root, &reading);
    if (is_read) {
        reading.is_vote_over = true;
        (void)read_root(root, &reading);
        buf_print(answer, "K\t%s\t%zu\n", reading.kind, reading.total);
        buf_text(answer, buf_string(&reading.items));
    }
    buf_free(&reading.items);
    buf_free(&xml);
    xmlFreeDoc(document);
    return is_read;
}
