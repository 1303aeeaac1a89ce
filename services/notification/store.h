/*
 * store.h — the statements of this service.
 */
#ifndef NOTIFICATION_STORE_H
#define NOTIFICATION_STORE_H

#include "bus/v1/bus.pb-c.h"
#include "notification/notification.h"
#include "store/lane.h"

/* One finished message of stage 4. */
struct intent {
    const Bus__V1__Envelope *envelope;
    const Notification__V1__Notice *notice;
    const char *subject;
};

/* Returns one row: messages that this worker finished, notifications that are to be sent. */
void store_intent(struct lane *lane, const struct intent *intents, size_t count, lane_fn *then,
                  void *arg);

/* Returns rows for store_attempt. */
void store_reclaim(struct lane *lane, size_t max, const struct uuid *claim, int lease_ms,
                   lane_fn *then, void *arg);
void store_renew(struct lane *lane, struct uuids claims, int lease_ms);
/* In the arena; false for an attempt that has become unknown, or is damaged. */
bool store_attempt(const struct rows *result, int row, struct arena *arena, struct attempt *out);

struct ended_attempt {
    struct uuid id, claim;
    struct attempt_end end;
    char reference[64];
};
void store_outcome(struct lane *lane, const struct ended_attempt *ended, size_t count,
                   lane_fn *then, void *arg);

/* Rows: occasion, campaign, unit, due_on, name, amount, details. */
void store_deadlines(struct lane *lane, const int *days, size_t count, lane_fn *then, void *arg);
void store_behind(struct lane *lane, lane_fn *then, void *arg);
void store_missed(struct lane *lane, lane_fn *then, void *arg);
/* As those, and the kind of the notice. */
void store_asked(struct lane *lane, int late_days, lane_fn *then, void *arg);
/* As those, and the page to open. */
void store_visits(struct lane *lane, lane_fn *then, void *arg);
/* As those, and the account to be notified. */
void store_files(struct lane *lane, lane_fn *then, void *arg);
struct occasion {
    struct uuid id;
    const unsigned char *notice;
    size_t len;
};
void store_owe(struct lane *lane, const struct occasion *occasions, size_t count, lane_fn *then,
               void *arg);

#endif
