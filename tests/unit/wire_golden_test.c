/*
 * Frames of the first release (proto/golden): they are read with their original meaning, and
 * written again they are the same bytes.  With MC_GOLDEN_WRITE=1 missing ones are created.
 */
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "evidence/v1/evidence.pb-c.h"
#include "notification/v1/notification.pb-c.h"
#include "wire/frame.h"

static uint8_t id_bytes[16] = {1, 2, 3, 4, 5, 6, 0x77, 8, 0x89, 10, 11, 12, 13, 14, 15, 16};
static const ProtobufCBinaryData ID = {16, id_bytes};

static void compare(const char *name, struct wire_bytes made)
{
    char path[128];
    static unsigned char golden[4096];
    snprintf(path, sizeof(path), "proto/golden/%s.bin", name);
    FILE *file = fopen(path, "re");
    if (file == NULL && getenv("MC_GOLDEN_WRITE") != NULL) {
        file = fopen(path, "we");
        assert_non_null(file);
        assert_int_equal(fwrite(made.data, 1, made.len, file), made.len);
        fclose(file);
        return;
    }
    if (file == NULL) {
        fail_msg("%s is not there", path);
    }
    size_t len = fread(golden, 1, sizeof(golden), file);
    fclose(file);
    assert_int_equal(len, made.len);
    assert_memory_equal(golden, made.data, len);
}

static void compare_frame(struct arena *arena, const char *name, const Bus__V1__Frame *frame)
{
    struct wire_bytes bytes = frame_pack(arena, frame);
    compare(name, bytes);
    const Bus__V1__Frame *back = frame_unpack(arena, bytes.data, bytes.len);
    assert_non_null(back);
    assert_int_equal(back->kind_case, frame->kind_case);
}

static void frames_are_what_they_were(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    Bus__V1__Frame frame = BUS__V1__FRAME__INIT;
    Bus__V1__Hello hello = BUS__V1__HELLO__INIT;
    char service[] = "validation";
    hello.service = service;
    hello.instance = ID;
    hello.epoch = 0x1122334455667788u;
    hello.protocol = FRAME_PROTOCOL;
    hello.sent = 300;
    frame.kind_case = BUS__V1__FRAME__KIND_HELLO;
    frame.hello = &hello;
    compare_frame(arena, "hello", &frame);

    Bus__V1__Credit credit = BUS__V1__CREDIT__INIT;
    credit.epoch = 7;
    credit.limit = 1024;
    frame.kind_case = BUS__V1__FRAME__KIND_CREDIT;
    frame.credit = &credit;
    compare_frame(arena, "credit", &frame);

    Bus__V1__Envelope envelope = BUS__V1__ENVELOPE__INIT, *envelopes[] = {&envelope};
    Bus__V1__Deliver deliver = BUS__V1__DELIVER__INIT;
    envelope.message_id = envelope.subject_id = envelope.body = ID;
    envelope.stage = 2;
    envelope.attempt = 1;
    envelope.schema = 1;
    envelope.born_us = 1698883200000000u;
    deliver.n_envelopes = 1;
    deliver.envelopes = envelopes;
    frame.kind_case = BUS__V1__FRAME__KIND_DELIVER;
    frame.deliver = &deliver;
    compare_frame(arena, "deliver", &frame);

    Bus__V1__Fault fault = BUS__V1__FAULT__INIT;
    Bus__V1__Reply reply = BUS__V1__REPLY__INIT, *replies[] = {&reply};
    Bus__V1__ReplyBatch batch = BUS__V1__REPLY_BATCH__INIT;
    char code[] = "unit.unknown", message[] = "Không có đơn vị mang mã này.";
    fault.code = code;
    fault.message = message;
    fault.status = 422;
    reply.id = 9;
    reply.fault = &fault;
    batch.n_replies = 1;
    batch.replies = replies;
    frame.kind_case = BUS__V1__FRAME__KIND_REPLIES;
    frame.replies = &batch;
    compare_frame(arena, "replies", &frame);
    arena_free(&arena);
}

static void contracts_are_what_they_were(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    Evidence__V1__Submission piece = EVIDENCE__V1__SUBMISSION__INIT;
    Evidence__V1__Submit submit = EVIDENCE__V1__SUBMIT__INIT;
    char campaign[] = "2023", unit[] = "HD-TIEUCAN", criterion[] = "1.1.1", kind[] = "document";
    char title[] = "Kế hoạch", day[] = "2023-10-18", symbol[] = "128-KH/UBKTTĐ", key[] = "k1";
    char *criteria[] = {criterion};
    piece.campaign = campaign;
    piece.unit = unit;
    piece.criteria = criteria;
    piece.n_criteria = 1;
    piece.kind = kind;
    piece.title = title;
    piece.occurred_on = day;
    piece.document_symbol = symbol;
    submit.idempotency_key = key;
    submit.submission = &piece;
    struct wire_bytes bytes = wire_pack(arena, &submit.base);
    compare("submit", bytes);
    const Evidence__V1__Submit *back =
        wire_unpack(arena, &evidence__v1__submit__descriptor, bytes.data, bytes.len);
    assert_non_null(back);
    assert_string_equal(back->submission->document_symbol, symbol);

    Notification__V1__Notice notice = NOTIFICATION__V1__NOTICE__INIT;
    notice.kind = NOTIFICATION__V1__KIND__KIND_EVIDENCE_MEND;
    notice.campaign_id = 1;
    notice.unit_id = 2;
    notice.evidence_id = ID;
    notice.title = title;
    notice.error_count = 3;
    compare("notice", wire_pack(arena, &notice.base));
    arena_free(&arena);
}

static void broken_frames_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t len;
    } BROKEN[] = {
        {"", 0},
        {"\x0a\x05hel", 5},
        {"\xff\xff\xff\xff", 4},
        {"\x0a\x02\x0a\x01", 4},
        {"\x12\x00\x12\x00", 4},
        {"\x13\x00\x14", 3},
        {"\x0a\x04\x0a\x02\xc3\x28", 6},
    };
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof(BROKEN) / sizeof(BROKEN[0]); i++) {
        assert_null(frame_unpack(arena, BROKEN[i].bytes, BROKEN[i].len));
    }
    arena_free(&arena);
}

/* Every prefix of a good frame is refused or is another good frame, never a crash. */
static void cut_frames_do_no_harm(void **state)
{
    (void)state;
    static unsigned char golden[4096];
    FILE *file = fopen("proto/golden/deliver.bin", "re");
    assert_non_null(file);
    size_t len = fread(golden, 1, sizeof(golden), file);
    fclose(file);
    struct arena *arena = arena_new();
    for (size_t cut = 0; cut < len; cut++) {
        assert_null(frame_unpack(arena, golden, cut));
        arena_reset(arena);
    }
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(frames_are_what_they_were),
        cmocka_unit_test(contracts_are_what_they_were),
        cmocka_unit_test(broken_frames_are_refused),
        cmocka_unit_test(cut_frames_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
