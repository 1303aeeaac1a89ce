/*
 * Dirty marks against recomputations on a real PostgreSQL, each interleaving forced: the test
 * itself decides what happens between claim, inputs and completion, on two connections, and holds
 * transactions open where locks matter.
 */
#include "support/test.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "integration/scoring_fixture.h"
#include "rules/score.h"
#include "scoring/store.h"
#include "support/wait.h"

enum { CELLS_MAX = 600, HISTORIES = 20 };

/* The dirty mark of a whole unit, and what was computed for it. */
struct marked_unit {
    struct cell mark;
    struct cell *cells;
    size_t count;
};

/* A worker whose steps the test runs one by one. */
struct hand {
    struct lane *lane;
    int fd, want;
    struct arena *arena;
    struct rule_cache *rules;
    struct cell *cells;
    size_t count;
    struct marked_unit *units; /* claimed with them */
    size_t unit_count, unit_at;
    struct completion completion;
    bool is_done;
    enum err err;
};

struct fixture {
    struct database *db;
    struct hand a, b;
    struct daemon_conf conf;
};

static void watch(void *arg, struct lane *lane, int fd, int want)
{
    struct hand *hand = arg;
    (void)lane;
    hand->fd = want != 0 ? fd : -1;
    hand->want = want;
}

static void turn(struct hand *hand)
{
    struct pollfd wanted = {.fd = hand->fd,
                            .events = (short)(((hand->want & 1) != 0 ? POLLIN : 0) |
                                              ((hand->want & 2) != 0 ? POLLOUT : 0))};
    if (poll(&wanted, hand->fd >= 0 ? 1 : 0, 2) > 0) {
        lane_ready(hand->lane, ((wanted.revents & (POLLIN | POLLHUP | POLLERR)) != 0 ? 1 : 0) |
                                   ((wanted.revents & POLLOUT) != 0 ? 2 : 0));
    }
    lane_tick(hand->lane);
}

static void wait_done(struct hand *hand)
{
    for (int64_t until = wait_hangs_at_ms(); !hand->is_done;) {
        assert_true(clock_steady_ms() < until);
        turn(hand);
    }
}

static void open_hand(struct hand *hand, const char *dsn)
{
    *hand = (struct hand){.fd = -1, .arena = arena_new(), .rules = rule_cache_new()};
    struct lane_conf conf = {.dsn = dsn, .application = "test", .watch = watch, .watch_arg = hand};
    assert_int_equal(lane_open(&hand->lane, &conf), ERR_NONE);
    while (!lane_is_up(hand->lane)) {
        turn(hand);
    }
}

static void close_hand(struct hand *hand)
{
    lane_close(&hand->lane);
    rule_cache_free(&hand->rules);
    arena_free(&hand->arena);
}

static int set_up(void **state)
{
    static struct fixture fixture;
    fixture.db = database_create();
    fixture.conf = (struct daemon_conf){.lease_ms = 60000, .max_attempts = 3};
    fixture_campaign(fixture.db);
    fixture_without_sums(fixture.db);
    open_hand(&fixture.a, database_dsn_as(fixture.db, "mc_scoring"));
    open_hand(&fixture.b, database_dsn_as(fixture.db, "mc_scoring"));
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    close_hand(&fixture->a);
    close_hand(&fixture->b);
    database_drop(&fixture->db);
    return 0;
}

/* ------------------------------------------------------------- steps */

static void on_claimed(void *arg, enum err err, const struct rows *result)
{
    struct hand *hand = arg;
    hand->err = err;
    hand->is_done = true;
    assert_int_equal(err, ERR_NONE);
    size_t count;
    struct cell *claimed = store_claimed(result, hand->arena, &count);
    hand->cells = arena_alloc(hand->arena, (count + 1) * sizeof(*hand->cells));
    hand->units = arena_zero(hand->arena, (count + 1) * sizeof(*hand->units));
    hand->count = hand->unit_count = 0;
    for (size_t i = 0; i < count; i++) {
        if (claimed[i].key.criterion_id == 0) {
            hand->units[hand->unit_count++].mark = claimed[i];
        } else {
            hand->cells[hand->count++] = claimed[i];
        }
    }
}

