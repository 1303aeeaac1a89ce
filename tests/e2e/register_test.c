/*
 * register_test.c — the numbers of a book: none is missing and none is given twice, however many
 * take at once and however many of them die meanwhile.
 *
 * Takers work on connections of their own, as the gateway does; those that die are ended by the
 * store itself after they have taken a number and before they commit.
 */
#include "support/test.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "support/one_system.h"
#include "text/symbol.h"

enum { TAKERS = 16, TAKES = 20, DIES_EACH = 5, CANCELS_EACH = 7, COMMITTEE = 5 };

static const char OPEN[] =
    "SELECT app_put_register_book('%s', jsonb_build_object('unit', 'TINH', 'issuer', 'UBKTTĐ',"
    " 'issuer_name', 'Ủy ban Kiểm tra', 'type', 'KH', 'term', 'Nhiệm kỳ', 'term_from', '%s',"
    " 'term_to', '%s', 'first_number', %d),"
    " '{\"type_name\":\"kế hoạch\",\"type_key\":\"kh\",\"issuer_key\":\"ubkttd\"}')";

static PGconn *connect_as_committee(void)
{
    PGconn *conn = PQconnectdb(database_dsn_as(system_database(site), "mc_gateway"));
    assert_int_equal(PQstatus(conn), CONNECTION_OK);
    PQclear(PQexec(conn, "SET app.account = 5"));
    return conn;
}

/* The first value; NULL: the statement failed, or the connection is gone.  The caller frees. */
static char *value(PGconn *conn, const char *sql)
{
    PGresult *result = PQexec(conn, sql);
    bool is_ok = PQresultStatus(result) == PGRES_TUPLES_OK && PQntuples(result) == 1;
    char *text = is_ok ? strdup(PQgetvalue(result, 0, 0)) : NULL;
    PQclear(result);
    return text;
}

/* The same, which contains these words. */
static void says(PGconn *conn, const char *sql, const char *words)
{
    char *text = value(conn, sql);
    if (text == NULL || strstr(text, words) == NULL) {
        fail_msg("%s:\n%s, wanted %s\n%s", sql, text, words, PQerrorMessage(conn));
    }
    free(text);
}

static void open_book(PGconn *conn, const char *code, const char *from, const char *to, int first,
                      const char *words)
{
    char sql[700];
    snprintf(sql, sizeof(sql), OPEN, code, from, to, first);
    says(conn, sql, words);
}

/* ---------------------------------------------------------------- many at once */

struct taker {
    PGconn *conn;
    pthread_t thread;
    int id, died, cancelled;
    bool has_failed;
};

static void take_sql(char *sql, size_t len, const struct taker *self, int take)
{
    snprintf(sql, len,
             "SELECT app_take_number('KH-NHIEU', md5('%d/%d')::uuid, '{\"subject\":\"Kế hoạch\","
             "\"dated\":\"2023-05-02\"}') -> 'items' -> 0 ->> 'label'",
             self->id, take);
}

/* Takes a number, and its connection is ended before it commits. */
static bool taker_dies(struct taker *self, const char *sql)
{
    PQclear(PQexec(self->conn, "BEGIN"));
    char *label = value(self->conn, sql);
    bool has_taken = label != NULL;
    free(label);
    PQclear(PQexec(self->conn, "SELECT pg_terminate_backend(pg_backend_pid())"));
    bool is_gone = PQstatus(self->conn) == CONNECTION_BAD;
    PQreset(self->conn);
    PQclear(PQexec(self->conn, "SET app.account = 5"));
    self->died++;
    return has_taken && is_gone;
}

static bool taker_cancels(struct taker *self, const char *label)
{
    char sql[200];
    snprintf(sql, sizeof(sql),
             "SELECT app_cancel_number('KH-NHIEU', '%s', 'Soạn nhầm') ->> 'state'", label);
    char *state = value(self->conn, sql);
    bool is_cancelled = state != NULL && strcmp(state, "cancelled") == 0;
    free(state);
    self->cancelled++;
    return is_cancelled;
}

static void *take_many(void *arg)
{
    struct taker *self = arg;
    char sql[300];
    for (int take = 0; take < TAKES && !self->has_failed; take++) {
        take_sql(sql, sizeof(sql), self, take);
        self->has_failed = take % DIES_EACH == 0 && !taker_dies(self, sql);
        char *label = value(self->conn, sql), *again = value(self->conn, sql);
        bool is_same = label != NULL && again != NULL && strcmp(label, again) == 0;
        self->has_failed = self->has_failed || !is_same ||
                           (take % CANCELS_EACH == 0 && !taker_cancels(self, label));
        free(label);
        free(again);
    }
    return NULL;
}

