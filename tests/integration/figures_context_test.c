/*
 * The context of figures and documents, on a real PostgreSQL (services/validation/context): a
 * revision replaces its predecessor's figures, of two that are judged at the same time one sees the
 * other, values of submissions to fix do not count, and those that may be wrong now are enqueued
 * again.
 */
#include "support/test.h"

#include <stdio.h>
#include <string.h>

#include "checks/engine/past.h"
#include "integration/scoring_fixture.h"
#include "support/hand.h"
#include "validation/context/past.h"

enum { PIECES = 8 };

#define MEMBERS_SNAPSHOT \
    "INSERT INTO member_snapshot (id, unit_id, as_of, file_hash, rows, members, score, receipt," \
    " findings) VALUES (gen_random_uuid(), 11, '2023-06-01', repeat('a', 64), 410, 400, 90, '{}'," \
    " '[]')"

struct fixture {
    struct database *db;
    struct hand hand;
    struct arena *arena;
    struct piece pieces[PIECES];
    size_t count;
    bool is_done;
    enum err err;
};

static int set_up(void **state)
{
    static struct fixture fixture;
    fixture = (struct fixture){.db = database_create(), .arena = arena_new()};
    fixture_campaign(fixture.db);
    hand_open(&fixture.hand, database_dsn_as(fixture.db, "mc_validation"));
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    hand_close(&fixture->hand);
    database_drop(&fixture->db);
    arena_free(&fixture->arena);
    return 0;
}

/* ------------------------------------------------------------- steps */

struct filing {
    int unit, criterion;
    const char *day, *name, *value, *symbol, *kind;
    const struct piece *before; /* it is a revision of that one */
};

#define SAYS(of, for_criterion, on, called, amount) \
    &(struct filing) \
    { \
        .unit = (of), .criterion = (for_criterion), .day = (on), .name = (called), \
        .value = (amount) \
    }

static Evidence__V1__Submission *submission_of(struct fixture *fixture, const struct filing *filing)
{
    struct arena *arena = fixture->arena;
    Evidence__V1__Submission *made = arena_alloc(arena, sizeof(*made));
    evidence__v1__submission__init(made);
    made->kind = arena_print(arena, "%s", filing->kind != NULL ? filing->kind : "report");
    made->title = arena_print(arena, "Báo cáo");
    made->occurred_on = arena_print(arena, "%s", filing->day);
    made->document_symbol = arena_print(arena, "%s", filing->symbol != NULL ? filing->symbol : "");
    made->base_revision = filing->before != NULL ? 1 : 0;
    if (filing->name != NULL) {
        Evidence__V1__Figure *figure = arena_alloc(arena, sizeof(*figure));
        evidence__v1__figure__init(figure);
        figure->name = arena_print(arena, "%s", filing->name);
        figure->value = arena_print(arena, "%s", filing->value);
        made->figures = arena_alloc(arena, sizeof(*made->figures));
        made->figures[made->n_figures++] = figure;
    }
    return made;
}

/* A submission as ingest stores it, before validation. */
static struct piece *file(struct fixture *fixture, const struct filing *filing)
{
    struct piece *piece = &fixture->pieces[fixture->count++];
    Bus__V1__Envelope *envelope = arena_alloc(fixture->arena, sizeof(*envelope));
    bus__v1__envelope__init(envelope);
    *piece = (struct piece){
        .id = uuid_new(), .envelope = envelope, .submission = submission_of(fixture, filing)};
    char id[UUID_TEXT], evidence[UUID_TEXT];
    uuid_print(&piece->id, id);
    uuid_print(filing->before != NULL ? &filing->before->evidence_id : &piece->id, evidence);
    database_run(fixture->db, "UPDATE submission SET is_current = false WHERE evidence_id = '%s'",
                 evidence);
    database_run(
        fixture->db,
        "INSERT INTO submission SELECT '%s', e.id, (SELECT count(*) + 1 FROM submission"
        " WHERE evidence_id = e.id), true, 1, %d, 1, '{%d}', '%s',"
        " 'Báo cáo', '%s', '\\x00', '\\x00', 1, '%s 12:00+07' FROM (SELECT uuid '%s' AS id) e",
        id, filing->unit, filing->criterion, piece->submission->kind, filing->day, filing->day,
        evidence);
    return piece;
}