/* Returns the number of dirty marks claimed. */
static size_t claim(struct fixture *fixture, struct hand *hand)
{
    arena_reset(hand->arena);
    hand->is_done = false;
    store_claim(hand->lane, &fixture->conf, CELLS_MAX, on_claimed, hand);
    wait_done(hand);
    return hand->count + hand->unit_count;
}

static void on_inputs(void *arg, enum err err, const struct rows *result)
{
    struct hand *hand = arg;
    hand->err = err;
    hand->is_done = true;
    assert_int_equal(err, ERR_NONE);
    store_inputs_read(result, hand->rules, hand->arena, hand->cells, hand->count);
    for (size_t i = 0; i < hand->count; i++) {
        assert_true(hand->cells[i].is_known);
        hand->cells[i].outcome = score_cell(&hand->cells[i].inputs, hand->arena);
    }
}

static void on_unit_inputs(void *arg, enum err err, const struct rows *result)
{
    struct hand *hand = arg;
    struct marked_unit *unit = &hand->units[hand->unit_at];
    hand->is_done = true;
    assert_int_equal(err, ERR_NONE);
    unit->cells = store_unit_cells(result, hand->rules, hand->arena, &unit->mark, &unit->count);
    for (size_t i = 0; i < unit->count; i++) {
        unit->cells[i].outcome = score_cell(&unit->cells[i].inputs, hand->arena);
    }
}

static void compute(struct hand *hand)
{
    hand->is_done = false;
    store_inputs(hand->lane, hand->cells, hand->count, on_inputs, hand);
    wait_done(hand);
    for (hand->unit_at = 0; hand->unit_at < hand->unit_count; hand->unit_at++) {
        hand->is_done = false;
        store_unit_inputs(hand->lane, &hand->units[hand->unit_at].mark, on_unit_inputs, hand);
        wait_done(hand);
    }
}

static void on_completed(void *arg, enum err err, const struct rows *result)
{
    struct hand *hand = arg;
    hand->err = err;
    hand->is_done = true;
    if (err == ERR_NONE) {
        hand->completion = store_completed(result, hand->arena);
    }
}

static void start_complete(struct hand *hand)
{
    hand->is_done = false;
    store_complete(hand->lane, hand->cells, hand->count, on_completed, hand);
}

static void complete(struct hand *hand)
{
    start_complete(hand);
    wait_done(hand);
    assert_int_equal(hand->err, ERR_NONE);
    struct completion cells = hand->completion;
    for (size_t i = 0; i < hand->unit_count; i++) {
        struct marked_unit *unit = &hand->units[i];
        hand->is_done = false;
        store_unit_complete(hand->lane, &unit->mark, unit->cells, unit->count, on_completed, hand);
        wait_done(hand);
        assert_int_equal(hand->err, ERR_NONE);
        cells.done += hand->completion.done;
        cells.again += hand->completion.again;
        cells.changed_count += hand->completion.changed_count;
    }
    hand->completion = cells;
}

static void work_off(struct fixture *fixture, struct hand *hand)
{
    while (claim(fixture, hand) > 0) {
        compute(hand);
        complete(hand);
    }
}

static const char *score(struct fixture *fixture, int unit, int criterion)
{
    return database_value(fixture->db,
                          "SELECT value FROM score WHERE unit_id = %d AND criterion_id = %d", unit,
                          criterion);
}

static long owed(struct fixture *fixture)
{
    return database_number(fixture->db, "SELECT count(*) FROM recompute");
}

static void expire(struct fixture *fixture)
{
    database_run(fixture->db, "UPDATE recompute SET ready_at = now() - interval '1 second'");
}

/* ------------------------------------------------------------- dirty marks and recomputations */

static void marks_collapse_into_one_row(void **state)
{
    struct fixture *fixture = *state;
    for (int i = 0; i < 1000; i++) {
        database_run(fixture->db, FIXTURE_MARK, 11, 102);
    }
    assert_int_equal(owed(fixture), 1);
    assert_int_equal(claim(fixture, &fixture->a), 1);
    assert_int_equal(claim(fixture, &fixture->b), 0);
    compute(&fixture->a);
    complete(&fixture->a);
    assert_int_equal(fixture->a.completion.done, 1);
    assert_int_equal(fixture->a.completion.changed_count, 1);
    assert_int_equal(owed(fixture), 0);
    assert_string_equal(score(fixture, 11, 102), "0.00");
}

