/*
 * system_directory.c — see system_directory.h.
 */
#include "support/system_directory.h"

#include <stdio.h>
#include <stdlib.h>

static const char UNITS[] =
    "INSERT INTO unit (id, code, name, kind, parent_id) VALUES"
    " (1, 'TINH', 'Tỉnh đoàn', 'province', NULL);"
    "INSERT INTO unit (id, code, name, kind, parent_id)"
    " SELECT 10 + n, 'U' || n, 'Đoàn đơn vị số ' || n, 'district', 1 FROM generate_series(1, 11) n";

static const char ACCOUNTS[] =
    "INSERT INTO account (id, username, role, unit_id, full_name) VALUES"
    " (1, 'can-bo-1', 'officer', 11, 'Cán bộ Một'), (2, 'can-bo-2', 'officer', 12, 'Cán bộ Hai'),"
    " (3, 'hoi-dong', 'council', 11, 'Hội đồng'), (4, 'kiem-tra', 'inspector', 13, 'Kiểm tra'),"
    " (5, 'uy-ban', 'committee', 1, 'Ủy ban'), (6, 'bien-tap', 'editor', 1, 'Biên tập'),"
    " (7, 'quan-tri', 'admin', 1, 'Quản trị'), (8, 'he-thong', 'system', NULL, 'Hệ thống'),"
    " (9, 'xem', 'viewer', NULL, 'Người xem');"
    "ALTER TABLE account ALTER COLUMN id RESTART WITH 100;"
    "INSERT INTO address SELECT id, 2, username || '@minhchung.example' FROM account"
    " WHERE id IN (1, 2, 8)";

static const char CAMPAIGN[] =
    "INSERT INTO criteria_set (id, code, version, name, base_points, bonus_points, bands) VALUES"
    " (1, 'BTC', 1, 'Bộ tiêu chí', 110, 10, '[{\"name\":\"Xuất sắc\",\"from\":\"90\"},"
    "{\"name\":\"Tốt\",\"from\":\"70\"},{\"name\":\"Khá\",\"from\":\"50\"},"
    "{\"name\":\"Trung bình\",\"from\":\"0\"}]');"
    "INSERT INTO campaign (id, code, name, province_id, criteria_set_id, period_from, period_to,"
    " filing_deadline) VALUES (1, '2023', 'Năm công tác 2023', 1, 1, '2023-01-01', '2023-12-31',"
    " '2099-12-31')";

static const char CRITERIA[] =
    "INSERT INTO criterion (id, set_id, code, level, name, points)"
    " VALUES (1, 1, 'G1', 'group', 'Nhóm I', 110);"
    "INSERT INTO criterion (id, set_id, code, parent_id, level, name, points, is_bonus, rule, "
    "figures,"
    " required_kinds)"
    " SELECT 100 + n, 1, 'C' || n, 1, 'criterion', 'Tiêu chí số ' || n, 10, n = 6, rule::jsonb,"
    " figures::text[], kinds::text[] FROM (VALUES"
    " (1, '{\"kind\":\"exists\",\"points\":\"10\"}', '{}', '{}'),"
    " (2, '{\"kind\":\"per_occurrence\",\"points\":\"0.01\",\"cap\":\"10\"}', '{}', '{}'),"
    " (3, '{\"kind\":\"proportional\",\"figure\":1,\"aggregate\":\"sum\",\"points\":\"10\"}',"
    "  '{lượt}', '{}'),"
    " (4, '{\"kind\":\"lateness\",\"points\":\"10\",\"per_day\":\"0.25\",\"floor\":\"0\"}', '{}', "
    "'{}'),"
    " (5, '{\"kind\":\"cadence\",\"unit\":\"week\",\"points\":\"10\",\"expected\":\"52\"}', '{}', "
    "'{}'),"
    " (6, '{\"kind\":\"bonus\",\"points\":\"2\",\"cap\":\"10\"}', '{}', '{}'),"
    " (7, '{\"kind\":\"steps\",\"figure\":0,\"aggregate\":\"count\",\"steps\":["
    "{\"from\":\"0\",\"to\":\"1\",\"points\":\"0\"},{\"from\":\"1\",\"to\":\"3\",\"points\":\"5\"},"
    "{\"from\":\"3\",\"points\":\"10\"}]}', '{}', '{}'),"
    " (8, '{\"kind\":\"threshold\",\"figure\":1,\"aggregate\":\"sum\",\"from\":\"50000000\","
    "\"points\":\"10\"}', '{số tiền}', '{}'),"
    " (9, '{\"kind\":\"share\",\"part\":1,\"whole\":2,\"points\":\"10\"}', '{đạt,tổng}', '{}'),"
    " (10, '{\"kind\":\"manual\",\"points\":\"10\"}', '{}', '{}'),"
    " (11, '{\"kind\":\"exists\",\"points\":\"10\"}', '{}', '{document}'),"
    " (12, '{\"kind\":\"per_occurrence\",\"points\":\"2.5\",\"cap\":\"10\"}', '{}', '{}'))"
    " AS t(n, rule, figures, kinds)";

static const char MEMBERS[] =
    "INSERT INTO campaign_unit SELECT 1, id, 'Khối ' || id % 2 FROM unit WHERE parent_id = 1;"
    "INSERT INTO target SELECT 1, id, 103, 1000 FROM unit WHERE parent_id = 1;"
    "INSERT INTO visit VALUES (1, 11, 4, '2023-11-02')";

void system_directory_insert(struct database *database)
{
    database_run(database, "%s", UNITS);
    database_run(database, "%s", ACCOUNTS);
    database_run(database, "%s", CAMPAIGN);
    database_run(database, "%s", CRITERIA);
    database_run(database, "%s", MEMBERS);
    /* Rows that the command line adds get ids after those inserted here. */
    database_run(database, "SELECT setval(pg_get_serial_sequence(t, 'id'), 1000)"
                           "  FROM unnest('{unit,criteria_set,criterion,campaign}'::text[]) t");
}

void system_directory_write_accounts(const char *path)
{
    static const char *const NAMES[] = {"can-bo-1", "can-bo-2", "hoi-dong", "kiem-tra", "uy-ban",
                                        "bien-tap", "quan-tri", "he-thong", "xem"};
    FILE *file = fopen(path, "we");
    if (file == NULL) {
        perror(path);
        abort();
    }
    for (size_t i = 0; i < sizeof(NAMES) / sizeof(NAMES[0]); i++) {
        fprintf(file, "%s{\"username\":\"%s\",\"password\":\"" SYSTEM_PASSWORD "\"}",
                i == 0 ? "[" : ",", NAMES[i]);
    }
    fprintf(file, "]\n");
    fclose(file);
}
