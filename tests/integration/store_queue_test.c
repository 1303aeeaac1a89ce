/*
 * Rows of `message` whose pushed copies are lost: other workers may claim them at once, and nothing
 * else changes.  Leases that a worker renews: only those that it still has.
 */
#include "support/test.h"

#include "store/queue.h"
#include "support/database.h"
#include "support/hand.h"

enum { ROWS = 5 };

/* Ready rows of stage 2, by their last digit. */
static const char READY[] =
    "SELECT coalesce(string_agg(right(id::text, 1), '' ORDER BY id), '') FROM message"
    " WHERE stage = 2 AND ready_at <= now() AND ready_at > now() - interval '1 minute'";

static void lost_copies_shorten_only_the_lease_that_was_inserted(void **state)
{
    (void)state;
    struct database *db = database_create();
    struct hand hand;
    struct uuid ids[ROWS];
    hand_open(&hand, database_dsn_as(db, "mc_ingest"));
    database_run(db,
                 "INSERT INTO message (id, stage, subject_id, attempts, ready_at, schema, payload)"
                 " SELECT ('00000000-0000-0000-0000-00000000000' || n)::uuid, s, gen_random_uuid(),"
                 "        a, now() + d * interval '1 second', 1, ''"
                 "   FROM (VALUES (1, 2, 1, 15),"    /* pushed, its receiver has died */
                 "                (2, 2, 2, 15),"    /* claimed by another worker since */
                 "                (3, 2, 1, -3600)," /* its lease has expired */
                 "                (4, 1, 1, 15),"    /* of another stage */
                 "                (5, 2, 1, 15)) v(n, s, a, d)"); /* not among the lost */
    for (int i = 0; i < ROWS; i++) {
        ids[i] = (struct uuid){.bytes = {[15] = (unsigned char)(i + 1)}};
    }
    queue_return(hand.lane, 2, ids, 4);
    queue_return(hand.lane, 2, ids, 4); /* the second time changes nothing */
    while (lane_in_flight(hand.lane) > 0) {
        hand_turn(&hand);
    }
    assert_string_equal(database_value(db, READY), "1");
    assert_int_equal(database_number(db, "SELECT count(*) FROM message WHERE ready_at > now()"), 3);
    assert_int_equal(database_number(db, "SELECT sum(attempts) FROM message"), 6);
    hand_close(&hand);
    database_drop(&db);
}

static void only_leases_that_are_still_held_are_renewed(void **state)
{
    (void)state;
    static const struct queue_conf CONF = {.stage = 2, .lease_ms = 60000};
    struct database *db = database_create();
    struct hand hand;
    struct uuid ids[ROWS];
    Bus__V1__Envelope envelopes[ROWS];
    const Bus__V1__Envelope *held[ROWS];
    hand_open(&hand, database_dsn_as(db, "mc_validation"));
    database_run(db,
                 "INSERT INTO message (id, stage, subject_id, attempts, ready_at, schema, payload)"
                 " SELECT ('00000000-0000-0000-0000-00000000000' || n)::uuid, s, gen_random_uuid(),"
                 "        a, now() + d * interval '1 second', 1, ''"
                 "   FROM (VALUES (1, 2, 1, 5),"  /* pushed to this worker */
                 "                (2, 2, 2, -5)," /* claimed by it; the lease has ended */
                 "                (3, 2, 2, 5),"  /* claimed by another worker since */
                 "                (4, 1, 1, 5)) v(n, s, a, d)"); /* of another stage */
    for (int i = 0; i < ROWS; i++) {
        ids[i] = (struct uuid){.bytes = {[15] = (unsigned char)(i + 1)}};
        bus__v1__envelope__init(&envelopes[i]);
        envelopes[i].message_id = (ProtobufCBinaryData){sizeof(ids[i].bytes), ids[i].bytes};
        envelopes[i].attempt = i == 1 ? 2 : 1;
        held[i] = &envelopes[i];
    }
    hand_begin(&hand);
    queue_renew(hand.lane, &CONF, held, ROWS, hand_answered, &hand);
    assert_int_equal(hand_wait(&hand), ERR_NONE);
    assert_string_equal(
        database_value(db, "SELECT string_agg(right(id::text, 1), '' ORDER BY id) FROM message"
                           " WHERE ready_at > now() + interval '50 seconds'"),
        "12");
    assert_int_equal(database_number(db, "SELECT sum(attempts) FROM message"), 6);
    hand_close(&hand);
    database_drop(&db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lost_copies_shorten_only_the_lease_that_was_inserted),
        cmocka_unit_test(only_leases_that_are_still_held_are_renewed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
