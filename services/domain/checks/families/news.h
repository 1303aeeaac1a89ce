/*
 * news.h — whether an article says when, where, who and how much.
 */
#ifndef CHECKS_NEWS_H
#define CHECKS_NEWS_H

#include "checks/engine/inspection.h"

/* Whether any of the phrases (lower case, ended by NULL) is in any passage. */
bool news_has_any(const struct inspection *in, const char *const *phrases);

bool news_has_time(const struct inspection *in);
bool news_has_place(const struct inspection *in);
bool news_has_people(const struct inspection *in);
bool news_has_figures(const struct inspection *in);

#endif
