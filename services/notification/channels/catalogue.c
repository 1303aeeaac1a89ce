/*
 * catalogue.c — the list of all channels.
 */
#include "notification/channels/channel.h"

#include <assert.h>

/* A line each. */
#define CHANNELS(X) \
    X(CHANNEL_MAIL) \
    X(CHANNEL_WEBHOOK)

#define DECLARE(symbol) extern const struct channel symbol;
#define POINT(symbol)   &(symbol),
CHANNELS(DECLARE)
static const struct channel *const ALL[] = {CHANNELS(POINT)};
enum { COUNT = (int)(sizeof(ALL) / sizeof(ALL[0])) };
static_assert(sizeof(ALL) / sizeof(ALL[0]) <= CHANNELS_MAX, "CHANNELS_MAX");

const struct channel *channel_find(int number)
{
    for (int i = 0; i < COUNT; i++) {
        if (ALL[i]->number == number) {
            return ALL[i];
        }
    }
    return NULL;
}

size_t channels_with_key(int into[static CHANNELS_MAX])
{
    size_t count = 0;
    for (int i = 0; i < COUNT; i++) {
        if (ALL[i]->honours_key) {
            into[count++] = ALL[i]->number;
        }
    }
    return count;
}

/* The channels' structs stand one after the other in notification_conf. */
static size_t offset_of(const struct channel *channel)
{
    size_t offset = 0;
    for (int i = 0; i < COUNT && ALL[i] != channel; i++) {
        size_t size = ALL[i]->conf_size, unit = alignof(max_align_t);
        offset += (size + unit - 1) / unit * unit;
    }
    assert(offset + channel->conf_size <= CHANNELS_CONF_BYTES);
    return offset;
}

size_t channels_add_conf(struct conf_entry *table, size_t at, size_t max)
{
    for (int i = 0; i < COUNT; i++) {
        for (size_t e = 0; e < ALL[i]->conf_count; e++) {
            assert(at < max);
            table[at] = ALL[i]->conf[e];
            table[at++].offset += offsetof(struct notification_conf, channels) + offset_of(ALL[i]);
        }
    }
    return at;
}

const void *channel_conf(const struct channel *channel, const struct notification_conf *conf)
{
    return conf->channels + offset_of(channel);
}

enum attempt_state channel_judge_http(bool success, long status)
{
    if (success && status >= 200 && status < 300) {
        return ATTEMPT_SENT;
    }
    bool is_later = status == 408 || status == 425 || status == 429;
    return status >= 400 && status < 500 && !is_later ? ATTEMPT_REFUSED : ATTEMPT_AGAIN;
}
