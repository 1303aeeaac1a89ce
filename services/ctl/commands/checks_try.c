/*
 * checks_try.c — `minhchung checks try CODE --campaign C`: one check, as it is or as it
 * would be set, over the pieces of a campaign that was: how many it would tell, and some
 * of them.  Nothing is written.  Copies cannot be tried: who was first is known only
 * when a piece is filed.
 */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/map.h"
#include "checks/dictionary.h"
#include "checks/directory.h"
#include "ctl/commands/checks.h"
#include "ctl/sql.h"
#include "wire/wire.h"

static const struct statement CRITERIA = {"ctl_try_criteria", SQL_TRY_CRITERIA};
static const struct statement PIECES = {"ctl_try_pieces", SQL_TRY_PIECES};
static const struct statement READINGS = {"ctl_try_readings", SQL_TRY_READINGS};

enum { SAMPLES = 10, PAGE = 500 };

struct trial {
    struct lane *lane;
    const struct check *check;
    struct check_settings settings;
    struct directory *directory;
    int campaign_id;
    struct arena *arena;           /* of one page */
    size_t pieces, fired;
    struct buf samples;            /* JSON */
    struct json json;
};

/* Everything off but the one check. */
static void keep_one(struct trial *self, const struct checks_wish *wish)
{
    size_t at = check_find(self->check->code);
    for (size_t i = 0; i < CHECKS_MAX; i++) {
        self->settings.of[i].is_off = true;
    }
    self->settings.of[at] = wish->setting;
    self->settings.of[at].is_off = false;
}

static bool read_directory(struct trial *self, const char *campaign,
                           struct dictionary *dictionary)
{
    struct params *params = params_new();
    params_text(params, campaign);
    PGresult *result = ctl_query(self->lane, &CRITERIA, params);
    params_free(&params);
    self->directory = directory_new(dictionary);
    for (int row = 0; result != NULL && row < PQntuples(result); row++) {
        struct directory_row entry = {.campaign_id = column_int(result, row, 0),
                                      .criterion = {.id = column_int(result, row, 1),
                                                    .code = column_text(result, row, 2),
                                                    .window_from = column_int(result, row, 3),
                                                    .window_to = column_int(result, row, 4)},
                                      .deadline = column_int(result, row, 5),
                                      .kinds = column_text(result, row, 6),
                                      .figures = column_text(result, row, 7)};
        directory_add(self->directory, &entry);
        self->campaign_id = entry.campaign_id;
    }
    if (result != NULL && PQntuples(result) == 0) {
        ctl_trouble("there is no such campaign, or it has no criteria");
    }
    bool is_good = result != NULL && PQntuples(result) > 0;
    PQclear(result);
    return is_good;
}

static bool read_files(struct trial *self, const Evidence__V1__Submission *piece,
                       struct context *context)
{
    context->readings = arena_zero(self->arena, (piece->n_files + 1) * sizeof(struct reading));
    context->reading_count = piece->n_files;
    if (piece->n_files == 0) {
        return true;
    }
    struct params *params = params_new();
    params_array_begin(params, PARAMS_BYTEA);
    for (size_t i = 0; i < piece->n_files; i++) {
        params_add_bytes(params, piece->files[i]->hash.data, piece->files[i]->hash.len);
    }
    params_array_end(params);
    PGresult *result = ctl_query(self->lane, &READINGS, params);
    params_free(&params);
    for (size_t i = 0; i < piece->n_files; i++) {
        struct reading *reading = &context->readings[i];
        *reading = (struct reading){.name = piece->files[i]->name, .media_type = "",
                                    .problem = "missing", .text = "", .facts = ""};
        for (int row = 0; result != NULL && row < PQntuples(result); row++) {
            struct bytes hash = column_bytes(result, row, 0);
            if (hash.len == piece->files[i]->hash.len &&
                memcmp(hash.data, piece->files[i]->hash.data, hash.len) == 0) {
                reading->media_type = arena_print(self->arena, "%s", column_text(result, row, 1));
                reading->problem = arena_print(self->arena, "%s", column_text(result, row, 2));
                reading->text = arena_print(self->arena, "%s", column_text(result, row, 3));
                reading->len = strlen(reading->text);
                reading->facts = arena_print(self->arena, "%s", column_text(result, row, 4));
            }
        }
    }
    bool is_good = result != NULL;
    PQclear(result);
    return is_good;
}

