/*
 * calendar.h — visits as an iCalendar object (RFC 5545).  Pure.
 */
#ifndef GATEWAY_CALENDAR_H
#define GATEWAY_CALENDAR_H

#include <stdbool.h>

#include "base/buf.h"

/* From {"title", "events": [{"uid", "sequence", "stamp", "start", "end", "summary", "place",
 * "about", "is_cancelled"}]}, as the store gives it.  False: it is not that. */
bool calendar_write(const char *json, struct buf *into);

#endif
