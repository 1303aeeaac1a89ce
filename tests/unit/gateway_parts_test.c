/*
 * Multipart bodies: however they are cut on their way, the parts are the same; names of files as
 * browsers and libraries write them; broken bodies are refused.
 */
#include "support/test.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "gateway/parts.h"

static void on_begin(void *arg, const struct part_head *head)
{
    buf_print(arg, "[%s|%s|", head->key, head->file != NULL ? head->file : "-");
}

static void on_data(void *arg, const char *data, size_t len)
{
    buf_add(arg, data, len);
}

static void on_end(void *arg)
{
    buf_text(arg, "]");
}

static const struct parts_events EVENTS = {.begin = on_begin, .data = on_data, .end = on_end};

/* The parts of a body that comes in steps of so many bytes; NULL: it is broken or not whole. */
static const char *parts_of(const char *body, size_t len, size_t step)
{
    static struct buf said;
    buf_clear(&said);
    struct parts *parts = parts_new("multipart/form-data; boundary=\"x-y\"", &EVENTS, &said);
    assert_non_null(parts);
    bool is_good = true;
    for (size_t at = 0; is_good && at < len; at += step) {
        is_good = parts_take(parts, body + at, len - at < step ? len - at : step);
    }
    is_good = is_good && parts_is_whole(parts);
    parts_free(&parts);
    return is_good ? buf_string(&said) : NULL;
}

#define PART(head, content) \
    "--x-y\r\nContent-Disposition: form-data; " head "\r\n\r\n" content "\r\n"
#define BODY(parts) parts "--x-y--\r\n"

static void parts_are_the_same_however_they_arrive(void **state)
{
    static const char WHOLE[] = "before\r\n" BODY(
        PART("name=\"evidence\"", "{\"a\":1}")
            PART("name=\"file\"; filename=\"a.txt\"", "\r\n\r\n--x\r\n--x-yz\r")
                PART("name=file; filename=b.txt",
                     "") "--x-y \t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\r\n\r\nbare\r\n") "behind --x-y\r\n";
    static const char WANTED[] = "[evidence|-|{\"a\":1}][file|a.txt|\r\n\r\n--x\r\n--x-yz\r]"
                                 "[file|b.txt|][|-|bare]";
    (void)state;
    for (size_t step = 1; step < sizeof(WHOLE); step++) {
        const char *said = parts_of(WHOLE, sizeof(WHOLE) - 1, step);
        assert_non_null(said);
        assert_string_equal(said, WANTED);
    }
}

static void broken_bodies_are_refused(void **state)
{
    static const char *const BODIES[] = {"",
                                         "--x-y\r\nkhong",
                                         "--x-y\r\n\r\nabc",
                                         PART("name=\"a", "x") "--x-y--",
                                         PART("name=\"a\"", "x"),
                                         PART("name=\"a\"", "x") "--x-y-",
                                         "--z\r\n\r\nabc\r\n--z--"};
    (void)state;
    for (size_t i = 0; i < sizeof(BODIES) / sizeof(BODIES[0]); i++) {
        assert_null(parts_of(BODIES[i], strlen(BODIES[i]), 5));
    }
    static const char NUL[] =
        "--x-y\r\nContent-Disposition: form-data; name=\"a\0\"\r\n\r\nx\r\n--x-y--";
    assert_null(parts_of(NUL, sizeof(NUL) - 1, 5));
    struct buf endless = {0};
    buf_text(&endless, "--x-y\r\nX: ");
    for (int i = 0; i < 10000; i++) {
        buf_byte(&endless, 'a');
    }
    buf_text(&endless, "\r\n\r\nx\r\n--x-y--");
    assert_null(parts_of(endless.data, endless.len, 100));
    buf_free(&endless);
}