static void mark_before_the_inputs_is_seen_and_stays(void **state)
{
    struct fixture *fixture = *state;
    fixture_piece(fixture->db, 11, 102, 10, 0);
    claim(fixture, &fixture->a);
    fixture_piece(fixture->db, 11, 102, 11, 0);
    compute(&fixture->a);
    complete(&fixture->a);
    assert_string_equal(score(fixture, 11, 102), "1.00");
    assert_int_equal(fixture->a.completion.done, 0);
    assert_int_equal(fixture->a.completion.again, 1);
    work_off(fixture, &fixture->b);
    assert_int_equal(owed(fixture), 0);
    assert_string_equal(score(fixture, 11, 102), "1.00");
}

static void mark_after_the_inputs_is_not_lost(void **state)
{
    struct fixture *fixture = *state;
    fixture_piece(fixture->db, 11, 102, 10, 0);
    claim(fixture, &fixture->a);
    compute(&fixture->a);
    fixture_piece(fixture->db, 11, 102, 11, 0);
    complete(&fixture->a);
    assert_string_equal(score(fixture, 11, 102), "0.50"); /* already shown */
    assert_int_equal(owed(fixture), 1);
    assert_int_equal(claim(fixture, &fixture->b), 1); /* due at once, not after its lease */
    assert_int_equal(fixture->b.cells[0].attempts, 1);
    compute(&fixture->b);
    complete(&fixture->b);
    assert_string_equal(score(fixture, 11, 102), "1.00");
    assert_int_equal(owed(fixture), 0);
}

static void mark_in_an_open_transaction_waits_for_its_commit(void **state)
{
    struct fixture *fixture = *state;
    fixture_piece(fixture->db, 11, 102, 10, 0);
    database_run(fixture->db,
                 "BEGIN; INSERT INTO evidence_fact VALUES (1, 11, 102, gen_random_uuid(), 0, 1, "
                 "'2023-05-01', 0)");
    database_run(fixture->db, FIXTURE_MARK, 11, 102);
    assert_int_equal(claim(fixture, &fixture->a), 0); /* locked: left to its owner */
    database_run(fixture->db, "COMMIT");
    work_off(fixture, &fixture->a);
    assert_string_equal(score(fixture, 11, 102), "1.00");
}

static bool is_blocked(struct fixture *fixture)
{
    return database_number(fixture->db,
                           "SELECT count(*) FROM pg_stat_activity "
                           "WHERE datname = current_database() AND wait_event_type = 'Lock'") > 0;
}

/* The completion waits for a dirty mark that is being written, and sees its generation. */
static void mark_in_an_open_transaction_holds_the_completion(void **state)
{
    struct fixture *fixture = *state;
    fixture_piece(fixture->db, 11, 102, 10, 0);
    claim(fixture, &fixture->a);
    compute(&fixture->a);
    database_run(fixture->db,
                 "BEGIN; INSERT INTO evidence_fact VALUES (1, 11, 102, gen_random_uuid(), 0, 1, "
                 "'2023-05-01', 0)");
    database_run(fixture->db, FIXTURE_MARK, 11, 102);
    start_complete(&fixture->a);
    for (int64_t until = wait_hangs_at_ms(); !is_blocked(fixture);) {
        assert_true(clock_steady_ms() < until);
        turn(&fixture->a);
        assert_false(fixture->a.is_done);
    }
    database_run(fixture->db, "COMMIT");
    wait_done(&fixture->a);
    assert_int_equal(fixture->a.err, ERR_NONE);
    assert_int_equal(fixture->a.completion.done, 0);
    assert_int_equal(owed(fixture), 1);
    work_off(fixture, &fixture->b);
    assert_string_equal(score(fixture, 11, 102), "1.00");
}

/* A's lease has expired; B knows more and is done. A's old value must not come back, whether or
 * not the cell is dirty again. */
