/*
 * notification.h — which account is notified of what, by which channel: what the files of this
 * service share.
 *
 * The notifications are committed before any is sent, the outcomes afterwards.  A receiver that
 * honours the key (the notification's id) is notified once; on other channels a person has to
 * decide on an attempt whose outcome is unknown.
 */
#ifndef NOTIFICATION_NOTIFICATION_H
#define NOTIFICATION_NOTIFICATION_H

#include <stdalign.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/uuid.h"
#include "daemon/daemon.h"
#include "notification/v1/notification.pb-c.h"

enum { NOTIFICATION_CONF_MAX = 96, CHANNELS_CONF_BYTES = 1024 };

struct notification_conf {
    struct daemon_conf daemon;
    const char *page_url;    /* where a reader finds the evidence item */
    size_t in_flight;        /* attempts at once */
    int attempt_ms;          /* how long one attempt may take */
    int attempts;            /* attempts before it is given up as refused */
    int pause_ms;            /* after the first failure; doubles */
    const char *remind_days; /* "7,3,1" */
    int remind_every_ms;
    int remind_late_days;
    bool remind_pace, remind_posts;
    alignas(max_align_t) unsigned char channels[CHANNELS_CONF_BYTES]; /* channels/channel.h */
};
/* conf.c: the keys of the service and of its channels; returns how many. */
size_t notification_conf_table(struct conf_entry into[static NOTIFICATION_CONF_MAX]);

/* One attempt to notify an account through a channel other than the inbox. */
struct attempt {
    struct uuid id;    /* the receiver's idempotency key */
    struct uuid trace; /* of the submission that it is about */
    int channel;
    int number;         /* from 1 */
    const char *target; /* address or URL */
    const char *subject;
    const char *secret;
    const char *created_at;      /* RFC 3339 */
    const char *unit, *campaign; /* codes */
    const Notification__V1__Notice *notice;
};

/* handler.c (pure): the words.  In the arena. */
const char *notice_subject(const Notification__V1__Notice *notice, struct arena *arena);
const char *notice_text(const Notification__V1__Notice *notice, const char *page_url,
                        struct arena *arena);
/* What the inbox shows below the subject; "" for notices that say all in it. */
const char *notice_details(const Notification__V1__Notice *notice);
const char *notice_kind(const Notification__V1__Notice *notice);

/* handler.c (pure): how an attempt ended, and the pause before the next. */
enum attempt_state { ATTEMPT_AGAIN = 0, ATTEMPT_SENT = 2, ATTEMPT_REFUSED = 3 };
struct attempt_end {
    enum attempt_state state;
    int pause_ms;
};
/* Judges the `number`-th attempt by its channel's reading of the answer. */
struct attempt_end attempt_judge(enum attempt_state answer, int number,
                                 const struct notification_conf *conf);

#endif