static void loaded(void *arg, enum err err)
{
    struct fixture *fixture = arg;
    fixture->is_done = true;
    fixture->err = err;
}

/* Loads the context of `count` submissions from the first on, as one batch. */
static void look(struct fixture *fixture, struct piece *first, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        first[i].past = NULL;
        first[i].affected_count = 0;
    }
    struct context_load load = {
        .lane = fixture->hand.lane, .arena = fixture->arena, .pieces = first, .count = count};
    fixture->is_done = false;
    context_load_start(&load, loaded, fixture);
    while (!fixture->is_done) {
        hand_turn(&fixture->hand);
    }
    assert_int_equal(fixture->err, ERR_NONE);
    context_load_close(&load);
}

static struct piece *file_and_look(struct fixture *fixture, const struct filing *filing)
{
    struct piece *piece = file(fixture, filing);
    look(fixture, piece, 1);
    return piece;
}

static void judged(struct fixture *fixture, const struct piece *piece, int verdict)
{
    char id[UUID_TEXT];
    database_run(fixture->db,
                 "INSERT INTO validation VALUES ('%s', %d, '[]');"
                 "UPDATE figure_value SET counts = %d = 1 WHERE submission_id = '%s'",
                 uuid_print(&piece->id, id), verdict, verdict, id);
}

/* Judges it beside what was loaded; whether it noted the other. */
static bool affects(struct fixture *fixture, struct piece *piece, const struct piece *other)
{
    struct context context = {.past = piece->past, .received = 20000, .deadline = 20000};
    judge(piece->submission, &context, fixture->arena, &piece->judgement);
    beside_note(fixture->arena, piece);
    for (size_t i = 0; i < piece->affected_count; i++) {
        if (uuid_equal(&piece->affected[i], &other->id)) {
            return true;
        }
    }
    return false;
}

static const char *own_values(struct fixture *fixture, const struct piece *piece)
{
    const char *all = "";
    char value[DECIMAL_TEXT];
    for (size_t i = 0; i < piece->past->figures[0].own_count; i++) {
        all = arena_print(fixture->arena, "%s%s%s", all, i > 0 ? " " : "",
                          decimal_print(piece->past->figures[0].own[i].amount, value));
    }
    return all;
}

/* Findings of one check. */
static const char *finding(struct fixture *fixture, struct piece *piece, const char *code)
{
    struct judgement judgement;
    struct context context = {.past = piece->past, .received = 20000, .deadline = 20000};
    char wanted[80];
    judge(piece->submission, &context, fixture->arena, &judgement);
    snprintf(wanted, sizeof(wanted), "\"code\":\"%s\"", code);
    const char *found = strstr(judgement.findings, wanted);
    return found != NULL ? found : "";
}

/* ------------------------------------------------------------- own values */

static void a_unit_sees_its_own_values_the_latest_first(void **state)
{
    struct fixture *fixture = *state;
    file_and_look(fixture, SAYS(11, 101, "2023-03-01", "Số lượt tham gia", "30"));
    file_and_look(fixture, SAYS(11, 101, "2023-05-01", "số lượt  tham gia", "50.5"));
    file_and_look(fixture, SAYS(12, 101, "2023-04-01", "Số lượt tham gia", "99"));
    file_and_look(fixture, SAYS(11, 101, "2023-04-01", "Số buổi", "7"));
    struct piece *piece =
        file_and_look(fixture, SAYS(11, 102, "2023-06-01", "Số lượt tham gia", "60"));
    assert_string_equal(own_values(fixture, piece), "50.5 30");
    assert_true(piece->past->figures[0].own[0].is_same_campaign);
    assert_false(piece->past->figures[0].own[0].is_same_criterion);
    assert_int_equal(piece->past->figures[0].peer_count, 0);
}

