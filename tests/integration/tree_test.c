/*
 * tree_test.c — the tree and its history on a real PostgreSQL: lists and acts with every fault
 * reported, the tree of a day, which unit was made of which, results on a later tree, and that a
 * successor reads its predecessors' records.
 */
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "integration/sums_hand.h"
#include "scoring/sums.h"
#include "support/database.h"

/* A province with two districts and five communes; in 2025 the districts end and three communes
 * remain: N1 of A1, A2 and half of B1, N2 of the rest of B1 and B2, B3 continues alone. */
static const char UNITS[] =
    "SELECT import_units('["
    "{\"code\":\"T\",\"name\":\"Tỉnh T\",\"kind\":\"province\",\"parent\":\"\"},"
    "{\"code\":\"A\",\"name\":\"Huyện A\",\"kind\":\"district\",\"parent\":\"T\"},"
    "{\"code\":\"B\",\"name\":\"Huyện B\",\"kind\":\"district\",\"parent\":\"T\"},"
    "{\"code\":\"A1\",\"name\":\"Xã A1\",\"kind\":\"commune\",\"parent\":\"A\"},"
    "{\"code\":\"A2\",\"name\":\"Xã A2\",\"kind\":\"commune\",\"parent\":\"A\"},"
    "{\"code\":\"B1\",\"name\":\"Xã B1\",\"kind\":\"commune\",\"parent\":\"B\"},"
    "{\"code\":\"B2\",\"name\":\"Xã B2\",\"kind\":\"commune\",\"parent\":\"B\"},"
    "{\"code\":\"B3\",\"name\":\"Xã B3\",\"kind\":\"commune\",\"parent\":\"B\"}]', '2020-01-01')";

#define LINE(from, to, rest) "{\"from\":\"" from "\",\"to\":\"" to "\"" rest "}"
#define DOCUMENT             "'{\"symbol\":\"01-NQ\",\"dated\":\"2025-06-12\",\"effective\":\"2025-07-01\"}'"

/* clang-format off */
static const char ACT[] =
    "SELECT record_act(" DOCUMENT ", '["
    LINE("A1", "N1", ",\"name\":\"Xã Mới Một\",\"kind\":\"commune\",\"parent\":\"T\"") ","
    LINE("A2", "N1", "") ","
    LINE("B1", "N1", ",\"share\":\"0.5\"") ","
    LINE("B1", "N2", ",\"name\":\"Xã Mới Hai\",\"parent\":\"T\",\"share\":\"0.5\"") ","
    LINE("B2", "N2", "") ","
    LINE("B3", "B3", ",\"parent\":\"T\"") ","
    LINE("A", "", "") "," LINE("B", "", "") "]')";
/* clang-format on */

static int set_up(void **state)
{
    struct database *db = database_create();
    assert_string_equal(database_value(db, "%s", UNITS), "[]");
    *state = db;
    return 0;
}

static int tear_down(void **state)
{
    struct database *db = *state;
    database_drop(&db);
    return 0;
}

static const char *tree(struct database *db, const char *day)
{
    return database_value(
        db,
        "SELECT string_agg(t.code || '<' || coalesce(p.code, '-'), ' ' ORDER BY t.code)"
        "  FROM tree_at('%s') t LEFT JOIN unit p ON p.id = t.parent_id",
        day);
}

static void stands_as_it_stood_on_each_day(void **state)
{
    struct database *db = *state;
    assert_string_equal(database_value(db, "%s", ACT), "[]");
    assert_string_equal(tree(db, "2019-12-31"), "");
    assert_string_equal(tree(db, "2025-06-30"), "A<T A1<A A2<A B<T B1<B B2<B B3<B T<-");
    assert_string_equal(tree(db, "2025-07-01"), "B3<T N1<T N2<T T<-");
    assert_string_equal(database_value(db, "SELECT kind FROM act"), "many");
    /* The same act again changes nothing. */
    assert_string_equal(database_value(db, "%s", ACT), "[]");
    assert_int_equal(database_number(db, "SELECT count(*) FROM act"), 1);
    assert_int_equal(database_number(db, "SELECT count(*) FROM unit_period"), 8 + 2 + 1);
}

