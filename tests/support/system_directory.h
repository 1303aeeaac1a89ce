/*
 * system_directory.h — the small campaign that system_start puts into the database.
 *
 * Campaign "2023" (open, the year 2023), province "TINH", units "U1" … "U11" below it,
 * criteria C1 … C12 of as many kinds of rules.  Accounts, all with SYSTEM_PASSWORD:
 * can-bo-1, can-bo-2 (officers of U1, U2), hoi-dong (council of U1), kiem-tra
 * (inspector from U3 who visits U1), uy-ban (committee of the province), bien-tap
 * (editor), quan-tri (admin), he-thong (system, may file for all), xem (viewer).
 * The officers and he-thong have addresses, like can-bo-1@minhchung.example.
 */
#ifndef SUPPORT_SYSTEM_DIRECTORY_H
#define SUPPORT_SYSTEM_DIRECTORY_H

#include "support/database.h"

#define SYSTEM_PASSWORD "mat-khau-thu-nghiem"
enum { SYSTEM_UNITS = 11, SYSTEM_CRITERIA = 12 };

void system_directory_insert(struct database *database);
/* [{"username","password"}] of all accounts, for `minhchung accounts`. */
void system_directory_write_accounts(const char *path);

#endif
