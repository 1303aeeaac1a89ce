/*
 * channel.h — the ways out: one file each, one row each in catalogue.c.
 */
#ifndef NOTIFICATION_CHANNEL_H
#define NOTIFICATION_CHANNEL_H

#include <curl/curl.h>
#include <stdbool.h>

#include "base/buf.h"
#include "notification/notification.h"

/* Numbers as in table notification. */
enum { CHANNEL_INBOX = 1, CHANNEL_MAIL = 2, CHANNEL_WEBHOOK = 3 };

/* What a request needs until it has ended. */
struct outgoing {
    CURL *easy;
    struct curl_slist *headers;    /* or recipients; freed with the request */
    struct buf content;
    size_t sent;                   /* bytes of content that were read */
};

struct channel {
    int number;
    const char *name;
    bool honours_key;              /* may be sent again under the same id */
    /* Prepares the transfer of one attempt. */
    void (*prepare)(struct outgoing *out, const struct attempt *attempt,
                    const struct notification_conf *conf);
};

/* NULL for the inbox and for numbers that nobody knows. */
const struct channel *channel_find(int number);
/* The numbers of those that honour the key; returns how many. */
size_t channels_with_key(int *into, size_t max);

/* Vietnamese text as an encoded header word (RFC 2047). */
void mail_header_text(struct buf *into, const char *text);

#endif