static void a_revision_replaces_what_its_predecessor_said(void **state)
{
    struct fixture *fixture = *state;
    struct piece *first = file_and_look(fixture, SAYS(11, 101, "2023-03-01", "Số lượt", "30"));
    struct piece *second = file_and_look(fixture, &(struct filing){.unit = 11,
                                                                   .criterion = 101,
                                                                   .day = "2023-03-01",
                                                                   .name = "Số lượt",
                                                                   .value = "40",
                                                                   .before = first});
    assert_string_equal(own_values(fixture, second), "");
    assert_int_equal(database_number(fixture->db, "SELECT count(*) FROM figure_value"), 1);
    /* The first again, late: it is no longer current and writes nothing. */
    look(fixture, first, 1);
    struct piece *other = file_and_look(fixture, SAYS(11, 101, "2023-04-01", "Số lượt", "70"));
    assert_string_equal(own_values(fixture, other), "40");
    /* A revision without figures removes them. */
    file_and_look(fixture, &(struct filing){
                               .unit = 11, .criterion = 101, .day = "2023-03-01", .before = first});
    assert_int_equal(database_number(fixture->db, "SELECT count(*) FROM figure_value"), 1);
}

static void submissions_of_one_batch_see_each_other(void **state)
{
    struct fixture *fixture = *state;
    struct piece *first = file(fixture, SAYS(11, 101, "2023-03-01", "Lũy kế số xe", "30"));
    struct piece *second = file(fixture, SAYS(11, 101, "2023-04-01", "Lũy kế số xe", "20"));
    look(fixture, first, 2);
    assert_string_equal(own_values(fixture, first), "20");
    assert_string_equal(own_values(fixture, second), "30");
    assert_non_null(strstr(finding(fixture, second, "figure.falls"), "đã là 30"));
    assert_string_equal(finding(fixture, first, "figure.falls"), "");
}

static void what_needs_fixing_does_not_count(void **state)
{
    struct fixture *fixture = *state;
    struct piece *first = file_and_look(fixture, SAYS(11, 101, "2023-03-01", "Số lượt", "30"));
    judged(fixture, first, VALIDATION__V1__VERDICT__VERDICT_MEND);
    struct piece *second = file_and_look(fixture, SAYS(11, 101, "2023-04-01", "Số lượt", "70"));
    assert_string_equal(own_values(fixture, second), "");
}

/* ------------------------------------------------------------- enqueued again */

static void the_next_cumulative_figure_is_enqueued_where_it_falls(void **state)
{
    struct fixture *fixture = *state;
    struct piece *june = file_and_look(fixture, SAYS(11, 101, "2023-06-30", "Lũy kế số xe", "50"));
    judged(fixture, june, 1);
    struct piece *may = file_and_look(fixture, SAYS(11, 101, "2023-05-31", "Lũy kế số xe", "45"));
    assert_false(affects(fixture, may, june)); /* which is greater */
    judged(fixture, may, 1);
    struct piece *april = file_and_look(fixture, SAYS(11, 101, "2023-04-30", "Lũy kế số xe", "60"));
    assert_true(affects(fixture, april, may));
    assert_false(affects(fixture, april, june));
    assert_false(affects(fixture, june, may));
    look(fixture, may, 1);
    assert_non_null(strstr(finding(fixture, may, "figure.falls"), "đã là 60"));
}

/* One that is enqueued again notes no other: the store does where its values come to count. */
static void what_is_judged_again_affects_nobody(void **state)
{
    struct fixture *fixture = *state;
    struct piece *june = file_and_look(fixture, SAYS(11, 101, "2023-06-30", "Lũy kế số xe", "50"));
    judged(fixture, june, 1);
    struct piece *may = file(fixture, SAYS(11, 101, "2023-05-31", "Lũy kế số xe", "60"));
    ((Bus__V1__Envelope *)(uintptr_t)may->envelope)->payload =
        (ProtobufCBinaryData){5, (uint8_t *)(uintptr_t) "again"};
    look(fixture, may, 1);
    assert_false(affects(fixture, may, june));
}

