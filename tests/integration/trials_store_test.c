/*
 * The statements of trials (services/validation/sql/trial_*.sql) on a real PostgreSQL: a portion
 * counts once, whichever worker was killed or lost its claim; two workers share the trials and not
 * a portion; what fails repeatedly is refused; what is old is deleted.
 */
#include "support/test.h"

#include <stdio.h>
#include <string.h>

#include "integration/scoring_fixture.h"
#include "support/hand.h"
#include "validation/sql.h"

static const struct statement CLAIM = {"test_trial_claim", SQL_TRIAL_CLAIM};
static const struct statement PORTION = {"test_trial_portion", SQL_TRIAL_PORTION};
static const char TRIAL[] = "00000000-0000-0000-0000-0000000000aa";

enum { LEASE_MS = 30000, ATTEMPTS = 3 };

struct fixture {
    struct database *db;
    struct hand one, two;
};

static int set_up(void **state)
{
    static struct fixture fixture;
    fixture = (struct fixture){.db = database_create()};
    fixture_campaign(fixture.db);
    database_run(fixture.db,
                 "INSERT INTO submission SELECT id, id, 1, true, 1, 11, 1, '{101}', 'other', 'Tin',"
                 " '2023-05-01', '\\x00', '\\x00', 1, now()"
                 " FROM (SELECT gen_random_uuid() AS id FROM generate_series(1, 5)) n");
    database_run(fixture.db,
                 "INSERT INTO check_trial (id, subject, campaign_id, tried_id, would, today)"
                 " VALUES ('%s', 'title.too_short', 1, 1, '{}', '{}')",
                 TRIAL);
    hand_open(&fixture.one, database_dsn_as(fixture.db, "mc_validation"));
    hand_open(&fixture.two, database_dsn_as(fixture.db, "mc_validation"));
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    hand_close(&fixture->one);
    hand_close(&fixture->two);
    database_drop(&fixture->db);
    return 0;
}

/* Rows of the claim: 0 or 1. */
static int claim(struct hand *hand, struct uuid *as)
{
    struct params *params = params_new();
    *as = uuid_new();
    params_uuid(params, as);
    params_int(params, LEASE_MS);
    params_int(params, ATTEMPTS);
    hand_begin(hand);
    lane_run(hand->lane, &CLAIM, params, hand_answered, hand);
    params_free(&params);
    assert_int_equal(hand_wait(hand), ERR_NONE);
    return rows_count(hand->result);
}

/* Adds a portion of two submissions, one of which would fire. Returns whether it counted. */
static bool add_portion(struct hand *hand, const struct uuid *as, bool is_last)
{
    struct uuid trial, position = uuid_new();
    assert_true(uuid_parse(TRIAL, &trial));
    struct params *params = params_new();
    params_uuid(params, &trial);
    params_uuid(params, as);
    params_uuid(params, &position);
    params_bool(params, is_last);
    params_int(params, 2);
    params_int(params, 1);
    params_int(params, 0);
    params_int(params, 2);
    params_int(params, 1);
    params_text(params, "[{\"unit\":\"Đơn vị 1\"},{\"unit\":\"Đơn vị 2\"}]");
    hand_begin(hand);
    lane_run(hand->lane, &PORTION, params, hand_answered, hand);
    params_free(&params);
    assert_int_equal(hand_wait(hand), ERR_NONE);
    return rows_count(hand->result) == 1;
}

static long number(struct fixture *fixture, const char *column)
{
    return database_number(fixture->db, "SELECT %s FROM check_trial WHERE id = '%s'", column,
                           TRIAL);
}

static void a_portion_is_taken_by_one(void **state)
{
    struct fixture *fixture = *state;
    struct uuid first, second;
    assert_int_equal(claim(&fixture->one, &first), 1);
    assert_int_equal(number(fixture, "total"), 5);
    assert_int_equal(claim(&fixture->two, &second), 0);
    assert_true(add_portion(&fixture->one, &first, false));
    assert_int_equal(claim(&fixture->two, &second), 1);
    assert_true(add_portion(&fixture->two, &second, true));
    assert_int_equal(number(fixture, "pieces"), 4);
    assert_int_equal(number(fixture, "would_fire"), 2);
    assert_int_equal(number(fixture, "fires"), 4);
    assert_int_equal(number(fixture, "weighs"), 2);
    assert_int_equal(number(fixture, "jsonb_array_length(samples)"), 4);
    assert_string_equal(database_value(fixture->db, "SELECT state FROM check_trial"), "done");
    assert_int_equal(claim(&fixture->one, &first), 0);
}

/* The worker stops in the middle; another does the portion; the first resumes late. */
static void a_worker_that_lost_its_claim_adds_nothing(void **state)
{
    struct fixture *fixture = *state;
    struct uuid late, next;
    assert_int_equal(claim(&fixture->one, &late), 1);
    database_run(fixture->db, "UPDATE check_trial SET ready_at = now()");
    assert_int_equal(claim(&fixture->two, &next), 1);
    assert_false(add_portion(&fixture->one, &late, false));
    assert_true(add_portion(&fixture->two, &next, false));
    assert_false(add_portion(&fixture->two, &next, false));
    assert_int_equal(number(fixture, "pieces"), 2);
    assert_int_equal(number(fixture, "attempts"), 0);
}

static void what_kills_its_workers_is_refused(void **state)
{
    struct fixture *fixture = *state;
    struct uuid as;
    for (int i = 0; i <= ATTEMPTS; i++) {
        assert_int_equal(claim(&fixture->one, &as), 1);
        database_run(fixture->db, "UPDATE check_trial SET ready_at = now()");
    }
    assert_string_equal(database_value(fixture->db, "SELECT state FROM check_trial"), "refused");
    assert_int_equal(claim(&fixture->one, &as), 0);
    assert_false(add_portion(&fixture->one, &as, false));
}

static void samples_are_few_and_old_trials_go(void **state)
{
    struct fixture *fixture = *state;
    struct uuid as;
    for (int i = 0; i < 7; i++) {
        assert_int_equal(claim(&fixture->one, &as), 1);
        assert_true(add_portion(&fixture->one, &as, i == 6));
    }
    assert_int_equal(number(fixture, "jsonb_array_length(samples)"), 10);
    database_run(fixture->db, "UPDATE check_trial SET made_at = now() - interval '6 days'");
    assert_int_equal(claim(&fixture->one, &as), 0);
    assert_int_equal(database_number(fixture->db, "SELECT count(*) FROM check_trial"), 1);
    database_run(fixture->db, "UPDATE check_trial SET made_at = now() - interval '8 days'");
    assert_int_equal(claim(&fixture->one, &as), 0);
    assert_int_equal(database_number(fixture->db, "SELECT count(*) FROM check_trial"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_portion_is_taken_by_one, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_worker_that_lost_its_claim_adds_nothing, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_kills_its_workers_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(samples_are_few_and_old_trials_go, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
