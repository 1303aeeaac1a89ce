/*
 * page_title.h — the titles that are the article's own: without the name of the site, which would
 * make any two pages of it alike.  Part of reading a page (format.h).
 */
#ifndef FORMATS_PAGE_TITLE_H
#define FORMATS_PAGE_TITLE_H

#include <stdbool.h>

#include "base/buf.h"

/* og:title, h1, title, the first line in bold. */
enum { TITLE_META, TITLE_HEADING, TITLE_WINDOW, TITLE_BOLD, TITLES_MAX };

/* Cuts the site's name off the ends of titles ("Tiêu đề - Tên trang"), and empties a title that is
 * nothing else; if only the window has a title, also one that is not a line of the page's text.
 * `site`: the site's name by the page's metadata; "" if absent. */
void page_titles_settle(struct buf titles[static TITLES_MAX], const char *site, const char *text);

/* Whether a title reports a missing page, though the server did not. */
bool page_titles_deny(const struct buf titles[static TITLES_MAX]);

/* The best one; "" if there is none. */
const char *page_titles_best(struct buf titles[static TITLES_MAX]);

#endif
