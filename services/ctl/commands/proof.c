/*
 * proof.c — `minhchung replay` (every score computed again, every digit compared) and `minhchung
 * verify` (contents compared with their hashes).
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/hash.h"
#include "ctl/commands/publication.h"
#include "ctl/ctl.h"
#include "ctl/sql.h"

static const struct statement SCORES = {"ctl_scores", SQL_SCORES};
static const struct statement MARK = {"ctl_mark", SQL_MARK};
static const struct statement WAITING = {"ctl_waiting", SQL_WAITING};
static const struct statement BODIES = {"ctl_bodies", SQL_BODIES};
static const struct statement FILES = {"ctl_files", SQL_FILES};

enum { REPLAY_MS = 600000, BUFFER = 1 << 16 };

static long long ask_number(struct lane *lane, const struct statement *statement,
                            const struct params *params)
{
    struct rows *result = ctl_query(lane, statement, params);
    long long number = result != NULL && rows_count(result) == 1 ? column_long(result, 0, 0) : -1;
    rows_free(&result);
    return number;
}

/* False if the computation did not end in time, or the store was lost. */
static bool wait_computed(struct lane *lane, const struct params *campaign)
{
    long long total = ask_number(lane, &WAITING, campaign), left = total;
    for (int64_t until = clock_steady_ms() + REPLAY_MS; left > 0 && clock_steady_ms() < until;) {
        ctl_progress("Tính lại", (size_t)(left < total ? total - left : 0), (size_t)total);
        struct timespec pause = {.tv_nsec = 100000000};
        nanosleep(&pause, NULL);
        left = ask_number(lane, &WAITING, campaign);
    }
    return left == 0;
}

/* The first score that differs in value, state or receipt; -1 if none does. */
static int first_difference(const struct rows *before, const struct rows *after)
{
    int rows = rows_count(before);
    for (int row = 0; row < rows && row < rows_count(after); row++) {
        for (int column = 0; column < 5; column++) {
            struct bytes a = column_bytes(before, row, column);
            struct bytes b = column_bytes(after, row, column);
            if (a.len != b.len || memcmp(a.data, b.data, a.len) != 0) {
                return row;
            }
        }
    }
    return rows == rows_count(after) ? -1 : rows < rows_count(after) ? rows : rows_count(after);
}

static int proof_compare(const struct ctl *ctl, const struct rows *before, const struct rows *after)
{
    int row = first_difference(before, after);
    if (row < 0) {
        printf(ctl->is_json ? "{\"scores\":%d,\"differs\":null}\n"
                            : "%d điểm tính lại đều trùng khớp từng chữ số\n",
               rows_count(before));
        return EXIT_DONE;
    }
    const struct rows *shown = row < rows_count(after) ? after : before;
    printf(ctl->is_json ? "{\"scores\":%d,\"differs\":{\"unit\":\"%s\",\"criterion\":\"%s\"}}\n"
                        : "%d điểm; khác đầu tiên: đơn vị %s, tiêu chí %s\n",
           rows_count(before), column_text(shown, row, 0), column_text(shown, row, 1));
    return EXIT_NO;
}

static int replay_file(const struct ctl *ctl, const char *path)
{
    json_error_t error;
    json_t *file = json_load_file(path, 0, &error);
    if (file == NULL) {
        return ctl_trouble("%s: line %d: %s", path, error.line, error.text);
    }
    int code = replay_publication(ctl, file);
    json_decref(file);
    return code;
}

int command_replay(struct ctl *ctl)
{
    const char *campaign = ctl_option(ctl, "--campaign"), *path = ctl_option(ctl, "--publication");
    if (path != NULL) {
        return replay_file(ctl, path);
    }
    struct lane *lane = campaign != NULL ? ctl_store(ctl) : NULL;
    if (lane == NULL) {
        return campaign == NULL ? ctl_trouble("replay --campaign C, or --publication FILE")
                                : EXIT_TROUBLE;
    }
    struct params *params = params_new();
    params_text(params, campaign);
    int code = EXIT_TROUBLE;
    struct rows *before = NULL, *marked = NULL, *after = NULL;
    if (wait_computed(lane, params)) {
        before = ctl_query(lane, &SCORES, params);
        marked = before != NULL ? ctl_query(lane, &MARK, params) : NULL;
    }
    if (marked != NULL && rows_count(marked) == 0) {
        code = ctl_trouble("there is no campaign \"%s\"", campaign);
    } else if (marked != NULL && wait_computed(lane, params)) {
        after = ctl_query(lane, &SCORES, params);
        code = after != NULL ? proof_compare(ctl, before, after) : EXIT_TROUBLE;
    } else {
        code = ctl_trouble("the scores were not computed in time; does the scoring service run?");
    }
    rows_free(&before);
    rows_free(&marked);
    rows_free(&after);
    params_free(&params);
    lane_close(&lane);
    return code;
}

