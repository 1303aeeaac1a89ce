/*
 * feed.h — reads the items that a site publishes: RSS, Atom, the REST interface of WordPress, or a
 * page that links to one of them.  Runs in a sandboxed child.
 *
 * The child answers in lines, fields between tabs: "K kind total" (rss, atom or wordpress, and how
 * many items there are), "I day title link [category]..." for each with a day and a title, "A
 * wordpress|feed address" where the document links to a feed, "P problem" for none of these.
 */
#ifndef FORMATS_FEED_H
#define FORMATS_FEED_H

#include <stdbool.h>

#include "base/date.h"
#include "formats/format.h"

enum { FEED_ITEMS_MAX = 1000, FEED_CATEGORIES_MAX = 20, FEED_FIELD_MAX = 2000 };

struct feed_input {
    struct format_input input;
    const char *url; /* the document's address: links may be relative to it */
    date_days today; /* no item is from days after it; 0: not known */
};

/* Returns the child's exit code. */
int format_feed(const struct feed_input *input, int output);

/* Internal to formats: one item; NULL fields are absent.  Texts may hold markup. */
struct feed_item {
    const char *day, *title, *link;
    struct buf categories; /* each after a tab */
};
void feed_put_item(const struct feed_item *item, const char *url, struct buf *answer);
/* Writes an address that may be relative to `url`. */
void feed_put_address(const char *link, const char *url, struct buf *into);
void feed_put_category(struct feed_item *item, const char *name);
/* Writes the words of a text that may hold markup, in one line. */
void feed_words(const char *text, struct buf *into);

/* The document as UTF-8. */
struct feed_text {
    const struct buf *utf8;
    const char *url;
    date_days today;
};
/* False, and nothing is added: the bytes are of another kind. */
bool feed_read_xml(const struct feed_text *text, struct buf *answer);
bool feed_read_json(const struct feed_text *text, struct buf *answer);
bool feed_read_page(const struct feed_text *text, struct buf *answer);
/* Writes XML that libxml2 can read; false: the document declares entities, or is empty. */
bool feed_clean(const struct buf *text, struct buf *xml);

/* What the days of a feed show together, so that "11/6/2023" can be read. */
struct feed_days {
    date_days today;
    bool has_day_first, has_month_first;     /* a part above 12, or the other order is to come */
    bool has_half_day, has_padded, has_bare; /* "3:30 PM"; "06/11"; "6/11": signs of a program */
};
void feed_days_note(struct feed_days *self, const char *text);

/* The day in Vietnam of an instant as sites write it (RFC 822, ISO 8601, or a day as people or
 * programs in Vietnam type it); without a zone it is local time, or UTC.  False: not an instant,
 * or one to come. */
bool feed_day(const struct feed_days *about, const char *text, bool is_utc,
              char into[static DATE_TEXT]);

#endif
