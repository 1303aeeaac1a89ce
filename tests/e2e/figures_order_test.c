/*
 * figures_order_test.c — one set of figures has one set of verdicts, in whatever order and batches
 * it was filed; what was withdrawn or needs fixing is read by none, and is again when it is back.
 */
#include "support/test.h"

#include <stdio.h>
#include <string.h>

#include "support/one_system.h"
#include "support/system_evidence.h"
#include "support/wait.h"

struct filed {
    const char *day, *name, *value;
    const char *found; /* the check that it breaks; "": none */
};
static const struct filed ALL[] = {
    /* A plan of 200, of which 120 are reached; one of 100 that the second report reaches. */
    {"2023-02-01", "Số phần quà (dự kiến)", "200", ""},
    {"2023-03-31", "Số phần quà", "50", "figure.below_plan"},
    {"2023-04-30", "Số phần quà", "40", "figure.below_plan"},
    {"2023-05-31", "Số phần quà", "30", "figure.below_plan"},
    {"2023-02-02", "Số áo mưa (dự kiến)", "100", ""},
    {"2023-03-30", "Số áo mưa", "50", "figure.below_plan"},
    {"2023-04-29", "Số áo mưa", "50", ""},
    /* The one that falls needs fixing here, so the next is held against the one before it. */
    {"2023-03-29", "Lũy kế số xe đạp", "30", ""},
    {"2023-04-28", "Lũy kế số xe đạp", "25", "figure.falls"},
    {"2023-05-30", "Lũy kế số xe đạp", "28", "figure.falls"},
    {"2023-06-30", "Lũy kế số xe đạp", "31", ""},
    /* The second has a digit too many, which the first three cannot show. */
    {"2023-01-15", "Số lượt hiến máu", "101", ""},
    {"2023-02-15", "Số lượt hiến máu", "1130", "figure.outlier_own"},
    {"2023-03-15", "Số lượt hiến máu", "96", ""},
    {"2023-04-15", "Số lượt hiến máu", "120", ""},
    {"2023-05-15", "Số lượt hiến máu", "108", ""},
    {"2023-06-15", "Số lượt hiến máu", "133", ""},
    {"2023-07-15", "Số lượt hiến máu", "99", ""},
    {"2023-08-15", "Số lượt hiến máu", "117", ""},
};
enum { PIECES = sizeof(ALL) / sizeof(ALL[0]), PLAN = 0, BEFORE_THE_FALL = 7 };

static unsigned dice_of(unsigned *state, unsigned below)
{
    *state = *state * 1664525u + 1013904223u;
    return (*state >> 16) % below;
}

static void shuffle(unsigned *state, unsigned order[static PIECES])
{
    for (unsigned i = 0; i < PIECES; i++) {
        unsigned at = dice_of(state, i + 1);
        order[i] = order[at];
        order[at] = i;
    }
}

static void file_one(unsigned round, unsigned piece, char id[static 37])
{
    char body[1024], key[32];
    snprintf(key, sizeof(key), "so-%u-%u", round, piece);
    snprintf(body, sizeof(body),
             "{\"campaign\":\"2023\",\"unit\":\"U2\",\"criteria\":[\"C3\"],\"kind\":\"other\","
             "\"title\":\"Lượt %u số %u\",\"occurred_on\":\"%s\","
             "\"figures\":[{\"name\":\"%s\",\"value\":\"%s\"}]}",
             round, piece, ALL[piece].day, ALL[piece].name, ALL[piece].value);
    struct http_answer answer = evidence_file(site, "can-bo-2", key, body);
    assert_int_equal(answer.status, 202);
    snprintf(id, 37, "%s", http_text(&answer, "id"));
    http_free(&answer);
}

/* The codes of a submission's findings that compare figures; "" for none. */
static const char *found(const char *id)
{
    return database_value(system_database(site),
                          "SELECT coalesce(string_agg(DISTINCT f ->> 'code', ' '), '')"
                          "  FROM validation v, jsonb_array_elements(v.findings) f"
                          " WHERE v.submission_id = '%s' AND f ->> 'code' LIKE 'figure.%%'",
                          id);
}