/* ------------------------------------------------------------- verify */

struct checking {
    const struct ctl *ctl;
    size_t bodies, files, wrong;
};

static bool check_bodies(struct checking *self, struct lane *lane)
{
    struct uuid last = {{0}};
    struct params *params = params_new();
    int count = 1;
    while (count > 0) {
        params_reset(params);
        params_uuid(params, &last);
        struct rows *result = ctl_query(lane, &BODIES, params);
        count = result != NULL ? rows_count(result) : -1;
        for (int row = 0; row < count; row++) {
            struct bytes body = column_bytes(result, row, 2), said = column_bytes(result, row, 1);
            struct hash hash = hash_of(body.data, body.len);
            last = column_uuid(result, row, 0);
            if (said.len != HASH_SIZE || memcmp(said.data, hash.bytes, HASH_SIZE) != 0) {
                char id[UUID_TEXT];
                printf("submission %s: its content has changed\n", uuid_print(&last, id));
                self->wrong++;
            }
            self->bodies++;
        }
        rows_free(&result);
    }
    params_free(&params);
    return count == 0;
}

static bool hash_file(const char *path, struct hash *out)
{
    static unsigned char buffer[BUFFER];
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        return false;
    }
    struct hash_state state;
    hash_start(&state);
    for (size_t len; (len = fread(buffer, 1, sizeof(buffer), file)) > 0;) {
        hash_add(&state, buffer, len);
    }
    fclose(file);
    *out = hash_end(&state);
    return true;
}

static void check_file(struct checking *self, const struct hash *said)
{
    char path[600];
    struct hash found;
    bool is_named = hash_place(said, self->ctl->conf.files_root, path, sizeof(path));
    self->files++;
    if (!is_named || !hash_file(path, &found)) {
        printf("%s: %s\n", path, strerror(errno));
        self->wrong++;
    } else if (memcmp(found.bytes, said->bytes, HASH_SIZE) != 0) {
        printf("%s: its content has changed\n", path);
        self->wrong++;
    }
}

static bool check_files(struct checking *self, struct lane *lane)
{
    struct hash last = {{0}};
    struct params *params = params_new();
    int count = 1;
    while (count > 0) {
        params_reset(params);
        params_bytes(params, last.bytes, self->files > 0 ? sizeof(last.bytes) : 0);
        struct rows *result = ctl_query(lane, &FILES, params);
        count = result != NULL ? rows_count(result) : -1;
        for (int row = 0; row < count; row++) {
            memcpy(last.bytes, column_bytes(result, row, 0).data, HASH_SIZE);
            check_file(self, &last);
        }
        rows_free(&result);
    }
    params_free(&params);
    return count == 0;
}

int command_verify(struct ctl *ctl)
{
    if (ctl_option(ctl, "--publication") != NULL) {
        return verify_publications(ctl);
    }
    struct lane *lane = ctl_store(ctl);
    if (lane == NULL) {
        return EXIT_TROUBLE;
    }
    struct checking checking = {.ctl = ctl};
    bool is_complete = check_bodies(&checking, lane) && check_files(&checking, lane);
    lane_close(&lane);
    printf(ctl->is_json ? "{\"submissions\":%zu,\"files\":%zu,\"wrong\":%zu}\n"
                        : "%zu minh chứng, %zu tệp, %zu sai khác\n",
           checking.bodies, checking.files, checking.wrong);
    return !is_complete ? EXIT_TROUBLE : checking.wrong > 0 ? EXIT_NO : EXIT_DONE;
}
