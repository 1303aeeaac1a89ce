/*
 * What the statements of validation read around one submission, in a unit that has filed 100,000:
 * the same figure, the same document, the same words each time, most of them still to be fixed.
 * Each statement promises a number of rows, whatever the unit filed; it is held against what
 * PostgreSQL counted: rows that each scan of the plan returned or dropped, and the rows that the
 * tables gave away, also inside functions.
 */
#include "support/test.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "integration/scoring_fixture.h"
#include "validation/sql.h"

/* As a lane of a service (core/store/lane_connect.c). */
static const char SESSION[] =
    "SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off;"
    "CREATE FUNCTION n(bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS"
    " $$ SELECT ('00000000-0000-4000-8000-' || lpad($1::text, 12, '0'))::uuid $$";

/* U1 has filed 100,000; U2 is beside it and below it, U3 above. */
static const char SEED[] =
    "UPDATE unit SET parent_id = 11 WHERE id = 12; UPDATE unit SET parent_id = 13 WHERE id = 11;"
    "INSERT INTO submission SELECT n(i), n(i), 1, true, 1, CASE WHEN i > 100000 THEN 12 + i % 2"
    "  ELSE 11 END, 1, '{101}', 'report', 'Báo cáo', '2023-01-01'::date + (i % 300)::int, '\\x00',"
    "  '\\x00', 1, '2023-06-01'::timestamptz + i * interval '1 second'"
    "  FROM generate_series(1, 100003) i;"
    /* Only the earliest values count. */
    "INSERT INTO validation SELECT id, CASE WHEN occurred_on > '2023-01-10' THEN 2 ELSE 1 END, '[]'"
    "  FROM submission;"
    "INSERT INTO figure_value SELECT s.id, s.id, 'so buoi', 0, 'Số buổi', 1, 1, s.unit_id, '{C101}',"
    "  'report', s.occurred_on, v.verdict = 1"
    "  FROM submission s JOIN validation v ON v.submission_id = s.id;"
    "INSERT INTO document_cited SELECT id, id, 1, unit_id, '12-KH/DTN', '{101}', received_at"
    "  FROM submission;"
    "INSERT INTO likeness (submission_id, part, evidence_id, unit_id, filed_at)"
    "  SELECT id, 0, id, unit_id, received_at FROM submission;"
    "INSERT INTO text_key SELECT k, l.id FROM generate_series(1, 2) k, likeness l;"
    "INSERT INTO photo_key SELECT k, l.id FROM generate_series(1, 2) k, likeness l;"
    "INSERT INTO evidence_fact SELECT 1, unit_id, 101, id, 0, 1, occurred_on, 0 FROM submission;"
    "INSERT INTO message (id, stage, subject_id, attempts, ready_at, schema, payload)"
    "  SELECT n(i), 2, n(i), 1, now(), 1, '' FROM generate_series(1, 1000) i;"
    "DELETE FROM recompute";

/* Submission 7 is U1's, 100002 U2's, 100003 U3's. */
static const struct promise {
    const char *what, *sql, *arguments;
    long rows;
} PROMISES[] = {
    {"figures of the unit", SQL_FIGURES_CONTEXT, "ARRAY[n(7)], '{so buoi}', '{0}'", 900},
    {"figures of a peer", SQL_FIGURES_CONTEXT, "ARRAY[n(100002)], '{so buoi}', '{0}'", 700},
    {"figures below", SQL_FIGURES_CONTEXT, "ARRAY[n(100003)], '{so buoi}', '{0}'", 400},
    {"citations", SQL_CITED_CONTEXT, "ARRAY[n(7)], '{12-KH/DTN}'", 250},
    {"near texts", SQL_NEAR_TEXTS, "'{1,1}', '{1,2}', ARRAY[n(7)], '{\"\"}'", 2 * 768 + 8 * 48},
    {"near photos", SQL_NEAR_PHOTOS, "'{1,1}', '{1,2}', ARRAY[n(7)], '{\"\"}'", 2 * 256 + 8 * 48},
    {"owners", SQL_OWNERS, "ARRAY[n(7)]", 10},
    {"pages", SQL_PAGES, "ARRAY[n(7)], ARRAY[n(1)]", 20},
    {"the submission", SQL_PIECES, "ARRAY[n(7)]", 10},
    {"what is pending", SQL_PENDING, "ARRAY[n(7)]", 10},
    {"readings", SQL_READINGS, "'{\"\"}'", 10},
    {"storing figures", SQL_FIGURES_PUT,
     "ARRAY[n(7)], ARRAY[n(7)], '{so buoi}', '{0}', '{Số buổi}', '{1}', ARRAY[n(7)], '{12-KH/DTN}'",
     30},
    {"storing keys", SQL_NEAR_PUT, "ARRAY[n(7)], '{0}', '{\"\"}', '{1}', '{3}', '{}', '{}'", 20},
    {"a verdict", SQL_COMPLETE,
     "ARRAY[n(7)], ARRAY[n(7)], '{2}', '{[]}', '{0}', ARRAY[n(200000)], '{0}', '{\"\"}',"
     "'{}', '{}', '{}', '{}', '{}', '{}', 1, '{}', '{}', 0, '{}', '{}', '{}', '{}', '{NULL}', '{NULL}', "
     "'{}', '{}'",
     100},
};

