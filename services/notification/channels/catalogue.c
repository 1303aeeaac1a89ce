/*
 * catalogue.c — every channel at a glance.
 */
#include "notification/channels/channel.h"

extern const struct channel MAIL_CHANNEL, WEBHOOK_CHANNEL;

static const struct channel *const CHANNELS[] = {&MAIL_CHANNEL, &WEBHOOK_CHANNEL};
enum { COUNT = (int)(sizeof(CHANNELS) / sizeof(CHANNELS[0])) };

const struct channel *channel_find(int number)
{
    for (int i = 0; i < COUNT; i++) {
        if (CHANNELS[i]->number == number) {
            return CHANNELS[i];
        }
    }
    return NULL;
}

size_t channels_with_key(int *into, size_t max)
{
    size_t count = 0;
    for (int i = 0; i < COUNT && count < max; i++) {
        if (CHANNELS[i]->honours_key) {
            into[count++] = CHANNELS[i]->number;
        }
    }
    return count;
}