static void expect_found(unsigned round, char ids[static PIECES][37])
{
    for (unsigned i = 0; i < PIECES; i++) {
        const char *codes = found(ids[i]);
        if (strcmp(codes, ALL[i].found) != 0) {
            fail_msg("round %u, %s of %s: found \"%s\", not \"%s\"", round, ALL[i].name, ALL[i].day,
                     codes, ALL[i].found);
        }
    }
}

static void act(const char *method, const char *id, const char *body, const char *state)
{
    char path[128];
    snprintf(path, sizeof(path), "/api/v1/evidence/%.36s/withdrawal", id);
    system_expect(site, "can-bo-2", method, path, body, (struct wanted){200, state});
}

static void withdraw(const char *id)
{
    act("PUT", id, "{\"reason\":\"Nộp thử\"}", "withdrawn");
}

/* What is left out is read by none; what is back is read as before. */
static void take_out_and_back(unsigned round, char ids[static PIECES][37])
{
    withdraw(ids[PLAN]);
    withdraw(ids[BEFORE_THE_FALL]);
    assert_true(system_settle(site));
    for (unsigned i = PLAN + 1; i < PLAN + 4; i++) {
        assert_string_equal(found(ids[i]), "");
    }
    assert_string_equal(found(ids[BEFORE_THE_FALL + 1]), "");
    assert_string_equal(found(ids[BEFORE_THE_FALL + 2]), "");
    act("DELETE", ids[PLAN], NULL, "accepted");
    act("DELETE", ids[BEFORE_THE_FALL], NULL, "accepted");
    assert_true(system_settle(site));
    expect_found(round, ids);
}

static void verdicts_do_not_depend_on_the_order(void **state)
{
    (void)state;
    enum { ROUNDS = 6 };
    unsigned dice = 11;
    for (unsigned round = 0; round < ROUNDS; round++) {
        unsigned order[PIECES];
        char ids[PIECES][37];
        shuffle(&dice, order);
        for (unsigned i = 0; i < PIECES; i++) {
            file_one(round, order[i], ids[order[i]]);
            if (dice_of(&dice, 5) < round) {
                assert_true(system_settle(site));
            }
        }
        assert_true(system_settle(site));
        expect_found(round, ids);
        if (round % 2 == 0) {
            take_out_and_back(round, ids);
        }
        for (unsigned i = 0; i < PIECES; i++) {
            withdraw(ids[i]);
        }
        assert_true(system_settle(site));
    }
}

/* A revision that no longer names the plan's figure leaves its reports without a plan. */
static void a_revision_without_the_figure_is_read_by_none(void **state)
{
    (void)state;
    char plan[37], report[37], body[512];
    file_one(90, PLAN, plan);
    file_one(90, PLAN + 1, report);
    assert_true(system_settle(site));
    assert_string_equal(found(report), "figure.below_plan");
    snprintf(body, sizeof(body),
             EVIDENCE("U2", "\"C3\"", "Không còn kế hoạch", ",\"id\":\"%s\",\"base_revision\":1"),
             plan);
    struct http_answer answer = evidence_file(site, "can-bo-2", "so-90-sua", body);
    assert_int_equal(answer.status, 202);
    http_free(&answer);
    assert_true(system_settle(site));
    assert_string_equal(found(report), "");
}

/* The service reads a setting at its next poll; a verdict names the settings it was judged with. */
static bool is_judged_by_settings(void *arg)
{
    unsigned *tries = arg;
    char id[37];
    file_one(80 + ++*tries, PLAN, id);
    assert_true(system_settle(site));
    withdraw(id);
    return database_number(system_database(site),
                           "SELECT coalesce(settings_version, 0) FROM validation"
                           " WHERE submission_id = '%s'",
                           id) > 0;
}

static int set_up_with_errors(void **state)
{
    int rc = set_up(state);
    unsigned tries = 0;
    system_expect(site, "bien-tap", "PUT", "/api/v1/campaigns/2023/checks/figure.falls",
                  "{\"severity\":\"error\"}", (struct wanted){200, "figure.falls"});
    assert_true(wait_until(is_judged_by_settings, &tries));
    assert_true(system_settle(site));
    return rc;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(verdicts_do_not_depend_on_the_order),
        cmocka_unit_test(a_revision_without_the_figure_is_read_by_none),
    };
    return cmocka_run_group_tests(tests, set_up_with_errors, tear_down);
}
