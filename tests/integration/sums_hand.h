/*
 * sums_hand.h — computes the sums of units at once, with the scoring service's own statements and
 * arithmetic, for tests that store scores themselves.
 */
#ifndef INTEGRATION_SUMS_HAND_H
#define INTEGRATION_SUMS_HAND_H

#include "scoring/sums.h"
#include "support/database.h"
#include "support/hand.h"
#include "support/test.h"

enum { SUMS_MAX = 10000 };

/* For every unit of every campaign; other dirty marks are deleted. */
static inline void sums_now(struct database *db)
{
    static const struct daemon_conf CONF = {.lease_ms = 60000, .max_attempts = 3};
    struct arena *arena = arena_new();
    struct set_cache *sets = set_cache_new();
    struct sums *sums;
    struct hand hand;
    size_t count;
    database_run(db, "DELETE FROM recompute; INSERT INTO recompute (campaign_id, unit_id, kind)"
                     " SELECT campaign_id, unit_id, 'sums' FROM campaign_unit");
    hand_open(&hand, database_dsn_as(db, "mc_scoring"));
    hand_begin(&hand);
    store_claim(hand.lane, &CONF, SUMS_MAX, hand_answered, &hand);
    assert_int_equal(hand_wait(&hand), ERR_NONE);
    const struct cell *marks = store_claimed(hand.result, arena, &count);
    hand_begin(&hand);
    sums_inputs(hand.lane, sets, marks, count, hand_answered, &hand);
    assert_int_equal(hand_wait(&hand), ERR_NONE);
    assert_int_equal(sums_compute(hand.result, sets, arena, count, &sums), ERR_NONE);
    hand_begin(&hand);
    sums_complete(hand.lane, marks, count, sums, hand_answered, &hand);
    assert_int_equal(hand_wait(&hand), ERR_NONE);
    hand_close(&hand);
    set_cache_free(&sets);
    arena_free(&arena);
}

#endif
