/*
 * itineraries.h — proposals of itineraries as pending work: one at a time, each in a caged child
 * that makes way for other work.
 */
#ifndef SCORING_ITINERARIES_H
#define SCORING_ITINERARIES_H

#include <stdbool.h>

#include "daemon/daemon.h"

struct itineraries;

struct itineraries *itineraries_open(struct daemon *daemon);
void itineraries_close(struct itineraries **self); /* NULL-safe */
bool itineraries_are_idle(const struct itineraries *self);

#endif