static void the_boundary_is_where_the_type_says(void **state)
{
    static const struct {
        const char *type;
        bool is_usable;
    } TYPES[] = {
        {"multipart/form-data; boundary=abc", true},
        {"multipart/form-data; charset=utf-8; Boundary=abc; x=y", true},
        {"multipart/form-data;boundary=\"a b\"", true},
        {"multipart/form-data", false},
        {"multipart/form-data; boundary=", false},
        {"multipart/form-data; boundary=\"a", false},
        {"multipart/form-data; xboundary=abc", false},
        {"multipart/form-data; boundary="
         "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
         false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(TYPES) / sizeof(TYPES[0]); i++) {
        struct parts *parts = parts_new(TYPES[i].type, &EVENTS, NULL);
        assert_int_equal(parts != NULL, TYPES[i].is_usable);
        parts_free(&parts);
    }
}

/* What stands behind name="file"; and the name that is meant. */
static const struct {
    const char *sent, *name;
} NAMES[] = {
    {"filename=\"Báo cáo.txt\"", "Báo cáo.txt"},
    {"filename*=UTF-8''B%C3%A1o%20c%C3%A1o.txt", "Báo cáo.txt"},
    {"filename*=utf-8'vi'B%C3%A1o.txt", "Báo.txt"},
    {"filename*=\"UTF-8''B%C3%A1o.txt\"", "Báo.txt"},
    {"filename*=ISO-8859-1''B%E1o.txt", "Báo.txt"},
    {"filename*=windows-1258''Tra%F2i.txt", "Trại.txt"},
    {"filename=\"=?utf-8?B?QsOhbyBjw6FvLnR4dA==?=\"; "
     "filename*=utf-8''B%C3%A1o%20c%C3%A1o.txt",
     "Báo cáo.txt"},
    {"filename=\"=?utf-8?B?QsOhbyBjw6FvLnR4dA==?=\"", "Báo cáo.txt"},
    {"filename==?utf-8?B?QsOhbyBjw6FvLnR4dA==?=", "Báo cáo.txt"},
    {"filename=\"=?UTF-8?Q?B=C3=A1o_c=C3=A1o.txt?=\"", "Báo cáo.txt"},
    {"filename=\"=?UTF-8?Q?B=C3=A1o_?= =?utf-8?B?Y8Ohby50eHQ=?=\"", "Báo cáo.txt"},
    {"filename=\"So 1 =?UTF-8?Q?B=C3=A1o?= x.txt\"", "So 1 Báo x.txt"},
    {"filename=\"=?iso-8859-1?q?B=E1o?=.txt\"", "Báo.txt"},
    {"filename=\"=?khong-co?q?B=E1o?=.txt\"", "=?khong-co?q?B=E1o?=.txt"},
    {"filename=\"=?utf-8?B?!!?=.txt\"", "=?utf-8?B?!!?=.txt"},
    {"filename=baocao.txt", "baocao.txt"},
    {"filename=bao cao.txt ; x=y", "bao cao.txt"},
    {"FileName = \"a.txt\"", "a.txt"},
    {"filename=\"B%C3%A1o%20c%C3%A1o.txt\"", "Báo cáo.txt"},
    {"filename=\"gi%E1%BA%A3m%2050%25.txt\"", "giảm 50%.txt"},
    {"filename=\"a%20b.txt\"", "a%20b.txt"},
    {"filename=\"tăng 50%.txt\"", "tăng 50%.txt"},
    {"filename=\"%22a%22.txt\"", "\"a\".txt"},
    {"filename=\"a\\\"b\\\".txt\"", "a\"b\".txt"},
    {"filename=\"C:\\fakepath\\a.txt\"", "C:\\fakepath\\a.txt"},
    {"filename=\"C:\\\\anh\\\\a.txt\"", "C:\\anh\\a.txt"},
    {"filename=\"BÃ¡o cÃ¡o.txt\"", "Báo cáo.txt"},
    {"filename=\"Káº¿ hoáº¡ch.txt\"", "Kế hoạch.txt"},
    {"filename=\"Ảnh Ã¡.txt\"", "Ảnh Ã¡.txt"},
    {"filename=\"Bao \xc2\xa9.txt\"", "Bao ©.txt"},
    {"filename=\"Ba\xcc\x81o ca\xcc\x81o.txt\"", "Báo cáo.txt"},
    {"filename*=UTF-8''%zz; filename=\"a.txt\"", "a.txt"},
    {"filename*=UTF-8''%zz", ""},
    {"filename*=UTF-8''%FF", ""},
    {"filename*=a.txt", ""},
    {"x=y", "-"},
};

static void names_of_files_are_read_as_they_are_meant(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(NAMES) / sizeof(NAMES[0]); i++) {
        struct buf body = {0}, wanted = {0};
        buf_print(&body,
                  "--x-y\r\nContent-Type: text/plain\r\ncontent-disposition: form-data;\r\n"
                  "\tname=\"file\"; %s\r\n\r\nx\r\n--x-y--\r\n",
                  NAMES[i].sent);
        buf_print(&wanted, "[file|%s|x]", NAMES[i].name);
        const char *said = parts_of(body.data, body.len, body.len);
        if (said == NULL || strcmp(said, wanted.data) != 0) {
            fail_msg("%s: %s", NAMES[i].sent, said != NULL ? said : "broken");
        }
        buf_free(&body);
        buf_free(&wanted);
    }
}

/* RFC 2231: a long name in sections, in any order, encoded or not. */
static void names_in_sections_are_joined(void **state)
{
    static const struct {
        const char *head, *name;
    } CASES[] = {
        {"filename*0=\"bao-cao-\"; filename*1=\"nam.docx\"", "bao-cao-nam.docx"},
        {"filename*1*=c%C3%A1o.docx; filename*0*=UTF-8''B%C3%A1o%20", "Báo cáo.docx"},
        {"filename*0*=UTF-8''B%C3%A1o; filename*1=\" 50%.docx\"", "Báo 50%.docx"},
        {"filename=\"x.docx\"; filename*0*=UTF-8''%C4%90; filename*1*=%C3%B3n.docx", "Đón.docx"},
        {"filename*0=\"a\"; filename*2=\"c\"", "a"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        char body[400], wanted[200];
        int len = snprintf(
            body, sizeof(body),
            "--x-y\r\nContent-Disposition: form-data; name=\"file\"; %s\r\n\r\n-\r\n--x-y--\r\n",
            CASES[i].head);
        snprintf(wanted, sizeof(wanted), "[file|%s|-]", CASES[i].name);
        const char *said = parts_of(body, (size_t)len, (size_t)len);
        assert_non_null(said);
        assert_string_equal(said, wanted);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_in_sections_are_joined),
        cmocka_unit_test(parts_are_the_same_however_they_arrive),
        cmocka_unit_test(broken_bodies_are_refused),
        cmocka_unit_test(the_boundary_is_where_the_type_says),
        cmocka_unit_test(names_of_files_are_read_as_they_are_meant),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
