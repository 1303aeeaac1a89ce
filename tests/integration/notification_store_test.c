/*
 * Who is notified, and how it ends, on a real PostgreSQL (services/notification/sql): the intent is
 * stored before anything is sent, the same occasion notifies no account twice, a claim that has
 * expired changes nothing, and what may have arrived is not sent again unless the receiver honours
 * the key.
 */
#include "support/test.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "integration/scoring_fixture.h"
#include "notification/channels/channel.h"
#include "notification/store.h"
#include "support/hand.h"
#include "support/one_service.h"
#include "wire/wire.h"

enum { ALLOWED_MS = 60000, MAIL = 2, WEBHOOK = 3 };

struct fixture {
    struct database *db;
    struct hand hand, other;
    struct arena *arena;
};

/* Officer 2 and officer 3 (no address) of unit 11; system 4 of the province with a
 * webhook, system 5 of unit 12 with another. */
static int set_up(void **state)
{
    static struct fixture fixture;
    fixture = (struct fixture){.db = database_create(), .arena = arena_new()};
    fixture_campaign(fixture.db);
    database_run(fixture.db, "UPDATE unit SET parent_id = 10 WHERE id > 10");
    database_run(fixture.db, "INSERT INTO account (id, username, role, unit_id) VALUES"
                             " (2, 'a', 'officer', 11), (3, 'b', 'officer', 11),"
                             " (4, 'tinh', 'system', 10), (5, 'huyen', 'system', 12)");
    database_run(fixture.db,
                 "INSERT INTO address VALUES (2, 2, 'a@example.org', ''),"
                 " (4, 3, 'http://tinh.example/', 'k'), (5, 3, 'http://huyen.example/', 'k')");
    hand_open(&fixture.hand, database_dsn_as(fixture.db, "mc_notification"));
    hand_open(&fixture.other, database_dsn_as(fixture.db, "mc_notification"));
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    hand_close(&fixture->hand);
    hand_close(&fixture->other);
    arena_free(&fixture->arena);
    database_drop(&fixture->db);
    return 0;
}

/* ------------------------------------------------------------- steps */

struct occurrence {
    struct uuid subject, message;
    Notification__V1__Notice notice;
    Bus__V1__Envelope envelope;
};

static void enqueue(struct fixture *fixture, struct occurrence *it)
{
    char subject[37], message[37];
    it->message = uuid_new();
    uuid_print(&it->subject, subject);
    uuid_print(&it->message, message);
    database_run(fixture->db, "INSERT INTO message VALUES ('%s', 4, '%s', 0, now(), 1, '')",
                 message, subject);
    it->envelope.message_id = wire_uuid(&it->message);
}

/* A submission of unit 11, filed by account 2, that needs fixing. */
static void happen(struct fixture *fixture, struct occurrence *it)
{
    *it = (struct occurrence){.subject = uuid_new()};
    notification__v1__notice__init(&it->notice);
    bus__v1__envelope__init(&it->envelope);
    it->notice.kind = NOTIFICATION__V1__KIND__KIND_EVIDENCE_MEND;
    it->notice.campaign_id = 1;
    it->notice.unit_id = 11;
    it->notice.account_id = 2;
    it->notice.evidence_id = wire_uuid(&it->subject);
    it->notice.title = (char[]){"Bao cao"};
    size_t size = notification__v1__notice__get_packed_size(&it->notice);
    it->envelope.payload.data = arena_alloc(fixture->arena, size);
    it->envelope.payload.len =
        notification__v1__notice__pack(&it->notice, it->envelope.payload.data);
    enqueue(fixture, it);
}

/* How many notifications are to be sent, beside the inbox. */
static long tell(struct hand *hand, const struct occurrence *its, size_t count)
{
    struct intent intents[4];
    assert_true(count <= 4);
    for (size_t i = 0; i < count; i++) {
        intents[i] = (struct intent){&its[i].envelope, &its[i].notice, "Cần sửa"};
    }
    hand_begin(hand);
    store_intent(hand->lane, intents, count, hand_answered, hand);
    assert_int_equal(hand_wait(hand), ERR_NONE);
    return (long)column_long(hand->result, 0, 1);
}