static void small_acts_are_named_for_what_they_are(void **state)
{
    struct database *db = *state;
    static const struct {
        const char *line, *kind;
    } CASES[] = {
        {LINE("A1", "A1", ",\"name\":\"Xã A Một\""), "rename"},
        {LINE("A2", "A2", ",\"parent\":\"B\""), "move"},
        {LINE("B2", "A1", "") "," LINE("A1", "A1", ""), "merge"},
        {LINE("B1", "B11", ",\"name\":\"B11\",\"parent\":\"B\"") "," LINE(
             "B1", "B12", ",\"name\":\"B12\",\"parent\":\"B\""),
         "split"},
        {LINE("B3", "", ""), "close"},
        {LINE("", "C", ",\"name\":\"Xã C\",\"kind\":\"commune\",\"parent\":\"B\""), "create"},
    };
    for (int i = 0; i < (int)(sizeof(CASES) / sizeof(CASES[0])); i++) {
        assert_string_equal(
            database_value(db,
                           "SELECT record_act('{\"symbol\":\"S%d\",\"dated\":\"2021-01-01\","
                           "\"effective\":\"2021-0%d-01\"}', '[%s]')",
                           i, i + 1, CASES[i].line),
            "[]");
        assert_string_equal(database_value(db, "SELECT kind FROM act WHERE symbol = 'S%d'", i),
                            CASES[i].kind);
    }
    assert_string_equal(tree(db, "2022-01-01"), "A<T A1<A A2<B B<T B11<B B12<B C<B T<-");
    assert_string_equal(
        database_value(db, "SELECT name FROM tree_at('2020-12-31') WHERE code = 'A1'"), "Xã A1");
    assert_string_equal(
        database_value(db, "SELECT name FROM tree_at('2021-01-01') WHERE code = 'A1'"), "Xã A Một");
}

/* "n column code" of every fault. */
static const char *faults(struct database *db, const char *call)
{
    return database_value(db,
                          "SELECT coalesce(string_agg(concat_ws(' ', f ->> 'n', f ->> 'column',"
                          " f ->> 'code'), ', ' ORDER BY o), '')"
                          "  FROM jsonb_array_elements(%s) WITH ORDINALITY x(f, o)",
                          call);
}

static void a_list_reports_every_fault_and_stores_nothing(void **state)
{
    struct database *db = *state;
    assert_string_equal(
        faults(db,
               "import_units('["
               "{\"code\":\"29242.0\",\"name\":\"X\",\"kind\":\"commune\",\"parent\":\"A\"},"
               "{\"code\":\"X1\",\"name\":\"\",\"kind\":\"ward\",\"parent\":\"KHONG\"},"
               "{\"code\":\"X2\",\"name\":\"X2\",\"kind\":\"commune\",\"parent\":\"X3\"},"
               "{\"code\":\"X3\",\"name\":\"X3\",\"kind\":\"commune\",\"parent\":\"X2\"},"
               "{\"code\":\"X4\",\"name\":\"X4\",\"kind\":\"commune\",\"parent\":\"A\"},"
               "{\"code\":\"X4\",\"name\":\"X4\",\"kind\":\"commune\",\"parent\":\"A\"},"
               "{\"code\":\"có dấu\",\"name\":\"X\",\"kind\":\"commune\",\"parent\":\"842.0\"}]',"
               " '2024-01-01')"),
        "1 code code.number, 2 kind unit.kind, 2 name cell.missing, 2 parent unit.unknown, "
        "3 parent unit.circle, 4 parent unit.circle, 6 code code.twice, 7 code code.format, "
        "7 parent code.number");
    assert_int_equal(database_number(db, "SELECT count(*) FROM unit"), 8);
    /* A district under its own commune. */
    assert_string_equal(
        faults(db, "import_units('[{\"code\":\"A\",\"name\":\"A\",\"kind\":\"district\","
                   "\"parent\":\"A1\"}]', '2024-01-01')"),
        "1 parent unit.circle");
}