static void many_takers_leave_no_gap_and_no_double(void **state)
{
    (void)state;
    static struct taker takers[TAKERS];
    struct database *db = system_database(site);
    int died = 0, cancelled = 0;
    for (int i = 0; i < TAKERS; i++) {
        takers[i] = (struct taker){.conn = connect_as_committee(), .id = i};
    }
    open_book(takers[0].conn, "KH-NHIEU", "2022-10-01", "2023-06-30", 1, "\"next_number\": 1");
    for (int i = 0; i < TAKERS; i++) {
        assert_int_equal(pthread_create(&takers[i].thread, NULL, take_many, &takers[i]), 0);
    }
    for (int i = 0; i < TAKERS; i++) {
        pthread_join(takers[i].thread, NULL);
        assert_false(takers[i].has_failed);
        died += takers[i].died;
        cancelled += takers[i].cancelled;
        PQfinish(takers[i].conn);
    }
    assert_int_equal(died, TAKERS * TAKES / DIES_EACH);
    assert_int_equal(database_number(db, "SELECT count(*) FROM register_entry"), TAKERS * TAKES);
    assert_int_equal(database_number(db, "SELECT min(number) FROM register_entry"), 1);
    assert_int_equal(database_number(db, "SELECT max(number) FROM register_entry"), TAKERS * TAKES);
    assert_int_equal(database_number(db, "SELECT count(DISTINCT number) FROM register_entry"),
                     TAKERS * TAKES);
    assert_int_equal(database_number(db,
                                     "SELECT count(*) FROM register_entry WHERE state = 'cancelled'"
                                     " AND reason = 'Soạn nhầm'"),
                     cancelled);
    assert_int_equal(database_number(db, "SELECT count(*) FROM register_act WHERE act = 'issued'"),
                     TAKERS * TAKES);
}

/* Every symbol that a book gives is one that the checks read, with number, letter and type. */
static void each_symbol_is_one_of_the_grammar(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    PGresult *result = PQexec(database_connection(system_database(site)),
                              "SELECT e.symbol, e.number, e.suffix, b.type_key, b.issuer_key"
                              "  FROM register_entry e JOIN register_book b ON b.id = e.book_id");
    assert_true(PQntuples(result) > TAKERS * TAKES);
    for (int i = 0; i < PQntuples(result); i++) {
        struct symbol symbol;
        const char *issuer = PQgetvalue(result, i, 4);
        if (!symbol_parse(arena, PQgetvalue(result, i, 0), &symbol)) {
            fail_msg("%s", PQgetvalue(result, i, 0));
        }
        assert_int_equal(symbol.number, strtol(PQgetvalue(result, i, 1), NULL, 10));
        assert_int_equal(symbol.letter, PQgetvalue(result, i, 2)[0]);
        assert_string_equal(symbol.type->code, PQgetvalue(result, i, 3));
        assert_int_equal(strncmp(symbol.issuer, issuer, strlen(issuer)), 0);
    }
    PQclear(result);
    arena_free(&arena);
}

/* ---------------------------------------------------------------- one after the other */

/* Takes for the committee; `more` of the body. */
static void take(PGconn *conn, const char *key, const char *more, const char *words)
{
    char sql[500];
    snprintf(sql, sizeof(sql),
             "SELECT app_take_number('KH-2023', md5('%s')::uuid, '{\"subject\":\"Kế hoạch\"%s}')",
             key, more);
    says(conn, sql, words);
}

#define DAY(day) ",\"dated\":\"2023-" day "\""

static void a_new_term_begins_at_its_first_number(void **state)
{
    (void)state;
    PGconn *conn = connect_as_committee();
    open_book(conn, "KH-2023", "2023-06-30", "2028-06-30", 1, "register.overlap");
    open_book(conn, "KH-2023", "2023-07-01", "2028-06-30", 10, "\"next_number\": 10");
    open_book(conn, "KH-2023", "2023-07-01", "2028-06-30", 10, "\"next_number\": 10");
    take(conn, "10", DAY("07-03"), "\"symbol\": \"10-KH/UBKTTĐ\"");
    open_book(conn, "KH-2023", "2023-07-01", "2028-06-30", 1, "register.used");
    open_book(conn, "KH-2023", "2023-07-01", "2023-07-02", 10, "register.term");
    open_book(conn, "KH-TIEP", "2028-07-01", "2033-06-30", 1, "\"next_number\": 1");
    PQfinish(conn);
}

static void a_late_paper_goes_behind_a_number_with_a_letter(void **state)
{
    (void)state;
    PGconn *conn = connect_as_committee();
    take(conn, "11", DAY("07-05"), "\"label\": \"11\"");
    take(conn, "12", DAY("07-10"), "\"label\": \"12\"");
    take(conn, "lui", DAY("07-06"), "≥ 10/07/2023");
    take(conn, "11a", DAY("07-06") ",\"behind\":11,\"department\":\"TCKT\"",
         "\"symbol\": \"11a-KH/UBKTTĐ-TCKT\"");
    take(conn, "11b", DAY("07-05") ",\"behind\":11", "06/07/2023 – 10/07/2023");
    take(conn, "11b", DAY("07-10") ",\"behind\":11", "\"label\": \"11b\"");
    take(conn, "99a", DAY("07-10") ",\"behind\":99", "register.behind");
    take(conn, "13", DAY("07-10"), "\"label\": \"13\"");
    says(conn,
         "SELECT string_agg(x ->> 'label', ' ' ORDER BY n) FROM jsonb_array_elements("
         "app_register_entries('KH-2023', NULL, 2023, NULL, NULL, NULL, NULL, 50) -> 'items')"
         " WITH ORDINALITY e(x, n)",
         "13 12 11b 11a 11 10");
    PQfinish(conn);
}

