/*
 * figures_burst_test.c — figures that arrive all at once are judged by each other as if they had
 * arrived one by one: only what stands apart gets a finding.
 */
#include "support/test.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "support/one_system.h"
#include "support/system_evidence.h"

enum { PIECES = 9, APART = 7 };

static void what_stands_apart_in_a_burst_gets_a_finding(void **state)
{
    (void)state;
    char body[600], key[20], ids[PIECES][37];
    system_hold(site, SYSTEM_VALIDATION, true);
    assert_true(system_signal(site, SYSTEM_VALIDATION, 0, SIGKILL));
    for (int i = 0; i < PIECES; i++) {
        snprintf(body, sizeof(body),
                 EVIDENCE("U2", "\"C3\"", "Ra quân lần %d",
                          ",\"figures\":[{\"name\":\"lượt\",\"value\":\"%d\"}]"),
                 i + 1, i == APART ? 90000 : 100 + 7 * i);
        snprintf(key, sizeof(key), "lan-%d", i);
        struct http_answer answer = evidence_file(site, "can-bo-2", key, body);
        assert_int_equal(answer.status, 202);
        snprintf(ids[i], sizeof(ids[i]), "%s", http_text(&answer, "id"));
        http_free(&answer);
    }
    system_hold(site, SYSTEM_VALIDATION, false);
    assert_true(system_settle(site));
    for (int i = 0; i < PIECES; i++) {
        struct http_answer answer = evidence_get(site, "can-bo-2", ids[i]);
        bool has_finding = strstr(answer.body, "figure.outlier_own") != NULL;
        if (has_finding != (i == APART)) {
            fail_msg("piece %d: %s", i, answer.body);
        }
        http_free(&answer);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_stands_apart_in_a_burst_gets_a_finding)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