static void an_act_reports_every_fault_and_changes_nothing(void **state)
{
    struct database *db = *state;
    assert_string_equal(database_value(db, "%s", ACT), "[]");
    assert_string_equal(
        faults(
            db,
            "record_act('{\"symbol\":\"02\",\"dated\":\"2025-01-01\",\"effective\":\"2025-07-01\"}'"
            ", '[" LINE("A1", "N1", "") "," LINE("KHONG", "N1", "") "," LINE("", "", "") "," LINE(
                "N1", "N2",
                "") "," LINE("B3", "MOI",
                             "") "," LINE("B3", "N2",
                                          ",\"share\":\"0.7\"") "," LINE("B3", "N1",
                                                                         ",\"share\":\"0."
                                                                         "7\"") "," LINE("T",
                                                                                         "T"
                                                                                         "2",
                                                                                         ","
                                                                                         "\""
                                                                                         "na"
                                                                                         "me"
                                                                                         "\""
                                                                                         ":"
                                                                                         "\""
                                                                                         "X"
                                                                                         "\""
                                                                                         ","
                                                                                         "\""
                                                                                         "pa"
                                                                                         "re"
                                                                                         "nt"
                                                                                         "\""
                                                                                         ":"
                                                                                         "\""
                                                                                         "KH"
                                                                                         "ON"
                                                                                         "G"
                                                                                         "\""
                                                                                         ","
                                                                                         "\""
                                                                                         "ki"
                                                                                         "nd"
                                                                                         "\""
                                                                                         ":"
                                                                                         "\""
                                                                                         "gì"
                                                                                         "\""
                                                                                         ","
                                                                                         "\""
                                                                                         "sh"
                                                                                         "ar"
                                                                                         "e"
                                                                                         "\""
                                                                                         ":"
                                                                                         "\""
                                                                                         "2"
                                                                                         "\"") "]'"
                                                                                               ")"),
        "1 from unit.closed, 2 from unit.unknown, 3 from cell.missing, 4 from period.overlap, "
        "5 from period.overlap, 5 name cell.missing, 6 from period.overlap, 7 from period.overlap, "
        "7 share share.sum, 8 kind unit.kind, 8 parent unit.unknown, 8 share share.format");
    assert_int_equal(database_number(db, "SELECT count(*) FROM act"), 1);
}

/* ---------------------------------------------------------------- results and rights */

static void add_campaign(struct database *db)
{
    database_run(
        db,
        "INSERT INTO account (id, username, role, unit_id) VALUES"
        " (1, 'uy-ban', 'committee', (SELECT id FROM unit WHERE code = 'T'));"
        "INSERT INTO criteria_set (id, code, version, name, base_points, bands)"
        " VALUES (1, 'S', 1, 'S', 100, '[]');"
        "INSERT INTO criterion (id, set_id, code, level, name, points, rule)"
        " VALUES (1, 1, 'C', 'criterion', 'C', 100, '{\"kind\":\"exists\",\"points\":\"100\"}');"
        "INSERT INTO campaign (id, code, name, province_id, criteria_set_id, period_from,"
        " period_to, filing_deadline, state) SELECT 1, '2024', 'Năm 2024', id, 1,"
        " '2024-01-01', '2024-12-31', '2024-11-30', 'published' FROM unit WHERE code = 'T';"
        "INSERT INTO campaign_unit SELECT 1, id, 'Khối' FROM unit WHERE code IN ('A', 'B');"
        "INSERT INTO score (campaign_id, unit_id, criterion_id, state, value, rule_version,"
        " receipt, generation) SELECT 1, id, 1, 1, CASE code WHEN 'A' THEN 80 ELSE 65 END, 1,"
        " '{}', 1 FROM unit WHERE code IN ('A', 'B')");
}

static const char *totals(struct database *db, const char *rule)
{
    return database_value(db,
                          "SELECT string_agg(u.code || '=' || r.total, ' ' ORDER BY u.code)"
                          "  FROM recast(1, '%s', '2025-08-01') r JOIN unit u ON u.id = r.unit_id"
                          " WHERE u.kind <> 'province'",
                          rule);
}

