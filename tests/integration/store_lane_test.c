/*
 * Lanes against a real PostgreSQL: values both ways, refusals, commit at the end, lost connections.
 */
#include "support/test.h"

#include <poll.h>
#include <string.h>

#include "base/clock.h"
#include "store/lane.h"
#include "support/database.h"
#include "support/wait.h"

struct fixture {
    struct database *database;
    struct lane *lane;
    int fd, want;
};

struct answer {
    bool is_done;
    enum err err;
    int rows;
    long long value;
};

static void watch(void *arg, struct lane *lane, int fd, int want)
{
    struct fixture *fixture = arg;
    (void)lane;
    fixture->fd = want != 0 ? fd : -1;
    fixture->want = want;
}

static void turn(struct fixture *fixture)
{
    struct pollfd wanted = {.fd = fixture->fd,
                            .events = (short)(((fixture->want & 1) != 0 ? POLLIN : 0) |
                                              ((fixture->want & 2) != 0 ? POLLOUT : 0))};
    if (poll(&wanted, fixture->fd >= 0 ? 1 : 0, 10) > 0) {
        lane_ready(fixture->lane, ((wanted.revents & (POLLIN | POLLHUP | POLLERR)) != 0 ? 1 : 0) |
                                      ((wanted.revents & POLLOUT) != 0 ? 2 : 0));
    }
    lane_tick(fixture->lane);
}

static void answered(void *arg, enum err err, const struct rows *result)
{
    struct answer *answer = arg;
    answer->is_done = true;
    answer->err = err;
    answer->rows = result != NULL ? rows_count(result) : -1;
    answer->value =
        answer->rows > 0 && !column_is_null(result, 0, 0) ? column_long(result, 0, 0) : 0;
}

static void wait_for(struct fixture *fixture, const struct answer *answer)
{
    for (int64_t until = wait_hangs_at_ms(); !answer->is_done;) {
        assert_true(clock_steady_ms() < until);
        turn(fixture);
    }
}

static void wait_up(struct fixture *fixture)
{
    for (int64_t until = wait_hangs_at_ms(); !lane_is_up(fixture->lane);) {
        assert_true(clock_steady_ms() < until);
        turn(fixture);
    }
}

static int set_up_with(void **state, int timeout_ms)
{
    static struct fixture fixture;
    fixture = (struct fixture){.fd = -1};
    fixture.database = database_create();
    struct lane_conf conf = {.dsn = database_dsn(fixture.database),
                             .application = "test",
                             .timeout_ms = timeout_ms,
                             .watch = watch,
                             .watch_arg = &fixture};
    assert_int_equal(lane_open(&fixture.lane, &conf), ERR_NONE);
    database_run(fixture.database, "CREATE TABLE thing (id int PRIMARY KEY, "
                                   "parent int REFERENCES thing DEFERRABLE INITIALLY DEFERRED)");
    *state = &fixture;
    return 0;
}

static int set_up(void **state)
{
    return set_up_with(state, wait_hang_ms());
}

static int set_up_hasty(void **state)
{
    return set_up_with(state, 1000);
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    lane_close(&fixture->lane);
    database_drop(&fixture->database);
    return 0;
}