static void late_worker_writes_nothing_old(void **state)
{
    struct fixture *fixture = *state;
    for (int is_owed_again = 0; is_owed_again < 2; is_owed_again++) {
        int unit = 11 + is_owed_again;
        fixture_piece(fixture->db, unit, 102, 10, 0);
        claim(fixture, &fixture->a);
        compute(&fixture->a);
        fixture_piece(fixture->db, unit, 102, 11, 0);
        expire(fixture);
        work_off(fixture, &fixture->b);
        assert_string_equal(score(fixture, unit, 102), "1.00");
        if (is_owed_again) {
            database_run(fixture->db, FIXTURE_MARK, unit, 102);
        }
        complete(&fixture->a);
        assert_int_equal(fixture->a.completion.changed_count, 0);
        assert_string_equal(score(fixture, unit, 102), "1.00");
        work_off(fixture, &fixture->b);
        assert_int_equal(owed(fixture), 0);
    }
}

/* Two workers hold the same dirty mark: the first deletes it, the second does nothing. */
static void same_mark_twice_is_done_once(void **state)
{
    struct fixture *fixture = *state;
    fixture_piece(fixture->db, 11, 102, 10, 0);
    claim(fixture, &fixture->a);
    expire(fixture);
    assert_int_equal(claim(fixture, &fixture->b), 1);
    compute(&fixture->a);
    compute(&fixture->b);
    complete(&fixture->b);
    assert_int_equal(fixture->b.completion.done, 1);
    complete(&fixture->a);
    assert_int_equal(fixture->a.completion.done, 0);
    assert_int_equal(fixture->a.completion.changed_count, 0);
}

/* A dirty mark may take its generation early and commit late, after a later generation was done:
 * it must still count. */
static void number_taken_early_and_committed_late_counts(void **state)
{
    struct fixture *fixture = *state;
    long early = database_number(fixture->db, "SELECT nextval('recompute_generation')");
    fixture_piece(fixture->db, 11, 102, 10, 0);
    work_off(fixture, &fixture->a);
    database_run(fixture->db,
                 "BEGIN; INSERT INTO evidence_fact VALUES (1, 11, 102, gen_random_uuid(), 0, 1, "
                 "'2023-05-01', 0); INSERT INTO recompute VALUES (1, 11, 102, %ld); COMMIT",
                 early);
    work_off(fixture, &fixture->a);
    assert_string_equal(score(fixture, 11, 102), "1.00");
    assert_int_equal(owed(fixture), 0);
}

/* Overlapping batches complete at the same moment, while dirty marks are written: no deadlock. */
static void batches_never_deadlock(void **state)
{
    struct fixture *fixture = *state;
    for (int round = 0; round < 30; round++) {
        database_run(fixture->db, "SELECT mark_campaign(1, NULL, '{101,102,103,104,105,106}')");
        assert_int_equal(claim(fixture, &fixture->a), 24);
        expire(fixture);
        assert_int_equal(claim(fixture, &fixture->b), 24);
        compute(&fixture->a);
        compute(&fixture->b);
        database_run(fixture->db, "BEGIN; SELECT FROM recompute WHERE unit_id = 12 FOR UPDATE");
        start_complete(&fixture->a);
        start_complete(&fixture->b);
        turn(&fixture->a);
        turn(&fixture->b);
        database_run(fixture->db,
                     "SELECT mark_campaign(1, '{12,13,14}', '{101,102,103,104,105,106}'); COMMIT");
        wait_done(&fixture->a);
        wait_done(&fixture->b);
        assert_int_equal(fixture->a.err, ERR_NONE);
        assert_int_equal(fixture->b.err, ERR_NONE);
        work_off(fixture, &fixture->a);
        assert_int_equal(owed(fixture), 0);
    }
    assert_int_equal(database_number(fixture->db, "SELECT deadlocks FROM pg_stat_database "
                                                  "WHERE datname = current_database()"),
                     0);
}

