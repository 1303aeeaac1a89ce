/*
 * The schema that the programs carry, in a real database: a service accepts no other, and names the
 * file that differs; who may call which function and read which rows.
 */
#include "support/test.h"

#include <string.h>

#include "store/lane.h"
#include "store/peer.h"
#include "store/schema.h"
#include "support/database.h"

static int set_up(void **state)
{
    *state = database_create();
    return 0;
}

static int tear_down(void **state)
{
    struct database *database = *state;
    database_drop(&database);
    return 0;
}

/* The refusal, as the role of a service; "" for a database that it accepts. */
static const char *refusal(struct database *database)
{
    struct lane_conf conf = {.dsn = database_dsn_as(database, "mc_scoring"), .application = "test"};
    struct lane *lane;
    assert_int_equal(lane_open(&lane, &conf), ERR_NONE);
    enum err err = peer_check_schema(lane);
    lane_close(&lane);
    if (err != ERR_NONE) {
        assert_int_equal(err, ERR_FATAL);
    }
    return err == ERR_NONE ? "" : err_last();
}

static void service_accepts_its_own_schema_and_names_what_differs(void **state)
{
    struct database *database = *state;
    assert_string_equal(refusal(database), "");

    database_run(database, "UPDATE schema_version SET hash = '' WHERE name = 'functions/links'");
    assert_non_null(strstr(refusal(database), "lacks this program's functions/links"));
    assert_non_null(strstr(refusal(database), "run minhchung migrate"));

    database_run(database, "DELETE FROM schema_version WHERE name = '0012_likeness'");
    assert_non_null(strstr(refusal(database), "lacks this program's 0012_likeness"));

    database_run(database, "UPDATE schema_version SET hash = '' WHERE name = '0009_cadres'");
    assert_non_null(strstr(refusal(database), "0009_cadres was edited"));

    database_run(database, "INSERT INTO schema_version (name, hash) VALUES ('9999_later', '')");
    assert_non_null(strstr(refusal(database), "9999_later"));
    assert_non_null(strstr(refusal(database), "newer than this program"));

    database_run(database, "DROP TABLE schema_version");
    assert_non_null(strstr(refusal(database), "run minhchung migrate"));
}

static bool is_same(const char *one, const char *other)
{
    struct hash a = schema_hash(one), b = schema_hash(other);
    return memcmp(&a, &b, sizeof(a)) == 0;
}

static void comments_and_line_breaks_may_be_edited(void **state)
{
    (void)state;
    assert_true(is_same("-- One's own.\nSELECT 1;   -- said\n", "SELECT\n  1; -- said otherwise"));
    assert_false(is_same("SELECT 1;", "SELECT 2;"));
    assert_false(is_same("SELECT '-- a';", "SELECT '-- b';"));
    assert_false(is_same("SELECT 'a  b';", "SELECT 'a b';"));
    assert_true(is_same("SELECT 'it''s' -- one\n;", "SELECT 'it''s' -- two\n;"));
}

static void no_function_is_everybodys(void **state)
{
    assert_string_equal(
        "",
        database_value(*state, "SELECT string_agg(p.oid::regprocedure::text, ', ') FROM pg_proc p"
                               " WHERE p.pronamespace = 'public'::regnamespace AND "
                               "has_function_privilege('public', p.oid, 'execute')"
                               "   AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid "
                               "AND d.deptype = 'e')"));
}

/* A function that runs with its caller's rights calls others with these, too. */
static void who_may_call_a_function_may_call_what_it_calls(void **state)
{
    assert_string_equal(
        "", database_value(
                *state,
                "WITH f AS (SELECT p.oid, p.proname, p.prosecdef, p.prosrc,"
                "                  ARRAY(SELECT a.grantee FROM aclexplode(p.proacl) a WHERE "
                "a.grantee <> p.proowner) AS may"
                "             FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace"
                "              AND p.prorettype <> 'trigger'::regtype)"
                "SELECT string_agg(a.proname || ' calls ' || b.proname, ', ')"
                "  FROM f a JOIN f b ON b.oid <> a.oid AND a.prosrc ~ ('\\m' || b.proname || '\\(')"
                " WHERE NOT a.prosecdef AND NOT a.may <@ b.may"));
}

/* The gateway alone acts for accounts: what it may read is restricted row by row, or is listed
 * here. */
static void what_the_gateway_reads_has_row_security(void **state)
{
    database_run(
        *state,
        "CREATE TEMP TABLE open_table (name text, reason text);"
        "INSERT INTO open_table VALUES"
        " ('schema_version', 'which schema this is'),"
        " ('directory_version', 'when to read the reference data again'),"
        " ('peer', 'which processes run'),"
        " ('system_key', 'public keys'),"
        " ('session', 'looked up by the hash of a secret'), ('access_key', 'as session'),"
        " ('account', 'names and roles; the password hash is read to sign in'),"
        " ('unit', 'the tree is everybody''s'), ('unit_period', 'the tree'), ('act', 'the tree'),"
        " ('succession', 'the tree'),"
        " ('campaign', 'what is asked of units is everybody''s'), ('campaign_unit', 'as campaign'),"
        " ('criteria_set', 'as campaign'), ('criterion', 'as campaign'), ('target', 'as campaign'),"
        " ('target_change', 'as campaign'), ('not_applicable', 'as campaign'), ('visit', 'as "
        "campaign'),"
        " ('assessment_move', 'the rules of assessment'), ('check_setting', 'the rules of checks'),"
        " ('figure_rule', 'the rules of figures'),"
        " ('cadre_post', 'the rules of posts'), ('age_limit', 'the rules of posts'),"
        " ('cadre_policy', 'the rules of posts'),"
        " ('file', 'known by the hash of its content, which evidence names'),"
        " ('file_reading', 'as file'), ('file_scan', 'as file'),"
        " ('recompute', 'numbers of cells, no content')");
    assert_string_equal(
        "", database_value(
                *state,
                "SELECT string_agg(c.relname, ', ') FROM pg_class c LEFT JOIN open_table o ON "
                "o.name = c.relname"
                " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')"
                "   AND (c.relrowsecurity = (o.name IS NOT NULL)"
                "        OR c.relrowsecurity AND NOT EXISTS (SELECT FROM pg_policy p WHERE "
                "p.polrelid = c.oid))"
                "   AND (o.name IS NOT NULL OR c.relrowsecurity"
                "        OR has_any_column_privilege('mc_gateway', c.oid, 'SELECT, INSERT, UPDATE')"
                "        OR has_table_privilege('mc_gateway', c.oid, 'DELETE, TRUNCATE'))"));
    assert_string_equal(
        "",
        database_value(
            *state,
            "SELECT string_agg(o.name, ', ') FROM open_table o WHERE to_regclass(o.name) IS NULL"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(service_accepts_its_own_schema_and_names_what_differs,
                                        set_up, tear_down),
        cmocka_unit_test(comments_and_line_breaks_may_be_edited),
        cmocka_unit_test_setup_teardown(no_function_is_everybodys, set_up, tear_down),
        cmocka_unit_test_setup_teardown(who_may_call_a_function_may_call_what_it_calls, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_the_gateway_reads_has_row_security, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