static long count(struct fixture *fixture, const char *what)
{
    return database_number(fixture->db, "SELECT count(*) FROM %s", what);
}

/* Claims what is due; the rows stay in the hand. */
static int claim(struct hand *hand, const struct uuid *name)
{
    hand_begin(hand);
    store_reclaim(hand->lane, 100, name, ALLOWED_MS, hand_answered, hand);
    assert_int_equal(hand_wait(hand), ERR_NONE);
    return rows_count(hand->result);
}

/* Ends the claimed attempt on that channel like this. */
static struct ended_attempt ended(struct fixture *fixture, const struct hand *hand, int channel,
                                  const struct uuid *name, enum attempt_state how)
{
    struct ended_attempt it = {.claim = *name, .end = {.state = how, .pause_ms = 5000}};
    bool is_found = false;
    for (int row = 0; row < rows_count(hand->result); row++) {
        struct attempt attempt;
        if (store_attempt(hand->result, row, fixture->arena, &attempt) &&
            attempt.channel == channel) {
            it.id = attempt.id;
            is_found = true;
        }
    }
    assert_true(is_found);
    snprintf(it.reference, sizeof(it.reference), "250 ok");
    return it;
}

static void end(struct hand *hand, const struct ended_attempt *it)
{
    hand_begin(hand);
    store_outcome(hand->lane, it, 1, hand_answered, hand);
    assert_int_equal(hand_wait(hand), ERR_NONE);
}

static void expire(struct fixture *fixture)
{
    database_run(fixture->db, "UPDATE notification SET claimed_until = now() - interval '1 second'"
                              " WHERE state IN (0, 1)");
}

static long state_of(struct fixture *fixture, int channel)
{
    return database_number(fixture->db, "SELECT state FROM notification WHERE channel = %d",
                           channel);
}

/* ------------------------------------------------------------- recipients */

/* Author and officer are one person here: one inbox row, one mail. The other officer has an inbox
 * only. The province's system is notified of a unit below it, unit 12's is not. */
static void each_recipient_is_notified_once_and_counted(void **state)
{
    struct fixture *fixture = *state;
    struct occurrence it;
    happen(fixture, &it);
    assert_int_equal(tell(&fixture->hand, &it, 1), 2);
    assert_int_equal(count(fixture, "notification WHERE channel = 1 AND state = 2"), 2);
    assert_int_equal(count(fixture, "notification WHERE channel = 2 AND target = 'a@example.org'"),
                     1);
    assert_int_equal(count(fixture, "notification WHERE channel = 3 AND account_id = 4"), 1);
    assert_int_equal(count(fixture, "notification"), 4);
    assert_int_equal(count(fixture, "told WHERE told_count = 4"), 1);
    assert_int_equal(count(fixture, "message"), 0);
}

static void who_has_no_address_is_not_counted(void **state)
{
    struct fixture *fixture = *state;
    struct occurrence it;
    database_run(fixture->db, "DELETE FROM address");
    happen(fixture, &it);
    assert_int_equal(tell(&fixture->hand, &it, 1), 0);
    assert_int_equal(count(fixture, "told WHERE told_count = 2"), 1);
}

/* A channel that the store does not know: rows state which accounts it reaches, and where. */
static void any_channel_is_rows(void **state)
{
    struct fixture *fixture = *state;
    struct occurrence it;
    database_run(fixture->db,
                 "INSERT INTO notification_rule VALUES (2, 'author', 9), (2, 'officer', 9);"
                 "INSERT INTO address VALUES (2, 9, 'x', ''), (3, 9, 'y', 's'), (3, 9, 'z', '')");
    happen(fixture, &it);
    tell(&fixture->hand, &it, 1);
    assert_string_equal(database_value(fixture->db,
                                       "SELECT string_agg(account_id || target, ',' ORDER BY"
                                       " target) FROM notification WHERE channel = 9"),
                        "2x,3y,3z");
}

