/*
 * names.c — ids as hashes of account and key.
 */
#include "evidence/names.h"

#include <stdio.h>

#include "evidence/limits.h"

struct uuid evidence_key_id(const char *scope, uint32_t account, const char *key)
{
    char text[EVIDENCE_KEY_MAX + 16];
    int len = snprintf(text, sizeof(text), "%u/%.*s", account, EVIDENCE_KEY_MAX, key);
    return uuid_name(scope, text, (size_t)len);
}

struct uuid evidence_submission_id(uint32_t account, const char *key)
{
    return evidence_key_id("submission", account, key);
}

struct uuid evidence_import_id(uint32_t account, const char *key)
{
    return evidence_key_id("import", account, key);
}
