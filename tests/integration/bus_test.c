/*
 * The bus on real sockets: two and three of them in one loop.
 */
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zmq.h>

#include "base/arena.h"
#include "base/clock.h"
#include "bus/bus.h"
#include "support/wait.h"

struct node {
    struct bus *bus;
    struct loop *loop;
    char public_key[41], secret_key[41];
    size_t delivered, woken, asked, answered, failed;
    size_t lost;
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

static void woken(void *arg, enum stage_id stage)
{
    struct node *node = arg;
    assert_int_equal(stage, STAGE_VALIDATE);
    node->woken++;
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

static void lost(void *arg, enum stage_id stage, const struct uuid *ids, size_t count)
{
    struct node *node = arg;
    assert_int_equal(stage, STAGE_VALIDATE);
    assert_int_equal(ids[0].bytes[0], 1);
    node->lost += count;
}

static const struct bus_events EVENTS = {delivered, woken, asked, NULL, lost};

static void replied(void *arg, enum err err, const Bus__V1__Reply *reply)
{
    struct node *node = arg;
    node->last_err = err;
    node->answered += err == ERR_NONE && reply->fault == NULL ? 1 : 0;
    node->failed += err != ERR_NONE ? 1 : 0;
}

/* With the keys that the node has. */
static void open_bus(struct node *node, struct loop *loop, const char *service, bool is_hot,
                     const char *listen)
{
    node->loop = loop;
    struct bus_conf conf = {.service = service,
                            .listen = listen,
                            .secret_key = node->secret_key,
                            .public_key = node->public_key,
                            .is_hot = is_hot,
                            .window = 100,
                            .max_frame = 1 << 20};
    assert_int_equal(bus_open(&node->bus, loop, &conf, &EVENTS, node), ERR_NONE);
}

static void open_node_at(struct node *node, struct loop *loop, const char *service, bool is_hot,
                         const char *listen)
{
    bus_make_keys(node->public_key, node->secret_key);
    open_bus(node, loop, service, is_hot, listen);
}

static void open_node(struct node *node, struct loop *loop, const char *service, bool is_hot)
{
    open_node_at(node, loop, service, is_hot, "tcp://127.0.0.1:*");
}

static void allow(struct node *node, const struct node *other, const char *service,
                  uint32_t account)
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
    return ((struct node *)arg)->woken > 0;
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
    assert_int_equal(bus_reserve(ingest.bus, "validation", 10), 0); /* none was granted yet */
    bus_credit(validation.bus, 40);
    assert_true(wait_loop(loop, has_credit, &ingest));
    assert_int_equal(bus_reserve(ingest.bus, "validation", 256), 40);
    assert_int_equal(bus_reserve(ingest.bus, "validation", 1), 0);
    deliver(&ingest, 40);
    assert_true(wait_loop(loop, all_delivered, &validation));
    assert_int_equal(bus_reserve(ingest.bus, "validation", 1), 0); /* not before the commit */
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
    struct bus_question question = {.service = "ingest",
                                    .method = 1,
                                    .account = 77,
                                    .body = "hello",
                                    .body_len = 5,
                                    .timeout_ms = timeout_ms};
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
    ask(&gateway, 1, 1000); /* no peer is there */
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
    assert_int_equal(ingest.last_account, 77); /* the account that a gateway states is trusted */
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
    assert_int_equal(ingest.last_account, 5); /* not the 77 that it states */
    ingest.bad_before = bus_count(ingest.bus)->bad_frames;
    bus_wake(system.bus, "ingest", STAGE_VALIDATE);
    assert_true(wait_loop(loop, has_new_bad_frames, &ingest));
    assert_int_equal(ingest.woken, 0);
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

/* A service may be asked before it has read the list of peers. */
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
    bus_wake(ingest.bus, "validation", STAGE_VALIDATE);
    assert_true(wait_loop(loop, was_hinted, &validation));
    assert_int_equal(validation.woken, 1);
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

/* A registered key that sends garbage, and then a frame that is too long. */
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
    ingest.bad_before = 10; /* the connection is made again */
    assert_true(wait_loop(loop, heeds_rubbish, &(struct rubbish){&ingest, dealer}));
    zmq_close(dealer);
    zmq_ctx_term(context);
    bus_close(&ingest.bus);
    loop_free(&loop);
}

/* Turns both loops until the condition holds: two processes in one. */
static bool wait_both(struct loop *one, struct loop *other, wait_fn *is_so, void *arg)
{
    int64_t hangs_at_ms = wait_hangs_at_ms();
    while (!is_so(arg) && clock_steady_ms() < hangs_at_ms) {
        wait_loop_ms(one, 10);
        wait_loop_ms(other, 10);
    }
    return is_so(arg);
}

static bool is_hinted(void *arg)
{
    return ((struct node *)arg)->woken > 0;
}

/* libzmq 4.3 aborts the process (issue 4364) when a ZMTP heartbeat is due on a connection whose
 * input waits at the high water mark and whose peer has gone: a process that was paused has such
 * connections. */
static void a_peer_that_goes_while_its_frames_wait_does_not_abort_the_reader(void **state)
{
    (void)state;
    enum { FRAMES = 400, HEARTBEATS_MS = 3500 };
    struct loop *loop, *paused;
    struct node ingest = {0}, validation = {0};
    assert_int_equal(loop_new(&loop), ERR_NONE);
    assert_int_equal(loop_new(&paused), ERR_NONE);
    open_node(&ingest, loop, "ingest", true);
    open_node(&validation, paused, "validation", true);
    allow(&validation, &ingest, "ingest", 0);
    connect_to(&ingest, &validation, "validation");
    bus_credit(validation.bus, 40);
    assert_true(wait_both(paused, loop, has_credit, &ingest));
    for (int i = 0; i < FRAMES; i++) {
        bus_wake(ingest.bus, "validation", STAGE_VALIDATE);
        if (i % 20 == 0) {
            wait_loop_ms(loop, 1);
        }
    }
    wait_loop_ms(loop, 100);
    bus_close(&ingest.bus);
    wait_loop_ms(loop, HEARTBEATS_MS); /* validation's own loop stands still meanwhile */
    assert_true(wait_loop(paused, is_hinted, &validation));
    bus_close(&validation.bus);
    loop_free(&loop);
    loop_free(&paused);
}

static bool is_lost(void *arg)
{
    return ((struct node *)arg)->lost >= 40;
}

/* By the connection's end, long before the silence limit. */
static void copies_to_a_peer_that_died_are_reported_at_once(void **state)
{
    (void)state;
    struct loop *loop;
    struct node ingest = {0}, validation = {0};
    assert_int_equal(loop_new(&loop), ERR_NONE);
    open_node(&ingest, loop, "ingest", true);
    open_node(&validation, loop, "validation", true);
    allow(&validation, &ingest, "ingest", 0);
    connect_to(&ingest, &validation, "validation");
    bus_credit(validation.bus, 60);
    assert_true(wait_loop(loop, has_credit, &ingest));
    assert_int_equal(bus_reserve(ingest.bus, "validation", 60), 60);
    deliver(&ingest, 30);
    wait_loop_ms(loop, 100);
    assert_int_equal(ingest.lost, 0);
    bus_close(&validation.bus);
    deliver(&ingest, 10); /* before the loss is noticed */
    assert_true(wait_loop(loop, is_lost, &ingest));
    assert_int_equal(ingest.lost, 40);
    assert_int_equal(bus_reserve(ingest.bus, "validation", 1), 0);
    ingest.lost = 0;
    deliver(&ingest, 20); /* reserved while it lived */
    wait_loop_ms(loop, 10);
    assert_int_equal(ingest.lost, 20);
    bus_close(&ingest.bus);
    loop_free(&loop);
}

static bool is_leaving(void *arg)
{
    return !reaches_validation(arg);
}

/* It returns what it has received; what was still reserved for it is not sent. */
static void copies_for_a_peer_that_drains_are_reported(void **state)
{
    (void)state;
    struct loop *loop;
    struct node ingest = {0}, validation = {0};
    assert_int_equal(loop_new(&loop), ERR_NONE);
    open_node(&ingest, loop, "ingest", true);
    open_node(&validation, loop, "validation", true);
    allow(&validation, &ingest, "ingest", 0);
    connect_to(&ingest, &validation, "validation");
    bus_credit(validation.bus, 60);
    assert_true(wait_loop(loop, has_credit, &ingest));
    assert_int_equal(bus_reserve(ingest.bus, "validation", 60), 60);
    deliver(&ingest, 40);
    assert_true(wait_loop(loop, all_delivered, &validation));
    bus_goodbye(validation.bus);
    assert_true(wait_loop(loop, is_leaving, &ingest));
    deliver(&ingest, 20);
    wait_loop_ms(loop, 10);
    assert_int_equal(ingest.lost, 20);
    assert_int_equal(validation.delivered, 40);
    bus_set_peers(ingest.bus, NULL, 0);
    assert_int_equal(ingest.lost, 20);
    bus_close(&ingest.bus);
    bus_close(&validation.bus);
    loop_free(&loop);
}

/* The connection may be made again before a frame is sent on the old one. */
static void a_peer_that_restarts_where_it_was_counts_from_nothing(void **state)
{
    (void)state;
    struct loop *loop;
    struct node ingest = {0}, validation = {0};
    assert_int_equal(loop_new(&loop), ERR_NONE);
    open_node(&ingest, loop, "ingest", true);
    open_node(&validation, loop, "validation", true);
    allow(&validation, &ingest, "ingest", 0);
    connect_to(&ingest, &validation, "validation");
    bus_credit(validation.bus, 40);
    assert_true(wait_loop(loop, has_credit, &ingest));
    assert_int_equal(bus_reserve(ingest.bus, "validation", 40), 40);
    deliver(&ingest, 40);
    assert_true(wait_loop(loop, all_delivered, &validation));
    char endpoint[256];
    snprintf(endpoint, sizeof(endpoint), "%s", bus_endpoint(validation.bus));
    bus_close(&validation.bus);
    open_bus(&validation, loop, "validation", true, endpoint);
    allow(&validation, &ingest, "ingest", 0);
    bus_credit(validation.bus, 40);
    assert_true(wait_loop(loop, has_credit, &ingest));
    assert_int_equal(bus_reserve(ingest.bus, "validation", 256), 40);
    assert_int_equal(ingest.lost, 40);
    bus_close(&ingest.bus);
    bus_close(&validation.bus);
    loop_free(&loop);
}

static bool hears_itself(void *arg)
{
    return bus_reaches_itself(((struct node *)arg)->bus);
}

static bool is_deaf(void *arg)
{
    return !hears_itself(arg);
}

/* 127.0.0.1 and 127.0.0.2 are two addresses of this machine. */
static void an_inbox_that_listens_everywhere_is_found_where_it_is_announced(void **state)
{
    (void)state;
    struct loop *loop;
    struct node ingest = {0}, validation = {0};
    assert_int_equal(loop_new(&loop), ERR_NONE);
    open_node(&ingest, loop, "ingest", true);
    open_node_at(&validation, loop, "validation", true, "tcp://0.0.0.0:*");
    allow(&validation, &validation, "validation", 0);
    assert_string_equal(bus_endpoint(validation.bus), ""); /* never 0.0.0.0 */
    bus_announce(validation.bus, NULL);
    assert_string_equal(bus_endpoint(validation.bus), "");
    assert_false(bus_reaches_itself(validation.bus));
    bus_announce(validation.bus, "127.0.0.1");
    assert_memory_equal(bus_endpoint(validation.bus), "tcp://127.0.0.1:", 16);
    assert_true(wait_loop(loop, hears_itself, &validation));
    bus_announce(validation.bus, "127.0.0.2");
    assert_memory_equal(bus_endpoint(validation.bus), "tcp://127.0.0.2:", 16);
    assert_false(bus_reaches_itself(validation.bus)); /* not known yet */
    assert_true(wait_loop(loop, hears_itself, &validation));
    bus_announce(validation.bus, "192.0.2.1"); /* of no process */
    wait_loop_ms(loop, 500);
    assert_false(bus_reaches_itself(validation.bus));
    bus_announce(validation.bus, "127.0.0.2");
    assert_true(wait_loop(loop, hears_itself, &validation));
    bus_set_keys(validation.bus, NULL, 0); /* no key is registered any more */
    assert_true(wait_loop(loop, is_deaf, &validation));
    bus_close(&ingest.bus);
    bus_close(&validation.bus);
    loop_free(&loop);
}

static void a_peer_is_followed_to_another_endpoint(void **state)
{
    (void)state;
    struct loop *loop;
    struct node ingest = {0}, validation = {0};
    assert_int_equal(loop_new(&loop), ERR_NONE);
    open_node(&ingest, loop, "ingest", true);
    open_node_at(&validation, loop, "validation", true, "tcp://0.0.0.0:*");
    allow(&validation, &ingest, "ingest", 0);
    bus_announce(validation.bus, "127.0.0.1");
    connect_to(&ingest, &validation, "validation");
    assert_true(wait_loop(loop, reaches_validation, &ingest));
    bus_announce(validation.bus, "127.0.0.2");
    connect_to(&ingest, &validation, "validation");
    assert_false(bus_reaches(ingest.bus, "validation")); /* the old connection is not kept */
    assert_true(wait_loop(loop, reaches_validation, &ingest));
    bus_close(&ingest.bus);
    bus_close(&validation.bus);
    loop_free(&loop);
}

/* When the store was unavailable, its list lacks every peer for a moment. */
static void a_peer_that_speaks_outlives_some_lists_without_it(void **state)
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
    for (int i = 0; i < 9; i++) {
        bus_set_peers(ingest.bus, NULL, 0);
        assert_true(bus_reaches(ingest.bus, "validation"));
    }
    bus_set_peers(ingest.bus, NULL, 0);
    assert_false(bus_reaches(ingest.bus, "validation"));
    bus_close(&ingest.bus);
    bus_close(&validation.bus);
    loop_free(&loop);
}