static void last_year_s_result_on_this_year_s_tree(void **state)
{
    struct database *db = *state;
    add_campaign(db);
    sums_now(db);
    assert_string_equal(database_value(db, "%s", ACT), "[]");
    assert_string_equal(totals(db, "closed"), "A=80.00 B=65.00");
    /* N1 came from two communes of A and one of B: (80 + 80 + 65) / 3. */
    assert_string_equal(totals(db, "child"), "B3=65.00 N1=75.00 N2=65.00");
    /* By parts: A1 and A2 whole, B1 half: (2 × 80 + 0.5 × 65) / 2.5. */
    assert_string_equal(totals(db, "share"), "B3=65.00 N1=77.00 N2=65.00");
    assert_string_equal(database_value(db,
                                       "SELECT receipt #>> '{acts,0}' || ' ' ||"
                                       " (receipt #>> '{parts,0,weight}') FROM recast(1, 'share',"
                                       " '2025-08-01') r JOIN unit u ON u.id = r.unit_id"
                                       " WHERE u.code = 'N1'"),
                        "01-NQ 2.000000");
    /* On the tree of its own year nothing needs recasting. */
    assert_string_equal(
        database_value(db, "SELECT string_agg(u.code || '=' || r.total, ' ' ORDER BY u.code)"
                           "  FROM recast(1, 'share', '2024-12-31') r"
                           "  JOIN unit u ON u.id = r.unit_id WHERE u.kind = 'district'"),
        "A=80.00 B=65.00");
}

static void a_successor_reads_what_was_before_it(void **state)
{
    struct database *db = *state;
    add_campaign(db);
    assert_string_equal(database_value(db, "%s", ACT), "[]");
    database_run(db,
                 "INSERT INTO account (id, username, role, unit_id) SELECT 2, 'n1', 'officer', id"
                 "  FROM unit WHERE code = 'N1'");
    static const char READABLE[] =
        "SET app.account = '%d'; SELECT string_agg(code, ' ' ORDER BY code) FROM unit"
        " WHERE id = ANY (app_readable_units())";
    assert_string_equal(database_value(db, READABLE, 2), "A1 A2 B1 N1");
    assert_string_equal(database_value(db, READABLE, 1), "A A1 A2 B B1 B2 B3 N1 N2 T");
}

/* Two acts, one after the other: parts of parts. */
static void acts_follow_one_another(void **state)
{
    struct database *db = *state;
    assert_string_equal(database_value(db, "%s", ACT), "[]");
    assert_string_equal(
        database_value(
            db,
            "SELECT record_act('{\"symbol\":\"02\",\"dated\":\"2026-01-01\","
            "\"effective\":\"2026-02-01\"}', '[" LINE(
                "N1", "M",
                ",\"name\":\"Xã M\",\"parent\":\"T\",\"share\":\"0.25\"") "," LINE("N1", "N2",
                                                                                   ",\"share\":\"0."
                                                                                   "75\"") "," LINE("N2",
                                                                                                    "N2",
                                                                                                    "") "]')"),
        "[]");
    assert_string_equal(
        database_value(
            db, "SELECT string_agg(u.code || '<' || o.code || '*' || trim_scale(l.share), ' '"
                " ORDER BY u.code, o.code) FROM lineage('2026-03-01', '2024-12-31') l"
                " JOIN unit u ON u.id = l.unit_id JOIN unit o ON o.id = l.before_id"
                " WHERE u.code IN ('M', 'N2')"),
        "M<A1*0.25 M<A2*0.25 M<B1*0.125 N2<A1*0.75 N2<A2*0.75 N2<B1*0.875 N2<B2*1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(stands_as_it_stood_on_each_day, set_up, tear_down),
        cmocka_unit_test_setup_teardown(small_acts_are_named_for_what_they_are, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_list_reports_every_fault_and_stores_nothing, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(an_act_reports_every_fault_and_changes_nothing, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(last_year_s_result_on_this_year_s_tree, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_successor_reads_what_was_before_it, set_up, tear_down),
        cmocka_unit_test_setup_teardown(acts_follow_one_another, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
