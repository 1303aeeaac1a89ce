/*
 * The statements of admission on a real PostgreSQL (services/ingest/sql): what is accepted is
 * stored once with its message, a repeat is distinguished from a conflict, and of two revisions of
 * the same one only one is stored.
 */
#include "support/test.h"

#include <stdio.h>
#include <string.h>

#include "ingest/store.h"
#include "integration/scoring_fixture.h"
#include "support/hand.h"

struct fixture {
    struct database *db;
    struct hand hand, other;
};

static int set_up(void **state)
{
    static struct fixture fixture;
    fixture = (struct fixture){.db = database_create()};
    fixture_campaign(fixture.db);
    hand_open(&fixture.hand, database_dsn_as(fixture.db, "mc_ingest"));
    hand_open(&fixture.other, database_dsn_as(fixture.db, "mc_ingest"));
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    hand_close(&fixture->hand);
    hand_close(&fixture->other);
    database_drop(&fixture->db);
    return 0;
}

/* ------------------------------------------------------------- steps */

/* A request of account 1 for unit 11; `key` and `body` distinguish it. */
static struct filing filing_of(const char *key, const char *body)
{
    struct filing filing = {.message_id = uuid_new(),
                            .campaign_id = 1,
                            .unit_id = 11,
                            .account_id = 1,
                            .criteria = "{101,102}",
                            .kind = "report",
                            .title = "Báo cáo quý",
                            .occurred = 19480,
                            .body = (const unsigned char *)body,
                            .body_len = strlen(body)};
    struct hash id = hash_of(key, strlen(key));
    memcpy(filing.id.bytes, id.bytes, sizeof(filing.id.bytes));
    filing.body_hash = hash_of(body, strlen(body));
    filing.evidence_id = filing.id;
    return filing;
}

static struct filing revised(const struct filing *piece, int base, const char *key,
                             const char *body)
{
    struct filing filing = filing_of(key, body);
    filing.is_revision = true;
    filing.evidence_id = piece->evidence_id;
    filing.base_revision = base;
    return filing;
}

/* How many were new. */
static int accept_all(struct hand *hand, struct filing *const *filings, const int *lease_ms,
                      size_t count)
{
    hand_begin(hand);
    store_accept(hand->lane, filings, lease_ms, count, hand_answered, hand);
    assert_int_equal(hand_wait(hand), ERR_NONE);
    return rows_count(hand->result);
}

static int accept_one(struct hand *hand, struct filing *filing)
{
    static const int COLD = 0;
    return accept_all(hand, &filing, &COLD, 1);
}

static void look_up(struct hand *hand, struct filing *filing)
{
    hand_begin(hand);
    store_known(hand->lane, &filing, 1, hand_answered, hand);
    assert_int_equal(hand_wait(hand), ERR_NONE);
}

static bool agrees(const struct hand *hand, const struct filing *filing)
{
    struct bytes hash = column_bytes(hand->result, 0, 3);
    return hash.len == HASH_SIZE && memcmp(hash.data, filing->body_hash.bytes, HASH_SIZE) == 0;
}

static void start_revise(struct hand *hand, const struct filing *filing)
{
    hand_begin(hand);
    store_revise(hand->lane, filing, hand_answered, hand);
}

/* The new revision; 0: refused. */
static int revision(struct hand *hand)
{
    assert_int_equal(hand_wait(hand), ERR_NONE);
    return rows_count(hand->result) == 1 ? column_int(hand->result, 0, 0) : 0;
}

static long count(struct fixture *fixture, const char *what)
{
    return database_number(fixture->db, "SELECT count(*) FROM %s", what);
}

/* ------------------------------------------------------------- accepting */

static void accepted_is_stored_with_its_message(void **state)
{
    struct fixture *fixture = *state;
    struct filing hot = filing_of("a", "nội dung a"), cold = filing_of("b", "nội dung b");
    struct filing with_file = filing_of("c", "nội dung c");
    with_file.file_count = 1;
    struct filing *filings[] = {&hot, &cold, &with_file};
    assert_int_equal(accept_all(&fixture->hand, filings, (int[]){60000, 0, 0}, 3), 3);
    assert_int_equal(count(fixture, "submission WHERE revision = 1 AND is_current"), 3);
    assert_int_equal(count(fixture, "message WHERE stage = 2"), 2);
    assert_int_equal(count(fixture, "message WHERE stage = 1"), 1);
    assert_int_equal(count(fixture, "message WHERE attempts = 1 AND ready_at > now()"), 1);
    assert_int_equal(count(fixture, "message WHERE attempts = 0 AND ready_at <= now()"), 2);
    assert_int_equal(count(fixture, "submission WHERE received_at > now() - interval '1 minute'"),
                     3);
}

