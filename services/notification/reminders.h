/*
 * reminders.h — enqueues a notice for every unit of an open campaign when its submission deadline
 * comes near, once for each configured distance; when it is behind its targets, and when it missed
 * days or the week of posts, once a week each; when a recommendation is new, due or overdue.
 */
#ifndef NOTIFICATION_REMINDERS_H
#define NOTIFICATION_REMINDERS_H

#include "notification/notification.h"

struct reminders;

/* ERR_FATAL: remind.days is not a list of days.  `enqueued` is called after notices were enqueued
 * for this stage. */
MUST_CHECK enum err reminders_open(struct reminders **out, struct daemon *daemon,
                                   const struct notification_conf *conf, loop_fn *enqueued,
                                   void *arg);
void reminders_close(struct reminders **self);

#endif
