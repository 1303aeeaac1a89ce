/*
 * pages.h — draws pages of files for people who look at them: one at a time in a caged child that
 * makes way for other work; a page that was drawn before comes from the cache.
 */
#ifndef READER_PAGES_H
#define READER_PAGES_H

#include "reader/reader.h"

struct pages;

struct pages *pages_open(struct daemon *daemon, const struct reader_conf *conf);
void pages_close(struct pages **self); /* NULL-safe; no answer follows */

/* Answers a request of the bus (evidence.v1.DrawPage), at once or later. */
void pages_asked(struct pages *self, const struct bus_from *from, const Bus__V1__Request *request);
bool pages_are_idle(const struct pages *self);

#endif
