/*
 * system_evidence.h — submitting evidence and reading it, as a client of the API does.
 */
#ifndef SUPPORT_SYSTEM_EVIDENCE_H
#define SUPPORT_SYSTEM_EVIDENCE_H

#include "support/system.h"
#include "support/system_http.h"

/* A submission as JSON; `criteria` like "\"C1\",\"C2\"", `more` like ",\"text\":\"…\"". */
#define EVIDENCE(unit, criteria, title, more) \
    "{\"campaign\":\"2023\",\"unit\":\"" unit "\",\"criteria\":[" criteria "],\"kind\":\"other\"," \
    "\"title\":\"" title "\",\"occurred_on\":\"2023-05-06\"" more "}"

struct http_answer evidence_file(struct system *system, const char *username, const char *key,
                                 const char *body);
/* GET as that account. */
struct http_answer system_get(struct system *system, const char *username, const char *path);
/* Sends a request as that account; fails the test if status or words of the answer differ. */
struct wanted {
    unsigned status;
    const char *words;
};
void system_expect(struct system *system, const char *username, const char *method,
                   const char *path, const char *body, struct wanted wanted);
struct http_answer evidence_get(struct system *system, const char *username, const char *id);
/* The same, returned once it is scored or when the wait for that hangs. */
struct http_answer evidence_wait(struct system *system, const char *username, const char *id);
/* Submits, expects 202, waits until it is scored, and copies its id. */
struct http_answer evidence_through(struct system *system, const char *username, const char *key,
                                    const char *body, char id[static 37]);

#endif
