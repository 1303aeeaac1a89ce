/*
 * imports_test.c — lists against the running system: what a row becomes, and that every import ends
 * in a count of all that its file lists.
 */
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "support/system.h"
#include "support/system_evidence.h"

static struct system *site;

static int set_up(void **state)
{
    (void)state;
    site = system_start(&(struct system_options){.is_cold = false});
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    int deaths = system_deaths(site);
    bool is_settled = system_settle(site);
    system_stop(&site);
    return deaths == 0 && is_settled ? 0 : -1;
}

/* Writes the list and runs the command on it; its report, which the caller frees. */
static json_t *run(int code, const char *content, size_t len, const char *command,
                   const char *options)
{
    char path[500], *out = NULL;
    snprintf(path, sizeof(path), "%s/danh-sach.csv", system_directory(site));
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    assert_int_equal(fwrite(content, 1, len, file), len);
    fclose(file);
    int found = system_ctl(site, &out, "%s %s %s", command, path, options);
    json_t *report = json_loads(out, 0, NULL);
    if (found != code || report == NULL) {
        fail_msg("minhchung %s: exit %d: %s", command, found, out);
    }
    free(out);
    return report;
}

static json_t *imported(const char *content)
{
    return run(0, content, strlen(content), "import", "--campaign 2023 --wait");
}

/* The members of a report, in order; read must be the sum of the others. */
static void counts(const json_t *report, int accepted, int repeated, int refused, int empty)
{
    static const char *const NAMES[] = {"accepted", "repeated", "rejected", "hidden", "empty"};
    const int wanted[] = {accepted, repeated, refused, 0, empty};
    json_int_t sum = 0;
    for (size_t i = 0; i < sizeof(NAMES) / sizeof(NAMES[0]); i++) {
        json_int_t value = json_integer_value(json_object_get(report, NAMES[i]));
        if (value != wanted[i]) {
            fail_msg("%s: %d, not %d", NAMES[i], (int)value, wanted[i]);
        }
        sum += value;
    }
    assert_int_equal(json_integer_value(json_object_get(report, "read")), sum);
}

static const char *fault(const json_t *report, size_t at, const char *member)
{
    const char *text = json_string_value(
        json_object_get(json_array_get(json_object_get(report, "faults"), at), member));
    return text != NULL ? text : "";
}

#define HEAD "Mã đơn vị;Mã tiêu chí;Loại;Tiêu đề;Ngày diễn ra;Số liệu\n"

static void every_row_of_evidence_is_counted(void **state)
{
    (void)state;
    json_t *report =
        imported("Danh sách quý I, gồm các xã, các trường;;;;;\n\n" HEAD
                 "U1;C3;báo cáo;Dọn rác, trồng cây;5/3/2023 0:00;Số lượt=1.234\n"
                 "U1;C3;báo cáo;Dọn rác, trồng cây;05/03/2023;Số lượt = 1 234\n"
                 "U1;C3;báo cáo;Lá xanh;05/03/2023;Số lượt=1,234\n"
                 ";;;;;\n"
                 "U1;C3;báo cáo;\"Tuổi trẻ\" xung kích;2023-03-05T00:00:00;Số lượt: 1,5\n"
                 "U999;C3;báo cáo;Đơn vị lạ;05/03/2023;\n");
    counts(report, 2, 1, 2, 2);
    assert_int_equal(json_integer_value(json_object_get(report, "outside")), 1);
    assert_string_equal(fault(report, 0, "code"), "figure.doubtful");
    assert_string_equal(fault(report, 0, "column"), "Số liệu");
    assert_non_null(strstr(fault(report, 0, "message"), "1,234"));
    assert_string_equal(fault(report, 1, "code"), "unit.unknown");
    json_decref(report);
    report = imported("Không có tên cột nào\n");
    assert_string_equal(fault(report, 0, "code"), "sheet.no_head");
    counts(report, 0, 0, 0, 0);
    json_decref(report);
}

/* The same row from another system: composed and decomposed letters, UTF-16. */
static void the_same_row_is_repeated(void **state)
{
    (void)state;
    json_t *report = imported(HEAD "U1;C3;báo cáo;Tết trồng cây;05/03/2023;Số buổi=1\n");
    counts(report, 1, 0, 0, 0);
    json_decref(report);
    report = imported(
        HEAD "U1;C3;báo cáo;Te\xcc\x82\xcc\x81t trồng cây;05/03/2023;So\xcc\x82\xcc\x81 buổi=1\n");
    counts(report, 0, 1, 0, 0);
    json_decref(report);
    static const char UTF16[] =
        "\xff\xfe"
        "u\0n\0i\0t\0\t\0c\0r\0i\0t\0e\0r\0i\0a\0\t\0k\0i\0n\0d\0\t\0"
        "t\0i\0t\0l\0e\0\t\0o\0c\0c\0u\0r\0r\0e\0d\0_\0o\0n\0\r\0\n\0"
        "U\0001\0\t\0C\0003\0\t\0r\0e\0p\0o\0r\0t\0\t\0A\0\t\0005\0/\0003\0/\0002\0000\0002\0003\0\r\0\n\0";
    report = run(0, UTF16, sizeof(UTF16) - 1, "import", "--campaign 2023 --wait");
    counts(report, 1, 0, 0, 0);
    json_decref(report);
}

