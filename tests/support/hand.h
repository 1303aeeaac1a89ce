/*
 * hand.h — one lane that a test drives by hand: it starts statements, inspects them while
 * they wait, and ends them, one step at a time.
 */
#ifndef SUPPORT_HAND_H
#define SUPPORT_HAND_H

#include <stdbool.h>

#include "store/lane.h"

struct hand {
    struct lane *lane;
    int fd, want;
    bool is_done;
    enum err err;
    struct rows *result; /* of the last statement, until the next; NULL: it failed */
};

/* As the role of the connection string; returns when the lane is connected. */
void hand_open(struct hand *self, const char *dsn);
void hand_close(struct hand *self);

/* Call before a statement is started with hand_answered and the hand as its argument. */
void hand_begin(struct hand *self);
void hand_answered(void *arg, enum err err, const struct rows *result);
void hand_turn(struct hand *self);
/* Runs the loop until the statement has ended; a hang fails the test. */
enum err hand_wait(struct hand *self);

struct database;
/* Runs the loop until this statement, or another of the database, waits for a lock; fails the
 * test if it ends instead. */
void hand_wait_blocked(struct hand *self, struct database *database);

#endif
