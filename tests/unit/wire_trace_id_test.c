/*
 * Trace ids: which headers are accepted, and that a key names the same submission permanently.
 */
#include "support/test.h"

#include <stdio.h>
#include <string.h>

#include "evidence/limits.h"
#include "evidence/names.h"
#include "wire/envelope.h"
#include "wire/trace_id.h"
#include "wire/wire.h"

#define TRACE  "4bf92f3577b34da6a3ce929d0e0e4736"
#define PARENT "00f067aa0ba902b7"

static const char *read_as(bool (*read)(const char *, struct uuid *), const char *text)
{
    static char printed[UUID_TEXT];
    struct uuid id;
    return read(text, &id) ? uuid_print(&id, printed) : NULL;
}

static void well_formed_headers_are_believed(void **state)
{
    (void)state;
    static const char *const GOOD[] = {
        "00-" TRACE "-" PARENT "-01",
        "00-" TRACE "-" PARENT "-00",
        "01-" TRACE "-" PARENT "-01",
        "cc-" TRACE "-" PARENT "-01-what-comes-later",
    };
    for (size_t i = 0; i < sizeof(GOOD) / sizeof(GOOD[0]); i++) {
        assert_string_equal(read_as(trace_id_parse, GOOD[i]),
                            "4bf92f35-77b3-4da6-a3ce-929d0e0e4736");
    }
}

static void other_headers_are_not(void **state)
{
    (void)state;
    static const char *const BAD[] = {
        "",
        "00",
        "00-" TRACE "-" PARENT,
        "00-" TRACE "-" PARENT "-0",
        "00-" TRACE "-" PARENT "-011",
        "00-" TRACE "-" PARENT "-01-more",
        "01-" TRACE "-" PARENT "-01more",
        "ff-" TRACE "-" PARENT "-01",
        "0g-" TRACE "-" PARENT "-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-" PARENT "-01",
        "00-00000000000000000000000000000000-" PARENT "-01",
        "00-" TRACE "-0000000000000000-01",
        "00_" TRACE "_" PARENT "_01",
        "00-4bf92f3577b34da6a3ce929d0e0e473-6" PARENT "-01",
        "00-" TRACE "-" PARENT "-xx",
    };
    for (size_t i = 0; i < sizeof(BAD) / sizeof(BAD[0]); i++) {
        assert_null(read_as(trace_id_parse, BAD[i]));
    }
}

static void people_type_them_in_three_ways(void **state)
{
    (void)state;
    static const char *const SAME[] = {TRACE, "4bf92f35-77b3-4da6-a3ce-929d0e0e4736",
                                       "4BF92F35-77B3-4DA6-A3CE-929D0E0E4736",
                                       "00-" TRACE "-" PARENT "-01"};
    for (size_t i = 0; i < sizeof(SAME) / sizeof(SAME[0]); i++) {
        assert_string_equal(read_as(trace_id_read, SAME[i]),
                            "4bf92f35-77b3-4da6-a3ce-929d0e0e4736");
    }
    assert_null(read_as(trace_id_read, "khoa-1"));
    assert_null(read_as(trace_id_read, TRACE "0"));
}

/* Stored rows depend on it: the value of the first release. */
static void a_key_names_the_same_submission_for_ever(void **state)
{
    (void)state;
    char printed[UUID_TEXT], long_key[EVIDENCE_KEY_MAX + 1];
    struct uuid id = evidence_submission_id(17, "khoa-1");
    assert_string_equal(uuid_print(&id, printed), "329fe53b-62a6-8ac3-8971-b4e98adf3c62");
    struct uuid import = evidence_import_id(17, "khoa-1");
    assert_false(uuid_equal(&id, &import));
    struct uuid named = uuid_name("submission", "17/khoa-1", strlen("17/khoa-1"));
    assert_true(uuid_equal(&id, &named));
    memset(long_key, 'k', EVIDENCE_KEY_MAX);
    long_key[EVIDENCE_KEY_MAX] = '\0';
    struct uuid one = evidence_submission_id(UINT32_MAX, long_key);
    long_key[EVIDENCE_KEY_MAX - 1] = 'l';
    struct uuid other = evidence_submission_id(UINT32_MAX, long_key);
    assert_false(uuid_equal(&one, &other));
}

static void an_envelope_without_one_has_its_subjects(void **state)
{
    (void)state;
    struct uuid subject = uuid_new(), trace = uuid_new();
    Bus__V1__Envelope envelope = BUS__V1__ENVELOPE__INIT;
    envelope.subject_id = wire_uuid(&subject);
    struct uuid found = envelope_trace(&envelope);
    assert_true(uuid_equal(&found, &subject));
    envelope.trace = wire_uuid(&trace);
    found = envelope_trace(&envelope);
    assert_true(uuid_equal(&found, &trace));
    envelope.trace.len = 15;
    found = envelope_trace(&envelope);
    assert_true(uuid_equal(&found, &subject));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(well_formed_headers_are_believed),
        cmocka_unit_test(other_headers_are_not),
        cmocka_unit_test(people_type_them_in_three_ways),
        cmocka_unit_test(a_key_names_the_same_submission_for_ever),
        cmocka_unit_test(an_envelope_without_one_has_its_subjects),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
