/*
 * import.c — `minhchung import`: a spreadsheet of evidence; with --wait its report.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "ctl/client.h"
#include "ctl/sql.h"
#include "wire/wire.h"

static const struct statement IMPORT = {"ctl_import", SQL_IMPORT};

enum { WAIT_MS = 600000 };

static void import_keep(void *arg, const struct answer *answer)
{
    *(struct answer *)arg = *answer;
}

static int wait_for_report(const struct ctl *ctl, const struct uuid *id)
{
    struct lane *lane = ctl_store(ctl);
    struct params *params = params_new();
    params_uuid(params, id);
    int code = EXIT_TROUBLE;
    for (int64_t until = clock_steady_ms() + WAIT_MS; lane != NULL && clock_steady_ms() < until;) {
        struct rows *result = ctl_query(lane, &IMPORT, params);
        bool has_failed = result == NULL;
        bool is_done = !has_failed && rows_count(result) == 1 && column_bool(result, 0, 1);
        if (is_done) {
            printf("%s\n", column_text(result, 0, 0));
            code = EXIT_DONE;
        }
        rows_free(&result);
        if (has_failed || is_done) {
            break;
        }
        struct timespec pause = {.tv_nsec = 100000000};
        nanosleep(&pause, NULL);
    }
    params_free(&params);
    lane_close(&lane);
    return code;
}

static int start_import(const struct ctl *ctl, struct client *client, const char *path)
{
    struct hash hash;
    char key[HASH_TEXT + 16], name[256];
    const char *campaign = ctl_option(ctl, "--campaign");
    Evidence__V1__File file = EVIDENCE__V1__FILE__INIT;
    Evidence__V1__Import import = EVIDENCE__V1__IMPORT__INIT;
    if (!client_put_file(client, path, &hash, &file.size)) {
        return EXIT_NO;
    }
    const char *base = strrchr(path, '/');
    snprintf(name, sizeof(name), "%s", base != NULL ? base + 1 : path);
    struct uuid random = uuid_new();
    snprintf(key, sizeof(key), "import-");
    uuid_print(&random, key + strlen(key));
    char code[64];
    snprintf(code, sizeof(code), "%s", campaign != NULL ? campaign : "");
    file.name = name;
    file.hash = (ProtobufCBinaryData){.len = sizeof(hash.bytes), .data = hash.bytes};
    import.idempotency_key = key;
    import.campaign = code;
    import.file = &file;
    struct answer answer = {0};
    client_import(client, &import, import_keep, &answer);
    client_wait(client, 0);
    if (!answer.is_good) {
        fprintf(stderr, "%s (%s) %s\n", answer.message, answer.code, answer.mend);
        return EXIT_NO;
    }
    if (ctl_flag(ctl, "--wait")) {
        return wait_for_report(ctl, &answer.id);
    }
    printf("%s\n", uuid_print(&answer.id, key));
    return EXIT_DONE;
}

int command_import(struct ctl *ctl)
{
    const char *path = ctl_argument(ctl, 0);
    if (path == NULL) {
        return ctl_trouble("import FILE --campaign C");
    }
    if (!ctl_readable(path)) {
        return EXIT_TROUBLE;
    }
    struct client *client = client_open(ctl);
    if (client == NULL) {
        return EXIT_TROUBLE;
    }
    int code = start_import(ctl, client, path);
    client_close(&client);
    return code;
}