static void add_sample(struct trial *self, const PGresult *page, int row,
                       const struct judgement *judgement)
{
    json_object_start(&self->json, NULL);
    json_text(&self->json, "unit", column_text(page, row, 3));
    json_text(&self->json, "title", column_text(page, row, 4));
    json_raw(&self->json, "findings", judgement->findings);
    json_object_end(&self->json);
}

static bool try_piece(struct trial *self, const PGresult *page, int row)
{
    struct bytes body = column_bytes(page, row, 2);
    struct context context = {0};
    struct judgement judgement;
    int criteria[CRITERIA_MAX];
    const Evidence__V1__Submission *piece = wire_unpack(
        self->arena, &evidence__v1__submission__descriptor, body.data, body.len);
    if (piece == NULL || !read_files(self, piece, &context)) {
        return false;
    }
    size_t count = column_ints(page, row, 1, criteria, CRITERIA_MAX);
    directory_describe(self->directory, self->campaign_id, criteria, count, self->arena, &context);
    context.settings = &self->settings;
    context.received = column_int(page, row, 5);
    judge(piece, &context, self->arena, &judgement);
    self->pieces++;
    if (strcmp(judgement.findings, "[]") != 0) {
        if (self->fired++ < SAMPLES) {
            add_sample(self, page, row, &judgement);
        }
    }
    return true;
}

static bool try_all(struct trial *self)
{
    struct uuid last = {{0}};
    for (int rows = PAGE; rows == PAGE;) {
        struct params *params = params_new();
        params_int(params, self->campaign_id);
        params_uuid(params, &last);
        PGresult *page = ctl_query(self->lane, &PIECES, params);
        params_free(&params);
        rows = page != NULL ? PQntuples(page) : 0;
        bool is_good = page != NULL;
        for (int row = 0; row < rows && is_good; row++) {
            is_good = try_piece(self, page, row);
            last = column_uuid(page, row, 0);
            arena_reset(self->arena);
        }
        PQclear(page);
        if (!is_good) {
            return false;
        }
    }
    return true;
}

static void print_trial(const struct trial *self)
{
    struct buf buf = {0};
    struct json json;
    json_start(&json, &buf);
    json_object_start(&json, NULL);
    json_text(&json, "code", self->check->code);
    json_int(&json, "pieces", (long long)self->pieces);
    json_int(&json, "would_fire", (long long)self->fired);
    json_raw(&json, "samples", buf_string(&self->samples));
    json_object_end(&json);
    json_t *document = json_loads(buf_string(&buf), 0, NULL);
    json_dumpf(document, stdout, JSON_INDENT(1));
    printf("\n");
    json_decref(document);
    buf_free(&buf);
}

int checks_try(struct ctl *ctl)
{
    const char *campaign = ctl_option(ctl, "--campaign"), *base = ctl_option(ctl, "--dictionary");
    struct trial self = {.check = checks_named(ctl), .arena = arena_new()};
    struct checks_wish wish;
    int code = EXIT_TROUBLE;
    if (self.check == NULL || !checks_read_wish(ctl, self.check, self.arena, &wish)) {
        arena_free(&self.arena);
        return code;
    }
    struct dictionary *dictionary =
        dictionary_open(base != NULL ? base : "/usr/share/hunspell/vi_VN");
    keep_one(&self, &wish);
    self.lane = campaign != NULL ? ctl_store(ctl) : NULL;
    if (campaign == NULL) {
        ctl_trouble("--campaign is missing");
    }
    json_start(&self.json, &self.samples);
    json_array_start(&self.json, NULL);
    if (self.lane != NULL && read_directory(&self, campaign, dictionary) && try_all(&self)) {
        json_array_end(&self.json);
        print_trial(&self);
        code = EXIT_DONE;
    }
    buf_free(&self.samples);
    directory_free(&self.directory);
    lane_close(&self.lane);
    dictionary_close(&dictionary);
    arena_free(&self.arena);
    return code;
}
