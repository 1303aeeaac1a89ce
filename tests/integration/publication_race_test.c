/*
 * A score that is written at the instant of publication, each order of the two forced on a real
 * PostgreSQL: either the publication sees it and waits, or it is not written.
 */
#include "support/test.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "integration/scoring_fixture.h"
#include "rules/score.h"
#include "scoring/store.h"
#include "support/hand.h"
#include "support/wait.h"

struct fixture {
    struct database *db;
    struct hand hand; /* scoring's */
    PGconn *signer, *other;
    struct arena *arena;
    struct rule_cache *rules;
    struct cell *cells;
    size_t count;
};

static PGconn *connect_to(struct database *db)
{
    PGconn *conn = PQconnectdb(database_dsn(db));
    assert_int_equal(PQstatus(conn), CONNECTION_OK);
    return conn;
}

static void run(PGconn *conn, const char *sql)
{
    PGresult *result = PQexec(conn, sql);
    ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
        fail_msg("%s: %s", sql, PQerrorMessage(conn));
    }
    PQclear(result);
}

/* Every unit is approved, one cell is computed, account 1 may publish. */
static int set_up(void **state)
{
    static struct fixture fixture;
    fixture =
        (struct fixture){.db = database_create(), .arena = arena_new(), .rules = rule_cache_new()};
    fixture_campaign(fixture.db);
    database_run(
        fixture.db,
        "UPDATE unit SET parent_id = 10 WHERE id > 10;"
        "UPDATE account SET unit_id = 10;"
        "INSERT INTO assessment SELECT 1, unit_id, 'approved' FROM campaign_unit;"
        "INSERT INTO score VALUES (1, 11, 102, 1, 0.50, 1, '{}', nextval('recompute_generation'))");
    hand_open(&fixture.hand, database_dsn_as(fixture.db, "mc_scoring"));
    fixture.signer = connect_to(fixture.db);
    fixture.other = connect_to(fixture.db);
    run(fixture.signer, "SET app.account = 1");
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    hand_close(&fixture->hand);
    PQfinish(fixture->signer);
    PQfinish(fixture->other);
    rule_cache_free(&fixture->rules);
    arena_free(&fixture->arena);
    database_drop(&fixture->db);
    return 0;
}

/* ------------------------------------------------------------- steps */

#define SIGN \
    "SELECT app_publication_sign(id, '\\x00', '\\x00', '{}', '{}', '{}') FROM publication" \
    " ORDER BY id DESC LIMIT 1"

static void prepare(struct fixture *fixture)
{
    PGresult *result =
        PQexec(fixture->signer,
               "SELECT app_publication_prepare('2023', '1', '2023-12-20', 'A', NULL, NULL)"
               " ->> 'number'");
    assert_int_equal(PQresultStatus(result), PGRES_TUPLES_OK);
    assert_string_equal(PQgetvalue(result, 0, 0), "1");
    PQclear(result);
}

static void claim(struct fixture *fixture)
{
    static const struct daemon_conf CONF = {.lease_ms = 60000, .max_attempts = 3};
    hand_begin(&fixture->hand);
    store_claim(fixture->hand.lane, &CONF, 10, hand_answered, &fixture->hand);
    assert_int_equal(hand_wait(&fixture->hand), ERR_NONE);
    fixture->cells = store_claimed(fixture->hand.result, fixture->arena, &fixture->count);
    assert_int_equal(fixture->count, 1);
}

/* A new submission, and its cell computed up to the last step. */
static void compute(struct fixture *fixture)
{
    struct hand *hand = &fixture->hand;
    fixture_piece(fixture->db, 11, 102, 10, 0);
    fixture_piece(fixture->db, 11, 102, 11, 0);
    claim(fixture);
    hand_begin(hand);
    store_inputs(hand->lane, fixture->cells, fixture->count, hand_answered, hand);
    assert_int_equal(hand_wait(hand), ERR_NONE);
    store_inputs_read(hand->result, fixture->rules, fixture->arena, fixture->cells, fixture->count);
    fixture->cells->outcome = score_cell(&fixture->cells->inputs, fixture->arena);
}

static void start_complete(struct fixture *fixture)
{
    hand_begin(&fixture->hand);
    store_complete(fixture->hand.lane, fixture->cells, fixture->count, hand_answered,
                   &fixture->hand);
}

static long waiting(struct fixture *fixture)
{
    return database_number(fixture->db,
                           "SELECT count(*) FROM pg_stat_activity "
                           "WHERE datname = current_database() AND wait_event_type = 'Lock'");
}

static void wait_for_waiting(struct fixture *fixture, long wanted)
{
    for (int64_t until = wait_hangs_at_ms(); waiting(fixture) < wanted;) {
        assert_true(clock_steady_ms() < until);
        hand_turn(&fixture->hand);
    }
}

static const char *score(struct fixture *fixture)
{
    return database_value(fixture->db, "SELECT value FROM score");
}

static const char *state_of(struct fixture *fixture)
{
    return database_value(fixture->db, "SELECT state FROM campaign");
}

