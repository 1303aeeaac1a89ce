/*
 * The bus on real sockets: two and three of them in one loop.
 */
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zmq.h>

#include "base/arena.h"
#include "bus/bus.h"
#include "support/wait.h"

struct node {
    struct bus *bus;
    struct loop *loop;
    char public_key[41], secret_key[41];
    size_t delivered, hinted, asked, answered, failed;
    enum err last_err;
    uint32_t last_account;
    bool is_silent;
    uint64_t bad_before;
};

static void delivered(void *arg, const Bus__V1__Envelope *const *envelopes, size_t count)
{
    struct node *node = arg;
    (void)envelopes;
    node->delivered += count;
}

static void hinted(void *arg, enum stage_id stage)
{
    struct node *node = arg;
    assert_int_equal(stage, STAGE_VALIDATE);
    node->hinted++;
}

static void asked(void *arg, const struct bus_from *from, const Bus__V1__Request *request)
{
    struct node *node = arg;
    node->asked++;
    node->last_account = from->account;
    if (!node->is_silent) {
        bus_reply(node->bus, from, request->body.data, request->body.len, NULL);
    }
}

static const struct bus_events EVENTS = {delivered, hinted, asked, NULL};

static void replied(void *arg, enum err err, const Bus__V1__Reply *reply)
{
    struct node *node = arg;
    node->last_err = err;
    node->answered += err == ERR_NONE && reply->fault == NULL ? 1 : 0;
    node->failed += err != ERR_NONE ? 1 : 0;
}

static void open_node(struct node *node, struct loop *loop, const char *service, bool is_hot)
{
    bus_make_keys(node->public_key, node->secret_key);
    node->loop = loop;
    struct bus_conf conf = {.service = service,
                            .listen = "tcp://127.0.0.1:*",
                            .secret_key = node->secret_key,
                            .public_key = node->public_key,
                            .is_hot = is_hot,
                            .window = 100,
                            .max_frame = 1 << 20};
    assert_int_equal(bus_open(&node->bus, loop, &conf, &EVENTS, node), ERR_NONE);
}

static void allow(struct node *node, const struct node *other, const char *service, uint32_t account)
{
    struct bus_key key = {.account = account};
    memcpy(key.public_key, other->public_key, sizeof(key.public_key));
    snprintf(key.service, sizeof(key.service), "%s", service);
    bus_set_keys(node->bus, &key, 1);
}

static void connect_to(struct node *from, const struct node *to, const char *service)
{
    struct bus_peer peer = {.service = service,
                            .instance = *bus_instance(to->bus),
                            .endpoint = bus_endpoint(to->bus),
                            .public_key = to->public_key};
    bus_set_peers(from->bus, &peer, 1);
}

static bool has_credit(void *arg)
{
    struct node *node = arg;
    size_t got = bus_reserve(node->bus, "validation", 1);
    bus_release(node->bus, "validation", got);
    return got == 1;
}

static bool reaches_validation(void *arg)
{
    return bus_reaches(((struct node *)arg)->bus, "validation");
}

static bool reaches_ingest(void *arg)
{
    return bus_reaches(((struct node *)arg)->bus, "ingest");
}

static bool has_new_bad_frames(void *arg)
{
    const struct node *node = arg;
    return bus_count(node->bus)->bad_frames > node->bad_before;
}

static bool one_was_refused(void *arg)
{
    return bus_count(((struct node *)arg)->bus)->refused_peers >= 1;
}

static bool was_hinted(void *arg)
{
    return ((struct node *)arg)->hinted > 0;
}

static void deliver(struct node *node, size_t count)
{
    static uint8_t id[16] = {1};
    Bus__V1__Envelope envelope = BUS__V1__ENVELOPE__INIT;
    const Bus__V1__Envelope *envelopes[256];
    envelope.message_id = envelope.subject_id = (ProtobufCBinaryData){sizeof(id), id};
    envelope.stage = STAGE_VALIDATE;
    for (size_t i = 0; i < count; i++) {
        envelopes[i] = &envelope;
    }
    bus_deliver(node->bus, "validation", envelopes, count);
}

static bool all_delivered(void *arg)
{
    return ((struct node *)arg)->delivered >= 40;
}

static void credit_is_a_level_that_nobody_exceeds(void **state)
{
    (void)state;
    struct loop *loop;
    struct node ingest = {0}, validation = {0};
    assert_int_equal(loop_new(&loop), ERR_NONE);
    open_node(&ingest, loop, "ingest", true);
    open_node(&validation, loop, "validation", true);
    allow(&validation, &ingest, "ingest", 0);
    connect_to(&ingest, &validation, "validation");
    assert_true(wait_loop(loop, reaches_validation, &ingest));
    assert_int_equal(bus_reserve(ingest.bus, "validation", 10), 0);    /* none was granted yet */
    bus_credit(validation.bus, 40);
    assert_true(wait_loop(loop, has_credit, &ingest));
    assert_int_equal(bus_reserve(ingest.bus, "validation", 256), 40);
    assert_int_equal(bus_reserve(ingest.bus, "validation", 1), 0);
    deliver(&ingest, 40);
    assert_true(wait_loop(loop, all_delivered, &validation));
    assert_int_equal(bus_reserve(ingest.bus, "validation", 1), 0);     /* not before the commit */
    bus_credit(validation.bus, 40);
    assert_true(wait_loop(loop, has_credit, &ingest));
    bus_goodbye(validation.bus);
    wait_loop_ms(loop, 200);
    assert_int_equal(bus_reserve(ingest.bus, "validation", 1), 0);
    bus_close(&ingest.bus);
    bus_close(&validation.bus);
    loop_free(&loop);
}

