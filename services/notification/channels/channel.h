/*
 * channel.h — what a channel is: a file each, with its table row at the foot, and a line each in
 * catalogue.c.
 */
#ifndef NOTIFICATION_CHANNEL_H
#define NOTIFICATION_CHANNEL_H

#include <curl/curl.h>
#include <stdbool.h>

#include "base/buf.h"
#include "notification/notification.h"

/* The inbox is a row of table notification and not a channel; the others' numbers stand in their
 * files, and in tables notification_rule, address and notification. */
enum { CHANNEL_INBOX = 1, CHANNELS_MAX = 16 };

/* Memory that a request needs until it has ended. */
struct outgoing {
    CURL *easy;
    struct curl_slist *headers; /* or recipients; freed with the request */
    struct buf content;
    size_t sent; /* bytes of content that were read */
};

struct channel {
    int number;
    const char *name;
    bool honours_key;      /* may be sent again under the same id */
    const char *protocols; /* of libcurl: "http,https" */
    /* Its configuration keys, with offsets in a struct of its own of `conf_size` bytes. */
    const struct conf_entry *conf;
    size_t conf_count, conf_size;
    /* Prepares the transfer of one attempt; `own`: its struct, as configured. */
    void (*prepare)(struct outgoing *out, const struct attempt *attempt, const void *own,
                    const struct notification_conf *conf);
    /* The meaning of an answer; `success`: the transfer came to its end.  `status` 0: no answer. */
    enum attempt_state (*judge)(bool success, long status);
};

/* At the foot of its file: CHANNEL(CHANNEL_MAIL) = {...}; catalogue.c has the list. */
#define CHANNEL(symbol) \
    extern const struct channel symbol; \
    const struct channel symbol

/* NULL for the inbox and for unknown numbers. */
const struct channel *channel_find(int number);
/* The numbers of those that honour the key; returns how many. */
size_t channels_with_key(int into[static CHANNELS_MAX]);
/* Adds the keys of all channels to a table of notification_conf, from `at`; returns how many
 * there are then. */
size_t channels_add_conf(struct conf_entry *table, size_t at, size_t max);
/* The channel's own struct. */
const void *channel_conf(const struct channel *channel, const struct notification_conf *conf);

/* For channels over HTTP: 2xx is success, 4xx a refusal except for the "later" ones. */
enum attempt_state channel_judge_http(bool success, long status);

/* Vietnamese text as an encoded header word (RFC 2047). */
void mail_header_text(struct buf *into, const char *text);

#endif