/* What a worker has in hand may lack this figure, whatever it will say; what waits will not. */
static void what_is_in_hand_is_enqueued_and_what_waits_is_not(void **state)
{
    struct fixture *fixture = *state;
    char id[UUID_TEXT];
    struct piece *june = file_and_look(fixture, SAYS(11, 101, "2023-06-30", "Lũy kế số xe", "50"));
    database_run(fixture->db,
                 "INSERT INTO message VALUES (gen_random_uuid(), 2, '%s', 0, now(), 1, '')",
                 uuid_print(&june->id, id));
    struct piece *may = file_and_look(fixture, SAYS(11, 101, "2023-05-31", "Lũy kế số xe", "60"));
    assert_false(affects(fixture, may, june));
    database_run(fixture->db, "UPDATE message SET attempts = 1");
    struct piece *april = file_and_look(fixture, SAYS(11, 101, "2023-04-30", "Lũy kế số xe", "40"));
    assert_true(affects(fixture, april, june));
}

static void a_late_plan_enqueues_the_reports_after_it(void **state)
{
    struct fixture *fixture = *state;
    struct piece *report = file_and_look(fixture, SAYS(11, 101, "2023-06-30", "Số phần quà", "50"));
    judged(fixture, report, 1);
    struct piece *plan =
        file_and_look(fixture, SAYS(11, 101, "2023-05-01", "Số phần quà (dự kiến)", "200"));
    assert_true(affects(fixture, plan, report));
    look(fixture, report, 1);
    assert_non_null(strstr(finding(fixture, report, "figure.below_plan"), "đề ra 200"));
}

/* ------------------------------------------------------------- others */

static void peers_are_those_of_the_group_with_their_last_value(void **state)
{
    struct fixture *fixture = *state;
    database_run(fixture->db,
                 "INSERT INTO unit (id, code, name, kind) SELECT u, 'P' || u, 'Đơn vị', 'district'"
                 "  FROM generate_series(31, 34) u;"
                 "INSERT INTO campaign_unit SELECT 1, u, 'A' FROM generate_series(31, 34) u");
    file_and_look(fixture, SAYS(12, 101, "2023-03-01", "Số lượt", "10"));
    file_and_look(fixture, SAYS(12, 101, "2023-04-01", "Số lượt", "12"));
    file_and_look(fixture, SAYS(31, 101, "2023-04-01", "Số lượt", "31"));
    file_and_look(fixture, SAYS(32, 102, "2023-04-01", "Số lượt", "32"));
    file_and_look(fixture, SAYS(13, 101, "2023-04-01", "Số lượt", "13"));
    struct piece *piece = file_and_look(fixture, SAYS(11, 101, "2023-05-01", "Số lượt", "9"));
    const struct figure_past *figure = &piece->past->figures[0];
    assert_int_equal(figure->peer_count, 2);
    assert_int_equal(figure->peers[0].amount.raw / DECIMAL_ONE, 12);
    assert_int_equal(figure->peers[1].amount.raw / DECIMAL_ONE, 31);
}

static void a_parent_is_judged_again_when_all_below_have_filed(void **state)
{
    struct fixture *fixture = *state;
    database_run(fixture->db, "UPDATE unit SET parent_id = 11 WHERE id IN (12, 13)");
    struct piece *parent = file_and_look(fixture, SAYS(11, 101, "2023-06-30", "Số lượt", "50"));
    assert_int_equal(parent->past->figures[0].child_count, 2);
    assert_int_equal(parent->past->figures[0].child_filed, 0);
    assert_string_equal(finding(fixture, parent, "figure.children_differ"), "");
    struct piece *one = file_and_look(fixture, SAYS(12, 101, "2023-06-01", "Số lượt", "20"));
    assert_false(affects(fixture, one, parent));
    struct piece *more = file_and_look(fixture, SAYS(12, 101, "2023-06-02", "Số lượt", "5"));
    assert_false(affects(fixture, more, parent));
    struct piece *other = file_and_look(fixture, SAYS(13, 101, "2023-06-01", "Số lượt", "15"));
    assert_true(affects(fixture, other, parent));
    look(fixture, parent, 1);
    assert_non_null(strstr(finding(fixture, parent, "figure.children_differ"), "cộng lại là 40"));
    /* What comes after the parent's day does not count in its figure. */
    struct piece *late = file_and_look(fixture, SAYS(13, 101, "2023-07-01", "Số lượt", "15"));
    assert_true(affects(fixture, late, parent));
    look(fixture, parent, 1);
    assert_non_null(strstr(finding(fixture, parent, "figure.children_differ"), "cộng lại là 40"));
}