static void systems_hear_of_their_unit_and_of_those_below(void **state)
{
    struct fixture *fixture = *state;
    struct occurrence it;
    database_run(fixture->db,
                 "INSERT INTO unit (id, code, name, kind, parent_id) VALUES"
                 " (121, 'X', 'Xã', 'commune', 12), (99, 'Y', 'Tỉnh khác', 'province', NULL);"
                 "INSERT INTO account (id, username, role, unit_id) VALUES"
                 " (6, 'khac', 'system', 99), (7, 'moi-noi', 'system', NULL);"
                 "INSERT INTO address VALUES (6, 3, 'http://khac.example/', 'k'),"
                 " (7, 3, 'http://moi.example/', 'k')");
    happen(fixture, &it);
    it.notice.unit_id = 121;
    tell(&fixture->hand, &it, 1);
    assert_string_equal(database_value(fixture->db,
                                       "SELECT string_agg(account_id::text, ',' ORDER BY"
                                       " account_id) FROM notification WHERE channel = 3"),
                        "4,5,7");
    database_run(fixture->db, "DELETE FROM notification");
    happen(fixture, &it);
    it.notice.unit_id = 10;
    tell(&fixture->hand, &it, 1);
    assert_string_equal(database_value(fixture->db,
                                       "SELECT string_agg(account_id::text, ',' ORDER BY"
                                       " account_id) FROM notification WHERE channel = 3"),
                        "4,7");
}

/* ------------------------------------------------------------- once */

static void the_same_occasion_is_notified_once(void **state)
{
    struct fixture *fixture = *state;
    struct occurrence its[2];
    happen(fixture, &its[0]);
    its[1] = its[0]; /* a pushed and a polled copy */
    assert_int_equal(tell(&fixture->hand, its, 2), 2);
    assert_int_equal(tell(&fixture->other, its, 1), 0); /* a late copy */
    enqueue(fixture, &its[0]);                          /* enqueued again, e.g. judged again */
    assert_int_equal(tell(&fixture->other, its, 1), 0);
    assert_int_equal(count(fixture, "notification"), 4);
    assert_int_equal(count(fixture, "message"), 0);
    assert_int_equal(count(fixture, "told"), 1);
}

static void another_verdict_on_the_same_item_is_news(void **state)
{
    struct fixture *fixture = *state;
    struct occurrence it;
    happen(fixture, &it);
    tell(&fixture->hand, &it, 1);
    enqueue(fixture, &it);
    it.notice.kind = NOTIFICATION__V1__KIND__KIND_EVIDENCE_VALID;
    tell(&fixture->hand, &it, 1);
    assert_int_equal(count(fixture, "notification WHERE kind = 1"), 2);
    assert_int_equal(count(fixture, "told WHERE told_count = 6"), 1);
}

static void an_occasion_is_enqueued_once(void **state)
{
    struct fixture *fixture = *state;
    struct occasion occasion = {.id = uuid_new(), .notice = (const unsigned char *)"n", .len = 1};
    for (int i = 0; i < 3; i++) {
        hand_begin(&fixture->hand);
        store_owe(fixture->hand.lane, &occasion, 1, hand_answered, &fixture->hand);
        assert_int_equal(hand_wait(&fixture->hand), ERR_NONE);
    }
    assert_int_equal(count(fixture, "message WHERE stage = 4"), 1);
}

/* ------------------------------------------------------------- how it ends */

static void what_is_claimed_is_left_to_its_claimer(void **state)
{
    struct fixture *fixture = *state;
    struct occurrence it;
    happen(fixture, &it);
    tell(&fixture->hand, &it, 1);
    struct uuid mine = uuid_new(), yours = uuid_new();
    assert_int_equal(claim(&fixture->hand, &mine), 2);
    assert_int_equal(claim(&fixture->other, &yours), 0);
    struct ended_attempt sent = ended(fixture, &fixture->hand, MAIL, &mine, ATTEMPT_SENT);
    end(&fixture->other, &sent);
    assert_int_equal(state_of(fixture, MAIL), ATTEMPT_SENT);
    assert_int_equal(
        count(fixture, "notification WHERE provider_ref = '250 ok' AND sent_at IS NOT NULL"), 1);
    expire(fixture);
    assert_int_equal(claim(&fixture->other, &yours), 1); /* the webhook; the mail is done */
}

