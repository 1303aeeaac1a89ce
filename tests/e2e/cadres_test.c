/*
 * cadres_test.c — a spreadsheet of cadres, from the command line to what each role sees.
 */
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/one_system.h"
#include "support/system_http.h"

static const char SHEET[] =
    "DANH SÁCH CÁN BỘ ĐOÀN;;;;;;;\n"
    "STT;Mã đơn vị;Họ và tên;Ngày sinh;Chức danh;Khu vực;Hết nhiệm kỳ;Tình trạng\n"
    "1;U1;Nguyễn Văn Thử;02/11/1987;Bí thư cấp huyện;;30/06/2027;\n"
    "2;U1;Trần Thị Mẫu;1/1/1986;Phó Bí thư cấp huyện;Đặc biệt khó khăn;;\n"
    "3;U2;Lê Văn Ví Dụ;1980-05-01;Bí thư cấp huyện;;;Đã báo cáo\n"
    ";;;;;;;\n"
    "4;U2;Phạm Ngày Sai;31/02/1990;Ủy viên Ban Chấp hành cấp huyện;;;\n"
    "5;KHONG;Không Có Đơn Vị;01/01/1990;Bí thư cấp huyện;;;\n"
    "6;U2;Chức Lạ;01/01/1990;Trưởng phòng;;;\n"
    "7;U2;;01/01/1990;Bí thư cấp huyện;;;Nghỉ phép\n";

static json_t *import(int code)
{
    char path[600];
    char *out = NULL;
    snprintf(path, sizeof(path), "%s/can-bo.csv", system_directory(site));
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    fputs(SHEET, file);
    fclose(file);
    assert_int_equal(system_ctl(site, &out, "cadres import %s --json", path), code);
    json_t *report = json_loads(out, 0, NULL);
    assert_non_null(report);
    free(out);
    return report;
}

static void takes_good_rows_and_tells_the_others(void **state)
{
    (void)state;
    json_t *report = import(1);
    assert_int_equal(json_integer_value(json_object_get(report, "rows")), 7);
    assert_int_equal(json_integer_value(json_object_get(report, "written")), 4);
    static const struct {
        int row;
        const char *column, *code;
    } FAULTS[] = {{7, "Ngày sinh", "birth.invalid"},
                  {8, "Mã đơn vị", "unit.unknown"},
                  {9, "Chức danh", "post.unknown"},
                  {10, "Họ và tên", "cell.missing"},
                  {10, "Tình trạng", "state.unknown"}};
    const json_t *faults = json_object_get(report, "faults");
    assert_int_equal(json_array_size(faults), sizeof(FAULTS) / sizeof(FAULTS[0]));
    for (size_t i = 0; i < json_array_size(faults); i++) {
        const json_t *fault = json_array_get(faults, i);
        assert_int_equal(json_integer_value(json_object_get(fault, "row")), FAULTS[i].row);
        assert_string_equal(json_string_value(json_object_get(fault, "column")), FAULTS[i].column);
        assert_string_equal(json_string_value(json_object_get(fault, "code")), FAULTS[i].code);
    }
    json_decref(report);
    report = import(1); /* again: nothing is stored twice */
    assert_int_equal(json_integer_value(json_object_get(report, "written")), 0);
    json_decref(report);
    assert_int_equal(database_number(system_database(site), "SELECT count(*) FROM cadre"), 4);
}

/* "name:verdict" of each in the answer. */
static void expect(const char *username, const char *query, const char *wanted)
{
    char path[200], said[600] = "";
    snprintf(path, sizeof(path), "/api/v1/cadres?%s", query);
    struct http_answer answer =
        http_send(system_http(site),
                  &(struct http_request){.path = path, .token = system_token(site, username)});
    assert_int_equal(answer.status, 200);
    size_t at;
    json_t *cadre;
    json_array_foreach(json_object_get(answer.json, "cadres"), at, cadre) {
        size_t len = strlen(said);
        snprintf(said + len, sizeof(said) - len, "%s%s:%s", len > 0 ? ", " : "",
                 json_string_value(json_object_get(cadre, "full_name")),
                 json_string_value(json_object_get(cadre, "verdict")));
    }
    assert_string_equal(said, wanted);
    http_free(&answer);
}

static void shows_each_role_its_own(void **state)
{
    (void)state;
    expect("can-bo-1", "as_of=2023-11-02", "Nguyễn Văn Thử:over, Trần Thị Mẫu:soon");
    expect("can-bo-2", "as_of=2023-11-02", "Phạm Ngày Sai:birth_wrong, Lê Văn Ví Dụ:over");
    expect("can-bo-1", "as_of=2023-11-02&unit=U2", "");
    expect("uy-ban", "as_of=2023-11-01&unit=U1&within_months=1",
           "Nguyễn Văn Thử:soon, Trần Thị Mẫu:fine");
    expect("xem", "as_of=2023-11-02", "");
    expect("quan-tri", "as_of=2023-11-02", "");
    struct http_answer answer =
        http_send(system_http(site), &(struct http_request){.path = "/api/v1/cadres?as_of=2.11.23",
                                                            .token = system_token(site, "uy-ban")});
    assert_int_equal(answer.status, 400);
    http_free(&answer);
}

static void forecasts_month_by_month(void **state)
{
    (void)state;
    char *out = NULL;
    assert_int_equal(
        system_ctl(site, &out, "cadres forecast --as-of 2023-10-15 --months 16 --json"), 0);
    json_t *root = json_loads(out, 0, NULL);
    const json_t *months = json_object_get(root, "months");
    assert_int_equal(json_array_size(months), 16);
    const json_t *november = json_array_get(months, 1), *january = json_array_get(months, 3);
    assert_string_equal(json_string_value(json_object_get(november, "month")), "2023-11");
    assert_int_equal(json_integer_value(json_object_get(november, "passing")), 1);
    assert_int_equal(json_integer_value(json_object_get(november, "over")), 2);
    assert_int_equal(json_integer_value(json_object_get(january, "passing")), 1);
    json_decref(root);
    free(out);
    assert_int_equal(system_ctl(site, &out, "cadres over-age --as-of 2023-11-02"), 0);
    assert_non_null(strstr(out, "Nguyễn Văn Thử, Bí thư cấp huyện, Đoàn đơn vị số 1"));
    assert_null(strstr(out, "Lê Văn Ví Dụ")); /* reported: no alarm */
    free(out);
    assert_int_equal(system_ctl(site, NULL, "cadres over-age --within 0"), 2);
    assert_int_equal(system_ctl(site, NULL, "cadres import /khong/co.csv"), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_good_rows_and_tells_the_others),
        cmocka_unit_test(shows_each_role_its_own),
        cmocka_unit_test(forecasts_month_by_month),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