static void an_address_of_ipv6_is_an_endpoint(void **state)
{
    (void)state;
    struct loop *loop;
    struct node ingest = {0}, validation = {0};
    assert_int_equal(loop_new(&loop), ERR_NONE);
    open_node(&ingest, loop, "ingest", true);
    open_node_at(&validation, loop, "validation", true, "tcp://[::]:*");
    allow(&validation, &ingest, "ingest", 0);
    assert_string_equal(bus_endpoint(validation.bus), "");
    bus_announce(validation.bus, "::1");
    assert_memory_equal(bus_endpoint(validation.bus), "tcp://[::1]:", 12);
    connect_to(&ingest, &validation, "validation");
    assert_true(wait_loop(loop, reaches_validation, &ingest));
    bus_close(&ingest.bus);
    bus_close(&validation.bus);
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
        cmocka_unit_test(a_peer_that_goes_while_its_frames_wait_does_not_abort_the_reader),
        cmocka_unit_test(copies_to_a_peer_that_died_are_reported_at_once),
        cmocka_unit_test(copies_for_a_peer_that_drains_are_reported),
        cmocka_unit_test(a_peer_that_restarts_where_it_was_counts_from_nothing),
        cmocka_unit_test(an_inbox_that_listens_everywhere_is_found_where_it_is_announced),
        cmocka_unit_test(a_peer_is_followed_to_another_endpoint),
        cmocka_unit_test(a_peer_that_speaks_outlives_some_lists_without_it),
        cmocka_unit_test(an_address_of_ipv6_is_an_endpoint),
        cmocka_unit_test(rubbish_is_counted_and_too_long_frames_are_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