static void days_keep_to_the_term_and_to_today(void **state)
{
    (void)state;
    PGconn *conn = connect_as_committee();
    take(conn, "som", DAY("06-30"), "01/07/2023 – 30/06/2028");
    take(conn, "sau", ",\"dated\":\"2028-06-30\"", "register.future");
    take(conn, "khong", "", "field.missing");
    take(conn, "vien", DAY("07-11") ",\"department\":\"t1\"", "register.symbol");
    take(conn, "ho-so",
         DAY("07-11") ",\"about\":{\"kind\":\"round\",\"campaign\":\"2023\",\"code\":\"X\"}",
         "register.about");
    take(conn, "14", DAY("07-11") ",\"about\":{\"kind\":\"publication\",\"campaign\":\"2023\"}",
         "\"label\": \"14\"");
    PQfinish(conn);
}

static void a_reserved_number_is_issued_or_cancelled_once(void **state)
{
    (void)state;
    static const char ISSUE[] = "SELECT app_issue_number('KH-2023', '%s', '{\"subject\":\"Kế "
                                "hoạch kiểm tra\",\"signer\":\"A\",\"dated\":\"2023-%s\"}')";
    PGconn *conn = connect_as_committee();
    char sql[300];
    take(conn, "giu", ",\"state\":\"reserved\",\"count\":3", "\"label\": \"17\"");
    take(conn, "giu", ",\"state\":\"reserved\",\"count\":3", "\"label\": \"15\"");
    take(conn, "giu", ",\"state\":\"reserved\",\"count\":2", "idempotency.conflict");
    take(conn, "nhieu", DAY("07-20") ",\"count\":2", "register.count");
    take(conn, "18", DAY("07-20"), "\"label\": \"18\"");
    snprintf(sql, sizeof(sql), ISSUE, "15", "07-21");
    says(conn, sql, "11/07/2023 – 20/07/2023");
    snprintf(sql, sizeof(sql), ISSUE, "15", "07-12");
    says(conn, sql, "\"state\": \"issued\"");
    says(conn, sql, "Kế hoạch kiểm tra");
    snprintf(sql, sizeof(sql), ISSUE, "15", "07-13");
    says(conn, sql, "register.state");
    says(conn, "SELECT app_cancel_number('KH-2023', '16', ' ')", "reason.missing");
    says(conn, "SELECT app_cancel_number('KH-2023', '16', 'Không ban hành')", "Không ban hành");
    says(conn, "SELECT app_cancel_number('KH-2023', '16', 'Không ban hành')", "cancelled");
    says(conn, "SELECT app_cancel_number('KH-2023', '16', 'Khác')", "register.state");
    snprintf(sql, sizeof(sql), ISSUE, "16", "07-12");
    says(conn, sql, "register.state");
    take(conn, "19", DAY("07-20"), "\"label\": \"19\"");
    says(conn, "SELECT coalesce(app_register_entry('KH-2023', '20')::text, 'none')", "none");
    PQfinish(conn);
}

static void the_store_keeps_what_was_given(void **state)
{
    (void)state;
    struct database *db = system_database(site);
    database_refuses(db, "MC003", "UPDATE register_entry SET number = 900 WHERE number = 10");
    database_refuses(db, "MC003", "UPDATE register_entry SET subject = 'x' WHERE number = 10");
    database_refuses(db, "MC003", "UPDATE register_entry SET state = 'issued' WHERE number = 16");
    database_refuses(db, "MC003", "DELETE FROM register_entry WHERE number = 16");
    database_refuses(db, "MC003", "DELETE FROM register_act");
    database_refuses(db, "MC003", "UPDATE register_act SET act = 'issued'");
    database_refuses(db, "MC003", "DELETE FROM register_request");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(many_takers_leave_no_gap_and_no_double),
        cmocka_unit_test(a_new_term_begins_at_its_first_number),
        cmocka_unit_test(a_late_paper_goes_behind_a_number_with_a_letter),
        cmocka_unit_test(days_keep_to_the_term_and_to_today),
        cmocka_unit_test(a_reserved_number_is_issued_or_cancelled_once),
        cmocka_unit_test(the_store_keeps_what_was_given),
        cmocka_unit_test(each_symbol_is_one_of_the_grammar),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