enum { STATEMENTS = sizeof(PROMISES) / sizeof(PROMISES[0]) };

/* Rows that the scans below this node of a plan returned or dropped. */
static long rows_scanned(const json_t *plan)
{
    static const char *const READS[] = {"Actual Rows", "Rows Removed by Filter",
                                        "Rows Removed by Index Recheck"};
    const char *type = json_string_value(json_object_get(plan, "Node Type"));
    long rows = 0;
    size_t at;
    const json_t *child;
    if (strstr(type, "Scan") != NULL && json_object_get(plan, "Relation Name") != NULL) {
        for (size_t i = 0; i < sizeof(READS) / sizeof(READS[0]); i++) {
            rows += (long)json_number_value(json_object_get(plan, READS[i]));
        }
        rows *= (long)json_number_value(json_object_get(plan, "Actual Loops"));
    }
    json_array_foreach(json_object_get(plan, "Plans"), at, child) {
        rows += rows_scanned(child);
    }
    return rows;
}

static long rows_of_plan(struct database *db, int number)
{
    json_t *plans = json_loads(
        database_value(db, "EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) EXECUTE wanted_%d(%s)",
                       number, PROMISES[number].arguments),
        0, NULL);
    assert_non_null(plans);
    long rows = rows_scanned(json_object_get(json_array_get(plans, 0), "Plan"));
    json_decref(plans);
    return rows;
}

/* Also what functions read; counted since the session began. */
static long rows_of_tables(struct database *db)
{
    return database_number(db, "SELECT sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))"
                               " FROM pg_stat_xact_user_tables");
}

/* Plans are made while the tables are empty, as those of a service that has just been set up. */
static int set_up(void **state)
{
    struct database *db = database_create();
    fixture_campaign(db);
    database_run(db, "%s", SESSION);
    for (int i = 0; i < STATEMENTS; i++) {
        database_run(db, "PREPARE wanted_%d AS %s", i, PROMISES[i].sql);
        database_run(db, "EXPLAIN EXECUTE wanted_%d(%s)", i, PROMISES[i].arguments);
    }
    database_run(db, "%s", SEED);
    *state = db;
    return 0;
}

static int tear_down(void **state)
{
    struct database *db = *state;
    database_drop(&db);
    return 0;
}

static void assert_promises(struct database *db)
{
    int over = 0;
    for (int i = 0; i < STATEMENTS; i++) {
        const struct promise *promise = &PROMISES[i];
        database_run(db, "BEGIN");
        long before = rows_of_tables(db);
        long scanned = rows_of_plan(db, i);
        long fetched = rows_of_tables(db) - before;
        database_run(db, "ROLLBACK");
        printf("%s: %ld rows in the plan, %ld in the tables, %ld promised\n", promise->what,
               scanned, fetched, promise->rows);
        over += scanned > promise->rows || fetched > promise->rows ? 1 : 0;
    }
    assert_int_equal(over, 0);
}

static void a_plan_from_an_empty_store_reads_what_it_promises(void **state)
{
    assert_promises(*state);
}

static void a_plan_from_a_full_store_reads_what_it_promises(void **state)
{
    database_run(*state, "ANALYZE");
    assert_promises(*state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plan_from_an_empty_store_reads_what_it_promises),
        cmocka_unit_test(a_plan_from_a_full_store_reads_what_it_promises),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