static void cell_that_fails_is_buried_and_a_mark_wakes_it(void **state)
{
    struct fixture *fixture = *state;
    database_run(fixture->db, FIXTURE_MARK, 11, 102);
    for (int i = 0; i < fixture->conf.max_attempts; i++) {
        assert_int_equal(claim(fixture, &fixture->a), 1);
        expire(fixture);
    }
    assert_int_equal(claim(fixture, &fixture->a), 0);
    assert_string_equal(database_value(fixture->db, "SELECT reason FROM recompute"),
                        "attempts exhausted");
    assert_int_equal(claim(fixture, &fixture->a), 0);
    database_run(fixture->db, FIXTURE_MARK, 11, 102);
    work_off(fixture, &fixture->a);
    assert_int_equal(owed(fixture), 0);
}

/* A plan made while the table was empty must still be right when it is full: reading it from end
 * to end for every batch would take minutes here. */
static void plans_made_on_an_empty_table_stay_quick(void **state)
{
    struct fixture *fixture = *state;
    database_run(fixture->db, "VACUUM ANALYZE recompute");
    database_run(fixture->db, "VACUUM ANALYZE not_applicable");
    fixture_piece(fixture->db, 11, 102, 10, 0);
    work_off(fixture, &fixture->a);
    database_run(fixture->db,
                 "INSERT INTO recompute SELECT 1, u, 101 FROM generate_series(100000, 129999) u");
    int64_t start_ms = clock_steady_ms();
    work_off(fixture, &fixture->a);
    int64_t spent_ms = clock_steady_ms() - start_ms;
    print_message("30000 cells in %ld ms\n", (long)spent_ms);
    assert_int_equal(database_number(fixture->db, "SELECT count(*) FROM score"), 30001);
    assert_true(spent_ms < wait_hang_ms());
}

static void published_result_never_changes(void **state)
{
    struct fixture *fixture = *state;
    fixture_piece(fixture->db, 11, 102, 10, 0);
    work_off(fixture, &fixture->a);
    database_run(fixture->db, "UPDATE campaign SET state = 'published'");
    assert_int_equal(database_number(fixture->db, "SELECT mark_campaign(1)"), 0);
    database_run(fixture->db, "UPDATE target SET value = 1; UPDATE criterion SET points = 1");
    assert_int_equal(owed(fixture), 0);
    fixture_piece(fixture->db, 11, 102, 11, 0);
    work_off(fixture, &fixture->a);
    assert_int_equal(owed(fixture), 0);
    assert_string_equal(score(fixture, 11, 102), "0.50");
}

/* ------------------------------------------------------------- inputs */

static void facts_count_within_the_window_only(void **state)
{
    struct fixture *fixture = *state;
    fixture_piece(fixture->db, 11, 102, -1, 0);
    fixture_piece(fixture->db, 11, 102, 0, 0);
    fixture_piece(fixture->db, 11, 102, 364, 0);
    fixture_piece(fixture->db, 11, 102, 365, 0);
    work_off(fixture, &fixture->a);
    assert_string_equal(score(fixture, 11, 102), "1.00");
    database_run(fixture->db, "UPDATE criterion SET window_from = '2023-06-01' WHERE id = 102");
    work_off(fixture, &fixture->a);
    assert_string_equal(score(fixture, 11, 102), "0.50");
    assert_string_equal(database_value(fixture->db, "SELECT receipt #>> '{window,from}' FROM score "
                                                    "WHERE unit_id = 11 AND criterion_id = 102"),
                        "2023-06-01");
}

static void weeks_are_iso_weeks(void **state)
{
    struct fixture *fixture = *state;
    fixture_piece(fixture->db, 11, 105, 0, 0); /* Sunday, week 52 of 2022 */
    fixture_piece(fixture->db, 11, 105, 1, 0); /* Monday, week 1 */
    fixture_piece(fixture->db, 11, 105, 7, 0); /* Sunday, week 1 */
    fixture_piece(fixture->db, 11, 105, 8, 0); /* Monday, week 2 */
    fixture_piece(fixture->db, 11, 105, 8, 0);
    work_off(fixture, &fixture->a);
    const char *aggregate =
        database_value(fixture->db, "SELECT receipt #> '{aggregates,0}' FROM score "
                                    "WHERE unit_id = 11 AND criterion_id = 105");
    assert_non_null(strstr(aggregate, "\"weeks\": \"3\""));
    assert_non_null(strstr(aggregate, "\"days\": \"4\""));
    assert_non_null(strstr(aggregate, "\"count\": \"5\""));
    assert_string_equal(score(fixture, 11, 105), "0.29");
}