static void a_failed_attempt_comes_back_after_its_pause(void **state)
{
    struct fixture *fixture = *state;
    struct occurrence it;
    happen(fixture, &it);
    tell(&fixture->hand, &it, 1);
    struct uuid mine = uuid_new(), next = uuid_new();
    claim(&fixture->hand, &mine);
    struct ended_attempt again = ended(fixture, &fixture->hand, MAIL, &mine, ATTEMPT_AGAIN);
    end(&fixture->other, &again);
    assert_int_equal(claim(&fixture->hand, &next), 0);
    expire(fixture);
    claim(&fixture->hand, &next);
    struct ended_attempt refused = ended(fixture, &fixture->hand, MAIL, &next, ATTEMPT_REFUSED);
    end(&fixture->other, &refused);
    assert_int_equal(state_of(fixture, MAIL), ATTEMPT_REFUSED);
    assert_int_equal(count(fixture, "notification WHERE channel = 2 AND attempts = 2"), 1);
}

/* A webhook's receiver honours the key: another worker repeats the lost attempt, and the late
 * result of the first changes nothing. */
static void a_lost_claim_changes_nothing(void **state)
{
    struct fixture *fixture = *state;
    struct occurrence it;
    happen(fixture, &it);
    tell(&fixture->hand, &it, 1);
    struct uuid lost = uuid_new(), mine = uuid_new();
    claim(&fixture->hand, &lost);
    struct ended_attempt late = ended(fixture, &fixture->hand, WEBHOOK, &lost, ATTEMPT_REFUSED);
    expire(fixture);
    claim(&fixture->other, &mine);
    struct ended_attempt sent = ended(fixture, &fixture->other, WEBHOOK, &mine, ATTEMPT_SENT);
    end(&fixture->hand, &late);
    assert_int_equal(state_of(fixture, WEBHOOK), 1);
    end(&fixture->other, &sent);
    assert_int_equal(state_of(fixture, WEBHOOK), ATTEMPT_SENT);
    end(&fixture->hand, &late);
    assert_int_equal(state_of(fixture, WEBHOOK), ATTEMPT_SENT);
}

/* A mail server knows no key: the attempt may have arrived, so no worker repeats it. */
static void a_mail_of_unknown_fate_is_not_sent_again(void **state)
{
    struct fixture *fixture = *state;
    struct occurrence it;
    happen(fixture, &it);
    tell(&fixture->hand, &it, 1);
    struct uuid lost = uuid_new(), mine = uuid_new(), later = uuid_new();
    claim(&fixture->hand, &lost);
    struct ended_attempt sent = ended(fixture, &fixture->hand, MAIL, &lost, ATTEMPT_SENT);
    expire(fixture);
    int rows = claim(&fixture->other, &mine), to_send = 0;
    for (int row = 0; row < rows; row++) {
        struct attempt attempt;
        bool is_to_send = store_attempt(fixture->other.result, row, fixture->arena, &attempt);
        assert_int_equal(is_to_send, attempt.channel != MAIL);
        to_send += is_to_send;
    }
    assert_int_equal(rows, 2);
    assert_int_equal(to_send, 1);
    assert_int_equal(state_of(fixture, MAIL), 4);
    expire(fixture);
    assert_int_equal(claim(&fixture->other, &later), 1);
    assert_int_equal(state_of(fixture, MAIL), 4);
    /* The first worker was only cut off: it knows how the attempt ended. */
    end(&fixture->hand, &sent);
    assert_int_equal(state_of(fixture, MAIL), 2);
}

/* ------------------------------------------------------------- the sender */

