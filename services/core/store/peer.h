/*
 * peer.h — the tables by which processes find and authenticate each other: peer (where each
 * instance runs), system_key (which keys may connect), and the version of the reference data.
 */
#ifndef STORE_PEER_H
#define STORE_PEER_H

#include "base/uuid.h"
#include "store/lane.h"

struct peer_self {
    const char *service;
    struct uuid instance;
    const char *endpoint;
    const char *public_key;
};

void peer_beat(struct lane *lane, const struct peer_self *self, lane_fn *then, void *arg);
/* Blocking: for the end of the process. */
MUST_CHECK enum err peer_leave(struct lane *lane, const struct uuid *instance);

/* Rows: version int8, service, instance, endpoint, public_key; the last four are
 * NULL in the single row that is returned if there is no peer. */
void peer_list(struct lane *lane, lane_fn *then, void *arg);
/* Rows: public_key, service ("" for an account), account_id (0 for a service). */
void peer_keys(struct lane *lane, lane_fn *then, void *arg);

/* Blocking.  ERR_FATAL if the database has another schema than this program (which file
 * differs is in err_last()); ERR_RETRY if it cannot be reached. */
MUST_CHECK enum err peer_check_schema(struct lane *lane);

#endif