static void figures_of_members_are_held_against_the_software(void **state)
{
    struct fixture *fixture = *state;
    struct piece *unknown =
        file_and_look(fixture, SAYS(11, 101, "2023-06-30", "Số đoàn viên tham gia", "500"));
    assert_false(unknown->past->has_members);
    database_run(fixture->db, MEMBERS_SNAPSHOT);
    struct piece *many =
        file_and_look(fixture, SAYS(11, 101, "2023-06-30", "Số đoàn viên tham gia", "500"));
    assert_true(many->past->has_members);
    assert_non_null(
        strstr(finding(fixture, many, "figure.over_members"), "đơn vị có 400 đoàn viên"));
    struct piece *claim =
        file_and_look(fixture, SAYS(11, 101, "2023-06-30", "Tổng số đoàn viên", "450"));
    assert_non_null(strstr(finding(fixture, claim, "figure.members_differ"), "có 400"));
    struct piece *before =
        file_and_look(fixture, SAYS(11, 101, "2023-05-01", "Tổng số đoàn viên", "450"));
    assert_false(before->past->has_members);
    struct piece *others = file_and_look(fixture, SAYS(11, 101, "2023-06-30", "Số cây", "450"));
    assert_false(others->past->has_members);
}

static void a_document_is_counted_over_earlier_submissions(void **state)
{
    struct fixture *fixture = *state;
    static const char *const DAYS[] = {"2023-03-01", "2023-03-02", "2023-03-03", "2023-03-04"};
    struct piece *last = NULL;
    for (int i = 0; i < 4; i++) {
        last = file_and_look(
            fixture, &(struct filing){.unit = 11,
                                      .criterion = 101 + i,
                                      .day = DAYS[i],
                                      .symbol = i % 2 == 0 ? "12-KH/HĐTC" : "12 - KH/HĐTC"});
        assert_int_equal(last->past->cited_pieces, i);
        assert_int_equal(last->past->cited_criteria, i + 1);
        assert_string_equal(finding(fixture, last, "document.cited_often"), "");
    }
    struct piece *older = file_and_look(
        fixture, &(struct filing){
                     .unit = 11, .criterion = 105, .day = "2023-02-01", .symbol = "12-KH/HĐTC"});
    assert_int_equal(older->past->cited_pieces, 0);
    assert_true(affects(fixture, older, last));
    look(fixture, last, 1);
    assert_int_equal(last->past->cited_criteria, 5);
    assert_non_null(strstr(finding(fixture, last, "document.cited_often"), "cho 5 tiêu chí"));
    struct piece *elsewhere = file_and_look(
        fixture, &(struct filing){
                     .unit = 12, .criterion = 105, .day = "2023-05-01", .symbol = "12-KH/HĐTC"});
    assert_int_equal(elsewhere->past->cited_pieces, 0);
}

#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_STORE(a_unit_sees_its_own_values_the_latest_first),
        WITH_STORE(a_revision_replaces_what_its_predecessor_said),
        WITH_STORE(submissions_of_one_batch_see_each_other),
        WITH_STORE(what_needs_fixing_does_not_count),
        WITH_STORE(the_next_cumulative_figure_is_enqueued_where_it_falls),
        WITH_STORE(what_is_in_hand_is_enqueued_and_what_waits_is_not),
        WITH_STORE(what_is_judged_again_affects_nobody),
        WITH_STORE(a_late_plan_enqueues_the_reports_after_it),
        WITH_STORE(peers_are_those_of_the_group_with_their_last_value),
        WITH_STORE(a_parent_is_judged_again_when_all_below_have_filed),
        WITH_STORE(figures_of_members_are_held_against_the_software),
        WITH_STORE(a_document_is_counted_over_earlier_submissions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
