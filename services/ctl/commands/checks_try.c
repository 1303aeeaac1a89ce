/*
 * checks_try.c — `minhchung checks try CODE --campaign C`: tries one check, with the present and
 * the proposed settings, on the evidence items of a past campaign: how many findings it would
 * make, and some of them.  The validation service runs the trial like any other, so that the check
 * sees the same context of a submission as for a verdict.
 */
#include <jansson.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/uuid.h"
#include "ctl/answer.h"
#include "ctl/api.h"
#include "ctl/commands/checks.h"
#include "members/catalogue.h"

/* Without progress for that long the command gives up; the trial goes on. */
enum { POLL_MS = 200, STILL_MS = 60000 };

/* Orders the trial; its id goes to `id`. */
static int checks_try_order(struct api *api, const char *path, const struct checks_wish *wish,
                            char id[static UUID_TEXT])
{
    json_t *body = checks_wish_json(wish), *answer = NULL;
    char *text = json_dumps(body, JSON_COMPACT);
    const struct api_request request = {"POST", path, text, strlen(text), NULL};
    int code = api_ask(api, &request, &answer);
    if (code == EXIT_NO) {
        api_refused(answer);
    }
    snprintf(id, UUID_TEXT, "%s", answer_text(answer, "id"));
    json_decref(answer);
    json_decref(body);
    free(text);
    return code;
}

static int print_report(const json_t *trial)
{
    json_dumpf(trial, stdout, JSON_INDENT(1));
    printf("\n");
    return strcmp(answer_text(trial, "state"), "done") == 0 ? EXIT_DONE : EXIT_NO;
}

static size_t count_of(const json_t *trial, const char *name)
{
    return (size_t)answer_number(trial, name);
}

/* Polls the trial until it has ended, showing progress. */
static int checks_try_watch(struct api *api, const char *path)
{
    const struct timespec pause = {.tv_nsec = (long)POLL_MS * 1000000};
    const struct api_request request = {.method = "GET", .path = path};
    size_t seen = SIZE_MAX;
    for (int still_ms = 0; still_ms < STILL_MS; still_ms += POLL_MS) {
        json_t *trial = NULL;
        int code = api_ask(api, &request, &trial);
        bool is_over = code != EXIT_DONE || strcmp(answer_text(trial, "state"), "accepted") != 0;
        size_t pieces = count_of(trial, "pieces");
        if (code == EXIT_DONE) {
            ctl_progress("trial", pieces, count_of(trial, "total"));
            code = is_over ? print_report(trial) : code;
        }
        still_ms = pieces == seen ? still_ms : 0;
        seen = pieces;
        json_decref(trial);
        if (is_over) {
            return code;
        }
        nanosleep(&pause, NULL);
    }
    return ctl_trouble("the trial makes no progress: does validation run?");
}

static int checks_try_run(const struct ctl *ctl, const struct check *check, const char *campaign,
                          const struct checks_wish *wish)
{
    char id[UUID_TEXT];
    struct arena *arena = arena_new();
    struct api *api = api_open(ctl, "editor");
    const char *trials = api_path(
        arena, (const char *const[]){"campaigns", campaign, "checks", check->code, "trials", NULL});
    int code = api != NULL ? checks_try_order(api, trials, wish, id) : EXIT_TROUBLE;
    if (code == EXIT_DONE) {
        code = checks_try_watch(api, api_path(arena, (const char *const[]){"trials", id, NULL}));
    }
    api_close(&api);
    arena_free(&arena);
    return code;
}

int checks_try(struct ctl *ctl)
{
    const char *campaign = ctl_option(ctl, "--campaign");
    const struct check *check = checks_named(ctl);
    struct arena *arena = arena_new();
    struct checks_wish wish;
    int code = EXIT_TROUBLE;
    if (check == NULL || !checks_read_wish(ctl, check, arena, &wish)) {
        arena_free(&arena);
        return code;
    }
    if (campaign == NULL) {
        ctl_trouble("--campaign is missing");
    } else if (!catalogue_can_try(check)) {
        ctl_trouble(
            "copies cannot be tried: which submission came first is known only at its admission");
    } else {
        code = checks_try_run(ctl, check, campaign, &wish);
    }
    arena_free(&arena);
    return code;
}