static void enqueue_attempts(struct fixture *fixture, int how_many)
{
    database_run(fixture->db,
                 "INSERT INTO notification (id, account_id, unit_id, campaign_id, kind, channel,"
                 " target, notice, subject, state, claimed_until)"
                 " SELECT gen_random_uuid(), 2, 11, 1, 1, 99, 'x', '', 'x', 0, now()"
                 " FROM generate_series(1, %d)",
                 how_many);
}

/* The store refuses outcomes until the trigger is dropped; refusals counts how often it did. */
static void refuse_outcomes(struct fixture *fixture)
{
    database_run(fixture->db,
                 "CREATE SEQUENCE refusals;"
                 "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS"
                 " $$BEGIN PERFORM nextval('refusals');"
                 " RAISE EXCEPTION 'not now' USING ERRCODE = '40P01'; END$$;"
                 "CREATE TRIGGER refuse BEFORE UPDATE ON notification FOR EACH ROW"
                 " WHEN (NEW.claim IS NULL) EXECUTE FUNCTION refuse()");
}

/* Attempts on a channel that the program does not know end at once. */
static void outcomes_that_cannot_be_stored_leave_less_room(void **state)
{
    static const char *const OPTIONS[] = {"--send.in_flight=256", NULL};
    struct fixture *fixture = *state;
    struct one_service service;
    refuse_outcomes(fixture);
    enqueue_attempts(fixture, 100);
    one_service_make(&service);
    one_service_start(&service, "notification", database_dsn_as(fixture->db, "mc_notification"),
                      OPTIONS);
    assert_true(
        database_wait(fixture->db, "(SELECT count(*) FROM notification WHERE state = 1) = 100"));
    enqueue_attempts(fixture, 256);
    assert_true(
        database_wait(fixture->db, "(SELECT count(*) FROM notification WHERE state = 1) >= 256"));
    database_run(fixture->db, "DROP TRIGGER refuse ON notification");
    assert_true(database_wait(
        fixture->db, "(SELECT count(*) FROM notification WHERE provider_ref IS NOT NULL) = 356"));
    one_service_end(&service);
}

/* While the store refuses, the sender repeats after a pause and not at once. */
static void refused_outcomes_are_repeated_after_a_pause(void **state)
{
    enum { PAUSE_MS = 100 };
    static const char *const OPTIONS[] = {NULL};
    struct fixture *fixture = *state;
    struct one_service service;
    refuse_outcomes(fixture);
    enqueue_attempts(fixture, 1);
    one_service_make(&service);
    one_service_start(&service, "notification", database_dsn_as(fixture->db, "mc_notification"),
                      OPTIONS);
    assert_true(database_wait(fixture->db, "(SELECT is_called FROM refusals)"));
    int64_t since = clock_steady_us();
    long before = database_number(fixture->db, "SELECT last_value FROM refusals");
    assert_true(database_wait(fixture->db, "(SELECT last_value >= 6 FROM refusals)"));
    long refusals = database_number(fixture->db, "SELECT last_value FROM refusals") - before;
    long pauses = (clock_steady_us() - since) / (PAUSE_MS * 1000L);
    assert_in_range(refusals, 1, pauses + 1);
    database_run(fixture->db, "DROP TRIGGER refuse ON notification");
    assert_true(database_wait(
        fixture->db, "(SELECT count(*) FROM notification WHERE provider_ref IS NOT NULL) = 1"));
    one_service_end(&service);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_recipient_is_notified_once_and_counted),
        TEST(who_has_no_address_is_not_counted),
        TEST(any_channel_is_rows),
        TEST(systems_hear_of_their_unit_and_of_those_below),
        TEST(the_same_occasion_is_notified_once),
        TEST(another_verdict_on_the_same_item_is_news),
        TEST(an_occasion_is_enqueued_once),
        TEST(what_is_claimed_is_left_to_its_claimer),
        TEST(a_failed_attempt_comes_back_after_its_pause),
        TEST(a_lost_claim_changes_nothing),
        TEST(a_mail_of_unknown_fate_is_not_sent_again),
        TEST(outcomes_that_cannot_be_stored_leave_less_room),
        TEST(refused_outcomes_are_repeated_after_a_pause),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