static void same_key_and_body_is_a_repeat(void **state)
{
    struct fixture *fixture = *state;
    struct filing first = filing_of("khoa", "một"), again = filing_of("khoa", "một");
    assert_int_equal(accept_one(&fixture->hand, &first), 1);
    assert_int_equal(accept_one(&fixture->hand, &again), 0);
    look_up(&fixture->hand, &again);
    assert_int_equal(rows_count(fixture->hand.result), 1);
    struct uuid piece = column_uuid(fixture->hand.result, 0, 1);
    assert_true(uuid_equal(&piece, &first.id));
    assert_int_equal(column_int(fixture->hand.result, 0, 2), 1);
    assert_true(agrees(&fixture->hand, &again));
    assert_int_equal(count(fixture, "message"), 1);
}

static void same_key_with_another_body_is_a_conflict(void **state)
{
    struct fixture *fixture = *state;
    struct filing first = filing_of("khoa", "một"), other = filing_of("khoa", "hai");
    assert_int_equal(accept_one(&fixture->hand, &first), 1);
    assert_int_equal(accept_one(&fixture->hand, &other), 0);
    look_up(&fixture->hand, &other);
    assert_false(agrees(&fixture->hand, &other));
    assert_int_equal(count(fixture, "submission"), 1);
    assert_int_equal(count(fixture, "message"), 1);
}

static void same_key_twice_in_one_batch_is_one_submission(void **state)
{
    struct fixture *fixture = *state;
    struct filing first = filing_of("khoa", "một"), again = filing_of("khoa", "một");
    struct filing *filings[] = {&first, &again};
    assert_int_equal(accept_all(&fixture->hand, filings, (int[]){0, 0}, 2), 1);
    assert_int_equal(count(fixture, "submission"), 1);
    assert_int_equal(count(fixture, "message"), 1);
}

/* The second waits for the first's commit, then knows. */
static void same_key_at_two_lanes_at_once_is_one_submission(void **state)
{
    struct fixture *fixture = *state;
    struct filing first = filing_of("khoa", "một"), other = filing_of("khoa", "hai");
    char id[37];
    uuid_print(&first.id, id);
    database_run(
        fixture->db,
        "BEGIN; INSERT INTO submission VALUES ('%s', '%s', 1, true, 1, 11, 1, '{101}', 'report',"
        " 'Báo cáo', '2023-05-01', sha256('một'), 'x', 1)",
        id, id);
    struct filing *filings[] = {&other};
    hand_begin(&fixture->hand);
    store_accept(fixture->hand.lane, filings, (int[]){0}, 1, hand_answered, &fixture->hand);
    hand_wait_blocked(&fixture->hand, fixture->db);
    database_run(fixture->db, "COMMIT");
    assert_int_equal(hand_wait(&fixture->hand), ERR_NONE);
    assert_int_equal(rows_count(fixture->hand.result), 0);
    assert_int_equal(count(fixture, "submission"), 1);
    assert_int_equal(count(fixture, "message"), 0);
}

static void an_older_record_keeps_its_day_of_filing(void **state)
{
    struct fixture *fixture = *state;
    struct filing old = filing_of("cu", "bản ghi cũ");
    old.received = 19500; /* 2023-05-23 */
    assert_int_equal(accept_one(&fixture->hand, &old), 1);
    assert_string_equal(database_value(fixture->db, "SELECT (received_at AT TIME ZONE "
                                                    "'Asia/Ho_Chi_Minh')::date FROM submission"),
                        "2023-05-23");
}

/* The statement knows what admission has not read yet. */
static void a_closed_campaign_accepts_nothing(void **state)
{
    struct fixture *fixture = *state;
    struct filing first = filing_of("1", "một"), late = filing_of("2", "hai");
    assert_int_equal(accept_one(&fixture->hand, &first), 1);
    database_run(fixture->db, "UPDATE campaign SET state = 'published'");
    assert_int_equal(accept_one(&fixture->hand, &late), 0);
    look_up(&fixture->hand, &late);
    assert_int_equal(rows_count(fixture->hand.result), 0);
    look_up(&fixture->hand, &first); /* a repeat gets its receipt nevertheless */
    assert_true(agrees(&fixture->hand, &first));
    struct filing second = revised(&first, 1, "3", "ba");
    start_revise(&fixture->hand, &second);
    assert_int_equal(revision(&fixture->hand), 0);
    assert_int_equal(count(fixture, "submission WHERE is_current"), 1);
    assert_int_equal(count(fixture, "message"), 1);
}

/* ------------------------------------------------------------- revising */

static void a_revision_takes_the_place_of_the_current_one(void **state)
{
    struct fixture *fixture = *state;
    struct filing first = filing_of("1", "một");
    accept_one(&fixture->hand, &first);
    struct filing second = revised(&first, 1, "2", "hai"), third = revised(&first, 2, "3", "ba");
    start_revise(&fixture->hand, &second);
    assert_int_equal(revision(&fixture->hand), 2);
    start_revise(&fixture->hand, &third);
    assert_int_equal(revision(&fixture->hand), 3);
    assert_int_equal(count(fixture, "submission"), 3);
    assert_int_equal(count(fixture, "submission WHERE is_current AND revision = 3"), 1);
    assert_int_equal(count(fixture, "submission WHERE is_current"), 1);
    assert_int_equal(count(fixture, "message"), 3);
}

