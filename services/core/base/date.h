/*
 * date.h — calendar days (proleptic Gregorian), as a number of days since
 * 1970-01-01.  A day is Vietnam's (UTC+7, no summer time).
 */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

enum { DATE_TEXT = 11 }; /* "2023-11-02" with the NUL */

typedef int32_t date_days; /* the one typedef: a plain number with a name */

MUST_CHECK bool date_from(int year, int month, int day, date_days *out); /* false: no such day */
MUST_CHECK bool date_parse(const char *iso, date_days *out);             /* exactly YYYY-MM-DD */
/* Also the forms typed in Vietnam: d/m/yyyy, d-m-yyyy, d.m.yyyy. */
MUST_CHECK bool date_parse_local(const char *text, date_days *out);
/* A cell of a spreadsheet, as users and programs write it: ISO or d/m/yyyy with - . / between,
 * d/m/yy (00 to 29 are 2000 to 2029, as Excel reads it), and a time of day behind:
 * "5/3/2023 0:00", "2023-03-04T17:00:00Z" (the 5th in Vietnam); "5-Mar-23", "05-Th3-2023",
 * "20230305", "Ngày 5/3/2023", "ngày 5 tháng 3 năm 2023". */
MUST_CHECK bool date_parse_cell(const char *text, date_days *out);
void date_split(date_days date, int *year, int *month, int *day);
const char *date_print(date_days date, char into[static DATE_TEXT]);
const char *date_print_local(date_days date, char into[static DATE_TEXT]); /* 02/11/2023 */
/* A moment of UTC: 2026-11-28T10:24:08Z, the seconds with a fraction of up to 6 digits or without.
 */
MUST_CHECK bool date_is_moment(const char *iso);
date_days date_of_us(int64_t wall_us); /* Vietnam's day */
int date_weekday(date_days date);      /* 1 Monday .. 7 */

#endif
