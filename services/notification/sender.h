/*
 * sender.h — sends pending notifications: claims attempts in the store, runs their transfers
 * (libcurl) in the loop, and commits their outcomes.
 */
#ifndef NOTIFICATION_SENDER_H
#define NOTIFICATION_SENDER_H

#include "notification/notification.h"

struct sender;

struct sender *sender_open(struct daemon *daemon, const struct notification_conf *conf);
void sender_close(struct sender **self);
bool sender_is_idle(const struct sender *self);
/* There is something to send: poll now. */
void sender_poke(struct sender *self);

#endif
