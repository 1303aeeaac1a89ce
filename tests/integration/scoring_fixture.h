/*
 * scoring_fixture.h — a small campaign for the tests of scoring: 4 units in two
 * peer groups, 6 criteria of different kinds, and facts as validation writes them.
 */
#ifndef INTEGRATION_SCORING_FIXTURE_H
#define INTEGRATION_SCORING_FIXTURE_H

#include "support/database.h"

/* Campaign 1; units 11, 12 ("A"), 13, 14 ("B"); criteria 101 exists, 102 per occurrence, 103
 * proportional, 104 lateness, 105 cadence, 106 bonus. No cell is dirty yet. */
static inline void fixture_campaign(struct database *db)
{
    database_run(
        db, "INSERT INTO unit (id, code, name, kind) VALUES (10, 'T', 'Tỉnh đoàn', 'province'),"
            "(11, 'U1', 'Đơn vị 1', 'district'), (12, 'U2', 'Đơn vị 2', 'district'),"
            "(13, 'U3', 'Đơn vị 3', 'district'), (14, 'U4', 'Đơn vị 4', 'district')");
    database_run(db, "INSERT INTO account (id, username, role) VALUES (1, 'uy-ban', 'committee')");
    database_run(
        db, "INSERT INTO criteria_set (id, code, version, name, base_points, bonus_points, bands)"
            "VALUES (1, 'S', 1, 'Bộ tiêu chí', 40, 6, '[{\"name\":\"Xuất sắc\",\"from\":\"90\"},"
            "{\"name\":\"Tốt\",\"from\":\"70\"},{\"name\":\"Khá\",\"from\":\"50\"},"
            "{\"name\":\"Trung bình\",\"from\":\"0\"}]')");
    database_run(db,
                 "INSERT INTO campaign (id, code, name, province_id, criteria_set_id, period_from,"
                 "period_to, filing_deadline) VALUES (1, '2023', 'Năm 2023', 10, 1, '2023-01-01',"
                 "'2023-12-31', '2023-11-30')");
    database_run(
        db,
        "INSERT INTO criterion (id, set_id, code, level, name, points, is_bonus, rule, figures)"
        "SELECT id, 1, 'C' || id, 'criterion', 'Tiêu chí ' || id, points, id = 106, rule::jsonb,"
        "CASE WHEN id = 103 THEN '{lượt}'::text[] ELSE '{}' END FROM (VALUES"
        "(101, 10, '{\"kind\":\"exists\",\"points\":\"10\"}'),"
        "(102, 10, '{\"kind\":\"per_occurrence\",\"points\":\"0.5\",\"cap\":\"10\"}'),"
        "(103, 10, "
        "'{\"kind\":\"proportional\",\"figure\":1,\"aggregate\":\"sum\",\"points\":\"10\"}'),"
        "(104, 5, '{\"kind\":\"lateness\",\"points\":\"5\",\"per_day\":\"0.25\",\"floor\":\"0\"}'),"
        "(105, 5, '{\"kind\":\"cadence\",\"unit\":\"week\",\"points\":\"5\",\"expected\":\"52\"}'),"
        "(106, 10, '{\"kind\":\"bonus\",\"points\":\"2\",\"cap\":\"10\"}')) AS t(id, points, "
        "rule)");
    database_run(
        db,
        "INSERT INTO campaign_unit VALUES (1, 11, 'A'), (1, 12, 'A'), (1, 13, 'B'), (1, 14, 'B')");
    database_run(db, "INSERT INTO target SELECT 1, u, 103, 30 FROM generate_series(11, 14) u");
    database_run(db, "DELETE FROM recompute");
}

/* For tests that take the steps of single cells by hand: the dirty marks of units' sums, which
 * follow every score, are not made. */
static inline void fixture_without_sums(struct database *db)
{
    database_run(db, "CREATE FUNCTION no_mark() RETURNS trigger LANGUAGE plpgsql AS"
                     " 'BEGIN RETURN NULL; END';"
                     "CREATE TRIGGER no_sums BEFORE INSERT ON recompute FOR EACH ROW"
                     " WHEN (NEW.kind = 'sums') EXECUTE FUNCTION no_mark()");
}

/* A dirty mark as validation writes it. */
#define FIXTURE_MARK \
    "INSERT INTO recompute (campaign_id, unit_id, criterion_id) VALUES (1, %d, %d) " \
    "ON CONFLICT (campaign_id, unit_id, kind, criterion_id) DO UPDATE " \
    "SET generation = nextval('recompute_generation'), attempts = 0, reason = NULL"

/* One submission that counts for a cell, with its dirty mark, in one transaction. */
static inline void fixture_piece(struct database *db, int unit, int criterion, int day, int amount)
{
    database_run(db,
                 "BEGIN; WITH piece AS (SELECT gen_random_uuid() AS id) "
                 "INSERT INTO evidence_fact SELECT 1, %d, %d, id, f.figure, "
                 "CASE WHEN f.figure = 0 THEN 1 ELSE %d END, DATE '2023-01-01' + %d, 0 "
                 "FROM piece, generate_series(0, CASE WHEN %d = 103 THEN 1 ELSE 0 END) "
                 "f(figure); " FIXTURE_MARK "; COMMIT",
                 unit, criterion, amount, day, criterion, unit, criterion);
}

#endif