static void lane_gives_back_what_it_was_given(void **state)
{
    struct fixture *fixture = *state;
    static const struct statement ECHO = {
        "echo", "SELECT $1::int4, $2::int8, $3::bool, $4::text, $5::bytea, $6::uuid, $7::int4[], "
                "$8::text[], $9::uuid[], $10::text, $11::bytea[]"};
    struct params *params = params_new();
    struct uuid id = uuid_new();
    params_int(params, -7);
    params_long(params, 1LL << 40);
    params_bool(params, 1);
    params_text(params, "Đoàn");
    params_bytes(params, "\0\1\2", 3);
    params_uuid(params, &id);
    params_array_begin(params, PARAMS_INT4);
    params_add_int(params, 1);
    params_add_int(params, -2);
    params_array_end(params);
    params_array_begin(params, PARAMS_TEXT);
    params_add_text(params, "a");
    params_add_text(params, NULL);
    params_array_end(params);
    params_array_begin(params, PARAMS_UUID);
    params_array_end(params);
    params_text(params, NULL);
    params_array_begin(params, PARAMS_BYTEA);
    params_add_bytes(params, "xyz", 3);
    params_array_end(params);
    struct rows *result;
    struct arena *arena = arena_new();
    assert_int_equal(lane_wait(fixture->lane, &ECHO, params, &result), ERR_NONE);
    assert_int_equal(column_int(result, 0, 0), -7);
    assert_true(column_long(result, 0, 1) == 1LL << 40);
    assert_true(column_bool(result, 0, 2));
    assert_string_equal(column_text(result, 0, 3), "Đoàn");
    assert_int_equal(column_bytes(result, 0, 4).len, 3);
    struct uuid back = column_uuid(result, 0, 5);
    assert_true(uuid_equal(&back, &id));
    int numbers[4];
    assert_int_equal(column_ints(result, 0, 6, numbers, 4), 2);
    assert_int_equal(numbers[1], -2);
    assert_true(column_is_null(result, 0, 9));
    const char *text = column_copy(result, 0, 3, arena), *none = column_copy(result, 0, 9, arena);
    rows_free(&result);
    assert_string_equal(text, "Đoàn");
    assert_string_equal(none, "");
    arena_free(&arena);
    params_free(&params);
}

static void lane_runs_statements_in_order(void **state)
{
    struct fixture *fixture = *state;
    static const struct statement INSERT = {"insert", "INSERT INTO thing VALUES ($1::int)"};
    static const struct statement COUNT = {"count", "SELECT count(*) FROM thing"};
    struct answer answers[50] = {0}, count = {0};
    wait_up(fixture);
    struct params *params = params_new();
    for (int i = 0; i < 50; i++) {
        params_reset(params);
        params_int(params, i);
        lane_run(fixture->lane, &INSERT, params, answered, &answers[i]);
    }
    params_free(&params);
    lane_run(fixture->lane, &COUNT, NULL, answered, &count);
    assert_int_equal(lane_in_flight(fixture->lane), 51);
    wait_for(fixture, &count);
    assert_int_equal(count.value, 50);
    for (int i = 0; i < 50; i++) {
        assert_true(answers[i].is_done);
        assert_int_equal(answers[i].err, ERR_NONE);
    }
}

static void lane_tells_a_refusal_and_goes_on(void **state)
{
    struct fixture *fixture = *state;
    static const struct statement WRONG = {"wrong", "SELECT nothing FROM nowhere"};
    static const struct statement TWICE = {"twice", "INSERT INTO thing VALUES (1)"};
    struct answer wrong = {0}, again = {0}, first = {0}, second = {0};
    wait_up(fixture);
    lane_run(fixture->lane, &WRONG, NULL, answered, &wrong);
    lane_run(fixture->lane, &TWICE, NULL, answered, &first);
    lane_run(fixture->lane, &TWICE, NULL, answered, &second);
    lane_run(fixture->lane, &WRONG, NULL, answered, &again);
    wait_for(fixture, &again);
    assert_int_equal(wrong.err, ERR_REJECT);
    assert_int_equal(first.err, ERR_NONE);
    assert_int_equal(second.err, ERR_REJECT);
    assert_int_equal(again.err, ERR_REJECT);
    assert_true(lane_is_up(fixture->lane));
}

/* A statement that failed on its first run is prepared nevertheless. */
static void lane_runs_a_statement_again_that_failed_at_first(void **state)
{
    struct fixture *fixture = *state;
    static const struct statement DIVIDE = {"divide", "SELECT 6 / $1::int"};
    struct answer first = {0}, second = {0};
    struct params *params = params_new();
    wait_up(fixture);
    params_int(params, 0);
    lane_run(fixture->lane, &DIVIDE, params, answered, &first);
    wait_for(fixture, &first);
    params_reset(params);
    params_int(params, 2);
    lane_run(fixture->lane, &DIVIDE, params, answered, &second);
    wait_for(fixture, &second);
    params_free(&params);
    assert_int_equal(first.err, ERR_REJECT);
    assert_int_equal(second.err, ERR_NONE);
    assert_int_equal(second.value, 3);
}

