/*
 * page_title.h — which of a page's titles are the article's: without the name of the site,
 * which would make any two pages of it alike.  Part of reading a page (format.h).
 */
#ifndef FORMATS_PAGE_TITLE_H
#define FORMATS_PAGE_TITLE_H

#include <stdbool.h>

#include "base/buf.h"

/* og:title, h1, title, the first line in bold. */
enum { TITLE_META, TITLE_HEADING, TITLE_WINDOW, TITLE_BOLD, TITLES_MAX };

/* Takes the site's name off the ends of titles ("Tiêu đề - Tên trang"), and empties a title that
 * is nothing else: where only the window has one, that is one which stands on a line of the
 * page's text, too.  `site`: what the page says it is called; "" if it does not say. */
void page_titles_settle(struct buf titles[static TITLES_MAX], const char *site, const char *text);

/* Whether a title says that there is no such page, though the server did not. */
bool page_titles_deny(const struct buf titles[static TITLES_MAX]);

/* The best one; "" if there is none. */
const char *page_titles_best(struct buf titles[static TITLES_MAX]);

#endif
