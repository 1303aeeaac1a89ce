/*
 * What a batch of verdicts does to a real PostgreSQL (services/validation/sql): each submission
 * once, whatever copies of its message meet; later verdicts and revisions replace what earlier ones
 * counted; and of two that filed the same content the wrong one is enqueued again.
 */
#include "support/test.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "integration/scoring_fixture.h"
#include "support/hand.h"
#include "validation/store.h"

struct fixture {
    struct database *db;
    struct hand hand, other;
};

/* A message with its submission, as ingest stores them. */
struct filed {
    struct uuid piece, submission, message;
    char text[37]; /* of submission */
};

static int set_up(void **state)
{
    static struct fixture fixture;
    fixture = (struct fixture){.db = database_create()};
    fixture_campaign(fixture.db);
    hand_open(&fixture.hand, database_dsn_as(fixture.db, "mc_validation"));
    hand_open(&fixture.other, database_dsn_as(fixture.db, "mc_validation"));
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

static void enqueue_as(struct database *db, const struct filed *filed, const struct uuid *id,
                       const char *payload)
{
    char message[37];
    uuid_print(id, message);
    database_run(db, "INSERT INTO message VALUES ('%s', 2, '%s', 0, now(), 1, '%s')", message,
                 filed->text, payload);
}

static void enqueue(struct database *db, struct filed *filed)
{
    filed->message = uuid_new();
    enqueue_as(db, filed, &filed->message, "");
}

/* `revision` of an evidence item (1: a new one), filed on that day of 2023. */
static struct filed file_revision(struct database *db, const struct filed *before, int revision,
                                  const char *criteria, const char *day)
{
    struct filed filed = {.submission = uuid_new()};
    filed.piece = before != NULL ? before->piece : filed.submission;
    char piece[37];
    uuid_print(&filed.submission, filed.text);
    uuid_print(&filed.piece, piece);
    database_run(db, "UPDATE submission SET is_current = false WHERE evidence_id = '%s'", piece);
    database_run(
        db,
        "INSERT INTO submission VALUES ('%s', '%s', %d, true, 1, 11, 1, '%s', 'report', 'Báo cáo',"
        " '2023-05-01', '\\x00', '\\x00', 1, '%s 12:00+07')",
        filed.text, piece, revision, criteria, day);
    enqueue(db, &filed);
    return filed;
}

static struct filed file(struct database *db, const char *criteria, const char *day)
{
    return file_revision(db, NULL, 1, criteria, day);
}

static struct fact FACT_101[] = {{101, 0, "1"}};
static struct fact FACT_103[] = {{103, 0, "1"}, {103, 1, "25"}};

static const struct judgement COUNTS_101 = {.verdict = VALIDATION__V1__VERDICT__VERDICT_VALID,
                                            .findings = "[]",
                                            .facts = FACT_101,
                                            .fact_count = 1,
                                            .days_late = 3};
static const struct judgement COUNTS_103 = {.verdict = VALIDATION__V1__VERDICT__VERDICT_VALID,
                                            .findings = "[]",
                                            .quality = "{\"score\":80}",
                                            .facts = FACT_103,
                                            .fact_count = 2};
static const struct judgement MEND = {.verdict = VALIDATION__V1__VERDICT__VERDICT_MEND,
                                      .findings = "[{\"code\":\"date.window\",\"severity\":3}]"};

static struct verdict verdict_of(const struct filed *filed, const struct judgement *judgement)
{
    return (struct verdict){.message_id = filed->message,
                            .submission_id = filed->submission,
                            .next_id = uuid_new(),
                            .judgement = judgement};
}

static void complete(struct hand *hand, const struct verdict *verdicts, size_t count)
{
    hand_begin(hand);
    store_complete(hand->lane, &(struct verdicts){.all = verdicts, .count = count}, hand_answered,
                   hand);
    assert_int_equal(hand_wait(hand), ERR_NONE);
}

static void judge_one(struct hand *hand, const struct filed *filed,
                      const struct judgement *judgement)
{
    struct verdict verdict = verdict_of(filed, judgement);
    complete(hand, &verdict, 1);
}

/* Rows of the answer: messages that were ours, or successors. */
static int answered(const struct hand *hand, bool is_next)
{
    int count = 0;
    for (int row = 0; row < rows_count(hand->result); row++) {
        count += column_bool(hand->result, row, 1) == is_next ? 1 : 0;
    }
    return count;
}

static long enqueued_again(const struct hand *hand)
{
    return (long)column_long(hand->result, 0, 2);
}

static long count(struct fixture *fixture, const char *what)
{
    return database_number(fixture->db, "SELECT count(*) FROM %s", what);
}

static long is_pending(struct fixture *fixture, const struct filed *filed)
{
    return database_number(fixture->db,
                           "SELECT count(*) FROM message WHERE stage = 2 AND subject_id = '%s'",
                           filed->text);
}

static long reads(struct fixture *fixture, const struct filed *filed)
{
    return database_number(fixture->db, "SELECT figure_reads('%s')", filed->text);
}

/* The verdict on one says that another's is wrong now. */
static void contradict(struct hand *hand, const struct filed *filed, const struct filed *other)
{
    struct verdict verdict = verdict_of(filed, &COUNTS_103);
    struct verdicts verdicts = {
        .all = &verdict, .count = 1, .later = &other->submission, .later_count = 1};
    hand_begin(hand);
    store_complete(hand->lane, &verdicts, hand_answered, hand);
    assert_int_equal(hand_wait(hand), ERR_NONE);
}

static void work_off_marks(struct fixture *fixture)
{
    database_run(fixture->db, "DELETE FROM recompute");
}

/* ------------------------------------------------------------- once */

static void a_verdict_stores_its_effect_and_the_next_message(void **state)
{
    struct fixture *fixture = *state;
    struct filed filed = file(fixture->db, "{103}", "2023-06-01");
    judge_one(&fixture->hand, &filed, &COUNTS_103);
    assert_int_equal(answered(&fixture->hand, false), 1);
    assert_int_equal(answered(&fixture->hand, true), 1);
    assert_int_equal(count(fixture, "message WHERE stage = 2"), 0);
    assert_int_equal(count(fixture, "message WHERE stage = 4"), 1);
    assert_int_equal(count(fixture, "validation WHERE verdict = 1 AND quality ->> 'score' = '80'"),
                     1);
    assert_string_equal(database_value(fixture->db,
                                       "SELECT string_agg(figure || '=' || amount, ' ' "
                                       "ORDER BY figure) FROM evidence_fact"),
                        "0=1.0000 1=25.0000");
    assert_int_equal(count(fixture, "recompute WHERE unit_id = 11 AND criterion_id = 103"), 1);
}

static void hot_and_swept_copies_in_one_batch_count_once(void **state)
{
    struct fixture *fixture = *state;
    struct filed filed = file(fixture->db, "{101}", "2023-06-01");
    struct verdict copies[] = {verdict_of(&filed, &COUNTS_101), verdict_of(&filed, &COUNTS_101)};
    complete(&fixture->hand, copies, 2);
    assert_int_equal(answered(&fixture->hand, false), 1);
    assert_int_equal(answered(&fixture->hand, true), 1);
    assert_int_equal(count(fixture, "evidence_fact"), 1);
    assert_int_equal(count(fixture, "message"), 1);
}

/* Enqueued by two messages, judged differently: one of the verdicts, with its facts. */
static void two_messages_of_a_submission_in_one_batch_give_one_verdict(void **state)
{
    struct fixture *fixture = *state;
    struct filed filed = file(fixture->db, "{101}", "2023-06-01");
    struct verdict verdicts[2] = {verdict_of(&filed, &COUNTS_101)};
    enqueue(fixture->db, &filed);
    verdicts[1] = verdict_of(&filed, &MEND);
    complete(&fixture->hand, verdicts, 2);
    assert_int_equal(answered(&fixture->hand, false), 2);
    assert_int_equal(answered(&fixture->hand, true), 1);
    assert_int_equal(count(fixture, "message WHERE stage = 2"), 0);
    assert_int_equal(count(fixture, "message WHERE stage = 4"), 1);
    assert_int_equal(count(fixture, "evidence_fact"),
                     count(fixture, "validation WHERE verdict = 1"));
}

static void copies_at_two_workers_count_once(void **state)
{
    struct fixture *fixture = *state;
    struct filed filed = file(fixture->db, "{101}", "2023-06-01");
    struct verdict first = verdict_of(&filed, &COUNTS_101), second = verdict_of(&filed, &MEND);
    /* Both at once: the fact's place is held, so that the first waits, with its message locked. */
    database_run(fixture->db, "BEGIN; INSERT INTO recompute (campaign_id, unit_id, criterion_id) "
                              "VALUES (1, 11, 101)");
    hand_begin(&fixture->hand);
    store_complete(fixture->hand.lane, &(struct verdicts){.all = &first, .count = 1}, hand_answered,
                   &fixture->hand);
    hand_wait_blocked(&fixture->hand, fixture->db);
    complete(&fixture->other, &second, 1);
    assert_int_equal(rows_count(fixture->other.result), 0);
    database_run(fixture->db, "COMMIT");
    assert_int_equal(hand_wait(&fixture->hand), ERR_NONE);
    assert_int_equal(answered(&fixture->hand, false), 1);
    /* And afterwards: the message is deleted, its late copy does nothing. */
    complete(&fixture->other, &second, 1);
    assert_int_equal(rows_count(fixture->other.result), 0);
    assert_int_equal(count(fixture, "validation WHERE verdict = 1"), 1);
    assert_int_equal(count(fixture, "message WHERE stage = 4"), 1);
}

/* The later verdict of a submission with two messages, which it knows: its first and one again. */
static struct verdict judged_again(struct database *db, const struct filed *filed,
                                   const struct uuid pending[static 2])
{
    struct verdict newer = verdict_of(filed, &MEND);
    newer.message_id = pending[1];
    newer.pending = pending;
    newer.pending_count = 2;
    enqueue_as(db, filed, &newer.message_id, "again");
    return newer;
}

/* One that is enqueued again while its first verdict is made: the later one ends both messages, and
 * what the first had found, without what was stored since, is dropped. */
static void a_verdict_drops_an_older_one_that_is_still_being_made(void **state)
{
    struct fixture *fixture = *state;
    struct filed filed = file(fixture->db, "{101}", "2023-06-01");
    struct uuid pending[] = {filed.message, uuid_new()};
    struct verdict older = verdict_of(&filed, &COUNTS_101);
    struct verdict newer = judged_again(fixture->db, &filed, pending);
    older.pending = pending;
    older.pending_count = 1;
    complete(&fixture->hand, &newer, 1);
    assert_int_equal(answered(&fixture->hand, false), 1);
    assert_int_equal(is_pending(fixture, &filed), 0);
    complete(&fixture->other, &older, 1);
    assert_int_equal(rows_count(fixture->other.result), 0);
    assert_int_equal(count(fixture, "validation WHERE verdict = 2"), 1);
    assert_int_equal(count(fixture, "evidence_fact"), 0);
    assert_int_equal(count(fixture, "message WHERE stage = 4"), 1);
}

/* What the first changes is not in what the second has read, so the second is made once more. */
static void a_verdict_beside_one_that_is_being_stored_is_deferred(void **state)
{
    struct fixture *fixture = *state;
    struct filed filed = file(fixture->db, "{101}", "2023-06-01");
    struct uuid pending[] = {filed.message, uuid_new()};
    struct verdict older = verdict_of(&filed, &COUNTS_101);
    struct verdict newer = judged_again(fixture->db, &filed, pending);
    database_run(fixture->db, "UPDATE message SET ready_at = now() + interval '1 hour'");
    database_run(fixture->db, "BEGIN; INSERT INTO recompute (campaign_id, unit_id, criterion_id) "
                              "VALUES (1, 11, 101)");
    hand_begin(&fixture->hand);
    store_complete(fixture->hand.lane, &(struct verdicts){.all = &older, .count = 1}, hand_answered,
                   &fixture->hand);
    hand_wait_blocked(&fixture->hand, fixture->db);
    complete(&fixture->other, &newer, 1);
    assert_int_equal(rows_count(fixture->other.result), 0);
    database_run(fixture->db, "COMMIT");
    assert_int_equal(hand_wait(&fixture->hand), ERR_NONE);
    assert_int_equal(count(fixture, "validation WHERE verdict = 1"), 1);
    assert_int_equal(count(fixture, "message WHERE payload = 'again' AND ready_at <= now()"), 1);
    complete(&fixture->other, &newer, 1);
    assert_int_equal(count(fixture, "validation WHERE verdict = 2"), 1);
    assert_int_equal(is_pending(fixture, &filed), 0);
}

/* enum past_reads: 32 it waits, 16 a worker has it, else what its verdict says. */
static void what_a_submission_reads_is_unknown_while_it_is_in_hand(void **state)
{
    struct fixture *fixture = *state;
    static const struct judgement FALLS = {.verdict = VALIDATION__V1__VERDICT__VERDICT_VALID,
                                           .findings = "[{\"code\":\"figure.falls\"}]"};
    struct filed filed = file(fixture->db, "{101}", "2023-06-01");
    assert_int_equal(reads(fixture, &filed), 32);
    database_run(fixture->db, "UPDATE message SET attempts = 1");
    assert_int_equal(reads(fixture, &filed), 16);
    struct uuid again = uuid_new();
    enqueue_as(fixture->db, &filed, &again, "again");
    assert_int_equal(reads(fixture, &filed), 32);
    database_run(fixture->db, "DELETE FROM message WHERE payload = 'again'");
    judge_one(&fixture->hand, &filed, &FALLS);
    assert_int_equal(reads(fixture, &filed), 2);
}

/* One message is enough for a submission that no worker has taken yet. */
static void what_waits_to_be_judged_again_is_not_enqueued_twice(void **state)
{
    struct fixture *fixture = *state;
    struct filed others[2], other = file(fixture->db, "{101}", "2023-06-01");
    judge_one(&fixture->hand, &other, &COUNTS_101);
    for (int i = 0; i < 2; i++) {
        others[i] = file(fixture->db, "{103}", "2023-06-02");
        contradict(&fixture->hand, &others[i], &other);
        assert_int_equal(is_pending(fixture, &other), 1);
    }
    database_run(fixture->db, "UPDATE message SET attempts = 1 WHERE payload = 'again'");
    others[0] = file(fixture->db, "{103}", "2023-06-02");
    contradict(&fixture->hand, &others[0], &other);
    assert_int_equal(is_pending(fixture, &other), 2);
}

/* A submission of a flood gets its verdict first and is enqueued for the comparison; the same
 * verdict again notifies no account. */
static void what_is_not_compared_yet_is_enqueued(void **state)
{
    struct fixture *fixture = *state;
    struct filed filed = file(fixture->db, "{101}", "2023-06-01");
    struct verdict verdict = verdict_of(&filed, &COUNTS_101);
    hand_begin(&fixture->hand);
    store_complete(fixture->hand.lane,
                   &(struct verdicts){.all = &verdict,
                                      .count = 1,
                                      .uncompared = &verdict.submission_id,
                                      .uncompared_count = 1,
                                      .compare_ms = 60000},
                   hand_answered, &fixture->hand);
    assert_int_equal(hand_wait(&fixture->hand), ERR_NONE);
    assert_int_equal(
        count(fixture, "message WHERE stage = 2 AND payload = 'compare'"
                       " AND ready_at BETWEEN now() + interval '50 s' AND now() + interval '60 s'"),
        1);
    assert_int_equal(count(fixture, "message WHERE stage = 4"), 1);
    database_run(fixture->db, "DELETE FROM message");
    enqueue(fixture->db, &filed);
    judge_one(&fixture->hand, &filed, &COUNTS_101);
    assert_int_equal(count(fixture, "message"), 0);
    enqueue(fixture->db, &filed);
    judge_one(&fixture->hand, &filed, &MEND);
    assert_int_equal(count(fixture, "message WHERE stage = 4"), 1);
}

/* ------------------------------------------------------------- replaced */

static void facts_go_when_a_verdict_turns(void **state)
{
    struct fixture *fixture = *state;
    struct filed filed = file(fixture->db, "{101,103}", "2023-06-01");
    judge_one(&fixture->hand, &filed, &COUNTS_103);
    work_off_marks(fixture);
    enqueue(fixture->db, &filed);
    judge_one(&fixture->hand, &filed, &MEND);
    assert_int_equal(count(fixture, "evidence_fact"), 0);
    assert_int_equal(count(fixture, "validation WHERE verdict = 2"), 1);
    assert_int_equal(count(fixture, "recompute"), 1);
    assert_int_equal(count(fixture, "recompute WHERE criterion_id = 103"), 1);
    /* And restored, with another figure. */
    work_off_marks(fixture);
    enqueue(fixture->db, &filed);
    judge_one(&fixture->hand, &filed, &COUNTS_101);
    assert_int_equal(count(fixture, "evidence_fact WHERE criterion_id = 101 AND days_late = 3"), 1);
    assert_int_equal(count(fixture, "recompute WHERE criterion_id = 101"), 1);
}

static void a_revision_takes_the_first_ones_facts_away(void **state)
{
    struct fixture *fixture = *state;
    struct filed first = file(fixture->db, "{101}", "2023-06-01");
    judge_one(&fixture->hand, &first, &COUNTS_101);
    work_off_marks(fixture);
    struct filed second = file_revision(fixture->db, &first, 2, "{103}", "2023-06-02");
    judge_one(&fixture->hand, &second, &COUNTS_103);
    assert_int_equal(count(fixture, "evidence_fact WHERE criterion_id = 101"), 0);
    assert_int_equal(count(fixture, "evidence_fact WHERE criterion_id = 103"), 2);
    assert_string_equal(database_value(fixture->db, "SELECT string_agg(criterion_id::text, ',' "
                                                    "ORDER BY criterion_id) FROM recompute"),
                        "101,103");
    /* A third one goes elsewhere again: the second's facts are found too. */
    work_off_marks(fixture);
    struct filed third = file_revision(fixture->db, &first, 3, "{101}", "2023-06-03");
    judge_one(&fixture->hand, &third, &COUNTS_101);
    assert_int_equal(count(fixture, "evidence_fact"), 1);
    assert_int_equal(count(fixture, "recompute"), 2);
}

static void a_late_verdict_on_an_old_revision_counts_nothing(void **state)
{
    struct fixture *fixture = *state;
    struct filed first = file(fixture->db, "{101}", "2023-06-01");
    struct filed second = file_revision(fixture->db, &first, 2, "{103}", "2023-06-02");
    judge_one(&fixture->hand, &second, &COUNTS_103);
    work_off_marks(fixture);
    judge_one(&fixture->hand, &first, &COUNTS_101);
    assert_int_equal(count(fixture, "evidence_fact WHERE criterion_id = 101"), 0);
    assert_int_equal(count(fixture, "evidence_fact WHERE criterion_id = 103"), 2);
    assert_int_equal(count(fixture, "recompute"), 0);
    assert_int_equal(count(fixture, "validation"), 2);
}

/* ------------------------------------------------------------- who was first */

static void claim(struct hand *hand, const struct filed *filed, const struct uuid *content)
{
    struct verdict verdict = verdict_of(filed, &COUNTS_101);
    verdict.first = content;
    verdict.first_count = 1;
    complete(hand, &verdict, 1);
}

static const char *owner(struct fixture *fixture)
{
    return database_value(fixture->db, "SELECT submission_id FROM fingerprint");
}

static void an_earlier_submission_displaces_the_owner_which_is_enqueued_again(void **state)
{
    struct fixture *fixture = *state;
    struct uuid content = uuid_new();
    struct filed late = file(fixture->db, "{101}", "2023-06-02");
    struct filed early = file(fixture->db, "{101}", "2023-06-01");
    claim(&fixture->hand, &late, &content);
    assert_string_equal(owner(fixture), late.text);
    assert_int_equal(enqueued_again(&fixture->hand), 0);
    claim(&fixture->hand, &early, &content);
    assert_string_equal(owner(fixture), early.text);
    assert_int_equal(enqueued_again(&fixture->hand), 1);
    assert_int_equal(is_pending(fixture, &late), 1);
    assert_int_equal(is_pending(fixture, &early), 0);
    assert_int_equal(count(fixture, "message WHERE stage = 2 AND payload = 'again'"), 1);
}

static void one_that_wrongly_claimed_to_be_first_is_enqueued_again(void **state)
{
    struct fixture *fixture = *state;
    struct uuid content = uuid_new();
    struct filed early = file(fixture->db, "{101}", "2023-06-01");
    struct filed late = file(fixture->db, "{101}", "2023-06-02");
    claim(&fixture->hand, &early, &content);
    claim(&fixture->other, &late, &content); /* judged before it could know the other */
    assert_string_equal(owner(fixture), early.text);
    assert_int_equal(enqueued_again(&fixture->other), 1);
    assert_int_equal(is_pending(fixture, &late), 1);
    assert_int_equal(is_pending(fixture, &early), 0);
}

static void both_in_one_batch_leave_the_earlier_as_owner(void **state)
{
    struct fixture *fixture = *state;
    struct uuid content = uuid_new();
    struct filed late = file(fixture->db, "{101}", "2023-06-02");
    struct filed early = file(fixture->db, "{101}", "2023-06-01");
    struct verdict verdicts[] = {verdict_of(&late, &COUNTS_101), verdict_of(&early, &COUNTS_101)};
    for (size_t i = 0; i < 2; i++) {
        verdicts[i].first = &content;
        verdicts[i].first_count = 1;
    }
    complete(&fixture->hand, verdicts, 2);
    assert_string_equal(owner(fixture), early.text);
}

static void a_revision_of_the_owner_stays_the_owner(void **state)
{
    struct fixture *fixture = *state;
    struct uuid content = uuid_new();
    struct filed first = file(fixture->db, "{101}", "2023-06-01");
    claim(&fixture->hand, &first, &content);
    struct filed second = file_revision(fixture->db, &first, 2, "{101}", "2023-06-05");
    claim(&fixture->hand, &second, &content);
    assert_string_equal(owner(fixture), second.text);
    assert_int_equal(enqueued_again(&fixture->hand), 0);
    assert_int_equal(count(fixture, "message WHERE stage = 2"), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

/* ------------------------------------------------------------- pages */

static long judge_citing(struct fixture *fixture, struct filed *filed, int generation)
{
    struct verdict verdict = verdict_of(filed, &COUNTS_101);
    verdict.link = "http://www.A.example:81/tin";
    verdict.page = uuid_name("link", "a.example:81/tin", 16);
    verdict.page_generation = generation;
    complete(&fixture->hand, &verdict, 1);
    return enqueued_again(&fixture->hand);
}

/* However often its verdict is stored, a submission cites its page once; a verdict made with an
 * older generation of the page is enqueued again. */
static void a_cited_page_is_stored_once_and_a_stale_verdict_enqueued_again(void **state)
{
    struct fixture *fixture = *state;
    struct filed filed = file(fixture->db, "{101}", "2023-06-01");
    assert_int_equal(judge_citing(fixture, &filed, 0), 0);
    assert_int_equal(count(fixture, "link_use"), 1);
    assert_int_equal(count(fixture, "link_page WHERE host = 'www.a.example' AND due_at <= now()"),
                     1);
    database_run(fixture->db, "UPDATE link_page SET generation = 2");
    enqueue(fixture->db, &filed);
    assert_int_equal(judge_citing(fixture, &filed, 1), 1);
    assert_int_equal(count(fixture, "message WHERE stage = 2 AND payload = 'again'"), 1);
    enqueue(fixture->db, &filed);
    assert_int_equal(judge_citing(fixture, &filed, 2), 0);
    assert_int_equal(count(fixture, "link_use WHERE generation = 2 AND NOT is_stale"), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_verdict_stores_its_effect_and_the_next_message),
        TEST(hot_and_swept_copies_in_one_batch_count_once),
        TEST(two_messages_of_a_submission_in_one_batch_give_one_verdict),
        TEST(copies_at_two_workers_count_once),
        TEST(a_verdict_drops_an_older_one_that_is_still_being_made),
        TEST(a_verdict_beside_one_that_is_being_stored_is_deferred),
        TEST(what_a_submission_reads_is_unknown_while_it_is_in_hand),
        TEST(what_waits_to_be_judged_again_is_not_enqueued_twice),
        TEST(what_is_not_compared_yet_is_enqueued),
        TEST(facts_go_when_a_verdict_turns),
        TEST(a_revision_takes_the_first_ones_facts_away),
        TEST(a_late_verdict_on_an_old_revision_counts_nothing),
        TEST(an_earlier_submission_displaces_the_owner_which_is_enqueued_again),
        TEST(one_that_wrongly_claimed_to_be_first_is_enqueued_again),
        TEST(both_in_one_batch_leave_the_earlier_as_owner),
        TEST(a_revision_of_the_owner_stays_the_owner),
        TEST(a_cited_page_is_stored_once_and_a_stale_verdict_enqueued_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