/* Statements that wait for the connection never get the answers of later ones. */
static void lane_ends_what_came_too_early(void **state)
{
    struct fixture *fixture = *state;
    static const struct statement EARLY = {"early", "SELECT 1"};
    static const struct statement LATE = {"late", "SELECT 2"};
    struct answer early = {0}, late = {0};
    lane_run(fixture->lane, &EARLY, NULL, answered, &early);
    wait_up(fixture);
    lane_run(fixture->lane, &LATE, NULL, answered, &late);
    wait_for(fixture, &late);
    assert_true(early.is_done);
    assert_int_equal(early.err, ERR_RETRY);
    assert_int_equal(late.value, 2);
}

/* The constraint is checked when the statement has run and the commit begins. */
static void lane_does_not_take_a_result_for_a_commit(void **state)
{
    struct fixture *fixture = *state;
    static const struct statement ORPHAN = {"orphan",
                                            "INSERT INTO thing VALUES (5, 99) RETURNING id"};
    struct answer answer = {0};
    wait_up(fixture);
    lane_run(fixture->lane, &ORPHAN, NULL, answered, &answer);
    wait_for(fixture, &answer);
    assert_int_equal(answer.err, ERR_REJECT);
    assert_int_equal(database_number(fixture->database, "SELECT count(*) FROM thing"), 0);
}

static void lane_sets_the_account_for_one_statement(void **state)
{
    struct fixture *fixture = *state;
    static const struct statement WHO = {
        "who", "SELECT coalesce(nullif(current_setting('app.account', true), ''), '0')::int8"};
    struct answer as = {0}, plain = {0}, other = {0};
    wait_up(fixture);
    lane_run_as(fixture->lane, (struct lane_as){42, 0}, &WHO, NULL, answered, &as);
    lane_run(fixture->lane, &WHO, NULL, answered, &plain);
    lane_run_as(fixture->lane, (struct lane_as){7, 0}, &WHO, NULL, answered, &other);
    wait_for(fixture, &other);
    assert_int_equal(as.value, 42);
    assert_int_equal(plain.value, 0);
    assert_int_equal(other.value, 7);
}