/* ------------------------------------------------------------- the races */

/* The test locks the score's row, so that its writer stops in the middle. */
static void a_score_being_written_delays_the_publication(void **state)
{
    struct fixture *fixture = *state;
    prepare(fixture);
    compute(fixture);
    run(fixture->other, "BEGIN; SELECT FROM score FOR UPDATE");
    start_complete(fixture);
    hand_wait_blocked(&fixture->hand, fixture->db);
    assert_int_equal(PQsendQuery(fixture->signer, SIGN), 1);
    wait_for_waiting(fixture, 2);
    run(fixture->other, "COMMIT");
    assert_int_equal(hand_wait(&fixture->hand), ERR_NONE);
    PGresult *result = PQgetResult(fixture->signer);
    assert_string_equal(PQgetvalue(result, 0, 0), "{\"fault\": \"campaign.busy\"}");
    PQclear(result);
    assert_null(PQgetResult(fixture->signer));
    assert_string_equal(score(fixture), "1.00");
    assert_string_equal(state_of(fixture), "open");
}

/* The publication is not committed yet when the score comes. */
static void a_publication_being_made_delays_the_score(void **state)
{
    struct fixture *fixture = *state;
    prepare(fixture);
    run(fixture->signer, "BEGIN; " SIGN);
    compute(fixture);
    start_complete(fixture);
    hand_wait_blocked(&fixture->hand, fixture->db);
    run(fixture->signer, "COMMIT");
    assert_int_equal(hand_wait(&fixture->hand), ERR_NONE);
    assert_string_equal(state_of(fixture), "published");
    assert_string_equal(score(fixture), "0.50");
    assert_int_equal(database_number(fixture->db, "SELECT count(*) FROM recompute"), 0);
    struct completion completion = store_completed(fixture->hand.result, fixture->arena);
    assert_int_equal(completion.changed_count, 0);
}

/* A publication that failed in the middle blocks nothing. */
static void a_publication_that_fails_lets_the_score_in(void **state)
{
    struct fixture *fixture = *state;
    prepare(fixture);
    run(fixture->signer, "BEGIN; " SIGN);
    compute(fixture);
    start_complete(fixture);
    hand_wait_blocked(&fixture->hand, fixture->db);
    run(fixture->signer, "ROLLBACK");
    assert_int_equal(hand_wait(&fixture->hand), ERR_NONE);
    assert_string_equal(score(fixture), "1.00");
    assert_string_equal(state_of(fixture), "open");
}

/* A change locks its campaign, then marks cells dirty; scoring takes the two locks in the same
 * order, so that there is no deadlock: for single cells, and for a whole unit. */
static void finish_the_change(struct fixture *fixture, const char *change)
{
    run(fixture->other, change);
    assert_int_equal(hand_wait(&fixture->hand), ERR_NONE);
    struct completion completion = store_completed(fixture->hand.result, fixture->arena);
    assert_int_equal(completion.done, 0);
    assert_int_equal(completion.again, 1);
}

static void a_change_of_the_campaign_and_a_cell_never_wait_in_a_ring(void **state)
{
    struct fixture *fixture = *state;
    compute(fixture);
    run(fixture->other, "BEGIN; SELECT FROM campaign FOR UPDATE");
    start_complete(fixture);
    hand_wait_blocked(&fixture->hand, fixture->db);
    finish_the_change(fixture, "SELECT mark_campaign(1, '{11}', '{102}'); COMMIT");
}

static void a_change_of_the_campaign_and_a_unit_never_wait_in_a_ring(void **state)
{
    struct fixture *fixture = *state;
    struct hand *hand = &fixture->hand;
    database_run(fixture->db, "SELECT mark_campaign(1, '{11}')");
    claim(fixture);
    struct cell mark = fixture->cells[0];
    hand_begin(hand);
    store_unit_inputs(hand->lane, &mark, hand_answered, hand);
    assert_int_equal(hand_wait(hand), ERR_NONE);
    fixture->cells =
        store_unit_cells(hand->result, fixture->rules, fixture->arena, &mark, &fixture->count);
    for (size_t i = 0; i < fixture->count; i++) {
        fixture->cells[i].outcome = score_cell(&fixture->cells[i].inputs, fixture->arena);
    }
    run(fixture->other, "BEGIN; SELECT FROM campaign FOR UPDATE");
    hand_begin(hand);
    store_unit_complete(hand->lane, &mark, fixture->cells, fixture->count, hand_answered, hand);
    hand_wait_blocked(hand, fixture->db);
    finish_the_change(fixture, "UPDATE campaign SET period_to = '2023-12-30'; COMMIT");
    assert_int_equal(database_number(fixture->db, "SELECT count(*) FROM score"), 6);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_score_being_written_delays_the_publication),
        TEST(a_publication_being_made_delays_the_score),
        TEST(a_publication_that_fails_lets_the_score_in),
        TEST(a_change_of_the_campaign_and_a_cell_never_wait_in_a_ring),
        TEST(a_change_of_the_campaign_and_a_unit_never_wait_in_a_ring),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