/* What a score depends on beside evidence marks its cells dirty by itself. */
static void reference_data_marks_its_cells(void **state)
{
    static const struct {
        const char *change;
        long marks;
    } CASES[] = {
        {"INSERT INTO target VALUES (1, 11, 102, 7)", 1},
        {"UPDATE target SET value = 20", 5},
        {"DELETE FROM target WHERE criterion_id = 102", 1},
        {"INSERT INTO not_applicable VALUES (1, 11, 101, 'không có'), (1, 14, 101, 'không có')", 2},
        {"DELETE FROM not_applicable", 2},
        {"INSERT INTO assessed_score VALUES (1, 11, 101, 'self', 5, '', 1)", 1},
        {"UPDATE criterion SET points = 9 WHERE id IN (101, 102)", 8},
        {"UPDATE campaign SET period_to = '2023-11-30'", 4}, /* whole units */
        {"UPDATE campaign SET name = 'Đợt'", 0},
        {"INSERT INTO campaign_unit VALUES (1, 10, 'B')", 1},
        {"INSERT INTO criterion (id, set_id, code, level, name, points, rule) VALUES "
         "(107, 1, 'M', 'criterion', 'Chấm', 5, '{\"kind\":\"manual\",\"points\":\"5\"}')",
         5},
    };
    struct fixture *fixture = *state;
    database_run(fixture->db, "GRANT mc_admin TO CURRENT_USER; SET ROLE mc_admin");
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        database_run(fixture->db, "%s", CASES[i].change);
        if (owed(fixture) != CASES[i].marks) {
            fail_msg("%s: %ld marks", CASES[i].change, owed(fixture));
        }
        work_off(fixture, &fixture->a);
    }
    database_run(fixture->db, "RESET ROLE");
}

static void changed_rules_targets_and_people_are_heeded(void **state)
{
    struct fixture *fixture = *state;
    fixture_piece(fixture->db, 11, 103, 10, 12);
    work_off(fixture, &fixture->a);
    assert_string_equal(score(fixture, 11, 103), "4.00");
    database_run(fixture->db, "UPDATE target SET value = 18 WHERE unit_id = 11");
    work_off(fixture, &fixture->a);
    assert_string_equal(score(fixture, 11, 103), "6.67");
    database_run(fixture->db,
                 "UPDATE criterion SET rule = '{\"kind\":\"manual\",\"points\":\"5\"}', "
                 "rule_version = 2 WHERE id = 103");
    work_off(fixture, &fixture->a);
    assert_string_equal(
        database_value(fixture->db, "SELECT state || ' ' || rule_version || ' ' || (value IS NULL) "
                                    "FROM score WHERE unit_id = 11 AND criterion_id = 103"),
        "2 2 true");
    database_run(fixture->db, "INSERT INTO assessed_score VALUES (1, 11, 103, 'self', 5, '', 1), "
                              "(1, 11, 103, 'appraised', 3.25, 'tốt', 1)");
    work_off(fixture, &fixture->a);
    assert_string_equal(score(fixture, 11, 103), "3.25");
    database_run(fixture->db, "INSERT INTO not_applicable VALUES (1, 11, 103, 'không có trường')");
    work_off(fixture, &fixture->a);
    assert_string_equal(database_value(fixture->db,
                                       "SELECT state FROM score WHERE unit_id = 11 AND "
                                       "criterion_id = 103"),
                        "3");
}

static void number_too_large_goes_to_a_person(void **state)
{
    struct fixture *fixture = *state;
    for (int i = 0; i < 20; i++) {
        database_run(fixture->db,
                     "INSERT INTO evidence_fact VALUES (1, 11, 103, gen_random_uuid(), 1, "
                     "99999999999999.9999, '2023-05-01', 0)");
    }
    database_run(fixture->db, FIXTURE_MARK, 11, 103);
    work_off(fixture, &fixture->a);
    assert_string_equal(database_value(fixture->db, "SELECT state FROM score"), "2");
    assert_int_equal(owed(fixture), 0);
}