static void lane_says_unknown_for_what_was_in_flight_and_comes_back(void **state)
{
    struct fixture *fixture = *state;
    static const struct statement SLEEP = {"sleep", "SELECT pg_sleep(3600)::text"};
    static const struct statement ONE = {"one", "SELECT 1"};
    struct answer sleeping = {0}, after = {0}, back = {0};
    wait_up(fixture);
    lane_run(fixture->lane, &SLEEP, NULL, answered, &sleeping);
    while (database_number(fixture->database,
                           "SELECT count(*) FROM pg_stat_activity "
                           "WHERE datname = current_database() AND wait_event = 'PgSleep'") == 0) {
        assert_false(sleeping.is_done);
        turn(fixture);
    }
    database_run(fixture->database,
                 "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                 "WHERE application_name = 'test' AND datname = current_database()");
    wait_for(fixture, &sleeping);
    assert_int_equal(sleeping.err, ERR_UNKNOWN);
    if (!lane_is_up(fixture->lane)) {
        lane_run(fixture->lane, &ONE, NULL, answered, &after);
        wait_for(fixture, &after);
        assert_true(after.err == ERR_RETRY || after.err == ERR_NONE);
    }
    wait_up(fixture);
    lane_run(fixture->lane, &ONE, NULL, answered, &back);
    wait_for(fixture, &back);
    assert_int_equal(back.err, ERR_NONE);
    assert_int_equal(back.value, 1);
}

static void lane_gives_up_a_statement_that_takes_too_long(void **state)
{
    struct fixture *fixture = *state;
    static const struct statement LONG = {"long", "SELECT pg_sleep(3600)::text"};
    struct answer answer = {0};
    wait_up(fixture);
    lane_run(fixture->lane, &LONG, NULL, answered, &answer);
    wait_for(fixture, &answer);
    assert_int_equal(answer.err, ERR_RETRY);
}

static void lane_refuses_a_connection_string_that_is_none(void **state)
{
    (void)state;
    struct lane *lane;
    struct lane_conf conf = {.dsn = "dbname='open", .application = "test"};
    assert_int_equal(lane_open(&lane, &conf), ERR_FATAL);
    assert_null(lane);
}

static void lane_asks_the_server_to_end_what_is_cut_off(void **state)
{
    struct fixture *fixture = *state;
    static const struct statement SETTINGS = {
        "settings",
        "SELECT string_agg(name || '=' || reset_val, ' ' ORDER BY name) FROM pg_settings"
        " WHERE name LIKE 'tcp_%'"};
    struct rows *result;
    assert_int_equal(lane_wait(fixture->lane, &SETTINGS, NULL, &result), ERR_NONE);
    assert_string_equal(column_text(result, 0, 0),
                        "tcp_keepalives_count=3 tcp_keepalives_idle=5 tcp_keepalives_interval=3"
                        " tcp_user_timeout=15000");
    rows_free(&result);
    char host[64];
    assert_false(lane_local_host(fixture->lane, host)); /* a local socket has no host */
    assert_string_equal(lane_fault(fixture->lane), "");
}

static void lane_says_when_the_server_has_no_connection_left(void **state)
{
    struct fixture *fixture = *state;
    lane_close(&fixture->lane);
    database_run(fixture->database,
                 "DO $$ BEGIN EXECUTE format("
                 "'ALTER DATABASE %%I CONNECTION LIMIT 0', current_database()); END $$");
    struct lane_conf conf = {.dsn = database_dsn_as(fixture->database, "mc_gateway"),
                             .application = "test",
                             .watch = watch,
                             .watch_arg = fixture};
    fixture->fd = -1;
    assert_int_equal(lane_open(&fixture->lane, &conf), ERR_NONE);
    assert_string_equal(lane_fault(fixture->lane), "connecting to PostgreSQL");
    while (strstr(lane_fault(fixture->lane), "PostgreSQL has no connection left: ") == NULL) {
        turn(fixture);
    }
    assert_non_null(strstr(lane_fault(fixture->lane), "too many connections for database"));
    assert_null(strstr(lane_fault(fixture->lane), "LOCATION"));
    database_run(fixture->database,
                 "DO $$ BEGIN EXECUTE format("
                 "'ALTER DATABASE %%I CONNECTION LIMIT -1', current_database()); END $$");
    wait_up(fixture);
    assert_string_equal(lane_fault(fixture->lane), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(lane_gives_back_what_it_was_given, set_up, tear_down),
        cmocka_unit_test_setup_teardown(lane_runs_statements_in_order, set_up, tear_down),
        cmocka_unit_test_setup_teardown(lane_tells_a_refusal_and_goes_on, set_up, tear_down),
        cmocka_unit_test_setup_teardown(lane_runs_a_statement_again_that_failed_at_first, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(lane_ends_what_came_too_early, set_up, tear_down),
        cmocka_unit_test_setup_teardown(lane_does_not_take_a_result_for_a_commit, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(lane_sets_the_account_for_one_statement, set_up, tear_down),
        cmocka_unit_test_setup_teardown(lane_says_unknown_for_what_was_in_flight_and_comes_back,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(lane_gives_up_a_statement_that_takes_too_long, set_up_hasty,
                                        tear_down),
        cmocka_unit_test_setup_teardown(lane_asks_the_server_to_end_what_is_cut_off, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(lane_says_when_the_server_has_no_connection_left, set_up,
                                        tear_down),
        cmocka_unit_test(lane_refuses_a_connection_string_that_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