static bool all_answered(void *arg)
{
    const struct node *node = arg;
    return node->answered + node->failed >= 10000;
}

static bool one_ended(void *arg)
{
    const struct node *node = arg;
    return node->answered + node->failed >= 1;
}

static void ask(struct node *node, size_t count, int timeout_ms)
{
    struct bus_question question = {.service = "ingest", .method = 1, .account = 77,
                                    .body = "hello", .body_len = 5, .timeout_ms = timeout_ms};
    for (size_t i = 0; i < count; i++) {
        bus_ask(node->bus, &question, replied, node);
    }
}

static void every_question_is_answered_once(void **state)
{
    (void)state;
    struct loop *loop;
    struct node gateway = {0}, ingest = {0};
    assert_int_equal(loop_new(&loop), ERR_NONE);
    open_node(&gateway, loop, "gateway", true);
    open_node(&ingest, loop, "ingest", true);
    ask(&gateway, 1, 1000);                    /* nobody is there */
    assert_true(wait_loop(loop, one_ended, &gateway));
    assert_int_equal(gateway.last_err, ERR_RETRY);
    allow(&ingest, &gateway, "gateway", 0);
    connect_to(&gateway, &ingest, "ingest");
    assert_true(wait_loop(loop, reaches_ingest, &gateway));
    gateway.failed = 0;
    ask(&gateway, 10000, wait_hang_ms());
    assert_true(wait_loop(loop, all_answered, &gateway));
    assert_int_equal(gateway.answered, 10000);
    assert_int_equal(ingest.asked, 10000);
    assert_int_equal(ingest.last_account, 77);     /* a gateway's word is believed */
    gateway.answered = 0;
    ingest.is_silent = true;
    ask(&gateway, 1, 300);
    assert_true(wait_loop(loop, one_ended, &gateway));
    assert_int_equal(gateway.last_err, ERR_UNKNOWN);
    bus_close(&gateway.bus);
    bus_close(&ingest.bus);
    loop_free(&loop);
}

static void a_system_speaks_for_its_own_account_and_does_not_deliver(void **state)
{
    (void)state;
    struct loop *loop;
    struct node system = {0}, ingest = {0};
    assert_int_equal(loop_new(&loop), ERR_NONE);
    open_node(&system, loop, "", true);
    open_node(&ingest, loop, "ingest", true);
    allow(&ingest, &system, "", 5);
    connect_to(&system, &ingest, "ingest");
    assert_true(wait_loop(loop, reaches_ingest, &system));
    ask(&system, 1, wait_hang_ms());
    assert_true(wait_loop(loop, one_ended, &system));
    assert_int_equal(system.answered, 1);
    assert_int_equal(ingest.last_account, 5);      /* not the 77 that it claims to be */
    ingest.bad_before = bus_count(ingest.bus)->bad_frames;
    bus_hint(system.bus, "ingest", STAGE_VALIDATE);
    assert_true(wait_loop(loop, has_new_bad_frames, &ingest));
    assert_int_equal(ingest.hinted, 0);
    bus_close(&system.bus);
    bus_close(&ingest.bus);
    loop_free(&loop);
}

static void an_unknown_key_is_refused(void **state)
{
    (void)state;
    struct loop *loop;
    struct node stranger = {0}, ingest = {0};
    assert_int_equal(loop_new(&loop), ERR_NONE);
    open_node(&stranger, loop, "gateway", true);
    open_node(&ingest, loop, "ingest", true);
    connect_to(&stranger, &ingest, "ingest");
    assert_true(wait_loop(loop, one_was_refused, &ingest));
    ask(&stranger, 1, 500);
    assert_true(wait_loop(loop, one_ended, &stranger));
    assert_int_equal(stranger.last_err, ERR_RETRY);
    assert_int_equal(ingest.asked, 0);
    bus_close(&stranger.bus);
    bus_close(&ingest.bus);
    loop_free(&loop);
}

enum { LATECOMERS = 8 };

static bool all_reach_ingest(void *arg)
{
    const struct node *nodes = arg;
    size_t count = 0;
    for (size_t i = 0; i < LATECOMERS; i++) {
        count += bus_reaches(nodes[i].bus, "ingest") ? 1 : 0;
    }
    return count == LATECOMERS;
}

static bool all_were_refused(void *arg)
{
    return bus_count(((struct node *)arg)->bus)->refused_peers >= LATECOMERS;
}