static void a_revision_of_what_is_not_there_is_refused(void **state)
{
    struct fixture *fixture = *state;
    struct filing first = filing_of("1", "một"), nobody = filing_of("x", "chưa nộp");
    accept_one(&fixture->hand, &first);
    struct filing of_nobody = revised(&nobody, 1, "2", "hai"),
                  too_new = revised(&first, 2, "3", "ba");
    struct filing other_unit = revised(&first, 1, "4", "bốn");
    other_unit.unit_id = 12;
    const struct filing *refused[] = {&of_nobody, &too_new, &other_unit};
    for (size_t i = 0; i < 3; i++) {
        start_revise(&fixture->hand, refused[i]);
        assert_int_equal(revision(&fixture->hand), 0);
    }
    assert_int_equal(count(fixture, "submission"), 1);
    assert_int_equal(count(fixture, "submission WHERE is_current"), 1);
    assert_int_equal(count(fixture, "message"), 1);
}

/* Two revisions of the same one, the first of them held open: the second waits, and then finds
 * another current revision. For a first and for a later revision, which are found by different
 * indexes. */
static void of_two_revisions_at_once_one_wins(void **state)
{
    struct fixture *fixture = *state;
    struct filing first = filing_of("1", "một");
    accept_one(&fixture->hand, &first);
    char piece[37];
    uuid_print(&first.id, piece);
    for (int base = 1; base <= 2; base++) {
        struct filing loser = revised(&first, base, base == 1 ? "a" : "b", "của người sau");
        database_run(
            fixture->db,
            "BEGIN; UPDATE submission SET is_current = false WHERE evidence_id = '%s'; "
            "INSERT INTO submission SELECT gen_random_uuid(), evidence_id, %d, true, campaign_id,"
            " unit_id, account_id, criterion_ids, kind, title, occurred_on, body_hash, body, schema"
            " FROM submission WHERE id = '%s'",
            piece, base + 1, piece);
        start_revise(&fixture->hand, &loser);
        hand_wait_blocked(&fixture->hand, fixture->db);
        database_run(fixture->db, "COMMIT");
        assert_int_equal(revision(&fixture->hand), 0);
        assert_int_equal(count(fixture, "submission"), base + 1);
        assert_int_equal(count(fixture, "submission WHERE is_current"), 1);
    }
}

/* The same through the statement itself on both lanes, many times. */
static void of_two_lanes_that_revise_one_wins(void **state)
{
    struct fixture *fixture = *state;
    struct filing first = filing_of("1", "một");
    accept_one(&fixture->hand, &first);
    for (int base = 1; base <= 40; base++) {
        char key[16];
        snprintf(key, sizeof(key), "a%d", base);
        struct filing left = revised(&first, base, key, "trái");
        key[0] = 'b';
        struct filing right = revised(&first, base, key, "phải");
        start_revise(&fixture->hand, &left);
        start_revise(&fixture->other, &right);
        while (!fixture->hand.is_done || !fixture->other.is_done) {
            hand_turn(&fixture->hand);
            hand_turn(&fixture->other);
        }
        assert_int_equal(revision(&fixture->hand) + revision(&fixture->other), base + 1);
    }
    assert_int_equal(count(fixture, "submission"), 41);
    assert_int_equal(count(fixture, "message"), 41);
    assert_int_equal(count(fixture, "submission WHERE is_current"), 1);
}

static void a_revision_again_is_a_repeat(void **state)
{
    struct fixture *fixture = *state;
    struct filing first = filing_of("1", "một");
    accept_one(&fixture->hand, &first);
    struct filing second = revised(&first, 1, "2", "hai");
    start_revise(&fixture->hand, &second);
    assert_int_equal(revision(&fixture->hand), 2);
    start_revise(&fixture->hand, &second);
    assert_int_equal(revision(&fixture->hand), 0);
    look_up(&fixture->hand, &second);
    assert_int_equal(column_int(fixture->hand.result, 0, 2), 2);
    assert_true(agrees(&fixture->hand, &second));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(accepted_is_stored_with_its_message),
        TEST(same_key_and_body_is_a_repeat),
        TEST(same_key_with_another_body_is_a_conflict),
        TEST(same_key_twice_in_one_batch_is_one_submission),
        TEST(same_key_at_two_lanes_at_once_is_one_submission),
        TEST(an_older_record_keeps_its_day_of_filing),
        TEST(a_closed_campaign_accepts_nothing),
        TEST(a_revision_takes_the_place_of_the_current_one),
        TEST(a_revision_of_what_is_not_there_is_refused),
        TEST(of_two_revisions_at_once_one_wins),
        TEST(of_two_lanes_that_revise_one_wins),
        TEST(a_revision_again_is_a_repeat),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