static json_t *listed(int code, const char *content, const char *command, const char *options)
{
    return run(code, content, strlen(content), command, options);
}

static void every_row_of_a_list_is_counted(void **state)
{
    (void)state;
    static const char TARGETS[] =
        "Mã đơn vị;Mã tiêu chí;Chỉ tiêu\nU1;C3;1.250\n;;\nU2;C3;1 300,5\n";
    json_t *report = listed(0, TARGETS, "targets import", "--campaign 2023 --json");
    counts(report, 2, 0, 0, 1);
    json_decref(report);
    report = listed(0, TARGETS, "targets import", "--campaign 2023 --json");
    counts(report, 0, 2, 0, 1);
    json_decref(report);
    static const char UNITS[] = "Mã đơn vị;Tên đơn vị;Loại;Trực thuộc\nX1;Xã Một;xã;U1\n";
    report = listed(0, UNITS, "units import", "--json");
    counts(report, 1, 0, 0, 0);
    json_decref(report);
    report = listed(0, UNITS, "units import", "--json");
    counts(report, 0, 1, 0, 0);
    json_decref(report);
    report = listed(1, "Mã đơn vị;Mã tiêu chí;Chỉ tiêu\nU1;C3;1,250\nU2;C3;7\n", "targets import",
                    "--campaign 2023 --json");
    counts(report, 0, 0, 2, 0);
    assert_string_equal(fault(report, 0, "code"), "amount.doubtful");
    json_decref(report);
    static const char CADRES[] = "Mã đơn vị;Họ và tên;Ngày sinh;Chức danh\n"
                                 "U1;Nguyễn Thị Ánh;5/3/1995;Bí thư cấp huyện\n\n"
                                 "U1;Nguye\xcc\x82\xcc\x83n Thị Ánh;5/3/95;Bí thư cấp huyện\n"
                                 "U1;Trần Văn Bình;05/03/1996;không có\n";
    report = listed(1, CADRES, "cadres import", "--json");
    counts(report, 1, 1, 1, 1);
    json_decref(report);
    for (int again = 0; again < 2; again++) {
        report = listed(0, "Ngày đăng;Tiêu đề;Loại;Liên kết\n1/3/2023;Tết ấm áp;tin tốt;\n\n",
                        "posts import", "--campaign 2023 --unit U1 --json");
        counts(report, 1 - again, again, 0, 1);
        json_decref(report);
    }
}

/* Lists, too: one table of counts, which an administrator sees. */
static void every_count_is_stored(void **state)
{
    (void)state;
    static const char MEMBERS[] = "Họ và tên,Ngày sinh,Ngày vào Đoàn,Xếp loại\n"
                                  "Lê Văn An,02/09/2001,26/03/2017,Khá\n\n";
    char *out = NULL, path[500];
    snprintf(path, sizeof(path), "%s/doan-vien.csv", system_directory(site));
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    fputs(MEMBERS, file);
    fclose(file);
    assert_int_equal(
        system_ctl(site, &out, "members import %s --unit U1 --campaign 2023 --yes", path), 0);
    assert_non_null(
        strstr(out, "Đọc 2 dòng: 1 đã ghi, 0 đã có từ trước, 0 bị từ chối, 0 ẩn, 1 trống"));
    free(out);
    assert_string_equal(
        database_value(
            system_database(site),
            "SELECT string_agg(kind || ' ' || accepted || ' ' || repeated || ' ' || rejected || ' ' || empty,"
            " ', ' ORDER BY kind, created_at) FROM import WHERE kind <> 'evidence'"),
        "cadres 1 1 1 1, members 1 0 0 1, posts 1 0 0 1, posts 0 1 0 1, targets 2 0 0 1, targets 0 2 0 1, "
        "targets 0 0 2 0, units 1 0 0 0, units 0 1 0 0");
    struct http_answer list = system_get(site, "quan-tri", "/api/v1/imports");
    assert_int_equal(list.status, 200);
    assert_int_equal(json_array_size(json_object_get(list.json, "items")), 9);
    http_free(&list);
    system_expect(site, "xem", "GET", "/api/v1/imports", NULL,
                  (struct wanted){200, "\"items\" : []"});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_of_evidence_is_counted),
        cmocka_unit_test(the_same_row_is_repeated),
        cmocka_unit_test(every_row_of_a_list_is_counted),
        cmocka_unit_test(every_count_is_stored),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
