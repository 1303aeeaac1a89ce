/*
 * notification.h — who is told what, by which channel: what the files of this
 * service share.
 *
 * Intent is committed before anybody is told, the outcome after.  Whoever honours
 * the key (the notification's id) is told once; on other channels an attempt whose
 * end is not known is left to a person.
 */
#ifndef NOTIFICATION_NOTIFICATION_H
#define NOTIFICATION_NOTIFICATION_H

#include "base/arena.h"
#include "base/uuid.h"
#include "daemon/daemon.h"
#include "notification/v1/notification.pb-c.h"

struct notification_conf {
    struct daemon_conf daemon;
    const char *smtp_url;          /* smtp://host:port or smtps:// */
    const char *smtp_user;
    const char *smtp_password;     /* content of the secret's file */
    const char *mail_from;
    const char *mail_from_name;
    const char *page_url;          /* where a reader finds the piece */
    size_t in_flight;              /* attempts at once */
    int attempt_ms;                /* one attempt may take */
    int attempts;                  /* before it is given up as refused */
    int pause_ms;                  /* after the first failure; doubles */
    const char *remind_days;       /* "7,3,1" */
    int remind_every_ms;
    bool remind_pace, remind_posts;
};
extern const struct conf_entry NOTIFICATION_CONF[];
extern const size_t NOTIFICATION_CONF_COUNT;

/* One attempt to tell somebody through a channel other than the inbox. */
struct attempt {
    struct uuid id;                /* the receiver's idempotency key */
    int channel;
    int number;                    /* from 1 */
    const char *target;            /* address or URL */
    const char *subject;
    const char *secret;
    const char *created_at;        /* RFC 3339 */
    const char *unit, *campaign;   /* codes */
    const Notification__V1__Notice *notice;
};

/* handler.c (pure): the words.  In the arena. */
const char *notice_subject(const Notification__V1__Notice *notice, struct arena *arena);
const char *notice_text(const Notification__V1__Notice *notice, const char *page_url,
                        struct arena *arena);
const char *notice_kind(const Notification__V1__Notice *notice);

/* handler.c (pure): how an attempt ended, and the pause before the next. */
enum attempt_state { ATTEMPT_AGAIN = 0, ATTEMPT_SENT = 2, ATTEMPT_REFUSED = 3 };
struct attempt_end {
    enum attempt_state state;
    int pause_ms;
};
/* `status`: the SMTP or HTTP status, 0 if there was none (connection, time). */
struct attempt_end attempt_judge(int channel, long status, int number,
                                 const struct notification_conf *conf);

#endif