#define DIGEST \
    "SELECT md5(string_agg(unit_id || ':' || criterion_id || ':' || receipt::text, ';' " \
    "ORDER BY unit_id, criterion_id)) FROM score"

/* A dirty mark of the whole unit and dirty marks of its cells lead to the same receipts, also
 * where a part of a rule counts weeks or reads an assessed value. */
static void whole_unit_is_computed_as_its_cells(void **state)
{
    struct fixture *fixture = *state;
    database_run(fixture->db,
                 "UPDATE criterion SET rule = '{\"kind\":\"sum\",\"parts\":["
                 "{\"kind\":\"cadence\",\"unit\":\"week\",\"points\":\"3\",\"expected\":\"52\"},"
                 "{\"kind\":\"manual\",\"points\":\"2\"}]}' WHERE id = 105;"
                 "INSERT INTO assessed_score VALUES (1, 11, 105, 'appraised', 1.5, 'tốt', 1)");
    for (int day = 0; day < 90; day += 4) {
        fixture_piece(fixture->db, 11, 105, day, 1);
        fixture_piece(fixture->db, 11, 103, day, 3);
    }
    database_run(fixture->db, "UPDATE recompute SET ready_at = now();"
                              "SELECT mark_campaign(1, NULL, '{101,102,103,104,105,106}')");
    work_off(fixture, &fixture->a);
    char cells[64];
    snprintf(cells, sizeof(cells), "%s", database_value(fixture->db, DIGEST));
    assert_string_equal(score(fixture, 11, 105), "2.31"); /* 3 × 14 / 52 + 1.5 */
    database_run(fixture->db, "DELETE FROM score; SELECT mark_campaign(1)");
    work_off(fixture, &fixture->a);
    assert_string_equal(database_value(fixture->db, DIGEST), cells);
}

/* ------------------------------------------------------------- incremental = full */

static unsigned chance(unsigned below)
{
    static uint64_t state = 128;
    state = state * 6364136223846793005U + 1442695040888963407U;
    return (unsigned)(state >> 33) % below;
}

static void change_something(struct fixture *fixture)
{
    int unit = 11 + (int)chance(4), criterion = 101 + (int)chance(6);
    unsigned what = chance(100);
    if (what <= 4) {
        database_run(fixture->db,
                     "BEGIN; UPDATE criterion SET "
                     "rule_version = rule_version + 1 WHERE id = %d; SELECT mark_campaign(1, "
                     "'{%d}'); COMMIT",
                     criterion, unit);
    } else if (what == 5) {
        database_run(fixture->db, "UPDATE campaign SET period_to = DATE '2023-12-01' + %u",
                     chance(30));
    } else if (what <= 30) {
        database_run(
            fixture->db,
            "BEGIN; DELETE FROM evidence_fact WHERE evidence_id = (SELECT evidence_id "
            "FROM evidence_fact WHERE unit_id = %d AND criterion_id = %d LIMIT 1); " FIXTURE_MARK
            "; COMMIT",
            unit, criterion, unit, criterion);
    } else {
        fixture_piece(fixture->db, unit, criterion, (int)chance(400) - 20, (int)chance(9));
    }
}

static void write_naively(struct fixture *fixture, const struct cell *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct cell *cell = &cells[i];
        database_run(
            fixture->db,
            "INSERT INTO score VALUES (1, %d, %d, 1, NULL, 1, $r$%s$r$, 0) ON CONFLICT "
            "(campaign_id, unit_id, criterion_id) DO UPDATE SET receipt = excluded.receipt; "
            "DELETE FROM recompute WHERE unit_id = %d AND criterion_id = %d",
            cell->key.unit_id, cell->key.criterion_id, cell->outcome.receipt, cell->key.unit_id,
            cell->key.criterion_id);
    }
}

/* A worker that ignores the generation, to prove that this test would notice. */
static void complete_naively(struct fixture *fixture, struct hand *hand)
{
    write_naively(fixture, hand->cells, hand->count);
    for (size_t i = 0; i < hand->unit_count; i++) {
        write_naively(fixture, hand->units[i].cells, hand->units[i].count);
        database_run(fixture->db, "DELETE FROM recompute WHERE unit_id = %d AND kind = 'unit'",
                     hand->units[i].mark.key.unit_id);
    }
}

