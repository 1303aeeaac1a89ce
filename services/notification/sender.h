/*
 * sender.h — sends what is pending: takes attempts from the store, runs their
 * transfers (libcurl) in the loop, and commits how they ended.
 */
#ifndef NOTIFICATION_SENDER_H
#define NOTIFICATION_SENDER_H

#include "notification/notification.h"

struct sender;

struct sender *sender_open(struct daemon *daemon, const struct notification_conf *conf);
void sender_close(struct sender **self);
bool sender_is_idle(const struct sender *self);
/* There is something to send: do not wait for the next look. */
void sender_poke(struct sender *self);

#endif
