/*
 * The result of an attempt at a page: failures are retried patiently, a missing page is fetched
 * twice, a good one ever more rarely.
 */
#include "support/test.h"

#include "fetcher/links.h"

static const struct fetcher_conf CONF = {
    .link_second_s = 600, .link_again_s = 300, .link_report_s = 10800};
enum { DAY_S = 86400 };

static struct link_step step(struct link_history before, enum fetch_outcome outcome, int status)
{
    return link_step(&before, outcome, status, &CONF);
}

static void a_good_page_is_looked_at_ever_more_seldom(void **state)
{
    (void)state;
    struct link_step now =
        step((struct link_history){.attempts = 3, .failing_s = 9}, FETCH_DONE, 200);
    assert_true(now.is_page);
    assert_int_equal(now.next.state, PAGE_GOOD);
    assert_int_equal(now.next.attempts, 0);
    assert_int_equal(now.pause_s, DAY_S);
    for (int i = 0; i < 20; i++) {
        int before_s = now.pause_s;
        now = step(now.next, FETCH_DONE, i % 2 == 0 ? 304 : 200);
        assert_true(now.pause_s >= before_s);
    }
    assert_int_equal(now.pause_s, 30 * DAY_S);
}

static void a_missing_page_is_reported_at_the_second_fetch(void **state)
{
    (void)state;
    struct link_step first = step((struct link_history){.state = PAGE_GOOD}, FETCH_DONE, 404);
    assert_int_equal(first.next.state, PAGE_GOOD);
    assert_int_equal(first.pause_s, 600);
    assert_int_equal(step(first.next, FETCH_DONE, 410).next.state, PAGE_DEAD);
    assert_int_equal(step(first.next, FETCH_DONE, 403).next.state, PAGE_LOCKED);
    assert_int_equal(step((struct link_history){0}, FETCH_REFUSED, 0).next.state, PAGE_REFUSED);
}

static void failures_are_reported_after_several_attempts_over_hours(void **state)
{
    static const struct {
        enum fetch_outcome outcome;
        int status;
    } TROUBLE[] = {{FETCH_DONE, 503},  {FETCH_DONE, 429},      {FETCH_NO_NAME, 0},
                   {FETCH_TIMEOUT, 0}, {FETCH_UNREACHABLE, 0}, {FETCH_UNTRUSTED, 0}};
    (void)state;
    for (size_t i = 0; i < sizeof(TROUBLE) / sizeof(TROUBLE[0]); i++) {
        struct link_history before = {.failing_s = 10800};
        for (int attempt = 1; attempt <= 3; attempt++) {
            before.attempts = step(before, TROUBLE[i].outcome, TROUBLE[i].status).next.attempts;
            assert_int_equal(before.attempts, attempt);
        }
        assert_int_equal(step(before, TROUBLE[i].outcome, TROUBLE[i].status).next.state,
                         PAGE_UNREACHABLE);
        before.failing_s = 10799;
        assert_int_equal(step(before, TROUBLE[i].outcome, TROUBLE[i].status).next.state,
                         PAGE_UNKNOWN);
        assert_true(step(before, TROUBLE[i].outcome, TROUBLE[i].status).pause_s >
                    step((struct link_history){0}, TROUBLE[i].outcome, TROUBLE[i].status).pause_s);
    }
}

/* With all pauses set to zero, as for a demonstration. */
static void what_was_reported_is_not_tried_without_a_pause(void **state)
{
    static const struct fetcher_conf HURRIED = {.link_again_s = 0, .link_report_s = 0};
    (void)state;
    struct link_history before = {.attempts = 2};
    struct link_step third = link_step(&before, FETCH_UNREACHABLE, 0, &HURRIED);
    assert_int_equal(third.pause_s, 0);
    assert_int_equal(third.next.state, PAGE_UNKNOWN);
    struct link_step fourth = link_step(&third.next, FETCH_UNREACHABLE, 0, &HURRIED);
    assert_int_equal(fourth.next.state, PAGE_UNREACHABLE);
    assert_int_equal(fourth.pause_s, 3600);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_page_is_looked_at_ever_more_seldom),
        cmocka_unit_test(a_missing_page_is_reported_at_the_second_fetch),
        cmocka_unit_test(what_was_reported_is_not_tried_without_a_pause),
        cmocka_unit_test(failures_are_reported_after_several_attempts_over_hours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