/* A history of submissions and retractions with two workers at any of their steps. */
static bool history_matches_full_recomputation(struct fixture *fixture, bool is_naive)
{
    struct hand *hands[2] = {&fixture->a, &fixture->b};
    int step[2] = {0, 0};
    database_run(fixture->db, "SELECT mark_campaign(1)");
    for (int i = 0; i < 600; i++) {
        unsigned who = chance(4);
        if (who >= 2) {
            change_something(fixture);
            continue;
        }
        struct hand *hand = hands[who];
        if (step[who] == 0) {
            step[who] = claim(fixture, hand) > 0 ? 1 : 0;
            if (chance(3) == 0) {
                expire(fixture);
            }
        } else if (step[who] == 1) {
            compute(hand);
            step[who] = 2;
        } else {
            if (is_naive) {
                complete_naively(fixture, hand);
            } else {
                complete(hand);
            }
            step[who] = 0;
        }
    }
    expire(fixture);
    database_run(fixture->db, "UPDATE recompute SET attempts = 0, reason = NULL");
    work_off(fixture, &fixture->a);
    char incremental[64];
    snprintf(incremental, sizeof(incremental), "%s", database_value(fixture->db, DIGEST));
    /* The same facts in another order, from nothing. */
    database_run(fixture->db,
                 "DELETE FROM score; CREATE TEMP TABLE shuffled AS SELECT * FROM evidence_fact; "
                 "TRUNCATE evidence_fact; INSERT INTO evidence_fact SELECT * FROM shuffled ORDER "
                 "BY random(); "
                 "DROP TABLE shuffled; SELECT mark_campaign(1)");
    work_off(fixture, &fixture->b);
    assert_int_equal(database_number(fixture->db, "SELECT count(*) FROM score"), 24);
    return strcmp(incremental, database_value(fixture->db, DIGEST)) == 0;
}

static void incremental_result_is_the_full_one(void **state)
{
    for (int history = 0; history < 3; history++) {
        assert_true(history_matches_full_recomputation(*state, false));
    }
}

static void worker_that_forgets_generations_is_caught(void **state)
{
    bool is_caught = false;
    for (int history = 0; history < HISTORIES && !is_caught; history++) {
        is_caught = !history_matches_full_recomputation(*state, true);
    }
    assert_true(is_caught);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(marks_collapse_into_one_row, set_up, tear_down),
        cmocka_unit_test_setup_teardown(mark_before_the_inputs_is_seen_and_stays, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(mark_after_the_inputs_is_not_lost, set_up, tear_down),
        cmocka_unit_test_setup_teardown(mark_in_an_open_transaction_waits_for_its_commit, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(mark_in_an_open_transaction_holds_the_completion, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(late_worker_writes_nothing_old, set_up, tear_down),
        cmocka_unit_test_setup_teardown(same_mark_twice_is_done_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(number_taken_early_and_committed_late_counts, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(batches_never_deadlock, set_up, tear_down),
        cmocka_unit_test_setup_teardown(cell_that_fails_is_buried_and_a_mark_wakes_it, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(plans_made_on_an_empty_table_stay_quick, set_up, tear_down),
        cmocka_unit_test_setup_teardown(published_result_never_changes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(facts_count_within_the_window_only, set_up, tear_down),
        cmocka_unit_test_setup_teardown(weeks_are_iso_weeks, set_up, tear_down),
        cmocka_unit_test_setup_teardown(reference_data_marks_its_cells, set_up, tear_down),
        cmocka_unit_test_setup_teardown(changed_rules_targets_and_people_are_heeded, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(number_too_large_goes_to_a_person, set_up, tear_down),
        cmocka_unit_test_setup_teardown(whole_unit_is_computed_as_its_cells, set_up, tear_down),
        cmocka_unit_test_setup_teardown(incremental_result_is_the_full_one, set_up, tear_down),
        cmocka_unit_test_setup_teardown(worker_that_forgets_generations_is_caught, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
