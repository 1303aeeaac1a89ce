/*
 * mentions.h — where a text states the figure of a subject, and whether that agrees with the filed
 * one: "đã trao 30 phần quà" for the figure "Số phần quà đã trao".
 */
#ifndef CHECKS_MENTIONS_H
#define CHECKS_MENTIONS_H

#include "checks/measure.h"

struct mention {
    const struct passage *passage; /* of the first one */
    struct span first;
    size_t count;
    bool is_good; /* one of them agrees */
};

/* Adds the mentions in a passage; `filed` as in decimal.h, `percent` by which both may differ. */
void mentions_find(const struct passage *passage, const struct measure *measure, int64_t filed,
                   long percent, struct mention *mention);

#endif