/* A service may be asked before it has read who the others are. */
static void a_key_that_is_known_later_is_let_in(void **state)
{
    (void)state;
    struct loop *loop;
    struct node late[LATECOMERS] = {0}, ingest = {0};
    struct bus_key keys[LATECOMERS] = {0};
    assert_int_equal(loop_new(&loop), ERR_NONE);
    open_node(&ingest, loop, "ingest", true);
    for (size_t i = 0; i < LATECOMERS; i++) {
        open_node(&late[i], loop, "gateway", true);
        memcpy(keys[i].public_key, late[i].public_key, sizeof(keys[i].public_key));
        snprintf(keys[i].service, sizeof(keys[i].service), "gateway");
        connect_to(&late[i], &ingest, "ingest");
    }
    assert_true(wait_loop(loop, all_were_refused, &ingest));
    bus_set_keys(ingest.bus, keys, LATECOMERS);
    assert_true(wait_loop(loop, all_reach_ingest, late));
    for (size_t i = 0; i < LATECOMERS; i++) {
        bus_close(&late[i].bus);
    }
    bus_close(&ingest.bus);
    loop_free(&loop);
}

static void cold_only_sends_hints(void **state)
{
    (void)state;
    struct loop *loop;
    struct node ingest = {0}, validation = {0};
    assert_int_equal(loop_new(&loop), ERR_NONE);
    open_node(&ingest, loop, "ingest", false);
    open_node(&validation, loop, "validation", true);
    allow(&validation, &ingest, "ingest", 0);
    connect_to(&ingest, &validation, "validation");
    bus_credit(validation.bus, 40);
    assert_true(wait_loop(loop, reaches_validation, &ingest));
    wait_loop_ms(loop, 300);
    assert_int_equal(bus_reserve(ingest.bus, "validation", 10), 0);
    bus_hint(ingest.bus, "validation", STAGE_VALIDATE);
    assert_true(wait_loop(loop, was_hinted, &validation));
    assert_int_equal(validation.hinted, 1);
    bus_close(&ingest.bus);
    bus_close(&validation.bus);
    loop_free(&loop);
}

struct rubbish {
    struct node *node;
    void *dealer;
};

/* What was sent on the cut connection is lost, so it is sent again. */
static bool heeds_rubbish(void *arg)
{
    const struct rubbish *rubbish = arg;
    zmq_send(rubbish->dealer, "rubbish", 7, ZMQ_DONTWAIT);
    return has_new_bad_frames(rubbish->node);
}

/* A registered key that sends rubbish, and then a frame that is too long. */
static void rubbish_is_counted_and_too_long_frames_are_cut(void **state)
{
    (void)state;
    struct loop *loop;
    struct node ingest = {0}, system = {0};
    assert_int_equal(loop_new(&loop), ERR_NONE);
    open_node(&ingest, loop, "ingest", true);
    bus_make_keys(system.public_key, system.secret_key);
    allow(&ingest, &system, "", 5);
    void *context = zmq_ctx_new();
    void *dealer = zmq_socket(context, ZMQ_DEALER);
    int linger = 0;
    zmq_setsockopt(dealer, ZMQ_LINGER, &linger, sizeof(linger));
    zmq_setsockopt(dealer, ZMQ_CURVE_SERVERKEY, ingest.public_key, 41);
    zmq_setsockopt(dealer, ZMQ_CURVE_PUBLICKEY, system.public_key, 41);
    zmq_setsockopt(dealer, ZMQ_CURVE_SECRETKEY, system.secret_key, 41);
    assert_int_equal(zmq_connect(dealer, bus_endpoint(ingest.bus)), 0);
    for (int i = 0; i < 10; i++) {
        zmq_send(dealer, "rubbish", 7, 0);
    }
    ingest.bad_before = 9;
    assert_true(wait_loop(loop, has_new_bad_frames, &ingest));
    assert_int_equal(bus_count(ingest.bus)->bad_frames, 10);
    size_t len = 2 << 20;
    char *long_frame = calloc(1, len);
    zmq_send(dealer, long_frame, len, 0);
    free(long_frame);
    wait_loop_ms(loop, 300);
    assert_int_equal(bus_count(ingest.bus)->frames_in, 10);
    ingest.bad_before = 10;                        /* the connection is made again */
    assert_true(wait_loop(loop, heeds_rubbish, &(struct rubbish){&ingest, dealer}));
    zmq_close(dealer);
    zmq_ctx_term(context);
    bus_close(&ingest.bus);
    loop_free(&loop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(credit_is_a_level_that_nobody_exceeds),
        cmocka_unit_test(every_question_is_answered_once),
        cmocka_unit_test(a_system_speaks_for_its_own_account_and_does_not_deliver),
        cmocka_unit_test(an_unknown_key_is_refused),
        cmocka_unit_test(a_key_that_is_known_later_is_let_in),
        cmocka_unit_test(cold_only_sends_hints),
        cmocka_unit_test(rubbish_is_counted_and_too_long_frames_are_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
